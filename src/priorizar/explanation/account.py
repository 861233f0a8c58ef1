"""The account of one alternative: all that explains its place, computed as it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.explanation.differences import Difference, held_against
from priorizar.explanation.doubt import Doubt, doubts
from priorizar.explanation.improvements import BestEnd, Goal, at_best, goals
from priorizar.explanation.profiles import Profile, Similar, chain_profile, same_chain, similar_chains
from priorizar.explanation.screening import Screened, any_met, screened
from priorizar.explanation.trials import Trials
from priorizar.explanation.weight_changes import WeightChange, weight_change
from priorizar.locale import LANGUAGES, Language
from priorizar.methods.bridge import BRIDGED
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.criteria import ScreenRule
from priorizar.study.model import Alternative, Evidence, Study
from priorizar.study.places import find_chains, find_provinces
from priorizar.study.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Found = TypeVar("Found")


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why an alternative stands where it stands, and what would change that.

    Parameters
    ----------
    study
        What it is part of.
    ranking
        Of the provinces by the scenario.
    row
        The alternative, a row of ``ranking.matrix``.
    versus
        Row of a chain it is to be held against besides the first two.
    language
        Of the sentences.
    """

    study: Study
    ranking: Ranking
    row: int
    versus: int | None = None
    language: Language = "es"

    @property
    def alternative(self) -> Alternative:
        """Chain and province."""
        return self.ranking.matrix.alternatives[self.row]

    @property
    def rank(self) -> int:
        """Its place in the province, from 1."""
        return int(self.ranking.rank[self.row])

    @property
    def score(self) -> float:
        """Its score; higher is better."""
        return float(self.ranking.score[self.row])

    @cached_property
    def trials(self) -> Trials:
        """The alternative among those of its province."""
        return Trials(self.ranking, self.row)

    @cached_property
    def against(self) -> tuple[Difference, ...]:
        """It against the first two of the others, the one asked for, and the province's average."""
        return held_against(self.trials, self.versus)

    @cached_property
    def evidence(self) -> tuple[tuple[Evidence, ...], ...]:
        """For each criterion, the statements its cell rests on; none where it is unknown."""
        return tuple(
            self.ranking.matrix.evidence(self.row, column)
            for column in range(len(self.ranking.matrix.criteria))
        )

    @cached_property
    def goals(self) -> tuple[Goal, ...] | None:
        """What would take it one place up, and to the first; none of them if it is first.

        None where the method, one of pymcdm's, has no answer for an amount that had to be supposed.
        """
        return self._supposing(lambda: goals(self.trials))

    @cached_property
    def at_best(self) -> tuple[BestEnd, ...] | None:
        """It with each criterion alone at the best end of its scale; None as for :attr:`goals`."""
        return self._supposing(lambda: at_best(self.trials))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...] | None:
        """Its rank with each doubtful cell, and with all, at either end; None as for :attr:`goals`."""
        return self._supposing(lambda: doubts(self.trials))

    @cached_property
    def weight_changes(self) -> tuple[WeightChange | None, ...]:
        """For each goal, the smallest change of weights at which it catches up with who is there."""
        return tuple(weight_change(self.trials, goal.holder) for goal in self.goals or ())

    @property
    def bottlenecks(self) -> tuple[BestEnd, ...]:
        """Criteria of which less is better that would lift it if they were resolved, the most first."""
        directions = self.ranking.matrix.directions
        lifting = [one for one in self.at_best or () if directions[one.column] < 0 and one.rank < self.rank]
        return tuple(sorted(lifting, key=lambda one: -one.score))

    @cached_property
    def profile(self) -> Profile:
        """What it is strong and weak in among the chains of its province."""
        return chain_profile(self.ranking, self.row)

    @cached_property
    def similar(self) -> tuple[Similar, ...]:
        """Chains of the province by how near their profiles are, nearest first."""
        return similar_chains(self.ranking, self.row)

    @cached_property
    def elsewhere(self) -> tuple[int, ...]:
        """Rows of the same chain in every province, this one among them, best rank first."""
        return same_chain(self.ranking, self.row)

    @cached_property
    def screen(self) -> tuple[tuple[ScreenRule, Screened], ...]:
        """Each rule of the screen of the criteria, and whether it is met."""
        rules = self.study.criteria_sets[self.ranking.scenario.criteria].screen
        return tuple((rule, screened(self.ranking.matrix, self.row, rule)) for rule in rules)

    @property
    def screened(self) -> Screened:
        """Whether any rule of the screen is met."""
        return any_met(tuple(answer for _, answer in self.screen))

    @cached_property
    def sentences(self) -> dict[str, list[str]]:
        """The explanation in words: lists of sentences by section, in reading order."""
        from priorizar.explanation.sentences import sentences

        return sentences(self)

    def record(self) -> dict[str, Any]:
        """Give everything as plain data, for JSON."""
        from priorizar.explanation.records import record

        return record(self)

    def to_frame(self) -> pd.DataFrame:
        """Give what each criterion brings as a table: one row a criterion, one column a comparison."""
        import pandas as pd

        return pd.DataFrame.from_records(self.record()["criteria"])

    def __str__(self) -> str:
        return "\n\n".join("\n".join(lines) for lines in self.sentences.values() if lines)

    def _supposing(self, find: Callable[[], Found]) -> Found | None:
        try:
            return find()
        except PriorizarError:
            if self.ranking.method.name in BRIDGED:
                return None
            raise


def explain(
    study: Study,
    scenario: str | Scenario,
    province: str,
    chain: str,
    versus: str | None = None,
    language: Language = "es",
) -> Explanation:
    """Explain why a chain stands where it stands in its province.

    Parameters
    ----------
    study
        From :func:`priorizar.load_study`.
    scenario
        Name of one of the study's scenarios, or a scenario.
    province
        Name, alias or UBIGEO.
    chain
        Id, name or alias.
    versus
        Another chain of the province to hold it against, besides the first two and the average.
    language
        Of the sentences: ``es`` or ``en``.

    Returns
    -------
    Explanation

    Raises
    ------
    PriorizarError
        Names nobody knows, a chain that is not ranked in the province, a chain against itself, or what
        :func:`priorizar.rank` refuses.

    Examples
    --------
    >>> import priorizar as pz
    >>> print(pz.explain(pz.load_study(), "base", "Anta", "turismo"))  # doctest: +SKIP
    """
    refuse_language(language)
    ranking = rank(study, scenario)
    ubigeo, *chains = _codes(study, province, [chain] if versus is None else [chain, versus])
    if chains[1:] == chains[:1]:
        raise refusal("explanation.versus_itself", chain=study.chains[chains[0]].name.es)
    rows = [_row(study, ranking, ubigeo, one) for one in chains]
    return Explanation(study, ranking, rows[0], rows[1] if versus is not None else None, language)


def refuse_language(language: str) -> None:
    """Refuse a language there are no texts in."""
    if language not in LANGUAGES:
        raise refusal("explanation.language", written=language)


def _codes(study: Study, province: str, chains: list[str]) -> list[str]:
    """Give the code of a province and of chains by any of their names, with every name nobody knows."""
    codes: list[str] = []
    problems: list[Problem] = []
    finds = [(find_provinces, province), *((find_chains, chain) for chain in chains)]
    for find, name in finds:
        try:
            codes += find(study, [name])
        except PriorizarError as error:
            problems += error.problems
    if problems:
        raise PriorizarError(problems)
    return codes


def _row(study: Study, ranking: Ranking, ubigeo: str, chain: str) -> int:
    """Find a chain among those ranked in a province."""
    there = {
        one.chain.id: row
        for row, one in enumerate(ranking.matrix.alternatives)
        if one.province.ubigeo == ubigeo
    }
    if chain in there:
        return there[chain]
    values = {"chain": study.chains[chain].name.es, "province": study.provinces[ubigeo].name}
    if any((one.province.ubigeo, one.chain.id) == (ubigeo, chain) for one in ranking.unranked):
        raise refusal("explanation.unranked", **values)
    if not there:
        raise refusal("explanation.no_chains", scenario=ranking.scenario.id, **values)
    known = tuple(study.chains[one].name.es for one in there)
    raise refusal("explanation.not_there", known=known, **values)
