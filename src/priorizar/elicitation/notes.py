"""What somebody should look at in a judgement that is no error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from priorizar.elicitation.weights import People
from priorizar.errors import Problem
from priorizar.weighting.ahp import ACCEPTABLE_RATIO, Consistency, RandomIndex
from priorizar.weighting.best_worst import BestWorst
from priorizar.weighting.repair import Repair, repairs

Floats = NDArray[np.float64]


def ahp_notes(
    items: Sequence[str], matrix: Floats, measured: Consistency, table: RandomIndex
) -> tuple[Problem, ...]:
    """Say that judgements do not fit and which to look at first, or that nothing could be checked."""
    if measured.n > 2 and measured.redundancy == 0:
        return (Problem("weighting.nothing_to_check", {"compared": measured.n - 1}),)
    if measured.acceptable:
        return ()
    whole = Problem("weighting.inconsistent", {"cr": measured.cr, "items": tuple(items)})
    return (whole, *(_repair_note(items, repair, measured.cr) for repair in repairs(matrix, table)))


def _repair_note(items: Sequence[str], repair: Repair, before: float) -> Problem:
    values = {
        "a": items[repair.i],
        "b": items[repair.j],
        "said": ratio_text(repair.said),
        "suggested": ratio_text(repair.suggested),
        "before": before,
        "cr": repair.cr,
    }
    if repair.cycle is None:
        return Problem("weighting.repair", values)
    values |= {
        "c": items[repair.cycle.through],
        "first": ratio_text(repair.cycle.first),
        "second": ratio_text(repair.cycle.second),
        "implied": ratio_text(repair.cycle.implied),
    }
    return Problem("weighting.repair_circular" if repair.cycle.circular else "weighting.repair_cycle", values)


def best_worst_notes(items: Sequence[str], found: BestWorst) -> tuple[Problem, ...]:
    """Say which answer fits the others least, where they fit too badly."""
    if found.threshold is None or found.input_ratio <= found.threshold:
        return ()
    worst = items[int(np.argmax(found.input_ratios))]
    values = {"name": worst, "ratio": found.input_ratio, "threshold": found.threshold}
    return (Problem("weighting.best_worst_inconsistent", values),)


def objective_notes(known: NDArray[np.bool_]) -> tuple[Problem, ...]:
    """Say how much of the matrix behind objective weights is unknown."""
    if known.all():
        return ()
    return (Problem("weighting.objective_unknown", {"unknown": int((~known).sum()), "cells": known.size}),)


def people_notes(people: People) -> tuple[Problem, ...]:
    """Say whose comparisons do not fit together."""
    ratios = zip(people.codes, people.consistency_ratios, strict=True)
    apart = tuple(f"{code} ({cr:.2f})" for code, cr in ratios if cr is not None and cr > ACCEPTABLE_RATIO)
    return (Problem("weighting.people_inconsistent", {"codes": apart}),) if apart else ()


def ratio_text(ratio: float) -> str:
    """Write a ratio as people say it: 3, or 1/3."""
    return f"{ratio:.3g}" if ratio >= 1 else f"1/{1 / ratio:.3g}"
