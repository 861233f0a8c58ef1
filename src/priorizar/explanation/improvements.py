"""What would lift an alternative: the least in one criterion or in several, and what is out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import floor, log10, prod
from typing import NamedTuple

import numpy as np

from priorizar.arrays import Floats
from priorizar.explanation.trials import Trials
from priorizar.methods.ranks import ranks
from priorizar.study.criteria import LevelsScale

SCANNED = 128
"""Amounts of a numeric scale looked at before the threshold between two of them is narrowed down."""

HALVINGS = 60
STEPS_TOGETHER = 8
"""Amounts of a numeric scale that changes in several criteria are put together from."""

SLACK = 1e-6
"""How far above a round amount a threshold may lie by rounding, in units of that amount's last digit."""

SAME = 1e-9
"""Gains in value closer than this are equal."""

COMBINATIONS = 100_000
"""How many changes in several criteria are tried at most; with more criteria, fewer change at once."""


@dataclass(frozen=True)
class Improvement:
    """A change in one criterion.

    Parameters
    ----------
    column
        Of the criterion.
    amount
        In its unit: a level or halfway between two, or a round amount.
    gain
        By how much its value from 0 to 1 rises; for an unknown cell, over the middle of its scale.
    threshold
        The amount, not rounded, from which on the place is reached.
    """

    column: int
    amount: float
    gain: float
    threshold: float


@dataclass(frozen=True)
class BestEnd:
    """An alternative with one criterion (``column``) at the best ``amount`` of its scale."""

    column: int
    amount: float
    rank: int
    score: float


class _Change(NamedTuple):
    """Changes that are enough: total gain in value, in how many criteria, the score, and the amounts (n,)."""

    total: float
    size: int
    score: float
    supposed: Floats


@dataclass(frozen=True)
class Goal:
    """What would take an alternative to a place or beyond it.

    Parameters
    ----------
    place
        The rank to reach; being level with whoever has it is enough.
    holder
        Row of the ranking that has it.
    single
        For each criterion, in order, the least change in it alone; None where not even the best end of
        its scale is enough.
    together
        The changes with the least total gain in value, over one criterion or several; none if nothing
        that was tried is enough.
    at_once
        In how many criteria at once changes were tried.
    """

    place: int
    holder: int
    single: tuple[Improvement | None, ...]
    together: tuple[Improvement, ...]
    at_once: int


def goals(trials: Trials) -> tuple[Goal, ...]:
    """Find what would take an alternative to the next place above and to the first; none if it is first."""
    places = trials.ranking.rank[trials.members]
    above = sorted({int(place) for place in places[places < trials.place]}, reverse=True)
    wanted = dict.fromkeys([*above[:1], *above[-1:]])
    return tuple(_goal(trials, place) for place in wanted)


def at_best(trials: Trials) -> tuple[BestEnd, ...]:
    """Put each criterion alone at the best end of its scale; criteria in order."""
    ends = best_ends(trials)
    scores = trials.scores(np.where(np.eye(len(ends), dtype=bool), ends, np.nan))
    places = ranks(scores)[:, trials.at]
    return tuple(
        BestEnd(column, float(end), int(places[column]), float(scores[column, trials.at]))
        for column, end in enumerate(ends)
    )


def best_ends(trials: Trials) -> Floats:
    """(n,) the best end of each scale, in the criterion's unit."""
    low, high = trials.matrix.bounds.T
    return np.asarray(np.where(_values_at(trials, high) > _values_at(trials, low), high, low))


def _values_at(trials: Trials, amounts: Floats) -> Floats:
    return trials.matrix.to_value(amounts)


def _goal(trials: Trials, place: int) -> Goal:
    holders = trials.members[trials.ranking.rank[trials.members] == place]
    single = tuple(_least(trials, column, place) for column in range(len(trials.amounts)))
    together, at_once = _least_together(trials, place)
    return Goal(place, int(holders[0]), single, together, at_once)


def _least(trials: Trials, column: int, place: int) -> Improvement | None:
    """Find the least change in one criterion that is enough."""
    amounts = _candidates(trials, column)
    enough = np.flatnonzero(trials.ranks(trials.one_cell(column, amounts)) <= place)
    if not enough.size:
        return None
    first = int(enough[0])
    criterion = trials.matrix.criteria[column]
    amount = threshold = float(amounts[first])
    if not isinstance(criterion.scale, LevelsScale):
        before = float(amounts[first - 1]) if first else _start(trials, column)
        threshold = _narrowed(trials, column, before, amount, place)
        amount = _rounded(trials, column, threshold, place)
    return _improvement(trials, column, amount, threshold)


def _improvement(trials: Trials, column: int, amount: float, threshold: float) -> Improvement:
    there = trials.amounts.copy()
    there[column] = amount
    gain = _values_at(trials, there)[column] - trials.matrix.scaled[trials.at, column]
    return Improvement(column, amount, float(gain), threshold)


def _candidates(trials: Trials, column: int) -> Floats:
    """Return amounts better than the present one, the nearest first."""
    criterion = trials.matrix.criteria[column]
    start, best = _start(trials, column), float(best_ends(trials)[column])
    rising = best == criterion.scale.high
    if isinstance(criterion.scale, LevelsScale):
        levels = np.array([level.value for level in criterion.scale.levels])
        amounts = np.sort(np.concatenate([levels, (levels[1:] + levels[:-1]) / 2]))
        amounts = amounts if rising else amounts[::-1]
    else:
        amounts = np.linspace(start, best, SCANNED + 1)
    return np.asarray(amounts[amounts > start if rising else amounts < start])


def _start(trials: Trials, column: int) -> float:
    """Return the present amount; the worst end for an unknown cell that is left out, which has none."""
    if _without_start(trials, column):
        return float(sum(trials.matrix.bounds[column]) - best_ends(trials)[column])
    return float(trials.amounts[column])


def _without_start(trials: Trials, column: int) -> bool:
    return trials.leaves_out and not bool(trials.known[column])


def _narrowed(trials: Trials, column: int, short: float, enough: float, place: int) -> float:
    """Halve between an amount that falls short and one that is enough; return the one that is enough."""
    for _ in range(HALVINGS):
        middle = (short + enough) / 2
        if trials.ranks(trials.one_cell(column, [middle]))[0] <= place:
            enough = middle
        else:
            short = middle
    return enough


def _rounded(trials: Trials, column: int, threshold: float, place: int) -> float:
    """Round an amount, if it is still enough."""
    amount = float(_round(trials, column, np.array([threshold]))[0])
    return amount if trials.ranks(trials.one_cell(column, [amount]))[0] <= place else threshold


def _round(trials: Trials, column: int, amounts: Floats) -> Floats:
    """Round towards the better end, to decimals that are about a hundredth of the scale."""
    low, high = trials.matrix.bounds[column]
    unit = 10.0 ** (2 - floor(log10(high - low)))
    up = best_ends(trials)[column] == high
    rounded = np.ceil(amounts * unit - SLACK) if up else np.floor(amounts * unit + SLACK)
    return np.clip(rounded / unit, low, high)


def _fewer(trials: Trials, column: int, amounts: Floats) -> Floats:
    """Return all levels, or every so many amounts of a numeric scale, rounded."""
    if isinstance(trials.matrix.criteria[column].scale, LevelsScale):
        return amounts
    step = SCANNED // STEPS_TOGETHER
    return _round(trials, column, amounts[step - 1 :: step])


def _least_together(trials: Trials, place: int) -> tuple[tuple[Improvement, ...], int]:
    """Find the changes in one or several criteria whose gains in value add up to the least.

    Every combination is tried: of levels and half levels, and of eighths of what is left of a numeric
    scale. Of equal totals the one in fewer criteria is taken, then the one that scores higher.
    """
    columns = [j for j in np.flatnonzero(trials.weights > 0).tolist() if not _without_start(trials, j)]
    options = {j: _fewer(trials, j, _candidates(trials, j)) for j in columns}
    best: _Change | None = None
    tried, at_once = 0, 0
    for size in range(1, len(columns) + 1):
        tried += sum(prod(len(options[j]) for j in chosen) for chosen in combinations(columns, size))
        if size > 2 and tried > COMBINATIONS:
            break
        at_once = size
        for supposed in _suppositions(options, size, len(trials.amounts)):
            best = _better(trials, supposed, size, place, best)
    if best is None:
        return (), at_once
    changed = [(int(j), float(best.supposed[j])) for j in np.flatnonzero(~np.isnan(best.supposed))]
    return tuple(_improvement(trials, j, amount, amount) for j, amount in changed), at_once


def _suppositions(options: dict[int, Floats], size: int, n: int) -> Iterator[Floats]:
    """Yield arrays (s, n) of every way to change ``size`` criteria."""
    for chosen in combinations(options, size):
        grid = np.meshgrid(*(options[j] for j in chosen), indexing="ij")
        supposed = np.full((grid[0].size, n), np.nan)
        supposed[:, chosen] = np.stack([part.ravel() for part in grid], axis=1)
        if len(supposed):
            yield supposed


def _better(trials: Trials, supposed: Floats, size: int, place: int, best: _Change | None) -> _Change | None:
    """Return the best of the suppositions that are enough, or the best before them."""
    amounts = np.where(np.isnan(supposed), trials.amounts, supposed)
    totals = (_values_at(trials, amounts) - trials.matrix.scaled[trials.at]).sum(axis=1)
    if best is not None:  # what is dearer need not be scored
        near = totals <= best.total + (SAME if size == best.size else -SAME)
        supposed, totals = supposed[near], totals[near]
    if not len(supposed):
        return best
    scores = trials.scores(supposed)
    enough = ranks(scores)[:, trials.at] <= place
    if not enough.any():
        return best
    mine = scores[:, trials.at]
    least = totals[enough].min()
    first = int(np.argmax(np.where(enough & (totals <= least + SAME), mine, -np.inf)))
    if best is not None and least > best.total - SAME and mine[first] <= best.score:
        return best
    return _Change(float(least), size, float(mine[first]), supposed[first])
