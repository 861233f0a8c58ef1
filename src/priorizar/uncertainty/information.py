"""Which unknown matters: how much less doubt there would be about the first k if it were known.

Doubt is the entropy of who is among the first k: for each alternative, ``-p log2 p - (1 - p) log2(1 - p)``
with p its frequency there, added up over the alternatives. It is 0 when the set is settled, and counts
one bit for each alternative that could as well be in as out. What knowing a cell is worth is the doubt
there is less what would remain on average (its mutual information with the memberships, one by one).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.uncertainty.simulation import CHUNKS_A_BLOCK, Simulation, in_order
from priorizar.uncertainty.streams import INNER, OUTER, stream
from priorizar.uncertainty.tally import compare

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

BINS = 8
QUANTILES = 256
INNER_DRAWS = 512
NATURAL = 2 * np.log(2)


@dataclass(frozen=True, eq=False)
class CellInformation:
    """What each uncertain cell is worth knowing.

    Parameters
    ----------
    doubt
        In bits, with nothing more known.
    cells
        Row and column of each uncertain cell.
    gain
        (cells,) by how much doubt would fall on average, in bits; not below 0.
    noise
        (cells,) what a cell of no influence would seem to be worth by chance, at most, 19 times in 20.
    """

    doubt: float
    cells: tuple[tuple[int, int], ...]
    gain: Floats
    noise: Floats


@dataclass(frozen=True, eq=False)
class GroupInformation:
    """What each group of unknowns is worth knowing together.

    Parameters
    ----------
    doubt
        (groups,) in bits, with nothing more known; one estimate a group.
    gain
        (groups,) by how much it would fall on average.
    error
        (groups,) half-width of the 95 % interval of the gain.
    """

    doubt: Floats
    gain: Floats
    error: Floats


@dataclass(frozen=True, eq=False)
class Group:
    """Unknowns that would become known together.

    Parameters
    ----------
    cells
        (m, n) which cells.
    weights
        Whether the weights too.
    """

    cells: Flags
    weights: bool = False


def cell_information(
    simulation: Simulation,
    first: int,
    draws: int,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
) -> CellInformation:
    """Estimate what knowing each cell is worth, all from the same draws.

    The draws, the same that acceptability is counted from, are grouped by the value the cell took: one
    group a level, or eight of equal chance where there are more values. Quantities within a group are not
    told apart, so their worth is slightly understated. Small groups seem to tell more than they do; that
    bias is taken off.

    Parameters
    ----------
    simulation
        What is unknown and how it is ranked.
    first
        k, from 1 to m.
    draws
        How many.
    workers, executor
        As for :func:`~priorizar.uncertainty.simulation.simulate`.

    References
    ----------
    Bias: Miller, G. A. (1955); Panzeri, S., Treves, A. (1996). Network 7(1), 87-107.
    """
    evidence = simulation.evidence
    m = evidence.dimensions[0]
    _check(first, draws, m)
    if not evidence.cells:
        return CellInformation(_doubt_of(simulation, first, draws), (), np.zeros(0), np.zeros(0))
    edges = _edges(simulation)
    chunks = -(-draws // simulation.chunk)
    tasks = [
        (_joint_counts, simulation, edges, first, begin, min(begin + CHUNKS_A_BLOCK, chunks), draws)
        for begin in range(0, chunks, CHUNKS_A_BLOCK)
    ]
    bins = edges.shape[1] + 1
    inside = np.zeros((len(evidence.cells), bins, m))
    size = np.zeros((len(evidence.cells), bins))
    for members, times in in_order(tasks, workers=workers, executor=executor):
        inside += members
        size += times
    total = inside[0].sum(axis=0) / draws
    doubt = _entropy(total).sum()
    share = inside / np.where(size > 0, size, 1)[:, :, None]
    remaining = (size[:, :, None] / draws * _entropy(share)).sum(axis=(1, 2))
    open_ones = ((total > 0) & (total < 1)).sum()
    freedom = (size > 0).sum(axis=1) - 1
    bias = open_ones * freedom / (NATURAL * draws)
    spread = 1.645 * open_ones * np.sqrt(2 * freedom) / (NATURAL * draws)
    return CellInformation(
        float(doubt),
        evidence.cells,
        np.maximum(doubt - remaining - bias, 0.0),
        np.asarray(spread, dtype=float),
    )


def group_information(
    simulation: Simulation,
    first: int,
    groups: Sequence[Group],
    *,
    outer: int = 256,
    workers: int | None = None,
    executor: Executor | None = None,
) -> GroupInformation:
    """Estimate what knowing several unknowns together is worth: a criterion, an alternative, the weights.

    For each of the ``outer`` draws of the group, the doubt left by 512 draws of all else.

    Parameters
    ----------
    simulation, first, workers, executor
        As for :func:`cell_information`.
    groups
        What would become known.
    outer
        How many cases of each group.
    """
    _check(first, outer, simulation.evidence.dimensions[0])
    at_once = max(1, simulation.chunk // INNER_DRAWS)
    tasks = [
        (_doubt_left, simulation, first, group, which, begin, min(begin + at_once, outer))
        for which, group in enumerate(groups)
        for begin in range(0, outer, at_once)
    ]
    cases: list[list[Floats]] = [[] for _ in groups]
    for task, shares in zip(tasks, in_order(tasks, workers=workers, executor=executor), strict=True):
        cases[task[4]].append(shares)
    doubt, gain, error = (np.zeros(len(groups)) for _ in range(3))
    for which, parts in enumerate(cases):
        shares = np.concatenate(parts)
        doubt[which] = _unbiased(shares.mean(axis=0), INNER_DRAWS * outer)
        left = _unbiased(shares, INNER_DRAWS)
        gain[which] = max(doubt[which] - left.mean(), 0.0)
        error[which] = 1.96 * left.std(ddof=1) / np.sqrt(outer) if outer > 1 else np.inf
    return GroupInformation(doubt, gain, error)


def criterion_groups(cells: Flags) -> list[Group]:
    """Give one group a criterion: its uncertain cells."""
    return [Group(cells & (np.arange(cells.shape[1]) == j)) for j in range(cells.shape[1])]


def _check(first: int, draws: int, alternatives: int) -> None:
    if not 1 <= first <= alternatives:
        raise refusal("robustness.first_k_out_of_range", k=first, alternatives=alternatives)
    if draws < 1:
        raise refusal("robustness.no_draws", draws=draws)


def _entropy(share: Floats) -> Floats:
    """Bits (...) of being in with chance ``share`` or else out."""
    inside = np.clip(share, 1e-300, 1.0)
    outside = np.clip(1 - share, 1e-300, 1.0)
    return np.asarray(-(inside * np.log2(inside) + outside * np.log2(outside)), dtype=float)


def _unbiased(share: Floats, draws: int) -> Floats:
    """Sum over the last axis of the entropies, each with Miller's correction for having been counted."""
    open_ones = (share > 0) & (share < 1)
    return np.asarray((_entropy(share) + open_ones / (NATURAL * draws)).sum(axis=-1), dtype=float)


def _doubt_of(simulation: Simulation, first: int, draws: int) -> float:
    times = np.zeros(simulation.evidence.dimensions[0])
    for scores, _, _ in simulation.chunks(0, -(-draws // simulation.chunk), draws):
        times += (compare(scores, simulation.tolerance) < first).sum(axis=1)
    return float(_entropy(times / draws).sum())


def _edges(simulation: Simulation) -> Floats:
    """Give the ends (cells, bins - 1) between each cell's groups of values, infinite beyond the last."""
    evidence = simulation.evidence
    grid = np.append((np.arange(QUANTILES) + 0.5) / QUANTILES, np.arange(1, BINS) / BINS)
    quantiles = evidence.at(np.tile(grid, (len(evidence.cells), 1)))
    edges = np.full((len(evidence.cells), BINS - 1), np.inf)
    for c, (i, j) in enumerate(evidence.cells):
        distinct = np.unique(quantiles[j, i, :QUANTILES])
        if len(distinct) <= BINS:
            cuts = (distinct[:-1] + distinct[1:]) / 2
        else:
            cuts = np.unique(quantiles[j, i, QUANTILES:])
        edges[c, : len(cuts)] = cuts
    return edges


def _joint_counts(
    simulation: Simulation, edges: Floats, first: int, begin: int, end: int, draws: int
) -> tuple[Floats, Floats]:
    """How often a cell was in a bin, with each alternative among the first (cells, bins, m), and at all."""
    evidence = simulation.evidence
    cells, bins = len(evidence.cells), edges.shape[1] + 1
    rows, columns = np.array(evidence.cells).T
    inside, size = np.zeros((cells, bins, evidence.dimensions[0])), np.zeros((cells, bins))
    for scores, _, matrix in simulation.chunks(begin, end, draws):
        members = (compare(scores, simulation.tolerance) < first).astype(np.float32)
        values = matrix[columns, rows]
        beyond = np.ones((cells, bins, members.shape[1]), dtype=np.float32)
        for b in range(bins - 1):
            beyond[:, b + 1] = values > edges[:, b, None]
        # Counts beyond each edge; those of a bin are the difference. Exact in float32: below 2^24.
        passed = (beyond.reshape(cells * bins, -1) @ members.T).reshape(cells, bins, -1).astype(float)
        inside += passed - np.append(passed[:, 1:], np.zeros_like(passed[:, :1]), axis=1)
        reached = beyond.sum(axis=2, dtype=np.float64)
        size += reached - np.append(reached[:, 1:], np.zeros((cells, 1)), axis=1)
    return inside, size


def _doubt_left(simulation: Simulation, first: int, group: Group, which: int, begin: int, end: int) -> Floats:
    """Frequencies (cases, m) of being among the first in each case of the group."""
    evidence, count = simulation.evidence, end - begin
    size = count * INNER_DRAWS
    place = which << 32 | begin
    known, rest = stream(simulation.seed, OUTER, place), stream(simulation.seed, INNER, place)
    matrix = evidence.blank(size)
    evidence.draw(rest, matrix)
    weights = simulation.region.draw(rest, size)
    case = evidence.blank(count)
    evidence.draw(known, case)
    rows, columns = np.nonzero(group.cells)
    matrix[columns, rows] = np.repeat(case[columns, rows], INNER_DRAWS, axis=-1)
    if group.weights:
        weights = np.repeat(simulation.region.draw(known, count), INNER_DRAWS, axis=1)
    scores = np.ascontiguousarray(simulation.score(matrix.transpose(2, 1, 0), weights.T).T)
    if not np.isfinite(scores.sum()):
        raise refusal("robustness.score_not_finite")
    members = compare(scores, simulation.tolerance) < first
    return np.asarray(members.reshape(len(members), count, INNER_DRAWS).mean(axis=2).T, dtype=float)
