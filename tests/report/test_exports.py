"""Tables to be taken away."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from priorizar import PriorizarError, compare, rank, robustness
from priorizar.report.exports import DRAWS, TABLES, table
from priorizar.report.verify import verify

ANTA = "0803"


def rows_of(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode())))


def saved(tmp_path, study, name, form):
    found = table(name, study, study.scenario("base"), [])
    file = tmp_path / f"{name}.{form}"
    found.save(form, file)
    return file


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_written_in_every_form_with_its_manifest(study, name, language):
    found = table(name, study, study.scenario("base"), [ANTA], language)
    assert found.rows
    assert found.manifest["scenario"]["id"] == "base"
    assert found.manifest["illustrative_weights"] is True
    for form in found.forms:
        raw = found.written(form)
        if form == "json":
            assert json.loads(raw)["manifest"] == found.manifest
        if form == "csv":
            assert len(rows_of(raw)) == len(found.rows)
        if form == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True)
            assert len(book.sheetnames) == 2 + len(found.more)
            assert book.worksheets[0].max_row == len(found.rows) + 1


def test_the_rows_are_those_of_the_answers(study):
    base = study.scenario("base")
    assert table("ranking", study, base, []).rows == rank(study, base).rows()
    assert table("ranking", study, base, ["Anta"]).rows == rank(study, base).rows(group=ANTA)
    others = compare(study, [base, *(one for one in study.scenarios if one != "base")])
    assert table("comparison", study, base, []).rows == others.rows()
    drawn = robustness(study, base, provinces=[ANTA], draws=DRAWS)
    assert table("acceptability", study, base, [ANTA]).rows == drawn.acceptability()
    assert table("ledger", study, base, []).rows[0]["says"] == study.ledger[0].says.es


def test_what_nobody_knows_is_blank_in_the_matrix(study):
    base = study.scenario("base")
    matrix = rank(study, base).matrix
    rows = rows_of(table("matrix", study, base, []).written("csv"))
    blank = sum(row[one.id] == "" for row in rows for one in matrix.criteria)
    assert blank == (~matrix.known).sum() > 0


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "geojson", "parquet"])
def test_a_ranking_that_was_taken_away_can_be_made_again(study, tmp_path, form):
    found = verify(study, saved(tmp_path, study, "ranking", form))
    assert not found.differences
    assert found.compared == len(rank(study, "base").score)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_comparison_that_was_taken_away_can_be_made_again(study, tmp_path, form):
    found = verify(study, saved(tmp_path, study, "comparison", form))
    assert not found.differences
    assert found.compared == len(study.scenarios) * len(rank(study, "base").score)


def test_text_that_a_spreadsheet_would_run_is_harmless(copied, study):
    copied.replace("data/contradictions.csv", study.ledger[0].says.es, "=1+1")
    changed = copied.load()
    found = table("ledger", changed, changed.scenario("base"), [])
    assert found.rows[0]["says"] == "=1+1"
    assert rows_of(found.written("csv"))[0]["says"] == "'=1+1"
    book = openpyxl.load_workbook(io.BytesIO(found.written("xlsx")))
    cell = book.worksheets[0]["C2"]
    assert (cell.data_type, cell.value) == ("s", "'=1+1")


def test_a_province_nobody_knows_is_refused(study):
    with pytest.raises(PriorizarError):
        table("ranking", study, study.scenario("base"), ["Atlántida"])
