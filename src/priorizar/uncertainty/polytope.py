"""Weights under linear constraints: the polytope {w >= 0, sum w = 1, A w <= b}.

With few criteria, corners come from qhull and the polytope is cut into simplices, from which points are drawn
exactly uniform and independent. With more, points of a simplex around it are drawn and those outside thrown
away, exact as well; only where next to none would be left are points walked to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import comb

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal

Floats = npt.NDArray[np.float64]

TOUCHES = 1e-9  # a corner lies on a constraint if it is this near
FLAT = 1e-7  # a region no wider than this has no width: linear programmes are solved no finer
MOST_CORNERS = 5_000
MOST_SIMPLICES = 50_000
PILOT = 20_000
LEAST_KEPT = 20  # of the pilot: with fewer, walking is faster than throwing away
STEPS_A_DIMENSION = 50
ROUNDINGS = 6
ROUNDING_POINTS = 500
WALKERS = 256


@dataclass(frozen=True, eq=False)
class Polytope:
    """Weights that satisfy linear constraints.

    Parameters
    ----------
    upper
        A of shape (k, n): each row a constraint ``A w <= b``. Non-negativity and the sum of one go
        without saying.
    bound
        b of shape (k,).

    Raises
    ------
    PriorizarError
        ``robustness.region_empty`` when no weights satisfy them.
    """

    upper: Floats
    bound: Floats

    def __post_init__(self) -> None:
        _ = self._frame

    @property
    def criteria(self) -> int:
        """Number of weights n."""
        return int(self.upper.shape[1])

    @property
    def constraints(self) -> tuple[Floats, Floats]:
        """A and b as stated."""
        return self.upper, self.bound

    @cached_property
    def _constraints(self) -> tuple[Floats, Floats]:
        """A and b with the non-negativity rows, each row scaled to length one; rows without w dropped."""
        n = self.criteria
        upper = np.vstack([self.upper, -np.eye(n)])
        bound = np.concatenate([self.bound, np.zeros(n)])
        length = np.linalg.norm(upper, axis=1)
        if (bound[length == 0] < 0).any():
            raise refusal("robustness.region_empty")
        keep = length > 0
        return upper[keep] / length[keep, None], bound[keep] / length[keep]

    @cached_property
    def _frame(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Origin (n,) and basis (n, d) of the polytope's own flat, w = origin + basis z; its rows there.

        A constraint that no point satisfies with room to spare holds as an equation (an interval of no
        width, or of less than 1e-7, two ratios that meet), which takes a dimension away. Found one at a time
        by LP.
        """
        from scipy.linalg import null_space
        from scipy.optimize import linprog

        upper, bound = self._constraints
        n = self.criteria
        equal = np.ones((1, n))
        tight = np.zeros(len(upper), dtype=bool)
        origin = np.full(n, 1 / n)
        while True:
            # The point farthest from every constraint not yet an equation.
            room = np.where(tight, 0.0, 1.0)[:, None]
            answer = linprog(
                np.append(np.zeros(n), -1.0),
                A_ub=np.hstack([upper, room]),
                b_ub=bound,
                A_eq=np.hstack([equal, np.zeros((1, 1))]),
                b_eq=[1.0],
                bounds=[(0, None)] * n + [(None, 1.0)],
            )
            if answer.x is None or -answer.fun < -TOUCHES:
                if not tight.any():
                    raise refusal("robustness.region_empty")
                # There were points before the last equations: the solver cannot see what room is left.
                tight |= bound - upper @ origin <= FLAT
                break
            origin = np.maximum(answer.x[:n], 0.0)
            origin /= origin.sum()
            if -answer.fun > FLAT or tight.all():
                break
            loose = np.flatnonzero(~tight)
            for row in loose:
                slack = linprog(
                    upper[row],
                    A_ub=upper,
                    b_ub=bound + TOUCHES / 10,
                    A_eq=equal,
                    b_eq=[1.0],
                    bounds=[(0, None)] * n,
                )
                # None: to the solver not even a point is left, let alone room.
                if slack.fun is None or bound[row] - slack.fun <= 10 * FLAT:
                    tight[row] = True
            if not tight[loose].any():
                break
        basis = null_space(np.vstack([equal, upper[tight]]), rcond=1e-10)
        inner = upper[~tight] @ basis
        matters = np.linalg.norm(inner, axis=1) > TOUCHES
        return origin, basis, inner[matters], (bound - upper @ origin)[~tight][matters]

    @property
    def has_few_corners(self) -> bool:
        """Whether its corners can be listed, by McMullen's upper bound for so many constraints."""
        _, basis, inner, _ = self._frame
        d, facets = basis.shape[1], len(inner)
        half, rest = d // 2, d - d // 2
        return d < 2 or comb(facets - rest, half) + comb(facets - half - 1, rest - 1) <= MOST_CORNERS

    @cached_property
    def corners(self) -> Floats:
        """Extreme points (c, n), in a fixed order."""
        from scipy.spatial import HalfspaceIntersection

        origin, basis, inner, room = self._frame
        dimension = basis.shape[1]
        if dimension == 0:
            return origin[None, :]
        if dimension == 1:
            steps = room / inner[:, 0]
            ends = [steps[inner[:, 0] < 0].max(), steps[inner[:, 0] > 0].min()]
            points = np.array(ends)[:, None]
        else:
            points = HalfspaceIntersection(np.column_stack([inner, -room]), np.zeros(dimension)).intersections
        points = np.maximum(origin + points @ basis.T, 0.0)
        points[points < 1e-12] = 0.0
        points /= points.sum(axis=1, keepdims=True)
        _, first = np.unique(np.round(points, 9), axis=0, return_index=True)
        return np.asarray(points[first], dtype=float)

    @cached_property
    def simplices(self) -> tuple[npt.NDArray[np.intp], Floats] | None:
        """Corners of each simplex of a triangulation (t, d + 1) and its share of the volume (t,).

        The pulling triangulation: cone the lowest-numbered corner of a face over that face's own facets
        without it, recursively. None where there are too many criteria or simplices for it.

        References
        ----------
        De Loera, J. A., Rambau, J., Santos, F. (2010). Triangulations, section 4.3.
        """
        if not self.has_few_corners:
            return None
        _, basis, _, _ = self._frame
        flat = self.corners @ basis
        upper, bound = self._constraints
        on_facet = {
            frozenset(np.flatnonzero(np.abs(self.corners @ row - limit) < 10 * TOUCHES))
            for row, limit in zip(upper, bound, strict=True)
        }
        found: list[tuple[int, ...]] = []

        def pull(face: frozenset[int], apexes: tuple[int, ...]) -> bool:
            """Triangulate a face below the apexes already chosen; False once there are too many simplices."""
            if len(face) == 1:
                found.append((*apexes, *face))
                return len(found) <= MOST_SIMPLICES
            apex = min(face)
            cuts = {face & facet for facet in on_facet} - {face, frozenset()}
            facets = [cut for cut in cuts if not any(cut < other for other in cuts)]
            below = sorted((cut for cut in facets if apex not in cut), key=sorted)
            return all(pull(cut, (*apexes, apex)) for cut in below)

        if not pull(frozenset(range(len(flat))), ()):
            return None
        cells = np.array([cell for cell in found if len(cell) == basis.shape[1] + 1], dtype=np.intp)
        sides = flat[cells[:, 1:]] - flat[cells[:, :1]]
        volume = np.abs(np.linalg.det(sides)) if basis.shape[1] else np.ones(1)
        order = np.argsort(-volume, kind="stable")
        return cells[order], volume[order] / volume.sum()

    @cached_property
    def _around(self) -> tuple[Floats, bool]:
        """Least weights (n,) in the polytope, and whether points above them are often enough in it."""
        from scipy.optimize import linprog

        n = self.criteria
        least = np.array(
            [
                linprog(
                    np.eye(n)[j],
                    A_ub=self.upper,
                    b_ub=self.bound,
                    A_eq=np.ones((1, n)),
                    b_eq=[1.0],
                    bounds=[(0, None)] * n,
                ).fun
                for j in range(n)
            ]
        )
        if self._frame[1].shape[1] < n - 1:
            return least, False
        _, inside = self._above(least, np.random.default_rng(0), PILOT)
        return least, bool(inside.sum() >= LEAST_KEPT)

    def _above(
        self, least: Floats, rng: np.random.Generator, size: int
    ) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """Points (n, size) uniform on the simplex above the least weights, and which are in the polytope."""
        points = rng.standard_exponential((self.criteria, size))
        points *= (1 - least.sum()) / points.sum(axis=0)
        points += least[:, None]
        return points, np.all(self.upper @ points <= self.bound[:, None], axis=0)

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Draw points (n, size) uniform on the polytope."""
        cut = self.simplices
        if cut is None:
            least, often = self._around
            return self._thrown(least, rng, size) if often else self._walk(rng, size)
        cells, share = cut
        which = np.searchsorted(np.cumsum(share)[:-1], rng.random(size), side="right")
        spread = rng.standard_exponential((cells.shape[1], size))
        spread /= spread.sum(axis=0)
        points = np.zeros((self.criteria, size))
        corners = np.ascontiguousarray(self.corners.T)
        for place in range(cells.shape[1]):
            points += corners[:, cells[which, place]] * spread[place]
        return points

    def _thrown(self, least: Floats, rng: np.random.Generator, size: int) -> Floats:
        """Points above the least weights until enough are in the polytope."""
        kept = np.empty((self.criteria, size))
        have = 0
        while have < size:
            points, inside = self._above(least, rng, max(size, 1000))
            found = points[:, inside][:, : size - have]
            kept[:, have : have + found.shape[1]] = found
            have += found.shape[1]
        return kept

    @cached_property
    def _roundness(self) -> Floats:
        """Shape (d, d) of the steps of a walk that suits the polytope: the square root of its covariance.

        In a polytope that is long in some directions and short in others, steps of no shape get nowhere. It
        is found by walking, each time with the shape found before.
        """
        dimension = self._frame[1].shape[1]
        shape: Floats = np.eye(dimension)
        for turn in range(ROUNDINGS):
            points = self._walked(shape, np.random.default_rng(turn), ROUNDING_POINTS)
            shape = np.asarray(np.linalg.cholesky(np.cov(points).reshape(dimension, dimension)))
        return shape

    def _walk(self, rng: np.random.Generator, size: int) -> Floats:
        """Draw points (n, size) by hit-and-run, one walk a point: near uniform, and a chunk's own affair.

        References
        ----------
        Tervonen, T. et al. (2013). Hit-and-run enables efficient weight generation for simulation-based
        multiple criteria decision analysis. European Journal of Operational Research 224(3), 552-559.
        """
        origin, basis, _, _ = self._frame
        points = np.empty((self.criteria, size))
        for start in range(0, size, WALKERS):  # a few at a time stay in the cache for all their steps
            at = self._walked(self._roundness, rng, min(WALKERS, size - start))
            points[:, start : start + WALKERS] = np.maximum(origin[:, None] + basis @ at, 0.0)
        points /= points.sum(axis=0)
        return points

    def _walked(self, shape: Floats, rng: np.random.Generator, size: int) -> Floats:
        """Points (d, size) after 50 d steps from the middle, each to a uniform place on a random line."""
        _, _, inner, room = self._frame
        dimension = len(shape)
        at = np.zeros((dimension, size))
        left = np.repeat(room[:, None], size, axis=1)
        for _ in range(STEPS_A_DIMENSION * dimension):
            way = shape @ rng.standard_normal((dimension, size))
            rate = inner @ way
            with np.errstate(divide="ignore"):
                reach = left / rate
            forth = np.where(rate > 0, reach, np.inf).min(axis=0)
            back = np.where(rate < 0, reach, -np.inf).max(axis=0)
            step = back + (forth - back) * rng.random(size)
            at += way * step
            left = np.maximum(left - rate * step, 0.0)
        return at
