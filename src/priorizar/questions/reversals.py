"""Whether the list is stable as a list: rank reversal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypedDict

from priorizar.errors import refusal
from priorizar.questions.group_problems import GroupProblem, alternative_at, criteria_ids, ranked_problems
from priorizar.ranking.grouping import By
from priorizar.ranking.ranking import Ranking
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.reversal import Case, Kind, reversals

KINDS: tuple[Kind, ...] = ("drop", "copy", "add", "drop_criterion")


class RankReversal(TypedDict):
    """What one kind of change to the list turns round in a group.

    How many changes were ``tried``, how many reversed any pair (``reversed``) and how many changed the
    winner; ``worst`` is what the worst of them was about, a chain (``drop``, ``copy``), a criterion
    (``drop_criterion``) or the number of the made-up alternative (``add``), and ``pairs`` how many it
    reversed.
    """

    group: str
    change: Kind
    tried: int
    reversed: int
    winner_changed: int
    worst: str | None
    pairs: int


def rank_reversals(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    method: str | Mapping[str, Any] | None = None,
    by: By = "province",
    provinces: Collection[str] = (),
) -> list[RankReversal]:
    """Drop, copy and add alternatives and drop criteria, and count the rank reversals.

    Returns
    -------
    list of RankReversal
        One a group and kind of change.
    """
    ranking, found = ranked_problems(study, scenario, by, provinces, method)
    if ranking.scenario.unknown == "leave_out":
        raise refusal("robustness.reversal_leave_out")
    records: list[RankReversal] = []
    for problem in found:
        answer = reversals(problem.score, problem.evidence.stated, ranking.weights.values)
        for kind in KINDS:
            tried, turned, winners = answer.count(kind)
            worst = answer.worst([kind])
            records.append(
                {
                    "group": problem.label,
                    "change": kind,
                    "tried": tried,
                    "reversed": turned,
                    "winner_changed": winners,
                    "worst": None if worst is None else _subject(ranking, problem, worst),
                    "pairs": 0 if worst is None else worst.pairs,
                }
            )
    return records


def _subject(ranking: Ranking, problem: GroupProblem, case: Case) -> str:
    if case.kind == "drop_criterion":
        return criteria_ids(ranking)[case.which]
    if case.kind == "add":
        return str(case.which + 1)
    return alternative_at(ranking, problem, case.which)["chain"]
