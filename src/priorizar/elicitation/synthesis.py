"""AHP to the end: alternatives compared in pairs under each criterion of a value tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from priorizar.arrays import Floats, in_short, one_of
from priorizar.elicitation.weights import Weights, leaves, tree_of
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.weighting.ahp import (
    PRIORITIZATIONS,
    Comparisons,
    Consistency,
    Prioritization,
    RandomIndex,
    consistency,
    reciprocal_matrix,
)
from priorizar.weighting.direct import normalize
from priorizar.weighting.names import unknown_names
from priorizar.weighting.synthesis import MODES, Mode, synthesise


@dataclass(frozen=True, eq=False)
class Synthesis:
    """Alternatives scored by comparisons alone.

    Parameters
    ----------
    alternatives
        The m compared.
    criteria
        The n they were compared under.
    local
        (n, m) priorities under each criterion, each row summing to 1; equal where the criterion has no
        weight and nothing was said.
    scores
        (m,).
    consistency
        By criterion.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    local: Floats
    scores: Floats
    consistency: Mapping[str, Consistency]


def ahp_synthesis(
    weights: Weights | Mapping[str, float],
    alternatives: Sequence[str],
    comparisons: Mapping[str, Comparisons],
    mode: Mode = "distributive",
    prioritization: Prioritization = "eigenvector",
    table: RandomIndex = "saaty_1980",
) -> Synthesis:
    """Score alternatives compared in pairs under the criteria of a value tree.

    Parameters
    ----------
    weights
        Of the criteria: from :func:`priorizar.weigh`, or numbers by criterion, which count in proportion.
    alternatives
        What was compared.
    comparisons
        By criterion id, as :func:`~priorizar.weighting.ahp.reciprocal_matrix` takes them.
    mode
        As :func:`synthesise`.
    prioritization, table
        As for weights.

    Raises
    ------
    PriorizarError
        With every problem of every criterion, and every criterion with weight but no comparisons.
    """
    criteria, values = _said(weights)
    alternatives = tuple(leaves(tree_of(alternatives)))
    one_of("mode", mode, MODES)
    one_of("prioritization", prioritization, PRIORITIZATIONS)
    if not isinstance(comparisons, Mapping):
        raise refusal("weighting.not_comparisons", given=in_short(comparisons))
    problems = unknown_names((((name,), name) for name in comparisons), criteria)
    missing = [
        criterion
        for criterion, weight in zip(criteria, values, strict=True)
        if weight > 0 and criterion not in comparisons and len(alternatives) > 1
    ]
    if missing:
        problems.append(Problem("weighting.not_compared", {"criteria": tuple(missing)}))
    local = np.full((len(criteria), len(alternatives)), 1 / len(alternatives))
    measured = {}
    for row, criterion in enumerate(criteria):
        if criterion not in comparisons:
            continue
        try:
            matrix = reciprocal_matrix(alternatives, comparisons[criterion])
        except PriorizarError as error:
            problems.extend(one.within(criterion) for one in error.problems)
            continue
        local[row] = PRIORITIZATIONS[prioritization](matrix)
        measured[criterion] = consistency(matrix, table)
    if problems:
        raise PriorizarError(problems)
    scores = synthesise(local, values, mode)
    return Synthesis(alternatives, criteria, local, scores, measured)


def _said(weights: Weights | Mapping[str, float]) -> tuple[tuple[str, ...], Floats]:
    """Return the criteria and their weights."""
    if isinstance(weights, Weights):
        return weights.criteria, weights.values
    if not isinstance(weights, Mapping) or not weights:
        raise refusal("weighting.not_weights", given=in_short(weights))
    criteria = tuple(str(name) for name in weights)
    return criteria, normalize(criteria, weights)
