"""Many rankings of one matrix under weights and evidence that vary, counted as they come.

Draws are made in chunks that stay in the processor's cache, laid out (alternatives, draws). Memory does
not grow with the number of draws, and the numbers do not depend on how many workers share the chunks.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import chain, islice
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from priorizar.arrays import whole
from priorizar.errors import refusal
from priorizar.methods.ranks import TOLERANCE
from priorizar.uncertainty.evidence import Evidence
from priorizar.uncertainty.regions import Region
from priorizar.uncertainty.streams import EVIDENCE, WEIGHTS, checked_seed, stream
from priorizar.uncertainty.tally import Tally, blank_tally

Floats = npt.NDArray[np.float64]
Score = Callable[[Floats, Floats], Floats]

# Long enough that numpy's work outweighs its calls, between which threads wait for each other; short enough
# for a processor's cache.
LARGEST_CHUNK = 8160
SMALLEST_CHUNK = 256
NUMBERS_A_CHUNK = 400_000
CHUNKS_A_BLOCK = 8
LARGE_BLOCK = 31 << 20


@dataclass(frozen=True, eq=False)
class Simulation:
    """One matrix to rank over and over.

    Parameters
    ----------
    score
        ``score(matrix (..., m, n), weights (..., n)) -> (..., m)``, higher is better: a method with its
        directions and options filled in. It must be possible to pickle it where workers are elsewhere.
    evidence
        What the matrix could be.
    region
        What the weights could be.
    seed
        Non-negative integer.
    tolerance
        Scores this near are ties.
    """

    score: Score
    evidence: Evidence
    region: Region
    seed: int = 0
    tolerance: float = TOLERANCE

    def __post_init__(self) -> None:
        if self.evidence.dimensions[1] != self.region.criteria:
            raise refusal(
                "robustness.criteria_differ",
                matrix=self.evidence.dimensions[1],
                weights=self.region.criteria,
            )
        object.__setattr__(self, "seed", checked_seed(self.seed))

    @property
    def chunk(self) -> int:
        """Draws a chunk: a matter of the matrix alone, or the numbers would depend on the machine."""
        m, n = self.evidence.dimensions
        fits = NUMBERS_A_CHUNK // (m * n if self.evidence.cells else m)
        return min(max(fits // 8 * 8, SMALLEST_CHUNK), LARGEST_CHUNK)

    def chunks(self, first: int, last: int, draws: int) -> Iterator[tuple[Floats, Floats, Floats]]:
        """Draw chunks ``first`` up to ``last``, of the ``draws`` altogether.

        Yields
        ------
        scores
            (m, size), contiguous.
        weights
            (n, size).
        matrix
            (n, m, size), or (n, m, 1) where nothing in it is uncertain. Overwritten by the next chunk.
        """
        matrix = self.evidence.blank(1)
        for chunk in range(first, last):
            size = min(self.chunk, draws - chunk * self.chunk)
            weights = self.region.draw(stream(self.seed, WEIGHTS, chunk), size)
            if self.evidence.cells:
                if matrix.shape[2] != size:
                    matrix = self.evidence.blank(size)
                self.evidence.draw(stream(self.seed, EVIDENCE, chunk), matrix)
                stacked = matrix.transpose(2, 1, 0)
            else:
                stacked = self.evidence.stated
            scores = np.ascontiguousarray(self.score(stacked, weights.T).T)
            if not np.isfinite(scores.sum()):
                raise refusal("robustness.score_not_finite")
            yield scores, weights, matrix


def checked_draws(draws: float) -> int:
    """Return a number of draws, or refuse it: whole, and at least 1; 1e4 is 10,000."""
    if isinstance(draws, int | float | np.number) and draws < 1:
        raise refusal("robustness.no_draws", draws=draws)
    return whole("draws", draws, 1)


def count(simulation: Simulation, first: int, last: int, draws: int) -> Tally:
    """Count the rankings of some of the chunks; what one worker is asked to do."""
    _keep_memory()
    tally = blank_tally(*simulation.evidence.dimensions)
    for scores, weights, _ in simulation.chunks(first, last, draws):
        tally.add(scores, weights, simulation.tolerance)
    return tally


@cache
def _keep_memory() -> None:
    """Make the C library keep the memory of one chunk for the next.

    That of Linux gives it back each time and asks for it again, page by page, which costs a sixth of the
    whole run, until it has seen a large block come and go. The block is never touched: it takes no memory.
    """
    np.empty(LARGE_BLOCK, dtype=np.uint8)


def simulate(
    simulations: Sequence[Simulation],
    draws: int,
    *,
    onto: Sequence[Tally] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Tally]:
    """Count the rankings of several matrices, sharing the work.

    Parameters
    ----------
    simulations
        What to rank.
    draws
        How many times each, altogether.
    onto
        Tallies of the first draws, made before, to go on from: each a whole number of chunks, or all that are
        asked for.
    workers
        Threads; as many as the machine has processors by default. The numbers do not depend on it.
    executor
        Where to compute instead, anything with ``submit`` as :class:`concurrent.futures.Executor`.
    progress
        Called with the draws made so far and those to make, over all simulations.

    Returns
    -------
    list of Tally
        One a simulation, in their order.

    Raises
    ------
    PriorizarError
        ``robustness.no_draws``; ``robustness.onto_part_of_a_chunk``, since the draws that such a tally
        lacks are not those that would come next.
    """
    draws = checked_draws(draws)
    tallies = [blank_tally(*one.evidence.dimensions) for one in simulations]
    for tally, before in zip(tallies, onto or (), strict=bool(onto)):
        tally.merge(before)
    for tally, one in zip(tallies, simulations, strict=True):
        if tally.draws < draws and tally.draws % one.chunk:
            raise refusal("robustness.onto_part_of_a_chunk", given=tally.draws, chunk=one.chunk)
    begins = [-(-tally.draws // one.chunk) for tally, one in zip(tallies, simulations, strict=True)]
    done, total = sum(tally.draws for tally in tallies), draws * len(simulations)
    tasks = (task for _, task in _plan(simulations, begins, draws))
    answers = in_order(tasks, workers=workers, executor=executor)
    for (which, _), part in zip(_plan(simulations, begins, draws), answers, strict=True):
        tallies[which].merge(part)
        done += part.draws
        if progress is not None:
            progress(done, total)
    return tallies


def _plan(
    simulations: Sequence[Simulation], begins: Sequence[int], draws: int
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Blocks of chunks as tasks, each with the simulation it is of; made as they are needed."""
    for which, (one, begin) in enumerate(zip(simulations, begins, strict=True)):
        end = -(-draws // one.chunk)
        for first in range(begin, end, CHUNKS_A_BLOCK):
            yield which, (count, one, first, min(first + CHUNKS_A_BLOCK, end), draws)


def in_order(
    tasks: Iterable[tuple[Any, ...]], *, workers: int | None = None, executor: Executor | None = None
) -> Iterator[Any]:
    """Compute tasks ``(function, *arguments)`` side by side and return their answers in order.

    Only a few tasks are under way at a time, so answers do not pile up. Whoever stops early, by an error or
    Ctrl-C, leaves no task behind that had not begun.
    """
    workers = whole("workers", workers or os.cpu_count() or 1, 1)
    tasks = iter(tasks)
    first = list(islice(tasks, 2))
    alone = len(first) < 2
    tasks = chain(first, tasks)
    if executor is None and (workers == 1 or alone):
        for function, *arguments in tasks:
            yield function(*arguments)
        return
    if executor is not None:
        yield from _submitted(tasks, executor, 64)
        return
    pool = ThreadPoolExecutor(workers)
    try:
        with _one_thread_a_product():
            yield from _submitted(tasks, pool, 2 * workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(tasks: Iterable[tuple[Any, ...]], pool: Executor, ahead: int) -> Iterator[Any]:
    waiting: deque[Future[Any]] = deque()
    try:
        for task in tasks:
            waiting.append(pool.submit(*task))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _one_thread_a_product() -> AbstractContextManager[object]:
    """Keep matrix products to the thread that asks: theirs and ours would wait for one another."""
    try:
        limits = import_module("threadpoolctl").threadpool_limits(limits=1, user_api="blas")
    except ImportError:
        return nullcontext()
    return cast("AbstractContextManager[object]", limits)
