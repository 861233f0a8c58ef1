"""Scenarios: weights, method, what is included, and what is supposed otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator

from priorizar.elicitation.ratios import Ratio
from priorizar.elicitation.statements import Points, WeightStatement
from priorizar.forms import Form
from priorizar.methods.registry import DEFAULT
from priorizar.study.criteria import Direction, Finite, Identifier, Label
from priorizar.weighting.ahp import Prioritization, RandomIndex
from priorizar.weighting.shares import as_percent
from priorizar.weighting.synthesis import Mode

Names = tuple[str, ...]
OptionValue = str | float | bool
Unknown = Literal["midpoint", "leave_out"]


class Selection(Form):
    """Departments, zones, provinces (name or UBIGEO) and chains (id or any of their names)."""

    departments: Names = ()
    zones: Names = ()
    provinces: Names = ()
    chains: Names = ()


class MethodChoice(Form):
    """A method by name, with its variant."""

    name: str
    options: dict[str, OptionValue] = Field(default={})


class WhatIf(Form):
    """A statement that holds in this scenario only; the columns of ``data/evidence.csv``."""

    department: str | None = None
    zone: str | None = None
    province: str | None = None
    chain: str
    criterion: str
    value: Finite | None = None
    low: Finite | None = None
    high: Finite | None = None
    basis: Literal["measured", "reported", "inferred", "judged"] = "judged"
    source: str = ""
    quote: str = ""


class ChainComparisons(Form):
    """Chains compared in pairs under criteria, instead of evidence on them (AHP to the end).

    ``under`` holds, by criterion, comparisons ``[a, b, 3]``: chain a is three times as good as chain b.
    They connect all chains that the scenario includes. ``mode`` is ``ideal`` (the best chain is worth 1) or
    ``distributive`` (values sum to 1 over the chains; then every criterion is compared under).
    """

    mode: Mode = "ideal"
    prioritization: Prioritization = "eigenvector"
    random_index: RandomIndex = "saaty_1980"
    under: dict[str, Annotated[tuple[tuple[str, str, Ratio], ...], Field(max_length=5_000)]]


def written_method(written: Any) -> Any:
    """Read ``method: topsis`` and ``method: {name: topsis, reference: observed}``."""
    if isinstance(written, str):
        return {"name": written}
    if isinstance(written, dict) and not isinstance(written.get("options"), dict):
        options = {str(key): value for key, value in written.items() if key != "name"}
        return {key: value for key, value in written.items() if key == "name"} | {"options": options}
    return written


WrittenMethod = Annotated[
    MethodChoice,
    BeforeValidator(written_method),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"name": {"type": "string"}},
                    "required": ["name"],
                    "additionalProperties": {"type": ["string", "number", "boolean"]},
                },
            ]
        }
    ),
]


class ScenarioFile(Form):
    """A file of ``scenarios/`` as it is written: what is left out comes from ``extends``."""

    id: Identifier
    name: Label
    description: Label | None = None
    author: str | None = None
    date: str | None = None
    note: str | None = None
    extends: Identifier | None = None
    criteria: Identifier | None = None
    stated_by: str | None = None
    weights: WeightStatement | None = None
    method: WrittenMethod | None = None
    directions: dict[str, Direction] = Field(default={})
    unknown: Unknown | None = None
    include: Selection | None = None
    exclude: Selection | None = None
    chain_comparisons: ChainComparisons | None = None
    what_if: tuple[WhatIf, ...] = Field(default=(), max_length=10_000)

    @field_validator("date", mode="before")
    @classmethod
    def _read_date(cls, written: Any) -> Any:
        return written.isoformat() if hasattr(written, "isoformat") else written


class Scenario(Form):
    """A scenario with everything it extends taken in; names are ids and UBIGEO codes."""

    id: str
    name: Label
    description: Label | None = None
    author: str | None = None
    date: str | None = None
    note: str | None = None
    lineage: tuple[str, ...] = ()
    criteria: str
    stated_by: str | None = None
    weights: WeightStatement
    method: MethodChoice = MethodChoice(name=DEFAULT)
    directions: dict[str, Direction] = Field(default={})
    unknown: Unknown = "midpoint"
    include: Selection = Selection()
    exclude: Selection = Selection()
    chain_comparisons: ChainComparisons | None = None
    what_if: tuple[WhatIf, ...] = ()

    @property
    def illustrative(self) -> bool:
        """Whether the weights are nobody's statement, or that of people made up."""
        return self.stated_by is None or self.weights.illustrative

    @cached_property
    def data_key(self) -> str:
        """What a decision matrix depends on: scenarios that differ only in weights share it."""
        parts = {"criteria", "directions", "include", "exclude", "chain_comparisons", "what_if"}
        return self.model_dump_json(include=parts)

    @cached_property
    def weights_key(self) -> str:
        """What the weight vector depends on."""
        return self.model_dump_json(include={"criteria", "weights"})


def edited(
    scenario: Scenario,
    *,
    weights: WeightStatement | None = None,
    stated_by: str | None = None,
    method: MethodChoice | None = None,
    directions: Mapping[str, Direction] | None = None,
    unknown: Unknown | None = None,
    what_if: tuple[WhatIf, ...] | None = None,
) -> Scenario:
    """Return a scenario with some of it changed by hand, to be ranked at once; None leaves a part as it is.

    Other weights are nobody's statement unless ``stated_by`` says whose. The parts are forms, checked when
    they were made, so nothing is read again: what names they use is checked when the scenario is ranked.
    """
    changes: dict[str, Any] = {
        "weights": weights,
        "stated_by": stated_by,
        "method": method,
        "directions": None if directions is None else dict(directions),
        "unknown": unknown,
        "what_if": what_if,
    }
    update = {name: value for name, value in changes.items() if value is not None}
    if weights is not None and weights != scenario.weights:
        update["stated_by"] = stated_by
    return scenario.model_copy(update=update)


def points_of(criteria: Iterable[str], weights: Iterable[float]) -> Points:
    """Return weights as a hundred points shared among the criteria."""
    shares = zip(criteria, weights, strict=True)
    return Points(procedure="points", values={name: as_percent(float(weight)) for name, weight in shares})


def extend(parent: Scenario | None, written: ScenarioFile) -> Scenario:
    """Lay what a file says over what it extends.

    Weights come with who stated them; selections replace; directions merge; suppositions add up.
    What a scenario says of itself (description, author, date, note) is not inherited.

    Raises
    ------
    pydantic.ValidationError
        If neither the file nor what it extends gives criteria and weights.
    """
    inherited = {} if parent is None else {name: getattr(parent, name) for name in Scenario.model_fields}
    for own in ("description", "author", "date", "note"):
        inherited.pop(own, None)
    if written.weights is not None:
        inherited.pop("stated_by", None)
    said = {key: value for key, value in written if value is not None and key != "extends"}
    said["directions"] = inherited.get("directions", {}) | written.directions
    said["what_if"] = inherited.get("what_if", ()) + written.what_if
    said["lineage"] = (*inherited.get("lineage", ()), written.id)
    return Scenario.model_validate(inherited | said)
