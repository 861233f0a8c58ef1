"""The values of a cell cut into groups, to see how the doubt left depends on the value.

A cell of levels has one group a level. A cell of amounts has many narrow groups of equal chance, put together
into windows. What an amount tells within a window is lost, in proportion to the width of the window where the
amount decides at a point; so the doubt left is taken from windows of two widths and extended to no width at
all (Richardson), each averaged over where the windows may begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from priorizar.uncertainty.entropy import jackknifed
from priorizar.uncertainty.evidence import Evidence

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

MOST_WINDOWS = 64
FEWEST_WINDOWS = 4
DRAWS_A_WINDOW = 30
GROUPS_A_WINDOW = 4


@dataclass(frozen=True, eq=False)
class Partition:
    """How the values of one cell are cut.

    Parameters
    ----------
    cuts
        (groups - 1,) ascending: a value belongs to the group of the cuts below it.
    width
        Groups a window; 0 where the groups are the values themselves.
    """

    cuts: Floats
    width: int

    @property
    def groups(self) -> int:
        """How many."""
        return len(self.cuts) + 1

    def group_of(self, values: Floats) -> npt.NDArray[np.intp]:
        """Return the group (...) of each value."""
        return np.searchsorted(self.cuts, values, side="left")

    def windows(self, counts: Counts) -> Counts:
        """Return counts (groups, ...) put together by window, (windows, ...)."""
        starts = np.arange(0, len(counts), max(self.width, 1))
        return np.asarray(np.add.reduceat(counts, starts, axis=0))

    def window_of(self, group: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Return the window (...) of each group."""
        return group // max(self.width, 1)

    def doubt_left(self, inside: Counts, size: Counts) -> tuple[float, float]:
        """Estimate the doubt that is left on average when the value is known.

        Parameters
        ----------
        inside
            (groups, m) how often each alternative was in, by the group of the value.
        size
            (groups,) how often the value was in the group.

        Returns
        -------
        left, extended
            In bits; and by how much of it the extension to windows of no width is responsible.
        """
        if not self.width:
            return _left(inside, size, np.arange(len(size))), 0.0
        narrow, wide = (_mean_left(inside, size, width) for width in (self.width, 2 * self.width))
        return 2 * narrow - wide, wide - narrow

    @property
    def freedom(self) -> tuple[float, float]:
        """Mean and half the variance of what N draws of no influence seem to tell, times 2 N ln 2.

        Of a chi-square with f degrees of freedom both are f, as with f + 1 groups of values. The extension is
        a quadratic form in the groups' deviations: its trace, and the trace of its square.
        """
        if not self.width:
            return float(self.groups - 1), float(self.groups - 1)
        return _freedom(self.groups, self.width)


def partitions(evidence: Evidence, draws: int) -> list[Partition]:
    """Cut the values of every uncertain cell, in the order of the evidence, to suit so many draws."""
    windows = 1 << int(np.log2(np.clip(draws / DRAWS_A_WINDOW, FEWEST_WINDOWS, MOST_WINDOWS)))
    groups = windows * GROUPS_A_WINDOW
    quantiles = evidence.at(np.tile(np.arange(1, groups) / groups, (len(evidence.cells), 1)))
    found = []
    for (row, column), values in zip(evidence.cells, evidence.choices, strict=True):
        if values is None:
            found.append(Partition(np.unique(quantiles[column, row]), GROUPS_A_WINDOW))
        else:
            found.append(Partition((values[:-1] + values[1:]) / 2, 0))
    return found


def _left(inside: Counts, size: Counts, starts: npt.NDArray[np.intp]) -> float:
    """Doubt left where groups from each start to the next are one."""
    members, times = np.add.reduceat(inside, starts, axis=0), np.add.reduceat(size, starts)
    return float((times[:, None] * jackknifed(members, times[:, None])).sum() / times.sum())


def _mean_left(inside: Counts, size: Counts, width: int) -> float:
    return float(np.mean([_left(inside, size, starts) for starts in _beginnings(len(size), width)]))


def _beginnings(groups: int, width: int) -> list[npt.NDArray[np.intp]]:
    """Where windows of so many groups begin, for every place where the first may end."""
    return [np.unique(np.append(0, np.arange(first, groups, width))) for first in range(min(width, groups))]


@cache
def _freedom(groups: int, width: int) -> tuple[float, float]:
    form = 2 * _averages(groups, width) - _averages(groups, 2 * width)
    return float(np.trace(form)) - 1, float((form**2).sum()) - 1


def _averages(groups: int, width: int) -> Floats:
    """Matrix (groups, groups) that averages over the window, averaged over the places windows may begin."""
    total = np.zeros((groups, groups))
    for starts in _beginnings(groups, width):
        window = np.zeros(groups, dtype=int)
        window[starts[1:]] = 1
        same = (number := np.cumsum(window))[:, None] == number
        total += same / same.sum(axis=1)
    return total / min(width, groups)
