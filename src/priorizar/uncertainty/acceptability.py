"""SMAA-2: how often each alternative takes each rank, and under which weights it comes first.

Sources: Lahdelma, R., Hokkanen, J., Salminen, P. (1998), SMAA - Stochastic multiobjective acceptability
analysis, European Journal of Operational Research 106, 137-143; Lahdelma, R., Salminen, P. (2001), SMAA-2:
Stochastic multicriteria acceptability analysis for group decision making, Operations Research 49, 444-454;
pairwise winning indices: Leskinen, P. et al. (2006), Forest Science 52(3), 304-312.

Ties share the best rank, so the frequencies of rank 1 add up to more than one where several are first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.uncertainty.simulation import CHUNKS_A_BLOCK, Simulation, in_order, simulate
from priorizar.uncertainty.streams import CONFIDENCE, stream
from priorizar.uncertainty.tally import Tally, blank_tally

Floats = npt.NDArray[np.float64]
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What a tally of m alternatives by n criteria says.

    Every frequency is an estimate; :func:`half_width` of it and ``draws`` is its Monte Carlo error.
    """

    tally: Tally

    @property
    def draws(self) -> int:
        """How many rankings were counted."""
        return self.tally.draws

    @cached_property
    def rank(self) -> Floats:
        """Rank acceptability (m, m): how often alternative i has rank r + 1."""
        return np.asarray(self.tally.ranks / self.draws, dtype=float)

    @cached_property
    def pairwise(self) -> Floats:
        """Pairwise winning (m, m): how often i is ahead of j. What lacks to 1 with its converse is ties."""
        return np.asarray(self.tally.wins / self.draws, dtype=float)

    @cached_property
    def central_weights(self) -> Floats:
        """Mean weights (m, n) under which i is first; NaN for an alternative never first."""
        times = self.tally.ranks[:, :1].astype(float)
        return np.asarray(self.tally.first_weights / np.where(times > 0, times, np.nan), dtype=float)

    def first(self, k: int) -> Floats:
        """How often each alternative (m,) is among the first k.

        With a tie across the k-th place, all of the tied ones are.
        """
        if not 1 <= k <= len(self.rank):
            raise refusal("robustness.first_k_out_of_range", k=k, alternatives=len(self.rank))
        return np.asarray(self.tally.ranks[:, :k].sum(axis=1) / self.draws, dtype=float)

    @cached_property
    def expected_rank(self) -> Floats:
        """Mean rank (m,)."""
        return np.asarray(self.rank @ np.arange(1, len(self.rank) + 1), dtype=float)

    @cached_property
    def expected_rank_error(self) -> Floats:
        """Half-width (m,) of the 95 % interval of the mean rank."""
        squares = self.rank @ np.arange(1, len(self.rank) + 1) ** 2.0
        variance = np.maximum(squares - self.expected_rank**2, 0.0)
        return np.asarray(NORMAL_95 * np.sqrt(variance / self.draws), dtype=float)

    @cached_property
    def rank_range(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Best and worst rank (m,) met in any draw; more draws can only widen it."""
        met = self.tally.ranks > 0
        return np.argmax(met, axis=1) + 1, len(met) - np.argmax(met[:, ::-1], axis=1)

    def rank_interval(self, share: float = 0.9) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Ranks (m,) that leave out at most half of ``1 - share`` on each side; 5 to 95 % by default."""
        cumulated = np.cumsum(self.tally.ranks, axis=1)
        tail = (1 - share) / 2 * self.draws * (1 + 1e-12)
        return (cumulated > tail).argmax(axis=1) + 1, (cumulated >= self.draws - tail).argmax(axis=1) + 1

    @cached_property
    def entropy(self) -> Floats:
        """Doubt about the rank of each alternative (m,), in bits: 0 for one rank, log2(m) for any."""
        taken = np.where(self.rank > 0, self.rank, 1.0)
        return np.asarray(0.0 - (taken * np.log2(taken)).sum(axis=1), dtype=float)

    def holistic(self, meta_weights: npt.ArrayLike | None = None) -> Floats:
        """Holistic acceptability (m,): the ranks weighed and added up, 1 for always first.

        Parameters
        ----------
        meta_weights
            What each rank is worth (m,), the first 1, none above the one before. Rank-order centroid
            weights over the first of them by default.

        References
        ----------
        Lahdelma and Salminen (2001).
        """
        m = len(self.rank)
        if meta_weights is None:
            centroid = np.cumsum(1 / np.arange(m, 0, -1))[::-1]
            worth = centroid / centroid[0]
        else:
            worth = np.asarray(meta_weights, dtype=float)
            fits = worth.shape == (m,) and np.isfinite(worth).all()
            if not (fits and worth[0] == 1 and worth[-1] >= 0 and (np.diff(worth) <= 0).all()):
                raise refusal("robustness.meta_weights_invalid", alternatives=m)
        return np.asarray(self.rank @ worth, dtype=float)

    @cached_property
    def error(self) -> float:
        """Largest half-width among rank acceptabilities and pairwise winning indices."""
        return float(
            max(half_width(self.rank, self.draws).max(), half_width(self.pairwise, self.draws).max())
        )


def half_width(frequency: npt.ArrayLike, draws: int) -> Floats:
    """Half-width of the 95 % interval of frequencies, of any shape, met in so many draws.

    That of Agresti and Coull (1998), The American Statistician 52(2), 119-126: a frequency of 0 in 100
    draws is not known exactly, and this is not zero for it.
    """
    trials = draws + NORMAL_95**2
    centre = (np.asarray(frequency, dtype=float) * draws + NORMAL_95**2 / 2) / trials
    return np.asarray(NORMAL_95 * np.sqrt(centre * (1 - centre) / trials), dtype=float)


def mixed(tallies: Sequence[Tally]) -> Tally:
    """Put tallies of the same alternatives together: of several methods, or several groups of people.

    Each weighs as much as it has draws.
    """
    together = blank_tally(len(tallies[0].ranks), tallies[0].first_weights.shape[1])
    for tally in tallies:
        together.merge(tally)
    return together


def simulate_until(
    simulations: Sequence[Simulation],
    precision: float,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Tally]:
    """Draw until no frequency of any simulation has a larger error than asked for.

    Parameters
    ----------
    simulations, workers, executor, progress
        As for :func:`~priorizar.uncertainty.simulation.simulate`.
    precision
        Largest half-width of a 95 % interval, above 0 and below 0.5. It takes at most
        ``0.96 / precision**2`` draws a simulation, rounded up to whole chunks: 38,400 for 0.005.

    Returns
    -------
    list of Tally
        One a simulation; those that get there sooner have fewer draws.
    """
    if not (isinstance(precision, int | float) and 0 < precision < 0.5):
        raise refusal("robustness.precision_out_of_range", precision=precision)
    tallies: list[Tally] = []
    for which, one in enumerate(simulations):
        needed = one.chunk
        before: list[Tally] | None = None

        def told(done: int, total: int, which: int = which) -> None:
            if progress is not None:
                progress(which * total + done, len(simulations) * total)

        while True:
            before = simulate([one], needed, onto=before, workers=workers, executor=executor, progress=told)
            result = Acceptability(before[0])
            if result.error <= precision:
                break
            needed = one.chunk * math.ceil(max(_needed(result, precision), needed + 1) / one.chunk)
        tallies += before
    return tallies


def _needed(result: Acceptability, precision: float) -> int:
    """How many draws the widest of the frequencies would take, as known so far."""
    return math.ceil(result.draws * (result.error / precision) ** 2)


def confidence_factors(
    simulation: Simulation,
    central_weights: npt.ArrayLike,
    draws: int,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Floats:
    """How often each alternative is first under its own central weights, as the evidence varies.

    Parameters
    ----------
    simulation
        Its evidence is drawn anew; its region is not used.
    central_weights
        (m, n), rows of NaN for those that have none.
    draws
        How many matrices. One is enough where nothing is uncertain, and no more are made.

    Returns
    -------
    ndarray
        Confidence factors (m,), NaN for alternatives without central weights.

    References
    ----------
    Lahdelma and Salminen (2001).
    """
    central = np.asarray(central_weights, dtype=float)
    if draws < 1:
        raise refusal("robustness.no_draws", draws=draws)
    if not simulation.evidence.cells:
        draws = 1
    chunks = -(-draws // simulation.chunk)
    tasks = [
        (_first_under_own, simulation, central, first, min(first + CHUNKS_A_BLOCK, chunks), draws)
        for first in range(0, chunks, CHUNKS_A_BLOCK)
    ]
    times = sum(in_order(tasks, workers=workers, executor=executor), np.zeros(len(central), dtype=np.int64))
    return np.where(np.isnan(central[:, 0]), np.nan, times / draws)


def _first_under_own(
    simulation: Simulation, central: Floats, first: int, last: int, draws: int
) -> npt.NDArray[np.int64]:
    times = np.zeros(len(central), dtype=np.int64)
    for chunk in range(first, last):
        size = min(simulation.chunk, draws - chunk * simulation.chunk)
        matrix = simulation.evidence.blank(size)
        simulation.evidence.draw(stream(simulation.seed, CONFIDENCE, chunk), matrix)
        for i in np.flatnonzero(~np.isnan(central[:, 0])):
            scores = simulation.score(matrix.transpose(2, 1, 0), central[i])
            times[i] += np.count_nonzero(scores.max(axis=-1) <= scores[..., i] + simulation.tolerance)
    return times
