"""Down the value tree: every judgement to local weights, and these to one weight a criterion."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from priorizar.arrays import Bools, Floats, Ints
from priorizar.elicitation.judgements import equal
from priorizar.elicitation.weights import JudgedNode, Judgement, Node, Weights, children, leaves
from priorizar.errors import Path, PriorizarError, Problem, refusal, within
from priorizar.weighting.names import unknown_names

Pair = tuple[str, str, float]
"""``(a, b, 3)``: a matters three times as much as b."""


class Observations(Protocol):
    """The part of a decision matrix that objective weights need; a column a leaf of the tree."""

    @property
    def value(self) -> Floats:
        """(m, n), each criterion in its own unit."""

    @property
    def directions(self) -> Ints:
        """(n,) +1 higher is better, -1 lower is better."""

    @property
    def known(self) -> Bools:
        """(m, n) whether anything is stated on the cell."""


class Said(Protocol):
    """A statement on what lies below one node."""

    @property
    def procedure(self) -> str:
        """How it was said."""

    @property
    def inner(self) -> Mapping[str, Said] | None:
        """Judgements on the groups directly below, by id; None where it speaks of criteria only."""

    @property
    def pairs(self) -> tuple[Pair, ...] | None:
        """Comparisons in pairs; None where it was said in another way."""

    def names(self) -> Iterator[str]:
        """Everything it weighs."""

    def judge(self, place: Place) -> Judgement:
        """Weigh the items of a place; what is wrong is at its path in what was said."""


@dataclass(frozen=True)
class Place:
    """What a statement is asked to weigh.

    Parameters
    ----------
    items
        Ids, in the order the weights are to have.
    node
        The node of the tree that the items lie below; None outside a tree.
    walk
        The pass down the tree; None outside a tree.
    path
        Of the statement in all that was said.
    """

    items: tuple[str, ...]
    node: Node | None = None
    walk: Walk | None = None
    path: Path = ()

    def columns(self) -> tuple[Floats, Ints, Bools]:
        """Values, directions and what is known, of the criteria weighed here.

        Raises
        ------
        PriorizarError
            If there is no matrix to take them from.
        """
        if self.walk is None or self.walk.matrix is None:
            raise refusal("weighting.no_matrix")
        of = [self.walk.criteria.index(item) for item in self.items]
        matrix = self.walk.matrix
        return matrix.value[:, of], matrix.directions[of], matrix.known[:, of]

    def weigh(self, statement: Said, *steps: Hashable) -> Floats:
        """Weights of the items by another statement on the same node, at a path within this one."""
        if self.walk is None or self.node is None:
            with within(*steps):
                return statement.judge(self).values
        return self.walk.weigh(statement, self.node, (*self.path, *steps))


class Walk:
    """One pass down the tree, gathering the nodes judged and the problems met."""

    def __init__(self, tree: Node, matrix: Observations | None) -> None:
        self.tree = tree
        self.matrix = matrix
        self.criteria = tuple(leaves(tree))
        self.nodes: list[JudgedNode] = []
        self.problems: list[Problem] = []

    def run(self, statement: Said) -> Weights:
        """Weigh the whole tree; raises PriorizarError with every problem of every node."""
        values = self.weigh(statement, self.tree)
        if self.problems:
            raise PriorizarError(self.problems)
        return Weights(self.criteria, values / values.sum(), tuple(self.nodes))

    def weigh(self, statement: Said, node: Node, path: Path = ()) -> Floats:
        """Weights of the criteria below ``node``, summing to 1; equal ones where there is a problem.

        ``path`` is that of the statement in all that was said.
        """
        below = tuple(children(node) or ())
        criteria = tuple(leaves(node))
        directly = tuple(child.id for child in below)
        grouped = speaks_of_groups(statement, directly, criteria)
        items = directly if grouped else criteria
        place = len(self.nodes)
        try:
            judgement = statement.judge(Place(items, node, self, path))
        except PriorizarError as error:
            self.problems.extend(problem.within(*path) for problem in error.problems)
            judgement = equal(items)
        self.nodes.insert(place, JudgedNode(node.id, items, statement.procedure, judgement))
        if not grouped:
            return judgement.values
        said = statement.inner or {}
        groups = {child.id: child for child in below if children(child) is not None}
        named = [((*path, "groups", name), name) for name in said]
        self.problems.extend(unknown_names(named, tuple(groups)))
        parts = []
        for weight, child in zip(judgement.values, below, strict=True):
            if child.id in said and child.id in groups:
                parts.append(weight * self.weigh(said[child.id], child, (*path, "groups", child.id)))
            else:
                parts.append(weight * self._unsaid(child))
        return np.concatenate(parts)

    def _unsaid(self, node: Node) -> Floats:
        """Equal weights of the criteria at or below a node on which nothing was said."""
        criteria = tuple(leaves(node))
        if children(node) is not None:
            self.nodes.append(JudgedNode(node.id, criteria, "equal", equal(criteria)))
        return equal(criteria).values


def speaks_of_groups(statement: Said, below: tuple[str, ...], criteria: tuple[str, ...]) -> bool:
    """Whether a judgement weighs what lies directly below its node rather than the criteria.

    ``groups`` settles it; otherwise whichever more of the names belong to, so that a misspelt name
    is reported against the names that were meant.
    """
    if statement.inner is not None:
        return True
    named = set(statement.names())
    return len(named & set(below)) > len(named & set(criteria))
