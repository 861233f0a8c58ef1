"""The page Descargas."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date

import numpy as np
import pytest

from priorizar import rank, read_scenario
from priorizar.app.pages.downloads import page as downloads
from priorizar.methods.wording import method_name
from priorizar.report.chart_exports import CHARTS
from priorizar.report.exports import TABLES
from priorizar.study.scenario import edited, points_of

ANTA = "0803"
MOVED = "puntos:60,10,10,10,10"
SHARES = [0.6, 0.1, 0.1, 0.1, 0.1]


@pytest.fixture
def offered(monkeypatch) -> dict[str, object]:
    """What the page offers, by the name of the file: bytes, or what gives them."""
    files: dict[str, object] = {}
    offer = downloads._offer

    def noting(place, label, build, name, about):
        files[name] = build
        offer(place, label, build, name, about)

    monkeypatch.setattr("priorizar.app.pages.downloads.page._offer", noting)
    return files


def ending(files, suffix: str) -> bytes:
    (build,) = [build for name, build in files.items() if name.endswith(suffix)]
    return build() if callable(build) else build


def test_it_opens_in_both_languages(open_page):
    for language, title in (("es", "Descargas"), ("en", "Downloads")):
        page = open_page("downloads", provincia=ANTA, idioma=language)
        assert not page.exception
        assert not page.error
        assert page.title[0].value == title
        assert len(page.header) == 4


def test_it_opens_on_every_scenario(open_page, study):
    for name in study.scenarios:
        page = open_page("downloads", provincia=ANTA, escenario=name)
        assert not page.exception
        assert not page.error
        said = page.caption[0].value
        assert ("ilustrativos" in said) == study.scenario(name).illustrative


def test_it_opens_on_every_method_that_may_be_picked(open_page):
    for method in ("vikor", "promethee2", "additive"):
        page = open_page("downloads", provincia=ANTA, metodo=method)
        assert not page.exception
        assert not page.error
        assert method_name(method, "es") in page.caption[0].value


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_offered_and_written(open_page, offered, name):
    page = open_page("downloads", provincia=ANTA)
    offered.clear()
    page.selectbox(key="downloads_table").select(name).run()
    assert not page.exception
    assert not page.error
    assert [name for name in offered if name.endswith(".xlsx")]
    assert ending(offered, ".csv")
    made = json.loads(ending(offered, ".csv.manifest.json"))
    assert made["scenario"]["id"] == "base"


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_shown_and_written(open_page, offered, name):
    page = open_page("downloads", provincia=ANTA)
    offered.clear()
    page.selectbox(key="downloads_chart").select(name).run()
    assert not page.exception
    assert not page.error
    assert ending(offered, ".png").startswith(b"\x89PNG")
    assert ending(offered, ".svg").startswith(b"<svg")


def test_nothing_is_written_until_it_is_clicked(open_page, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError

    for writer in ("to_csv", "to_xlsx", "to_parquet"):
        monkeypatch.setattr(f"priorizar.report.table.{writer}", refuse)
    monkeypatch.setattr("priorizar.report.chart_exports.to_png", refuse)
    page = open_page("downloads", provincia=ANTA)
    assert not page.exception
    assert not page.error


class TestWhere:
    def test_is_the_province_or_the_whole_study(self, open_page, offered, study):
        page = open_page("downloads", provincia=ANTA)
        assert _rows(offered, "clasificacion_anta_base") == rank(study, "base").rows(group=ANTA)
        page.radio(key="downloads_scope").set_value("all").run()
        assert _rows(offered, "clasificacion_todo_base") == rank(study, "base").rows()


def _rows(files, start: str):
    (build,) = [
        build
        for name, build in files.items()
        if name.startswith(start) and name.endswith(".json") and ".csv." not in name
    ]
    return json.loads(build())["rows"]


def test_on_a_wall_rows_are_counted_and_not_shown(open_page):
    rows = "8 filas; se muestran 5, con los encabezados que lleva el archivo."
    assert rows in [one.value for one in open_page("downloads", provincia=ANTA).caption]
    captions = [one.value for one in open_page("downloads", provincia=ANTA, proyector="si").caption]
    assert rows not in captions
    assert "8 filas." in captions


def test_names_of_files_are_plain(open_page, offered):
    open_page("downloads", provincia="0401", pesos=MOVED, metodo="vikor")
    assert len(offered) > 8
    for name in offered:
        assert re.fullmatch(r"[a-z0-9_-]+(\.[a-z]+)+", name), name
    today = date.today().isoformat()
    assert f"clasificacion_arequipa_base-con-cambios_vikor_{today}.csv" in offered


class TestWeightsThatWereMoved:
    def test_are_those_of_the_files(self, open_page, offered, study):
        open_page("downloads", provincia=ANTA, pesos=MOVED)
        criteria = [one.id for one in study.criteria_sets[study.scenario("base").criteria].leaf_criteria]
        moved = edited(study.scenario("base"), weights=points_of(criteria, SHARES))
        assert _rows(offered, "clasificacion") == rank(study, moved).rows(group=ANTA)

    def test_are_those_of_the_scenario(self, open_page, offered, study, tmp_path):
        open_page("downloads", provincia=ANTA, pesos=MOVED)
        file = tmp_path / "x.yaml"
        file.write_bytes(ending(offered, ".yaml"))
        saved = read_scenario(study, file)
        np.testing.assert_allclose(rank(study, saved).weights.values, SHARES, atol=1e-9)
        assert saved.id == "base_con_cambios"

    def test_go_out_under_a_name_of_their_own(self, open_page, offered, study):
        open_page("downloads", provincia=ANTA, pesos=MOVED)
        made = json.loads(ending(offered, ".csv.manifest.json"))["scenario"]
        assert made["id"] == "base_con_cambios"
        assert made["name"] == {"es": "Base, con cambios", "en": "Base, with changes"}

    def test_are_compared_with_those_of_the_file(self, open_page, offered):
        page = open_page("downloads", provincia=ANTA, pesos=MOVED)
        page.selectbox(key="downloads_table").select("comparison").run()
        assert "rank_base" in _rows(offered, "comparacion")[0]


def test_the_scenario_that_nobody_moved_is_the_file_of_the_study(open_page, offered, study):
    open_page("downloads", provincia=ANTA, escenario="exportador")
    assert offered["exportador.yaml"] == (study.folder / "scenarios" / "exportador.yaml").read_bytes()


class TestReports:
    @pytest.mark.parametrize(
        ("form", "suffix", "start"),
        [
            ("pdf", ".pdf", b"%PDF"),
            ("docx", ".docx", b"PK"),
            ("acta", ".docx", b"PK"),
            ("xlsx", ".xlsx", b"PK"),
        ],
    )
    def test_are_prepared_and_then_offered(self, open_page, offered, form, suffix, start):
        page = open_page("downloads", provincia=ANTA)
        page.radio(key="downloads_form").set_value(form).run()
        offered.clear()
        _press(page, "Preparar")
        (name,) = [one for one in offered if one.startswith(("informe", "acta", "libro"))]
        assert name.endswith(f"_anta_base_{date.today().isoformat()}{suffix}")
        assert offered[name].startswith(start)
        assert "Detener" not in [one.label for one in page.button]

    def test_the_workbook_has_live_formulas(self, open_page, offered):
        page = open_page("downloads", provincia=ANTA)
        page.radio(key="downloads_form").set_value("xlsx").run()
        _press(page, "Preparar")
        (content,) = [content for name, content in offered.items() if name.startswith("libro")]
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            assert b"<f>" in book.read("xl/worksheets/sheet1.xml")

    def test_one_that_fails_says_why(self, open_page, offered, monkeypatch):
        def missing(*args, **kwargs):
            raise ModuleNotFoundError(name="typst")

        monkeypatch.setattr("priorizar.report.pdf.to_pdf", missing)
        page = open_page("downloads", provincia=ANTA)
        _press(page, "Preparar")
        assert "typst" in page.error[0].value
        assert not [one for one in offered if one.startswith("informe")]


def _press(page, label: str) -> None:
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception


class TestWhatIsNotInstalled:
    def test_leaves_the_pictures_out_and_says_how_to_have_them(self, open_page, offered, monkeypatch):
        monkeypatch.setattr("priorizar.report.chart_exports.can_draw", lambda: False)
        page = open_page("downloads", provincia=ANTA)
        assert not page.error
        assert "pip install" in page.info[0].value
        assert not [name for name in offered if name.endswith((".png", ".svg"))]

    def test_leaves_parquet_out_and_says_how_to_have_it(self, open_page, offered, monkeypatch):
        monkeypatch.setattr(downloads, "find_spec", lambda name: None)
        page = open_page("downloads", provincia=ANTA)
        assert any("pip install" in one.value for one in page.caption)
        assert not [name for name in offered if name.endswith(".parquet")]


def test_a_province_without_coordinates_has_no_map_and_the_page_says_so(open_page, offered, copied):
    rows = copied.text("data/territory.csv").splitlines()
    at = next(n for n, row in enumerate(rows) if ",Anta," in f",{row},")
    heads, cells = rows[0].split(","), rows[at].split(",")
    for name in ("latitude", "longitude"):
        cells[heads.index(name)] = ""
    copied.write(
        "data/territory.csv", ("\n".join([*rows[:at], ",".join(cells), *rows[at + 1 :]]) + "\n").encode()
    )
    page = open_page("downloads", study=copied.path, provincia=ANTA)
    assert not page.exception
    assert any("coordenadas" in one.value for one in page.caption)
    assert not [name for name in offered if name.endswith(".geojson")]
    assert [name for name in offered if name.endswith(".csv")]
