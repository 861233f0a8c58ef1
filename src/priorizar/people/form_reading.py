"""The workbook that one person fills in: how it is laid out, and reading it back.

Every sheet that is read begins with a hidden column of keys: the first says which sheet it is, the others
what a row asks. So titles, order, colours and whatever else people change do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from priorizar.errors import PriorizarError
from priorizar.files.sheet import Cell, Sheet
from priorizar.names import fold
from priorizar.people.answers import Answers, TreeNames, parse_ratio, read_procedure

MARK = "priorizar/"
PERSON = "person"
KEY, FIRST, SECOND, THIRD = 1, 3, 4, 5
"""Columns of the keys and of the answers. The second column is what is asked about."""

A, B, SAME = "A", "B", "="
"""Which of two matters more."""

_WHICH = {
    fold(word): which
    for which, words in {A: (A,), B: (B,), SAME: (SAME, "igual", "iguales", "equal", "same")}.items()
    for word in words
}
AT_LEAST = ">="
"""Key of a row that says that one criterion weighs at least so many times another."""


def is_form(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook is one that a person fills in."""
    return any(_kind(sheet) is not None for sheet in sheets)


def read_form(sheets: Sequence[Sheet], names: TreeNames) -> tuple[dict[str, Cell], Answers]:
    """Read a workbook that a person filled in.

    Only sheets with answers count; if there are several, the person says which one does.

    Returns
    -------
    tuple
        What the person says of themselves, by field, and their answers.

    Raises
    ------
    PriorizarError
        If the workbook asks about other criteria.
    """
    by_kind = {_kind(sheet): sheet for sheet in sheets}
    first = sheets[0]
    person = by_kind.get(PERSON)
    fields = dict(_asked(person)) if person is not None else {}
    criteria = fields.pop("criteria", None)
    if criteria is not None and criteria.text not in ("", names.tree.id):
        values = {"found": criteria.text[:60], "expected": names.tree.id}
        raise PriorizarError(criteria.problem("people.other_criteria", **values))
    home = fields.get("code", first.at(1, FIRST))
    filled: dict[str, Answers] = {}
    for kind, sheet in by_kind.items():
        if kind not in (None, PERSON):
            answers = _READERS.get(str(kind), _one_answer)(sheet, names)
            if answers.cells or answers.problems:
                filled[str(kind)] = answers
    said = fields.pop("sheet", None)
    chosen = _chosen(said if said is not None and said.text else None, filled, by_kind, home)
    if isinstance(chosen, Answers):
        return fields, chosen
    answers = filled[chosen]
    fields["procedure"] = replace(answers.home, text=chosen, fault=None)
    return fields, answers


def _kind(sheet: Sheet) -> str | None:
    mark = sheet.cell(1, KEY)
    if mark is None or not mark.text.startswith(MARK):
        return None
    return mark.text.removeprefix(MARK)


def _asked(sheet: Sheet) -> Iterator[tuple[str, Cell]]:
    """Return what is asked of a person, answered or not."""
    for row in sorted(sheet.rows):
        key = sheet.cell(row, KEY)
        if row > 1 and key is not None:
            yield key.text, sheet.at(row, FIRST)


def _keyed(sheet: Sheet, column: int) -> Iterator[tuple[str, Cell]]:
    """Return the answers of a column, each with the key of its row."""
    for row in sorted(sheet.rows):
        key, answer = sheet.cell(row, KEY), sheet.cell(row, column)
        if row > 1 and key is not None and answer is not None:
            yield key.text, answer


def _chosen(
    said: Cell | None, filled: dict[str, Answers], by_kind: dict[str | None, Sheet], home: Cell
) -> str | Answers:
    """Return which sheet counts, or answers that hold nothing but the problem of not knowing it."""
    nothing = Answers({}, home)
    titles = {kind: by_kind[kind].title or kind for kind in filled}
    if said is not None:
        by_title = {fold(title): kind for kind, title in titles.items()}
        kind = by_title.get(fold(said.text)) or read_procedure(said.text)
        if kind in filled:
            return str(kind)
        filled_in = tuple(titles.values()) or ("–",)
        values = {"said": said.text[:60], "filled": filled_in}
        nothing.problems.append(said.problem("people.sheet_not_filled", **values))
    elif not filled:
        nothing.problems.append(home.problem("people.nothing_filled"))
    elif len(filled) > 1:
        nothing.problems.append(home.problem("people.several_filled", sheets=tuple(titles.values())))
    else:
        return next(iter(filled))
    return nothing


def _one_answer(sheet: Sheet, names: TreeNames) -> Answers:
    """Read a number or a place a row."""
    answers = Answers({}, sheet.at(1, 2))
    for key, cell in _keyed(sheet, FIRST):
        _take(answers, names, key, cell)
    return answers


def _comparisons(sheet: Sheet, names: TreeNames) -> Answers:
    """Read which of two matters more, and how many times."""
    answers = Answers({}, sheet.at(1, 2))
    for row in sorted(sheet.rows):
        key, which, times = (sheet.cell(row, column) for column in (KEY, SECOND, THIRD))
        if row == 1 or key is None or (which is None and times is None):
            continue
        read = _comparison(which, times, sheet.at(row, SECOND), sheet.at(row, THIRD), answers)
        if read is not None:
            _take(answers, names, key.text, read)
    return answers


def _comparison(
    which: Cell | None, times: Cell | None, at_which: Cell, at_times: Cell, answers: Answers
) -> Cell | None:
    fault = next((cell for cell in (which, times) if cell is not None and cell.fault is not None), None)
    if fault is not None:
        return fault
    side = None if which is None else _WHICH.get(fold(which.text))
    if side is None:
        answers.problems.append(at_which.problem("people.which_matters_more", written=at_which.text[:40]))
        return None
    if side == SAME and times is None:
        return replace(at_which, text="1")
    try:
        ratio = parse_ratio(at_times.text) if times is not None else 0.0
    except ValueError:
        ratio = 0.0
    if ratio < 1 or (side == SAME and ratio != 1):
        answers.problems.append(at_times.problem("people.how_many_times", written=at_times.text[:40]))
        return None
    return replace(at_times, text=f"{ratio:.12g}" if side == A else f"1/{ratio:.12g}")


def _best_worst(sheet: Sheet, names: TreeNames) -> Answers:
    answers = Answers({}, sheet.at(1, 2))
    for key, cell in _keyed(sheet, FIRST):
        if key in ("best", "worst"):
            before = answers.cells.get(key)
            answers.cells[key] = cell if before is None else replace(cell, text=f"{before.text}; {cell.text}")
        else:
            _take(answers, names, key, cell, "best/{}")
    for key, cell in _keyed(sheet, SECOND):
        _take(answers, names, key, cell, "{}/worst")
    return answers


def _intervals(sheet: Sheet, names: TreeNames) -> Answers:
    answers = Answers({}, sheet.at(1, 2))
    for row in sorted(sheet.rows):
        key = sheet.cell(row, KEY)
        if row == 1 or key is None:
            continue
        said = [sheet.cell(row, column) for column in (2, FIRST, SECOND)]
        if key.text == AT_LEAST:
            _at_least(answers, names, sheet.at(row, FIRST), *said)
            continue
        low, high = said[1:]
        both = low or high
        if both is not None:
            text = f"{low.text if low else '0'}-{high.text if high else '100'}"
            fault = next((cell.fault for cell in (low, high) if cell is not None and cell.fault), None)
            _take(answers, names, key.text, replace(both, text=text, fault=fault))
    return answers


def _at_least(
    answers: Answers, names: TreeNames, place: Cell, one: Cell | None, times: Cell | None, other: Cell | None
) -> None:
    """Read a row that says that one weighs at least so many times the other."""
    if one is None and other is None:
        return
    if one is None or other is None:
        answers.problems.append(place.problem("people.two_criteria"))
        return
    found = []
    for cell in (one, other):
        known = None if cell.fault else names.find(cell.text)
        if known is None:
            values = {"name": cell.text[:60], "guess": names.guess(cell.text)}
            answers.problems.append(cell.problem(cell.fault or "people.unknown_criterion", **values))
        else:
            found.append(known)
    if len(found) == 2:
        text = AT_LEAST + (times.text if times is not None else "1")
        _take(answers, names, "/".join(found), replace(place, text=text))


def _take(answers: Answers, names: TreeNames, key: str, cell: Cell, column: str = "{}") -> None:
    """Take an answer in, under the column that its key names; a key of another tree is a problem."""
    if all(part in names.parent for part in key.split("/")):
        answers.cells[column.format(key)] = cell
    else:
        values = {"name": key[:60], "guess": names.guess(key)}
        answers.problems.append(cell.problem("people.unknown_criterion", **values))


_READERS = {"ahp": _comparisons, "best_worst": _best_worst, "region": _intervals}
