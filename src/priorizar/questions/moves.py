"""What moved from one ranking to another: by new evidence, by a supposition."""

from __future__ import annotations

from typing import Any

from priorizar.ranking.ranking import Ranking
from priorizar.study.model import Alternative

Pair = tuple[str, str]


def moves(before: Ranking, after: Ranking, language: str = "es") -> list[dict[str, Any]]:
    """Give one record an alternative whose rank or score changes: both before and after.

    The two rankings may be of different studies or scenarios; alternatives are the same if province and
    chain are.

    Returns
    -------
    list of dict
        Those that move most places first. A rank, and its score, is None where the alternative was not
        ranked.
    """
    placed = _places(before), _places(after)
    names = _alternatives(after) | _alternatives(before)
    records = []
    for key, one in names.items():
        then, now = (found.get(key) for found in placed)
        if then != now:
            rank_before, score_before = then or (None, None)
            rank_after, score_after = now or (None, None)
            records.append(
                {
                    "province": one.province.name,
                    "ubigeo": one.province.ubigeo,
                    "chain": one.chain.id,
                    "chain_name": one.chain.name[language],
                    "rank_before": rank_before,
                    "rank_after": rank_after,
                    "score_before": score_before,
                    "score_after": score_after,
                }
            )
    return sorted(records, key=lambda one: -abs((one["rank_before"] or 0) - (one["rank_after"] or 0)))


def _places(ranking: Ranking) -> dict[Pair, tuple[int, float]]:
    rows = zip(ranking.matrix.alternatives, ranking.rank.tolist(), ranking.score.tolist(), strict=True)
    return {(one.province.ubigeo, one.chain.id): (place, score) for one, place, score in rows}


def _alternatives(ranking: Ranking) -> dict[Pair, Alternative]:
    return {(one.province.ubigeo, one.chain.id): one for one in ranking.matrix.alternatives}
