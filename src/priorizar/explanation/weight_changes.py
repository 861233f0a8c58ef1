"""The smallest change of the weights that lets an alternative catch up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from priorizar.arrays import Floats
from priorizar.explanation.trials import Trials
from priorizar.methods.ranks import ranks
from priorizar.ranking.ranking import inputs_of
from priorizar.uncertainty.overtaking import Overtaking, additive_overtaking, searched_overtaking


@dataclass(frozen=True, eq=False)
class WeightChange:
    """Weights near the scenario's at which an alternative is level with another.

    Parameters
    ----------
    rival
        Row of the ranking to catch up with.
    weights
        (n,); None where none were found.
    moved
        How much weight goes from some criteria to others, as a share of all: half the sum of the
        changes. NaN without weights.
    rank
        With those weights; None without.
    exact
        Whether no smaller change is enough (or, without weights, none at all).
    """

    rival: int
    weights: Floats | None
    moved: float
    rank: int | None
    exact: bool


def weight_change(trials: Trials, rival: int) -> WeightChange | None:
    """Find the smallest change of weights at which an alternative catches up with another.

    The size of a change is the sum of its parts, without sign. None where it is not looked for: where
    unknown cells are left out, each alternative has weights of its own; and a slow method takes one weight
    vector at a time, too long for a search.

    Parameters
    ----------
    trials
        The alternative behind.
    rival
        Row of the ranking ahead.
    """
    how = trials.ranking.method
    if trials.leaves_out or how.slow:
        return None
    values, directions, extra = inputs_of(trials.matrix, how)
    score = partial(how.score, directions=directions, **extra)
    ahead = int(np.flatnonzero(trials.members == rival)[0])
    if how.form == "weighted_sum":
        found = additive_overtaking(values, trials.weights, trials.at, ahead, norm="l1")
    else:
        found = searched_overtaking(score, values, trials.weights, trials.at, ahead, norm="l1")
    return WeightChange(
        rival, found.weights, found.distance / 2, _rank_with(score, values, found, trials.at), found.exact
    )


def _rank_with(score: partial[Floats], values: Floats, found: Overtaking, at: int) -> int | None:
    return None if found.weights is None else int(ranks(score(values, found.weights))[at])
