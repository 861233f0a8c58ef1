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
from typing import Any

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.uncertainty.acceptability import NORMAL_95
from priorizar.uncertainty.entropy import bits, jackknifed
from priorizar.uncertainty.partition import Counts, Partition, partitions
from priorizar.uncertainty.simulation import CHUNKS_A_BLOCK, Simulation, checked_draws, in_order
from priorizar.uncertainty.streams import INNER, OUTER, stream
from priorizar.uncertainty.tally import compare

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

INNER_DRAWS = 512
ERROR_DRAWS = 2048
NATURAL = 2 * np.log(2)


@dataclass(frozen=True, eq=False)
class CellInformation:
    """What each uncertain cell is worth knowing.

    Parameters
    ----------
    doubt
        In bits, with nothing more known: that of the frequencies met.
    cells
        Row and column of each uncertain cell.
    gain
        (cells,) by how much doubt would fall on average, in bits, less the bias; from 0 to ``doubt``.
    error
        (cells,) half-width of the 95 % interval of the gain.
    noise
        (cells,) what a cell of no influence would seem to be worth by chance, at most, 19 times in 20.
    """

    doubt: float
    cells: tuple[tuple[int, int], ...]
    gain: Floats
    error: Floats
    noise: Floats


@dataclass(frozen=True, eq=False)
class GroupInformation:
    """What each group of unknowns is worth knowing together.

    Parameters
    ----------
    doubt
        (groups,) in bits, with nothing more known: the same for all.
    gain
        (groups,) by how much it would fall on average; not below 0.
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


@dataclass(eq=False)
class _Members:
    """How often each alternative (m,) was among the first k, and each two together (m, m)."""

    draws: int
    times: Counts
    together: Counts

    @property
    def doubt(self) -> float:
        """In bits."""
        return float(jackknifed(self.times, self.draws).sum())

    @property
    def kinship(self) -> float:
        """Sum of the squared correlations of the memberships: 1 for one alone, 4 where two are opposites."""
        open_ones = (self.times > 0) & (self.times < self.draws)
        share = self.times[open_ones] / self.draws
        covariance = self.together[np.ix_(open_ones, open_ones)] / self.draws - np.outer(share, share)
        variance = share * (1 - share)
        return float((covariance**2 / np.outer(variance, variance)).sum())

    @property
    def doubt_variance(self) -> float:
        """Variance of the doubt as estimated, to the second order of the delta method.

        Around frequencies with two cases for and two against added (Agresti and Coull 1998), so that one
        of 0 is not taken for certain.
        """
        trials = self.draws + NORMAL_95**2
        share = (self.times + NORMAL_95**2 / 2) / trials
        seen = self.times / self.draws
        covariance = (self.together / self.draws - np.outer(seen, seen)) / self.draws
        np.fill_diagonal(covariance, share * (1 - share) / trials)
        slope = np.log2((1 - share) / share)
        curve = 1 / (np.log(2) * share * (1 - share))
        second = (np.outer(curve, curve) * covariance**2).sum() / 2
        return float(max(slope @ covariance @ slope, 0.0) + second)


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
    group a level, or windows of amounts (:mod:`priorizar.uncertainty.partition`). Small groups seem to tell
    more than they do; that bias is taken off by the jackknife.

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

    Notes
    -----
    The error is that of the mean over the draws of ``log2 p(membership | value) / p(membership)``, with what
    chance alone makes of it and half of what extending the windows to no width took off or added.
    """
    evidence = simulation.evidence
    draws = _checked(first, draws, evidence.dimensions[0])
    cuts = partitions(evidence, draws)
    tasks = _blocks(simulation, cuts, first, draws)
    members = _nobody(evidence.dimensions[0])
    inside: list[dict[int, Counts]] = [{} for _ in cuts]
    size = [np.zeros(cut.groups, dtype=np.int64) for cut in cuts]
    for part, rows, counted, times in in_order(tasks, workers=workers, executor=executor):
        _add(members, part)
        for which, counts in enumerate(counted):
            size[which] += times[which]
            for row, one in zip(rows, counts.T, strict=True):
                inside[which][row] = inside[which].get(row, 0) + one
    doubt = members.doubt
    some = sorted(inside[0]) if inside else []
    gain, error, noise = (np.zeros(len(cuts)) for _ in range(3))
    tables = [np.array([counts[row] for row in some]).T for counts in inside]
    sampled = _sampling_variances(simulation, cuts, first, draws, some, tables, size)
    for which, cut in enumerate(cuts):
        left, extended = cut.doubt_left(tables[which], size[which])
        mean, square = cut.freedom
        chance = np.sqrt(2 * square * members.kinship) / (NATURAL * draws)
        gain[which] = doubt - left
        error[which] = NORMAL_95 * np.sqrt(sampled[which] / draws + chance**2) + abs(extended) / 2
        noise[which] = _at_most(mean, square, members, draws)
    met = float(bits(members.times / members.draws).sum())
    return CellInformation(met, evidence.cells, np.clip(gain, 0.0, met), error, noise)


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

    For each of the ``outer`` draws of the group, the doubt left by 512 draws of all else. The doubt with
    nothing known comes from as many draws as one group takes, those that acceptability is counted from.

    Parameters
    ----------
    simulation, first, workers, executor
        As for :func:`cell_information`.
    groups
        What would become known.
    outer
        How many cases of each group.

    Notes
    -----
    The error is that of both: of the doubt, by the delta method, and of the mean doubt left over the cases,
    with two cases more that leave all the doubt and two that leave none, as Agresti and Coull (1998) do for
    frequencies: where 256 cases settle everything, the 257th may not.
    """
    outer = _checked(first, outer, simulation.evidence.dimensions[0])
    at_once = max(1, simulation.chunk // INNER_DRAWS)
    tasks = [
        (_doubt_left, simulation, first, group, which, begin, min(begin + at_once, outer))
        for which, group in enumerate(groups)
        for begin in range(0, outer, at_once)
    ]
    left: list[list[Floats]] = [[] for _ in groups]
    for task, cases in zip(tasks, in_order(tasks, workers=workers, executor=executor), strict=True):
        left[task[4]].append(cases)
    now = _memberships(simulation, first, INNER_DRAWS * outer, workers, executor)
    doubt, variance = now.doubt, now.doubt_variance
    gain, error = np.zeros(len(groups)), np.zeros(len(groups))
    for which, parts in enumerate(left):
        cases = np.concatenate(parts)
        widened = np.append(cases, [0.0, 0.0, doubt, doubt])
        gain[which] = max(doubt - float(cases.mean()), 0.0)
        error[which] = NORMAL_95 * np.sqrt(widened.var(ddof=1) / len(widened) + variance)
    return GroupInformation(np.full(len(groups), doubt), gain, error)


def criterion_groups(cells: Flags) -> list[Group]:
    """Return one group a criterion: its uncertain cells."""
    return [Group(cells & (np.arange(cells.shape[1]) == j)) for j in range(cells.shape[1])]


def _checked(first: int, draws: int, alternatives: int) -> int:
    """Return the draws, after checking them and the number of first places."""
    if not 1 <= first <= alternatives:
        raise refusal("robustness.first_k_out_of_range", k=first, alternatives=alternatives)
    return checked_draws(draws)


def _nobody(alternatives: int) -> _Members:
    shape = (alternatives, alternatives)
    return _Members(0, np.zeros(alternatives, dtype=np.int64), np.zeros(shape, dtype=np.int64))


def _counted(members: Flags) -> _Members:
    """Count memberships (m, size). Exact in single precision: below 2^24."""
    flags = members.astype(np.float32)
    return _Members(members.shape[1], members.sum(axis=1, dtype=np.int64), (flags @ flags.T).astype(np.int64))


def _add(to: _Members, other: _Members) -> None:
    to.draws += other.draws
    to.times += other.times
    to.together += other.together


def _memberships(
    simulation: Simulation, first: int, draws: int, workers: int | None, executor: Executor | None
) -> _Members:
    """Count who is among the first in so many draws, those that acceptability is counted from."""
    found = _nobody(simulation.evidence.dimensions[0])
    tasks = _blocks(simulation, (), first, draws)
    for part, *_ in in_order(tasks, workers=workers, executor=executor):
        _add(found, part)
    return found


def _blocks(
    simulation: Simulation, cuts: Sequence[Partition], first: int, draws: int
) -> list[tuple[Any, ...]]:
    """Return the calls of :func:`_joint_counts` that count so many draws, as tasks."""
    chunks = -(-draws // simulation.chunk)
    return [
        (_joint_counts, simulation, cuts, first, begin, min(begin + CHUNKS_A_BLOCK, chunks), draws)
        for begin in range(0, chunks, CHUNKS_A_BLOCK)
    ]


def _joint_counts(
    simulation: Simulation, cuts: Sequence[Partition], first: int, begin: int, end: int, draws: int
) -> tuple[_Members, list[int], list[Counts], list[Counts]]:
    """Count memberships; who was ever in; and for each cell how often in, by the group of its value.

    The counts of a cell are (groups, ever in) and (groups,).
    """
    m = simulation.evidence.dimensions[0]
    members = _nobody(m)
    size = [np.zeros(cut.groups, dtype=np.int64) for cut in cuts]
    inside = [np.zeros((m, cut.groups), dtype=np.int64) for cut in cuts]
    for scores, _, matrix in simulation.chunks(begin, end, draws):
        among = compare(scores, simulation.tolerance) < first
        _add(members, _counted(among))
        rows, at = np.nonzero(among)
        for which, (cut, (row, column)) in enumerate(zip(cuts, simulation.evidence.cells, strict=False)):
            group = cut.group_of(matrix[column, row])
            size[which] += np.bincount(group, minlength=cut.groups)
            joint = np.bincount(rows * cut.groups + group[at], minlength=m * cut.groups)
            inside[which] += joint.reshape(m, cut.groups)
    ever = np.flatnonzero(members.times)
    return members, ever.tolist(), [counts[ever].T for counts in inside], size


def _sampling_variances(
    simulation: Simulation,
    cuts: Sequence[Partition],
    first: int,
    draws: int,
    some: Sequence[int],
    tables: Sequence[Counts],
    sizes: Sequence[Counts],
) -> Floats:
    """Variance (cells,) over draws of what the chance of a membership says more if the value is known."""
    if not cuts:
        return np.zeros(0)
    scores, _, matrix = next(simulation.chunks(0, 1, draws))
    among = (compare(scores, simulation.tolerance) < first)[list(some), :ERROR_DRAWS]
    found = np.zeros(len(cuts))
    for which, (cut, (row, column)) in enumerate(zip(cuts, simulation.evidence.cells, strict=True)):
        times = cut.windows(sizes[which])[:, None]
        inside = cut.windows(tables[which])
        # What was never met is not looked up.
        with np.errstate(divide="ignore", invalid="ignore"):
            said_in = np.log2(inside / times) - np.log2(inside.sum(axis=0) / times.sum())
            said_out = np.log2(1 - inside / times) - np.log2(1 - inside.sum(axis=0) / times.sum())
        window = cut.window_of(cut.group_of(matrix[column, row, :ERROR_DRAWS]))
        said = np.where(among.T, said_in[window], said_out[window])
        found[which] = np.nan_to_num(said).sum(axis=1).var()
    return found


def _at_most(mean: float, square: float, members: _Members, draws: int) -> float:
    """Return what no influence seems to tell, at most, 19 times in 20.

    It is a scaled chi-square of the same mean and variance (Satterthwaite 1946).
    """
    from scipy.special import chdtri

    open_ones = int(((members.times > 0) & (members.times < members.draws)).sum())
    spread = square * members.kinship
    if spread <= 0:
        return 0.0
    whole = mean * open_ones
    freedom = whole**2 / spread
    return float((whole / freedom * chdtri(freedom, 0.05) - whole) / (NATURAL * draws))


def _doubt_left(simulation: Simulation, first: int, group: Group, which: int, begin: int, end: int) -> Floats:
    """Doubt left (cases,), in bits, in each case of the group."""
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
    times = members.reshape(len(members), count, INNER_DRAWS).sum(axis=2)
    return np.asarray(jackknifed(times, INNER_DRAWS).sum(axis=0), dtype=float)
