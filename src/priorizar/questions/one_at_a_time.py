"""One-at-a-time sensitivity analysis: each uncertain cell moved to both of its ends (tornado chart)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from priorizar.questions.group_problems import alternative_at, criteria_ids, ranked_problems
from priorizar.ranking.grouping import By
from priorizar.ranking.naming import AlternativeId
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.tornado import tornado


class Swing(AlternativeId):
    """Score and rank of an alternative with one of its cells at its worst and at its best.

    ``winner_changes`` says whether somebody else is first then.
    """

    group: str
    criterion: str
    score_worst: float
    score_best: float
    rank: int
    rank_worst: int
    rank_best: int
    winner_changes: bool


def one_at_a_time(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
) -> list[Swing]:
    """Move each uncertain cell to both of its ends, all else as stated.

    Returns
    -------
    list of Swing
        One an uncertain cell, the widest swing of the group first.
    """
    ranking, found = ranked_problems(study, scenario, by, provinces, method)
    names = criteria_ids(ranking)
    records: list[Swing] = []
    for problem in found:
        answer = tornado(problem.score, problem.evidence, ranking.weights.values)
        firsts = answer.rank == 1
        here: list[Swing] = []
        for which, (row, column) in enumerate(answer.cells):
            worse, better = np.argsort(answer.scores[which, :, row], kind="stable")
            moved = any((answer.ranks[which, end] == 1)[firsts].sum() == 0 for end in (0, 1))
            here.append(
                {
                    "group": problem.label,
                    **alternative_at(ranking, problem, row),
                    "criterion": names[column],
                    "score_worst": float(answer.scores[which, worse, row]),
                    "score_best": float(answer.scores[which, better, row]),
                    "rank": int(answer.rank[row]),
                    "rank_worst": int(answer.ranks[which, worse, row]),
                    "rank_best": int(answer.ranks[which, better, row]),
                    "winner_changes": bool(moved),
                }
            )
        records += sorted(here, key=lambda one: one["score_worst"] - one["score_best"])
    return records
