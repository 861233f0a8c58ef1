"""How far one weight may move, the others keeping their proportions, before the order changes.

Between two weights at which some pair of alternatives ties, the order does not change. Where those
weights are the roots of polynomials they are all found, and the interval is exact; elsewhere they are
looked for on a grid, and the interval is as good as the grid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.methods.method import Form
from priorizar.methods.ranks import TOLERANCE, ranks
from priorizar.uncertainty.regions import checked_weights

Floats = npt.NDArray[np.float64]
Score = Callable[[Floats, Floats], Floats]

GRID = 2000
SAME_ROOT = 1e-12


@dataclass(frozen=True)
class StabilityInterval:
    """Where a weight keeps what is asked to be kept.

    Parameters
    ----------
    weight
        As it is.
    low, high
        From where to where it may move, ends included: at an end some alternatives tie.
    below, above
        Row of the alternative that gets in beyond each end (the one that ties there, of those kept out
        before, or that moves up); None where the end is 0 or 1 and nothing changes.
    exact
        Whether every weight at which two alternatives tie was found. If not, a change that comes and
        goes within ``resolution`` may have been missed.
    resolution
        Step of the grid searched; 0 if exact.
    """

    weight: float
    low: float
    high: float
    below: int | None
    above: int | None
    exact: bool
    resolution: float


def moved(weights: Floats, criterion: int, to: npt.ArrayLike) -> Floats:
    """Return the weights with that of one criterion moved, the others keeping their proportions.

    Parameters
    ----------
    weights
        (n,) adding up to one.
    criterion
        Which.
    to
        Its new weights (...), 0 to 1.

    Returns
    -------
    ndarray
        (..., n). Where the criterion had all the weight, the others share what it gives up equally.
    """
    to = np.asarray(to, dtype=float)[..., None]
    others = np.array(weights, dtype=float)
    others[criterion] = 0.0
    rest = others.sum()
    n = len(others)
    if rest > 0:
        others /= rest
    elif n > 1:
        others = np.full(n, 1 / (n - 1))
        others[criterion] = 0.0
    unit = np.zeros(n)
    unit[criterion] = 1.0
    return np.asarray(to * unit + (1 - to) * others, dtype=float)


def stability_interval(
    score: Score,
    matrix: npt.ArrayLike,
    weights: npt.ArrayLike,
    criterion: int,
    *,
    first: int | None = 1,
    form: Form = "other",
    tolerance: float = TOLERANCE,
) -> StabilityInterval:
    """Find how far a weight may move before the order changes.

    Parameters
    ----------
    score
        ``score(matrix (m, n), weights (..., n)) -> (..., m)``, higher is better.
    matrix
        (m, n) as the method takes it.
    weights
        (n,) adding up to one.
    criterion
        Whose weight moves.
    first
        What is to be kept: which alternatives are among the first so many (1: the winner, ties
        included); None: the whole order.
    form
        ``weighted_sum``: scores are weighted sums of the matrix; ``closeness``: that between 0 and 1
        in every column. Their ties are the roots of polynomials of degree 1 and 4 in the weight. ``other``:
        nothing is known of the score.
    tolerance
        Scores this near are ties.

    Returns
    -------
    StabilityInterval

    Notes
    -----
    Additive: ``s_i(t) = t v_ij + (1 - t) r_i`` with r_i the score by the other criteria alone; two such
    lines cross once (Mareschal, B. (1988). Weight stability intervals in multicriteria decision aid.
    European Journal of Operational Research 33, 54-64). TOPSIS between the ends of the scales: with P and
    N the squared distances to the anti-ideal and the ideal, i ties with k where ``P_i N_k = P_k N_i``;
    both are ``t^2 a + (1 - t)^2 b``.
    """
    values = np.asarray(matrix, dtype=float)
    start = checked_weights(weights)
    m, n = values.shape
    if start.shape != (n,):
        raise refusal("robustness.weights_shape", expected=(n,), shape=start.shape)
    if first is not None and not 1 <= first <= m:
        raise refusal("robustness.first_k_out_of_range", k=first, alternatives=m)
    here = float(start[criterion])
    if n == 1:  # the only weight cannot move
        return StabilityInterval(1.0, 1.0, 1.0, None, None, exact=True, resolution=0.0)

    def placed(at: npt.ArrayLike) -> npt.NDArray[np.int64]:
        return ranks(score(values, moved(start, criterion, at)), tolerance)

    if form == "other":
        ties = _searched_ties(lambda at: score(values, moved(start, criterion, at)), tolerance)
    else:
        ties = _polynomial_ties(values, moved(start, criterion, 0.0), criterion, form)
    marks = np.unique(np.concatenate([[0.0, 1.0], ties]))
    marks = marks[np.append(True, np.diff(marks) > SAME_ROOT)]
    marks[-1] = 1.0
    before = _kept(placed(here), first)
    pieces = (marks[:-1] + marks[1:]) / 2
    same = (_kept(placed(pieces), first) == before).all(axis=-1)
    low, below = _walk(marks, pieces, same, here, -1)
    high, above = _walk(marks, pieces, same, here, +1)
    arrives = [None if at is None else _arrival(placed(here), placed(at), first) for at in (below, above)]
    return StabilityInterval(
        here, low, high, arrives[0], arrives[1], form != "other", 1 / GRID if form == "other" else 0.0
    )


def _kept(placed: npt.NDArray[np.int64], first: int | None) -> npt.NDArray[np.int64]:
    """Return what must stay: the ranks (..., m), or only whether they are among the first."""
    return placed if first is None else (placed <= first).astype(np.int64)


def _walk(
    marks: Floats, pieces: Floats, same: npt.NDArray[np.bool_], here: float, way: int
) -> tuple[float, float | None]:
    """Go from piece to piece until one differs: give where it begins, and a weight inside it."""
    if way > 0:
        ahead = np.flatnonzero((marks[1:] > here + SAME_ROOT) & ~same)
        return (1.0, None) if not ahead.size else (max(float(marks[ahead[0]]), here), float(pieces[ahead[0]]))
    ahead = np.flatnonzero((marks[:-1] < here - SAME_ROOT) & ~same)
    return (
        (0.0, None) if not ahead.size else (min(float(marks[ahead[-1] + 1]), here), float(pieces[ahead[-1]]))
    )


def _arrival(before: npt.NDArray[np.int64], after: npt.NDArray[np.int64], first: int | None) -> int:
    """Row of who gets in, best first; if somebody only drops out, or for the order, who gains most."""
    if first is not None:
        entered = np.flatnonzero((after <= first) & (before > first))
        if entered.size:
            return int(entered[np.argmin(after[entered])])
        stayed = np.flatnonzero(after <= first)
        return int(stayed[np.argmin(after[stayed])])
    gain = before - after
    return int(np.lexsort((after, -gain))[0])


def _polynomial_ties(values: Floats, others: Floats, criterion: int, form: Form) -> Floats:
    """Every weight in 0-1 at which two alternatives tie without being tied throughout."""
    own = values[:, criterion]
    i, k = np.triu_indices(len(values), 1)
    if form == "weighted_sum":
        rest = values @ others
        slope = (own[i] - rest[i]) - (own[k] - rest[k])
        gap = rest[k] - rest[i]
        crossing = np.abs(slope) > 1e-15
        return _inside(gap[crossing] / slope[crossing])
    squares = others**2
    near = own**2, values**2 @ squares
    far = (1 - own) ** 2, (1 - values) ** 2 @ squares
    # P_i N_k - P_k N_i in (t^2, (1 - t)^2): quadratic in u = (t / (1 - t))^2, so roots come in closed form.
    both = near[0][i] * far[0][k] - near[0][k] * far[0][i]
    mixed = near[0][i] * far[1][k] + near[1][i] * far[0][k] - near[0][k] * far[1][i] - near[1][k] * far[0][i]
    rest = near[1][i] * far[1][k] - near[1][k] * far[1][i]
    return _inside(_odds_to_weight(_quadratic_roots(both, mixed, rest)))


def _quadratic_roots(a: Floats, b: Floats, c: Floats) -> Floats:
    """Real roots of ``a u^2 + b u + c``, of whichever degree, not losing digits where b dominates."""
    size = np.maximum(np.maximum(np.abs(a), np.abs(b)), np.abs(c))
    live = size > 1e-15
    a, b, c = a[live] / size[live], b[live] / size[live], c[live] / size[live]
    square = b * b - 4 * a * c
    # A double root touches without crossing: rounding may push its square below zero.
    root = np.sqrt(np.maximum(square, 0.0))
    real = square >= -1e-14
    half = -(b + np.where(b >= 0, root, -root)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        both = np.concatenate([(half / a)[real], (c / half)[real]])
    return np.asarray(both[np.isfinite(both)], dtype=float)


def _odds_to_weight(squared_odds: Floats) -> Floats:
    odds = np.sqrt(squared_odds[squared_odds >= 0])
    return np.asarray(odds / (1 + odds), dtype=float)


def _inside(weights: Floats) -> Floats:
    return np.asarray(weights[(weights > 0) & (weights < 1)], dtype=float)


def _searched_ties(score_at: Callable[[Floats], Floats], tolerance: float) -> Floats:
    """Weights at which the order changes between neighbours of a grid, each closed in on by Brent's method.

    A root is certified by the change of sign it lies between.
    """
    from scipy.optimize import brentq

    grid = np.linspace(0.0, 1.0, GRID + 1)
    scores = score_at(grid)
    found: list[float] = []
    for i in range(scores.shape[1]):
        gap = scores[:, i, None] - scores[:, i + 1 :]
        sign = np.where(np.abs(gap) <= tolerance, 0, np.sign(gap))
        for step, other in np.argwhere(sign[1:] != sign[:-1]):
            k = i + 1 + other
            left, right = grid[step], grid[step + 1]
            if sign[step, other] * sign[step + 1, other] < 0:

                def difference(at: float, i: int = i, k: int = k) -> float:
                    row = score_at(np.array([at]))[0]
                    return float(row[i] - row[k])

                found.append(float(brentq(difference, left, right, xtol=1e-14)))
            else:  # from or to a tie: its edge is on the grid
                found.append(float(left if sign[step, other] == 0 else right))
    return _inside(np.array(found, dtype=float))
