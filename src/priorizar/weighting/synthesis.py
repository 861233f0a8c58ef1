"""AHP to the end: alternatives, or the levels of a rubric, compared under each criterion and put together."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from priorizar.errors import refusal

Floats = NDArray[np.float64]
Mode = Literal["distributive", "ideal"]


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
    if not np.isfinite(priorities).all() or (priorities < 0).any() or (priorities.max(axis=-1) <= 0).any():
        raise refusal("weighting.priorities_unusable")
    whole = priorities.sum(axis=-1) if mode == "distributive" else priorities.max(axis=-1)
    return np.asarray(np.einsum("...n,...nm->...m", weights, priorities / whole[..., None]))


def level_values(priorities: Floats) -> Floats:
    """Values of a rubric's levels (..., l) from their priorities: the best is 1 (Saaty 1990, ratings)."""
    return np.asarray(priorities / priorities.max(axis=-1, keepdims=True))
