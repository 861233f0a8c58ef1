"""Weights given as numbers: points, direct rating, swing, SMART.

All four divide the numbers by their sum. They differ in the question asked, and so in what the
numbers have to look like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from priorizar.arrays import Floats, exponent
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.figures import digits_apart
from priorizar.weighting.names import missing_names, unknown_names

TOTAL = 100.0
"""Points to share."""


def numbers(items: Sequence[str], values: Mapping[str, float]) -> Floats:
    """Put the numbers said in the order of the items, shape (n,).

    Raises
    ------
    PriorizarError
        With every name that is unknown or missing and every number below zero or not finite, each at the
        path of its name.
    """
    problems = unknown_names((((name,), name) for name in values), items) + missing_names(values, items)
    for name, value in values.items():
        if not (_is_number(value) and value >= 0):
            problems.append(
                Problem("weighting.number_negative", {"name": name, "value": value}, path=(name,))
            )
    if problems:
        raise PriorizarError(problems)
    return np.array([values[item] for item in items], dtype=float)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | np.number) and bool(np.isfinite(value))


def normalize(items: Sequence[str], values: Mapping[str, float]) -> Floats:
    """Weights in proportion to the numbers said, shape (n,): the numbers over their sum.

    A zero turns its criterion off.

    Raises
    ------
    PriorizarError
        As :func:`numbers`; also if all are zero.
    """
    said = numbers(items, values)
    if not said.any():
        raise refusal("weighting.all_zero", items=tuple(items))
    # Halving costs no digit and keeps the sum of very large numbers finite; 10 of 100 is then 0.1.
    said = np.ldexp(said, -exponent(said))
    return np.asarray(said / said.sum())


def points_notes(values: Mapping[str, float]) -> tuple[Problem, ...]:
    """Note points that do not add up to the hundred that were to be shared."""
    given = sum(values.values())
    if abs(given - TOTAL) <= 1e-9 * TOTAL:
        return ()
    told = {"told": digits_apart(given, TOTAL), "total_told": digits_apart(TOTAL, given)}
    return (Problem("weighting.points_not_total", {"given": given, "total": TOTAL, **told}),)


def swing_notes(values: Mapping[str, float]) -> tuple[Problem, ...]:
    """Note a swing judgement whose most valued swing is not the 100 the others are measured by.

    von Winterfeldt & Edwards (1986), Decision Analysis and Behavioral Research, section 8.3.
    """
    top = max(values.values())
    told = digits_apart(top, 100)
    return () if top == 100 else (Problem("weighting.swing_top", {"top": top, "told": told}),)


def smart_notes(values: Mapping[str, float]) -> tuple[Problem, ...]:
    """Note a SMART judgement whose least important criterion is not the 10 the others are measured by.

    Edwards (1977), IEEE Transactions on Systems, Man, and Cybernetics 7(5): 326-340, step 6.
    """
    bottom = min((value for value in values.values() if value > 0), default=0.0)
    told = digits_apart(bottom, 10)
    return () if bottom == 10 else (Problem("weighting.smart_bottom", {"bottom": bottom, "told": told}),)
