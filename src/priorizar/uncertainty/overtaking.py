"""The smallest change of all weights together that makes one alternative catch up with another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from priorizar.arrays import exponent, numbers, one_of, whole
from priorizar.errors import refusal
from priorizar.uncertainty.regions import Region, Simplex, checked_weights
from priorizar.uncertainty.streams import WEIGHTS, checked_seed, stream

Floats = npt.NDArray[np.float64]
Score = Callable[[Floats, Floats], Floats]
Norm = Literal["l1", "l2"]
NORMS: tuple[Norm, ...] = ("l1", "l2")

STARTS = 4096
POLISHED = 12
REACHED = 1e-9


@dataclass(frozen=True, eq=False)
class Overtaking:
    """The nearest weights at which X is level with Y; a step further, X is ahead.

    Parameters
    ----------
    weights
        (n,); None where no weights found let X catch up.
    distance
        How far from the weights given: sum of the changes (``l1``) or root of the sum of their squares
        (``l2``); 0 if X is not behind; NaN without weights.
    exact
        Whether no nearer weights exist (or, without weights, none at all). If not, they are the nearest
        that a search found.
    """

    weights: Floats | None
    distance: float
    exact: bool


def additive_overtaking(
    matrix: npt.ArrayLike,
    weights: npt.ArrayLike,
    behind: int,
    ahead: int,
    *,
    norm: Norm = "l2",
    region: Region | None = None,
) -> Overtaking:
    """Find the nearest weights at which a weighted sum puts X level with Y. Exact.

    Parameters
    ----------
    matrix
        (m, n) values, higher is better.
    weights
        (n,) adding up to one.
    behind, ahead
        Rows of X and Y.
    norm
        ``l2``: least squares, by Lawson and Hanson's least distance programming; ``l1``: the smallest sum
        of changes, by linear programming.
    region
        Where the weights must stay; any weights by default.

    References
    ----------
    Lawson, C. L., Hanson, R. J. (1974). Solving least squares problems, ch. 23, algorithm LDP.
    """
    values = numbers("matrix", matrix, (None, None))
    start = _checked(weights, values.shape[1])
    behind, ahead = (whole("row", row, 0, len(values) - 1) for row in (behind, ahead))
    one_of("norm", norm, NORMS)
    # Solvers take numbers near 1: what is lost by either being small is not lost of their difference.
    two = values[[behind, ahead]]
    two = np.ldexp(two, -exponent(two) - 1)
    gain = two[0] - two[1]
    gain = np.ldexp(gain, -exponent(gain))
    upper, bound = (region or Simplex(len(start))).constraints
    stays = (upper @ start <= bound + REACHED).all()
    if gain @ start >= 0 and stays:
        return Overtaking(start, 0.0, exact=True)
    found = (_least_squares if norm == "l2" else _least_sum)(start, gain, upper, bound)
    if found is None:
        return Overtaking(None, float("nan"), exact=True)
    return Overtaking(found, _distance(found, start, norm), exact=True)


def searched_overtaking(
    score: Score,
    matrix: npt.ArrayLike,
    weights: npt.ArrayLike,
    behind: int,
    ahead: int,
    *,
    norm: Norm = "l2",
    region: Region | None = None,
    seed: int = 0,
) -> Overtaking:
    """Find near weights at which any method puts X level with Y, by search.

    Weights are drawn from the region, those where X is ahead are drawn back towards the weights given as
    far as X stays level, and the nearest are improved by sequential quadratic programming. What comes out
    satisfies ``score_X >= score_Y - 1e-9``; that nothing is nearer is likely, not certain.

    Parameters
    ----------
    score
        ``score(matrix (m, n), weights (..., n)) -> (..., m)``, higher is better.
    matrix, weights, behind, ahead, norm, region
        As for :func:`additive_overtaking`.
    seed
        Of the weights drawn.
    """
    values = numbers("matrix", matrix, (None, None))
    start = _checked(weights, values.shape[1])
    behind, ahead = (whole("row", row, 0, len(values) - 1) for row in (behind, ahead))
    one_of("norm", norm, NORMS)
    where = region or Simplex(len(start))
    upper, bound = where.constraints

    def lead(at: Floats) -> Floats:
        scores = score(values, at)
        return np.asarray(scores[..., behind] - scores[..., ahead], dtype=float)

    inside = bool((upper @ start <= bound + REACHED).all())
    if inside and lead(start[None, :])[0] >= 0:
        return Overtaking(start, 0.0, exact=True)
    drawn = where.draw(stream(checked_seed(seed), WEIGHTS, 0), STARTS).T
    corners = np.eye(len(start))
    drawn = np.vstack([drawn, corners[(corners @ upper.T <= bound + REACHED).all(axis=1)]])
    reached = drawn[lead(drawn) >= 0]
    if not reached.size:
        return Overtaking(None, float("nan"), exact=False)
    if inside:  # the segment to a point of a convex region stays inside
        reached = _drawn_back(lead, start, reached)
    order = np.argsort(_distances(reached, start, norm), kind="stable")[:POLISHED]
    best = min(
        (_polished(lead, start, reached[i], upper, bound, norm) for i in order),
        key=lambda point: _distance(point, start, norm),
    )
    return Overtaking(best, _distance(best, start, norm), exact=False)


def _checked(weights: npt.ArrayLike, criteria: int) -> Floats:
    start = checked_weights(weights)
    if start.shape != (criteria,):
        raise refusal("robustness.weights_shape", expected=(criteria,), shape=start.shape)
    return start


def _distances(points: Floats, start: Floats, norm: Norm) -> Floats:
    change = points - start
    return np.asarray(np.linalg.norm(change, ord=1 if norm == "l1" else 2, axis=-1), dtype=float)


def _distance(point: Floats, start: Floats, norm: Norm) -> float:
    return float(_distances(point, start, norm))


def _least_squares(start: Floats, gain: Floats, upper: Floats, bound: Floats) -> Floats | None:
    """Project onto {w >= 0, sum w = 1, A w <= b, gain w >= 0}: ``min |x|, G x >= h`` where sum x = 0."""
    from scipy.linalg import null_space
    from scipy.optimize import nnls

    n = len(start)
    basis = null_space(np.ones((1, n)))
    rows = np.vstack([np.eye(n), -upper, gain[None, :]])
    least = np.concatenate([np.zeros(n), -bound, [0.0]]) - rows @ start
    inner = rows @ basis
    length = np.linalg.norm(inner, axis=1)
    flat = length <= 1e-14
    if (least[flat] > REACHED).any():
        return None
    inner, least = inner[~flat] / length[~flat, None], least[~flat] / length[~flat]
    solution, residual = nnls(np.vstack([inner.T, least]), np.append(np.zeros(n - 1), 1.0))
    rest = np.vstack([inner.T, least]) @ solution - np.append(np.zeros(n - 1), 1.0)
    if residual <= 1e-9:
        return None
    return _on_simplex(start + basis @ (-rest[:-1] / rest[-1]))


def _least_sum(start: Floats, gain: Floats, upper: Floats, bound: Floats) -> Floats | None:
    """Linear programme in the rises and falls of the weights."""
    from scipy.optimize import linprog

    n = len(start)
    rows = np.vstack([-np.eye(n), upper, -gain[None, :]])
    limits = np.concatenate([np.zeros(n), bound, [0.0]]) - rows @ start
    answer = linprog(
        np.ones(2 * n),
        A_ub=np.hstack([rows, -rows]),
        b_ub=limits,
        A_eq=np.concatenate([np.ones(n), -np.ones(n)])[None, :],
        b_eq=[0.0],
        bounds=(0, None),
    )
    return None if answer.x is None else _on_simplex(start + answer.x[:n] - answer.x[n:])


def _on_simplex(weights: Floats) -> Floats:
    weights = np.maximum(weights, 0.0)
    return np.asarray(weights / weights.sum(), dtype=float)


def _drawn_back(lead: Callable[[Floats], Floats], start: Floats, points: Floats) -> Floats:
    """Halve towards the start, 50 times, keeping X level or ahead."""
    near, far = np.zeros(len(points)), np.ones(len(points))
    for _ in range(50):
        middle = (near + far) / 2
        level = lead(start + middle[:, None] * (points - start)) >= 0
        far = np.where(level, middle, far)
        near = np.where(level, near, middle)
    return np.asarray(start + far[:, None] * (points - start), dtype=float)


def _polished(
    lead: Callable[[Floats], Floats], start: Floats, point: Floats, upper: Floats, bound: Floats, norm: Norm
) -> Floats:
    """Improve one point; return it as it was where that fails."""
    from scipy.optimize import minimize

    n = len(start)
    limits = [
        {"type": "eq", "fun": lambda x: x[:n].sum() - 1},
        {"type": "ineq", "fun": lambda x: 1e3 * lead(_on_simplex(x[:n])[None, :])[0]},
    ]
    if len(bound):
        limits.append({"type": "ineq", "fun": lambda x: bound - upper @ x[:n]})
    if norm == "l2":
        begin, bounds = point, [(0.0, 1.0)] * n
        length = lambda x: float(np.square(x - start).sum())  # noqa: E731
    else:  # sizes of the changes as unknowns of their own, so that everything is smooth
        begin, bounds = np.concatenate([point, np.abs(point - start)]), [(0.0, 1.0)] * (2 * n)
        length = lambda x: float(x[n:].sum())  # noqa: E731
        limits.append({"type": "ineq", "fun": lambda x: x[n:] - (x[:n] - start)})
        limits.append({"type": "ineq", "fun": lambda x: x[n:] + (x[:n] - start)})
    answer = minimize(
        length, begin, method="SLSQP", bounds=bounds, constraints=limits, options={"ftol": 1e-14}
    )
    improved = _on_simplex(answer.x[:n])
    holds = (upper @ improved <= bound + REACHED).all() and lead(improved[None, :])[0] >= -REACHED
    nearer = _distance(improved, start, norm) < _distance(point, start, norm)
    return improved if holds and nearer else point
