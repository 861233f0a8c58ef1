"""A sheet of cells, from a CSV file or a workbook: what each says, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from priorizar.errors import Path, Problem, Spot
from priorizar.files.csv_source import cell_text, read_lines


@dataclass(frozen=True)
class Cell:
    """One cell that is not empty.

    Parameters
    ----------
    text
        What it says, without blanks around it.
    file, title
        File, as problems name it, and sheet; a CSV file has no title.
    row, column
        Where in the sheet, from 1.
    fault
        Entry of the catalogue that says why it cannot be read, if it cannot.
    """

    text: str
    file: str
    title: str | None
    row: int
    column: int
    fault: str | None = None

    @property
    def spot(self) -> Spot:
        """Where it stands: the line of a CSV file, the cell of a workbook."""
        if self.title is None:
            return Spot(self.file, self.row)
        return Spot(self.file, None, f"{self.title}!{letters(self.column)}{self.row}")

    def locate(self, path: Path) -> Spot:
        """Find this cell: whatever is said of a part of it stands here."""
        return self.spot

    def head(self, column: str) -> str:
        """Return a column by its name: a cell alone does not know its head."""
        return column

    def problem(self, key: str, /, **values: object) -> Problem:
        """Build a problem at this cell."""
        return Problem(key, values, *self.spot)


@dataclass
class Sheet:
    """The cells of a sheet, by row and column.

    Parameters
    ----------
    file
        Name to give in problems.
    title
        Name of the sheet; None for a CSV file.
    rows
        For each row that is not blank its cells by column, both from 1.
    """

    file: str
    title: str | None = None
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)

    def put(self, text: str, row: int, column: int, fault: str | None = None) -> None:
        """Write a cell."""
        self.rows.setdefault(row, {})[column] = Cell(text, self.file, self.title, row, column, fault)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell, or None if it is empty."""
        return self.rows.get(row, {}).get(column)

    def at(self, row: int, column: int) -> Cell:
        """Return a cell, an empty one if there is none: a place for problems."""
        return self.cell(row, column) or Cell("", self.file, self.title, row, column)

    def cells(self) -> Iterator[Cell]:
        """Return all cells, row by row."""
        for row in self.rows.values():
            yield from row.values()


def letters(column: int) -> str:
    """Name a column, from 1, as spreadsheets do: A to Z, then AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_csv(file: str, raw: bytes) -> Sheet:
    """Read a CSV file as a sheet.

    Raises
    ------
    PriorizarError
        Too large, not text, or not CSV.
    """
    sheet = Sheet(file)
    for line, fields in read_lines(file, raw):
        for column, part in enumerate(fields, 1):
            if part.strip():
                sheet.put(cell_text(part), line, column)
    return sheet
