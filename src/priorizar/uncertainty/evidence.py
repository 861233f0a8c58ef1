"""What the cells of a matrix could be, and how to draw it.

A cell is an interval with a stated value inside. Quantities are drawn uniform over the interval, or
triangular with the stated value as mode; ordinal criteria only take their levels; an unknown cell is
an interval as wide as its scale. Cells are drawn independently of one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.names import suggest

Floats = npt.NDArray[np.float64]
Shape = Literal["uniform", "triangular"]
SHAPES: tuple[Shape, ...] = ("uniform", "triangular")


class _Levels(NamedTuple):
    """Uncertain cells of an ordinal column: which rows; values (r, L); chance (r, L - 1) up to each level.

    ``even`` if the values of every row are the first, and then one step after another.
    """

    rows: npt.NDArray[np.intp]
    values: Floats
    cumulated: npt.NDArray[np.float32]
    even: bool


class _Amounts(NamedTuple):
    """Uncertain cells of a numeric column: rows; ends and mode (r, 1); the knots of the value function."""

    rows: npt.NDArray[np.intp]
    low: Floats
    mode: Floats
    high: Floats
    knots: tuple[Floats, Floats] | None


@dataclass(frozen=True, eq=False)
class Evidence:
    """A matrix of intervals.

    Parameters
    ----------
    value, low, high
        (m, n) in the criteria's own units, ``low <= value <= high``.
    levels
        For each criterion its levels, ascending, or None where any amount is possible. An interval that
        holds no level stands for doubt between those around it. One that leaves a single level leaves no
        doubt: the cell stays as stated.
    value_functions
        For each criterion the points (amounts, values) of the piecewise linear map that the method wants
        its numbers through, or None to leave them in their own units. None for all by default.
    shape
        ``uniform`` or ``triangular``. Among levels: uniform makes each as likely; triangular gives each
        level the chance of the triangle nearest to it.

    Raises
    ------
    PriorizarError
        ``robustness.evidence_shape``, ``robustness.evidence_not_finite``, ``robustness.evidence_interval``,
        ``robustness.evidence_distribution``; all cells at once.
    """

    value: Floats
    low: Floats
    high: Floats
    levels: Sequence[Floats | None] | None = None
    value_functions: Sequence[tuple[Floats, Floats] | None] | None = None
    shape: Shape = "uniform"

    def __post_init__(self) -> None:
        value, low, high = (np.asarray(part, dtype=float) for part in (self.value, self.low, self.high))
        if value.ndim != 2 or 0 in value.shape or not value.shape == low.shape == high.shape:
            raise refusal("robustness.evidence_shape", value=value.shape, low=low.shape, high=high.shape)
        if self.shape not in SHAPES:
            guess = suggest(str(self.shape), SHAPES)
            raise refusal("robustness.evidence_distribution", shape=self.shape, guess=guess)
        finite = np.isfinite(value) & np.isfinite(low) & np.isfinite(high)
        problems = [
            Problem("robustness.evidence_not_finite", {"row": i + 1, "column": j + 1})
            for i, j in np.argwhere(~finite)
        ] + [
            Problem("robustness.evidence_interval", {"row": i + 1, "column": j + 1})
            for i, j in np.argwhere(finite & ~((low <= value) & (value <= high)))
        ]
        if problems:
            raise PriorizarError(problems)
        for name, part in (("value", value), ("low", low), ("high", high)):
            object.__setattr__(self, name, part)

    @property
    def dimensions(self) -> tuple[int, int]:
        """Alternatives m and criteria n."""
        m, n = self.value.shape
        return m, n

    @cached_property
    def uncertain(self) -> npt.NDArray[np.bool_]:
        """(m, n) cells that can take more than one value."""
        several = np.zeros(self.value.shape, dtype=bool)
        for j, column in enumerate(self._columns):
            if column is not None:
                several[column.rows, j] = True
        return several

    @cached_property
    def stated(self) -> Floats:
        """(m, n) the stated values, as the method wants them."""
        return self._mapped(self.value)

    @cached_property
    def ends(self) -> tuple[Floats, Floats]:
        """Two (m, n): the least and the greatest each cell can be, as the method wants them."""
        low, high = self._mapped(self.low), self._mapped(self.high)
        least = np.where(self.uncertain, np.minimum(low, high), self.stated)
        greatest = np.where(self.uncertain, np.maximum(low, high), self.stated)
        for j, column in enumerate(self._columns):
            if isinstance(column, _Levels):
                least[column.rows, j] = column.values.min(axis=1)
                greatest[column.rows, j] = column.values.max(axis=1)
        return least, greatest

    def _function(self, column: int) -> tuple[Floats, Floats] | None:
        return None if self.value_functions is None else self.value_functions[column]

    def _mapped(self, amounts: Floats) -> Floats:
        mapped = np.array(amounts)
        for j in range(mapped.shape[1]):
            function = self._function(j)
            if function is not None:
                mapped[:, j] = np.interp(amounts[:, j], *function)
        return mapped

    @cached_property
    def _columns(self) -> tuple[_Levels | _Amounts | None, ...]:
        """How each column is drawn; None if nothing in it is uncertain."""
        return tuple(self._column(j) for j in range(self.value.shape[1]))

    def _column(self, j: int) -> _Levels | _Amounts | None:
        rows = np.flatnonzero(self.low[:, j] < self.high[:, j])
        if not rows.size:
            return None
        low, mode, high = (part[rows, j][:, None] for part in (self.low, self.value, self.high))
        function = self._function(j)
        levels = None if self.levels is None else self.levels[j]
        if levels is None:
            if function is not None and len(function[0]) == 2:  # a straight line: through it once and for all
                low, mode, high = (np.interp(part, *function) for part in (low, mode, high))
                function = None
            return _Amounts(rows, low, mode, high, function)
        chances = self._level_chances(np.asarray(levels, dtype=float), low, mode, high)
        several = (chances > 0).sum(axis=1) > 1
        if not several.any():
            return None
        rows, chances = rows[several], chances[several]
        worth = np.asarray(levels, dtype=float) if function is None else np.interp(levels, *function)
        # Each row's own levels first, in order; rows with fewer repeat their last at no chance.
        order = np.argsort(chances <= 0, axis=1, kind="stable")
        kept = np.take_along_axis(chances, order, axis=1)
        values = worth[order]
        last = (kept > 0).sum(axis=1)
        most = int(last.max())
        values = np.take_along_axis(values, np.minimum(np.arange(most), last[:, None] - 1), axis=1)
        cumulated = np.cumsum(kept, axis=1)[:, : most - 1]
        cumulated[np.arange(most - 1) >= last[:, None] - 1] = 1.0
        steps = values[:, :1] + np.arange(most) * (values[:, 1:2] - values[:, :1])
        even = bool((np.abs(steps - values)[np.arange(most) < last[:, None]] < 1e-15).all())
        return _Levels(rows, values, cumulated.astype(np.float32), even)

    def _level_chances(self, levels: Floats, low: Floats, mode: Floats, high: Floats) -> Floats:
        """Chance (r, L) of each level: of the draws nearest to it, counting levels from 0."""
        count = np.arange(len(levels))
        inside = (levels >= low) & (levels <= high)
        some = inside.any(axis=1, keepdims=True)
        first = np.argmax(inside, axis=1)[:, None]
        last = len(levels) - 1 - np.argmax(inside[:, ::-1], axis=1)[:, None]
        low, mode, high = (np.interp(part, levels, count) for part in (low, mode, high))
        low, high = np.where(some, first - 0.5, low), np.where(some, last + 0.5, high)
        edges = np.clip(count[:-1] + 0.5, low, high)
        if self.shape == "uniform":
            below = (edges - low) / (high - low)
        else:
            below = _triangle_below(edges, low, mode, high)
        ends = np.zeros((len(below), 1)), np.ones((len(below), 1))
        chances = np.diff(np.hstack([ends[0], below, ends[1]]), axis=1)
        chances[chances < 1e-12] = 0.0
        return np.asarray(chances, dtype=float)

    def blank(self, size: int) -> Floats:
        """Return an array (n, m, size) of the stated values, for :meth:`draw` to fill."""
        return np.repeat(self.stated.T[:, :, None], size, axis=2)

    def draw(self, rng: np.random.Generator, into: Floats) -> None:
        """Draw the uncertain cells.

        Parameters
        ----------
        rng
            Where the random numbers come from.
        into
            (n, m, size), from :meth:`blank`; its certain cells are left alone.
        """
        size = into.shape[2]
        for j, column in enumerate(self._columns):
            if column is None:
                continue
            kind = np.float32 if isinstance(column, _Levels) else np.float64
            self._fill(into[j], column, rng.random((len(column.rows), size), dtype=kind))

    def at(self, uniforms: Floats) -> Floats:
        """Return the matrices (n, m, size) at quantiles (cells, size) of the uncertain cells, by column.

        The order of the cells is that of :attr:`cells`.
        """
        filled = self.blank(uniforms.shape[1])
        start = 0
        for j, column in enumerate(self._columns):
            if column is not None:
                self._fill(filled[j], column, uniforms[start : start + len(column.rows)].copy())
                start += len(column.rows)
        return filled

    @cached_property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """Row and column of each uncertain cell, column by column."""
        return tuple(
            (int(i), j) for j, column in enumerate(self._columns) if column is not None for i in column.rows
        )

    @cached_property
    def choices(self) -> tuple[Floats | None, ...]:
        """For each of :attr:`cells` the values it can take, ascending; None where any amount is possible."""
        return tuple(
            np.unique(values) if isinstance(column, _Levels) else None
            for column in self._columns
            if column is not None
            for values in (column.values if isinstance(column, _Levels) else column.low)
        )

    def _fill(self, target: Floats, column: _Levels | _Amounts, uniforms: npt.NDArray[np.floating]) -> None:
        """Turn uniform numbers (r, size), which are used up, into the values of a column (m, size)."""
        every = len(column.rows) == len(target)
        if isinstance(column, _Levels):
            drawn = _levels_at(column, uniforms, target if every else None)
        else:
            drawn = self._amounts_at(column, uniforms)
        if not (every and drawn is target):
            target[column.rows] = drawn

    def _amounts_at(self, column: _Amounts, uniforms: npt.NDArray[np.floating]) -> Floats:
        low, mode, high = column.low, column.mode, column.high
        amounts = np.asarray(uniforms, dtype=float)
        if self.shape == "uniform":
            amounts *= high - low
            amounts += low
        else:
            turn = (mode - low) / (high - low)
            rising = low + np.sqrt(amounts * turn) * (high - low)
            amounts = np.where(
                amounts < turn, rising, high - np.sqrt((1 - amounts) * (1 - turn)) * (high - low)
            )
        return amounts if column.knots is None else _piecewise(amounts, *column.knots)


def _levels_at(column: _Levels, uniforms: npt.NDArray[np.floating], out: Floats | None) -> Floats:
    """Values of the levels that uniform numbers (r, size) fall on."""
    step = np.zeros(uniforms.shape, dtype=np.uint8)
    for limit in column.cumulated.T:
        step += uniforms >= limit[:, None]
    if column.even:
        first = column.values[:, :1]
        drawn = np.multiply(step, column.values[:, 1:2] - first, out=out)
        drawn += first
        return drawn
    return np.take_along_axis(column.values, step.astype(np.intp), axis=1)


def _triangle_below(x: Floats, low: Floats, mode: Floats, high: Floats) -> Floats:
    """Chance that a triangular variable is below x, low <= x <= high."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = (x - low) ** 2 / ((high - low) * (mode - low))
        falling = 1 - (high - x) ** 2 / ((high - low) * (high - mode))
    return np.where(x <= low, 0.0, np.where(x < mode, rising, np.where(x >= high, 1.0, falling)))


def _piecewise(amounts: Floats, at: Floats, worth: Floats) -> Floats:
    """Piecewise linear function as a line with a bend at each knot: for few knots faster than a search."""
    slopes = np.diff(worth) / np.diff(at)
    values: Floats = worth[0] + slopes[0] * (amounts - at[0])
    for knot, bend in zip(at[1:-1], np.diff(slopes), strict=True):
        values += bend * np.maximum(amounts - knot, 0.0)
    return values
