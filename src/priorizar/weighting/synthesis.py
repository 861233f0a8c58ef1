"""AHP to the end: alternatives, or the levels of a rubric, compared under each criterion and put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

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
from priorizar.weighting.names import listed, unknown_names
from priorizar.weighting.tree import Weights

Floats = NDArray[np.float64]
Mode = Literal["distributive", "ideal"]


def synthesise(priorities: Floats, weights: Floats, mode: Mode = "distributive") -> Floats:
    """Scores of alternatives from their local priorities and the weights of the criteria.

    Parameters
    ----------
    priorities
        (..., n, m): under each of n criteria the priorities of m alternatives, on any scale.
    weights
        (..., n) summing to 1; on a tree, the global weights of its leaves.
    mode
        ``distributive``: each criterion's priorities sum to 1, and so do the scores; an alternative added
        takes from the others. ``ideal``: the best under each criterion is 1, so an alternative that is
        nowhere the best changes no other score (Forman & Gass 2001).

    Returns
    -------
    array (..., m)

    Raises
    ------
    PriorizarError
        If priorities are negative or not finite, or all zero under a criterion.
    """
    if not np.isfinite(priorities).all() or (priorities < 0).any() or (priorities.max(axis=-1) <= 0).any():
        raise refusal("weighting.priorities_unusable")
    whole = priorities.sum(axis=-1) if mode == "distributive" else priorities.max(axis=-1)
    return np.asarray(np.einsum("...n,...nm->...m", weights, priorities / whole[..., None]))


def level_values(priorities: Floats) -> Floats:
    """Values of a rubric's levels (..., l) from their priorities: the best is 1 (Saaty 1990, ratings)."""
    return np.asarray(priorities / priorities.max(axis=-1, keepdims=True))


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
    weights: Weights,
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
        Of the criteria.
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
    problems = unknown_names(comparisons, weights.criteria)
    missing = [
        criterion
        for criterion, weight in weights.by_criterion.items()
        if weight > 0 and criterion not in comparisons and len(alternatives) > 1
    ]
    if missing:
        problems.append(Problem("weighting.not_compared", {"criteria": listed(missing)}))
    local = np.full((len(weights.criteria), len(alternatives)), 1 / len(alternatives))
    measured = {}
    for row, criterion in enumerate(weights.criteria):
        if criterion not in comparisons:
            continue
        try:
            matrix = reciprocal_matrix(alternatives, comparisons[criterion])
        except PriorizarError as error:
            problems.extend(error.problems)
            continue
        local[row] = PRIORITIZATIONS[prioritization](matrix)
        measured[criterion] = consistency(matrix, table)
    if problems:
        raise PriorizarError(problems)
    scores = synthesise(local, weights.values, mode)
    return Synthesis(tuple(alternatives), weights.criteria, local, scores, measured)
