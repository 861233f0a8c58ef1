"""What each criterion brings to the difference in score between two alternatives.

A weighted sum is additively decomposable: criterion j brings what it adds to one score less what it adds to
the other. Closeness is not: it is D⁻ / (D⁺ + D⁻), and each of its two squared distances is a sum over
the criteria. So its difference is decomposed in two steps, each the only fair one for its kind:

1. between the two distances, by the Shapley value: the mean of changing the one first and the other
   first (Shapley 1953; for two factors, the mean of the polar decompositions of Dietzenbacher & Los 1998);
2. within a distance, whose square is a sum, by each criterion's part of the change in that square (the
   cost shares of Aumann & Shapley 1974, which for a function of a sum are proportional).

The parts add up to the difference exactly. Of two alternatives each brings what the other lacks, with
the sign turned; equal values bring nothing; a better value never brings less than nothing.

References
----------
Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II, 307-317.
Aumann, R. J., Shapley, L. S. (1974). Values of Non-Atomic Games, Princeton University Press.
Dietzenbacher, E., Los, B. (1998). Structural decomposition techniques: sense and sensitivity. Economic
Systems Research 10(4), 307-324.
Shorrocks, A. F. (2013). Decomposition procedures for distributional analysis: a unified framework based
on the Shapley value. Journal of Economic Inequality 11, 99-126.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from priorizar.arrays import Floats
from priorizar.explanation.trials import Trials
from priorizar.ranking.ranking import inputs_of

Other = Literal["leader", "runner_up", "versus", "average"]


@dataclass(frozen=True, eq=False)
class Difference:
    """An alternative held against another, or against the average of all it is ranked with.

    Parameters
    ----------
    other
        Which: the first of the others, the second, one that was asked for, or the average.
    row
        Of the ranking; None for the average.
    score
        The other's score, or the mean score of all, the alternative itself among them.
    difference
        The alternative's score less that.
    parts
        (n,) what each criterion brings to the difference, which they add up to; None where the
        method's score is not additively decomposable.
    """

    other: Other
    row: int | None
    score: float
    difference: float
    parts: Floats | None


def held_against(trials: Trials, versus: int | None = None) -> tuple[Difference, ...]:
    """Hold an alternative against the first two of its group, one asked for, and the average.

    Parameters
    ----------
    trials
        The alternative.
    versus
        Row of one more to hold it against.
    """
    ranking, members = trials.ranking, trials.members
    if len(members) == 1:
        return ()
    parts = differences(trials)
    scores = ranking.score[members]
    ordered = [int(row) for row in ranking.order if row in members][:2]
    named: dict[int, Other] = dict(zip(ordered, ("leader", "runner_up"), strict=True))
    if versus is not None:
        named[versus] = "versus"
    named.pop(trials.row, None)
    found = []
    for row, other in named.items():
        at = int(np.flatnonzero(members == row)[0])
        against = None if parts is None else parts[at]
        found.append(
            Difference(other, row, float(scores[at]), float(scores[trials.at] - scores[at]), against)
        )
    mean = float(scores.mean())
    brought = None if parts is None else parts.mean(axis=0)
    return (*found, Difference("average", None, mean, float(scores[trials.at]) - mean, brought))


def differences(trials: Trials) -> Floats | None:
    """Decompose by criterion how an alternative differs from each of those it is ranked with.

    Returns
    -------
    (k, n)
        Row i sums to the alternative's score less that of member i; None where the method's score is
        not additively decomposable.
    """
    ranking = trials.ranking
    if ranking.method.form == "closeness":
        return closeness_differences(*_squared_gaps(trials), trials.at)
    if ranking.contributions is None:
        return None
    parts = ranking.contributions[trials.members]
    return np.asarray(parts[trials.at] - parts)


def closeness_differences(to_anti_ideal: Floats, to_ideal: Floats, at: int) -> Floats:
    """Decompose by criterion the closeness of one alternative less that of each.

    Parameters
    ----------
    to_anti_ideal, to_ideal
        (k, n) squared weighted gaps of each alternative on each criterion.
    at
        Which alternative the others are held against.

    Returns
    -------
    (k, n)
        Row i sums to the closeness of ``at`` less that of i.
    """
    far, near = (np.sqrt(squares.sum(axis=1)) for squares in (to_anti_ideal, to_ideal))
    gained = (_slope(far[at], far, near[at]) + _slope(far[at], far, near)) / 2
    lost = (_slope(near[at], near, far[at]) + _slope(near[at], near, far)) / 2
    return np.asarray(
        gained[:, None] * (to_anti_ideal[at] - to_anti_ideal) - lost[:, None] * (to_ideal[at] - to_ideal)
    )


def _slope(x: Floats, other: Floats, y: Floats) -> Floats:
    """How much x / (x + y) rises from ``other`` to x, for each unit by which the square rises.

    Where both distances of a pair are 0, which no alternative is at, x / (x + y) is taken as one half.
    """
    width = (x + y) * (other + y) * (x + other)
    jump = (x == 0) != (other == 0)
    squares = x * x + other * other
    at_zero = np.divide(0.5, squares, out=np.zeros_like(squares), where=jump & (y == 0))
    return np.divide(y, width, out=at_zero, where=width > 0)


def _squared_gaps(trials: Trials) -> tuple[Floats, Floats]:
    """(k, n) each, from the tables of the method itself, with each row's own weights where they differ."""
    values, directions, extra = inputs_of(trials.matrix, trials.ranking.method)
    weights = trials.weights
    if trials.leaves_out:
        known = np.where(trials.matrix.known, weights, 0.0)
        weights = known / known.sum(axis=1, keepdims=True)
        values = values[:, None, :]
    steps = trials.ranking.method.steps(values, weights, directions, **extra)
    weighted = steps["weighted"]
    gaps = (weighted - steps[end][..., None, :] for end in ("anti_ideal", "ideal"))
    first, second = (np.square(gap).reshape(trials.matrix.value.shape) for gap in gaps)
    return first, second
