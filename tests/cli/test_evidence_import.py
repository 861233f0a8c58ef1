"""``priorizar template evidence`` and ``priorizar import``."""

from __future__ import annotations

import sys

import openpyxl
import pytest

from priorizar.cli import evidence_import as module


@pytest.fixture
def lleno(priorizar, copied, tmp_path):
    file = tmp_path / "plantilla.xlsx"
    ran = priorizar("template", "evidence", file, "--study", copied.path)
    assert (ran.code, ran.err) == (0, "")
    assert f"priorizar import {file}" in ran.out
    book = openpyxl.load_workbook(file)
    sheet = book["Evidencia por llenar"]
    for at, value in {3: "Anta", 4: "turismo", 5: "tradicion", 6: 4, 9: "juzgado", 10: "estudio"}.items():
        sheet.cell(8, at).value = value
    book.save(file)
    return file


def test_the_round_trip(priorizar, copied, lleno):
    before = copied.text("data/evidence.csv")
    ran = priorizar("import", lleno, "--study", copied.path)
    assert (ran.code, ran.err) == (0, "")
    assert "1 afirmación nueva" in ran.out
    assert "turismo" in ran.out
    assert "No se escribió nada" in ran.out
    assert copied.text("data/evidence.csv") == before
    ran = priorizar("import", lleno, "--study", copied.path, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert len(copied.text("data/evidence.csv").splitlines()) == len(before.splitlines()) + 1
    (kept,) = (copied.path / "data").glob("evidence_*_1.csv")
    assert kept.read_text(encoding="utf-8") == before
    assert priorizar("check", "--study", copied.path).code == 0
    assert "No hay nada que cambiar" in priorizar("import", lleno, "--study", copied.path, "--yes").out


@pytest.mark.parametrize(("answer", "lines"), [(True, 1), (False, 0)])
def test_on_a_terminal_it_asks(priorizar, copied, lleno, monkeypatch, answer, lines):
    before = len(copied.text("data/evidence.csv").splitlines())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(module.typer, "confirm", lambda question: answer)
    priorizar("import", lleno, "--study", copied.path)
    assert len(copied.text("data/evidence.csv").splitlines()) == before + lines


def test_the_bundled_study_is_not_written(priorizar, lleno):
    ran = priorizar("import", lleno, "--yes")
    assert ran.code == 1
    assert "priorizar init" in ran.err


def test_problems_are_said_by_cell(priorizar, copied, lleno):
    book = openpyxl.load_workbook(lleno)
    book["Evidencia por llenar"]["D8"].value = "turismos"
    book.save(lleno)
    ran = priorizar("import", lleno, "--study", copied.path, "--yes")
    assert ran.code == 1
    assert "plantilla.xlsx[Evidencia por llenar!D8]" in ran.err
    assert "turismo" in ran.err
