"""One table in every form, with the manifest of what it was made from."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pyarrow.parquet as pq
import pytest

from priorizar import rank
from priorizar.report.manifest import beside, for_sheet, manifest
from priorizar.report.reading import manifest_in
from priorizar.report.table import Table

ROWS = [{"id": "a", "parts": {"x": 1.5}, "of": ["p", "q"]}, {"id": "b", "parts": None, "of": []}]


def table(**more):
    plain = {"title": "Filas", "rows": ROWS, "manifest": {"seed": 3}, "language": "es"}
    return Table(**plain | more)


@pytest.fixture
def ranked(study):
    ranking = rank(study, "base")
    return table(rows=ranking.rows(group="0803"), manifest=manifest(study, ranking), study=study)


def test_it_knows_its_forms(ranked):
    assert table().forms == ("xlsx", "csv", "json")
    assert ranked.forms == ("xlsx", "csv", "json", "geojson", "parquet")
    with pytest.raises(ValueError, match="geojson"):
        table().written("geojson")


def test_json_is_rows_and_more_and_the_manifest():
    more = {"agreement": [{"a": 1}]}
    assert json.loads(table(more=more).written("json")) == {"rows": ROWS, **more, "manifest": {"seed": 3}}


def test_of_rankings_side_by_side_json_keeps_the_manifests_apart():
    content = json.loads(table(manifests=[{"seed": 1}, {"seed": 2}]).written("json"))
    assert content == {"rows": ROWS, "manifests": [{"seed": 1}, {"seed": 2}]}


@pytest.mark.parametrize(
    ("language", "sheets"),
    [("es", ["Filas", "Acuerdo", "Manifiesto"]), ("en", ["Filas", "Agreement", "Manifest"])],
)
def test_a_workbook_has_a_sheet_each(language, sheets):
    made = table(more={"agreement": [{"a": 1}]}, language=language)
    book = openpyxl.load_workbook(io.BytesIO(made.written("xlsx")))
    assert book.sheetnames == sheets
    head, *cells = book[sheets[-1]].iter_rows(values_only=True)
    assert [dict(zip(head, row, strict=True)) for row in cells] == for_sheet({"seed": 3})


def test_csv_has_its_manifest_beside_it(tmp_path):
    file = tmp_path / "filas.csv"
    table().save("csv", file)
    assert file.read_bytes() == table().written("csv")
    assert [row["id"] for row in csv.DictReader(io.StringIO(file.read_text()))] == ["a", "b"]
    assert json.loads(beside(file).read_bytes()) == {"seed": 3}


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "geojson", "parquet"])
def test_saved_it_is_read_back(ranked, tmp_path, form):
    file = tmp_path / f"clasificacion.{form}"
    ranked.save(form, file)
    assert manifest_in(file) == ranked.manifest
    assert len(list(tmp_path.iterdir())) == (2 if form == "csv" else 1)


def test_parquet_has_a_row_each(ranked):
    assert pq.read_table(io.BytesIO(ranked.written("parquet"))).num_rows == len(ranked.rows)
