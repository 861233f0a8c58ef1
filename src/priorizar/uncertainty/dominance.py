"""Who is ahead, or could be first, whatever the weights of a region and the values of the cells.

All of it is for weighted sums, where it can be proved by linear programming, except :func:`pareto`, which
holds for every method that never punishes an improvement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.uncertainty.polytope import Polytope
from priorizar.uncertainty.regions import Region

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LEVEL = 1e-9


@dataclass(frozen=True, eq=False)
class Preference:
    """Who is ahead of whom, over all weights and values.

    Parameters
    ----------
    necessary
        (m, m): i scores at least as much as j whatever the weights and values, and more for some.
    possible
        (m, m): i scores at least as much as j for some weights and values.

    References
    ----------
    Hazen, G. B. (1986). Partial information, dominance, and potential optimality in multiattribute utility
    theory. Operations Research 34(2), 296-310. The names are those of Greco, S., Mousseau, V., Słowiński,
    R. (2008). European Journal of Operational Research 191(2), 416-436.
    """

    necessary: Flags
    possible: Flags


@dataclass(frozen=True, eq=False)
class PotentialFirst:
    """Which alternatives could be first.

    Parameters
    ----------
    margin
        (m,): by how much each would lead the best of the others, in the case that suits it best: its own
        cells at their best, the others' at their worst, the weights of its choice. Negative: it can never be
        first, and falls short by at least so much. 0: it can tie, at best.
    weights
        (m, n): those weights.
    """

    margin: Floats
    weights: Floats

    @property
    def possible(self) -> Flags:
        """(m,) whether each can be first, alone or tied."""
        return np.asarray(self.margin >= -LEVEL)


def preference(low: npt.ArrayLike, high: npt.ArrayLike, region: Region) -> Preference:
    """Compare every two alternatives over a region of weights, for a weighted sum.

    Parameters
    ----------
    low, high
        (m, n) ends of each cell, higher is better; equal where a cell is certain. Cells vary independently.
    region
        Its constraints count; how it spreads weights within them does not.
    """
    low, high = _checked(low, high, region)
    m, n = low.shape
    upper, bound = region.constraints
    worst = (low[:, None, :] - high[None, :, :]).reshape(-1, n)
    best = (high[:, None, :] - low[None, :, :]).reshape(-1, n)
    polytope = Polytope(upper, bound) if len(upper) else None
    if polytope is None or polytope.has_few_corners:
        corners = np.eye(n) if polytope is None else polytope.corners
        least = (worst @ corners.T).min(axis=1).reshape(m, m)
        most = (best @ corners.T).max(axis=1).reshape(m, m)
    else:
        least = np.array([_least(row, upper, bound) for row in worst]).reshape(m, m)
        most = -np.array([_least(-row, upper, bound) for row in best]).reshape(m, m)
    apart = ~np.eye(m, dtype=bool)
    return Preference(apart & (least >= -LEVEL) & (most > LEVEL), apart & (most >= -LEVEL))


def potential_first(low: npt.ArrayLike, high: npt.ArrayLike, region: Region) -> PotentialFirst:
    """Find which alternatives can be first under some weights and values, for a weighted sum.

    Parameters
    ----------
    low, high, region
        As for :func:`preference`.

    Notes
    -----
    For each i, the linear programme: largest d with ``(high_i - low_k) w >= d`` for all k other than i. With
    one alternative its margin is infinite.
    """
    from scipy.optimize import linprog

    low, high = _checked(low, high, region)
    m, n = low.shape
    upper, bound = region.constraints
    if m == 1:
        return PotentialFirst(np.array([np.inf]), _any_weights(upper, bound, n)[None, :])
    margin, weights = np.empty(m), np.empty((m, n))
    for i in range(m):
        others = np.delete(low, i, axis=0)
        answer = linprog(
            np.append(np.zeros(n), -1.0),
            A_ub=np.vstack(
                [
                    np.column_stack([others - high[i], np.ones(m - 1)]),
                    np.column_stack([upper, np.zeros(len(upper))]),
                ]
            ),
            b_ub=np.concatenate([np.zeros(m - 1), bound]),
            A_eq=np.append(np.ones(n), 0.0)[None, :],
            b_eq=[1.0],
            bounds=[(0, None)] * n + [(None, None)],
        )
        if answer.x is None:
            raise refusal("robustness.region_empty")
        margin[i], weights[i] = -answer.fun, answer.x[:n]
    return PotentialFirst(margin, weights)


def pareto(low: npt.ArrayLike, high: npt.ArrayLike) -> Flags:
    """Tell who is at least as good on every criterion and better on one, whatever the values of the cells.

    Parameters
    ----------
    low, high
        (m, n), higher is better.

    Returns
    -------
    ndarray
        (m, m): i dominates j.
    """
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    worst = low[:, None, :] - high[None, :, :]
    best = high[:, None, :] - low[None, :, :]
    return np.asarray(
        (worst >= 0).all(axis=-1) & (best > 0).any(axis=-1) & ~np.eye(len(low), dtype=bool), dtype=bool
    )


def _checked(low: npt.ArrayLike, high: npt.ArrayLike, region: Region) -> tuple[Floats, Floats]:
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if low.ndim != 2 or low.shape != high.shape or 0 in low.shape:
        raise refusal("robustness.evidence_shape", value="-", low=low.shape, high=high.shape)
    if low.shape[1] != region.criteria:
        raise refusal("robustness.criteria_differ", matrix=low.shape[1], weights=region.criteria)
    return low, high


def _least(slope: Floats, upper: Floats, bound: Floats) -> float:
    """Least ``slope w`` over the region."""
    from scipy.optimize import linprog

    n = len(slope)
    answer = linprog(slope, A_ub=upper, b_ub=bound, A_eq=np.ones((1, n)), b_eq=[1.0], bounds=[(0, None)] * n)
    if answer.x is None:
        raise refusal("robustness.region_empty")
    return float(answer.fun)


def _any_weights(upper: Floats, bound: Floats, criteria: int) -> Floats:
    return Polytope(upper, bound).corners.mean(axis=0) if len(upper) else np.full(criteria, 1 / criteria)
