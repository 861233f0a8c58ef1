"""What a scenario's ``weights`` may say: one model a procedure, told apart by ``procedure``.

A judgement names either all the criteria below its node of the value tree, and then weighs them
directly, or what lies directly below the node; then ``groups`` holds one judgement for each group
among those (a group left out: its criteria weigh the same).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema
from typing_extensions import override

from priorizar.errors import PriorizarError, Problem
from priorizar.weighting import direct
from priorizar.weighting.ahp import (
    PRIORITIZATIONS,
    Prioritization,
    RandomIndex,
    consistency,
    reciprocal_matrix,
)
from priorizar.weighting.names import unknown_names
from priorizar.weighting.tree import JudgedNode, Judgement, Node, Weights, children, leaves

Path = tuple[Hashable, ...]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]


def _ratio(written: Any) -> Any:
    """Read ``1/3`` as people write it."""
    try:
        return float(Fraction(written.replace(" ", ""))) if isinstance(written, str) else written
    except (ValueError, ZeroDivisionError):
        return written


Ratio = Annotated[
    Number,
    BeforeValidator(_ratio),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?(/\d+)?$"}]}),
]


class Observations(Protocol):
    """The part of a decision matrix that objective weights need; a column a leaf of the tree."""

    @property
    def value(self) -> NDArray[np.float64]:
        """(m, n), each criterion in its own unit."""

    @property
    def directions(self) -> NDArray[np.int_]:
        """(n,) +1 higher is better, -1 lower is better."""


class Statement(BaseModel):
    """Base of every judgement."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    procedure: str
    groups: dict[str, WeightStatement] | None = None

    def names(self) -> Iterator[tuple[Path, str]]:
        """Every criterion or group this judgement weighs, with its place in what was written."""
        yield from ()

    def judge(self, items: tuple[str, ...]) -> Judgement:
        """Weigh ``items``; raises PriorizarError with everything that keeps it from doing so."""
        raise NotImplementedError


class Equal(Statement):
    """Everything weighs the same: the criteria, or with ``groups`` what lies directly below."""

    procedure: Literal["equal"]

    @override
    def judge(self, items: tuple[str, ...]) -> Judgement:
        return Judgement(np.full(len(items), 1 / len(items)))


class _Numbers(Statement):
    values: dict[str, Number]

    @override
    def names(self) -> Iterator[tuple[Path, str]]:
        yield from ((("values", name), name) for name in self.values)

    @override
    def judge(self, items: tuple[str, ...]) -> Judgement:
        return Judgement(
            direct.normalize(items, self.values), steps={"said": direct.numbers(items, self.values)}
        )


class Points(_Numbers):
    """A hundred points to share; 0 turns a criterion off."""

    procedure: Literal["points"]

    @override
    def judge(self, items: tuple[str, ...]) -> Judgement:
        return super().judge(items).noting(direct.points_notes(self.values))


class Direct(_Numbers):
    """Each criterion rated by itself on any scale that starts at 0."""

    procedure: Literal["direct"]


class Swing(_Numbers):
    """From worst to best on each criterion: the swing most wanted is 100, the others in proportion."""

    procedure: Literal["swing"]

    @override
    def judge(self, items: tuple[str, ...]) -> Judgement:
        return super().judge(items).noting(direct.swing_notes(self.values))


class Smart(_Numbers):
    """The least important criterion is 10, the others in proportion."""

    procedure: Literal["smart"]

    @override
    def judge(self, items: tuple[str, ...]) -> Judgement:
        return super().judge(items).noting(direct.smart_notes(self.values))


class Ahp(Statement):
    """Pairwise comparisons: ``[a, b, 3]`` says that a matters three times as much as b."""

    procedure: Literal["ahp"]
    comparisons: tuple[tuple[str, str, Ratio], ...] = Field(max_length=5_000)
    prioritization: Prioritization = "eigenvector"
    random_index: RandomIndex = "saaty_1980"

    @override
    def names(self) -> Iterator[tuple[Path, str]]:
        for row, comparison in enumerate(self.comparisons):
            yield ("comparisons", row, 0), comparison[0]
            yield ("comparisons", row, 1), comparison[1]

    @override
    def judge(self, items: tuple[str, ...]) -> Judgement:
        matrix = reciprocal_matrix(items, self.comparisons)
        values = PRIORITIZATIONS[self.prioritization](matrix)
        measured = consistency(matrix, self.random_index)
        return Judgement(values, {"consistency": measured}, {"matrix": matrix})


WeightStatement = Annotated[
    Equal | Points | Direct | Swing | Smart | Ahp,
    Field(discriminator="procedure"),
]
Statement.model_rebuild()
for _model in (Equal, Points, Direct, Swing, Smart, Ahp):
    _model.model_rebuild()


def names_in(statement: Statement) -> Iterator[tuple[Path, str]]:
    """Every criterion and group named anywhere in a statement, with its place in what was written."""
    yield from statement.names()
    for group, inner in (statement.groups or {}).items():
        yield ("groups", group), group
        yield from ((("groups", group, *path), name) for path, name in names_in(inner))


def weigh(statement: Statement, tree: Node, matrix: Observations | None = None) -> Weights:
    """Turn what was said into one weight a criterion.

    Parameters
    ----------
    statement
        A judgement on the root of the tree.
    tree
        The value tree.
    matrix
        What objective weights are taken from; its columns are the leaves of the tree, in order.

    Raises
    ------
    PriorizarError
        With every problem of every node.
    """
    walk = _Walk(tree, matrix)
    values = walk.weigh(statement, tree)
    if walk.problems:
        raise PriorizarError(walk.problems)
    return Weights(tuple(leaves(tree)), values / values.sum(), tuple(walk.nodes))


class _Walk:
    """One pass down the tree, gathering the nodes judged and the problems met."""

    def __init__(self, tree: Node, matrix: Observations | None) -> None:
        self.criteria = tuple(leaves(tree))
        self.matrix = matrix
        self.nodes: list[JudgedNode] = []
        self.problems: list[Problem] = []

    def weigh(self, statement: Statement, node: Node) -> NDArray[np.float64]:
        """Weights of the leaves below ``node``, summing to 1; equal ones where there is a problem."""
        below = tuple(children(node) or ())
        criteria = tuple(leaves(node))
        direct_items = tuple(child.id for child in below)
        grouped = _speaks_of_groups(statement, direct_items, criteria)
        items = direct_items if grouped else criteria
        position = len(self.nodes)
        try:
            judgement = statement.judge(items)
        except PriorizarError as error:
            self.problems.extend(error.problems)
            judgement = Judgement(np.full(len(items), 1 / len(items)))
        self.nodes.insert(position, JudgedNode(node.id, items, statement.procedure, judgement))
        if not grouped:
            return judgement.values
        said = statement.groups or {}
        inner = {child.id: child for child in below if children(child) is not None}
        self.problems.extend(unknown_names(said, tuple(inner)))
        parts = [
            weight * self.weigh(said.get(child.id, Equal(procedure="equal")), child)
            if child.id in inner
            else np.array([weight])
            for weight, child in zip(judgement.values, below, strict=True)
        ]
        return np.concatenate(parts)


def _speaks_of_groups(statement: Statement, below: tuple[str, ...], criteria: tuple[str, ...]) -> bool:
    """Whether a judgement weighs what lies directly below its node rather than the criteria.

    ``groups`` settles it; otherwise whichever more of the names belong to, so that a misspelt name
    is reported against the names that were meant.
    """
    if statement.groups is not None:
        return True
    named = {name for _, name in statement.names()}
    return len(named & set(below)) > len(named & set(criteria))
