"""The decision matrix: alternatives by criteria, each cell with its interval and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from priorizar.study.model import BASES, LEVELS

if TYPE_CHECKING:
    from priorizar.study.criteria import Criterion
    from priorizar.study.model import Alternative, Evidence

Floats = NDArray[np.float64]
UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class DecisionMatrix:
    """Alternatives (m) by criteria (n) as labelled arrays.

    Parameters
    ----------
    alternatives, criteria
        Labels of rows and columns.
    directions
        (n,) +1 where more is better, -1 where less is.
    value, low, high
        (m, n) performances, in each criterion's own unit. An unknown cell spans the whole scale, around
        the performance whose value is one half.
    basis
        (m, n) index into :data:`~priorizar.study.model.BASES`; 0 is unknown.
    level
        (m, n) index into :data:`~priorizar.study.model.LEVELS`; -1 is unknown.
    statement
        (m, n) index into ``statements``; -1 is unknown.
    statements
        For each index, the evidence a cell rests on.
    """

    alternatives: tuple[Alternative, ...]
    criteria: tuple[Criterion, ...]
    directions: NDArray[np.int64]
    value: Floats
    low: Floats
    high: Floats
    basis: NDArray[np.int8]
    level: NDArray[np.int8]
    statement: NDArray[np.int64]
    statements: tuple[tuple[Evidence, ...], ...]

    def __repr__(self) -> str:
        return f"<DecisionMatrix: {len(self.alternatives)} alternatives, {len(self.criteria)} criteria>"

    def to_value(self, performance: Floats) -> Floats:
        """Map performances (..., n) in the criteria's units to values from 0 (worst) to 1 (best)."""
        mapped = np.empty(np.shape(performance))
        for column, (criterion, sign) in enumerate(zip(self.criteria, self.directions, strict=True)):
            mapped[..., column] = criterion.to_value(performance[..., column], "max" if sign > 0 else "min")
        return mapped

    @cached_property
    def scaled(self) -> Floats:
        """(m, n) values from 0 to 1, 1 the best end of the scale."""
        return self.to_value(self.value)

    @cached_property
    def scaled_interval(self) -> tuple[Floats, Floats]:
        """Two (m, n) arrays: the worst and the best value that the evidence leaves open."""
        ends = self.to_value(self.low), self.to_value(self.high)
        return np.minimum(*ends), np.maximum(*ends)

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """(m, n) whether anything is stated on the cell."""
        return self.basis > 0

    @cached_property
    def coverage(self) -> Floats:
        """(m,) share of the criteria on which something is stated."""
        return np.asarray(self.known.mean(axis=1))

    @cached_property
    def bounds(self) -> Floats:
        """(n, 2) ends of each criterion's scale, in its unit."""
        return np.array([(one.scale.low, one.scale.high) for one in self.criteria])

    def evidence(self, row: int, column: int) -> tuple[Evidence, ...]:
        """Return the statements a cell rests on; none if it is unknown."""
        index = int(self.statement[row, column])
        return () if index == UNKNOWN else self.statements[index]

    def take(self, rows: Sequence[int] | NDArray[np.int64]) -> DecisionMatrix:
        """Return the matrix of some of the rows."""
        chosen = np.asarray(rows, dtype=np.int64)
        return DecisionMatrix(
            alternatives=tuple(self.alternatives[row] for row in chosen),
            criteria=self.criteria,
            directions=self.directions,
            value=self.value[chosen],
            low=self.low[chosen],
            high=self.high[chosen],
            basis=self.basis[chosen],
            level=self.level[chosen],
            statement=self.statement[chosen],
            statements=self.statements,
        )


def decision_matrix(
    alternatives: Sequence[Alternative],
    criteria: Sequence[Criterion],
    evidence: Sequence[Evidence],
    directions: Mapping[str, str] | None = None,
) -> DecisionMatrix:
    """Lay the evidence over the alternatives.

    Evidence applies as widely as it is stated, and the narrowest wins: province over zone within
    department over zone over department over all. What a scenario supposes (``what_if``) comes
    before all else. Among statements of one place the strongest basis wins, and if several are
    left the cell is their mean, within an interval that holds them all.

    Parameters
    ----------
    alternatives
        The m rows.
    criteria
        The n columns.
    evidence
        Statements, on these and other chains and criteria.
    directions
        Directions that differ from the criteria's own, by criterion id.
    """
    turned = directions or {}
    signs = [turned.get(criterion.id, criterion.direction) for criterion in criteria]
    m, n = len(alternatives), len(criteria)
    columns = {criterion.id: column for column, criterion in enumerate(criteria)}
    stated = _by_place(evidence, columns)
    statements = [tuple(found) for found in stated.values()]
    index = {key: position for position, key in enumerate(stated)}
    cells = [_cell(found) for found in statements]

    # Widest first, so that the narrowest is what stays.
    statement = np.full((m, n), UNKNOWN, dtype=np.int64)
    rows = _rows_by_place(alternatives)
    for (chain, column, key), position in sorted(index.items(), key=lambda item: item[0][2][:2]):
        spoken_of = rows.get((chain, key[2]))
        if spoken_of is not None:
            statement[spoken_of, column] = position
    # One more cell, last: what stands where nothing is known; -1 finds it.
    table = np.array([*cells, (np.nan, np.nan, np.nan, 0, UNKNOWN)], dtype=float)
    filled = table[statement]
    nothing = statement == UNKNOWN
    ends = np.array([(one.midpoint, one.scale.low, one.scale.high) for one in criteria]).reshape(n, 3)
    filled[..., :3] = np.where(nothing[..., None], ends, filled[..., :3])
    return DecisionMatrix(
        alternatives=tuple(alternatives),
        criteria=tuple(criteria),
        directions=np.array([1 if sign == "max" else -1 for sign in signs], dtype=np.int64),
        value=filled[..., 0],
        low=filled[..., 1],
        high=filled[..., 2],
        basis=filled[..., 3].astype(np.int8),
        level=filled[..., 4].astype(np.int8),
        statement=statement,
        statements=tuple(statements),
    )


Where = tuple[str | None, str | None, str | None]
Key = tuple[bool, int, Where]
"""Whether it is supposed, how narrow it is, and where."""


def _by_place(
    evidence: Sequence[Evidence], columns: Mapping[str, int]
) -> dict[tuple[str, int, Key], list[Evidence]]:
    """Group statements by what they speak of; of one place, keep those with the strongest basis."""
    found: dict[tuple[str, int, Key], list[Evidence]] = {}
    for one in evidence:
        column = columns.get(one.criterion)
        if column is None:
            continue
        place = one.place
        where = (None, None, place.province) if place.province else (place.department, place.zone, None)
        key = (one.chain, column, (one.what_if, LEVELS.index(place.level), where))
        kept = found.setdefault(key, [])
        if kept and BASES.index(one.basis) > BASES.index(kept[0].basis):
            kept.clear()
        if not kept or one.basis == kept[0].basis:
            kept.append(one)
    return found


def _rows_by_place(alternatives: Sequence[Alternative]) -> dict[tuple[str, Where], list[int]]:
    """Rows of each chain at each place that speaks for them."""
    rows: dict[tuple[str, Where], list[int]] = {}
    for row, alternative in enumerate(alternatives):
        province = alternative.province
        for where in (
            (None, None, province.ubigeo),
            (province.department, province.zone, None),
            (None, province.zone, None),
            (province.department, None, None),
            (None, None, None),
        ):
            rows.setdefault((alternative.chain.id, where), []).append(row)
    return rows


def _cell(found: Sequence[Evidence]) -> tuple[float, float, float, int, int]:
    value = sum(one.value for one in found) / len(found)
    low, high = min(one.low for one in found), max(one.high for one in found)
    first = found[0]
    return value, low, high, BASES.index(first.basis), LEVELS.index(first.place.level)
