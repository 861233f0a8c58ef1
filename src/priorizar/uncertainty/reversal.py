"""Whether the order of some depends on who else is there: rank reversal, provoked and counted.

Belton, V., Gear, T. (1983), On a shortcoming of Saaty's method of analytic hierarchies, Omega 11(3), 228-230;
García-Cascales, M. S., Lamata, M. T. (2012), On rank reversal and TOPSIS method, Mathematical and Computer
Modelling 56, 123-132.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from priorizar.methods.ranks import TOLERANCE, ranks
from priorizar.uncertainty.regions import checked_weights
from priorizar.uncertainty.stability import moved

Floats = npt.NDArray[np.float64]
Score = Callable[[Floats, Floats], Floats]
Kind = Literal["drop", "copy", "add", "drop_criterion"]


@dataclass(frozen=True, eq=False)
class Case:
    """One change to the list and what it did to the others.

    Parameters
    ----------
    kind
        ``drop`` or ``copy`` an alternative, ``add`` one that was not there, ``drop_criterion`` (the others
        keep their proportions).
    which
        Which alternative, addition or criterion.
    pairs
        How many pairs of the alternatives there before and after changed places. Ties made or broken do not
        count.
    winner_changed
        Whether none of those that were first (among them) still is.
    rank
        (m,) ranks afterwards, of those there before; 0 for the one dropped.
    """

    kind: Kind
    which: int
    pairs: int
    winner_changed: bool
    rank: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Reversals:
    """All changes tried.

    Parameters
    ----------
    cases
        One a change.
    """

    cases: tuple[Case, ...]

    def count(self, kind: Kind) -> tuple[int, int, int]:
        """Count the changes of a kind; those that turned any pair round; those that changed the winner."""
        of_kind = [case for case in self.cases if case.kind == kind]
        return (
            len(of_kind),
            sum(case.pairs > 0 for case in of_kind),
            sum(case.winner_changed for case in of_kind),
        )

    def worst(self, kinds: Iterable[Kind] = ("drop", "copy", "add")) -> Case | None:
        """Return the case that did most: the winner first, then the most pairs. None if nothing changed."""
        wanted = tuple(kinds)
        changed = [case for case in self.cases if case.kind in wanted and case.pairs]
        return max(changed, key=lambda case: (case.winner_changed, case.pairs), default=None)


def reversals(
    score: Score,
    matrix: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    additions: npt.ArrayLike | None = None,
    tolerance: float = TOLERANCE,
) -> Reversals:
    """Drop, copy and add alternatives and drop criteria, one at a time, and count what turns round.

    Parameters
    ----------
    score
        ``score(matrix (m, n), weights (n,)) -> (m,)`` for any m, higher is better.
    matrix
        (m, n) as the method takes it.
    weights
        (n,) adding up to one.
    additions
        Alternatives (a, n) to add. By default two a criterion, from the values present: the highest there
        with the lowest elsewhere, and the reverse, which shift what the others are compared with the most.
    tolerance
        Scores this near are ties.
    """
    values, shares = np.asarray(matrix, dtype=float), checked_weights(weights)
    m, n = values.shape
    before = score(values, shares)
    cases = []
    for i in range(m if m > 1 else 0):
        rest = np.delete(np.arange(m), i)
        cases.append(_case("drop", i, before, score(values[rest], shares), rest, tolerance))
    everyone = np.arange(m)
    for i in range(m):
        after = score(np.vstack([values, values[i]]), shares)[:m]
        cases.append(_case("copy", i, before, after, everyone, tolerance))
    extra = _extremes(values) if additions is None else np.asarray(additions, dtype=float)
    for a, added in enumerate(extra):
        after = score(np.vstack([values, added]), shares)[:m]
        cases.append(_case("add", a, before, after, everyone, tolerance))
    for j in range(n if n > 1 else 0):
        if shares[j] < 1:
            after = score(values, moved(shares, j, 0.0))
            cases.append(_case("drop_criterion", j, before, after, everyone, tolerance))
    return Reversals(tuple(cases))


def _extremes(values: Floats) -> Floats:
    low, high = values.min(axis=0), values.max(axis=0)
    own = np.eye(values.shape[1], dtype=bool)
    return np.vstack([np.where(own, high, low), np.where(own, low, high)])


def _case(
    kind: Kind, which: int, before: Floats, after: Floats, stayed: npt.NDArray[np.intp], tolerance: float
) -> Case:
    was, now = _order(before[stayed], tolerance), _order(after, tolerance)
    first_before, first_now = ranks(before[stayed], tolerance) == 1, ranks(after, tolerance)
    rank = np.zeros(len(before), dtype=np.int64)
    rank[stayed] = first_now
    return Case(
        kind, which, int((was * now == -1).sum()) // 2, not (first_before & (first_now == 1)).any(), rank
    )


def _order(scores: Floats, tolerance: float) -> npt.NDArray[np.int64]:
    gap = scores[:, None] - scores[None, :]
    return np.where(np.abs(gap) <= tolerance, 0, np.sign(gap)).astype(np.int64)
