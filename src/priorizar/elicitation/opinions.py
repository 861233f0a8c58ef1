"""How far the people of a group agree: measures, who stands apart, camps, and each hélice by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from priorizar.arrays import Floats
from priorizar.elicitation.weights import People
from priorizar.weighting.agreement import (
    Reading,
    Spread,
    clusters,
    consensus,
    distances,
    kendall_w,
    reading,
    spread,
)


@dataclass(frozen=True)
class Dissent:
    """One person who stands apart on one criterion."""

    code: str
    helice: str
    criterion: str
    weight: float
    median: float


@dataclass(frozen=True, eq=False)
class Opinions:
    """How far a group of p people agrees on n weights.

    Parameters
    ----------
    people
        Who says what.
    criteria
        (n,) ids.
    scale
        Largest ratio that they could state, where all compared on the 1–9 scale; else None.
    consensus
        AHP-OS's indicator on that scale.
    kendall_w
        Agreement of the orders.
    distances, mean_distance
        (p, p) share of the weight that two people differ in, and its mean over the pairs.
    reading
        The word for all of them together: the weakest.
    spread
        Criterion by criterion.
    apart
        Everybody who stands apart on something, the furthest first.
    camps
        Codes of those who think alike, where there are camps.
    """

    people: People
    criteria: tuple[str, ...]
    scale: float | None
    consensus: float
    kendall_w: float
    distances: Floats
    mean_distance: float
    reading: Reading
    spread: Spread
    apart: tuple[Dissent, ...]
    camps: tuple[tuple[str, ...], ...]

    def furthest(self, most: int = 3) -> tuple[tuple[str, float], ...]:
        """Return the codes of those furthest from all the others, with their mean distance to them."""
        away = self.distances.sum(axis=1) / (len(self.distances) - 1)
        order = np.argsort(-away, kind="stable")[:most]
        return tuple((self.people.codes[row], float(away[row])) for row in order)


def opinions(people: People, criteria: tuple[str, ...], scale: float | None = None) -> Opinions:
    """Measure how far people agree.

    Parameters
    ----------
    people
        Two or more.
    criteria
        What their weights are of.
    scale
        As :func:`~priorizar.weighting.agreement.consensus`.

    Raises
    ------
    PriorizarError
        If there are fewer than two people.
    """
    values = people.values
    agreed = consensus(values, scale)
    apart_by = distances(values)
    order = kendall_w(values)
    mean_distance = float(apart_by[np.triu_indices(len(values), 1)].mean())
    found = spread(values)
    dissent = [
        Dissent(
            people.codes[row],
            people.helices[row],
            criteria[column],
            float(values[row, column]),
            float(found.median[column]),
        )
        for row, column in np.argwhere(found.apart)
    ]
    dissent.sort(key=lambda one: -abs(one.weight - one.median))
    return Opinions(
        people=people,
        criteria=criteria,
        scale=scale,
        consensus=agreed,
        kendall_w=order,
        distances=apart_by,
        mean_distance=mean_distance,
        reading=reading(agreed, order, mean_distance),
        spread=found,
        apart=tuple(dissent),
        camps=tuple(tuple(people.codes[row] for row in camp) for camp in clusters(values)),
    )


def consensus_within(people: People, scale: float | None = None) -> Mapping[str, float | None]:
    """Consensus among the people of each hélice by themselves; None for one person."""
    return {
        helice: consensus(people.values[list(rows)], scale) if len(rows) > 1 else None
        for helice, rows in people.rows_by_helice.items()
    }
