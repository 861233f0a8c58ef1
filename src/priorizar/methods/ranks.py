"""From scores to ranks, with ties that rounding cannot break.

Rank = 1 + the number of alternatives whose score exceeds mine by more than a tolerance ("1224"
ranking). So 0.1 + 0.2 ties with 0.3. Being within the tolerance is not transitive: of three scores each
just within it of the next, the outer two may rank differently, yet both tie with the middle one.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from priorizar.arrays import Bools, Floats, Ints
from priorizar.errors import refusal

Kind = TypeVar("Kind", bound=np.generic)

TOLERANCE = 1e-9
"""Scores closer than this are equal. Methods compute to about 1e-15."""

PAIRS_AT_ONCE = 1 << 20
"""Pairs of scores compared at once: bounds the memory (1 MB), and fits the processor's cache."""


def ranks(scores: ArrayLike, tolerance: float = TOLERANCE) -> Ints:
    """Rank alternatives by score, 1 the best.

    Parameters
    ----------
    scores
        (..., m), higher is better. Groups of unequal size can be padded with -inf: padding comes
        last and changes no other rank.
    tolerance
        Differences up to this one are ties.

    Returns
    -------
    (..., m)
        Ranks from 1; ties share the best rank, and the ranks after them are skipped.

    Raises
    ------
    PriorizarError
        If a score is NaN.
    """
    columns, shape = _columns(scores)
    result = np.empty(columns.shape, dtype=np.int64)
    for part, others in _blocks(columns):
        limits = columns[:, part] + tolerance
        count = np.ones(limits.shape, dtype=np.min_scalar_type(len(columns) + 1))
        for some in others:
            ahead = columns[some, None, part] > limits
            count += np.add.reduce(ahead.view(np.uint8), axis=0, dtype=count.dtype)
        result[:, part] = count
    return _rows(result, shape)


def tied(scores: ArrayLike, tolerance: float = TOLERANCE) -> Bools:
    """Tell which alternatives share their score with another one.

    Parameters and errors as :func:`ranks`. Padding (-inf) is never tied.

    Returns
    -------
    (..., m)
        Whether there is another score that neither exceeds this one by more than the tolerance nor
        is exceeded by it.
    """
    columns, shape = _columns(scores)
    result = np.empty(columns.shape, dtype=bool)
    for part, others in _blocks(columns):
        block = columns[:, part]
        limits = block + tolerance
        count = np.zeros(block.shape, dtype=np.min_scalar_type(len(columns) + 1))
        for some in others:
            near = (block[some, None] <= limits) & (block <= limits[some, None])
            count += np.add.reduce(near.view(np.uint8), axis=0, dtype=count.dtype)
        result[:, part] = (count > 1) & np.isfinite(block)  # each is within reach of itself
    return _rows(result, shape)


def _columns(scores: ArrayLike) -> tuple[Floats, tuple[int, ...]]:
    """Scores as (m, S), an alternative a row: comparing whole rows is fast however small m is."""
    given = np.asarray(scores, dtype=np.float64)
    if given.ndim == 0:
        raise refusal("methods.scores_shape")
    if given.size and np.isnan(given.max()):
        raise refusal("methods.scores_not_numbers")
    first = np.ascontiguousarray(given.transpose(-1, *range(given.ndim - 1)))
    return first.reshape(first.shape[0], prod(first.shape[1:])), first.shape


def _rows(result: NDArray[Kind], shape: tuple[int, ...]) -> NDArray[Kind]:
    return result.reshape(shape).transpose(*range(1, len(shape)), 0)


def _blocks(columns: Floats) -> Iterator[tuple[slice, list[slice]]]:
    """Slices of the score vectors, each with slices of the alternatives to compare all with at once."""
    m, total = columns.shape
    width = min(max(PAIRS_AT_ONCE // max(m * m, 1), 1), max(total, 1))
    height = max(PAIRS_AT_ONCE // max(m * width, 1), 1)
    others = [slice(start, start + height) for start in range(0, m, height)]
    for start in range(0, total, width):
        yield slice(start, start + width), others
