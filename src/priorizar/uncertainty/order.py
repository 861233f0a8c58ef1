"""Weights in a full or partial order of importance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from priorizar.errors import PriorizarError, Problem, refusal

Floats = npt.NDArray[np.float64]
Constraints = tuple[Floats, Floats]

MOST_DOWN_SETS = 20_000


@dataclass(frozen=True, eq=False)
class Order:
    """Weights in a full or partial order, uniformly among those that keep it.

    A linear extension of the order is drawn uniformly (all of them cut the region into parts of equal
    volume), then a uniform point of the simplex is sorted into it: exact, nothing thrown away.

    Parameters
    ----------
    criteria
        Number of weights n.
    at_least
        Pairs (a, b) of positions, weight a at least weight b.

    Raises
    ------
    PriorizarError
        ``robustness.order_circular``; ``robustness.order_unknown_criterion``;
        ``robustness.order_too_loose`` where there are too many partial orders to count (state it as a
        :class:`Polytope` then).

    References
    ----------
    Stanley, R. P. (1986). Two poset polytopes. Discrete & Computational Geometry 1, 9-23.
    """

    criteria: int
    at_least: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        wrong = sorted({i for pair in self.at_least for i in pair if not 0 <= i < self.criteria})
        if wrong:
            raise PriorizarError(
                [Problem("robustness.order_unknown_criterion", {"criterion": i}) for i in wrong]
            )
        _ = self._extensions

    @property
    def constraints(self) -> Constraints:
        """One row a pair: w_b - w_a <= 0."""
        rows = np.zeros((len(self.at_least), self.criteria))
        for row, (larger, smaller) in zip(rows, self.at_least, strict=True):
            row[smaller] += 1.0
            row[larger] -= 1.0
        return rows, np.zeros(len(rows))

    @cached_property
    def _extensions(self) -> tuple[Floats, npt.NDArray[np.intp]]:
        """Cumulated chance (k, n) of who comes next after each set that may come first, and the set then.

        The chance of the next is the share of the linear extensions of the rest that start with it.
        """
        n = self.criteria
        above = [0] * n
        for larger, smaller in self.at_least:
            if larger != smaller:
                above[smaller] |= 1 << larger
        layer, place = [0], {0: 0}
        order = [0]
        for _ in range(n):
            following: dict[int, None] = {}
            for placed in layer:
                for i in range(n):
                    if not placed >> i & 1 and above[i] & ~placed == 0:
                        following[placed | 1 << i] = None
            layer = list(following)
            for placed in layer:
                place[placed] = len(order)
                order.append(placed)
            if len(order) > MOST_DOWN_SETS:
                raise refusal("robustness.order_too_loose", most=MOST_DOWN_SETS)
        if (1 << n) - 1 not in place:
            raise refusal("robustness.order_circular")
        extensions = np.zeros(len(order))
        extensions[-1] = 1.0
        chance = np.zeros((len(order), n))
        after = np.zeros((len(order), n), dtype=np.intp)
        for here in range(len(order) - 2, -1, -1):
            for i in range(n):
                there = place.get(order[here] | 1 << i)
                if there is not None and not order[here] >> i & 1 and above[i] & ~order[here] == 0:
                    chance[here, i] = extensions[there]
                    after[here, i] = there
            extensions[here] = chance[here].sum()
            chance[here] /= extensions[here]
        return np.cumsum(chance, axis=1), after

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Weights (n, size)."""
        cumulated, after = self._extensions
        spacings = rng.standard_exponential((self.criteria, size))
        spacings /= spacings.sum(axis=0)
        spacings = np.sort(spacings, axis=0)[::-1]
        weights = np.empty((self.criteria, size))
        placed = np.zeros(size, dtype=np.intp)
        column = np.arange(size)
        for spacing in spacings:
            pick = rng.random(size)
            # The first whose cumulated chance passes the pick; never one of no chance.
            chosen = (cumulated[placed] <= pick[:, None] * cumulated[placed, -1:]).sum(axis=1)
            weights[chosen, column] = spacing
            placed = after[placed, chosen]
        return weights
