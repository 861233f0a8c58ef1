"""``priorizar report`` as somebody at a terminal meets it."""

from __future__ import annotations

import sys
import zipfile
from datetime import date

import docx
import pytest

QUICK = ("--province", "Anta", "--draws", 50)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_report_without_a_word_is_a_pdf_here_that_sorts_by_date(priorizar, tmp_path):
    ran = priorizar("report", *QUICK)
    name = f"priorizar_base_{date.today().isoformat()}.pdf"
    assert (ran.code, ran.out, ran.err) == (0, f"{name}\n", "")
    assert (tmp_path / name).read_bytes().startswith(b"%PDF-")
    # What is printed keeps only the code of its manifest: the manifest lies beside.
    assert sorted(file.name for file in tmp_path.iterdir()) == [name, f"{name}.manifest.json"]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("pdf", "priorizar_ahp_{}.pdf"),
        ("docx", "priorizar_ahp_{}.docx"),
        ("xlsx", "priorizar_ahp_{}.xlsx"),
        ("acta", "acta_ahp_{}.docx"),
    ],
)
def test_each_form_goes_into_a_folder_by_its_name(priorizar, tmp_path, form, name):
    (tmp_path / "salidas").mkdir()
    ran = priorizar("report", "-s", "ahp", "-f", form, "-o", "salidas", *QUICK)
    assert ran.code == 0, ran.err
    file = tmp_path / "salidas" / name.format(date.today().isoformat())
    assert ran.out == f"salidas/{file.name}\n"
    if form == "pdf":
        assert file.read_bytes().startswith(b"%PDF-")
    else:
        assert zipfile.ZipFile(file).testzip() is None


def test_the_name_of_the_output_says_the_form(priorizar, tmp_path):
    assert priorizar("report", "-o", "a.docx", "--lang", "en", *QUICK).code == 0
    said = [one.text for one in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert "Prioritisation report" in said


def test_minutes_hold_the_agreed_weights_against_those_of_another_scenario(priorizar, tmp_path):
    assert (
        priorizar("report", "-s", "ahp", "--compare", "base", "-f", "acta", "-o", "a.docx", *QUICK).code == 0
    )
    tables = docx.Document(str(tmp_path / "a.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in tables[1].rows]
    assert rows[0] == ["Criterio", "Peso inicial", "Peso acordado"]
    assert {row[1] for row in rows[1:]} == {"20\u00a0%"}


def test_a_scenario_may_be_a_file(priorizar, tmp_path):
    (tmp_path / "mio.yaml").write_text(
        "id: mio\nname: {es: Mío, en: Mine}\nextends: base\nmethod: additive\n", encoding="utf-8"
    )
    ran = priorizar("report", "-s", "mio.yaml", "-f", "docx", *QUICK)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("priorizar_mio_")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-s", "nada"), "no hay un escenario «nada»"),
        (("--compare", "nada"), "no hay un escenario «nada»"),
        (("-p", "Atlántida"), "Atlántida"),
        (("-o", "a.txt"), "llámela a.pdf"),
        (("-f", "docx", "-o", "a.pdf"), "llámela a.docx"),
        (("--template", "a.docx"), "--template no va con el formato pdf"),
        (("-f", "acta", "--compare", "ahp", "--compare", "exportador"), "nombre uno"),
        (("-f", "docx", "--template", "no_hay.docx", *QUICK), "no_hay.docx: no existe ese archivo"),
        (("-o", "no/hay/a.pdf", *QUICK), "no se pudo escribir en no/hay/a.pdf"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_left(priorizar, tmp_path, arguments, said):
    ran = priorizar("report", *arguments)
    assert ran.code == 1
    assert ran.out == ""
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("library", "form"), [("typst", "pdf"), ("vl_convert", "pdf"), ("docxtpl", "docx")])
def test_a_missing_library_is_a_sentence_that_names_the_extra(
    priorizar, tmp_path, monkeypatch, library, form
):
    monkeypatch.setitem(sys.modules, library, None)
    ran = priorizar("report", "-f", form, *QUICK)
    assert ran.code == 1
    assert library in ran.err
    assert "-m pip install" in ran.err
    assert "[report]" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_stays_if_the_report_fails(priorizar, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"before")
    assert priorizar("report", "-o", "a.docx", "--template", "no_hay.docx", *QUICK).code == 1
    assert (tmp_path / "a.docx").read_bytes() == b"before"
