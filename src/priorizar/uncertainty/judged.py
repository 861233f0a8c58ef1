"""Feasible weights as people state them: ratios with errors, judgements down a value tree, blends.

Regions in the sense of :mod:`priorizar.uncertainty.regions`: each draws weights laid out (n, size) from the
generator it is given and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.uncertainty.regions import Constraints, Region, checked_weights

Floats = npt.NDArray[np.float64]

USUAL_DEVIATION = 0.25
"""How far a weight that somebody stated as a number is usually let move: a quarter of itself, either way.

The ±25 % by which composite indicators are tested in the guide to sensitivity analysis of COINr (Becker et
al. 2022, R package; ``NoiseFactor = 0.25``). A convention, not a measurement.
"""


def usual_concentration(items: int, deviation: float = USUAL_DEVIATION) -> float:
    """Compute the concentration of a Dirichlet whose average weight moves as far as is usual.

    An average weight, 1/k, has the standard deviation that a uniform error of ``± deviation`` of it has:
    ``deviation / (k √3)``; so the concentration is ``3 (k - 1) / deviation² - 1``.

    Parameters
    ----------
    items
        Number of weights k, at least 2.
    deviation
        Share of the weight, above 0.

    Raises
    ------
    PriorizarError
        ``robustness.deviation_out_of_range`` if it is not above 0, or so large that no Dirichlet is as wide.
    """
    concentration = 3 * (items - 1) / deviation**2 - 1 if deviation > 0 else 0.0
    if not (np.isfinite(concentration) and concentration > 0):
        raise refusal("robustness.deviation_out_of_range", deviation=deviation)
    return concentration


def redundancy(ratios: Floats) -> int:
    """Count the ratios (n, n) stated beyond those that weights need: only these can contradict others."""
    rows, _ = _design(ratios)
    return len(rows) - int(np.linalg.matrix_rank(rows)) if len(rows) else 0


def _design(ratios: Floats) -> tuple[Floats, Floats]:
    """One row a ratio stated, (r, n) with 1 and -1, and its logarithm (r,); of a pair one counts."""
    upper = np.triu(np.isfinite(ratios), 1)
    lower = np.tril(np.isfinite(ratios), -1) & ~upper.T
    pairs = np.argwhere(upper | lower)
    rows = np.zeros((len(pairs), len(ratios)))
    at = np.arange(len(pairs))
    rows[at, pairs[:, 0]], rows[at, pairs[:, 1]] = 1, -1
    return rows, np.log(ratios[pairs[:, 0], pairs[:, 1]])


@dataclass(frozen=True, eq=False)
class RatioErrors:
    """Weights stated by ratios that contradict one another, within their own inconsistency.

    Each ratio is taken for the true one times a lognormal error; the errors' variance is estimated from how
    far the ratios are from fitting together. Logarithms of the weights are then normal around what was
    stated, with the covariance of least squares: ``s² L⁺``, L the Laplacian of the graph of comparisons.

    Parameters
    ----------
    centre
        (n,) the weights as prioritised, all above zero.
    ratios
        (n, n) what was stated of a against b; NaN where nothing was, 1 on the diagonal. Of a pair stated
        both ways one counts.

    Raises
    ------
    PriorizarError
        ``robustness.no_inconsistency`` if no ratio could have contradicted the others.

    References
    ----------
    Genest, C., Rivest, L.-P. (1994). A statistical look at Saaty's method of estimating pairwise preferences
    expressed on a ratio scale. Journal of Mathematical Psychology 38, 477-496.
    Durbach, I., Lahdelma, R., Salminen, P. (2014). The analytic hierarchy process with stochastic judgements.
    European Journal of Operational Research 238, 552-559 (SMAA-AHP).
    """

    centre: Floats
    ratios: Floats

    def __post_init__(self) -> None:
        object.__setattr__(self, "centre", checked_weights(self.centre))
        if redundancy(self.ratios) < 1:
            raise refusal("robustness.no_inconsistency")

    @property
    def criteria(self) -> int:
        """Number of weights n."""
        return len(self.centre)

    @property
    def constraints(self) -> Constraints:
        """None: an error may be of any size."""
        return np.zeros((0, self.criteria)), np.zeros(0)

    @cached_property
    def spread(self) -> float:
        """Standard deviation s of the error of a ratio, on the logarithmic scale."""
        rows, said = _design(self.ratios)
        left = said - rows @ np.linalg.lstsq(rows, said, rcond=None)[0]
        return float(np.sqrt(left @ left / redundancy(self.ratios)))

    @cached_property
    def _factor(self) -> Floats:
        """(n, n) F with F F' the covariance of the logarithms."""
        rows, _ = _design(self.ratios)
        size, vectors = np.linalg.eigh(rows.T @ rows)
        kept = size > 1e-9 * size.max()
        return np.asarray(self.spread * vectors[:, kept] / np.sqrt(size[kept]))

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Weights (n, size)."""
        errors = self._factor @ rng.standard_normal((self._factor.shape[1], size))
        logarithm = np.log(self.centre)[:, None] + errors
        weights = np.exp(logarithm - logarithm.max(axis=0))
        return np.asarray(weights / weights.sum(axis=0))


@dataclass(frozen=True, eq=False)
class Branch:
    """A node of a value tree: how its weight is shared out, and what stands below each share.

    Parameters
    ----------
    shares
        The feasible shares of its k items.
    below
        (k,) for each item the position of a criterion, or the branch of a group.
    """

    shares: Region
    below: tuple[int | Branch, ...]


@dataclass(frozen=True, eq=False)
class Tree:
    """Weights judged node by node: the shares of each node are drawn by themselves and multiplied.

    Parameters
    ----------
    criteria
        Number of weights n.
    root
        The whole.
    upper, bound
        A (k, n) and b (k,) of what was stated as limits, over all criteria.
    """

    criteria: int
    root: Branch
    upper: Floats
    bound: Floats

    @property
    def constraints(self) -> Constraints:
        """What was stated as limits."""
        return self.upper, self.bound

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Weights (n, size)."""
        weights = np.zeros((self.criteria, size))
        waiting: list[tuple[Branch, Floats]] = [(self.root, np.ones(size))]
        while waiting:
            branch, whole = waiting.pop()
            shares = branch.shares.draw(rng, size) * whole
            for below, share in zip(branch.below, shares, strict=True):
                if isinstance(below, Branch):
                    waiting.append((below, share))
                else:
                    weights[below] = share
        return np.asarray(weights / weights.sum(axis=0))


@dataclass(frozen=True, eq=False)
class Blended:
    """What people say, drawn, and what does not vary, in fixed parts.

    Parameters
    ----------
    stated
        The feasible weights of what people say.
    fixed
        (n,) the other weights.
    share
        Part of what people say, 0 to 1.
    """

    stated: Region
    fixed: Floats
    share: float

    @property
    def criteria(self) -> int:
        """Number of weights n."""
        return len(self.fixed)

    @property
    def constraints(self) -> Constraints:
        """At least the fixed part of each weight, and what is stated of the rest."""
        n = self.criteria
        floor, least = -np.eye(n), -(1 - self.share) * self.fixed
        upper, bound = self.stated.constraints
        return (
            np.vstack([floor, upper]),
            np.concatenate([least, self.share * bound + (1 - self.share) * upper @ self.fixed]),
        )

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Weights (n, size)."""
        return np.asarray(self.share * self.stated.draw(rng, size) + (1 - self.share) * self.fixed[:, None])


def pairs_in_order(ranks: Sequence[float]) -> list[tuple[int, int]]:
    """List who weighs at least as much as whom by ranks (k,), 1 the first; ties are not ordered."""
    tiers = [np.flatnonzero(np.asarray(ranks) == rank) for rank in np.unique(ranks)]
    return [(int(a), int(b)) for above, under in pairwise(tiers) for a in above for b in under]
