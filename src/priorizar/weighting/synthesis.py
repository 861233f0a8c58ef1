"""AHP to the end: alternatives, or the levels of a rubric, compared under each criterion and put together."""

from __future__ import annotations

from typing import Literal

import numpy as np

from priorizar.arrays import Floats, numbers, one_of
from priorizar.errors import refusal
from priorizar.weighting.shares import checked_weights

Mode = Literal["distributive", "ideal"]
MODES: tuple[Mode, ...] = ("distributive", "ideal")


def synthesise(priorities: Floats, weights: Floats, mode: Mode = "distributive") -> Floats:
    """Scores of alternatives from their local priorities and the weights of the criteria.

    Parameters
    ----------
    priorities
        (..., n, m): under each of n criteria the priorities of m alternatives, on any scale.
    weights
        (..., n) summing to 1; on a tree, the global weights of its leaves.
    mode
        ``distributive``: each criterion's priorities sum to 1, and so do the scores; an alternative added
        takes from the others. ``ideal``: the best under each criterion is 1, so an alternative that is
        nowhere the best changes no other score (Forman & Gass 2001).

    Returns
    -------
    array (..., m)

    Raises
    ------
    PriorizarError
        If priorities are negative or not finite, or all zero under a criterion.
    """
    one_of("mode", mode, MODES)
    over_best = level_values(priorities)
    if over_best.ndim < 2:
        raise refusal("arrays.shape", what="priorities", shape=over_best.shape, needed="(…, ≥ 1, ≥ 1)")
    said = checked_weights(weights, over_best.shape[-2])
    whole = over_best.sum(axis=-1) if mode == "distributive" else np.ones(over_best.shape[:-1])
    return np.asarray(np.einsum("...n,...nm->...m", said, over_best / whole[..., None]))


def level_values(priorities: Floats) -> Floats:
    """Values of a rubric's levels (..., l) from their priorities: the best is 1 (Saaty 1990, ratings).

    Raises
    ------
    PriorizarError
        ``weighting.priorities_unusable`` if some are negative or not finite, or all are zero.
    """
    said = numbers("priorities", priorities, (-1, None), gaps=True)
    largest = said.max(axis=-1, keepdims=True)
    if not ((said >= 0).all() and (largest > 0).all()):
        raise refusal("weighting.priorities_unusable")
    # Over the largest as a power of two first: subnormal numbers have few digits and no inverse.
    near = np.ldexp(said, -np.frexp(largest)[1])
    return np.asarray(near / near.max(axis=-1, keepdims=True))
