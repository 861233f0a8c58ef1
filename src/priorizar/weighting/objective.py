"""Objective weights: from how the alternatives differ, not from what anybody says.

A matrix is (m, n): m alternatives in rows, n criteria in columns, in their own units; directions (n,) are
+1 where higher is better and −1 where lower is. Every scheme refuses what it would turn into nonsense.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from priorizar.errors import PriorizarError, Problem, refusal

Floats = NDArray[np.float64]
Directions = NDArray[np.int_]
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
    """
    shares = matrix / matrix.sum(axis=0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    return _normalized(1 + (shares * logs).sum(axis=0) / np.log(len(matrix)))


def critic(matrix: Floats, directions: Directions) -> Floats:
    """Contrast and conflict (Diakoulaki, Mavrotas & Papayannakis 1995).

    On values scaled to 0–1 with 1 the best: ``c_j = σ_j Σ_k (1 − r_jk)``, ``w = c / Σ c``.
    """
    scaled = _minmax(matrix, directions)
    if scaled.shape[1] == 1:
        return np.ones(1)
    conflict = (1 - np.corrcoef(scaled, rowvar=False)).sum(axis=0)
    information = scaled.std(axis=0) * np.maximum(conflict, 0.0)
    if information.sum() <= 1e-12:
        raise refusal("weighting.all_correlated")
    return _normalized(information)


def merec(matrix: Floats, directions: Directions) -> Floats:
    """Effect of leaving a criterion out (MEREC; Keshavarz-Ghorabaee et al. 2021, eqs 2–6).

    With ``n_ij = min_i x_ij / x_ij`` (higher is better) or ``x_ij / max_i x_ij``:
    ``S_i = ln(1 + Σ_j |ln n_ij| / n)``, ``S_ij`` the same without j, ``E_j = Σ_i |S_ij − S_i|``,
    ``w = E / Σ E``.
    """
    ratios = np.where(directions > 0, matrix.min(axis=0) / matrix, matrix / matrix.max(axis=0))
    logs = np.abs(np.log(ratios)) / matrix.shape[1]
    whole = logs.sum(axis=1, keepdims=True)
    return _normalized(np.abs(np.log1p(whole - logs) - np.log1p(whole)).sum(axis=0))


def standard_deviation(matrix: Floats, directions: Directions) -> Floats:
    """Spread: standard deviation of the values scaled to 0–1 (Diakoulaki et al. 1995), whatever the units."""
    return _normalized(_minmax(matrix, directions).std(axis=0))


def variance(matrix: Floats, directions: Directions) -> Floats:
    """Variance of the values scaled to 0–1."""
    return _normalized(_minmax(matrix, directions).var(axis=0))


def gini(matrix: Floats, directions: Directions) -> Floats:
    """Gini coefficient of each column: mean absolute difference over twice the mean."""
    ordered = np.sort(matrix, axis=0)
    m = len(matrix)
    places = 2 * np.arange(1, m + 1)[:, None] - m - 1
    return _normalized((places * ordered).sum(axis=0) / (m * ordered.sum(axis=0)))


def idocriw(matrix: Floats, directions: Directions) -> Floats:
    """Entropy times CILOS (Zavadskas & Podvezko 2016)."""
    return _normalized(entropy(matrix, directions) * _pymcdm("cilos")(matrix, directions))


def _pymcdm(scheme: str) -> Callable[[Floats, Directions], Floats]:
    def weigh(matrix: Floats, directions: Directions) -> Floats:
        import pymcdm.weights

        found = getattr(pymcdm.weights, f"{scheme}_weights")(matrix, directions)
        # CILOS gives several vectors at once where its system of equations has no single solution.
        usable = found.shape == directions.shape
        return np.asarray(found, dtype=float) if usable else np.full(directions.shape, np.nan)

    return weigh


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
    "cilos": _Rule(_pymcdm("cilos"), "positive"),
    "idocriw": _Rule(idocriw, "positive"),
    "gini": _Rule(gini, "not_negative"),
    "angle": _Rule(_pymcdm("angle"), "not_negative"),
    "lopcow": _Rule(_pymcdm("lopcow")),
}


def objective_weights(
    scheme: Scheme, matrix: Floats, directions: Directions, criteria: Sequence[str] | None = None
) -> Floats:
    """Objective weights of the criteria of a matrix.

    Parameters
    ----------
    scheme
        Name of one of :data:`SCHEMES`. CILOS, angle and LOPCOW are computed by pymcdm.
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


def _minmax(matrix: Floats, directions: Directions) -> Floats:
    low, high = matrix.min(axis=0), matrix.max(axis=0)
    scaled = (matrix - low) / (high - low)
    return np.asarray(np.where(directions > 0, scaled, 1 - scaled))


def _normalized(values: Floats) -> Floats:
    return np.asarray(values / values.sum())
