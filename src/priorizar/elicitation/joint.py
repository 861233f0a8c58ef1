"""Aggregating individual judgements over a value tree: everybody's comparisons become one set of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from priorizar.arrays import Floats
from priorizar.elicitation.judgements import from_comparisons
from priorizar.elicitation.walk import Pair, Place, Said, speaks_of_groups
from priorizar.elicitation.weights import Judgement, Node, children, leaves
from priorizar.errors import refusal
from priorizar.weighting.aggregation import Middle, aggregate_judgements
from priorizar.weighting.ahp import reciprocal_matrix


class Answer(Protocol):
    """What one person said."""

    @property
    def code(self) -> str:
        """Who."""

    @property
    def weights(self) -> Said:
        """What."""


@dataclass(frozen=True)
class Joint:
    """The comparisons of a whole group on one node, and on the groups directly below it.

    Parameters
    ----------
    pairs
        Every two items that anybody compared.
    groups
        What the group said below, by id; None where criteria are compared. A group that nobody judged is left
        out, so that its criteria weigh the same.
    """

    pairs: tuple[Pair, ...]
    groups: Mapping[str, Joint] | None = None
    procedure: str = "ahp"

    @property
    def inner(self) -> Mapping[str, Joint] | None:
        """What was said of the groups directly below, by id; None where it speaks of criteria only."""
        return self.groups

    def names(self) -> Iterator[str]:
        """Everything compared."""
        for a, b, _ in self.pairs:
            yield from (a, b)

    def judge(self, place: Place) -> Judgement:
        """Weigh the items of a place by the comparisons."""
        return from_comparisons(place.items, self.pairs)


def joint_comparisons(people: Sequence[Answer], share: Floats, node: Node, how: Middle, trim: float) -> Joint:
    """Put the comparisons of all together, node by node (AIJ).

    Parameters
    ----------
    people
        The p people.
    share
        (p,) how much each counts; whoever did not judge a group does not count there.
    node
        What they judged: a value tree.
    how, trim
        As :func:`~priorizar.weighting.aggregation.middle` takes them.

    Raises
    ------
    PriorizarError
        If somebody did not compare in pairs, or some compared groups and others criteria.
    """
    return _joint([(one.code, one.weights) for one in people], share, node, how, trim)


def _joint(
    said: Sequence[tuple[str, Said | None]], share: Floats, node: Node, how: Middle, trim: float
) -> Joint:
    other = tuple(code for code, one in said if one is not None and one.pairs is None)
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
        return Joint(_comparisons(criteria, said, share, how, trim))
    groups: dict[str, Joint] = {}
    for child in below:
        inner = [(code, None if one is None else (one.inner or {}).get(child.id)) for code, one in said]
        if children(child) is not None and any(one is not None for _, one in inner):
            groups[child.id] = _joint(inner, share, child, how, trim)
    return Joint(_comparisons(directly, said, share, how, trim), groups)


def _comparisons(
    items: tuple[str, ...], said: Sequence[tuple[str, Said | None]], share: Floats, how: Middle, trim: float
) -> tuple[Pair, ...]:
    n = len(items)
    nothing = np.where(np.eye(n) > 0, 1.0, np.nan)
    matrices = [
        nothing if one is None or one.pairs is None else reciprocal_matrix(items, one.pairs)
        for _, one in said
    ]
    whole = aggregate_judgements(np.array(matrices), share, how, trim)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n) if not np.isnan(whole[i, j])]
    return tuple((items[i], items[j], float(whole[i, j])) for i, j in pairs)
