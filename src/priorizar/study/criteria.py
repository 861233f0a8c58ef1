"""Criteria: what a chain is judged by, on which scale, in which group of the value tree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from priorizar.elicitation.ratios import Ratio
from priorizar.errors import Path, refusal, within
from priorizar.figures import digits_apart
from priorizar.forms import Form
from priorizar.methods.promethee2 import THRESHOLDS, PreferenceFunction
from priorizar.names import suggest
from priorizar.weighting.ahp import eigenvector, reciprocal_matrix
from priorizar.weighting.synthesis import level_values

LONGEST_IDENTIFIER = 64
IDENTIFIER = rf"[a-z][a-z0-9_]{{0,{LONGEST_IDENTIFIER - 1}}}"
"""Pattern of the ids that people give: of criteria, chains and scenarios."""

Identifier = Annotated[str, StringConstraints(pattern=f"^{IDENTIFIER}$")]
Direction = Literal["max", "min"]
Role = Literal["bottlenecks"]
"""What a criterion stands for beyond the order: how far bottlenecks hold a chain back."""

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Label(Form):
    """A text in Spanish and English."""

    es: str = Field(min_length=1, max_length=4000)
    en: str = Field(min_length=1, max_length=4000)

    def __getitem__(self, language: str) -> str:
        return self.es if language == "es" else self.en


class Level(Form):
    """One step of a rubric: a number and what it means."""

    value: Finite
    name: Label


class LevelsScale(Form):
    """An ordinal rubric. Values between two levels are allowed: a doubt between the two.

    What each level is worth grows evenly with its number, unless ``value_function`` says it (points
    (level, value from 0 to 1), each level once) or ``comparisons`` in pairs do: ``[4, 3, 2]`` says that
    level 4 is twice as good as level 3. Values then are AHP's, by the principal eigenvector, the best being
    1 (ratings in ideal mode; Saaty 1990).
    """

    type: Literal["levels"]
    levels: tuple[Level, ...] = Field(min_length=2, max_length=50)
    value_function: tuple[tuple[Finite, Finite], ...] | None = Field(default=None, max_length=50)
    comparisons: tuple[tuple[Finite, Finite, Ratio], ...] | None = Field(default=None, max_length=2_500)

    @model_validator(mode="after")
    def _in_order(self) -> LevelsScale:
        values = [level.value for level in self.levels]
        if any(after <= before for before, after in pairwise(values)):
            raise refusal("study.levels_order", "levels", levels=tuple(f"{value:g}" for value in values))
        if self.value_function is not None and self.comparisons is not None:
            raise refusal("study.levels_worth_twice", "comparisons")
        return self

    @cached_property
    def points(self) -> tuple[tuple[float, float], ...] | None:
        """Each level and what it is worth; None if worth grows evenly.

        Raises
        ------
        PriorizarError
            If comparisons contradict each other, name no level, or leave some apart.
        """
        if self.comparisons is None:
            return self.value_function
        said = [(f"{a:g}", f"{b:g}", ratio) for a, b, ratio in self.comparisons]
        names = [f"{level.value:g}" for level in self.levels]
        with within("comparisons"):
            values = level_values(eigenvector(reciprocal_matrix(names, said)))
        return tuple((level.value, float(value)) for level, value in zip(self.levels, values, strict=True))

    @property
    def low(self) -> float:
        """Lowest level."""
        return self.levels[0].value

    @property
    def high(self) -> float:
        """Highest level."""
        return self.levels[-1].value


class NumericScale(Form):
    """A quantity with unit and bounds, and optionally what each amount is worth.

    ``value_function`` lists points (amount, value from 0 to 1), linear in between, from ``low``
    to ``high``. Without it value grows (or falls, for ``min``) linearly between the bounds.
    """

    type: Literal["numeric"]
    unit: Label
    low: Finite
    high: Finite
    value_function: tuple[tuple[Finite, Finite], ...] | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _bounds_and_points(self) -> NumericScale:
        if self.low >= self.high:
            raise refusal("study.bounds_order", "low", low=self.low, high=self.high)
        if self.value_function is not None:
            amounts = [amount for amount, _ in self.value_function]
            values = [value for _, value in self.value_function]
            complete = amounts[:1] == [self.low] and amounts[-1:] == [self.high]
            in_order = all(after > before for before, after in pairwise(amounts))
            monotone = values in (sorted(values), sorted(values, reverse=True))
            if not (complete and in_order and monotone and {values[0], values[-1]} == {0.0, 1.0}):
                raise refusal("study.value_function", "value_function", low=self.low, high=self.high)
        return self


Scale = Annotated[LevelsScale | NumericScale, Field(discriminator="type")]


class Thresholds(Form):
    """How PROMETHEE II reads a difference on this criterion, in the criterion's own units.

    Six preference functions of Brans & Vincke (1985): ``q`` is the difference that is still
    indifference, ``p`` the one that is full preference, ``s`` the inflection of ``gaussian``.
    """

    function: PreferenceFunction = "usual"
    q: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    p: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    s: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0

    @model_validator(mode="after")
    def _fit(self) -> Thresholds:
        needs_p = "p" in THRESHOLDS[self.function]
        if (needs_p and self.p <= self.q) or (self.function == "gaussian" and self.s <= 0):
            raise refusal("study.thresholds", function=self.function, q=self.q, p=self.p, s=self.s)
        return self


class Criterion(Form):
    """A leaf of the value tree.

    ``direction`` says whether more is better (``max``) or worse (``min``); a scenario may turn
    it round.
    """

    id: Identifier
    name: Label
    short: Label | None = None
    description: Label | None = None
    role: Role | None = None
    direction: Direction
    scale: Scale
    thresholds: Thresholds = Thresholds()

    @model_validator(mode="after")
    def _levels_worth_follows_direction(self) -> Criterion:
        scale = self.scale
        if not isinstance(scale, LevelsScale):
            return self
        with within("scale"):
            points = scale.points
        if points is not None:
            levels = [level for level, _ in points]
            worth = [value for _, value in points]
            rising = worth if self.direction == "max" else worth[::-1]
            each_once = levels == [level.value for level in scale.levels]
            # Equal but for rounding is equal.
            steps = all(after >= before - 1e-9 for before, after in pairwise(rising))
            if not (each_once and steps and rising[0] >= 0 and rising[-1] == 1 > rising[0] + 1e-9):
                said = tuple(f"{level:g}: {value:.3g}" for level, value in points)
                how = "comparisons" if scale.comparisons is not None else "value_function"
                values = {"criterion": self.id, "direction": self.direction, "said": said}
                raise refusal("study.levels_worth", "scale", how, **values)
        return self

    @model_validator(mode="after")
    def _value_function_follows_direction(self) -> Criterion:
        scale = self.scale
        if isinstance(scale, NumericScale) and scale.value_function is not None:
            rises = scale.value_function[-1][1] > scale.value_function[0][1]
            if rises != (self.direction == "max"):
                values = {"criterion": self.id, "direction": self.direction}
                raise refusal("study.value_function_direction", "scale", "value_function", **values)
        return self

    def heading(self, language: str) -> str:
        """Short name for the head of a column."""
        return (self.short or self.name)[language]

    @cached_property
    def points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Amounts and their values: the value function in the criterion's own direction."""
        scale = self.scale
        said = scale.value_function if isinstance(scale, NumericScale) else scale.points
        if said is not None:
            amounts, values = np.array(said, dtype=float).T
        else:
            amounts = np.array([scale.low, scale.high], dtype=float)
            values = np.array([0.0, 1.0] if self.direction == "max" else [1.0, 0.0])
        return amounts, values

    def to_value(self, amount: NDArray[np.float64], direction: Direction) -> NDArray[np.float64]:
        """Map amounts in the criterion's unit to values from 0 (worst) to 1 (best).

        Parameters
        ----------
        amount
            Any shape, in the criterion's own unit.
        direction
            The direction in force: the criterion's own or the one a scenario sets.

        Raises
        ------
        PriorizarError
            If the direction is turned round and no end of the scale is worth 0: values that are ratios
            (levels compared in pairs) do not turn round by being taken from 1.
        """
        amounts, values = self.points
        mapped = np.interp(amount, amounts, values)
        if direction == self.direction:
            return mapped
        if values.min() > 0:
            raise refusal("study.ratios_turned", "directions", self.id, criterion=self.id)
        return 1.0 - mapped

    @property
    def midpoint(self) -> float:
        """The amount worth halfway between the ends: what stands for an unknown cell in a point ranking."""
        return self.between(self.scale.low, self.scale.high)

    def between(self, low: float, high: float) -> float:
        """Return the amount whose value is halfway between the values of ``low`` and ``high``."""
        amounts, values = self.points
        half = float(np.interp([low, high], amounts, values).mean())
        rising = values[-1] > values[0]
        ordered = (values, amounts) if rising else (values[::-1], amounts[::-1])
        return float(np.clip(np.interp(half, *ordered), low, high))


class Group(Form):
    """An inner node of the value tree."""

    id: Identifier
    name: Label
    description: Label | None = None
    criteria: tuple[Node, ...] = Field(min_length=1, max_length=200)

    @property
    def children(self) -> tuple[Node, ...]:
        """Groups and criteria directly below."""
        return self.criteria

    def leaves(self) -> Iterator[Criterion]:
        """Criteria below this group, depth first, in the order they are written."""
        for node in self.criteria:
            if isinstance(node, Group):
                yield from node.leaves()
            else:
                yield node

    def nodes(self) -> Iterator[Node]:
        """Every node below this group, depth first."""
        for node in self.criteria:
            yield node
            if isinstance(node, Group):
                yield from node.nodes()


def _kind(node: Any) -> str:
    return (
        "group" if isinstance(node, Group) or (isinstance(node, dict) and "criteria" in node) else "criterion"
    )


Node = Annotated[
    Annotated[Group, Tag("group")] | Annotated[Criterion, Tag("criterion")], Discriminator(_kind)
]


class ScreenRule(Form):
    """One reason to single a chain out: a criterion that reaches a threshold, in its own unit."""

    name: Label
    criterion: Identifier
    at_least: Finite | None = None
    at_most: Finite | None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> ScreenRule:
        if (self.at_least is None) == (self.at_most is None):
            raise refusal("explanation.screen_threshold", "criterion", criterion=self.criterion)
        return self

    @property
    def threshold(self) -> float:
        """The least or the most that meets the rule."""
        return self.at_most if self.at_least is None else self.at_least  # type: ignore[return-value]


class CriteriaSet(Group):
    """A file of ``criteria/``: the root of a value tree, and a screen that shows beside the ranking."""

    screen: tuple[ScreenRule, ...] = Field(default=(), max_length=50)

    @cached_property
    def leaf_criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in the order of the columns of a decision matrix."""
        return tuple(self.leaves())

    @model_validator(mode="after")
    def _screen_fits(self) -> CriteriaSet:
        scales = {criterion.id: criterion.scale for criterion in self.leaf_criteria}
        for position, rule in enumerate(self.screen):
            scale = scales.get(rule.criterion)
            if scale is None:
                values = {"criterion": rule.criterion, "guess": suggest(rule.criterion, scales)}
                raise refusal("study.unknown_criterion", "screen", position, "criterion", **values)
            if not scale.low <= rule.threshold <= scale.high:
                values = {
                    "threshold": digits_apart(rule.threshold, scale.low, scale.high),
                    "low": digits_apart(scale.low, rule.threshold),
                    "high": digits_apart(scale.high, rule.threshold),
                }
                where = ("screen", position)
                raise refusal("explanation.screen_outside", *where, criterion=rule.criterion, **values)
        return self

    @model_validator(mode="after")
    def _ids_once(self) -> CriteriaSet:
        seen: set[str] = set()
        for path, node in _with_paths(self):
            if node.id in seen:
                raise refusal("study.duplicate_criterion", *path, "id", criterion=node.id)
            seen.add(node.id)
        return self

    @model_validator(mode="after")
    def _roles_once(self) -> CriteriaSet:
        holders: dict[Role, str] = {}
        for criterion in self.leaf_criteria:
            if criterion.role is not None:
                first = holders.setdefault(criterion.role, criterion.id)
                if first != criterion.id:
                    values = {"role": criterion.role, "first": first, "criterion": criterion.id}
                    raise refusal("study.role_twice", **values)
        return self


def _with_paths(group: Group) -> Iterator[tuple[Path, Node]]:
    """Every node below a group, depth first, with its path in what was written."""
    for position, node in enumerate(group.criteria):
        path = ("criteria", position)
        yield path, node
        if isinstance(node, Group):
            yield from (((*path, *inner), one) for inner, one in _with_paths(node))
