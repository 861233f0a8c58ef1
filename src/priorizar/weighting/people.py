"""A group's people: what each weighs, and how much each counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from priorizar.weighting.tree import Weights

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class People:
    """The p people whose answers make the weights of n criteria.

    Parameters
    ----------
    codes, helices, procedures
        (p,) who, of which hélice, and how each answered.
    values
        (p, n) the weights of each, summing to 1.
    share
        (p,) how much each counts, summing to 1.
    weights
        (p,) how the weights of each came about: consistency, notes.
    illustrative
        Whether anybody among them is made up.
    """

    codes: tuple[str, ...]
    helices: tuple[str, ...]
    procedures: tuple[str, ...]
    values: Floats
    share: Floats
    weights: tuple[Weights, ...]
    illustrative: bool = False

    @cached_property
    def rows_by_helice(self) -> Mapping[str, tuple[int, ...]]:
        """Rows of the people of each hélice, in the order in which the hélices appear."""
        rows: dict[str, tuple[int, ...]] = {}
        for row, helice in enumerate(self.helices):
            rows[helice] = (*rows.get(helice, ()), row)
        return rows

    @cached_property
    def consistency_ratios(self) -> tuple[float | None, ...]:
        """(p,) the largest consistency ratio among the comparisons of each; None who compared nothing."""
        found: list[float | None] = []
        for weights in self.weights:
            measured = [node.judgement.measures.get("consistency") for node in weights.nodes]
            found.append(max((one.cr for one in measured if one is not None), default=None))
        return tuple(found)
