"""Weights from nothing but an order of importance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from priorizar.arrays import Floats
from priorizar.errors import PriorizarError, Problem
from priorizar.weighting.names import missing_names, unknown_names

Formula = Literal["roc", "rank_sum", "rank_reciprocal"]
Order = Sequence[str | Sequence[str]]


def roc(n: int) -> Floats:
    """Rank order centroid ``w_k = (1/n) Σ_{i≥k} 1/i`` (Barron & Barrett 1996), shape (n,).

    The centre of all weights in that order.
    """
    return np.asarray(np.cumsum(1 / np.arange(n, 0, -1))[::-1] / n)


def rank_sum(n: int) -> Floats:
    """Rank sum ``w_k = 2 (n + 1 − k) / (n (n + 1))`` (Stillwell, Seaver & Edwards 1981), shape (n,)."""
    return np.asarray(2 * np.arange(n, 0, -1) / (n * (n + 1)))


def rank_reciprocal(n: int) -> Floats:
    """Rank reciprocal ``w_k = (1/k) / Σ 1/i`` (Stillwell, Seaver & Edwards 1981), shape (n,)."""
    shares = 1 / np.arange(1, n + 1)
    return np.asarray(shares / shares.sum())


FORMULAS: dict[str, Callable[[int], Floats]] = {
    "roc": roc,
    "rank_sum": rank_sum,
    "rank_reciprocal": rank_reciprocal,
}


def rank_order_weights(ranks: Floats, formula: Formula = "roc") -> Floats:
    """Weights of things ranked.

    Parameters
    ----------
    ranks
        (..., n), 1 the most important; only the order and the ties count.
    formula
        Name of one of :data:`FORMULAS`.

    Returns
    -------
    array (..., n)
        Summing to 1. Things tied share equally the weights of the places they take.
    """
    n = ranks.shape[-1]
    before = (ranks[..., None, :] < ranks[..., :, None]).sum(axis=-1)
    tied = (ranks[..., None, :] == ranks[..., :, None]).sum(axis=-1)
    upto = np.concatenate([[0.0], np.cumsum(FORMULAS[formula](n))])
    return np.asarray((upto[before + tied] - upto[before]) / tied)


def ranks_of(items: Sequence[str], order: Order) -> Floats:
    """Ranks (n,) of the items in an order whose entries are names or lists of names tied.

    Raises
    ------
    PriorizarError
        With every name unknown, missing or given twice, each at the path of its place in the order.
    """
    places = [(entry,) if isinstance(entry, str) else tuple(entry) for entry in order]
    named = [
        ((row,) if isinstance(order[row], str) else (row, column), name)
        for row, place in enumerate(places)
        for column, name in enumerate(place)
    ]
    names = [name for _, name in named]
    # At the second of them, for the first alone would be right.
    twice = {name: path for at, (path, name) in enumerate(named) if names[:at].count(name) == 1}
    problems = unknown_names(named, items) + missing_names(names, items)
    problems += [Problem("weighting.named_twice", {"name": name}, path=path) for name, path in twice.items()]
    if problems:
        raise PriorizarError(problems)
    rank = {name: float(i) for i, place in enumerate(places, start=1) for name in place}
    return np.array([rank[item] for item in items])
