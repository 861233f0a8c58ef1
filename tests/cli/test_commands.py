"""The other commands, and how the line itself is understood."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import openpyxl
import pytest

import priorizar as pz
from priorizar.reading.bundled import bundled_folder

COMMANDS = ["rank", "compare", "weights", "check", "init", "schema", "evidence", "ledger"]


class TestCompare:
    def test_shows_shifts_drivers_and_agreement(self, priorizar):
        ran = priorizar("compare", "base", "exportador", "-p", "Chumbivilcas")
        assert (ran.code, ran.err) == (0, "")
        assert "artesanía textil" in ran.out
        assert "▲2" in ran.out
        assert "Spearman 0.77" in ran.out
        assert "Abancay" not in ran.out

    def test_json_has_a_manifest_a_scenario(self, priorizar, study):
        out = json.loads(priorizar("compare", "base", "ahp", "identidad", "-f", "json").out)
        comparison = pz.compare(study, ["base", "ahp", "identidad"])
        assert out["rows"] == comparison.rows()
        assert out["agreement"] == comparison.agreement()
        assert [one["scenario"]["id"] for one in out["manifests"]] == ["base", "ahp", "identidad"]

    def test_goes_to_csv_xlsx_and_text(self, priorizar, tmp_path):
        for name in ("a.csv", "a.xlsx", "a.txt"):
            assert tuple(priorizar("compare", "base", "ahp", "-o", tmp_path / name)) == (0, "", "")
        assert "rank_base,score_base,rank_ahp" in (tmp_path / "a.csv").read_text(encoding="utf-8")
        assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == [
            "Comparación",
            "Acuerdo",
            "Manifiesto",
        ]
        assert "Spearman" in (tmp_path / "a.txt").read_text(encoding="utf-8")

    def test_by_wider_groups(self, priorizar):
        out = priorizar("compare", "base", "ahp", "--by", "department", "-c", "palta").out
        assert "\nApurímac" in out
        assert "Provincia" in out

    def test_one_scenario_is_refused(self, priorizar):
        ran = priorizar("compare", "base")
        assert ran.code == 1
        assert "al menos dos" in ran.err


class TestWeights:
    def test_of_a_scenario(self, priorizar):
        out = priorizar("weights", "exportador").out
        assert "Oferta exportable" in out
        assert "40.0%" in out
        assert "nadie" in out

    def test_of_comparisons_with_their_consistency(self, priorizar):
        out = priorizar("weights", "ahp").out.replace("\n", " ")
        assert "λmáx = 5.0426" in out
        assert "CR = 0.0095" in out
        assert "saaty_1980" in out

    def test_of_a_file_that_need_not_be_in_the_study(self, priorizar, tmp_path):
        file = tmp_path / "taller.yaml"
        file.write_text(
            "id: taller\nname: {es: Taller, en: Workshop}\nextends: base\nstated_by: La mesa\n"
            "weights: {procedure: equal, groups: {}}\n",
            encoding="utf-8",
        )
        ran = priorizar("weights", file)
        assert ran.code == 0
        assert "Taller" in ran.out
        assert "La mesa" in ran.out
        assert (
            "33.3%" in ran.out
        )  # viabilidad has one criterion, the other two groups share theirs between two

    def test_points_that_are_not_a_hundred_are_noted(self, priorizar, small):
        small.replace(
            "scenarios/base.yaml",
            "{procedure: equal}",
            "{procedure: points, values: {demanda: 5, puesto: 5, frenos: 0}}",
        )
        out = priorizar("weights", "base", "--study", small.path).out
        assert "10 y no 100" in out
        assert "0.0%" in out

    def test_a_broken_file_exits_1(self, priorizar, tmp_path):
        file = tmp_path / "taller.yaml"
        file.write_text("id: taller\n", encoding="utf-8")
        ran = priorizar("weights", file)
        assert ran.code == 1
        assert f"{file}:1: falta «name»" in ran.err.replace("\n", "")


class TestCheck:
    def test_a_good_study_exits_0(self, priorizar):
        ran = priorizar("check")
        assert (ran.code, ran.err) == (0, "")
        assert "28 provincias, 28 cadenas, 233 alternativas" in ran.out

    @pytest.mark.parametrize(("language", "why"), [("es", "quedaría sin leer"), ("en", "unread")])
    def test_every_problem_has_its_line_in_the_language(self, priorizar, copied, language, why):
        copied.append("data/evidence.csv", "Cuzco,,,palta,tradicion,9,,,judged,estudio,x")
        copied.replace("scenarios/base.yaml", "method: topsis", "metod: topsis")
        copied.replace("criteria/ficha_cadena.yaml", "direction: max", "direction: maximo")
        copied.append("data/competites.csv", "X,Cusco,Marte,palta,p,completed,A,1,1,1,,cuadro_13")
        ran = priorizar("check", "--study", copied.path, "--lang", language)
        assert (ran.code, ran.out) == (1, "")
        lines = ran.err.splitlines()
        assert all(line.count(" · ") >= 2 for line in lines[:-1])
        assert (
            f"criteria/ficha_cadena.yaml:{copied.line_of('criteria/ficha_cadena.yaml', 'maximo')}: "
            in ran.err
        )
        assert "Traceback" not in ran.err
        copied.replace("criteria/ficha_cadena.yaml", "direction: maximo", "direction: max")
        said = priorizar("check", "--study", copied.path, "--lang", language).err
        assert f"data/evidence.csv:{copied.line_of('data/evidence.csv', 'Cuzco')}: " in said
        assert f"scenarios/base.yaml:{copied.line_of('scenarios/base.yaml', 'metod:')}: " in said
        assert why in said


class TestInit:
    def test_a_copy_ranks_as_the_bundled_study(self, priorizar, tmp_path):
        ran = priorizar("init", tmp_path / "mío")
        assert (ran.code, ran.err) == (0, "")
        copy, original = (
            json.loads(priorizar("rank", "-f", "json", *more).out)
            for more in (["--study", tmp_path / "mío"], [])
        )
        assert copy["rows"] == original["rows"]
        assert copy["manifest"]["files"] == original["manifest"]["files"]

    def test_nothing_is_written_over(self, priorizar, tmp_path):
        (tmp_path / "nota.txt").write_text("mía")
        ran = priorizar("init", tmp_path)
        assert ran.code == 1
        assert "no está vacía" in ran.err
        assert [path.name for path in tmp_path.iterdir()] == ["nota.txt"]

    def test_an_empty_folder_will_do_and_missing_parents_are_made(self, priorizar, tmp_path):
        (tmp_path / "vacía").mkdir()
        for folder in (tmp_path / "vacía", tmp_path / "no" / "hay"):
            assert priorizar("init", folder).code == 0
            assert (folder / "data" / "evidence.csv").exists()

    def test_the_folder_one_stands_in_will_do(self, priorizar, tmp_path, monkeypatch):
        (tmp_path / "mío").mkdir()
        monkeypatch.chdir(tmp_path / "mío")
        before = os.stat(".").st_ino
        assert priorizar("init", ".").code == 0
        assert os.stat(".").st_ino == before
        assert sorted(os.listdir(".")) == ["criteria", "data", "people", "scenarios", "schemas"]

    def test_a_copy_that_fails_leaves_nothing(self, priorizar, tmp_path, monkeypatch):
        def full(*_, **__):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("shutil.copytree", full)
        assert priorizar("init", tmp_path / "mío").code == 1
        assert list(tmp_path.iterdir()) == []


class TestSchema:
    @pytest.mark.parametrize("form", ["criteria", "scenario"])
    def test_is_the_one_in_the_folder(self, priorizar, tmp_path, form):
        committed = (bundled_folder() / "schemas" / f"{form}.schema.json").read_text(encoding="utf-8")
        assert priorizar("schema", form).out == committed
        priorizar("schema", form, "-o", tmp_path / "x.json")
        assert (tmp_path / "x.json").read_text(encoding="utf-8") == committed


class TestEvidence:
    def test_quotes_the_source_of_each_cell(self, priorizar):
        out = priorizar("evidence", "-p", "La Convención", "-c", "cafe").out
        for said in (
            "café · La Convención",
            "do_cafe_huadquina",
            "inferido",
            "provincia",
            "sin evidencia",
            "2?",
        ):
            assert said in out

    def test_goes_to_json_csv_xlsx_and_text(self, priorizar, tmp_path, study):
        out = json.loads(priorizar("evidence", "-p", "Anta", "-f", "json").out)
        assert out["rows"] == [
            one for one in pz.cells(study, study.scenario("base")) if one["province"] == "Anta"
        ]
        table = priorizar("evidence", "-p", "Anta", "-c", "cafe", "-f", "csv").out
        assert "seccion_3_3: " in table
        assert "{" not in table
        for name in ("a.xlsx", "a.txt"):
            assert priorizar("evidence", "-p", "Anta", "-o", tmp_path / name).code == 0
        assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["Evidencia", "Manifiesto"]
        assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("fibra de camélidos · Anta")

    def test_nobody_to_show_is_said(self, priorizar):
        assert "No hay nada" in priorizar("evidence", "-p", "Caylloma", "-c", "palta").out


def test_the_ledger_shows_every_entry(priorizar, study):
    out = " ".join(priorizar("ledger").out.split())
    for entry in study.ledger:
        assert f"{entry.id} · {entry.place} Dice: {' '.join(entry.says.es.split())}" in out
        assert f"Se eligió: {' '.join(entry.chosen.es.split())}" in out
    assert "c16" in priorizar("ledger", "--lang", "en").out


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["rnak"], "¿quiso decir «rank»?"),
            (["xyz"], "elija uno de los 16 que hay, entre ellos: app, compare"),
            (["rank", "--tpo", "3"], "¿quiso decir «--top»?"),
            (["rank", "--top", "tres"], "--top"),
            (["rank", "--top", "0"], "--top"),
            (["rank", "--top"], "--top"),
            (["rank", "--by", "distrito"], "province, zone, department, all"),
            (["rank", "-f", "pdf"], "table, csv, json, xlsx"),
            (["rank", "base"], "sobran palabras"),
            (["compare"], "SCENARIO"),
            (["init"], "DIR"),
            (["schema", "datos"], "criteria, scenario"),
            (["rank", "--lang", "fr"], "--lang es o --lang en"),
            (["--lang"], "--lang es o --lang en"),
        ],
    )
    def test_an_error_exits_2_in_one_line_of_spanish(self, priorizar, arguments, said):
        ran = priorizar(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("Uso incorrecto: ")
        assert said in ran.err
        assert ran.err.count("\n") == 1

    def test_in_english_too(self, priorizar):
        ran = priorizar("rank", "--tpo", "3", "--lang", "en")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("Wrong usage: there is no option --tpo · did you mean “--top”?")

    @pytest.mark.parametrize(("language", "said"), [("es", "Ordena las cadenas"), ("en", "Ranks the")])
    def test_help_is_in_the_language(self, priorizar, language, said):
        ran = priorizar("--help", "--lang", language)
        assert (ran.code, ran.err) == (0, "")
        assert said.split()[0][:4] in ran.out
        assert all(f"\n  {name} " in ran.out for name in COMMANDS)

    def test_helps_differ_from_language_to_language(self, priorizar):
        for name in COMMANDS:
            spanish, english = (priorizar(name, "--help", "--lang", one).out for one in ("es", "en"))
            assert f"priorizar {name}" in spanish
            assert spanish != english

    def test_nothing_at_all_shows_the_help(self, priorizar):
        assert priorizar().out == priorizar("--help").out

    def test_the_version(self, priorizar):
        assert priorizar("--version").out.startswith("priorizar ")


class TestTheProcess:
    """What only a real process shows."""

    COMMAND = (sys.executable, "-c", "from priorizar.start import main; main()")

    def test_writes_accents_whatever_the_locale_and_no_colour_to_a_pipe(self):
        environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        command = [*self.COMMAND, "rank", "-p", "0809"]
        ran = subprocess.run(command, capture_output=True, env=environment)  # noqa: S603
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert "La Convención · Cusco · zona III" in ran.stdout.decode("utf-8")
        assert b"\x1b" not in ran.stdout

    def test_a_reader_who_has_had_enough_is_no_error(self):
        process = subprocess.Popen([*self.COMMAND, "rank"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
        process.stdout.close()
        said = process.stderr.read()
        process.stderr.close()
        assert (process.wait(timeout=60), said) == (0, b"")
