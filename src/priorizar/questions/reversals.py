"""Whether the list is stable as a list: rank reversal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from priorizar.errors import refusal
from priorizar.questions.group_problems import Record, ask, criteria_ids, where
from priorizar.ranking.grouping import By
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.reversal import Kind, reversals


def rank_reversals(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    method: str | Mapping[str, Any] | None = None,
    by: By = "province",
    provinces: Collection[str] = (),
    language: str = "es",
) -> list[Record]:
    """Drop, copy and add alternatives and drop criteria, and count what turns round.

    Returns
    -------
    list of dict
        One a group and ``change`` (``drop``, ``copy``, ``add``, ``drop_criterion``): how many were
        ``tried``, how many turned any pair round (``reversed``) and how many changed the winner; ``worst``,
        what the worst of them was about (a chain, a criterion, or the number of the made-up alternative),
        and its ``pairs``.
    """
    ranking, found = ask(study, scenario, by, provinces, method)
    if ranking.scenario.unknown == "leave_out":
        raise refusal("robustness.reversal_leave_out")
    records = []
    for problem in found:
        answer = reversals(problem.score, problem.evidence.stated, ranking.weights.values)
        kinds: tuple[Kind, ...] = ("drop", "copy", "add", "drop_criterion")
        for kind in kinds:
            tried, turned, winners = answer.count(kind)
            worst = answer.worst([kind])
            about: str | None = None
            if worst is not None:
                if kind == "drop_criterion":
                    about = criteria_ids(ranking)[worst.which]
                elif kind == "add":
                    about = str(worst.which + 1)
                else:
                    about = where(ranking, int(problem.rows[worst.which]), language)["chain_name"]
            records.append(
                {"group": problem.label, "change": kind, "tried": tried, "reversed": turned}
                | {"winner_changed": winners, "worst": about, "pairs": 0 if worst is None else worst.pairs}
            )
    return records
