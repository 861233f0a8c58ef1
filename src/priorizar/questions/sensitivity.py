"""What scores and ranks vary with: Sobol indices over weights and evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

import numpy as np

from priorizar.questions.experiment import Experiment
from priorizar.questions.group_problems import (
    GroupProblem,
    alternative_at,
    criteria_ids,
    in_rank_order,
    ranked_problems,
)
from priorizar.ranking.grouping import By
from priorizar.ranking.naming import AlternativeId
from priorizar.ranking.ranking import Ranking
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.sensitivity import Factor, Indices, sensitivity

Output = Literal["score", "rank"]


class SobolIndex(AlternativeId):
    """How much of the variance of an alternative's score or rank goes back to one input.

    ``input`` is ``weight`` (of ``criterion``), ``weights`` (all together) or ``cell`` (on ``criterion``, of
    the alternative with the chain ``of_chain``).
    """

    group: str
    output: Output
    input: str
    criterion: str | None
    of_chain: str | None
    first: float
    first_error: float
    total: float
    total_error: float


def sobol_indices(
    study: Study,
    scenario: str | Scenario = "base",
    experiment: Experiment | None = None,
    *,
    size: int = 256,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
) -> list[SobolIndex]:
    """Compute how much of the variance of scores and ranks goes back to each weight and cell, with errors.

    Parameters
    ----------
    size
        Of the base sample; the experiment's ``draws`` do not count.

    Returns
    -------
    list of SobolIndex
        One a group, output, alternative and input, the largest total index first. Inputs without influence
        (total within its error of 0) are left out, and so is all of an output that does not vary.
    """
    run = experiment or Experiment()
    ranking, found = ranked_problems(study, scenario, by, provinces, method, run.shape)
    feasible = run.feasible_weights(ranking)
    records: list[SobolIndex] = []
    for problem in found:
        answer = sensitivity(problem.simulation(feasible, run), size)
        outputs: tuple[tuple[Output, Indices], ...] = (("score", answer.scores), ("rank", answer.ranks))
        for output, indices in outputs:
            for i in in_rank_order(ranking, problem):
                shown: list[SobolIndex] = []
                for which, factor in enumerate(answer.factors):
                    total, error = indices.total[which, i], indices.total_error[which, i]
                    if np.isnan(total) or total <= error:
                        continue
                    criterion, of_chain = _cell(ranking, problem, factor)
                    shown.append(
                        {
                            "group": problem.label,
                            **alternative_at(ranking, problem, i),
                            "output": output,
                            "input": factor.kind,
                            "criterion": criterion,
                            "of_chain": of_chain,
                            "first": float(indices.first[which, i]),
                            "first_error": float(indices.first_error[which, i]),
                            "total": float(total),
                            "total_error": float(error),
                        }
                    )
                records += sorted(shown, key=lambda one: -one["total"])
    return records


def _cell(ranking: Ranking, problem: GroupProblem, factor: Factor) -> tuple[str | None, str | None]:
    """Return the criterion and the chain that an input is about, where it is about one."""
    criterion = None if factor.column is None else criteria_ids(ranking)[factor.column]
    chain = None if factor.row is None else alternative_at(ranking, problem, factor.row)["chain"]
    return criterion, chain
