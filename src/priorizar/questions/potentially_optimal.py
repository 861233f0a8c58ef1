"""Which alternatives are potentially optimal: first for some feasible weights, and which never are."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from priorizar.errors import refusal
from priorizar.methods.registry import WEIGHTED_SUM
from priorizar.questions.experiment import Experiment
from priorizar.questions.group_problems import alternative_at, in_rank_order, ranked_problems
from priorizar.ranking.grouping import By
from priorizar.ranking.naming import AlternativeId
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.dominance import pareto, potential_first, preference


class PotentialOptimality(AlternativeId):
    """Whether an alternative can be first.

    ``margin`` is by how much it would lead in its best case (negative: by how much it falls short, whatever
    the weights and evidence); ``dominated_by`` are the chains of the alternatives that are at least as good
    whatever the weights and evidence, and better for some; ``pareto`` says whether none is as good on every
    criterion as the evidence stands.
    """

    group: str
    can_be_first: bool
    margin: float | None
    dominated_by: list[str]
    pareto: bool


def potentially_optimal(
    study: Study,
    scenario: str | Scenario = "base",
    experiment: Experiment | None = None,
    *,
    by: By = "province",
    provinces: Collection[str] = (),
) -> list[PotentialOptimality]:
    """Find which alternatives are first for some feasible weights, and which never are.

    For weighted sums of the values on the common scale, which for one alternative against another is what
    dominance means; by linear programming. Nothing is drawn.

    Returns
    -------
    list of PotentialOptimality
        One an alternative, in the order of the point ranking.
    """
    run = experiment or Experiment()
    ranking, found = ranked_problems(study, scenario, by, provinces, WEIGHTED_SUM)
    if ranking.scenario.unknown == "leave_out":
        raise refusal("robustness.first_leave_out")
    feasible = run.feasible_weights(ranking)
    records: list[PotentialOptimality] = []
    for problem in found:
        low, high = problem.evidence.ends if run.vary != "weights" else (problem.evidence.stated,) * 2
        answer, relation = potential_first(low, high, feasible), preference(low, high, feasible)
        stated = problem.evidence.stated
        undominated = ~np.asarray(pareto(stated, stated).any(axis=0))
        for i in in_rank_order(ranking, problem):
            margin = float(answer.margin[i])
            records.append(
                {
                    "group": problem.label,
                    **alternative_at(ranking, problem, i),
                    "can_be_first": bool(answer.possible[i]),
                    "margin": margin if np.isfinite(margin) else None,
                    "dominated_by": [
                        alternative_at(ranking, problem, int(k))["chain"]
                        for k in np.flatnonzero(relation.necessary[:, i])
                    ],
                    "pareto": bool(undominated[i]),
                }
            )
    return records
