"""``priorizar rank``."""

from __future__ import annotations

import csv
import io
import json
import os

import openpyxl
import pyarrow.parquet
import pytest

import priorizar as pz


def rows_of(ran) -> list[dict]:
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)["rows"]


class TestTheTable:
    def test_has_a_block_a_province_with_its_accents(self, priorizar, study):
        ran = priorizar("rank")
        assert (ran.code, ran.err) == (0, "")
        for province in study.provinces.values():
            assert f"\n{province.name} · {province.department} · zona {province.zone}\n" in ran.out

    def test_says_variant_weights_and_that_they_are_nobodys(self, priorizar):
        head = priorizar("rank").out.splitlines()[:3]
        assert head[0] == "Base · TOPSIS (escala declarada)"
        assert "nadie" in head[1]
        assert "Exportación 20%" in head[2]

    def test_says_who_stated_the_weights(self, priorizar, small):
        small.append("scenarios/base.yaml", 'stated_by: "Taller de [Alta]"')
        out = priorizar("rank", "--study", small.path).out
        assert "Taller de [Alta]" in out
        assert "nadie" not in out

    def test_marks_ties_unknown_cells_and_disputed_chains(self, priorizar):
        out = priorizar("rank", "--province", "abancay").out
        assert " 3=  acuicultura " in out
        assert "0.091?" in out
        assert "agregados no metalizados *" in priorizar("rank", "--province", "Islay").out

    def test_has_no_colour_and_no_trailing_blanks_where_there_is_no_terminal(self, priorizar, monkeypatch):
        monkeypatch.setenv("FORCE_COLOR", "")
        out = priorizar("rank", "--scenario", "ahp").out
        assert "\x1b" not in out
        assert not [line for line in out.splitlines() if line != line.rstrip()]

    def test_columns_stay_in_place_from_block_to_block(self, priorizar):
        heads = {
            line for line in priorizar("rank").out.splitlines() if "Exportación  " in line and "%" not in line
        }
        assert len(heads) == 1

    def test_speaks_english_wherever_lang_stands(self, priorizar):
        out = priorizar("--lang", "en", "rank", "-p", "Anta").out
        assert "Illustrative weights" in out
        assert "Andean grains" in out
        assert priorizar("rank", "-p", "Anta", "--lang=en").out == out

    def test_names_what_is_not_ranked(self, priorizar, small):
        small.append("scenarios/base.yaml", "unknown: leave_out")
        small.replace(
            "scenarios/base.yaml",
            "{procedure: equal}",
            "{procedure: points, values: {demanda: 0, puesto: 1, frenos: 0}}",
        )
        assert "lana fina (Costa)" in priorizar("rank", "--study", small.path).out

    @pytest.mark.parametrize("by", ["zone", "department", "all"])
    def test_wider_groups_say_each_ones_province(self, priorizar, by):
        out = priorizar("rank", "--by", by, "--top", 3).out
        assert "Provincia" in out
        titles = {"zone": ["Zona I", "Zona II", "Zona III"], "department": ["Apurímac", "Arequipa", "Cusco"]}
        for title in titles.get(by, ["Todas las provincias juntas"]):
            assert f"\n{title}\n" in out

    def test_shows_methods_that_do_not_come_apart(self, priorizar):
        ran = priorizar("rank", "--method", "vikor", "-p", "Anta")
        assert ran.code == 0
        assert "VIKOR (v = 0.5)" in ran.out


class TestFilters:
    def test_by_province_name_or_code(self, priorizar):
        shown = rows_of(priorizar("rank", "-f", "json", "--province", "la convencion", "--province", "0301"))
        assert {one["province"] for one in shown} == {"La Convención", "Abancay"}

    def test_by_chain_under_any_of_its_names(self, priorizar):
        shown = rows_of(priorizar("rank", "-f", "json", "--chain", "coffee", "-c", "CACAO"))
        assert {one["chain"] for one in shown} == {"cafe", "cacao"}

    def test_filters_hide_and_never_rerank(self, priorizar, study):
        whole = pz.rank(study).rows()
        shown = rows_of(priorizar("rank", "-f", "json", "-p", "Anta", "-c", "cafe"))
        assert shown == [one for one in whole if (one["province"], one["chain"]) == ("Anta", "cafe")]
        assert shown[0]["rank"] == 3

    def test_top_keeps_ties(self, priorizar):
        shown = rows_of(priorizar("rank", "-f", "json", "-p", "Abancay", "--top", 3))
        assert [one["rank"] for one in shown] == [1, 2, 3, 3]

    def test_by_group_and_method(self, priorizar, study):
        shown = rows_of(
            priorizar("rank", "-f", "json", "--by", "department", "-m", "topsis:reference=observed")
        )
        ranking = pz.rank(study, by="department", method={"name": "topsis", "reference": "observed"})
        assert shown == ranking.rows()

    def test_method_options_may_be_numbers(self, priorizar):
        out = json.loads(priorizar("rank", "-f", "json", "-m", "vikor:v=0.25").out)
        assert out["manifest"]["method"] == {"name": "vikor", "options": {"v": 0.25}}

    def test_nothing_left_to_show_is_said(self, priorizar):
        ran = priorizar("rank", "-p", "Caylloma", "-c", "palta")
        assert ran.code == 0
        assert "No hay nada que mostrar" in ran.out


class TestFormats:
    def test_json_is_one_object_of_rows_and_manifest(self, priorizar, study):
        out = json.loads(priorizar("rank", "--format", "json").out)
        assert list(out) == ["rows", "manifest"]
        assert out["rows"] == pz.rank(study).rows()

    def test_the_same_inputs_give_the_same_bytes_but_for_the_time(self, priorizar):
        def without_time() -> str:
            written = json.loads(priorizar("rank", "-f", "json", "-s", "ahp").out)
            written["manifest"].pop("time")
            return json.dumps(written)

        assert without_time() == without_time()

    def test_csv_has_a_line_an_alternative(self, priorizar, study):
        ran = priorizar("rank", "--format", "csv")
        records = list(csv.DictReader(io.StringIO(ran.out)))
        assert len(records) == 233
        assert [one["chain"] for one in records] == [one["chain"] for one in pz.rank(study).rows()]
        first = pz.rank(study).rows()[0]
        assert float(records[0]["score"]) == first["score"]
        assert float(records[0]["contribution_tradicion"]) == first["contributions"]["tradicion"]

    def test_xlsx_opens_with_ranking_and_manifest(self, priorizar, tmp_path):
        ran = priorizar("rank", "--format", "xlsx", "--output", tmp_path / "a.xlsx")
        assert tuple(ran) == (0, "", "")
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        assert book.sheetnames == ["Clasificación", "Manifiesto"]
        assert book["Clasificación"].max_row == 234
        facts = dict(book["Manifiesto"].iter_rows(min_row=2, values_only=True))
        assert facts["method_name"] == "topsis"
        assert json.loads(facts["scenario_weights"]) == {"procedure": "equal"}

    def test_csv_has_its_manifest_in_a_file_beside_it(self, priorizar, tmp_path):
        assert tuple(priorizar("rank", "-o", tmp_path / "a.csv")) == (0, "", "")
        beside = json.loads((tmp_path / "a.csv.manifest.json").read_text(encoding="utf-8"))
        assert beside["scenario"]["id"] == "base"
        assert len(beside["scores"]) == 233
        priorizar("rank", "-f", "csv")
        assert len(list(tmp_path.iterdir())) == 2

    @pytest.mark.parametrize("by_name", [True, False])
    def test_parquet_has_the_same_columns_and_its_manifest(self, priorizar, tmp_path, by_name):
        asked = [] if by_name else ["-f", "parquet"]
        priorizar("rank", *asked, "-o", tmp_path / "a.parquet")
        table = pyarrow.parquet.read_table(tmp_path / "a.parquet")
        heads = next(csv.reader(io.StringIO(priorizar("rank", "-f", "csv").out)))
        assert table.column_names == heads
        assert json.loads(table.schema.metadata[b"priorizar_manifest"])["by"] == "province"

    def test_geojson_has_a_feature_an_alternative(self, priorizar, tmp_path):
        priorizar("rank", "-o", tmp_path / "a.geojson", "--top", 1, "-p", "Anta")
        found = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
        assert {one["properties"]["rank"] for one in found["features"]} == {1}
        assert found["manifest"]["scenario"]["id"] == "base"

    def test_xlsx_goes_through_a_pipe_and_not_to_a_terminal(self, priorizar, monkeypatch):
        assert priorizar("rank", "-f", "xlsx").out.startswith("PK")
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        ran = priorizar("rank", "-f", "xlsx")
        assert (ran.code, ran.out) == (1, "")
        assert "--output" in ran.err

    @pytest.mark.parametrize(
        ("name", "start"),
        [("a.csv", b"department,"), ("a.JSON", b"{"), ("a.xlsx", b"PK"), ("a.txt", b"Base"), ("a", b"Base")],
    )
    def test_the_name_of_the_file_says_the_form(self, priorizar, tmp_path, name, start):
        assert tuple(priorizar("rank", "-o", tmp_path / name)) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(start)

    def test_the_form_asked_for_goes_before_the_name(self, priorizar, tmp_path):
        priorizar("rank", "-f", "csv", "-o", tmp_path / "a.json")
        assert (tmp_path / "a.json").read_bytes().startswith(b"department,")

    def test_names_that_look_like_formulas_run_nothing(self, priorizar, small, tmp_path):
        small.replace("data/chains.csv", "papa,papa,", "papa,=cmd(),")
        table = priorizar("rank", "--study", small.path, "-f", "csv").out
        assert ",'=cmd()," in table
        priorizar("rank", "--study", small.path, "-o", tmp_path / "a.xlsx")
        page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
        cells = [cell for row in page.iter_rows() for cell in row if "cmd" in str(cell.value)]
        assert len(cells) == 3
        assert {cell.data_type for cell in cells} == {"s"}

    def test_markup_in_names_is_text(self, priorizar, small):
        small.replace("data/chains.csv", "papa,papa,", "papa,[red]papa[/red],")
        assert "[red]papa[/red]" in priorizar("rank", "--study", small.path).out


class TestOutput:
    def test_a_write_that_fails_leaves_the_old_file(self, priorizar, tmp_path, monkeypatch):
        file = tmp_path / "a.csv"
        file.write_text("viejo")

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        ran = priorizar("rank", "-f", "csv", "-o", file)
        assert ran.code == 1
        assert "No space left" in ran.err
        assert file.read_text() == "viejo"
        assert list(tmp_path.iterdir()) == [file]

    def test_a_folder_that_is_not_there_is_said(self, priorizar, tmp_path):
        ran = priorizar("rank", "-o", tmp_path / "no" / "a.csv")
        assert (ran.code, ran.out) == (1, "")
        assert "no se pudo escribir" in ran.err


class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["-s", "bse"], "¿quiso decir «base»?"),
            (["-p", "Chumbivilca"], "¿quiso decir «Chumbivilcas»?"),
            (["-c", "palltta"], "¿quiso decir «palta»?"),
            (["-m", "topsys"], "¿quiso decir «topsis»?"),
            (["-m", "topsis:referense=observed"], "¿quiso decir «reference»?"),
            (["-m", "topsis:reference"], "nombre=valor"),
            (["-m", "vikor:v=9"], "entre 0.0 y 1.0"),
            (["-s", "solo_documentado", "-m", "vikor"], "leave_out"),
            (["--study", "no/hay"], "no existe la carpeta no/hay"),
        ],
    )
    def test_a_problem_exits_1_and_shows_no_ranking(self, priorizar, arguments, said):
        ran = priorizar("rank", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err
        assert "Traceback" not in ran.err

    def test_every_unknown_name_is_reported(self, priorizar):
        ran = priorizar("rank", "-p", "Marte", "-p", "Venus")
        assert ran.code == 1
        assert "Marte" in ran.err
        assert "Venus" in ran.err
        assert "2 problemas" in ran.err


@pytest.mark.parametrize("command", [["rank"], ["compare", "base"], ["evidence"]])
def test_a_scenario_may_be_a_file_outside_the_study(priorizar, tmp_path, command):
    path = tmp_path / "mio.yaml"
    path.write_text(
        "id: mio\nname: {es: El mío, en: Mine}\nextends: base\nmethod: additive\n", encoding="utf-8"
    )
    file = [str(path)] if command[0] == "compare" else ["-s", str(path)]
    ran = priorizar(*command, *file, "-p", "Grau")
    assert ran.code == 0
    assert "cuyes" in ran.out
    assert command[0] == "evidence" or "El mío" in ran.out
