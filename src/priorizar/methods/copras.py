"""COPRAS: complex proportional assessment, in which costs count by their inverse share.

Source: Zavadskas, Kaklauskas & Sarka (1994), The new method of multicriteria complex proportional
assessment of projects, Technological and Economic Development of Economy 1(3), 131–139. pymcdm 1.4 leaves
the sums out of the last term, which then rewards costs; so it is ours here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from priorizar.arrays import Floats
from priorizar.errors import refusal
from priorizar.methods.checks import checked, refuse_below
from priorizar.methods.method import Method
from priorizar.methods.weighted import weighted_sum


def copras(matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike) -> Floats:
    """Score alternatives by their degree of utility; parameters and errors as :func:`copras_steps`.

    Returns
    -------
    (..., m)
        Up to 1, which the best alternative has.
    """
    return copras_steps(matrix, weights, directions)["score"]


def copras_steps(matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike) -> dict[str, Floats]:
    """Return the tables on the way to the score.

    Parameters
    ----------
    matrix
        (..., m, n) values in any units, none negative.
    weights
        (..., n), none negative, summing to 1.
    directions
        (n,) of +1 (more is better) and -1.

    Returns
    -------
    dict
        ``normalized`` (..., m, n) each column over its sum, ``S+`` and ``S-`` (..., m) the weighted sums of
        gains and costs, ``Q`` (..., m) relative significance ``S+ + ΣS- / (S- Σ 1/S-)``, ``score`` (..., m)
        Q over the largest Q. Without costs that have weight, Q is ``S+``; where all Q are 0, all scores
        are 1.

    Raises
    ------
    PriorizarError
        What :func:`~priorizar.methods.checks.checked` refuses, negative values, and an alternative
        without any cost while others have some: its inverse share would be infinite.
    """
    x, w, d = checked(matrix, weights, directions)
    refuse_below(x, 0.0, "methods.needs_not_negative", method="copras")
    largest = x.max(axis=-2, keepdims=True)
    x = x / np.where(largest > 0, largest, 1)  # so that no sum of finite numbers overflows
    total = x.sum(axis=-2, keepdims=True)
    normalized = x / np.where(total > 0, total, 1)
    gains = weighted_sum(normalized, w * (d > 0))
    costs = weighted_sum(normalized, w * (d < 0))
    some = costs.max(axis=-1, keepdims=True) > 0
    if (some & (costs <= 0)).any():
        raise refusal("methods.zero_cost", method="copras")
    inverse = 1 / np.where(some, costs, 1)
    share = inverse / inverse.sum(axis=-1, keepdims=True)
    significance = gains + np.where(some, costs.sum(axis=-1, keepdims=True) * share, 0)
    best = significance.max(axis=-1, keepdims=True)
    score = np.divide(significance, best, out=np.ones_like(significance), where=best > 0)
    return {"normalized": normalized, "S+": gains, "S-": costs, "Q": significance, "score": score}


def copras_method(options: Mapping[str, Any]) -> Method:
    """Return the method with its facts."""
    return Method(
        "copras",
        options,
        score=copras,
        steps=copras_steps,
        score_range=(0.0, 1.0),
        partial=True,
    )
