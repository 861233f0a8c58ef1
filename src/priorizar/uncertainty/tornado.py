"""One at a time: what the scores and ranks would be with a single cell at either end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from priorizar.methods.ranks import TOLERANCE, ranks
from priorizar.uncertainty.evidence import Evidence
from priorizar.uncertainty.simulation import Score

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]

CELLS_AT_ONCE = 1 << 21


@dataclass(frozen=True, eq=False)
class Tornado:
    """Scores and ranks with one uncertain cell moved to an end, all others as stated.

    Parameters
    ----------
    cells
        Row and column of each uncertain cell.
    score, rank
        (m,) with everything as stated.
    scores, ranks
        (cells, 2, m): with the cell at its least, and at its greatest, as the method takes it.
    """

    cells: tuple[tuple[int, int], ...]
    score: Floats
    rank: Ranks
    scores: Floats
    ranks: Ranks


def tornado(
    score: Score, evidence: Evidence, weights: npt.ArrayLike, tolerance: float = TOLERANCE
) -> Tornado:
    """Move every uncertain cell to both of its ends, one at a time.

    Parameters
    ----------
    score
        ``score(matrix (..., m, n), weights (n,)) -> (..., m)``, higher is better.
    evidence
        The cells.
    weights
        (n,) adding up to one.
    tolerance
        Scores this near are ties.
    """
    weights = np.asarray(weights, dtype=float)
    m, n = evidence.dimensions
    least, greatest = evidence.ends
    cells = evidence.cells
    scores = np.empty((len(cells), 2, m))
    step = max(1, CELLS_AT_ONCE // (2 * m * n))
    for start in range(0, len(cells), step):
        part = np.array(cells[start : start + step])
        case = np.tile(evidence.stated, (len(part), 2, 1, 1))
        which, (rows, columns) = np.arange(len(part)), part.T
        case[which, 0, rows, columns] = least[rows, columns]
        case[which, 1, rows, columns] = greatest[rows, columns]
        scores[start : start + step] = score(case, weights)
    base = score(evidence.stated, weights)
    return Tornado(cells, base, ranks(base, tolerance), scores, ranks(scores, tolerance))
