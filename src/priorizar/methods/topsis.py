"""TOPSIS: closeness to the ideal, away from the anti-ideal.

Source: Hwang & Yoon (1981), Multiple Attribute Decision Making, Lecture Notes in Economics and
Mathematical Systems 186, Springer, pp. 128–140.

Two references. ``scale``: the ideal and anti-ideal are the ends of each criterion's declared scale, so
a score does not depend on which other alternatives are present. ``observed``: the textbook method, the
best and worst values met among the alternatives.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from priorizar.arrays import Floats, near_one
from priorizar.errors import refusal
from priorizar.methods.checks import checked, on_scale, refuse_below, without_noise
from priorizar.methods.method import Method
from priorizar.methods.weighted import weighted_sum
from priorizar.names import suggest

Reference = Literal["scale", "observed"]
Normalization = Literal["vector", "minmax", "sum", "max"]
REFERENCES: tuple[Reference, ...] = ("scale", "observed")
NORMALIZATIONS: tuple[Normalization, ...] = ("vector", "minmax", "sum", "max")
_ONE, _ZERO = np.ones(()), np.zeros(())


class _Gaps(NamedTuple):
    """How far every cell is from the two ends, before weighting.

    ``above`` (..., m, n) from the anti-ideal, ``below`` from the ideal; ``below`` is 1 - ``above``
    where it is None.
    """

    weights: Floats
    normalized: Floats
    ideal: Floats
    anti_ideal: Floats
    above: Floats
    below: Floats | None


def topsis(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    reference: Reference = "scale",
    bounds: ArrayLike | None = None,
    normalization: Normalization = "vector",
) -> Floats:
    """Score alternatives by their relative closeness to the ideal.

    Parameters
    ----------
    matrix
        (..., m, n) values: within the bounds for ``scale``, in any units for ``observed``.
    weights
        (..., n), none negative, summing to 1.
    directions
        (n,) of +1 (more is better) and -1.
    reference
        ``scale`` or ``observed``: where the ideal and the anti-ideal come from.
    bounds
        ``scale`` only: (n, 2) ends of each criterion's scale; (0, 1) for all if none are given.
    normalization
        ``observed`` only: ``vector``, ``minmax``, ``sum`` or ``max``.

    Returns
    -------
    (..., m)
        Closeness D⁻ / (D⁺ + D⁻), from 0 (anti-ideal) to 1 (ideal). Where all alternatives are equal
        on every criterion that has weight, ``observed`` gives 0.5.

    Raises
    ------
    PriorizarError
        Values outside their scales or not finite, invalid weights or directions, negative
        values with ``sum`` or ``max``.
    """
    return _closeness(_gaps(matrix, weights, directions, reference, bounds, normalization))[0]


def topsis_steps(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    reference: Reference = "scale",
    bounds: ArrayLike | None = None,
    normalization: Normalization = "vector",
) -> dict[str, Floats]:
    """Return the tables on the way to the score; parameters as :func:`topsis`.

    Returns
    -------
    dict
        ``normalized`` and ``weighted`` (..., m, n), ``ideal`` and ``anti_ideal`` (..., n), weighted;
        ``distance_to_ideal`` and ``distance_to_anti_ideal`` (..., m); ``score`` (..., m).
    """
    gaps = _gaps(matrix, weights, directions, reference, bounds, normalization)
    score, to_ideal, to_anti_ideal = _closeness(gaps)
    return {
        "normalized": gaps.normalized,
        "weighted": gaps.weights[..., None, :] * gaps.normalized,
        "ideal": gaps.weights * gaps.ideal,
        "anti_ideal": gaps.weights * gaps.anti_ideal,
        "distance_to_ideal": to_ideal,
        "distance_to_anti_ideal": to_anti_ideal,
        "score": score,
    }


def topsis_contributions(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    reference: Reference = "scale",
    bounds: ArrayLike | None = None,
    normalization: Normalization = "vector",
) -> Floats:
    """Share the score out among the criteria, (..., m, n); parameters as :func:`topsis`.

    Each criterion gets its share of the squared distance from the anti-ideal, so that the shares of
    an alternative sum to its score. Where that distance is 0, shares follow the weights.
    """
    gaps = _gaps(matrix, weights, directions, reference, bounds, normalization)
    score = _closeness(gaps)[0]
    w = gaps.weights[..., None, :]
    squares = np.square(w * gaps.above)
    total = squares.sum(axis=-1, keepdims=True)
    shares = np.where(total > 0, squares / np.where(total > 0, total, 1), w)
    return np.asarray(score[..., None] * shares)


def _closeness(gaps: _Gaps) -> tuple[Floats, Floats, Floats]:
    """Return closeness, distance to the ideal and distance to the anti-ideal, each (..., m)."""
    squares = gaps.weights * gaps.weights
    to_anti_ideal = weighted_sum(gaps.above, squares, np.square)
    if gaps.below is None:
        to_ideal = weighted_sum(gaps.above, squares, _square_of_rest)
    else:
        to_ideal = weighted_sum(gaps.below, squares, np.square)
    np.sqrt(to_anti_ideal, out=to_anti_ideal)
    np.sqrt(to_ideal, out=to_ideal)
    total = to_ideal + to_anti_ideal
    if gaps.below is None:  # the ends of a scale differ: no alternative is at both
        return to_anti_ideal / total, to_ideal, to_anti_ideal
    score = np.divide(to_anti_ideal, total, out=np.full_like(total, 0.5), where=total > 0)
    return score, to_ideal, to_anti_ideal


def _square_of_rest(above: Floats) -> Floats:
    rest = 1 - above
    return np.multiply(rest, rest, out=rest)


def _gaps(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    reference: str,
    bounds: ArrayLike | None,
    normalization: str,
) -> _Gaps:
    if reference == "scale":
        scaled, w = on_scale(matrix, weights, directions, bounds)
        return _Gaps(w, scaled, _ONE, _ZERO, scaled, None)
    if reference != "observed":
        guess = suggest(str(reference), REFERENCES)
        raise refusal("methods.option_value", option="reference", value=reference, guess=guess)
    x, w, d = checked(matrix, weights, directions)
    normalized = _normalized(x, normalization)
    facing = normalized * d  # more is better in every column
    best = facing.max(axis=-2, keepdims=True)
    worst = facing.min(axis=-2, keepdims=True)
    ideal, anti_ideal = (best * d)[..., 0, :], (worst * d)[..., 0, :]
    return _Gaps(w, normalized, ideal, anti_ideal, facing - worst, best - facing)


def _normalized(x: Floats, normalization: str) -> Floats:
    """Free the columns of their units; a column of zeros stays one."""
    if normalization not in NORMALIZATIONS:
        guess = suggest(str(normalization), NORMALIZATIONS)
        raise refusal("methods.option_value", option="normalization", value=normalization, guess=guess)
    if normalization in ("sum", "max"):
        refuse_below(x, 0.0, "methods.negative_for_normalization", normalization=normalization)
    x = near_one(without_noise(x))
    if normalization == "vector":
        return _divided(x, np.sqrt(np.square(x).sum(axis=-2, keepdims=True)))
    if normalization == "sum":
        return _divided(x, x.sum(axis=-2, keepdims=True))
    if normalization == "minmax":
        low = x.min(axis=-2, keepdims=True)
        return _divided(x - low, x.max(axis=-2, keepdims=True) - low)
    return _divided(x, x.max(axis=-2, keepdims=True))


def _divided(x: Floats, by: Floats) -> Floats:
    return np.asarray(x / np.where(by > 0, by, 1))


def topsis_method(options: Mapping[str, Any]) -> Method:
    """Return the method with its facts, in the variant that the options say."""
    by_scale = options["reference"] == "scale"
    return Method(
        "topsis",
        options,
        score=partial(topsis, **options),
        steps=partial(topsis_steps, **options),
        contributions=partial(topsis_contributions, **options),
        takes="scaled" if by_scale else "raw",
        rowwise=by_scale,
        form="closeness",
        score_range=(0.0, 1.0),
        partial=options.get("normalization") in ("sum", "max"),
        about="about_closeness_to_scale" if by_scale else "about_closeness_to_observed",
    )
