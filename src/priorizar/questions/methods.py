"""Whether the method matters: many side by side, and why they disagree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from priorizar.errors import PriorizarError, refusal
from priorizar.questions.group_problems import Record, wanted_groups, where
from priorizar.ranking.grouping import By
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.agreement import agreement, compromise, reasons

SIDE_BY_SIDE: tuple[Mapping[str, Any], ...] = (
    {"name": "topsis"},
    {"name": "additive"},
    *(
        {"name": "topsis", "reference": "observed", "normalization": one}
        for one in ("vector", "minmax", "sum", "max")
    ),
    {"name": "vikor"},
    {"name": "promethee2"},
    {"name": "copras"},
    *({"name": one} for one in ("spotis", "mabac", "edas", "codas", "cocoso", "mairca", "moora", "rim")),
)
"""Methods and variants held side by side, where the data allow them."""


def methods_side_by_side(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    methods: Sequence[str | Mapping[str, Any]] = SIDE_BY_SIDE,
    first: int = 3,
    by: By = "province",
    provinces: Collection[str] = (),
    language: str = "es",
) -> dict[str, list[Record]]:
    """Rank by many methods and variants, and say how far they agree and where not, and why.

    Returns
    -------
    dict
        ``ranks``: one record an alternative, its rank by each method, ``mean_rank``, ``borda``,
        ``copeland``, and ``reasons`` (catalogue key and values) why methods disagree on it. ``agreement``:
        one a group and pair of methods. ``refused``: one a method that has no right answer for these data,
        and why.
    """
    rankings: dict[str, Ranking] = {}
    refused: list[Record] = []
    for one in methods:
        try:
            ranking = rank(study, scenario, by=by, method=one)
            rankings[ranking.variant] = ranking
        except PriorizarError as error:
            name = one if isinstance(one, str) else one["name"]
            refused.append({"method": name, "problem": error.problems[0]})
    if not rankings:
        raise refusal("robustness.no_method_answers")
    names = list(rankings)
    base = rankings[names[0]]
    ranks, agree = [], []
    for label, rows in _groups(base, wanted_groups(study, base, provinces)):
        positions = np.array([one.rank[rows] for one in rankings.values()])
        together = compromise(positions)
        why = reasons(
            positions,
            base.matrix.scaled[rows],
            base.weights.values,
            [one.method.rowwise for one in rankings.values()],
        )
        ranks += [
            {"group": label}
            | where(base, int(rows[i]), language)
            | {"ranks": dict(zip(names, positions[:, i].tolist(), strict=True))}
            | {"mean_rank": float(together.mean_rank[i]), "borda": float(together.borda[i])}
            | {"copeland": int(together.copeland[i])}
            | {"reasons": [_reason(base, rows, int(i), one.key, one.values, language) for one in why[i]]}
            for i in np.argsort(together.mean_rank, kind="stable")
        ]
        if len(rows) > 1:
            measured = agreement(positions, min(first, len(rows)))
            for a, b in combinations(range(len(names)), 2):
                values = {
                    "spearman": measured.spearman[a, b],
                    "kendall_tau_b": measured.kendall[a, b],
                    "ws": measured.ws[a, b],
                    "jaccard": measured.jaccard[a, b],
                }
                agree.append(
                    {"group": label, "method": names[a], "other": names[b]}
                    | {name: float(one) if np.isfinite(one) else None for name, one in values.items()}
                )
    return {"ranks": ranks, "agreement": agree, "refused": refused}


def _groups(ranking: Ranking, wanted: Collection[str]) -> Iterator[tuple[str, npt.NDArray[np.int64]]]:
    for group, label in enumerate(ranking.groups.labels):
        if not wanted or label in wanted:
            members = ranking.groups.members[group]
            yield label, members[members >= 0]


def _reason(
    ranking: Ranking,
    rows: npt.NDArray[np.int64],
    i: int,
    key: str,
    values: dict[str, Any],
    language: str,
) -> Record:
    """Give a reason with names where it has positions."""
    named = values | {"alternative": where(ranking, int(rows[i]), language)["chain_name"]}
    if "criterion" in named:
        named["criterion"] = ranking.matrix.criteria[named["criterion"]].name[language]
    if "other" in named:
        named["other"] = where(ranking, int(rows[named["other"]]), language)["chain_name"]
    return {"key": key, "values": named}
