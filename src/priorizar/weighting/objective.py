"""Objective weights: from how the alternatives differ, not from what anybody says.

A matrix is (m, n): m alternatives in rows, n criteria in columns, in their own units; directions (n,) are
+1 where higher is better and −1 where lower is. Every scheme refuses what it would turn into nonsense.

Columns may differ in their last digits only, and their sums may be beyond any float: every scheme is written
so that it takes differences of the values given, and not of what was made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from priorizar.arrays import Floats, near_one
from priorizar.errors import PriorizarError, Problem, refusal

Directions = NDArray[np.int_]
SERIES = 0.01
"""Deviations below this go by the series of (1 + z) ln(1 + z) − z, whose terms cancel."""
Scheme = Literal[
    "entropy",
    "critic",
    "merec",
    "standard_deviation",
    "variance",
    "cilos",
    "idocriw",
    "gini",
    "angle",
    "lopcow",
]


def entropy(matrix: Floats, directions: Directions) -> Floats:
    """Shannon entropy of each column (Hwang & Yoon 1981, section 3.2.3): less even weighs more.

    ``p_ij = x_ij / Σ_i x_ij``, ``d_j = 1 + Σ_i p_ij ln p_ij / ln m`` with ``0 ln 0 = 0``, ``w = d / Σ d``.

    With ``z_ij`` the deviation from the column's mean over the mean, ``d_j ln m`` is the mean over i of
    ``(1 + z) ln(1 + z) − z``, in which nothing cancels.
    """
    away = _deviations(matrix)
    small = np.abs(away) < SERIES
    terms = np.arange(2, 12)
    series = away**2 * np.polynomial.polynomial.polyval(
        np.where(small, away, 0.0), (-1.0) ** terms / (terms * (terms - 1))
    )
    whole = np.where(away > -1, (1 + away) * np.log1p(np.maximum(away, -0.999999999999)) - away, 1.0)
    return _normalized(np.where(small, series, whole).mean(axis=0))


def critic(matrix: Floats, directions: Directions) -> Floats:
    """Contrast and conflict (Diakoulaki, Mavrotas & Papayannakis 1995).

    On values scaled to 0–1 with 1 the best: ``c_j = σ_j Σ_k (1 − r_jk)``, ``w = c / Σ c``.
    """
    scaled = _minmax(matrix, directions)
    if scaled.shape[1] == 1:
        return np.ones(1)
    centred = scaled - scaled.mean(axis=0)
    unit = centred / np.linalg.norm(centred, axis=0)
    # 1 − r is half the squared distance of the two as unit vectors, also where r is nearly 1.
    conflict = np.square(unit[:, :, None] - unit[:, None, :]).sum(axis=(0, 1)) / 2
    information = scaled.std(axis=0) * conflict
    if information.sum() <= 1e-12:
        raise refusal("weighting.all_correlated")
    return _normalized(information)


def merec(matrix: Floats, directions: Directions) -> Floats:
    """Effect of leaving a criterion out (MEREC; Keshavarz-Ghorabaee et al. 2021, eqs 2–6).

    With ``n_ij = min_i x_ij / x_ij`` (higher is better) or ``x_ij / max_i x_ij``:
    ``S_i = ln(1 + Σ_j |ln n_ij| / n)``, ``S_ij`` the same without j, ``E_j = Σ_i |S_ij − S_i|``,
    ``w = E / Σ E``.
    """
    low, high = matrix.min(axis=0), matrix.max(axis=0)
    short = np.where(directions > 0, (matrix - low) / matrix, (high - matrix) / high)
    far = np.where(directions > 0, np.log(matrix) - np.log(low), np.log(high) - np.log(matrix))
    logs = np.where(short < 0.5, -np.log1p(-np.minimum(short, 0.5)), far) / matrix.shape[1]
    whole = logs.sum(axis=1, keepdims=True)
    return _normalized(-np.log1p(-logs / (1 + whole)).sum(axis=0))


def standard_deviation(matrix: Floats, directions: Directions) -> Floats:
    """Spread: standard deviation of the values scaled to 0–1 (Diakoulaki et al. 1995), whatever the units."""
    return _normalized(_minmax(matrix, directions).std(axis=0))


def variance(matrix: Floats, directions: Directions) -> Floats:
    """Variance of the values scaled to 0–1."""
    return _normalized(_minmax(matrix, directions).var(axis=0))


def gini(matrix: Floats, directions: Directions) -> Floats:
    """Gini coefficient of each column: mean absolute difference over twice the mean."""
    near = near_one(matrix)
    ordered = np.sort(near, axis=0)
    m = len(matrix)
    places = 2 * np.arange(1, m + 1)[:, None] - m - 1
    # The places add up to 0, so that the least may be taken from all.
    return _normalized((places * (ordered - ordered[0])).sum(axis=0) / (m * ordered.sum(axis=0)))


def angle(matrix: Floats, directions: Directions) -> Floats:
    """Angle between each column and one of equal values (Shuai et al. 2012).

    It is the arc tangent of σ over the mean, small where the column is even; the published
    arc cosine loses it where it is below 1e-7.
    """
    return _normalized(np.arctan(np.sqrt(np.square(_deviations(matrix)).mean(axis=0))))


def cilos(matrix: Floats, directions: Directions) -> Floats:
    """Loss of impact where another criterion is at its best (Zavadskas & Podvezko 2016, section 3).

    With ``P_ij`` the share of its best that criterion j lacks in the alternative that is best on i (costs as
    ``min / x``), the weights solve ``(P − diag Σ_i P_ij) q = 0``; NaN where they do not do so alone.
    """
    from scipy.linalg import null_space

    low, high = matrix.min(axis=0), matrix.max(axis=0)
    lacks = np.where(directions > 0, (high - matrix) / high, (matrix - low) / matrix)
    losses = lacks[lacks.argmin(axis=0)]
    total = losses.sum(axis=0)
    # Each column over its sum, so that a criterion whose values are nearly even is not taken for none.
    by = np.where(total > 0, total, 1.0)
    found = null_space(losses / by - np.diag((total > 0).astype(float)))
    return _normalized(found[:, 0] / by) if found.shape[1] == 1 else np.full(directions.shape, np.nan)


def idocriw(matrix: Floats, directions: Directions) -> Floats:
    """Entropy times CILOS (Zavadskas & Podvezko 2016)."""
    return _normalized(entropy(matrix, directions) * cilos(matrix, directions))


def lopcow(matrix: Floats, directions: Directions) -> Floats:
    """Log of root mean square over deviation, on values scaled 0–1 (Ecer & Pamučar 2022), by pymcdm."""
    import pymcdm.weights

    return np.asarray(pymcdm.weights.lopcow_weights(near_one(matrix), directions), dtype=float)


@dataclass(frozen=True)
class _Rule:
    """A scheme and the least values it can be given."""

    weigh: Callable[[Floats, Directions], Floats]
    values: Literal["any", "not_negative", "positive"] = "any"


SCHEMES: dict[str, _Rule] = {
    "entropy": _Rule(entropy, "not_negative"),
    "critic": _Rule(critic),
    "merec": _Rule(merec, "positive"),
    "standard_deviation": _Rule(standard_deviation),
    "variance": _Rule(variance),
    "cilos": _Rule(cilos, "positive"),
    "idocriw": _Rule(idocriw, "positive"),
    "gini": _Rule(gini, "not_negative"),
    "angle": _Rule(angle, "not_negative"),
    "lopcow": _Rule(lopcow),
}


def objective_weights(
    scheme: Scheme, matrix: Floats, directions: Directions, criteria: Sequence[str] | None = None
) -> Floats:
    """Objective weights of the criteria of a matrix.

    Parameters
    ----------
    scheme
        Name of one of :data:`SCHEMES`. LOPCOW is computed by pymcdm.
    matrix
        (m, n) values of at least two alternatives.
    directions
        (n,) +1 or −1.
    criteria
        Names for the problems; the number of the column if left out.

    Returns
    -------
    array (n,)
        None negative, summing to 1.

    Raises
    ------
    PriorizarError
        With every column that holds NaN or inf, is constant (it tells nothing apart; some schemes would
        give it all the weight) or has values below what the scheme can take (entropy, Gini and angle: 0;
        MEREC, CILOS and IDOCRIW: above 0); if there are fewer than two alternatives; if all criteria say
        the same (CRITIC); or if the scheme has no answer.
    """
    rule = SCHEMES[scheme]
    names = list(criteria) if criteria is not None else [str(j + 1) for j in range(matrix.shape[1])]
    if len(matrix) < 2:
        raise refusal("weighting.objective_rows", scheme=scheme, rows=len(matrix))
    finite = np.isfinite(matrix).all(axis=0)
    spread = np.where(finite, np.ptp(np.where(np.isfinite(matrix), matrix, 0.0), axis=0), np.inf)
    size = np.where(np.isfinite(matrix), np.abs(matrix), 0.0).max(axis=0)
    least = np.where(finite, matrix.min(axis=0), np.inf)
    found = {
        "objective_not_finite": ~finite,
        "objective_constant": spread <= 1e-12 * size,
        "objective_negative": (least < 0) & (rule.values == "not_negative"),
        "objective_not_positive": (least <= 0) & (rule.values == "positive"),
    }
    problems = [
        Problem(f"weighting.{key}", {"scheme": scheme, "criteria": tuple(np.array(names)[columns].tolist())})
        for key, columns in found.items()
        if columns.any()
    ]
    if problems:
        raise PriorizarError(problems)
    with np.errstate(all="ignore"):  # what comes out is checked below
        weights = rule.weigh(matrix, directions)
    if not np.isfinite(weights).all() or weights.min() < -1e-12 or abs(weights.sum() - 1) > 1e-6:
        raise refusal("weighting.objective_no_answer", scheme=scheme)
    return _normalized(np.maximum(weights, 0.0))


def blend(subjective: Floats, objective: Floats, share: float) -> Floats:
    """Mean of two weight vectors (..., n), ``share`` (0 to 1) of it subjective.

    Raises
    ------
    PriorizarError
        If the share is outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise refusal("weighting.blend_share", share=share)
    return np.asarray(share * subjective + (1 - share) * objective)


def _deviations(matrix: Floats) -> Floats:
    """How far each value is from its column's mean, over the mean: from -1 up, adding up to 0."""
    near = near_one(matrix)
    mean = near.mean(axis=0)
    away = near - mean
    return np.asarray((away - away.mean(axis=0)) / mean)


def _minmax(matrix: Floats, directions: Directions) -> Floats:
    near = near_one(matrix)
    low, high = near.min(axis=0), near.max(axis=0)
    return np.asarray(np.where(directions > 0, near - low, high - near) / (high - low))


def _normalized(values: Floats) -> Floats:
    return np.asarray(values / values.sum())
