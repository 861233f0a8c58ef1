"""Which judgements do not fit the others, what would, and how much that helps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from priorizar.arrays import Floats, numbers, whole
from priorizar.weighting.ahp import (
    RandomIndex,
    consistency_ratio,
    judgement_errors,
    principal,
)
from priorizar.weighting.ratios import LARGEST_RATIO

SCALE = np.array([1 / k for k in range(9, 1, -1)] + [float(k) for k in range(1, 10)])


@dataclass(frozen=True)
class Cycle:
    """The way round through a third item that disagrees most with a judgement on ``(i, j)``.

    Parameters
    ----------
    through
        The third item k.
    first, second
        What was said of (i, k) and (k, j).
    implied
        Their product: what (i, j) would be.
    circular
        Whether i matters more than j, j more than k and k more than i.
    """

    through: int
    first: float
    second: float
    implied: float
    circular: bool


@dataclass(frozen=True)
class Repair:
    """One judgement to look at again.

    Parameters
    ----------
    i, j
        The pair, turned so that i was said to matter at least as much as j.
    said
        How many times.
    best
        The value that makes the consistency ratio smallest, everything else as said.
    suggested
        ``best`` rounded to the 1–9 scale and its reciprocals, unless only ``best`` itself helps.
    cr
        Consistency ratio with ``suggested`` in place; lower than it was.
    cycle
        None if no third item was compared with both.
    """

    i: int
    j: int
    said: float
    best: float
    suggested: float
    cr: float
    cycle: Cycle | None


def repairs(matrix: Floats, table: RandomIndex = "saaty_1980", most: int = 3) -> tuple[Repair, ...]:
    """Find the judgements that disturb consistency most, the most helpful repair first.

    Candidates are the judgements whose removal most reduces the squared error of the logarithmic least
    squares (error² over one minus leverage); each gets the value that minimizes λmax, which is convex in
    its logarithm (Bozóki, Fülöp & Rónyai 2010).

    Parameters
    ----------
    matrix
        (n, n), reciprocal, NaN where nothing was said.
    table
        Random index for the consistency ratio.
    most
        How many to return at most.

    Returns
    -------
    tuple of Repair
        Empty if the judgements are consistent or nothing can be checked.
    """
    matrix = numbers("matrix", matrix, (None, None), gaps=True)
    before = float(consistency_ratio(matrix, table))
    most = whole("most", most)
    gain = np.triu(_removal_gain(matrix), 1)
    chosen = [divmod(int(flat), len(matrix)) for flat in np.argsort(-gain, axis=None, kind="stable")[:most]]
    # An error below this is rounding.
    pairs = [(i, j) if matrix[i, j] >= 1 else (j, i) for i, j in chosen if gain[i, j] > 1e-18]
    if not pairs or before <= 0:
        return ()
    found = []
    for (i, j), best in zip(pairs, _best_values(matrix, pairs), strict=True):
        rounded = float(SCALE[np.abs(np.log(SCALE / best)).argmin()])
        for suggested in (rounded, best):
            after = float(consistency_ratio(_with(matrix, i, j, suggested), table))
            if after < before:
                said = float(matrix[i, j])
                found.append(Repair(i, j, said, best, suggested, after, _cycle(matrix, i, j)))
                break
    return tuple(sorted(found, key=lambda repair: repair.cr))


def _removal_gain(matrix: Floats) -> Floats:
    """How much the sum of squared log errors falls if a judgement is left out, (n, n)."""
    known = ~np.isnan(matrix)
    errors = np.where(known, judgement_errors(matrix), 0.0)
    laplacian = np.diag(known.sum(axis=1)) - known.astype(float)
    inverse = np.linalg.pinv(laplacian, hermitian=True)
    diagonal = np.diag(inverse)
    leverage = diagonal[:, None] + diagonal[None, :] - 2 * inverse
    # A judgement that alone connects two sides has leverage 1 and error 0: nothing can speak against it.
    spare = 1 - leverage
    return np.where(spare > 1e-9, errors**2 / np.where(spare > 1e-9, spare, 1.0), 0.0)


def _best_values(matrix: Floats, pairs: list[tuple[int, int]]) -> list[float]:
    """For each pair the value that minimizes λmax, by bisection of its derivative.

    ``∂λ/∂ log a_ij`` has the sign of ``y_i a_ij x_j − y_j a_ji x_i`` with x, y the right and left
    principal eigenvectors.
    """
    trials = np.repeat(matrix[None], len(pairs), axis=0)
    each = np.arange(len(pairs))
    i, j = np.array(pairs).T
    reach = min(np.nanmax(np.abs(np.log(matrix))) * len(matrix) + 1.0, np.log(LARGEST_RATIO))
    low, high = np.full(len(pairs), -reach), np.full(len(pairs), reach)
    for _ in range(50):
        middle = (low + high) / 2
        trials[each, i, j], trials[each, j, i] = np.exp(middle), np.exp(-middle)
        right, left = principal(trials), principal(np.swapaxes(trials, -1, -2))
        rising = (
            left[each, i] * np.exp(middle) * right[each, j] > left[each, j] * np.exp(-middle) * right[each, i]
        )
        low, high = np.where(rising, low, middle), np.where(rising, middle, high)
    return [float(value) for value in np.exp((low + high) / 2)]


def _with(matrix: Floats, i: int, j: int, value: float) -> Floats:
    changed = matrix.copy()
    changed[i, j], changed[j, i] = value, 1 / value
    return changed


def _cycle(matrix: Floats, i: int, j: int) -> Cycle | None:
    implied = matrix[i] * matrix[:, j]
    gaps = np.abs(np.log(implied / matrix[i, j]))
    gaps[[i, j]] = np.nan
    if np.isnan(gaps).all():
        return None
    k = int(np.nanargmax(gaps))
    return Cycle(
        through=k,
        first=float(matrix[i, k]),
        second=float(matrix[k, j]),
        implied=float(implied[k]),
        circular=bool(matrix[i, j] > 1 and matrix[j, k] > 1 and matrix[k, i] > 1),
    )
