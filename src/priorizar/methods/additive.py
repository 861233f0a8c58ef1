"""The weighted sum: additive value model (MAUT, SAW), and AHP in its rating mode.

Source: Keeney & Raiffa (1976), Decisions with Multiple Objectives, eq. 3.7; for ratings in AHP,
Saaty (2006), European Journal of Operational Research 168, 557–570.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from priorizar.methods.checks import on_scale
from priorizar.methods.weighted import weighted_sum

Floats = NDArray[np.float64]


def additive(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, bounds: ArrayLike | None = None
) -> Floats:
    """Score alternatives by the weighted sum of their values.

    Parameters
    ----------
    matrix
        (..., m, n) values within the bounds.
    weights
        (..., n), none negative, summing to 1.
    directions
        (n,) of +1 (more is better) and -1.
    bounds
        (n, 2) ends of each criterion's scale; (0, 1) for all if none are given.

    Returns
    -------
    (..., m)
        From 0 (the worst end of every scale) to 1 (the best).

    Raises
    ------
    PriorizarError
        Values outside their scales, weights or directions that are none.
    """
    scaled, w = on_scale(matrix, weights, directions, bounds)
    return weighted_sum(scaled, w)


def additive_steps(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, bounds: ArrayLike | None = None
) -> dict[str, Floats]:
    """Give ``scaled`` and ``weighted`` (..., m, n) and ``score`` (..., m); parameters as :func:`additive`."""
    scaled, w = on_scale(matrix, weights, directions, bounds)
    return {"scaled": scaled, "weighted": w[..., None, :] * scaled, "score": weighted_sum(scaled, w)}


def additive_contributions(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, bounds: ArrayLike | None = None
) -> Floats:
    """Give what each criterion adds to the score, (..., m, n): its weighted value."""
    return additive_steps(matrix, weights, directions, bounds=bounds)["weighted"]
