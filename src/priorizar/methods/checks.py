"""What goes into a method: right, or refused with every problem found."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from priorizar.arrays import Bools, Floats, Ints
from priorizar.errors import PriorizarError, Problem, refusal

SUM_SLACK = 1e-6
"""How far the sum of the weights may be from 1."""

SCALE_SLACK = 1e-9
"""How far a value may stick out of its scale, as a share of the scale: rounding, not a mistake."""

ROUNDING = 1e-12
"""A column that varies by no more than this share of its largest magnitude is constant."""

NAMED_ROWS = 5
"""How many rows a refusal names."""


def checked(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, finite: bool = True
) -> tuple[Floats, Floats, Ints]:
    """Turn what a method is given into arrays, or refuse it.

    Parameters
    ----------
    matrix
        (..., m, n) finite numbers, at least one alternative and one criterion.
    weights
        (..., n), none negative, each vector summing to 1.
    directions
        (n,) of +1 (more is better) and -1 (less is better).
    finite
        Look for NaN and infinity in the matrix. Callers that test its range have no need of it.

    Raises
    ------
    PriorizarError
        With one problem for each thing that is wrong.
    """
    try:
        x = np.asarray(matrix, dtype=np.float64)
        w = np.asarray(weights, dtype=np.float64)
        d = np.asarray(directions, dtype=np.float64)
    except (TypeError, ValueError):
        raise refusal("methods.not_numbers") from None
    if not (
        _shapes_fit(x, w, d)
        and _weights_right(w)
        and _directions_right(d)
        and (not finite or np.isfinite(x).all())
    ):
        raise PriorizarError([*_input_problems(x, w, d)])
    return x, w, d.astype(np.int64)


def on_scale(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, bounds: ArrayLike | None
) -> tuple[Floats, Floats]:
    """Map values linearly to 0–1 between the ends of their scales, 1 the better end.

    Parameters
    ----------
    matrix, weights, directions
        As for :func:`checked`.
    bounds
        (n, 2) lower and upper end of each criterion's scale; (0, 1) for all if none are given.

    Returns
    -------
    scaled, weights
        (..., m, n) and (..., n). With scales from 0 to 1 and all directions +1 the matrix itself.

    Raises
    ------
    PriorizarError
        As :func:`checked`, and if a value lies outside its scale or a scale has no width.
    """
    x, w, d = checked(matrix, weights, directions, finite=False)
    n = x.shape[-1]
    if bounds is None:
        scaled = x if d.tolist().count(1) == n else np.where(d > 0, x, 1 - x)
    else:
        low, high = scale_ends(bounds, n)
        scaled = np.where(d > 0, x - low, high - x) / (high - low)
    if x.size and not (scaled.min() >= -SCALE_SLACK and scaled.max() <= 1 + SCALE_SLACK):
        raise PriorizarError([*_cell_problems(x)] or [*_outside(scaled)])
    return scaled, w


def scale_ends(bounds: ArrayLike, criteria: int) -> tuple[Floats, Floats]:
    """Return the lower (n,) and upper (n,) ends of the scales, or refuse them."""
    ends = np.asarray(bounds, dtype=np.float64)
    if ends.shape != (criteria, 2):
        raise refusal("methods.bounds_shape", shape=ends.shape, criteria=criteria)
    low, high = ends[:, 0], ends[:, 1]
    with np.errstate(over="ignore", invalid="ignore"):
        width = high - low
    bad = ~(np.isfinite(width) & (width > 0))
    if bad.any():
        raise PriorizarError(
            Problem("methods.scale_without_width", {"column": j + 1, "low": low[j], "high": high[j]})
            for j in np.flatnonzero(bad)
        )
    return low, high


def within_bounds(matrix: Floats, bounds: ArrayLike) -> None:
    """Refuse values in their own units that lie outside the ends of their scales."""
    low, high = scale_ends(bounds, matrix.shape[-1])
    scaled = (matrix - low) / (high - low)
    if scaled.size and not (scaled.min() >= -SCALE_SLACK and scaled.max() <= 1 + SCALE_SLACK):
        raise PriorizarError(_outside(scaled))


def without_noise(matrix: Floats) -> Floats:
    """Make columns constant that vary by no more than rounding.

    Methods that stretch what was observed to a full range would otherwise make the most of the
    difference between 0.1 + 0.2 and 0.3.
    """
    high, low = matrix.max(axis=-2, keepdims=True), matrix.min(axis=-2, keepdims=True)
    with np.errstate(over="ignore"):
        noise = high - low <= ROUNDING * np.maximum(np.abs(high), np.abs(low))
    return np.where(noise, high, matrix) if noise.any() else matrix


def refuse_below(matrix: Floats, least: float, key: str, **values: object) -> None:
    """Refuse columns with values below a least one, naming column and rows in the refusal ``key``."""
    if matrix.size and matrix.min() < least:
        raise PriorizarError(
            Problem(key, {"column": column, "rows": rows, **values})
            for column, rows in _cells(matrix < least)
        )


def _shapes_fit(x: Floats, w: Floats, d: Floats) -> bool:
    if x.ndim < 2 or w.ndim < 1 or d.ndim != 1 or not x.shape[-1] == w.shape[-1] == d.shape[0]:
        return False
    if not (x.shape[-1] and x.shape[-2]):
        return False
    return x.ndim == 2 or w.ndim == 1 or _broadcast(x.shape[:-2], w.shape[:-1])


def _broadcast(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    try:
        np.broadcast_shapes(first, second)
    except ValueError:
        return False
    return True


def _weights_right(w: Floats) -> bool:
    if w.ndim == 1:  # a slider's case: plain numbers are faster than arrays
        values = w.tolist()
        return bool(min(values) >= 0 and abs(sum(values) - 1) <= SUM_SLACK)
    if not w.size:
        return True
    return bool(w.min() >= 0 and np.abs(w @ np.ones(w.shape[-1]) - 1).max() <= SUM_SLACK)


def _directions_right(d: Floats) -> bool:
    signs = d.tolist()
    return bool(signs.count(1) + signs.count(-1) == len(signs))


def _input_problems(x: Floats, w: Floats, d: Floats) -> Iterator[Problem]:
    if not _shapes_fit(x, w, d):
        yield Problem(
            "methods.shapes",
            {"matrix": str(x.shape), "weights": str(w.shape), "directions": str(d.shape)},
        )
    if w.ndim and w.size:
        yield from _weight_problems(w)
    for j in np.flatnonzero(np.abs(np.nan_to_num(d)) != 1):
        yield Problem("methods.direction", {"column": j + 1, "value": float(d.flat[j])})
    if x.ndim >= 2 and x.size:
        yield from _cell_problems(x)


def _weight_problems(w: Floats) -> Iterator[Problem]:
    vectors = w.reshape(-1, w.shape[-1])
    if not np.isfinite(vectors).all():
        columns = np.flatnonzero(~np.isfinite(vectors).all(axis=0))
        yield Problem("methods.weights_not_finite", {"columns": _listed(columns)})
        return
    if vectors.min() < 0:
        columns = np.flatnonzero((vectors < 0).any(axis=0))
        yield Problem("methods.weights_negative", {"columns": _listed(columns)})
        return
    totals = vectors.sum(axis=1)
    if (totals == 0).any():
        yield Problem("methods.weights_all_zero")
    off = np.abs(totals - 1)
    off[totals == 0] = 0
    if off.max() > SUM_SLACK:
        yield Problem("methods.weights_sum", {"total": f"{totals[off.argmax()]:.9g}"})


def _cell_problems(x: Floats) -> Iterator[Problem]:
    for column, rows in _cells(~np.isfinite(x)):
        yield Problem("methods.cell_not_finite", {"column": column, "rows": rows})


def _outside(scaled: Floats) -> Iterator[Problem]:
    for column, rows in _cells((scaled < -SCALE_SLACK) | (scaled > 1 + SCALE_SLACK)):
        yield Problem("methods.outside_scale", {"column": column, "rows": rows})


def _cells(bad: Bools) -> Iterator[tuple[int, str]]:
    """Columns (from 1) with a bad cell in any of the stacked matrices, and their rows."""
    flat = np.logical_or.reduce(bad.reshape(-1, *bad.shape[-2:]), axis=0)
    for j in np.flatnonzero(flat.any(axis=0)):
        yield int(j) + 1, _listed(np.flatnonzero(flat[:, j]))


def _listed(positions: Ints) -> str:
    named = ", ".join(str(position + 1) for position in positions[:NAMED_ROWS])
    return f"{named}, …" if len(positions) > NAMED_ROWS else named
