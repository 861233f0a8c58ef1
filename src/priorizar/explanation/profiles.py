"""What chains and provinces are strong and weak in, and which chains have a similar profile.

Only cells on which something is stated count: an unknown cell is neither a strength nor a weakness, and
two unknown cells are not alike. Values run from 0 (worst end of the scale) to 1 (best).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from priorizar.arrays import Floats
from priorizar.methods.ranks import ranks
from priorizar.ranking.ranking import Ranking

SAME = 1e-9
ENOUGH_SHARED = 0.5
"""Share of the weight that must be known of two chains for their profiles to be compared."""


@dataclass(frozen=True)
class Trait:
    """A criterion on which a chain or a province is better or worse than the middle of its peers.

    Parameters
    ----------
    column
        Of the criterion.
    value, median
        From 0 to 1: its own, and the median of its peers, itself among them.
    weighted
        Their difference times the criterion's weight: what traits are ordered by.
    place, count
        Its rank by value among the peers of which it is known, and how many those are.
    """

    column: int
    value: float
    median: float
    weighted: float
    place: int
    count: int


@dataclass(frozen=True)
class Profile:
    """Strengths and weaknesses, the largest first, and the criteria (columns) nothing is known on."""

    strengths: tuple[Trait, ...]
    weaknesses: tuple[Trait, ...]
    unknown: tuple[int, ...]


@dataclass(frozen=True)
class Similar:
    """A chain of the same group, and how far its profile is.

    Parameters
    ----------
    row
        Of the ranking.
    distance
        0 where the values are equal, 1 where they are at opposite ends:
        √(Σ w² (v - v')² / Σ w²) over the criteria that are known of both.
    shared
        Share of the weight that is known of both.
    """

    row: int
    distance: float
    shared: float


def chain_profile(ranking: Ranking, row: int) -> Profile:
    """Hold an alternative against those it is ranked with, criterion by criterion."""
    members = ranking.groups.members[ranking.groups.of_row[row]]
    members = members[members >= 0]
    values = np.where(ranking.matrix.known, ranking.matrix.scaled, np.nan)[members]
    return _profile(values, int(ranking.groups.slot[row]), ranking.weights.values)


def group_profiles(ranking: Ranking) -> tuple[Profile, ...]:
    """Hold each group (each province) against the others, by the mean of its chains on each criterion."""
    known, of_row = ranking.matrix.known, ranking.groups.of_row
    shape = len(ranking.groups.labels), known.shape[1]
    sums, counts = np.zeros(shape), np.zeros(shape)
    np.add.at(sums, of_row, np.where(known, ranking.matrix.scaled, 0.0))
    np.add.at(counts, of_row, known)
    values = np.divide(sums, counts, out=np.full(shape, np.nan), where=counts > 0)
    return tuple(_profile(values, group, ranking.weights.values) for group in range(shape[0]))


def similar_chains(ranking: Ranking, row: int) -> tuple[Similar, ...]:
    """Return the chains of its group by how near their profiles are to an alternative's, nearest first.

    Chains are left out that share less than half of the weight as known.
    """
    matrix, weights = ranking.matrix, ranking.weights.values
    found = []
    for other in ranking.groups.members[ranking.groups.of_row[row]]:
        if other < 0 or other == row:
            continue
        both = matrix.known[row] & matrix.known[other]
        shared = float(weights[both].sum())
        if shared < ENOUGH_SHARED - SAME:
            continue
        squares = np.square(weights[both])
        gaps = np.square(matrix.scaled[row] - matrix.scaled[other])[both]
        found.append(Similar(int(other), float(np.sqrt(squares @ gaps / squares.sum())), shared))
    return tuple(sorted(found, key=lambda one: (one.distance, one.row)))


def same_chain(ranking: Ranking, row: int) -> tuple[int, ...]:
    """Return the rows of the same chain in every group, itself among them, by rank and then by score."""
    chain = ranking.matrix.alternatives[row].chain.id
    rows = [at for at, one in enumerate(ranking.matrix.alternatives) if one.chain.id == chain]
    return tuple(sorted(rows, key=lambda at: (ranking.rank[at], -ranking.score[at])))


def _profile(values: Floats, at: int, weights: Floats) -> Profile:
    """Compare row ``at`` of values (k, n), NaN where unknown, with the column medians."""
    traits = []
    for column in np.flatnonzero(~np.isnan(values[at]) & (weights > 0)):
        among = values[:, column]
        known = np.flatnonzero(~np.isnan(among))
        median = float(np.median(among[known]))
        place = int(ranks(among[known])[np.flatnonzero(known == at)[0]])
        own = float(among[at])
        traits.append(
            Trait(int(column), own, median, float(weights[column] * (own - median)), place, len(known))
        )
    unknown = np.flatnonzero(np.isnan(values[at]) & (weights > 0))
    return Profile(_ordered(traits, 1), _ordered(traits, -1), tuple(int(column) for column in unknown))


def _ordered(traits: Sequence[Trait], sign: int) -> tuple[Trait, ...]:
    kept = [one for one in traits if sign * one.weighted > SAME]
    return tuple(sorted(kept, key=lambda one: (-sign * one.weighted, one.column)))
