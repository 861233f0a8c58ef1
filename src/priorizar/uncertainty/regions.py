"""Which weights are thought possible, and how to draw them.

A region draws weights laid out (n, size), contiguous along the draws, from the generator it is given and
nothing else. Every scheme but the walk of :mod:`priorizar.uncertainty.polytope` draws independent points
from exactly the distribution stated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.uncertainty.order import Order
from priorizar.uncertainty.polytope import Polytope

Floats = npt.NDArray[np.float64]
Constraints = tuple[Floats, Floats]

SMALL_SHAPE = 0.1  # below, gamma variates underflow to zero and are drawn as logarithms


class Region(Protocol):
    """What every region can do."""

    @property
    def criteria(self) -> int:
        """Number of weights n."""
        ...

    @property
    def constraints(self) -> Constraints:
        """A (k, n) and b (k,) of the weights possible, besides ``w >= 0`` and ``sum w = 1``."""
        ...

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Weights (n, size), each column adding up to one."""
        ...


def _unconstrained(criteria: int) -> Constraints:
    return np.zeros((0, criteria)), np.zeros(0)


@dataclass(frozen=True)
class Simplex:
    """Any weights at all, uniformly: exponential spacings over their sum.

    (Uniform numbers over their sum would crowd the middle.)

    References
    ----------
    Devroye, L. (1986). Non-uniform random variate generation, ch. V.
    """

    criteria: int

    @property
    def constraints(self) -> Constraints:
        """None."""
        return _unconstrained(self.criteria)

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Weights (n, size)."""
        weights = rng.standard_exponential((self.criteria, size))
        weights /= weights.sum(axis=0)
        return weights


@dataclass(frozen=True, eq=False)
class Dirichlet:
    """Weights around a point: Dirichlet with that mean.

    Parameters
    ----------
    centre
        Weights (n,) adding up to one; a weight of zero stays zero.
    concentration
        How tightly: each weight has variance ``c (1 - c) / (concentration + 1)``. With equal weights,
        a concentration of n is the uniform simplex.
    """

    centre: Floats
    concentration: float

    def __post_init__(self) -> None:
        centre = checked_weights(self.centre)
        if centre.ndim != 1:
            raise refusal("robustness.weights_shape", expected="(n,)", shape=centre.shape)
        if not (np.isfinite(self.concentration) and self.concentration > 0):
            raise refusal("robustness.concentration_not_positive", concentration=self.concentration)
        object.__setattr__(self, "centre", centre)

    @property
    def criteria(self) -> int:
        """Number of weights n."""
        return len(self.centre)

    @property
    def constraints(self) -> Constraints:
        """Only the weights that are zero for good."""
        off = np.flatnonzero(self.centre == 0)
        return np.eye(self.criteria)[off], np.zeros(len(off))

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Weights (n, size)."""
        return _dirichlet(rng, np.repeat(self.centre[:, None] * self.concentration, size, axis=1))


def _dirichlet(rng: np.random.Generator, shapes: Floats) -> Floats:
    """Draw one Dirichlet vector a column, from shapes (n, size); a shape of zero gives a weight of zero."""
    positive = shapes > 0
    if shapes[positive].min() >= SMALL_SHAPE:
        weights = rng.standard_gamma(shapes)
        return np.asarray(weights / weights.sum(axis=0), dtype=float)
    # log G(a) = log G(a + 1) + log(U) / a: Marsaglia and Tsang (2000), ACM TOMS 26(3), 363-372.
    usable = np.where(positive, shapes, 1.0)
    logarithm = np.log(rng.standard_gamma(usable + 1)) - rng.standard_exponential(shapes.shape) / usable
    logarithm = np.where(positive, logarithm, -np.inf)
    weights = np.exp(logarithm - logarithm.max(axis=0))
    return np.asarray(weights / weights.sum(axis=0), dtype=float)


@dataclass(frozen=True, eq=False)
class People:
    """The spread of a group: the weights of one of its members, or of the group had others come.

    Parameters
    ----------
    members
        Weights (p, n), one row a person.
    of
        ``"member"``: each draw is one person's weights. ``"mean"``: each draw is the mean over p people
        drawn with replacement (the bootstrap), the doubt about the group's mean.
    concentration
        With ``"member"``: scatter each person's weights as :class:`Dirichlet` around them; None leaves
        them as stated.
    share
        How likely each person is drawn (p,), adding up to one; all equally by default.

    References
    ----------
    Efron, B. (1979). Bootstrap methods: another look at the jackknife. Annals of Statistics 7(1), 1-26.
    """

    members: Floats
    of: str = "member"
    concentration: float | None = None
    share: Floats | None = None

    def __post_init__(self) -> None:
        members = checked_weights(self.members)
        if members.ndim != 2 or len(members) == 0:
            raise refusal("robustness.weights_shape", expected="(p, n)", shape=members.shape)
        if self.of not in ("member", "mean"):
            raise refusal("robustness.people_spread_unknown", of=self.of)
        if self.concentration is not None and not self.concentration > 0:
            raise refusal("robustness.concentration_not_positive", concentration=self.concentration)
        share = np.full(len(members), 1 / len(members)) if self.share is None else checked_weights(self.share)
        if share.shape != (len(members),):
            raise refusal("robustness.weights_shape", expected=(len(members),), shape=share.shape)
        counted = share > 0  # who does not count is not there
        object.__setattr__(self, "members", members[counted])
        object.__setattr__(self, "share", share[counted])

    @property
    def criteria(self) -> int:
        """Number of weights n."""
        return int(self.members.shape[1])

    @property
    def constraints(self) -> Constraints:
        """For each criterion, between the least and the most anyone gives it; none if scattered."""
        if self.concentration is not None:
            return _unconstrained(self.criteria)
        return interval_rows(self.members.min(axis=0), self.members.max(axis=0))

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Weights (n, size)."""
        people = len(self.members)
        if self.of == "mean":
            times = rng.multinomial(people, np.asarray(self.share), size)
            return np.ascontiguousarray((times @ self.members / people).T)
        chosen = np.ascontiguousarray(self.members.T[:, rng.choice(people, size=size, p=self.share)])
        return chosen if self.concentration is None else _dirichlet(rng, chosen * self.concentration)


def interval_rows(low: npt.ArrayLike, high: npt.ArrayLike) -> Constraints:
    """Rows for ``low <= w <= high``, both of shape (n,); ends that 0 and 1 imply are left out."""
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    identity = np.eye(len(low))
    below, over = low > 0, high < 1
    return (
        np.vstack([-identity[below], identity[over]]),
        np.concatenate([-low[below], high[over]]),
    )


def ratio_rows(criteria: int, ratios: Mapping[tuple[int, int], tuple[float, float]]) -> Constraints:
    """Rows for ``lowest <= w_a / w_b <= highest``, given as {(a, b): (lowest, highest)}; inf for no limit."""
    rows = []
    for (a, b), (lowest, highest) in ratios.items():
        if lowest > 0:
            rows.append(lowest * np.eye(criteria)[b] - np.eye(criteria)[a])
        if np.isfinite(highest):
            rows.append(np.eye(criteria)[a] - highest * np.eye(criteria)[b])
    return np.array(rows).reshape(-1, criteria), np.zeros(len(rows))


def region(
    criteria: int,
    *,
    at_least: Sequence[tuple[int, int]] = (),
    low: npt.ArrayLike | None = None,
    high: npt.ArrayLike | None = None,
    ratios: Mapping[tuple[int, int], tuple[float, float]] | None = None,
) -> Region:
    """Return the region that keeps everything stated, by the simplest scheme that draws it exactly.

    Parameters
    ----------
    criteria
        Number of weights n.
    at_least
        Pairs (a, b): weight a at least weight b.
    low, high
        Least and greatest weights (n,).
    ratios
        {(a, b): (lowest, highest)}: bounds of w_a / w_b.

    Returns
    -------
    Region
        :class:`Simplex`, :class:`Order`, or :class:`Polytope` for anything more.

    Raises
    ------
    PriorizarError
        ``robustness.region_empty`` where no weights keep it all; what :class:`Order` raises.
    """
    order = Order(criteria, tuple(at_least)) if at_least else None
    parts = [] if order is None else [order.constraints]
    if low is not None or high is not None:
        parts.append(
            interval_rows(
                np.zeros(criteria) if low is None else low, np.ones(criteria) if high is None else high
            )
        )
    if ratios:
        parts.append(ratio_rows(criteria, ratios))
    if not any(len(rows) for rows, _ in parts):
        return Simplex(criteria)
    if order is not None and len(parts) == 1:
        return order
    return Polytope(np.vstack([rows for rows, _ in parts]), np.concatenate([ends for _, ends in parts]))


def checked_weights(weights: npt.ArrayLike) -> Floats:
    """Return weights (..., n) as floats, or refuse those that are no weights.

    Raises
    ------
    PriorizarError
        ``robustness.weights_invalid`` unless all are finite, none negative, and each vector adds up to 1
        within 1e-9.
    """
    weights = np.asarray(weights, dtype=float)
    valid = (
        weights.ndim > 0
        and weights.shape[-1] > 0
        and np.isfinite(weights).all()
        and (weights >= 0).all()
        and (np.abs(weights.sum(axis=-1) - 1) <= 1e-9).all()
    )
    if not valid:
        raise refusal("robustness.weights_invalid")
    return weights
