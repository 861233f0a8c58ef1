"""Aggregating individual judgements over a value tree: everybody's comparisons become one set of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from priorizar.elicitation.walk import speaks_of_groups
from priorizar.elicitation.weights import Node, children, leaves
from priorizar.errors import refusal
from priorizar.weighting.aggregation import Middle, aggregate_judgements
from priorizar.weighting.ahp import reciprocal_matrix
from priorizar.weighting.procedures import Ahp, Statement

if TYPE_CHECKING:
    from priorizar.elicitation.statements import WeightStatement

Floats = NDArray[np.float64]


class Said(Protocol):
    """What one person said."""

    @property
    def code(self) -> str:
        """Who."""

    @property
    def weights(self) -> Statement:
        """What."""


def joint_comparisons(people: Sequence[Said], share: Floats, node: Node, how: Middle, trim: float) -> Ahp:
    """Put the comparisons of all together, node by node (AIJ).

    Parameters
    ----------
    people
        The p people.
    share
        (p,) how much each counts.
    node
        What they judged: a value tree.
    how, trim
        As :func:`~priorizar.weighting.aggregation.middle` takes them.

    Returns
    -------
    Ahp
        One judgement, with what the group said below in its ``groups``. A group that nobody judged is left
        out, so that its criteria weigh the same; whoever did not judge one does not count there.

    Raises
    ------
    PriorizarError
        If somebody did not compare in pairs, or some compared groups and others criteria.
    """
    return _joint([(one.code, one.weights) for one in people], share, node, how, trim)


def _joint(
    said: Sequence[tuple[str, Statement | None]], share: Floats, node: Node, how: Middle, trim: float
) -> Ahp:
    other = tuple(code for code, one in said if one is not None and not isinstance(one, Ahp))
    if other:
        raise refusal("weighting.aij_needs_ahp", codes=other)
    below = tuple(children(node) or ())
    directly, criteria = tuple(child.id for child in below), tuple(leaves(node))
    grouped = {
        code: speaks_of_groups(one, directly, criteria)
        for code, one in said
        if one is not None and directly != criteria
    }
    if len(set(grouped.values())) > 1:
        by_group = tuple(code for code, yes in grouped.items() if yes)
        at_once = tuple(code for code, yes in grouped.items() if not yes)
        raise refusal("weighting.aij_mixed", node=node.id, by_group=by_group, at_once=at_once)
    if not any(grouped.values()):
        return Ahp(procedure="ahp", comparisons=_comparisons(criteria, said, share, how, trim))
    groups: dict[str, WeightStatement] = {}
    for child in below:
        inner = [(code, None if one is None else (one.inner or {}).get(child.id)) for code, one in said]
        if children(child) is not None and any(one is not None for _, one in inner):
            groups[child.id] = _joint(inner, share, child, how, trim)
    comparisons = _comparisons(directly, said, share, how, trim)
    return Ahp(procedure="ahp", comparisons=comparisons, groups=groups)


def _comparisons(
    items: tuple[str, ...],
    said: Sequence[tuple[str, Statement | None]],
    share: Floats,
    how: Middle,
    trim: float,
) -> tuple[tuple[str, str, float], ...]:
    n = len(items)
    nothing = np.where(np.eye(n) > 0, 1.0, np.nan)
    matrices = [
        reciprocal_matrix(items, one.comparisons) if isinstance(one, Ahp) else nothing for _, one in said
    ]
    whole = aggregate_judgements(np.array(matrices), share, how, trim)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n) if not np.isnan(whole[i, j])]
    return tuple((items[i], items[j], float(whole[i, j])) for i, j in pairs)
