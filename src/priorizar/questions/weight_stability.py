"""Weight stability intervals: how far one weight may move before the order changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypedDict

from priorizar.questions.group_problems import alternative_at, criteria_ids, ranked_problems, score_near
from priorizar.ranking.grouping import By
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.stability import stability_interval


class WeightStability(TypedDict):
    """Between which ends a weight may move, the others in proportion, before the order of a group changes.

    ``below`` and ``above`` are the chains that come in beyond each end, None if nothing changes before 0 or
    1; ``resolution`` is that of the search where the interval is not ``exact``.
    """

    group: str
    criterion: str
    weight: float
    low: float
    high: float
    below: str | None
    above: str | None
    exact: bool
    resolution: float


def weight_stability(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    first: int | None = 1,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
) -> list[WeightStability]:
    """Find how far each weight may move, the others in proportion, before the order changes.

    Parameters
    ----------
    first
        What must stay: who is among the first so many; None for the whole order.

    Returns
    -------
    list of WeightStability
        One a group and criterion.
    """
    ranking, found = ranked_problems(study, scenario, by, provinces, method)
    records: list[WeightStability] = []
    for problem in found:
        k = None if first is None else min(first, len(problem.rows))
        for column, criterion in enumerate(criteria_ids(ranking)):
            interval = stability_interval(
                score_near(problem, ranking.weights.values),
                problem.evidence.stated,
                ranking.weights.values,
                column,
                first=k,
                form=problem.form,
            )
            below, above = (
                None if row is None else alternative_at(ranking, problem, row)["chain"]
                for row in (interval.below, interval.above)
            )
            records.append(
                {
                    "group": problem.label,
                    "criterion": criterion,
                    "weight": interval.weight,
                    "low": interval.low,
                    "high": interval.high,
                    "below": below,
                    "above": above,
                    "exact": interval.exact,
                    "resolution": interval.resolution,
                }
            )
    return records
