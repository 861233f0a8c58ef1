"""What a file shows, piece by piece."""

from __future__ import annotations

import io
import json

import pytest
import xlsxwriter
from docx import Document

from priorizar.report.contents import contents


def texts(raw: bytes) -> dict[str, str]:
    return {one.place: one.text for one in contents(raw).pieces}


def a_document(*paragraphs: str, rows=()) -> bytes:
    made = Document()
    for one in paragraphs:
        made.add_paragraph(one)
    if rows:
        grid = made.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, said in enumerate(row):
                grid.cell(at, column).text = said
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_document_is_its_paragraphs_and_cells():
    found = contents(a_document("Uno  dos", rows=[["a", "b"], ["c", "0.608"]]))
    assert found.kind == "docx"
    assert {"document · 1": "Uno dos", "document · 1.2.2": "0.608"}.items() <= {
        one.place: one.text for one in found.pieces
    }.items()


def test_headers_and_footers_are_shown_too():
    made = Document()
    made.sections[0].footer.paragraphs[0].text = "Código"
    file = io.BytesIO()
    made.save(file)
    assert "Código" in texts(file.getvalue()).values()


def test_a_workbook_is_its_formulas_and_what_they_come_to():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Pesos")
        sheet.write("A1", 0.25)
        sheet.write_formula("B1", "=A1*2", value=0.5)
        sheet.write("C1", "texto")
    found = texts(file.getvalue())
    assert found == {"Pesos!A1": "0.25", "Pesos!B1": "0.5", "Pesos!B1 =": "=A1*2", "Pesos!C1": "texto"}


def test_json_is_its_leaves_without_the_time_it_was_made():
    raw = json.dumps(
        {"rows": [{"rank": 1}], "manifest": {"versions": {}, "time": "now", "weights": {"a": 1}}}
    )
    assert texts(raw.encode()) == {"rows[0].rank": "1", "manifest.weights.a": "1"}


def test_csv_is_named_by_line_and_column():
    assert texts(b"chain,rank\npalta,1\n") == {"2 · chain": "palta", "2 · rank": "1"}


@pytest.mark.parametrize("raw", [b"PK\x03\x04 no", b"%PDF no", b"{", b"PAR1 no"])
def test_what_is_damaged_is_an_error(raw):
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the library of that form says
        contents(raw)
