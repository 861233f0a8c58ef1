"""What another scenario changes over the whole territory: who leads, who gains and who loses."""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from priorizar.ranking.comparison import Comparison
from priorizar.ranking.naming import Pair, pair_of
from priorizar.ranking.ranking import Ranking


class Leaders(TypedDict):
    """Who comes first in a group by the first scenario (``before``) and by another (``after``).

    Chains, several if they tie; ``changed`` says whether they are not the same.
    """

    scenario: str
    group: str
    before: list[str]
    after: list[str]
    changed: bool


class LeaderChanges(TypedDict):
    """In how many of the groups the leader changes by another scenario."""

    scenario: str
    changed: int
    groups: int


class Gain(TypedDict):
    """In how many provinces a chain rises and falls by another scenario.

    Of those where every scenario ranks it; ``mean`` is how many places it rises (negative: falls) in the mean
    of them.
    """

    scenario: str
    chain: str
    alternatives: int
    rises: int
    falls: int
    mean: float


def leaders(comparison: Comparison) -> list[Leaders]:
    """Find who comes first in each group by the first scenario and by each of the others.

    Returns
    -------
    list of Leaders
        One a group and scenario other than the first. Groups that only some of the scenarios rank are left
        out.
    """
    before = _first_of(comparison.rankings[0])
    records: list[Leaders] = []
    for name, ranking in zip(comparison.names[1:], comparison.rankings[1:], strict=True):
        after = _first_of(ranking)
        records += [
            {
                "scenario": name,
                "group": group,
                "before": [chain for _, chain in first],
                "after": [chain for _, chain in after[group]],
                "changed": set(first) != set(after[group]),
            }
            for group, first in before.items()
            if group in after
        ]
    return records


def changes_of_leader(comparison: Comparison) -> list[LeaderChanges]:
    """Count in how many groups the leader changes against the first scenario: one record another scenario."""
    found = leaders(comparison)
    return [
        {
            "scenario": name,
            "changed": sum(one["changed"] for one in found if one["scenario"] == name),
            "groups": sum(one["scenario"] == name for one in found),
        }
        for name in comparison.names[1:]
    ]


def gains(comparison: Comparison) -> list[Gain]:
    """Count for each chain in how many provinces it rises and falls against the first scenario.

    Returns
    -------
    list of Gain
        One a chain and scenario other than the first, those that gain most first.
    """
    shifts: dict[Pair, list[int]] = {}
    for one in comparison.records():
        for name, shift in one["shift"].items():
            shifts.setdefault((name, one["chain"]), []).append(shift)
    records: list[Gain] = [
        {
            "scenario": name,
            "chain": chain,
            "alternatives": len(moved),
            "rises": sum(shift > 0 for shift in moved),
            "falls": sum(shift < 0 for shift in moved),
            "mean": sum(moved) / len(moved),
        }
        for (name, chain), moved in shifts.items()
    ]
    place = comparison.names.index
    return sorted(records, key=lambda one: (place(one["scenario"]), -one["mean"], one["chain"]))


def _first_of(ranking: Ranking) -> dict[str, list[Pair]]:
    """Return the alternatives that come first in each group."""
    found: dict[str, list[Pair]] = {label: [] for label in ranking.groups.labels}
    labels = ranking.groups.labels
    for row in np.flatnonzero(ranking.rank == 1).tolist():
        found[labels[ranking.groups.of_row[row]]].append(pair_of(ranking.matrix.alternatives[row]))
    return found
