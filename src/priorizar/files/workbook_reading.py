"""Reading workbooks (XLSX) that anybody may have sent: bounded, no macros, nothing that is not a value."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any

from priorizar.errors import PriorizarError, Problem
from priorizar.files.confined import confined
from priorizar.files.csv_source import cell_text
from priorizar.files.door import Bounds, plain_package, too_large
from priorizar.files.sheet import Sheet
from priorizar.names import CONTROL

MAX_BYTES = 5_000_000
BOUNDS = Bounds(heavy=("xl/styles", "xl/workbook", "docprops/", "xl/theme", "[content"))
"""Of styles openpyxl makes an object each, whether a cell has them or not."""
MAX_SHEETS = 100
MAX_CELLS = 2_000_000
MAX_TEXT = 2_000

OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How workbooks begin that are of the old format (XLS), or locked with a password."""

_MACROS = ("vbaproject.bin", "macrosheets/")


def read_workbook(file: str, raw: bytes, *, results: bool = True) -> list[Sheet]:
    """Read the visible and hidden sheets of a workbook, in order.

    Parameters
    ----------
    file
        Name to give in problems.
    raw
        Content.
    results
        Take what a formula came to when the file was saved; otherwise every formula is a fault.

    Returns
    -------
    list of Sheet
        Numbers as text; a cell shown as a percentage says the percentage. A cell that holds a date, a yes
        or no, an error or a formula without a result has a fault instead of being passed over.

    Raises
    ------
    PriorizarError
        Too large, packed or unpacked; macros; protected or of the old format; no workbook at all.
    """
    raw = _plain(file, raw)
    sheets = _sheets(file, raw, results=False)
    if results and any(cell.fault == "people.cell_formula" for sheet in sheets for cell in sheet.cells()):
        # Only a second reading gives what the formulas came to when the file was saved.
        calculated = _sheets(file, raw, results=True)
        for sheet, result in zip(sheets, calculated, strict=True):
            for cell in list(sheet.cells()):
                came_to = result.cell(cell.row, cell.column)
                if cell.fault == "people.cell_formula" and came_to is not None:
                    sheet.put(came_to.text, cell.row, cell.column, came_to.fault)
    return sheets


def read_workbook_apart(file: str, raw: bytes, *, results: bool = True) -> list[Sheet]:
    """Read a workbook as :func:`read_workbook`, in a process of its own with bounded memory and time.

    For files that come over a network into a program that serves others meanwhile.

    Raises
    ------
    PriorizarError
        As there; or it took more memory or time than it may.
    """
    told = confined("files.workbook_reading:told", file, raw, {"results": results})
    sheets = []
    for title, cells in told:
        sheet = Sheet(file, title)
        for row, column, text, fault in cells:
            sheet.put(text, row, column, fault)
        sheets.append(sheet)
    return sheets


def told(file: str, raw: bytes, results: bool) -> list[Any]:
    """Return the sheets of a workbook as JSON can say them: of each its title and its cells."""
    return [
        (sheet.title, [(cell.row, cell.column, cell.text, cell.fault) for cell in sheet.cells()])
        for sheet in read_workbook(file, raw, results=results)
    ]


def _plain(file: str, raw: bytes) -> bytes:
    """Pack the workbook anew, with what was counted and no macros."""
    if len(raw) > MAX_BYTES:
        raise too_large(file, MAX_BYTES)
    if raw.startswith(OLD_OR_LOCKED):
        raise PriorizarError(Problem("people.old_or_locked", {}, file))
    plain = plain_package(file, raw, BOUNDS, "people.not_a_workbook")
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        names = [name.lower() for name in package.namelist()]
    if any(mark in name for name in names for mark in _MACROS):
        raise PriorizarError(Problem("people.macros", {}, file))
    if "xl/workbook.xml" not in names:
        raise PriorizarError(Problem("people.not_a_workbook", {}, file))
    return plain


def _sheets(file: str, raw: bytes, *, results: bool) -> list[Sheet]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and drop-downs it does not know; only values matter here.
            warnings.simplefilter("ignore")
            # Read only: merged ranges and validations, however wide, are never laid out in memory.
            book = openpyxl.load_workbook(
                io.BytesIO(raw), read_only=True, data_only=results, keep_links=False
            )
            if len(book.worksheets) > MAX_SHEETS:
                values = {"found": len(book.worksheets), "limit": MAX_SHEETS}
                raise PriorizarError(Problem("people.too_many_sheets", values, file))
            return [_sheet(file, sheet) for sheet in book.worksheets]
    except (PriorizarError, MemoryError):
        raise
    except Exception:
        # Whatever a damaged file makes the library trip over, it is no workbook that can be read.
        raise PriorizarError(Problem("people.not_a_workbook", {}, file)) from None


def _sheet(file: str, source: Any) -> Sheet:
    source.reset_dimensions()  # what the file declares need not be true
    title = CONTROL.sub("", str(source.title))
    sheet = Sheet(file, title)
    cells = 0
    for row in source.iter_rows():
        # One cell far to the right makes a whole row; rows left blank cost nothing.
        cells += len(row)
        if cells > MAX_CELLS:
            raise PriorizarError(Problem("people.sheet_too_large", {"limit": MAX_CELLS}, file, cell=title))
        _take(sheet, row)
    return sheet


def _take(sheet: Sheet, row: Iterable[Any]) -> None:
    for found in row:
        if found.value is None:
            continue
        text, fault = _said(found)
        if text or fault:
            sheet.put(text, found.row, found.column, fault)


def _said(found: Any) -> tuple[str, str | None]:
    """Return the text of a cell, or why there is none."""
    value = found.value
    if found.data_type == "f":
        return "", "people.cell_formula"
    if found.data_type == "e":
        return str(value)[:20], "people.cell_error"
    if isinstance(value, bool):
        return "", "people.cell_yes_no"
    if isinstance(value, int | float):
        if abs(value) > 1e300:
            return "", "people.cell_error"
        shown = value * 100 if "%" in str(found.number_format) else value
        return f"{shown:.12g}", None
    if not isinstance(value, str):
        return "", "people.cell_date"
    if CONTROL.search(value) or len(value) > MAX_TEXT:
        return "", "people.cell_unreadable"
    return cell_text(value), None
