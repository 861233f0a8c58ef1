"""VIKOR: a compromise between the good of most criteria and the regret on the worst one.

Source: Opricovic & Tzeng (2004), Compromise solution by MCDM methods: a comparative analysis of VIKOR
and TOPSIS, European Journal of Operational Research 156, 445–455.

The score is 1 - Q, from 0 to 1. It is not additively decomposable: the regret R is that of a single
criterion, and S and R are measured between the best and the worst alternative present.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from priorizar.arrays import Bools, Floats, near_one
from priorizar.errors import refusal
from priorizar.methods.checks import ROUNDING, checked, without_noise
from priorizar.methods.method import Method
from priorizar.methods.weighted import weighted_max, weighted_sum

SAME = 1e-9
"""Values of Q, S and R closer than this are equal."""


def vikor(matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, v: float = 0.5) -> Floats:
    """Score alternatives by 1 - Q of VIKOR.

    Parameters
    ----------
    matrix
        (..., m, n) in any units.
    weights
        (..., n), none negative, summing to 1.
    directions
        (n,) of +1 (more is better) and -1.
    v
        Weight of the group utility S against the individual regret R, from 0 to 1.

    Returns
    -------
    (..., m)
        From 0 to 1. A constant criterion adds no regret; a term of Q in which all alternatives are
        equal (S* = S⁻ or R* = R⁻) is 0.

    Raises
    ------
    PriorizarError
        Values that are not finite, invalid weights or directions, v outside 0–1.
    """
    return _compromise(_regret(matrix, directions, weights, v), v)["score"]


def vikor_steps(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, *, v: float = 0.5
) -> dict[str, Floats | Bools]:
    """Return the tables on the way to the score; parameters as :func:`vikor`.

    Returns
    -------
    dict
        ``regret`` (..., m, n), unweighted; ``S``, ``R`` and ``Q`` (..., m), lower is better;
        ``acceptable_advantage`` (...) whether the second Q is at least 1 / (m - 1) above the first
        (condition C1); ``acceptable_stability`` (...) whether a best by Q is also best by S or R (C2);
        ``compromise`` (..., m) the set that the two conditions leave; ``score`` (..., m).
    """
    given = _regret(matrix, directions, weights, v)
    tables = _compromise(given, v)
    score = tables.pop("score")
    return {
        "regret": given[0],
        **tables,
        **_conditions(tables["Q"], tables["S"], tables["R"]),
        "score": score,
    }


def _regret(matrix: ArrayLike, directions: ArrayLike, weights: ArrayLike, v: float) -> tuple[Floats, Floats]:
    """Return how far each cell falls short of the best in its column, 0–1, and the weights."""
    if not 0 <= v <= 1:
        raise refusal("methods.option_range", option="v", value=v, low=0, high=1)
    x, w, d = checked(matrix, weights, directions)
    facing = near_one(without_noise(x)) * d
    best = facing.max(axis=-2, keepdims=True)
    width = best - facing.min(axis=-2, keepdims=True)
    return (best - facing) / np.where(width > 0, width, 1), w


def _compromise(given: tuple[Floats, Floats], v: float) -> dict[str, Floats]:
    regret, w = given
    s = weighted_sum(regret, w)
    r = weighted_max(regret, w)
    q = v * _stretched(s) + (1 - v) * _stretched(r)
    return {"S": s, "R": r, "Q": q, "score": 1 - q}


def _stretched(values: Floats) -> Floats:
    """Values (..., m) from 0 to 1; all 0 if they differ by no more than rounding."""
    low = values.min(axis=-1, keepdims=True)
    width = values.max(axis=-1, keepdims=True) - low
    return np.asarray((values - low) / np.where(width > ROUNDING, width, np.inf))


def _conditions(q: Floats, s: Floats, r: Floats) -> dict[str, Bools]:
    """Conditions C1 and C2 of Opricovic & Tzeng (2004, p. 448) and the compromise set."""
    m = q.shape[-1]
    first = q.min(axis=-1, keepdims=True)
    is_first = q <= first + SAME
    best_by_s = s <= s.min(axis=-1, keepdims=True) + SAME
    best_by_r = r <= r.min(axis=-1, keepdims=True) + SAME
    stable = (is_first & (best_by_s | best_by_r)).any(axis=-1)
    if m == 1:
        return {
            "acceptable_advantage": np.ones(q.shape[:-1], dtype=bool),
            "acceptable_stability": stable,
            "compromise": is_first,
        }
    least = 1 / (m - 1)
    second = np.partition(q, 1, axis=-1)[..., 1:2]
    advantage = second - first >= least - SAME
    with_second = q <= second + SAME
    return {
        "acceptable_advantage": advantage[..., 0],
        "acceptable_stability": stable,
        "compromise": np.where(
            advantage, np.where(stable[..., None], is_first, with_second), q - first < least - SAME
        ),
    }


def vikor_method(options: Mapping[str, Any]) -> Method:
    """Return the method with its facts, with the weight of group utility that the options say."""
    return Method(
        "vikor",
        options,
        score=partial(vikor, **options),
        steps=partial(vikor_steps, **options),
        score_range=(0.0, 1.0),
        about="about_vikor",
    )
