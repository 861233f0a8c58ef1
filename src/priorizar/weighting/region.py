"""Intervals, order and ratios: statements that leave room, as a region of weights.

The region is every weight vector w, none negative, summing to 1, that satisfies them all: linear
inequalities ``a_ub @ w <= b_ub``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from priorizar.arrays import Bools, Floats
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.figures import digits_apart
from priorizar.weighting.names import unknown_names
from priorizar.weighting.ratios import ratio_problems

# The solver keeps its constraints within 1e-7: a slack that can never exceed this is none.
FLAT = 1e-6


@dataclass(frozen=True)
class Between:
    """The weight of ``item`` lies between two shares of the whole (0 to 1)."""

    item: str
    low: float
    high: float

    def __str__(self) -> str:
        return f"{100 * self.low:g} % ≤ {self.item} ≤ {100 * self.high:g} %"

    @property
    def named(self) -> Mapping[str, str]:
        """Items it speaks of, by how a scenario heads them."""
        return {"criterion": self.item}

    def rows(self, position: dict[str, int]) -> Iterator[tuple[Floats, float]]:
        """Inequalities ``a @ w <= b``; none for an end that says nothing."""
        unit = np.eye(len(position))[position[self.item]]
        if self.high < 1:
            yield unit, self.high
        if self.low > 0:
            yield -unit, -self.low

    def problems(self) -> Iterator[Problem]:
        """Find what makes the statement itself impossible."""
        if not 0 <= self.low <= self.high <= 1:
            low, high = 100 * self.low, 100 * self.high
            values = {"item": self.item, "low": low, "low_told": digits_apart(low, high, 0, 100)}
            values |= {"high": high, "high_told": digits_apart(high, low, 0, 100)}
            yield Problem("weighting.percent_range", values, path=("percent",))


@dataclass(frozen=True)
class AtLeast:
    """``item`` weighs at least ``times`` as much as ``other``."""

    item: str
    other: str
    times: float = 1.0

    def __str__(self) -> str:
        return (
            f"{self.item} ≥ {self.other}"
            if self.times == 1
            else f"{self.item} ≥ {self.times:g} × {self.other}"
        )

    @property
    def named(self) -> Mapping[str, str]:
        """Items it speaks of, by how a scenario heads them."""
        return {"criterion": self.item, "at_least": self.other}

    def rows(self, position: dict[str, int]) -> Iterator[tuple[Floats, float]]:
        """Inequalities ``a @ w <= b``."""
        row = np.zeros(len(position))
        row[position[self.item]], row[position[self.other]] = -1.0, self.times
        yield row, 0.0

    def problems(self) -> Iterator[Problem]:
        """Find what makes the statement itself impossible."""
        yield from (one.within("times") for one in ratio_problems(self.item, self.other, self.times))
        if self.item == self.other:
            yield Problem("weighting.compared_with_itself", {"a": self.item}, path=("at_least",))


RegionStatement = Between | AtLeast


@dataclass(frozen=True, eq=False)
class WeightRegion:
    """Every weight vector that fits the statements.

    Parameters
    ----------
    items
        What the n weights are of.
    statements
        What was said.
    a_ub, b_ub
        (k, n) and (k,): ``a_ub @ w <= b_ub``, besides ``w >= 0`` and ``sum w = 1``.
    """

    items: tuple[str, ...]
    statements: tuple[RegionStatement, ...]
    a_ub: Floats
    b_ub: Floats

    @cached_property
    def bounds(self) -> Floats:
        """(n, 2) the least and the most each item can weigh."""
        ends = [
            [float(self._extreme(sign * unit) @ unit) for sign in (1.0, -1.0)]
            for unit in np.eye(len(self.items))
        ]
        return np.asarray(np.clip(ends, 0.0, 1.0))

    @cached_property
    def centre(self) -> Floats:
        """(n,) the analytic centre of the region.

        The point where the product of the distances to the faces is largest (Boyd & Vandenberghe 2004,
        section 8.5.3), over those constraints that bound the region: statements said twice or implied
        by others do not move it. It is unique, and for a complete order it is the rank order centroid.
        """
        if len(self.items) == 1:
            return np.ones(1)
        lhs, rhs = self._on_simplex
        corners = np.array([self._extreme(row) for row in lhs])
        slack = rhs - (lhs * corners).sum(axis=1)
        flat = slack <= FLAT
        inside = corners[~flat].mean(axis=0) if not flat.all() else corners.mean(axis=0)
        free = _null_space(np.vstack([np.ones(len(self.items)), lhs[flat]]))
        if free.shape[1] == 0:
            return _shares(inside)
        faces = self._faces(lhs, rhs, np.flatnonzero(~flat), flat)
        return _shares(_analytic_centre(lhs[faces], rhs[faces], inside, free))

    @cached_property
    def _on_simplex(self) -> tuple[Floats, Floats]:
        """All inequalities, non-negativity among them, with slacks measured along the simplex."""
        n = len(self.items)
        lhs = np.vstack([self.a_ub, -np.eye(n)])
        rhs = np.concatenate([self.b_ub, np.zeros(n)])
        length = np.linalg.norm(lhs - lhs.mean(axis=1, keepdims=True), axis=1)
        bounding = length > 0
        return lhs[bounding] / length[bounding, None], rhs[bounding] / length[bounding]

    def _extreme(self, objective: Floats) -> Floats:
        """Point of the region where ``objective @ w`` is least."""
        found = _solve(objective, self.a_ub, self.b_ub)
        assert found is not None, "a region is only built from statements that hold together"  # noqa: S101
        return found

    def _faces(self, lhs: Floats, rhs: Floats, rows: NDArray[np.int_], flat: Bools) -> NDArray[np.int_]:
        """Rows that no others imply."""
        kept = list(rows)
        for row in rows:
            others = [other for other in kept if other != row]
            upper = np.vstack([lhs[others], lhs[flat], -lhs[flat], lhs[[row]]])
            limit = np.concatenate([rhs[others], rhs[flat], FLAT - rhs[flat], rhs[[row]] + 1])
            furthest = _solve(-lhs[row], upper, limit, least=None)
            if furthest is not None and lhs[row] @ furthest <= rhs[row] + FLAT:
                kept = others
        return np.array(kept, dtype=int)


def weight_region(items: Sequence[str], statements: Sequence[RegionStatement]) -> WeightRegion:
    """Build the region of the weights that fit all statements.

    Raises
    ------
    PriorizarError
        With every unknown name and impossible statement, each at the path of its statement; or if no weights
        fit, with a smallest set of statements that contradict each other: leave any one of them out and the
        others hold together.
    """
    named = [((row, head), name) for row, one in enumerate(statements) for head, name in one.named.items()]
    problems = unknown_names(named, items)
    problems += [problem.within(row) for row, one in enumerate(statements) for problem in one.problems()]
    if problems:
        raise PriorizarError(problems)
    if not _feasible(items, statements):
        conflict = list(statements)
        for one in statements:
            without = [other for other in conflict if other is not one]
            if not _feasible(items, without):
                conflict = without
        first = next(row for row, one in enumerate(statements) if one is conflict[0])
        raise refusal("weighting.region_empty", first, statements=tuple(str(one) for one in conflict))
    return WeightRegion(tuple(items), tuple(statements), *_rows(items, statements))


def _rows(items: Sequence[str], statements: Sequence[RegionStatement]) -> tuple[Floats, Floats]:
    position = {item: i for i, item in enumerate(items)}
    rows = [row for one in statements for row in one.rows(position)]
    lhs = np.array([row for row, _ in rows]).reshape(len(rows), len(items))
    return lhs, np.array([bound for _, bound in rows], dtype=float)


def _feasible(items: Sequence[str], statements: Sequence[RegionStatement]) -> bool:
    return _solve(np.zeros(len(items)), *_rows(items, statements)) is not None


def _solve(objective: Floats, upper: Floats, limit: Floats, least: float | None = 0.0) -> Floats | None:
    """Point where the objective is least under ``upper @ w <= limit``, ``sum w = 1`` and ``w >= least``."""
    from scipy.optimize import linprog

    n = len(objective)
    found = linprog(objective, upper, limit, np.ones((1, n)), [1.0], bounds=(least, None))
    return np.asarray(found.x) if found.success else None


def _null_space(rows: Floats) -> Floats:
    _, lengths, directions = np.linalg.svd(rows)
    rank = int((lengths > 1e-9 * lengths[0]).sum())
    return np.asarray(directions[rank:].T)


def _analytic_centre(lhs: Floats, rhs: Floats, start: Floats, free: Floats) -> Floats:
    """Damped Newton's method on ``−Σ log(rhs − lhs @ w)`` along the free directions."""
    w = start
    for _ in range(200):
        slack = rhs - lhs @ w
        scaled = (lhs @ free) / slack[:, None]
        gradient = scaled.sum(axis=0)
        step = free @ np.linalg.solve(scaled.T @ scaled, -gradient)
        rates = lhs @ step / slack
        decrement = float(rates @ rates)
        if decrement < 1e-24:
            break
        # A full step may leave the region; this one cannot, the function being self-concordant.
        w = w + step * (1.0 if decrement < 1 / 16 else 1 / (1 + decrement**0.5))
    return w


def _shares(values: Floats) -> Floats:
    kept = np.maximum(values, 0.0)
    return np.asarray(kept / kept.sum())
