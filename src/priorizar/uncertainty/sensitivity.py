"""Which inputs the scores and ranks vary with: Sobol' indices over weights and cells together.

The first-order index of an input is the share of an output's variance that would go if the input were
known; the total index is the share that would stay if all else were. The gap is interaction.

Sources: Sobol', I. M. (2001), Mathematics and Computers in Simulation 55; Saltelli, A. et al. (2010),
Computer Physics Communications 181(2), 259-270. The estimators are SALib's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from priorizar.arrays import exponent, numbers, whole
from priorizar.errors import refusal
from priorizar.uncertainty.regions import Dirichlet, Region, Simplex
from priorizar.uncertainty.simulation import Simulation
from priorizar.uncertainty.streams import WEIGHTS, checked_seed, stream
from priorizar.uncertainty.tally import compare

Floats = npt.NDArray[np.float64]

ROWS_AT_ONCE = 8192
WEIGHTS_TABLE = 4096
CONSTANT = 1e-12
EDGE = 1e-12


@dataclass(frozen=True)
class Factor:
    """An input.

    Parameters
    ----------
    kind
        ``weight``: the importance of one criterion, before weights are made to add up to one, which are
        independent of each other only where weights are uniform on the simplex or Dirichlet; ``weights``:
        all of them as one, for any other region; ``cell``.
    row, column
        Alternative and criterion, where the kind has them.
    """

    kind: Literal["weight", "weights", "cell"]
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, eq=False)
class Indices:
    """Sobol' indices (factors, outputs).

    Estimates: they may fall slightly below 0 or above 1. NaN where the output does not vary.

    Parameters
    ----------
    first, total
        First-order and total.
    first_error, total_error
        Half-widths of their 95 % intervals, by bootstrap.
    """

    first: Floats
    first_error: Floats
    total: Floats
    total_error: Floats


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Indices of the scores and of the ranks of m alternatives."""

    factors: tuple[Factor, ...]
    scores: Indices
    ranks: Indices


def sensitivity(simulation: Simulation, size: int = 1024, *, resamples: int = 100) -> Sensitivity:
    """Estimate Sobol' indices of every score and rank.

    Parameters
    ----------
    simulation
        What varies and how it is ranked.
    size
        Points of the base design, a power of 2: the method is called on ``size * (factors + 2)`` cases.
    resamples
        Of the bootstrap.

    Raises
    ------
    PriorizarError
        ``robustness.nothing_varies``; ``robustness.score_not_finite``; ``robustness.size_not_power_of_two``.
    """
    region, evidence = simulation.region, simulation.evidence
    shapes, factors = _weight_factors(region)
    factors += [Factor("cell", i, j) for i, j in evidence.cells]
    if not factors:
        raise refusal("robustness.nothing_varies")
    design = sobol_design(len(factors), size, simulation.seed)
    table = None
    if shapes is None:
        table = region.draw(stream(simulation.seed, WEIGHTS, 0), WEIGHTS_TABLE)
    weight_factors = len(factors) - len(evidence.cells)
    scores = np.empty((len(design), evidence.dimensions[0]))
    ranks = np.empty_like(scores)
    for start in range(0, len(design), ROWS_AT_ONCE):
        part = design[start : start + ROWS_AT_ONCE]
        weights = _weights_at(part[:, :weight_factors], shapes, table)
        matrix = evidence.at(part[:, weight_factors:].T) if evidence.cells else evidence.blank(1)
        found = np.ascontiguousarray(simulation.score(matrix.transpose(2, 1, 0), weights.T).T)
        if not np.isfinite(found.sum()):
            raise refusal("robustness.score_not_finite")
        scores[start : start + ROWS_AT_ONCE] = found.T
        ranks[start : start + ROWS_AT_ONCE] = compare(found, simulation.tolerance).T
    count = len(factors)
    return Sensitivity(
        tuple(factors),
        sobol_indices(_without_rounding(scores), count, simulation.seed, resamples=resamples),
        sobol_indices(ranks, count, simulation.seed, resamples=resamples),
    )


def sobol_design(factors: int, size: int, seed: int) -> Floats:
    """Lay out the cases (size * (factors + 2), factors) that the indices are estimated from, in 0-1.

    For each point of a scrambled Sobol' sequence in twice the dimensions, one half of which is A and the
    other B: A, then A with each of its coordinates in turn from B, then B.
    """
    from scipy.stats import qmc

    factors, size, seed = whole("factors", factors, 1), whole("size", size), checked_seed(seed)
    if size < 2 or size & (size - 1):
        raise refusal("robustness.size_not_power_of_two", size=size)
    points = qmc.Sobol(2 * factors, seed=np.random.default_rng(seed)).random(size)
    a, b = points[:, :factors], points[:, factors:]
    cases = np.repeat(a[:, None, :], factors + 2, axis=1)
    for j in range(factors):
        cases[:, j + 1, j] = b[:, j]
    cases[:, -1] = b
    return np.asarray(cases.reshape(-1, factors), dtype=float)


def sobol_indices(outputs: Floats, factors: int, seed: int, *, resamples: int = 100) -> Indices:
    """Estimate the indices of outputs (size * (factors + 2), outputs) of the cases of a design.

    Outputs that do not vary, of which SALib would make zeros or NaN as it comes, are set apart before.
    """
    from SALib.analyze import sobol

    if not np.isfinite(outputs).all():
        raise refusal("robustness.score_not_finite")
    factors, resamples = whole("factors", factors, 1), whole("resamples", resamples, 2)
    outputs = numbers("outputs", outputs, (None, None))
    size = len(outputs) // (factors + 2)
    if size < 2 or size & (size - 1) or size * (factors + 2) != len(outputs):
        raise refusal("robustness.size_not_power_of_two", size=len(outputs) / (factors + 2))
    problem = {"num_vars": factors, "names": [str(f) for f in range(factors)], "bounds": [[0, 1]] * factors}
    parts = np.full((4, factors, outputs.shape[1]), np.nan)
    for column, output in enumerate(outputs.T):
        # Of whatever size: squares of numbers near 1 are numbers.
        near = np.ldexp(output, -exponent(output))
        if np.ptp(near) <= CONSTANT:
            continue
        # A seed of 0 would mean none to SALib.
        found = sobol.analyze(
            problem, near, calc_second_order=False, num_resamples=resamples, seed=checked_seed(seed) + 1
        )
        for row, name in enumerate(("S1", "S1_conf", "ST", "ST_conf")):
            parts[row, :, column] = found[name]
    return Indices(*parts)


def _without_rounding(scores: Floats) -> Floats:
    """Scores (cases, m), those held still that move by no more than the rounding of the largest."""
    still = np.ptp(scores, axis=0) <= CONSTANT * np.abs(scores).max()
    return np.where(still, scores[:1], scores)


def _weight_factors(region: Region) -> tuple[Floats | None, list[Factor]]:
    """Gamma shapes (n,) if importances are independent, or else None; and the factors that vary."""
    if isinstance(region, Simplex):
        shapes = np.ones(region.criteria)
    elif isinstance(region, Dirichlet):
        shapes = region.centre * region.concentration
    else:
        drawn = region.draw(stream(0, WEIGHTS, 0), 64)
        return None, [Factor("weights")] if np.ptp(drawn, axis=1).max() > CONSTANT else []
    free = np.flatnonzero(shapes > 0)
    return shapes, [Factor("weight", column=int(j)) for j in free] if len(free) > 1 else []


def _weights_at(quantiles: Floats, shapes: Floats | None, table: Floats | None) -> Floats:
    """Weights (n, size) at quantiles (size, factors) of what they are made of."""
    from scipy.special import gammaincinv

    size = len(quantiles)
    if shapes is None:
        assert table is not None  # noqa: S101  one of the two is given
        if not quantiles.shape[1]:
            return np.repeat(table[:, :1], size, axis=1)
        return table[:, (quantiles[:, 0] * table.shape[1]).astype(np.intp)]
    if not quantiles.shape[1]:
        return np.repeat((shapes > 0).astype(float)[:, None], size, axis=1)
    weights = np.zeros((len(shapes), size))
    free = shapes > 0
    weights[free] = gammaincinv(shapes[free, None], np.clip(quantiles.T, EDGE, 1 - EDGE))
    return np.asarray(weights / weights.sum(axis=0), dtype=float)
