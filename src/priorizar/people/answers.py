"""What one person answered, column by column, and the judgement it makes.

A column is named by what it asks: ``a`` (a number, a place in an order or an interval), ``a/b`` (how many
times a matters as much as b), ``best``, ``worst``, ``best/a`` and ``a/worst``. Ids are unique in a value
tree, so that the same columns serve criteria weighed all at once and group by group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from priorizar.errors import Problem
from priorizar.files.csv_source import parse_number
from priorizar.files.sheet import Cell
from priorizar.names import fold, nearest
from priorizar.study.criteria import Criterion, Group

PROCEDURES = {
    "points": ("puntos",),
    "direct": ("directo", "directa", "valoración directa"),
    "swing": ("cambios", "balanceo"),
    "smart": (),
    "rank_order": ("orden", "orden de importancia"),
    "best_worst": ("mejor y peor", "mejor peor"),
    "ahp": ("comparaciones", "comparaciones de a dos"),
    "region": ("intervalos",),
    "equal": ("iguales", "todos igual"),
}
"""How a person may answer, and how else it is written."""

_PROCEDURE_BY_FOLD = {fold(word): name for name, words in PROCEDURES.items() for word in (name, *words)}
_NUMBERS = ("points", "direct", "swing", "smart")
_ENDS = {"best": "best", "mejor": "best", "worst": "worst", "peor": "worst"}
_AT_LEAST = re.compile(r"(>=|=>|≥)\s*(.+)")
_AT_MOST = re.compile(r"(<=|=<|≤)\s*(.+)")
_RANGE = re.compile(r"(.+?)\s*(?:-|–|\ba\b)\s*(.+)")


class TreeNames:
    """The criteria and groups of a value tree by any of their names."""

    def __init__(self, tree: Group) -> None:
        self.tree = tree
        self.parent: dict[str, str] = {}
        self.groups: dict[str, tuple[str, ...]] = {}
        self._by_fold: dict[str, str] = {}
        self._place(tree)

    def _place(self, group: Group) -> None:
        self.groups[group.id] = tuple(node.id for node in group.criteria)
        for node in group.criteria:
            self.parent[node.id] = group.id
            short = node.short if isinstance(node, Criterion) else None
            labels = [label for label in (node.name, short) if label is not None]
            for name in (node.id, *(text for label in labels for text in (label.es, label.en))):
                self._by_fold.setdefault(fold(name), node.id)
            if isinstance(node, Group):
                self._place(node)

    def find(self, written: str) -> str | None:
        """Give the id of a criterion or group, or None if nobody knows it."""
        return self._by_fold.get(fold(written))

    def guess(self, written: str) -> str:
        """Give the id most like what is written, or all of them."""
        near = nearest(written, self._by_fold)
        return self._by_fold[fold(near)] if near else ", ".join(self.parent)

    def column(self, head: str) -> str | None:
        """Give the column that a head names, or None."""
        known = self.find(head) or _ENDS.get(fold(head))
        if known is not None:
            return known
        for slash in re.finditer("/", head):
            left, right = head[: slash.start()], head[slash.end() :]
            a = self.find(left) or ("best" if _ENDS.get(fold(left)) == "best" else None)
            b = self.find(right) or ("worst" if _ENDS.get(fold(right)) == "worst" else None)
            if a and b and {a, b} != {"best", "worst"}:
                return f"{a}/{b}"
        return None


def read_procedure(written: str) -> str | None:
    """Give the name of a procedure, or None if nobody knows it."""
    return _PROCEDURE_BY_FOLD.get(fold(written))


@dataclass
class Answers:
    """What one person answered.

    Parameters
    ----------
    cells
        By column.
    home
        Where a problem goes that has no cell of its own.
    """

    cells: dict[str, Cell]
    home: Cell
    problems: list[Problem] = field(default_factory=list)

    def place(self, values: Mapping[str, Any]) -> Cell:
        """Give the cell that a problem of the judgement is about."""
        a, b = str(values.get("a", "")), str(values.get("b", ""))
        name = str(values.get("name", values.get("item", "")))
        columns = (f"{a}/{b}", f"{b}/{a}", name, f"best/{name}", f"{name}/worst", a)
        return next((self.cells[column] for column in columns if column in self.cells), self.home)

    def judgement(self, procedure: str, names: TreeNames) -> dict[str, Any]:
        """Give what was said as a scenario would write it; what cannot be read becomes a problem."""
        used = {part for column in self.cells for part in column.split("/")} - {"best", "worst"}
        used |= {name for end in ("best", "worst") for name in self._named(end, names)}
        by_group = any(name in names.groups for name in used)
        content: dict[str, dict[str, Cell]] = {}
        for column, cell in self.cells.items():
            if cell.fault is not None:
                self.problems.append(cell.problem(cell.fault))
                continue
            if not _belongs(column, procedure):
                values = {"column": column, "procedure": procedure}
                self.problems.append(cell.problem("people.other_procedure", **values))
                continue
            parts = [part for part in column.split("/") if part not in ("best", "worst")]
            nodes = {names.parent[part] if by_group else names.tree.id for part in parts}
            if len(nodes) > 1:
                self.problems.append(cell.problem("people.compared_across", a=parts[0], b=parts[1]))
            else:
                for node in nodes:
                    content.setdefault(node, {})[column] = cell
        if procedure == "equal":
            return {"procedure": "equal"}
        return self._node(names.tree.id, procedure, names, content, by_group=by_group)

    def _node(
        self,
        node: str,
        procedure: str,
        names: TreeNames,
        content: Mapping[str, dict[str, Cell]],
        *,
        by_group: bool,
    ) -> dict[str, Any]:
        is_root = node == names.tree.id
        cells = content.get(node, {})
        said: dict[str, Any] = {"procedure": "equal"}
        if cells or is_root:
            said = {"procedure": procedure} | self._said(procedure, cells, node, names, by_group=by_group)
        if by_group:
            below = [child for child in names.groups[node] if _spoken_of(child, names, content)]
            said["groups"] = {
                child: self._node(child, procedure, names, content, by_group=True) for child in below
            }
        return said

    def _said(
        self, procedure: str, cells: Mapping[str, Cell], node: str, names: TreeNames, *, by_group: bool
    ) -> dict[str, Any]:
        if procedure in _NUMBERS:
            return {"values": dict(self._numbers(cells))}
        if procedure == "rank_order":
            places: dict[float, list[str]] = {}
            for column, rank in self._numbers(cells):
                places.setdefault(rank, []).append(column)
            return {"order": [places[rank] for rank in sorted(places)]}
        if procedure == "ahp":
            return {"comparisons": [(*column.split("/"), ratio) for column, ratio in self._ratios(cells)]}
        if procedure == "region":
            return {"statements": list(self._statements(cells))}
        below = set(names.groups[node]) if by_group else names.parent.keys() - names.groups.keys()
        said: dict[str, Any] = {"best_to_others": {}, "others_to_worst": {}}
        for end in ("best", "worst"):
            named = [name for name in self._named(end, names) if name in below]
            if len(named) != 1:
                place = self.cells.get(end, self.home)
                self.problems.append(place.problem("people.one_best_one_worst", end=end, found=len(named)))
            said[end] = named[0] if named else ""
        for column, ratio in self._ratios(cells):
            a, b = column.split("/")
            said["best_to_others" if a == "best" else "others_to_worst"][b if a == "best" else a] = ratio
        return said

    def _named(self, end: str, names: TreeNames) -> list[str]:
        """Criteria and groups named as best or as worst, one a node."""
        cell = self.cells.get(end)
        if cell is None or cell.fault is not None:
            return []
        found = []
        for written in filter(None, (part.strip() for part in cell.text.split(";"))):
            known = names.find(written)
            if known is None:
                values = {"name": written[:60], "guess": names.guess(written)}
                problem = cell.problem("people.unknown_criterion", **values)
                self.problems += [problem] if problem not in self.problems else []
            else:
                found.append(known)
        return found

    def _numbers(self, cells: Mapping[str, Cell]) -> Iterator[tuple[str, float]]:
        for column, cell in cells.items():
            try:
                yield column, parse_number(cell.text.removesuffix("%"))
            except ValueError:
                values = {"column": column, "written": cell.text[:40]}
                self.problems.append(cell.problem("study.not_a_number", **values))

    def _ratios(self, cells: Mapping[str, Cell]) -> Iterator[tuple[str, float]]:
        for column, cell in cells.items():
            try:
                if "/" in column:
                    yield column, parse_ratio(cell.text)
            except ValueError:
                values = {"column": column, "written": cell.text[:40]}
                self.problems.append(cell.problem("people.not_a_ratio", **values))

    def _statements(self, cells: Mapping[str, Cell]) -> Iterator[dict[str, Any]]:
        for column, cell in cells.items():
            try:
                low, high = _interval(cell.text)
                if "/" in column and 0 in (low, high):
                    raise ValueError(cell.text)
            except ValueError:
                values = {"column": column, "written": cell.text[:40]}
                self.problems.append(cell.problem("people.not_an_interval", **values))
                continue
            if "/" not in column:
                percent = [0.0 if low is None else low, 100.0 if high is None else high]
                yield {"criterion": column, "percent": percent}
                continue
            a, b = column.split("/")
            if low is not None:
                yield {"criterion": a, "at_least": b, "times": low}
            if high is not None:
                yield {"criterion": b, "at_least": a, "times": 1 / high}


def parse_ratio(written: str) -> float:
    """Read ``3``, ``1/3``, ``0,5``.

    Raises
    ------
    ValueError
        If it is no number, or could be read in two ways.
    """
    over, slash, under = written.partition("/")
    if slash:
        divisor = parse_number(under)
        if divisor == 0:
            raise ValueError(written)
        return parse_number(over) / divisor
    return parse_number(written)


def _interval(written: str) -> tuple[float | None, float | None]:
    """Read ``20-40``, ``>=2``, ``<=40`` or ``30``, with or without ``%``."""
    plain = written.replace("%", " ").strip()
    if found := _AT_LEAST.fullmatch(plain):
        return _positive(found[2]), None
    if found := _AT_MOST.fullmatch(plain):
        return None, _positive(found[2])
    if found := _RANGE.fullmatch(plain):
        return _positive(found[1]), _positive(found[2])
    return _positive(plain), _positive(plain)


def _positive(written: str) -> float:
    number = parse_ratio(written.strip())
    if number < 0:
        raise ValueError(written)
    return number


def _belongs(column: str, procedure: str) -> bool:
    """Whether a procedure asks what a column answers."""
    ends = column in ("best", "worst") or column.startswith("best/") or column.endswith("/worst")
    if procedure == "best_worst":
        return ends
    if procedure == "ahp":
        return "/" in column and not ends
    if procedure == "region":
        return not ends
    return procedure != "equal" and "/" not in column and not ends


def _spoken_of(node: str, names: TreeNames, content: Mapping[str, object]) -> bool:
    """Whether anything is said on what lies anywhere below a group."""
    if node not in names.groups:
        return False
    return node in content or any(_spoken_of(child, names, content) for child in names.groups[node])
