"""A ranking as CSV, JSON and XLSX: one row an alternative, the same columns everywhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from priorizar.report.files import harmless

Record = Mapping[str, Any]


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


def _columns(records: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(column for record in records for column in record))


def to_csv(records: Sequence[Record]) -> bytes:
    """Write CSV (UTF-8, comma); text that a spreadsheet would run is made harmless."""
    rows = [flat(record) for record in records]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _columns(rows), lineterminator="\n")
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
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    bold = book.add_format({"bold": True, "bottom": 1})
    for name, records in sheets.items():
        sheet = book.add_worksheet(name[:31])
        rows = [flat(record) for record in records]
        columns = _columns(rows)
        sheet.write_row(0, 0, columns, bold)
        for line, row in enumerate(rows, 1):
            for column, key in enumerate(columns):
                if key in row:
                    cell = row[key]
                    sheet.write(line, column, harmless(cell) if isinstance(cell, str) else cell)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.autofit()
    book.close()
    return file.getvalue()
