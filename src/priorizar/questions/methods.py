"""Whether the method matters: many side by side, and why they disagree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.methods.registry import SIDE_BY_SIDE
from priorizar.questions.group_problems import wanted_groups
from priorizar.ranking.grouping import By
from priorizar.ranking.naming import AlternativeId, id_of
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.agreement import Reason as Positional
from priorizar.uncertainty.agreement import agreement, compromise, reasons

Rows = npt.NDArray[np.int64]


class Reason(TypedDict):
    """Why methods put an alternative in different places: a key of the catalogue, and what fills its words.

    Among the values, ``alternative`` and ``other`` are chains and ``criterion`` a criterion, all by id.
    """

    key: str
    values: dict[str, str | int | float]


class MethodRanks(AlternativeId):
    """The rank of an alternative by each method, the compromises, and why methods disagree on it."""

    group: str
    ranks: dict[str, int]
    mean_rank: float
    borda: float
    copeland: int
    reasons: list[Reason]


class MethodAgreement(TypedDict):
    """How far two methods agree on the order of a group; None where a measure is undefined."""

    group: str
    method: str
    other: str
    spearman: float | None
    kendall_tau_b: float | None
    ws: float | None
    jaccard: float | None


class RefusedMethod(TypedDict):
    """A method that has no right answer for these data, and why."""

    method: str
    problem: Problem


@dataclass(frozen=True, eq=False)
class MethodComparison:
    """Many methods and variants side by side.

    Parameters
    ----------
    rankings
        By the name of the variant, in the order asked for.
    ranks
        One an alternative.
    agreement
        One a group and pair of methods.
    refused
        One a method without an answer.
    """

    rankings: Mapping[str, Ranking]
    ranks: list[MethodRanks]
    agreement: list[MethodAgreement]
    refused: list[RefusedMethod]

    @property
    def first(self) -> Ranking:
        """The ranking by the first method that has an answer."""
        return next(iter(self.rankings.values()))


def methods_side_by_side(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    methods: Sequence[str | Mapping[str, Any]] = SIDE_BY_SIDE,
    first: int = 3,
    by: By = "province",
    provinces: Collection[str] = (),
) -> MethodComparison:
    """Rank by many methods and variants, and find how far they agree and where not, and why.

    Parameters
    ----------
    first
        How many of the first places are held against each other (Jaccard).

    Raises
    ------
    PriorizarError
        If no method has an answer.
    """
    rankings: dict[str, Ranking] = {}
    refused: list[RefusedMethod] = []
    for one in methods:
        try:
            ranking = rank(study, scenario, by=by, method=one)
            rankings[ranking.variant] = ranking
        except PriorizarError as error:
            name = one if isinstance(one, str) else one["name"]
            refused.append({"method": name, "problem": error.problems[0]})
    if not rankings:
        raise refusal("robustness.no_method_answers")
    base = next(iter(rankings.values()))
    ranks: list[MethodRanks] = []
    agree: list[MethodAgreement] = []
    for label, rows in _groups(base, wanted_groups(study, base, provinces)):
        ranks += _ranks(rankings, label, rows)
        if len(rows) > 1:
            agree += _agreement(rankings, label, rows, min(first, len(rows)))
    return MethodComparison(rankings, ranks, agree, refused)


def _groups(ranking: Ranking, wanted: Collection[str]) -> Iterator[tuple[str, Rows]]:
    for group, label in enumerate(ranking.groups.labels):
        if not wanted or label in wanted:
            members = ranking.groups.members[group]
            yield label, members[members >= 0]


def _ranks(rankings: Mapping[str, Ranking], label: str, rows: Rows) -> Iterator[MethodRanks]:
    base = next(iter(rankings.values()))
    positions = np.array([one.rank[rows] for one in rankings.values()])
    together = compromise(positions)
    why = reasons(
        positions,
        base.matrix.scaled[rows],
        base.weights.values,
        [one.method.rowwise for one in rankings.values()],
    )
    for i in np.argsort(together.mean_rank, kind="stable"):
        yield {
            "group": label,
            **id_of(base.matrix.alternatives[rows[i]]),
            "ranks": dict(zip(rankings, positions[:, i].tolist(), strict=True)),
            "mean_rank": float(together.mean_rank[i]),
            "borda": float(together.borda[i]),
            "copeland": int(together.copeland[i]),
            "reasons": [_reason(base, rows, int(i), one) for one in why[i]],
        }


def _reason(ranking: Ranking, rows: Rows, i: int, reason: Positional) -> Reason:
    """Return a reason with ids where it has positions."""
    chains = [ranking.matrix.alternatives[row].chain.id for row in rows]
    values = reason.values | {"alternative": chains[i]}
    if "criterion" in values:
        values["criterion"] = ranking.matrix.criteria[values["criterion"]].id
    if "other" in values:
        values["other"] = chains[values["other"]]
    return {"key": reason.key, "values": values}


def _agreement(
    rankings: Mapping[str, Ranking], label: str, rows: Rows, first: int
) -> Iterator[MethodAgreement]:
    names = list(rankings)
    measured = agreement(np.array([one.rank[rows] for one in rankings.values()]), first)
    for a, b in combinations(range(len(names)), 2):
        yield {
            "group": label,
            "method": names[a],
            "other": names[b],
            "spearman": _or_none(measured.spearman[a, b]),
            "kendall_tau_b": _or_none(measured.kendall[a, b]),
            "ws": _or_none(measured.ws[a, b]),
            "jaccard": _or_none(measured.jaccard[a, b]),
        }


def _or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
