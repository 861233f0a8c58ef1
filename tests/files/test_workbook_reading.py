"""Workbooks that anybody may have sent: what is read of them, and what is refused before it does harm."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest

from packages import repacked
from priorizar.errors import PriorizarError
from priorizar.files import workbook_reading as workbook
from priorizar.files.sheet import letters
from priorizar.files.workbook_reading import read_workbook
from refusals import problems_of


def plain(fill=lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_rows(rows: bytes, after: bytes = b"", before: bytes = b"") -> bytes:
    """Write a workbook whose sheet has these rows, in XML."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = (b'<worksheet xmlns="', space, b'">', before, b"<sheetData>", rows, b"</sheetData>", after)
    return repacked(plain(), {"xl/worksheets/sheet1.xml": b"".join(parts) + b"</worksheet>"})


def refused(raw: bytes) -> str:
    (problem,) = problems_of(read_workbook, "a.xlsx", raw)
    assert problem.file == "a.xlsx"
    return problem.key


def test_numbers_texts_and_places():
    def fill(sheet):
        sheet["B2"], sheet["D2"], sheet["B5"] = 3, "  hola ", 0.1 + 0.2

    (sheet,) = read_workbook("a.xlsx", plain(fill))
    assert [(cell.text, cell.row, cell.column) for cell in sheet.cells()] == [
        ("3", 2, 2),
        ("hola", 2, 4),
        ("0.3", 5, 2),
    ]
    assert sheet.at(2, 4).problem("x.y").place == "a.xlsx[Sheet!D2]"
    assert sheet.at(9, 28).problem("x.y").place == "a.xlsx[Sheet!AB9]"


def test_a_formula_counts_as_what_it_came_to():
    cells = b'<c r="A1"><f>50+10</f><v>60</v></c><c r="B1"><f>1/0</f></c>'
    cells += b'<c r="C1" t="e"><f>x</f><v>#NAME?</v></c>'
    (found,) = read_workbook("a.xlsx", with_rows(b'<row r="1">' + cells + b"</row>"))
    assert [(cell.text, cell.fault) for cell in found.cells()] == [
        ("60", None),
        ("", "people.cell_formula"),
        ("#NAME?", "people.cell_error"),
    ]


def test_macros_are_refused():
    assert refused(repacked(plain(), {"xl/vbaProject.bin": b"x"})) == "people.macros"
    assert refused(repacked(plain(), {"xl/macrosheets/sheet1.xml": b"<x/>"})) == "people.macros"


def test_a_bomb_is_refused_unread(monkeypatch):
    zeros = b"<x>" + b" " * 60_000_000 + b"</x>"
    raw = repacked(plain(), {"xl/worksheets/sheet9.xml": zeros})
    assert len(raw) < 200_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    assert refused(raw) == "study.unpacks_too_large"


def test_very_many_parts_are_refused():
    assert refused(repacked(plain(), {f"x{i}": b"" for i in range(600)})) == "study.too_many_parts"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("said", ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!ENTITY a "b">', "<!DOCTYPE html>"])
def test_xml_that_declares_is_refused_in_any_encoding(said, encoding):
    declared = "utf-8" if encoding == "utf-8" else "utf-16"
    sheet = f'<?xml version="1.0" encoding="{declared}"?>{said}<worksheet><sheetData/></worksheet>'
    key = refused(repacked(plain(), {"xl/worksheets/sheet1.xml": sheet.encode(encoding)}))
    assert key == "study.declares_entities" or (key == "people.not_a_workbook" and "DOCTYPE" not in said)


def test_one_too_large_to_send_is_refused():
    assert refused(b"PK" + b"\0" * workbook.MAX_BYTES) == "study.too_large"


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"code,helice\n", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_workbook(raw):
    assert refused(raw) in ("people.not_a_workbook", "people.old_or_locked")


def test_damaged_in_any_place_it_never_ends_in_a_traceback():
    raw = plain(lambda sheet: sheet.append(["code", 1, 2.5]))
    for part in zipfile.ZipFile(io.BytesIO(raw)).namelist():
        for content in (None, b"", b"<x/>", b"<x>", b"\0\xff"):
            with suppress(PriorizarError):
                read_workbook("a.xlsx", repacked(raw, {part: content}))


def test_a_range_merged_to_the_end_of_the_sheet_costs_nothing():
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    wide = b'<dimension ref="A1:XFD1048576"/>'
    rows = b'<row r="1"><c r="A1"><v>7</v></c></row>'
    (found,) = read_workbook("a.xlsx", with_rows(rows, after=merged, before=wide))
    assert [cell.text for cell in found.cells()] == ["7"]


def test_a_cell_in_the_last_row_costs_nothing():
    (found,) = read_workbook("a.xlsx", with_rows(b'<row r="1048576"><c r="A1048576"><v>7</v></c></row>'))
    assert [(cell.text, cell.row) for cell in found.cells()] == [("7", 1048576)]


def test_rows_as_wide_as_a_sheet_can_be_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_CELLS", 100_000)
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>7</v></c></row>' % (i, i) for i in range(1, 9))
    assert refused(with_rows(rows)) == "people.sheet_too_large"


def test_very_many_sheets_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_SHEETS", 2)
    book = openpyxl.Workbook()
    for _ in range(2):
        book.create_sheet()
    file = io.BytesIO()
    book.save(file)
    assert refused(file.getvalue()) == "people.too_many_sheets"


def test_control_characters_and_endless_texts_are_no_answers():
    cells = b"".join(
        b'<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>' % (column, said)
        for column, said in ((b"A", b"a" * 3000), (b"B", b"b\x7f"), (b"C", b"c"))
    )
    (sheet,) = read_workbook("a.xlsx", with_rows(b'<row r="1">' + cells + b"</row>"))
    assert [cell.fault for cell in sheet.cells()] == ["people.cell_unreadable"] * 2 + [None]


@pytest.mark.parametrize(
    ("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_their_letters(column, name):
    assert letters(column) == name
