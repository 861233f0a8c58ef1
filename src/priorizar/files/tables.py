"""A ranking as CSV, JSON, XLSX and Parquet: one row an alternative, the same columns everywhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, TextIO

from priorizar.errors import refusal
from priorizar.files.atomic import harmless
from priorizar.installing import install_command

Record = Mapping[str, Any]
MOST_ROWS = 1_048_575
"""Rows that a sheet of a workbook holds below its head."""

TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""How xlsxwriter is told that text which looks like something else is text."""

SHOWN = ("ubigeo", "chain", "rank", "score")
"""Columns by which the rows of a file are held against its manifest."""

MOST_READ = 200_000
"""Rows that are read back of a file."""

PARQUET_KEY = "priorizar_manifest"
"""Where the metadata of a Parquet file carries the manifest."""


class UnixLines:
    """Where a CSV writer writes lines that end in CR LF, of which only the LF is kept.

    So it quotes a lone CR within a text, which a spreadsheet takes for the end of a row.
    """

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def write(self, line: str) -> int:
        """Write a line."""
        return self.file.write(line.removesuffix("\r\n") + "\n")


def flat(record: Record) -> dict[str, Any]:
    """Spread what a record nests over columns of its own."""
    cells: dict[str, Any] = {}
    for column, value in record.items():
        if isinstance(value, Mapping):
            cells |= {f"{column.removesuffix('s')}_{key}": part for key, part in value.items()}
        elif isinstance(value, list | tuple):
            cells[column] = ";".join(_said(part) for part in value)
        elif value is not None:
            cells[column] = value
    return cells


def _said(part: Any) -> str:
    return ": ".join(str(one) for one in part.values()) if isinstance(part, Mapping) else str(part)


def _columns(records: Iterable[Record]) -> list[str]:
    return list(dict.fromkeys(column for record in records for column in record))


def to_csv(records: Sequence[Record]) -> bytes:
    """Write CSV (UTF-8, comma); text that a spreadsheet would run is made harmless."""
    rows = [flat(record) for record in records]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(UnixLines(file), _columns(rows), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(
        {key: harmless(cell) if isinstance(cell, str) else cell for key, cell in row.items()} for row in rows
    )
    return file.getvalue().encode()


def to_json(content: Mapping[str, Any]) -> bytes:
    """Write one JSON object, readable, in a fixed order; what is no number stays out.

    Raises
    ------
    ValueError
        If a number is NaN or infinite: a defect, for such numbers never leave.
    """
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def to_xlsx(sheets: Mapping[str, Sequence[Record]]) -> bytes:
    """Write a workbook, one sheet a table; text stays text, whatever it looks like."""
    file = io.BytesIO()
    write_xlsx(file, sheets)
    return file.getvalue()


def write_xlsx(file: BinaryIO, sheets: Mapping[str, Sequence[Record]]) -> None:
    """Write :func:`to_xlsx` into an open file, row by row: memory does not grow with the rows.

    Raises
    ------
    PriorizarError
        More rows than a sheet holds.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    most = max(map(len, sheets.values()), default=0)
    if most > MOST_ROWS:
        raise refusal("export.too_many_rows", rows=most, limit=MOST_ROWS)
    try:
        with TemporaryDirectory(prefix="priorizar-") as folder:
            # Constant memory: rows go to a file as they are written, so nothing can be set afterwards.
            options = {"constant_memory": True, "tmpdir": folder} | TEXT_STAYS_TEXT
            target = _Target(file)
            book = xlsxwriter.Workbook(target, options)
            try:
                _write_sheets(book, sheets)
                book.close()
            finally:
                # Or it, and the package it was writing, would go on when they are forgotten.
                book.fileclosed, target.file = True, _Nowhere()
    except (OSError, FileCreateError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise refusal("study.no_room", said=said) from None


class _Target:
    """A file that something else may hold on to after it is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self.file: BinaryIO | _Nowhere = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


class _Nowhere:
    """Takes what is still written, and forgets it."""

    at = 0

    def seek(self, at: int, *_: int) -> int:
        self.at = at
        return at

    def tell(self) -> int:
        return self.at

    def write(self, piece: bytes) -> int:
        self.at += len(piece)
        return len(piece)

    def flush(self) -> None:
        pass


def _write_sheets(book: Any, sheets: Mapping[str, Sequence[Record]]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    for name, records in sheets.items():
        sheet = book.add_worksheet(name[:31])
        columns = _columns(map(flat, records))
        sample = [flat(record) for record in records[:100]]
        for at, column in enumerate(columns):
            longest = max(len(str(row.get(column, ""))) for row in [*sample, {column: column}])
            sheet.set_column(at, at, min(longest + 3, 60))
        sheet.freeze_panes(1, 0)
        if sample:
            sheet.autofilter(0, 0, len(records), len(columns) - 1)
        sheet.write_row(0, 0, columns, bold)
        for line, record in enumerate(records, 1):
            row = flat(record)
            for at, column in enumerate(columns):
                if column in row:
                    cell = row[column]
                    sheet.write(line, at, harmless(cell) if isinstance(cell, str) else cell)


def to_parquet(records: Sequence[Record], manifest: Mapping[str, Any]) -> bytes:
    """Write Parquet, with the manifest in the metadata of the file.

    Raises
    ------
    PriorizarError
        Where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise refusal("export.no_pyarrow", install=install_command("report")) from None
    table = pyarrow.Table.from_pylist([flat(record) for record in records])
    table = table.replace_schema_metadata({PARQUET_KEY: json.dumps(manifest, ensure_ascii=False)})
    file = io.BytesIO()
    parquet.write_table(table, file)
    return file.getvalue()
