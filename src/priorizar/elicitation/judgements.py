"""What each procedure makes of what one person said: local weights of some items, and how they came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from priorizar.elicitation.notes import ahp_notes, best_worst_notes
from priorizar.elicitation.weights import Judgement
from priorizar.errors import within
from priorizar.weighting import best_worst, direct, rank_order, region
from priorizar.weighting.ahp import (
    PRIORITIZATIONS,
    Comparisons,
    Prioritization,
    RandomIndex,
    consistency,
    reciprocal_matrix,
)

Items = tuple[str, ...]


def equal(items: Items) -> Judgement:
    """Weigh all items the same."""
    return Judgement(np.full(len(items), 1 / len(items)))


def from_numbers(items: Items, values: Mapping[str, float]) -> Judgement:
    """Weigh items in proportion to a number each."""
    with within("values"):
        found = direct.normalize(items, values)
    return Judgement(found, steps={"said": direct.numbers(items, values)})


def from_order(
    items: Items, order: Sequence[str | Sequence[str]], formula: rank_order.Formula = "roc"
) -> Judgement:
    """Weigh items by their order, the most important first; a list within it is a tie."""
    with within("order"):
        ranks = rank_order.ranks_of(items, order)
    return Judgement(rank_order.rank_order_weights(ranks, formula), steps={"rank": ranks})


def from_best_worst(
    items: Items,
    best: str,
    worst: str,
    best_to_others: Mapping[str, float],
    others_to_worst: Mapping[str, float],
) -> Judgement:
    """Weigh items by how the best compares to each, and each to the worst."""
    answers = best_worst.answers(items, best, worst, best_to_others, others_to_worst)
    found = best_worst.best_worst(items.index(best), items.index(worst), *answers)
    steps = {"best_to_others": answers[0], "others_to_worst": answers[1], "input_ratio": found.input_ratios}
    return Judgement(found.values, {"best_worst": found}, steps, best_worst_notes(items, found))


def from_comparisons(
    items: Items,
    comparisons: Comparisons,
    prioritization: Prioritization = "eigenvector",
    table: RandomIndex = "saaty_1980",
) -> Judgement:
    """Weigh items by comparisons in pairs (AHP)."""
    with within("comparisons"):
        matrix = reciprocal_matrix(items, comparisons)
    with within("prioritization"):
        values = PRIORITIZATIONS[prioritization](matrix)
    with within("random_index"):
        measured = consistency(matrix, table, None if prioritization == "eigenvector" else values)
    notes = ahp_notes(items, matrix, measured, table)
    return Judgement(values, {"consistency": measured}, {"matrix": matrix}, notes)


def from_bounds(items: Items, statements: Sequence[region.Between | region.AtLeast]) -> Judgement:
    """Weigh items by the centre of all weights that fit the statements."""
    with within("statements"):
        found = region.weight_region(items, statements)
    return Judgement(found.centre, {"region": found}, {"bounds": found.bounds})
