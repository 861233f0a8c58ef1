"""How much two rankings agree: Spearman's rho, Kendall's tau-b, WS, and the overlap of the first k.

Rankings are positions, 1 = best, as :func:`priorizar.methods.ranks.ranks` gives them. How ties were
written down (sharing the best, the mean or the worst position) makes no difference: every function
first assigns tied alternatives the mean of the positions they occupy. All broadcast over leading axes.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from priorizar.arrays import Bools, Floats, Ints
from priorizar.errors import refusal
from priorizar.methods.ranks import ranks


def average_ranks(positions: npt.ArrayLike) -> Floats:
    """Assign tied alternatives the mean of the positions they occupy.

    Parameters
    ----------
    positions
        Positions of shape (..., m), 1 = best; only their order counts.

    Returns
    -------
    ndarray
        Mean ranks (..., m); they always add up to m (m + 1) / 2.

    Raises
    ------
    PriorizarError
        ``robustness.ranking_not_finite`` if a position is NaN or infinite;
        ``robustness.ranking_empty`` if there is no alternative.
    """
    positions = np.asarray(positions, dtype=float)
    if positions.ndim == 0 or positions.shape[-1] == 0:
        raise refusal("robustness.ranking_empty")
    if not np.isfinite(positions).all():
        raise refusal("robustness.ranking_not_finite")
    ordered = np.sort(positions, axis=-1)
    if positions.ndim == 1:
        before = np.searchsorted(ordered, positions, side="left")
        up_to = np.searchsorted(ordered, positions, side="right")
    else:
        before = (positions[..., None, :] < positions[..., :, None]).sum(axis=-1)
        up_to = (positions[..., None, :] <= positions[..., :, None]).sum(axis=-1)
    return np.asarray((before + up_to + 1) / 2, dtype=float)


def _pair(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Floats, Floats, Bools]:
    """Mean ranks of both, broadcast, and where both tell at least two alternatives apart."""
    a, b = average_ranks(first), average_ranks(second)
    if a.shape[-1] != b.shape[-1]:
        raise refusal("robustness.rankings_differ_in_length", first=a.shape[-1], second=b.shape[-1])
    a, b = np.broadcast_arrays(a, b)
    return a, b, (np.ptp(a, axis=-1) > 0) & (np.ptp(b, axis=-1) > 0)


def spearman(first: npt.ArrayLike, second: npt.ArrayLike) -> Floats:
    """Spearman's rho: Pearson's correlation of the mean ranks, hence right with ties.

    Parameters
    ----------
    first, second
        Positions (..., m), 1 = best; leading axes broadcast.

    Returns
    -------
    ndarray
        Correlation (...), -1 to 1; NaN where either ranking ties everything (or has one alternative).

    References
    ----------
    Spearman, C. (1904). The proof and measurement of association between two things. American
    Journal of Psychology 15(1). Kendall, M. G. (1948). Rank Correlation Methods, ch. 3 (ties).
    """
    a, b, defined = _pair(first, second)
    middle = (a.shape[-1] + 1) / 2
    a, b = a - middle, b - middle
    with np.errstate(invalid="ignore"):
        rho = (a * b).sum(-1) / np.sqrt((a * a).sum(-1) * (b * b).sum(-1))
    return np.where(defined, np.clip(rho, -1.0, 1.0), np.nan)


def kendall_tau_b(first: npt.ArrayLike, second: npt.ArrayLike) -> Floats:
    """Kendall's tau-b: concordant less discordant pairs, over the pairs each ranking tells apart.

    Parameters
    ----------
    first, second
        Positions (..., m), 1 = best; leading axes broadcast.

    Returns
    -------
    ndarray
        Correlation (...), -1 to 1; exactly 1 for a ranking with itself, ties or not; NaN where either
        ranking ties everything (or has one alternative).

    References
    ----------
    Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.
    """
    a, b, defined = _pair(first, second)
    m = a.shape[-1]
    balance = np.zeros(a.shape[:-1])
    apart_a, apart_b = np.zeros(a.shape[:-1]), np.zeros(a.shape[:-1])
    for i in range(m - 1):
        sign_a = np.sign(a[..., i, None] - a[..., i + 1 :])
        sign_b = np.sign(b[..., i, None] - b[..., i + 1 :])
        balance += (sign_a * sign_b).sum(-1)
        apart_a += np.abs(sign_a).sum(-1)
        apart_b += np.abs(sign_b).sum(-1)
    with np.errstate(invalid="ignore"):
        tau = balance / np.sqrt(apart_a * apart_b)
    return np.where(defined, tau, np.nan)


def weighted_similarity(reference: npt.ArrayLike, other: npt.ArrayLike) -> Floats:
    """WS, a rank similarity in which a shift among the first counts more than one among the last.

    ``WS = 1 - sum_i 2^(-x_i) |x_i - y_i| / max(x_i - 1, m - x_i)`` with x the reference and y the other:
    it is not symmetric. The paper leaves ties open. Here tied alternatives take the mean of their
    positions, because 2^-x is convex: the weights then never add up to more than those of an untied
    ranking, and WS stays above 0. With the shared best position two tied firsts would weigh 1 alone.

    Parameters
    ----------
    reference, other
        Positions (..., m), 1 = best; leading axes broadcast.

    Returns
    -------
    ndarray
        Similarity (...), above 0 and up to 1; NaN where either ranking ties everything (or has one
        alternative).

    References
    ----------
    Sałabun, W., Urbaniak, K. (2020). A new coefficient of rankings similarity in decision-making
    problems. ICCS 2020, LNCS 12138, 632-645.
    """
    x, y, defined = _pair(reference, other)
    m = x.shape[-1]
    farthest = np.maximum(np.maximum(x - 1, m - x), 0.5)  # 0.5 only stands in for m = 1, undefined anyway
    return np.where(defined, 1 - (np.exp2(-x) * np.abs(x - y) / farthest).sum(-1), np.nan)


def jaccard_of_first(first: npt.ArrayLike, second: npt.ArrayLike, k: int) -> Floats:
    """Overlap of the first k of two rankings: shared over united.

    Alternatives that share the best of their tied positions all belong if that position is within k,
    so a tie across the k-th place makes the set larger than k rather than choosing among equals.

    Parameters
    ----------
    first, second
        Positions (..., m), 1 = best, ties sharing the best; leading axes broadcast.
    k
        How many count as the first ones, from 1 to m.

    Returns
    -------
    ndarray
        Overlap (...), 0 to 1.

    Raises
    ------
    PriorizarError
        ``robustness.first_k_out_of_range``.
    """
    a, b, _ = _pair(first, second)
    m = a.shape[-1]
    if not 1 <= k <= m:
        raise refusal("robustness.first_k_out_of_range", k=k, alternatives=m)
    in_a, in_b = best_ranks(a) <= k, best_ranks(b) <= k
    overlap: Floats = (in_a & in_b).sum(-1) / (in_a | in_b).sum(-1)
    return overlap


def best_ranks(positions: npt.ArrayLike) -> Ints:
    """Assign tied alternatives the best of the positions they occupy: 1 + how many are strictly before.

    Parameters
    ----------
    positions
        Positions (..., m), 1 = best; only their order counts.

    Returns
    -------
    ndarray
        Integer ranks (..., m).
    """
    return ranks(-np.asarray(positions, dtype=float), tolerance=0)
