"""Reading a table with a row a person: who they are, and what they answered in which column."""

from __future__ import annotations

from collections.abc import Mapping

from priorizar.errors import PriorizarError, Problem
from priorizar.files.sheet import Cell, Sheet
from priorizar.names import Suggestion, fold, nearest
from priorizar.people.answers import Answers, TreeNames

FIELDS = {
    "code": ("codigo",),
    "name": ("nombre",),
    "helice": ("hélice", "sector"),
    "institution": ("institución", "organización"),
    "round": ("ronda",),
    "procedure": ("procedimiento",),
    "illustrative": ("ilustrativo", "ilustrativa"),
}
"""Columns that say who answers, and how else they are headed."""

_FIELD_BY_FOLD = {fold(head): field for field, heads in FIELDS.items() for head in (field, *heads)}


def read_rows(sheet: Sheet, names: TreeNames) -> list[tuple[dict[str, Cell], Answers]]:
    """Read a table.

    Returns
    -------
    list
        For each row what the person says of themselves, by field, and their answers, with the problems of
        the row.

    Raises
    ------
    PriorizarError
        With every problem of the heads: then nothing of the table can be trusted.
    """
    header, *lines = sheet.rows
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    for position, cell in sheet.rows[header].items():
        head = cell.text
        column = _FIELD_BY_FOLD.get(fold(head)) or names.column(head)
        if column in columns.values():
            problems.append(cell.problem("study.column_twice", column=column))
        elif column is not None:
            columns[position] = column
        elif cell.fault is not None:
            problems.append(cell.problem(cell.fault))
        elif not fold(head).startswith(("nota", "note")):
            guess = _guess(head, names)
            problems.append(cell.problem("study.unknown_column", column=head[:80], guess=guess))
    here = sheet.at(header, 1)
    lacking = [field for field in ("helice", "procedure") if field not in columns.values()]
    if not {"code", "name"} & set(columns.values()):
        lacking.insert(0, "code")
    expected = ("code", "helice", "procedure")
    problems += [here.problem("study.missing_column", column=one, expected=expected) for one in lacking]
    if problems:
        raise PriorizarError(problems)
    return [_row(sheet, line, columns, sheet.rows[header]) for line in lines]


def _row(
    sheet: Sheet, line: int, columns: Mapping[int, str], header: Mapping[int, Cell]
) -> tuple[dict[str, Cell], Answers]:
    fields = {column: sheet.at(line, position) for position, column in columns.items() if column in FIELDS}
    answers = Answers({}, sheet.at(line, 1))
    for position, cell in sheet.rows[line].items():
        column = columns.get(position)
        if column is None and position not in header:
            answers.problems.append(cell.problem("people.cell_without_head"))
        elif column is not None and column not in FIELDS:
            answers.cells[column] = cell
    return fields, answers


def _guess(head: str, names: TreeNames) -> Suggestion:
    """Suggest the column most like a head: a field, a criterion, or two with a slash between them."""
    if "/" in head:
        found = [names.guess(part) for part in head.split("/", 1)]
        near = [one.near for one in found if one.near is not None]
        if len(near) == len(found):
            return Suggestion("/".join(near))
        return next(one for one in found if one.near is None)
    field = nearest(head, _FIELD_BY_FOLD)
    return Suggestion(_FIELD_BY_FOLD[fold(field)]) if field else names.guess(head)
