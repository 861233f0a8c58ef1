"""What scores and ranks vary with: Sobol indices over weights and evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from priorizar.questions.feasible_weights import varied_region
from priorizar.questions.group_problems import Problem, Record, Vary, ask, criteria_ids, in_rank_order, where
from priorizar.ranking.grouping import By
from priorizar.ranking.ranking import Ranking
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.evidence import Shape
from priorizar.uncertainty.regions import Region
from priorizar.uncertainty.sensitivity import Factor, sensitivity


def sobol_indices(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    size: int = 256,
    seed: int = 0,
    region: str | Region | None = None,
    vary: Vary = "both",
    shape: Shape = "uniform",
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    language: str = "es",
) -> list[Record]:
    """Say which weights and cells scores and ranks vary with: Sobol indices, with their errors.

    Returns
    -------
    list of dict
        One a group, alternative and input: ``output`` (``score`` or ``rank``), ``input`` (``weight``,
        ``weights`` or ``cell``, with its ``criterion`` and ``of_chain``), ``first``, ``first_error``,
        ``total`` and ``total_error``; None where the output does not vary. Inputs without influence (total
        within its error of 0) are left out.
    """
    ranking, found = ask(study, scenario, by, provinces, method, shape)
    inside = varied_region(ranking, region, vary)
    records = []
    for problem in found:
        answer = sensitivity(problem.simulation(inside, vary, seed), size)
        for output, indices in (("score", answer.scores), ("rank", answer.ranks)):
            for i in in_rank_order(ranking, problem):
                shown = []
                for which, factor in enumerate(answer.factors):
                    total, error = indices.total[which, i], indices.total_error[which, i]
                    if np.isnan(total) or total <= error:
                        continue
                    shown.append(
                        {"group": problem.label}
                        | where(ranking, int(problem.rows[i]), language)
                        | {"output": output, **_input(ranking, problem, factor, language)}
                        | {"first": float(indices.first[which, i])}
                        | {"first_error": float(indices.first_error[which, i])}
                        | {"total": float(total), "total_error": float(error)}
                    )
                records += sorted(shown, key=lambda one: -one["total"])
    return records


def _input(ranking: Ranking, problem: Problem, factor: Factor, language: str) -> Record:
    criterion = None if factor.column is None else criteria_ids(ranking)[factor.column]
    of = None if factor.row is None else where(ranking, int(problem.rows[factor.row]), language)["chain_name"]
    return {"input": factor.kind, "criterion": criterion, "of_chain": of}
