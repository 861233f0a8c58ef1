"""Weights under linear constraints: the polytope {w >= 0, sum w = 1, A w <= b}.

Corners come from qhull; the polytope is then cut into simplices by pulling corners, so points drawn
from it are exactly uniform and independent: no rejection, no Markov chain to wait for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal

Floats = npt.NDArray[np.float64]

TOUCHES = 1e-9  # a corner lies on a constraint if it is this near
MOST_CRITERIA_CUT = 7  # beyond, the number of simplices grows out of hand and points are walked to instead
MOST_SIMPLICES = 50_000
STEPS_A_DIMENSION = 50


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
        width, two ratios that meet), which takes a dimension away. Found one at a time by LP.
        """
        from scipy.linalg import null_space
        from scipy.optimize import linprog

        upper, bound = self._constraints
        n = self.criteria
        equal = np.ones((1, n))
        tight = np.zeros(len(upper), dtype=bool)
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
            if answer.status == 2 or -answer.fun < -TOUCHES:
                raise refusal("robustness.region_empty")
            origin = answer.x[:n]
            if -answer.fun > TOUCHES or tight.all():
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
                if bound[row] - slack.fun <= 10 * TOUCHES:
                    tight[row] = True
            if not tight[loose].any():
                break
        basis = null_space(np.vstack([equal, upper[tight]]), rcond=1e-10)
        inner = upper[~tight] @ basis
        matters = np.linalg.norm(inner, axis=1) > TOUCHES
        return origin, basis, inner[matters], (bound - upper @ origin)[~tight][matters]

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
        De Loera, J. A., Rambau, J., Santos, F. (2010). Triangulations, section 4.3.1.
        """
        if self.criteria > MOST_CRITERIA_CUT:
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

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Draw points (n, size) uniform on the polytope."""
        cut = self.simplices
        if cut is None:
            return self._walk(rng, size)
        cells, share = cut
        which = np.searchsorted(np.cumsum(share)[:-1], rng.random(size), side="right")
        spread = rng.standard_exponential((cells.shape[1], size))
        spread /= spread.sum(axis=0)
        points = np.zeros((self.criteria, size))
        corners = np.ascontiguousarray(self.corners.T)
        for place in range(cells.shape[1]):
            points += corners[:, cells[which, place]] * spread[place]
        return points

    def _walk(self, rng: np.random.Generator, size: int) -> Floats:
        """Hit-and-run, one walk a point, all at once: near uniform, and a chunk's own affair.

        Every point starts at the middle of the polytope and makes 50 d steps, each to a uniform place
        on a random line through where it stands.

        References
        ----------
        Tervonen, T. et al. (2013). Hit-and-run enables efficient weight generation for simulation-based
        multiple criteria decision analysis. European Journal of Operational Research 224(3), 552-559.
        """
        origin, basis, inner, room = self._frame
        dimension = basis.shape[1]
        at = np.zeros((dimension, size))
        left = np.repeat(room[:, None], size, axis=1)
        for _ in range(STEPS_A_DIMENSION * dimension):
            way = rng.standard_normal((dimension, size))
            rate = inner @ way
            with np.errstate(divide="ignore"):
                reach = left / rate
            forth = np.where(rate > 0, reach, np.inf).min(axis=0)
            back = np.where(rate < 0, reach, -np.inf).max(axis=0)
            step = back + (forth - back) * rng.random(size)
            at += way * step
            left = np.maximum(left - rate * step, 0.0)
        points = np.maximum(origin[:, None] + basis @ at, 0.0)
        return np.asarray(points / points.sum(axis=0), dtype=float)
