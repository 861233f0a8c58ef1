"""What another scenario changes over the whole territory: who leads, who gains and who loses."""

from __future__ import annotations

from typing import Any

import numpy as np

from priorizar.ranking.comparison import Comparison
from priorizar.ranking.ranking import Ranking

Record = dict[str, Any]


def leaders(comparison: Comparison, language: str = "es") -> list[Record]:
    """Say who comes first in each group by the first scenario and by each of the others.

    Returns
    -------
    list of dict
        One a group and scenario other than the first: ``scenario``, ``group``, ``province`` (name, or the
        label where several provinces are ranked together), ``before`` and ``after`` (chains that come first,
        several if they tie) and ``changed``, whether they are not the same. Groups that only some of the
        scenarios rank are left out.
    """
    first = comparison.rankings[0]
    before = _first_of(first, language)
    names = _names_of_groups(first)
    records = []
    for name, ranking in zip(comparison.names[1:], comparison.rankings[1:], strict=True):
        after = _first_of(ranking, language)
        records += [
            {
                "scenario": name,
                "group": group,
                "province": names[group],
                "before": list(held.values()),
                "after": list(after[group].values()),
                "changed": held.keys() != after[group].keys(),
            }
            for group, held in before.items()
            if group in after
        ]
    return records


def changes_of_leader(comparison: Comparison) -> list[Record]:
    """Count in how many groups the leader changes against the first scenario.

    Returns
    -------
    list of dict
        One a scenario other than the first: ``scenario``, ``changed`` and ``groups``, of how many.
    """
    found = leaders(comparison)
    return [
        {
            "scenario": name,
            "changed": sum(one["changed"] for one in found if one["scenario"] == name),
            "groups": sum(one["scenario"] == name for one in found),
        }
        for name in comparison.names[1:]
    ]


def gains(comparison: Comparison, language: str = "es") -> list[Record]:
    """Say of each chain in how many provinces it rises and falls against the first scenario.

    Returns
    -------
    list of dict
        One a chain and scenario other than the first: ``scenario``, ``chain``, ``chain_name``,
        ``alternatives`` (in how many provinces every scenario ranks it), ``rises``, ``falls`` and ``mean``,
        how many places it rises (negative: falls) in the mean of them. Those that gain most come first.
    """
    shifts: dict[tuple[str, str], list[int]] = {}
    called = {}
    for row in comparison.rows(language):
        called[row["chain"]] = row["chain_name"]
        for name in comparison.names[1:]:
            shifts.setdefault((name, row["chain"]), []).append(row[f"shift_{name}"])
    records = [
        {
            "scenario": name,
            "chain": chain,
            "chain_name": called[chain],
            "alternatives": len(moved),
            "rises": sum(shift > 0 for shift in moved),
            "falls": sum(shift < 0 for shift in moved),
            "mean": sum(moved) / len(moved),
        }
        for (name, chain), moved in shifts.items()
    ]
    place = comparison.names.index
    return sorted(records, key=lambda one: (place(one["scenario"]), -one["mean"], one["chain_name"]))


def _first_of(ranking: Ranking, language: str) -> dict[str, dict[str, str]]:
    """Chains that come first in each group, by what tells them apart."""
    found: dict[str, dict[str, str]] = {label: {} for label in ranking.groups.labels}
    labels = ranking.groups.labels
    for row in np.flatnonzero(ranking.rank == 1).tolist():
        one = ranking.matrix.alternatives[row]
        key = f"{one.province.ubigeo} {one.chain.id}"
        found[labels[ranking.groups.of_row[row]]][key] = one.chain.name[language]
    return found


def _names_of_groups(ranking: Ranking) -> dict[str, str]:
    if ranking.by != "province":
        return {label: label for label in ranking.groups.labels}
    return {one.province.ubigeo: one.province.name for one in ranking.matrix.alternatives}
