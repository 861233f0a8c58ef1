"""Reading YAML that anybody may have written: bounded, safe, and with the line of everything."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml

from priorizar.errors import Path, PriorizarError, Problem, Spot
from priorizar.files.door import decode, too_large
from priorizar.looks import visible
from priorizar.names import CONTROL

MAX_BYTES = 1_000_000
MAX_NODES = 50_000
MAX_DEPTH = 40

_NUMBER_TAGS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}

_YES_OR_NO = "tag:yaml.org,2002:bool"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML 1.1 would read as octal (a UBIGEO such as 0301) or as sixtieths (1:30) stays as written.
_AS_WRITTEN = re.compile(r"[-+]?0[0-9_]+|[^:]+(:[^:]+)+")


@dataclass
class Document:
    """A YAML file as plain data, with the line at which each key or item stands."""

    file: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, *path: Hashable) -> int:
        """Line of the deepest part of ``path`` that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def locate(self, path: Path) -> Spot:
        """Find the line of the deepest part of ``path`` that the file has."""
        return Spot(self.file, self.line(*path))

    def head(self, column: str) -> str:
        """Return a key as the file has it: keys have one name."""
        return column

    def problem(self, key: str, /, *path: Hashable, **values: Any) -> Problem:
        """Build a problem with this file and the line of ``path``."""
        return Problem(key, values, path=path).at(self)


def read_yaml(file: str, raw: bytes) -> Document:
    """Read one YAML document.

    Parameters
    ----------
    file
        Name to give in problems.
    raw
        Content.

    Raises
    ------
    PriorizarError
        Too large, not UTF-8, not YAML, a key twice, nested too deep, or aliases that would grow
        without bound.
    """
    if len(raw) > MAX_BYTES:
        raise too_large(file, MAX_BYTES)
    written = decode(raw)
    try:
        _refuse_deep(file, written)
        root = yaml.compose(written, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or ""
        line = None if mark is None else mark.line + 1
        raise PriorizarError(Problem("study.not_yaml", {"said": said}, file, line)) from None
    except yaml.reader.ReaderError as error:
        line = written.count("\n", 0, error.position) + 1
        raise PriorizarError(Problem("study.control_character", {}, file, line)) from None
    except RecursionError:
        raise PriorizarError(Problem("study.too_deep", {"limit": MAX_DEPTH}, file)) from None
    if root is None:
        raise PriorizarError(Problem("study.empty_file", {}, file))
    document = Document(file)
    document.data = _build(root, document, (), [0])
    return document


def _refuse_deep(file: str, written: str) -> None:
    """Refuse deep nesting, and more than is read anyway, before it is composed.

    libyaml's composer recurses and would end the process; its nodes are two hundred times what is written.
    """
    depth = 0
    for count, event in enumerate(yaml.parse(written, Loader=_Loader)):
        if count > 2 * MAX_NODES:  # a collection is two events
            line = event.start_mark.line + 1  # type: ignore[union-attr]  # libyaml marks each
            raise PriorizarError(Problem("study.too_many_nodes", {"limit": MAX_NODES}, file, line))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1  # type: ignore[union-attr]  # libyaml marks each
                raise PriorizarError(Problem("study.too_deep", {"limit": MAX_DEPTH}, file, line))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _build(node: yaml.Node, document: Document, path: Path, count: list[int]) -> Any:
    """Turn a node into plain data, counting what aliases would make of it."""
    line = node.start_mark.line + 1
    count[0] += 1
    if count[0] > MAX_NODES:
        raise PriorizarError(Problem("study.too_many_nodes", {"limit": MAX_NODES}, document.file, line))
    if len(path) > MAX_DEPTH:
        raise PriorizarError(Problem("study.too_deep", {"limit": MAX_DEPTH}, document.file, line))
    document.lines.setdefault(path, line)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, document, (*path, i), count) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, item in node.value:
            key = visible(str(key_node.value)) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in mapping:
                at = key_node.start_mark.line + 1
                raise PriorizarError(Problem("study.key_twice", {"key": key}, document.file, at))
            document.lines[(*path, key)] = key_node.start_mark.line + 1
            mapping[key] = _build(item, document, (*path, key), count)
        return mapping
    if CONTROL.search(node.value):
        raise PriorizarError(Problem("study.control_character", {}, document.file, line))
    if node.tag in _NUMBER_TAGS and _AS_WRITTEN.fullmatch(node.value):
        return node.value
    try:
        if node.tag == _YES_OR_NO:
            # Stays as written, if it is one: a form that wants a yes or no reads it, and where a number
            # belongs `on` would else be 1.
            yaml.constructor.SafeConstructor().construct_object(node)
            return node.value
        said = yaml.constructor.SafeConstructor().construct_object(node, deep=True)
        return visible(said) if isinstance(said, str) else said
    except (yaml.YAMLError, ValueError, OverflowError, AttributeError, KeyError, TypeError):
        # A tag may claim anything of a text: `!!timestamp abc`, `!!bool abc`.
        raise PriorizarError(
            Problem("study.bad_scalar", {"value": str(node.value)[:40]}, document.file, line)
        ) from None
