"""What one person may say: one model a procedure, told apart by ``procedure``.

A judgement names either all the criteria below its node of the value tree, and then weighs them
directly, or what lies directly below the node; then ``groups`` holds one judgement for each group
among those (a group left out: its criteria weigh the same).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Discriminator, Field, Strict, Tag, WithJsonSchema
from typing_extensions import override

from priorizar.elicitation.notes import ahp_notes, best_worst_notes
from priorizar.elicitation.walk import Place
from priorizar.elicitation.weights import Judgement
from priorizar.errors import within
from priorizar.forms import Form
from priorizar.weighting import best_worst, direct, rank_order, region
from priorizar.weighting.ahp import (
    PRIORITIZATIONS,
    Prioritization,
    RandomIndex,
    consistency,
    reciprocal_matrix,
)

if TYPE_CHECKING:
    from priorizar.elicitation.statements import WeightStatement

MOST = 5_000

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


class Statement(Form):
    """Base of every judgement."""

    procedure: str

    @property
    def inner(self) -> Mapping[str, Statement] | None:
        """Judgements on the groups directly below, by id; None where it speaks of criteria only."""
        return None

    @property
    def illustrative(self) -> bool:
        """Whether it says of itself that somebody made it up."""
        return False

    def names(self) -> Iterator[str]:
        """Every criterion or group this judgement weighs."""
        yield from ()

    def judge(self, place: Place) -> Judgement:
        """Weigh ``place.items``.

        Raises
        ------
        PriorizarError
            With everything that keeps it from doing so, each at its path in the judgement.
        """
        raise NotImplementedError


class TreeStatement(Statement):
    """A judgement that may speak of groups."""

    groups: dict[str, WeightStatement] | None = None

    @property
    @override
    def inner(self) -> Mapping[str, Statement] | None:
        return self.groups


class Equal(TreeStatement):
    """Everything weighs the same: the criteria, or with ``groups`` what lies directly below."""

    procedure: Literal["equal"]

    @override
    def judge(self, place: Place) -> Judgement:
        return Judgement(np.full(len(place.items), 1 / len(place.items)))


class _Numbers(TreeStatement):
    values: dict[str, Number] = Field(max_length=MOST)

    @override
    def names(self) -> Iterator[str]:
        yield from self.values

    @override
    def judge(self, place: Place) -> Judgement:
        with within("values"):
            values = direct.normalize(place.items, self.values)
        return Judgement(values, steps={"said": direct.numbers(place.items, self.values)})


class Points(_Numbers):
    """A hundred points to share; 0 turns a criterion off."""

    procedure: Literal["points"]

    @override
    def judge(self, place: Place) -> Judgement:
        return super().judge(place).noting(direct.points_notes(self.values))


class Direct(_Numbers):
    """Each criterion rated by itself on any scale that starts at 0."""

    procedure: Literal["direct"]


class Swing(_Numbers):
    """From worst to best on each criterion: the swing most wanted is 100, the others in proportion."""

    procedure: Literal["swing"]

    @override
    def judge(self, place: Place) -> Judgement:
        return super().judge(place).noting(direct.swing_notes(self.values))


class Smart(_Numbers):
    """The least important criterion is 10, the others in proportion."""

    procedure: Literal["smart"]

    @override
    def judge(self, place: Place) -> Judgement:
        return super().judge(place).noting(direct.smart_notes(self.values))


class RankOrder(TreeStatement):
    """From the most to the least important; a list within the list is a tie."""

    procedure: Literal["rank_order"]
    order: tuple[str | tuple[str, ...], ...] = Field(max_length=MOST)
    formula: rank_order.Formula = "roc"

    @override
    def names(self) -> Iterator[str]:
        for entry in self.order:
            yield from (entry,) if isinstance(entry, str) else entry

    @override
    def judge(self, place: Place) -> Judgement:
        with within("order"):
            ranks = rank_order.ranks_of(place.items, self.order)
        return Judgement(rank_order.rank_order_weights(ranks, self.formula), steps={"rank": ranks})


class BestWorst(TreeStatement):
    """How many times the best matters as much as each, and each as much as the worst."""

    procedure: Literal["best_worst"]
    best: str
    worst: str
    best_to_others: dict[str, Ratio] = Field(max_length=MOST)
    others_to_worst: dict[str, Ratio] = Field(max_length=MOST)

    @override
    def names(self) -> Iterator[str]:
        yield from (self.best, self.worst, *self.best_to_others, *self.others_to_worst)

    @override
    def judge(self, place: Place) -> Judgement:
        items = place.items
        answers = best_worst.answers(items, self.best, self.worst, self.best_to_others, self.others_to_worst)
        found = best_worst.best_worst(items.index(self.best), items.index(self.worst), *answers)
        steps = {
            "best_to_others": answers[0],
            "others_to_worst": answers[1],
            "input_ratio": found.input_ratios,
        }
        return Judgement(found.values, {"best_worst": found}, steps, best_worst_notes(items, found))


class Ahp(TreeStatement):
    """Pairwise comparisons: ``[a, b, 3]`` says that a matters three times as much as b."""

    procedure: Literal["ahp"]
    comparisons: tuple[tuple[str, str, Ratio], ...] = Field(max_length=MOST)
    prioritization: Prioritization = "eigenvector"
    random_index: RandomIndex = "saaty_1980"

    @override
    def names(self) -> Iterator[str]:
        for a, b, _ in self.comparisons:
            yield from (a, b)

    @override
    def judge(self, place: Place) -> Judgement:
        with within("comparisons"):
            matrix = reciprocal_matrix(place.items, self.comparisons)
        with within("prioritization"):
            values = PRIORITIZATIONS[self.prioritization](matrix)
        with within("random_index"):
            measured = consistency(matrix, self.random_index)
        notes = ahp_notes(place.items, matrix, measured, self.random_index)
        return Judgement(values, {"consistency": measured}, {"matrix": matrix}, notes)


class PercentStatement(Form):
    """The weight of a criterion lies between two percentages."""

    criterion: str
    percent: tuple[Number, Number]

    @property
    def said(self) -> region.Between:
        """As the region takes it."""
        return region.Between(self.criterion, self.percent[0] / 100, self.percent[1] / 100)


class AtLeastStatement(Form):
    """A criterion weighs at least as much as another, or at least so many times as much."""

    criterion: str
    at_least: str
    times: Ratio = 1.0

    @property
    def said(self) -> region.AtLeast:
        """As the region takes it."""
        return region.AtLeast(self.criterion, self.at_least, self.times)


def _kind(written: Any) -> str:
    percent = isinstance(written, PercentStatement) or (isinstance(written, dict) and "percent" in written)
    return "percent" if percent else "at_least"


RegionStatement = Annotated[
    Annotated[PercentStatement, Tag("percent")] | Annotated[AtLeastStatement, Tag("at_least")],
    Discriminator(_kind),
]


class Region(TreeStatement):
    """Statements that leave room; the weights are the centre of all that fit."""

    procedure: Literal["region"]
    statements: tuple[RegionStatement, ...] = Field(max_length=200)

    @override
    def names(self) -> Iterator[str]:
        for one in self.statements:
            yield from one.said.named.values()

    @override
    def judge(self, place: Place) -> Judgement:
        with within("statements"):
            found = region.weight_region(place.items, [one.said for one in self.statements])
        return Judgement(found.centre, {"region": found}, {"bounds": found.bounds})
