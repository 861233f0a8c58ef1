"""Who can be first whatever the weights, and who never can."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from priorizar.errors import refusal
from priorizar.questions.feasible_weights import varied_region
from priorizar.questions.group_problems import Record, Vary, ask, in_rank_order, where
from priorizar.ranking.grouping import By
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.dominance import pareto, potential_first, preference
from priorizar.uncertainty.regions import Region


def who_can_be_first(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    region: str | Region | None = None,
    vary: Vary = "both",
    by: By = "province",
    provinces: Collection[str] = (),
    language: str = "es",
) -> list[Record]:
    """Say which alternatives can be first under any weights of a region, and which never can.

    For weighted sums of the values on the common scale, which for one alternative against another is what
    dominance means; by linear programming.

    Returns
    -------
    list of dict
        One an alternative: ``can_be_first``; ``margin``, by how much it would lead in its best case
        (negative: by how much it falls short, whatever the weights and evidence); ``dominated_by``, the
        chains that are at least as good whatever the weights and evidence, and better for some; ``pareto``,
        whether none is as good on every criterion as the evidence stands.
    """
    ranking, found = ask(study, scenario, by, provinces, "additive")
    if ranking.scenario.unknown == "leave_out":
        raise refusal("robustness.first_leave_out")
    inside = varied_region(ranking, region, vary)
    records = []
    for problem in found:
        low, high = problem.evidence.ends if vary != "weights" else (problem.evidence.stated,) * 2
        answer, relation = potential_first(low, high, inside), preference(low, high, inside)
        stated = problem.evidence.stated
        undominated = ~np.asarray(pareto(stated, stated).any(axis=0))
        for i in in_rank_order(ranking, problem):
            by_whom = np.flatnonzero(relation.necessary[:, i])
            margin = float(answer.margin[i])
            records.append(
                {"group": problem.label}
                | where(ranking, int(problem.rows[i]), language)
                | {
                    "can_be_first": bool(answer.possible[i]),
                    "margin": margin if np.isfinite(margin) else None,
                }
                | {
                    "dominated_by": [
                        where(ranking, int(problem.rows[k]), language)["chain_name"] for k in by_whom
                    ],
                    "pareto": bool(undominated[i]),
                }
            )
    return records
