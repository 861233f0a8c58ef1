"""A square cell for each place, near where it is."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

ROOM = 1.3
"""Cells for each place: with as many cells as places none could lie near its own."""

Floats = npt.NDArray[np.float64]


def tile_grid(x: Floats, y: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Place each in a cell of its own, all together as near to where they are as can be.

    The squares of the distances add up to the least possible, so no place would be nearer in a cell that is
    left free, nor would two by changing theirs.

    Parameters
    ----------
    x, y
        (n,) eastwards and northwards, in the same unit.

    Returns
    -------
    column, row
        (n,) from 0, from the west and from the north.
    """
    from scipy.optimize import linear_sum_assignment

    count = len(x)
    if count == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    spans = np.ptp(x), np.ptp(y)
    # Places on a line still need more than a line of cells.
    shape = float(np.clip(spans[0] / spans[1] if spans[1] > 0 else 1.0, 0.25, 4.0))
    columns = math.ceil(math.sqrt(ROOM * count * shape))
    rows = math.ceil(ROOM * count / columns)
    east, south = _along(x, columns), _along(-y, rows)
    column, row = (one.ravel() for one in np.meshgrid(np.arange(columns), np.arange(rows)))
    away = (east[:, None] - column) ** 2 + (south[:, None] - row) ** 2
    cells = linear_sum_assignment(away)[1]
    return column[cells].astype(np.int64), row[cells].astype(np.int64)


def _along(where: Floats, cells: int) -> Floats:
    """Stretch coordinates over so many cells."""
    span = np.ptp(where)
    middle = np.full(len(where), (cells - 1) / 2)
    return middle if span == 0 else np.asarray((where - where.min()) / span * (cells - 1))
