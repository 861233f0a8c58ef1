"""Pages of a workbook: heads, tables and number formats, the same on every sheet, ready to print on A4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any, NamedTuple

from priorizar.errors import refusal
from priorizar.files.atomic import harmless
from priorizar.files.tables import MOST_ROWS, TEXT_STAYS_TEXT

HEAD = 6
"""Row of the head of every table, from 0; above it stand title, scenario, weights and notes."""

FIRST = HEAD + 1
A4 = 9
LINE = 13.5
BLUE, INPUT, WARNING, BAR = "#1F4E5F", "#FFF8DC", "#FDEBC8", "#7FB3C8"


class Column(NamedTuple):
    """One column of a table: its head, width in characters, and number format or kind of cell."""

    head: str
    width: float
    kind: str = "text"


class Formula(NamedTuple):
    """A formula and what it comes to, for viewers that do not calculate."""

    text: str
    value: Any


KINDS: dict[str, dict[str, Any]] = {
    "text": {"indent": 1},
    "wrapped": {"text_wrap": True, "indent": 1},
    "rank": {"num_format": "0", "align": "center", "bold": True},
    "centre": {"align": "center"},
    "whole": {"num_format": "0"},
    "number": {"num_format": "0.###"},
    "score": {"num_format": "0.000"},
    "amount": {"num_format": "0.###", "align": "center"},
    "share": {"num_format": "0%", "align": "center"},
    "share1": {"num_format": "0.0%"},
    "shift": {"num_format": "▲0;▼0;=", "align": "center"},
    "input": {"num_format": "0.###", "bg_color": INPUT, "border": 1, "border_color": "#D9CFA8"},
}


@dataclass
class Book:
    """A workbook being written, with its formats and the names of its sheets."""

    file: Any
    footer: str
    notes: tuple[str, ...]
    illustrative: bool
    _names: dict[str, str] = field(default_factory=dict)
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    @classmethod
    def into(cls, file: Any, footer: str, notes: tuple[str, ...], *, illustrative: bool) -> Book:
        """Begin a workbook in an open file; every sheet carries the notes."""
        import xlsxwriter

        return cls(
            xlsxwriter.Workbook(file, {"in_memory": True} | TEXT_STAYS_TEXT), footer, notes, illustrative
        )

    def format(self, **properties: Any) -> Any:
        """Return a format, the same one for the same properties."""
        whole = {"font_name": "Calibri", "font_size": 10, "valign": "top"} | properties
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(whole)
        return self._formats[key]

    def name(self, wanted: str) -> str:
        """Return a name that a sheet can bear and no other has."""
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted).strip("' ")[:28] or "…"
        name, times = plain, 1
        while name.lower() in {*self._names, "history"}:
            times += 1
            name = f"{plain} {times}"
        self._names[name.lower()] = name
        return name

    def page(self, name: str, title: str, columns: Sequence[Column], note: str = "") -> Page:
        """Add a sheet with its heads; the name is one that :meth:`name` gave."""
        sheet = self.file.add_worksheet(name)
        last = max(len(columns) - 1, 3)
        width = sum(column.width for column in columns) or 80
        lines = [(title, {"bold": True, "font_size": 14, "font_color": BLUE, "valign": "vcenter"})]
        lines += [(said, {}) for said in self.notes[:-1]]
        lines.append((self.notes[-1], {"bg_color": WARNING, "bold": True} if self.illustrative else {}))
        lines.append((note, {"italic": True, "font_color": "#555555"}))
        for row, (said, look) in enumerate(lines):
            self._line(sheet, row, last, said, look, width)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            side = {"indent": 1} if column.kind in ("text", "wrapped") else {"align": "center"}
            sheet.write_string(HEAD, at, column.head, self._head(side))
        tallest = max((_lines(column.head, column.width - 3) for column in columns), default=1)
        sheet.set_row(HEAD, LINE * tallest + 4)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(HEAD)
        sheet.set_footer(f"&L&8{self.footer.replace('&', '&&')[:180]}&C&8&A&R&8&P / &N")
        sheet.hide_gridlines(2)
        return Page(self, sheet, name, tuple(columns))

    def _line(self, sheet: Any, row: int, last: int, said: str, look: dict[str, Any], width: float) -> None:
        shape = self.format(**({"text_wrap": True} | look))
        sheet.merge_range(row, 0, row, last, "", shape)
        sheet.write_string(row, 0, said, shape)
        if row == 0:
            sheet.set_row(row, 24)
        else:
            sheet.set_row(row, LINE * _lines(said, width))

    def _head(self, side: dict[str, Any]) -> Any:
        look = {"bold": True, "font_color": "white", "bg_color": BLUE, "text_wrap": True}
        return self.format(**look, border=1, border_color="white", **side)


@dataclass
class Page:
    """A sheet with one table; ``rows`` may be set before they are written, for formulas that name them."""

    book: Book
    sheet: Any
    name: str
    columns: tuple[Column, ...]
    rows: int = 0

    def write(self, rows: Sequence[Sequence[Any]], *, group: int | None = None) -> None:
        """Write the rows of the table; a line parts rows whose cell in column ``group`` changes.

        Raises
        ------
        PriorizarError
            More rows than a sheet holds.
        """
        self.rows = len(rows)
        if self.rows > MOST_ROWS - FIRST:
            raise refusal("export.too_many_rows", rows=self.rows, limit=MOST_ROWS - FIRST)
        before: Any = rows[0][group] if rows and group is not None else None
        for line, cells in enumerate(rows, FIRST):
            parted = group is not None and cells[group] != before
            before = None if group is None else cells[group]
            for at, (column, cell) in enumerate(zip(self.columns, cells, strict=True)):
                self.put(line, at, cell, column.kind, top=1 if parted else 0)
            pairs = zip(self.columns, cells, strict=True)
            wrapped = (_lines(str(cell), one.width - 2) for one, cell in pairs if one.kind == "wrapped")
            tall = max(wrapped, default=1)
            if tall > 1:
                self.sheet.set_row(line, LINE * tall + 2)

    def put(self, row: int, at: int, cell: Any, kind: str, **look: Any) -> None:
        """Write one cell: a formula, a number, or text that stays text."""
        border = {key: value for key, value in look.items() if value}
        properties = KINDS[kind] | border
        if isinstance(cell, Formula):
            self.sheet.write_formula(row, at, cell.text, self.book.format(**properties), cell.value)
        elif cell is None or cell == "":
            self.sheet.write_blank(row, at, None, self.book.format(**properties))
        elif isinstance(cell, str):
            if harmless(cell) != cell:
                # What Excel does to text typed after an apostrophe: editing it does not make it a formula.
                properties = properties | {"quote_prefix": True}
            self.sheet.write_string(row, at, cell[:32_000], self.book.format(**properties))
        else:
            self.sheet.write_number(row, at, cell, self.book.format(**properties))

    @property
    def last(self) -> int:
        """Last row of the table, from 0."""
        return FIRST + max(self.rows, 1) - 1

    def finish(self, *, frozen: int = 0) -> None:
        """Put on filters, freeze the head and so many columns, and set what is printed."""
        self.sheet.autofilter(HEAD, 0, self.last, len(self.columns) - 1)
        self.sheet.freeze_panes(FIRST, frozen)
        self.sheet.print_area(0, 0, self.last, len(self.columns) - 1)

    def bars(self, at: int) -> None:
        """Draw the numbers of a column, from 0 to 1, as bars."""
        self.sheet.conditional_format(
            FIRST,
            at,
            self.last,
            at,
            {
                "type": "data_bar",
                "data_bar_2010": True,
                "bar_solid": True,
                "bar_color": BAR,
                "min_type": "num",
                "max_type": "num",
                "min_value": 0,
                "max_value": 1,
            },
        )

    def range(self, at: int, to: int | None = None) -> str:
        """Name the cells of a column, or of several, for formulas anywhere in the workbook."""
        from xlsxwriter.utility import xl_range_abs

        quoted = self.name.replace("'", "''")
        return f"'{quoted}'!{xl_range_abs(FIRST, at, self.last, at if to is None else to)}"


def _lines(said: str, width: float) -> int:
    """Estimate how many lines a text takes when it wraps: spreadsheets do not measure it by themselves."""
    return sum(max(len(wrap(line, max(int(width), 4))), 1) for line in said.split("\n"))
