"""Sums and maxima over the criteria, the inner loop of every method."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from priorizar.arrays import Floats


def weighted_sum(table: Floats, weights: Floats, of: Callable[[Floats], Floats] | None = None) -> Floats:
    """Sum ``weights * of(table)`` over the criteria.

    Parameters
    ----------
    table
        (..., m, n).
    weights
        (..., n).
    of
        Elementwise function of the table, giving a new array; the table itself if none is given.

    Returns
    -------
    (..., m)
        No (..., m, n) array is built on the way. Memory follows the input: weights that are the
        transposed view of an (n, S) array give the transposed view of an (m, S) array, and so does
        a table that is a view of an (n, m, S) array.
    """
    if table.ndim == 2:
        return _product(weights, of(table) if of else table)
    shape = np.broadcast_shapes(table.shape[:-1], (*weights.shape[:-1], 1))
    total: Floats | None = None
    for j in range(table.shape[-1]):
        term, weight = table[..., j], weights[..., j, None]
        if of is not None:
            term = of(term)
        # Into the array that is there already, where there is one and it is large enough.
        term = np.multiply(term, weight, out=term if of is not None and term.shape == shape else None)
        total = term if total is None else np.add(total, term, out=total)
    assert total is not None  # noqa: S101  there is at least one criterion
    return total


def weighted_max(table: Floats, weights: Floats) -> Floats:
    """Return the largest ``weights * table`` over the criteria; shapes as :func:`weighted_sum`."""
    largest: Floats | None = None
    for j in range(table.shape[-1]):
        term = table[..., j] * weights[..., j, None]
        largest = term if largest is None else np.maximum(largest, term, out=largest)
    assert largest is not None  # noqa: S101  there is at least one criterion
    return largest


def _product(weights: Floats, terms: Floats) -> Floats:
    """Matrix product of weights (..., n) and terms (m, n): (..., m)."""
    if weights.ndim == 1:
        return terms @ weights
    if weights.ndim == 2 and weights.strides[0] < weights.strides[1]:
        return (terms @ weights.T).T
    flat = weights.reshape(-1, weights.shape[-1]) @ terms.T
    return flat.reshape(*weights.shape[:-1], terms.shape[0])
