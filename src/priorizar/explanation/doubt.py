"""What an alternative's rank would be if what is unknown or doubtful of it were at either end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from priorizar.explanation.trials import Trials


@dataclass(frozen=True)
class Doubt:
    """Where a cell could put an alternative, its other cells and all others as they are.

    Parameters
    ----------
    column
        Of the criterion; None where every doubtful cell is at the same end at once.
    worst, best
        The ends of the interval in the criterion's unit; NaN for all at once.
    rank_at_worst, rank_at_best
        Ranks there.
    """

    column: int | None
    worst: float
    best: float
    rank_at_worst: int
    rank_at_best: int

    def matters(self, place: int) -> bool:
        """Whether the rank differs from the present one at either end."""
        return {self.rank_at_worst, self.rank_at_best} != {place}


def doubts(trials: Trials) -> tuple[Doubt, ...]:
    """Move each cell that is an interval to both of its ends, and then all of them; criteria in order.

    An unknown cell spans its scale. Criteria without weight are left out.
    """
    low, high = trials.matrix.low[trials.at], trials.matrix.high[trials.at]
    rising = trials.matrix.to_value(high) >= trials.matrix.to_value(low)
    ends = np.where(rising, [low, high], [high, low])
    columns = np.flatnonzero((low < high) & (trials.weights > 0))
    if not columns.size:
        return ()
    alone = np.full((2, len(columns), len(low)), np.nan)
    alone[:, np.arange(len(columns)), columns] = ends[:, columns]
    together = np.where((low < high) & (trials.weights > 0), ends, np.nan)
    at_worst, at_best = (trials.ranks(rows) for rows in alone)
    found = [
        Doubt(int(column), float(ends[0, column]), float(ends[1, column]), int(at_worst[i]), int(at_best[i]))
        for i, column in enumerate(columns)
    ]
    both = trials.ranks(together)
    return (*found, Doubt(None, float("nan"), float("nan"), int(both[0]), int(both[1])))
