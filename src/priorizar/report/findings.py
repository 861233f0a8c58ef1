"""What a report is written from: the ranking, the comparison and the draws, asked for once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from priorizar.errors import PriorizarError
from priorizar.ranking.ranking import RankRow

if TYPE_CHECKING:
    from priorizar.questions.experiment import Experiment, Progress, Vary
    from priorizar.questions.robustness import Robustness
    from priorizar.ranking.comparison import Comparison
    from priorizar.ranking.ranking import Ranking
    from priorizar.study.model import Study
    from priorizar.study.scenario import Scenario

DRAWS = 5000


class FoundRow(RankRow):
    """The place of an alternative, how often it is first, and between which ranks; None without draws."""

    first: float | None
    rank_low: int | None
    rank_high: int | None


@dataclass(frozen=True, eq=False)
class Findings:
    """All that a report is written from.

    Parameters
    ----------
    study, ranking
        What was ranked, and how it came out by province.
    groups
        UBIGEO codes of the provinces the report is about, in order.
    comparison
        With the other scenarios, if any were asked for.
    robustness
        What the draws say, or the refusal that says why there are none.
    experiment
        What was drawn, and how.
    """

    study: Study
    ranking: Ranking
    groups: tuple[str, ...]
    comparison: Comparison | None
    robustness: Robustness | PriorizarError
    experiment: Experiment

    @cached_property
    def rows(self) -> list[int]:
        """Rows of the alternatives the report is about, in order."""
        labels = self.ranking.groups.labels
        wanted = {labels.index(group) for group in self.groups}
        return [int(row) for row in self.ranking.order if int(self.ranking.groups.of_row[row]) in wanted]

    def records(self, language: str) -> dict[str, list[FoundRow]]:
        """Return the rows of the alternatives by province, in order, with how often each is first."""
        drawn = {}
        if not isinstance(self.robustness, PriorizarError):
            found = self.robustness.acceptability_records()
            drawn = {(one["ubigeo"], one["chain"]): one for one in found}
        records: dict[str, list[FoundRow]] = {group: [] for group in self.groups}
        for record in self.ranking.rows(language):
            if record["ubigeo"] in records:
                more = drawn.get((record["ubigeo"], record["chain"]))
                records[record["ubigeo"]].append(
                    {
                        **record,
                        "first": None if more is None else more["first"],
                        "rank_low": None if more is None else more["rank_low"],
                        "rank_high": None if more is None else more["rank_high"],
                    }
                )
        return records


def find(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    others: Sequence[str | Scenario] = (),
    provinces: Collection[str] = (),
    seed: int = 0,
    draws: int = DRAWS,
    weights: str | None = None,
    vary: Vary = "both",
    progress: Progress | None = None,
) -> Findings:
    """Rank, compare and draw: everything a report is written from.

    Parameters
    ----------
    study, scenario
        As for :func:`priorizar.rank`.
    others
        Scenarios to hold beside it.
    provinces
        Only these (names or UBIGEO codes); all without any.
    seed, draws, weights, vary, progress
        As for :func:`priorizar.robustness`.

    Raises
    ------
    PriorizarError
        What ranking and comparing refuse, or a province of which nothing is ranked. A method or scenario
        that cannot be drawn from is no error: the report says so.
    """
    from priorizar.questions.acceptability import rank_acceptability
    from priorizar.questions.experiment import Experiment
    from priorizar.questions.group_problems import wanted_groups
    from priorizar.ranking.comparison import compare
    from priorizar.ranking.ranking import rank

    experiment = Experiment(weights=weights, vary=vary, draws=draws, seed=seed)
    ranking = rank(study, scenario)
    wanted = wanted_groups(study, ranking, provinces)
    groups = tuple(one for one in ranking.groups.labels if not wanted or one in wanted)
    comparison = compare(study, [scenario, *others]) if others else None
    drawn: Robustness | PriorizarError
    try:
        drawn = rank_acceptability(study, scenario, replace(experiment, progress=progress), provinces=groups)
    except PriorizarError as error:
        drawn = error
    return Findings(study, ranking, groups, comparison, drawn, experiment)
