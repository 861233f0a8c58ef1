"""The same people weigh again: what moved, who moved, and whether agreement grew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from priorizar.arrays import Floats
from priorizar.errors import refusal
from priorizar.weighting.agreement import consensus, distances, kendall_w


@dataclass(frozen=True)
class Agreement:
    """Agreement of one round."""

    consensus: float
    kendall_w: float
    mean_distance: float


@dataclass(frozen=True, eq=False)
class Rounds:
    """Two rounds side by side, over the people who took part in both.

    Parameters
    ----------
    people
        Codes of those in both rounds, as in the first.
    left, joined
        Codes of those in the first only and in the second only.
    shift
        (p, n) change of each person's weights.
    mean_shift
        (n,) its mean.
    moved
        (p,) share of the weight each person moved, 0 to 1.
    before, after
        Agreement among ``people`` in each round.
    """

    people: tuple[str, ...]
    left: tuple[str, ...]
    joined: tuple[str, ...]
    shift: Floats
    mean_shift: Floats
    moved: Floats
    before: Agreement
    after: Agreement

    @property
    def agreement_grew(self) -> bool:
        """Whether people are closer to each other: the mean distance between two of them fell."""
        return self.after.mean_distance < self.before.mean_distance - 1e-12


def compare_rounds(
    before: Mapping[str, Floats], after: Mapping[str, Floats], scale: float | None = 9.0
) -> Rounds:
    """Compare the weights (n,) that people gave in two rounds, by code.

    Parameters
    ----------
    before, after
        Weights by the code of the person.
    scale
        As :func:`~priorizar.weighting.agreement.consensus`.

    Raises
    ------
    PriorizarError
        If fewer than two people took part in both.
    """
    people = tuple(code for code in before if code in after)
    if len(people) < 2:
        raise refusal("weighting.rounds_apart", people=len(people))
    first = np.array([before[code] for code in people])
    second = np.array([after[code] for code in people])
    shift = second - first
    return Rounds(
        people=people,
        left=tuple(code for code in before if code not in after),
        joined=tuple(code for code in after if code not in before),
        shift=shift,
        mean_shift=shift.mean(axis=0),
        moved=np.abs(shift).sum(axis=1) / 2,
        before=_agreement(first, scale),
        after=_agreement(second, scale),
    )


def _agreement(priorities: Floats, scale: float | None) -> Agreement:
    pairs = np.triu_indices(len(priorities), 1)
    return Agreement(
        consensus(priorities, scale), kendall_w(priorities), float(distances(priorities)[pairs].mean())
    )
