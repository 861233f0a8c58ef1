"""How many times one thing matters as much as another: within which bounds that is an answer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from priorizar.arrays import Bools, Floats, numbers
from priorizar.errors import Problem, refusal

LARGEST_RATIO = 1e9
"""The most that one thing may matter as much as another, and its inverse the least.

Nobody means more, and eigenvalues and linear programmes of numbers that lie further apart are rounding.
"""

ROUNDED = 0.02
"""How far the logarithms of two answers may be apart that mean the same: 3 and, the other way, 0.33."""

_SLACK = 1 + 1e-9


def ratio_problems(a: str, b: str, ratio: float) -> Iterator[Problem]:
    """Find what keeps a ratio from being one."""
    if not (np.isfinite(ratio) and ratio > 0):
        yield Problem("weighting.ratio_not_positive", {"a": a, "b": b, "ratio": ratio})
    elif not 1 / LARGEST_RATIO <= ratio <= LARGEST_RATIO:
        values = {"a": a, "b": b, "ratio": ratio, "most": LARGEST_RATIO}
        yield Problem("weighting.ratio_beyond", values)


def judgements(matrix: object) -> Floats:
    """Return judgement matrices (..., n, n) as floats, or refuse what is none.

    Raises
    ------
    PriorizarError
        ``arrays.not_numbers``, ``arrays.shape``, ``arrays.not_finite`` or ``arrays.range`` (ratios beyond
        :data:`LARGEST_RATIO`); ``weighting.not_reciprocal`` unless ``a_ji`` is one over ``a_ij`` and the
        diagonal 1, NaN facing NaN.
    """
    low, high = 1 / LARGEST_RATIO / _SLACK, LARGEST_RATIO * _SLACK
    found = numbers("matrix", matrix, (-1, None, None), least=low, most=high, gaps=True)
    n = found.shape[-1]
    found = numbers("matrix", found, (-1, n, n), gaps=True)
    turned = np.swapaxes(found, -1, -2)
    facing = (np.isnan(found) == np.isnan(turned)).all()
    if not (facing and np.nanmax(np.abs(np.log(found) + np.log(turned)), initial=0.0) <= ROUNDED):
        raise refusal("weighting.not_reciprocal")
    if not (np.abs(np.diagonal(found, axis1=-2, axis2=-1) - 1) <= ROUNDED).all():
        raise refusal("weighting.not_reciprocal")
    return found


def connected(known: Bools) -> Bools:
    """Tell which items (..., n) comparisons (..., n, n) connect with the first, directly or round about."""
    n = known.shape[-1]
    reached = np.broadcast_to(np.arange(n) == 0, known.shape[:-1])
    for _ in range(n):
        reached = (known & reached[..., None]).any(axis=-2)
    return reached
