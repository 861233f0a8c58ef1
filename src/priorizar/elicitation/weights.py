"""A value tree and the weights on it: what was said at each node, and what it makes for each criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

from priorizar.arrays import Floats, in_short
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.weighting.region import WeightRegion


class Node(Protocol):
    """A criterion, or a group if it also has ``children`` (nodes)."""

    @property
    def id(self) -> str:
        """Name of the node, unique in its tree."""


@dataclass(frozen=True)
class Named:
    """A criterion of which only the name is known."""

    id: str


@dataclass(frozen=True)
class Listed:
    """Criteria in no groups."""

    id: str
    children: tuple[Named, ...]


def tree_of(given: object) -> Node:
    """Return a value tree: one that is given, or made of the names of criteria in no groups.

    Raises
    ------
    PriorizarError
        ``weighting.not_a_tree``; ``weighting.named_twice``.
    """
    if isinstance(getattr(given, "id", None), str):
        return given  # type: ignore[return-value]  # has what a node needs
    names = [] if isinstance(given, str) or not isinstance(given, Iterable) else list(given)
    if not names or not all(isinstance(name, str) for name in names):
        raise refusal("weighting.not_a_tree", given=in_short(given))
    twice = [Problem("weighting.named_twice", {"name": name}) for name, n in Counter(names).items() if n > 1]
    if twice:
        raise PriorizarError(twice)
    return Listed("", tuple(Named(name) for name in names))


def children(node: Node) -> Sequence[Node] | None:
    """Nodes directly below a group, in order; None for a criterion."""
    below: Sequence[Node] | None = getattr(node, "children", None)
    return below


def leaves(node: Node) -> Iterator[str]:
    """Criteria at or below a node, depth first, by id."""
    below = children(node)
    if below is None:
        yield node.id
    else:
        for child in below:
            yield from leaves(child)


@dataclass(frozen=True)
class Judgement:
    """What one procedure makes of one statement.

    Parameters
    ----------
    values
        Local weights (k,), in the order of the items weighed.
    measures
        Consistency and whatever else the procedure measures, by name.
    steps
        The tables on the way to the values, by name, in the order one would show them.
    notes
        What to look at, though it is no error.
    """

    values: Floats
    measures: Mapping[str, Any] = field(default_factory=dict)
    steps: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()

    def noting(self, notes: tuple[Problem, ...]) -> Judgement:
        """Return the same judgement with more to look at."""
        return replace(self, notes=self.notes + notes)


@dataclass(frozen=True)
class JudgedNode:
    """The local weights of what lies below one node of the tree, and how they came about."""

    id: str
    items: tuple[str, ...]
    procedure: str
    judgement: Judgement


@dataclass(frozen=True)
class Weights:
    """One weight a criterion, with everything said on the way.

    Parameters
    ----------
    criteria
        Ids of the leaves of the tree, depth first.
    values
        (n,), none negative, summing to 1 within 1e-12.
    nodes
        Every node judged, the root first.
    """

    criteria: tuple[str, ...]
    values: Floats
    nodes: tuple[JudgedNode, ...]

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What to look at, over all nodes."""
        return tuple(note for node in self.nodes for note in node.judgement.notes)

    @property
    def region(self) -> WeightRegion | None:
        """Every weight vector that fits what was said, where that leaves room over the criteria."""
        root = self.nodes[0]
        return root.judgement.measures.get("region") if root.items == self.criteria else None

    @property
    def group(self) -> People | None:
        """The people whose answers make the weights, where a group judged all criteria."""
        return self.nodes[0].judgement.measures.get("people")

    @property
    def people(self) -> Floats | None:
        """(p, n) the weights of each person of the group, if there is one."""
        return None if self.group is None else self.group.values

    @property
    def by_criterion(self) -> dict[str, float]:
        """The weights by criterion id."""
        return dict(zip(self.criteria, self.values.tolist(), strict=True))


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
