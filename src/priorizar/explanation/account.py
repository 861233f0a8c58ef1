"""The account of one alternative: its facts, in words and as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.explanation.facts import Facts
from priorizar.explanation.records import ExplanationRecord, explanation_record
from priorizar.explanation.sentences import sentences
from priorizar.locale import LANGUAGES, Language
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study
from priorizar.study.places import find_chains, find_provinces
from priorizar.study.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Explanation(Facts):
    """Why an alternative stands where it stands, and what would change that, in a language.

    Parameters
    ----------
    study, ranking, row, versus
        As for :class:`~priorizar.explanation.facts.Facts`.
    language
        Of the sentences.
    """

    language: Language = "es"

    @cached_property
    def sentences(self) -> dict[str, list[str]]:
        """The explanation in words: lists of sentences by section, in reading order."""
        return sentences(self, self.language)

    def record(self) -> ExplanationRecord:
        """Return everything as plain data, for JSON."""
        return explanation_record(self, self.language, self.sentences)

    def to_frame(self) -> pd.DataFrame:
        """Return what each criterion contributes: one row a criterion, one column a comparison."""
        import pandas as pd

        return pd.DataFrame.from_records(self.record()["criteria"])

    def __str__(self) -> str:
        return "\n\n".join("\n".join(lines) for lines in self.sentences.values() if lines)


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
        Unknown names, a chain that is not ranked in the province, a chain against itself, or what
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
    """Return the code of a province and of chains by any of their names, with every unknown name."""
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
