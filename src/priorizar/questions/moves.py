"""What moved from one ranking to another: by new evidence, by a supposition."""

from __future__ import annotations

from priorizar.ranking.naming import AlternativeId, Pair, id_of, pair_of
from priorizar.ranking.ranking import Ranking


class Move(AlternativeId):
    """Rank and score of an alternative in two rankings; None where it was not ranked."""

    rank_before: int | None
    rank_after: int | None
    score_before: float | None
    score_after: float | None


def moves(before: Ranking, after: Ranking) -> list[Move]:
    """Return one record an alternative whose rank or score changes: both before and after.

    The two rankings may be of different studies or scenarios; alternatives are the same if province and
    chain are.

    Returns
    -------
    list of Move
        Those that move most places first.
    """
    placed = _places(before), _places(after)
    alternatives = {pair_of(one): one for ranking in (after, before) for one in ranking.matrix.alternatives}
    records: list[Move] = []
    for key, one in alternatives.items():
        then, now = (found.get(key) for found in placed)
        if then != now:
            rank_before, score_before = then or (None, None)
            rank_after, score_after = now or (None, None)
            records.append(
                {
                    **id_of(one),
                    "rank_before": rank_before,
                    "rank_after": rank_after,
                    "score_before": score_before,
                    "score_after": score_after,
                }
            )
    return sorted(records, key=lambda one: -abs((one["rank_before"] or 0) - (one["rank_after"] or 0)))


def _places(ranking: Ranking) -> dict[Pair, tuple[int, float]]:
    rows = zip(ranking.matrix.alternatives, ranking.rank.tolist(), ranking.score.tolist(), strict=True)
    return {pair_of(one): (place, score) for one, place, score in rows}
