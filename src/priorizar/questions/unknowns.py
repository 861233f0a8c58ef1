"""Which unknown matters: what to find out first, and what each does by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import Executor
from typing import Any

import numpy as np

from priorizar.questions.problems import Record, Vary, ask, criteria_ids, where
from priorizar.questions.regions import varied_region
from priorizar.ranking.grouping import By
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.evidence import Shape
from priorizar.uncertainty.information import cell_information, criterion_groups, group_information
from priorizar.uncertainty.regions import Region
from priorizar.uncertainty.tornado import tornado


def what_to_find_out(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    first: int = 1,
    draws: int = 20_000,
    seed: int = 0,
    region: str | Region | None = None,
    vary: Vary = "both",
    shape: Shape = "uniform",
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    language: str = "es",
    workers: int | None = None,
    executor: Executor | None = None,
) -> list[Record]:
    """List the unknown cells of each group by how much knowing them would settle who is among the first.

    Returns
    -------
    list of dict
        One an uncertain cell, in each group what to find out first at the top: ``doubt`` over who is among
        the first ``first`` (bits), ``gain`` (bits by which knowing the cell would lower it, on average) and
        ``noise`` (what chance alone may make of it).
    """
    ranking, found = ask(study, scenario, by, provinces, method, shape)
    inside = varied_region(ranking, region, vary)
    names = criteria_ids(ranking)
    records = []
    for problem in found:
        simulation = problem.simulation(inside, vary, seed)
        k = min(first, len(problem.rows))
        answer = cell_information(simulation, k, draws, workers=workers, executor=executor)
        for which in np.argsort(-answer.gain, kind="stable"):
            row, column = answer.cells[which]
            records.append(
                {"group": problem.label}
                | where(ranking, int(problem.rows[row]), language)
                | {"criterion": names[column], "doubt": answer.doubt}
                | {"gain": float(answer.gain[which]), "error": float(answer.error[which])}
                | {"noise": float(answer.noise[which])}
            )
    return records


def criteria_to_find_out(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    first: int = 1,
    seed: int = 0,
    region: str | Region | None = None,
    vary: Vary = "both",
    shape: Shape = "uniform",
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> list[Record]:
    """Say what knowing all the cells of a criterion together would be worth, as :func:`what_to_find_out`."""
    ranking, found = ask(study, scenario, by, provinces, method, shape)
    inside = varied_region(ranking, region, vary)
    names = criteria_ids(ranking)
    records = []
    for problem in found:
        simulation = problem.simulation(inside, vary, seed)
        cells = simulation.evidence.uncertain
        columns = np.flatnonzero(cells.any(axis=0))
        groups = [criterion_groups(cells)[column] for column in columns]
        k = min(first, len(problem.rows))
        answer = group_information(simulation, k, groups, workers=workers, executor=executor)
        records += [
            {"group": problem.label, "criterion": names[columns[which]]}
            | {"cells": int(groups[which].cells.sum()), "doubt": float(answer.doubt[which])}
            | {"gain": float(answer.gain[which]), "error": float(answer.error[which])}
            for which in np.argsort(-answer.gain, kind="stable")
        ]
    return records


def one_at_a_time(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    language: str = "es",
) -> list[Record]:
    """Move each uncertain cell to both of its ends, all else as stated: the tornado.

    Returns
    -------
    list of dict
        One an uncertain cell, the widest swing of the group first: score and rank of its own alternative
        with the cell at its worst and at its best, and ``winner_changes``, whether somebody else is then
        first.
    """
    ranking, found = ask(study, scenario, by, provinces, method)
    names = criteria_ids(ranking)
    records = []
    for problem in found:
        answer = tornado(problem.score, problem.evidence, ranking.weights.values)
        here: list[Record] = []
        for which, (row, column) in enumerate(answer.cells):
            worse, better = np.argsort(answer.scores[which, :, row], kind="stable")
            firsts = answer.rank == 1
            moved = any((answer.ranks[which, end] == 1)[firsts].sum() == 0 for end in (0, 1))
            here.append(
                {"group": problem.label}
                | where(ranking, int(problem.rows[row]), language)
                | {"criterion": names[column]}
                | {"score_worst": float(answer.scores[which, worse, row])}
                | {"score_best": float(answer.scores[which, better, row])}
                | {"rank": int(answer.rank[row]), "rank_worst": int(answer.ranks[which, worse, row])}
                | {"rank_best": int(answer.ranks[which, better, row]), "winner_changes": bool(moved)}
            )
        records += sorted(here, key=lambda one: one["score_worst"] - one["score_best"])
    return records
