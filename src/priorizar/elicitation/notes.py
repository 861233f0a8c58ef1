"""What somebody should look at in a judgement that is no error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from priorizar.arrays import Bools, Floats
from priorizar.elicitation.ratios import ratio_text
from priorizar.elicitation.weights import People
from priorizar.errors import Problem
from priorizar.figures import decimals_apart
from priorizar.weighting.ahp import ACCEPTABLE_RATIO, Consistency, RandomIndex
from priorizar.weighting.best_worst import BestWorst
from priorizar.weighting.repair import Repair, repairs


def ahp_notes(
    items: Sequence[str], matrix: Floats, measured: Consistency, table: RandomIndex
) -> tuple[Problem, ...]:
    """Note that judgements do not fit and which to look at first, or that nothing could be checked."""
    if measured.n > 2 and measured.redundancy == 0:
        return (Problem("weighting.nothing_to_check", {"compared": measured.n - 1}),)
    if measured.acceptable:
        return ()
    told = decimals_apart(measured.cr, ACCEPTABLE_RATIO)
    whole = Problem("weighting.inconsistent", {"cr": measured.cr, "told": told, "items": tuple(items)})
    return (whole, *(_repair_note(items, repair, measured.cr) for repair in repairs(matrix, table)))


def _repair_note(items: Sequence[str], repair: Repair, before: float) -> Problem:
    values = {
        "a": items[repair.i],
        "b": items[repair.j],
        "said": ratio_text(repair.said),
        "suggested": ratio_text(repair.suggested),
        "before": before,
        "before_told": decimals_apart(before, repair.cr, ACCEPTABLE_RATIO),
        "cr": repair.cr,
        "told": decimals_apart(repair.cr, before, ACCEPTABLE_RATIO),
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
    """Note which answer fits the others least, where they fit too badly."""
    if found.threshold is None or found.input_ratio <= found.threshold:
        return ()
    worst = items[int(np.argmax(found.input_ratios))]
    values = {
        "name": worst,
        "ratio": decimals_apart(found.input_ratio, found.threshold),
        "threshold": decimals_apart(found.threshold, found.input_ratio),
    }
    return (Problem("weighting.best_worst_inconsistent", values),)


def objective_notes(known: Bools) -> tuple[Problem, ...]:
    """Note how much of the matrix behind objective weights is unknown."""
    if known.all():
        return ()
    return (Problem("weighting.objective_unknown", {"unknown": int((~known).sum()), "cells": known.size}),)


def people_notes(people: People) -> tuple[Problem, ...]:
    """Note whose comparisons do not fit together."""
    ratios = zip(people.codes, people.consistency_ratios, strict=True)
    apart = tuple(
        f"{code} ({decimals_apart(cr, ACCEPTABLE_RATIO)})"
        for code, cr in ratios
        if cr is not None and cr > ACCEPTABLE_RATIO
    )
    return (Problem("weighting.people_inconsistent", {"codes": apart}),) if apart else ()
