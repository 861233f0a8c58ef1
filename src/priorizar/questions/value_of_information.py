"""The value of information: how much knowing a cell or a whole criterion would settle who is first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypedDict

import numpy as np

from priorizar.questions.experiment import Experiment
from priorizar.questions.group_problems import alternative_at, criteria_ids, ranked_problems
from priorizar.ranking.grouping import By
from priorizar.ranking.naming import AlternativeId
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.information import cell_information, criterion_groups, group_information


class CellInformation(AlternativeId):
    """What knowing an uncertain cell would tell of who is among the first of its group.

    ``doubt`` is how unsure that is (bits), ``gain`` by how many bits knowing the cell would lower it on
    average, and ``noise`` what chance alone may make of the gain.
    """

    group: str
    criterion: str
    doubt: float
    gain: float
    error: float
    noise: float


class CriterionInformation(TypedDict):
    """What knowing all uncertain ``cells`` of a criterion would tell, with the ``error`` of the gain."""

    group: str
    criterion: str
    cells: int
    doubt: float
    gain: float
    error: float


def value_of_information(
    study: Study,
    scenario: str | Scenario = "base",
    experiment: Experiment | None = None,
    *,
    first: int = 1,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
) -> list[CellInformation]:
    """List the uncertain cells by how much knowing each would settle who is among the first of its group.

    Parameters
    ----------
    first
        How many places count as the first.

    Returns
    -------
    list of CellInformation
        Group by group, the largest gain first.
    """
    run = experiment or Experiment()
    ranking, found = ranked_problems(study, scenario, by, provinces, method, run.shape)
    feasible = run.feasible_weights(ranking)
    names = criteria_ids(ranking)
    records: list[CellInformation] = []
    for problem in found:
        simulation = problem.simulation(feasible, run)
        k = min(first, len(problem.rows))
        answer = cell_information(simulation, k, run.draws, workers=run.workers, executor=run.executor)
        for which in np.argsort(-answer.gain, kind="stable"):
            row, column = answer.cells[which]
            records.append(
                {
                    "group": problem.label,
                    **alternative_at(ranking, problem, row),
                    "criterion": names[column],
                    "doubt": answer.doubt,
                    "gain": float(answer.gain[which]),
                    "error": float(answer.error[which]),
                    "noise": float(answer.noise[which]),
                }
            )
    return records


def value_of_information_by_criterion(
    study: Study,
    scenario: str | Scenario = "base",
    experiment: Experiment | None = None,
    *,
    first: int = 1,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
) -> list[CriterionInformation]:
    """List the criteria by how much knowing all their cells together would settle.

    As :func:`value_of_information`, but with draws of its own: the experiment's ``draws`` do not count.
    """
    run = experiment or Experiment()
    ranking, found = ranked_problems(study, scenario, by, provinces, method, run.shape)
    feasible = run.feasible_weights(ranking)
    names = criteria_ids(ranking)
    records: list[CriterionInformation] = []
    for problem in found:
        simulation = problem.simulation(feasible, run)
        cells = simulation.evidence.uncertain
        columns = np.flatnonzero(cells.any(axis=0))
        every = criterion_groups(cells)
        groups = [every[column] for column in columns]
        k = min(first, len(problem.rows))
        answer = group_information(simulation, k, groups, workers=run.workers, executor=run.executor)
        records += [
            {
                "group": problem.label,
                "criterion": names[columns[which]],
                "cells": int(groups[which].cells.sum()),
                "doubt": float(answer.doubt[which]),
                "gain": float(answer.gain[which]),
                "error": float(answer.error[which]),
            }
            for which in np.argsort(-answer.gain, kind="stable")
        ]
    return records
