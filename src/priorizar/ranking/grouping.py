"""Which alternatives are ranked among themselves: those of a province, a zone, a department, or all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from priorizar.errors import refusal
from priorizar.names import suggest
from priorizar.ranking.matrix import DecisionMatrix
from priorizar.study.model import Province, Study

By = Literal["province", "zone", "department", "all"]
GROUPINGS: tuple[By, ...] = ("province", "zone", "department", "all")


@dataclass(frozen=True, eq=False)
class Groups:
    """Which rows of a matrix are ranked among themselves.

    Parameters
    ----------
    labels
        One a group, in the order of the territory.
    members
        (g, k) rows of each group, filled up with -1 where a group has fewer than k.
    of_row, slot
        (m,) the group of each row, and its place in it: ``members[of_row, slot]`` is every row.
    same_size
        For each number of alternatives, the groups (i, size) that have it: what one call ranks.
    """

    labels: tuple[str, ...]
    members: NDArray[np.int64]
    of_row: NDArray[np.int64]
    slot: NDArray[np.int64]
    same_size: tuple[NDArray[np.int64], ...]

    def padded(self, score: NDArray[np.float64]) -> NDArray[np.float64]:
        """Lay scores (m,) out by group (g, k), with -inf, which is behind every score, where a group ends."""
        return np.append(score, -np.inf)[self.members.T].T


def group_rows(study: Study, matrix: DecisionMatrix, by: By) -> Groups:
    """Return which rows of a matrix are ranked among themselves."""
    if by not in GROUPINGS:
        raise refusal("ranking.unknown_grouping", by=by, guess=suggest(str(by), GROUPINGS))
    order = {_group_key(province, by): None for province in study.provinces.values()}
    if by == "zone":
        order = dict.fromkeys(sorted(order))
    rows: dict[str, list[int]] = {key: [] for key in order}
    for row, alternative in enumerate(matrix.alternatives):
        rows[_group_key(alternative.province, by)].append(row)
    rows = {key: found for key, found in rows.items() if found}
    sizes = [len(found) for found in rows.values()]
    # Laid out member by member, for that is how groups are compared.
    members = np.full((max(sizes), len(rows)), -1, dtype=np.int64).T
    of_row, slot = np.empty((2, len(matrix.alternatives)), dtype=np.int64)
    for group, found in enumerate(rows.values()):
        members[group, : len(found)] = found
        of_row[found] = group
        slot[found] = range(len(found))
    same_size = [
        members[[i for i, one in enumerate(sizes) if one == size], :size] for size in sorted(set(sizes))
    ]
    return Groups(tuple(rows), members, of_row, slot, tuple(same_size))


def _group_key(province: Province, by: By) -> str:
    keys = {
        "province": province.ubigeo,
        "zone": province.zone,
        "department": province.department,
        "all": "all",
    }
    return keys[by]
