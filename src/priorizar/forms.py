"""Forms: what may be written in YAML, and filling one in with everything that does not fit at its path."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from priorizar.errors import Keys, Located, Path, PriorizarError, Problem, placed
from priorizar.names import suggest

Filled = TypeVar("Filled", bound=BaseModel)

# pydantic's kinds of error, by the sentence that explains them
_KINDS = {
    "missing": "study.missing_key",
    "extra_forbidden": "study.unknown_key",
    "literal_error": "study.not_one_of",
    "union_tag_invalid": "study.not_one_of",
    "union_tag_not_found": "study.missing_key",
    "string_pattern_mismatch": "study.bad_identifier",
    "too_short": "study.too_short",
    "string_too_short": "study.too_short",
    "too_long": "study.too_long",
    "string_too_long": "study.too_long",
    "string_type": "study.not_a_text",
    "float_type": "study.not_a_yaml_number",
    "float_parsing": "study.not_a_yaml_number",
    "finite_number": "study.not_a_yaml_number",
    "tuple_type": "study.not_a_list",
    "dict_type": "study.not_a_mapping",
    "model_type": "study.not_a_mapping",
    "model_attributes_type": "study.not_a_mapping",
}

_LIMITS = {
    "greater_than_equal": "≥ {ge}",
    "greater_than": "> {gt}",
    "less_than_equal": "≤ {le}",
    "less_than": "< {lt}",
}


class Form(BaseModel):
    """Base of everything written in YAML: closed (no unknown keys) and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy, with some values changed, and without what was worked out from the old ones."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(copied).model_fields.keys():
            del copied.__dict__[name]
        return copied


def fill(form: type[Filled], data: Any, source: Located | None = None) -> Filled:
    """Check plain data against a form.

    Parameters
    ----------
    form
        What is to be filled in.
    data
        Mappings, lists, texts and numbers, as YAML holds them.
    source
        What the data was read from.

    Raises
    ------
    PriorizarError
        With every departure from the form, each at its path and, given a source, its line.
    """
    with placed(source):
        try:
            return form.model_validate(data)
        except ValidationError as error:
            problems = [one for item in error.errors() for one in _explain(item, data, form)]
            raise PriorizarError(problems) from None


def _explain(item: Any, data: Any, form: type[BaseModel]) -> list[Problem]:
    path = _path_in(data, item["loc"])
    own = item.get("ctx", {}).get("error")
    if isinstance(own, PriorizarError):
        return [one.within(*path) for one in own.problems]
    values: dict[str, Any] = {"where": Keys(path), "written": _shorten(item["input"])}
    key = _KINDS.get(item["type"], "study.wrong_type")
    if key == "study.missing_key":
        missed = item["loc"][-1] if item["type"] == "missing" else item["ctx"]["discriminator"].strip("'")
        values |= {"key": str(missed)}
    elif key == "study.unknown_key":
        values |= {"key": path[-1], "guess": suggest(str(path[-1]), _keys(form) - {path[-1]})}
    elif key == "study.not_one_of":
        if item["type"] == "union_tag_invalid":
            values["written"] = item["ctx"]["tag"]
        expected = _quoted(item["ctx"])
        values |= {"guess": suggest(str(values["written"]), expected)}
    elif key == "study.wrong_type":
        values |= {"expected": _expected(item)}
    return [Problem(key, values, path=path)]


def _quoted(context: Mapping[str, Any]) -> tuple[str, ...]:
    """Take apart how pydantic lists what it expects: ``'max' or 'min'``."""
    listed = str(context.get("expected") or context.get("expected_tags"))
    return tuple(listed.replace("'", "").replace(" or ", ", ").split(", "))


def _expected(item: Any) -> str:
    kind = str(item["type"])
    if kind in _LIMITS:
        return _LIMITS[kind].format(**item["ctx"])
    return kind.removesuffix("_type").removesuffix("_parsing")


def _shorten(written: Any) -> str:
    shown = written if isinstance(written, str) else json.dumps(written, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else shown[:57] + "…"


def _path_in(data: Any, location: tuple[Hashable, ...]) -> Path:
    """Drop from pydantic's location the names of union branches, which the data does not have."""
    path: list[Hashable] = []
    for part in location:
        in_mapping = isinstance(data, dict) and part in data
        in_list = isinstance(data, list | tuple) and isinstance(part, int) and part < len(data)
        if in_mapping or in_list:
            data = data[part]
            path.append(part)
    return tuple(path)


def _keys(form: type[BaseModel]) -> set[str]:
    """Every key that a form or anything inside it knows."""
    found: set[str] = set()

    def collect(part: Any) -> None:
        if isinstance(part, dict):
            found.update(part.get("properties", {}))
            for inner in part.values():
                collect(inner)
        elif isinstance(part, list):
            for inner in part:
                collect(inner)

    collect(form.model_json_schema())
    return found
