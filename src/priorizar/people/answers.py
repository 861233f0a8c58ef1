"""What one person answered, column by column, and the judgement it makes.

A column is named by what it asks: ``a`` (a number, a place in an order or an interval), ``a/b`` (how many
times a matters as much as b), ``best``, ``worst``, ``best/a`` and ``a/worst``. Ids are unique in a value
tree, so that the same columns serve criteria weighed all at once and group by group.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from priorizar.errors import Path, Problem, Spot
from priorizar.files.numbers import parse_number, unreadable
from priorizar.files.sheet import Cell
from priorizar.names import Suggestion, fold, nearest, suggest
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
        """Return the id of a criterion or group, or None if nobody knows it."""
        return self._by_fold.get(fold(written))

    def guess(self, written: str) -> Suggestion:
        """Suggest the id most like what is written, or say which there are."""
        near = nearest(written, self._by_fold)
        return suggest(self._by_fold[fold(near)] if near else written, self.parent)

    def column(self, head: str) -> str | None:
        """Return the column that a head names, or None."""
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
    """Return the name of a procedure, or None if nobody knows it."""
    return _PROCEDURE_BY_FOLD.get(fold(written))


@dataclass
class Answers:
    """What one person answered.

    Parameters
    ----------
    cells
        By column, in the order of the sheet.
    home
        Where a problem goes that has no cell of its own.
    problems
        What is wrong with the answers.
    sources
        From which cell each part of the judgement came, by its path.
    """

    cells: dict[str, Cell]
    home: Cell
    problems: list[Problem] = field(default_factory=list)
    sources: dict[Path, Cell] = field(default_factory=dict)

    def locate(self, path: Path) -> Spot:
        """Find the cell from which a part of the judgement came, or the home of the answers."""
        while path and path not in self.sources:
            path = path[:-1]
        return (self.sources[path] if path else self.home).spot

    def head(self, column: str) -> str:
        """Return a column as it is called here: by what it asks."""
        return column

    def judgement(self, procedure: str, names: TreeNames) -> dict[str, Any]:
        """Return what was said as a scenario would write it; what cannot be read becomes a problem."""
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
        return self._node(names.tree.id, (), procedure, names, content, by_group=by_group)

    def _node(
        self,
        node: str,
        path: Path,
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
            said = {"procedure": procedure} | self._said(
                procedure, cells, node, path, names, by_group=by_group
            )
        if by_group:
            below = [child for child in names.groups[node] if _spoken_of(child, names, content)]
            said["groups"] = {
                child: self._node(child, (*path, "groups", child), procedure, names, content, by_group=True)
                for child in below
            }
        return said

    def _said(
        self,
        procedure: str,
        cells: Mapping[str, Cell],
        node: str,
        path: Path,
        names: TreeNames,
        *,
        by_group: bool,
    ) -> dict[str, Any]:
        def came_from(cell: Cell, *steps: Hashable) -> None:
            self.sources[*path, *steps] = cell

        if procedure in _NUMBERS:
            for column, cell in cells.items():
                came_from(cell, "values", column)
            return {"values": dict(self._numbers(cells))}
        if procedure == "rank_order":
            places: dict[float, list[str]] = {}
            for column, rank in self._numbers(cells):
                places.setdefault(rank, []).append(column)
            order = [places[rank] for rank in sorted(places)]
            for row, tied in enumerate(order):
                for position, column in enumerate(tied):
                    came_from(cells[column], "order", row, position)
            return {"order": order}
        if procedure == "ahp":
            ratios = list(self._ratios(cells))
            for row, (column, _) in enumerate(ratios):
                came_from(cells[column], "comparisons", row)
            return {"comparisons": [(*column.split("/"), ratio) for column, ratio in ratios]}
        if procedure == "region":
            statements = list(self._statements(cells))
            for row, (column, _) in enumerate(statements):
                came_from(cells[column], "statements", row)
            return {"statements": [one for _, one in statements]}
        below = set(names.groups[node]) if by_group else names.parent.keys() - names.groups.keys()
        said: dict[str, Any] = {"best_to_others": {}, "others_to_worst": {}}
        for end in ("best", "worst"):
            came_from(self.cells.get(end, self.home), end)
            named = [name for name in self._named(end, names) if name in below]
            if len(named) != 1:
                place = self.cells.get(end, self.home)
                self.problems.append(place.problem("people.one_best_one_worst", end=end, found=len(named)))
            said[end] = named[0] if named else ""
        for column, ratio in self._ratios(cells):
            a, b = column.split("/")
            asked, name = ("best_to_others", b) if a == "best" else ("others_to_worst", a)
            said[asked][name] = ratio
            came_from(cells[column], asked, name)
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
                self.problems.append(unreadable(cell.text, column).at(cell))

    def _ratios(self, cells: Mapping[str, Cell]) -> Iterator[tuple[str, float]]:
        for column, cell in cells.items():
            try:
                if "/" in column:
                    yield column, parse_ratio(cell.text)
            except ValueError:
                values = {"column": column, "written": cell.text[:40]}
                self.problems.append(cell.problem("people.not_a_ratio", **values))

    def _statements(self, cells: Mapping[str, Cell]) -> Iterator[tuple[str, dict[str, Any]]]:
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
                yield column, {"criterion": column, "percent": percent}
                continue
            a, b = column.split("/")
            if low is not None:
                yield column, {"criterion": a, "at_least": b, "times": low}
            if high is not None:
                yield column, {"criterion": b, "at_least": a, "times": 1 / high}


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
