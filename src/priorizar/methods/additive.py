"""The weighted sum: additive value model (MAUT, SAW), and AHP in its rating mode.

Source: Keeney & Raiffa (1976), Decisions with Multiple Objectives, eq. 3.7; for ratings in AHP,
Saaty (2006), European Journal of Operational Research 168, 557–570.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import ArrayLike

from priorizar.arrays import Floats
from priorizar.methods.checks import on_scale
from priorizar.methods.method import Method
from priorizar.methods.weighted import weighted_sum


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
        Values outside their scales, invalid weights or directions.
    """
    scaled, w = on_scale(matrix, weights, directions, bounds)
    return weighted_sum(scaled, w)


def additive_steps(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, bounds: ArrayLike | None = None
) -> dict[str, Floats]:
    """Return ``scaled``, ``weighted`` (..., m, n) and ``score`` (..., m); parameters as :func:`additive`."""
    scaled, w = on_scale(matrix, weights, directions, bounds)
    return {"scaled": scaled, "weighted": w[..., None, :] * scaled, "score": weighted_sum(scaled, w)}


def additive_contributions(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, bounds: ArrayLike | None = None
) -> Floats:
    """Return what each criterion adds to the score, (..., m, n): its weighted value."""
    return additive_steps(matrix, weights, directions, bounds=bounds)["weighted"]


def additive_method(options: Mapping[str, Any]) -> Method:
    """Return the method with its facts."""
    return Method(
        "additive",
        options,
        score=additive,
        steps=additive_steps,
        contributions=additive_contributions,
        takes="scaled",
        rowwise=True,
        form="weighted_sum",
        score_range=(0.0, 1.0),
        about="about_weighted_sum",
    )
