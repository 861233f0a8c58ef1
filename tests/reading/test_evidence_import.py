"""Evidence filled in elsewhere: read with every problem by its cell, and taken in whole or not at all."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import priorizar as pz
from packages import packed
from priorizar import PriorizarError
from priorizar.errors import describe, in_parts
from priorizar.files.csv_source import MAX_BYTES
from priorizar.questions.moves import moves
from priorizar.reading import evidence_import as module
from priorizar.reading.evidence_form import Sent
from priorizar.reading.evidence_import import plan_import, write_import
from priorizar.report.evidence_form import evidence_form
from priorizar.study.model import Place
from refusals import problems_of

HEADS = "department,zone,province,chain,criterion,value,low,high,basis,source,quote"
DAY = date(2026, 3, 1)


def filled(study, tmp_path, rows, sources=(), language="es"):
    """Fill in the template as a planner would: rows by head, from the first line below it."""
    book = openpyxl.load_workbook(io.BytesIO(evidence_form(study, language)))
    sheet, cited = book.worksheets[1], book.worksheets[2]
    heads = {cell.value: cell.column for cell in sheet[7]}
    for line, row in enumerate(rows, 8):
        for head, value in row.items():
            sheet.cell(line, heads[head]).value = value
    for line, row in enumerate(sources, cited.max_row + 1):
        for at, value in enumerate(row, 1):
            cited.cell(line, at).value = value
    book.save(tmp_path / "lleno.xlsx")
    return tmp_path / "lleno.xlsx"


def written(tmp_path, *lines):
    file = tmp_path / "evidencia.csv"
    file.write_text("\n".join([HEADS, *lines]) + "\n", encoding="utf-8")
    return file


def problems(study, file) -> list[tuple[str, str]]:
    return [(one.place, one.key) for one in problems_of(plan_import, study, file)]


def moved(planned):
    return moves(pz.rank(planned.study), pz.rank(planned.after))


PAPA = {
    "Departamento": "Sur",
    "Provincia": "costa",
    "Cadena": "papa",
    "Criterio": "Puesto",
    "Valor": 3,
    "Mínimo": 2,
    "Máximo": "4",
    "Base": "medido",
    "Fuente": "informe",
    "Cita": "tercer lugar",
}


@pytest.fixture(scope="module")
def template(study, tmp_path_factory):
    """The study, its template, nothing filled in, and a file to write it to."""
    return study, evidence_form(study), tmp_path_factory.mktemp("damaged") / "a.xlsx"


class TestTheTemplate:
    def test_offers_what_the_study_knows(self, study):
        book = openpyxl.load_workbook(io.BytesIO(evidence_form(study)))
        assert book.sheetnames == [
            *("Instrucciones", "Evidencia por llenar", "Fuentes", "Criterios y niveles", "Listas")
        ]
        sheet = book["Evidencia por llenar"]
        rules = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
        assert set(rules) == set("ABCDEFGHIJ")
        lists = book["Listas"]
        offered = {name: [cell.value for cell in lists[name] if cell.value] for name in "ABCDEI"}
        assert offered["C"] == [one.name for one in study.provinces.values()]
        assert set(offered["D"]) == {one.name.es for one in study.chains.values()}
        assert "Tradición" in offered["E"]
        assert offered["I"] == ["medido", "reportado", "inferido", "juzgado"]
        assert rules["C"].endswith(f"$C$1:$C${len(offered['C'])}")

    def test_defines_every_level(self, study):
        sheet = openpyxl.load_workbook(io.BytesIO(evidence_form(study)))["Criterios y niveles"]
        shown = {(row[0], row[2], row[3]) for row in sheet.iter_rows(min_row=8, values_only=True)}
        for chosen in study.criteria_sets.values():
            for one in chosen.leaf_criteria:
                for level in getattr(one.scale, "levels", ()):
                    assert (one.name.es, level.value, level.name.es) in shown

    def test_has_its_instructions_in_both_languages(self, study):
        for language, said in (("es", "una afirmación por fila"), ("en", "one statement a row")):
            sheet = openpyxl.load_workbook(io.BytesIO(evidence_form(study, language))).worksheets[0]
            assert said in sheet["B8"].value

    def test_comes_back_empty_as_a_sentence(self, study, tmp_path):
        assert problems(study, filled(study, tmp_path, [])) == [("lleno.xlsx", "export.nothing_filled")]


class TestReading:
    def test_what_was_chosen_from_the_lists_is_understood(self, study, tmp_path):
        row = {
            "Provincia": "Anta",
            "Cadena": "café",
            "Criterio": "Oferta exportable",
            "Valor": "3 · Demanda actual",
            "Mínimo": "Demanda potencial",
            "Máximo": 3.5,
            "Base": "juzgado",
            "Fuente": "taller",
            "Cita": "=no es fórmula".replace("=", ""),
        }
        planned = plan_import(study, filled(study, tmp_path, [row], [("taller", "Un taller")]))
        (new,) = [one for one in planned.after.evidence if one not in study.evidence]
        assert new.place == Place("Cusco", "III", "0803")
        assert (new.chain, new.criterion, new.basis, new.source) == (
            *("cafe", "oferta_exportable", "judged", "taller"),
        )
        assert (new.value, new.low, new.high) == (3, 2, 3.5)
        assert planned.sources == ("taller",)
        assert planned.after.sources["taller"].title == "Un taller"

    def test_english_templates_are_read_too(self, study, tmp_path):
        row = {
            "Chain": "coffee",
            "Criterion": "Tradition",
            "Value": 2,
            "Basis": "judged",
            "Source": "estudio",
        }
        planned = plan_import(study, filled(study, tmp_path, [row], language="en"))
        assert planned.added == 1

    def test_every_problem_has_its_cell(self, small, tmp_path):
        rows = [
            PAPA | {"Cadena": "papas"},
            PAPA | {"Criterio": "clima", "Provincia": "Narnia"},
            PAPA | {"Valor": 26, "Máximo": None},
            PAPA | {"Valor": "=1+1"},
            PAPA | {"Fuente": "nadie", "Base": "cierto"},
            PAPA | {"Fuente": None, "Base": None, "Cadena": None},
            PAPA | {"Valor": 4, "Mínimo": 5, "Máximo": 3},
            PAPA | {"Valor": None, "Mínimo": None},
            PAPA | {"Valor": True},
            PAPA | {"Valor": "1,234"},
        ]
        file = filled(small.load(), tmp_path, rows, [("otra", None), ("otra", "Dos veces")])
        found = problems(small.load(), file)
        at = "lleno.xlsx[Evidencia por llenar!{}]".format
        assert set(found) == {
            (at("D8"), "study.unknown_chain"),
            (at("E9"), "study.unknown_criterion"),
            (at("C9"), "study.unknown_province"),
            (at("F10"), "study.outside_scale"),
            (at("F11"), "export.cell_formula"),
            (at("J12"), "study.unknown_source"),
            (at("I12"), "study.not_one_of"),
            (at("J13"), "study.missing_cell"),
            (at("I13"), "study.missing_cell"),
            (at("D13"), "study.missing_cell"),
            (at("F14"), "study.interval_order"),
            (at("F15"), "study.no_value"),
            (at("F16"), "people.cell_yes_no"),
            (at("F17"), "study.not_a_number"),
            ("lleno.xlsx[Fuentes!B9]", "study.missing_cell"),
            ("lleno.xlsx[Fuentes!A10]", "study.id_twice"),
        }
        assert len(found) == len(set(found))

    def test_problems_of_a_csv_have_its_line(self, small, tmp_path):
        file = written(
            tmp_path, ",,,papas,demanda,3,,,judged,informe,", ",,,papa,demanda,9,,,judged,informe,"
        )
        assert problems(small.load(), file) == [
            ("evidencia.csv:2", "study.unknown_chain"),
            ("evidencia.csv:3", "study.outside_scale"),
        ]

    def test_the_same_statement_twice_is_a_problem(self, small, tmp_path):
        line = ",,,papa,demanda,2,,,judged,informe,otra"
        assert problems(small.load(), written(tmp_path, line, line)) == [
            ("evidencia.csv:3", "study.statement_twice")
        ]

    def test_columns_are_checked(self, small, tmp_path):
        file = tmp_path / "a.csv"
        file.write_text("cadena,criterio,valor,color,nota mía\npapa,demanda,3,rojo,x\n", encoding="utf-8")
        found = problems(small.load(), file)
        assert ("a.csv:1", "study.missing_column") in found
        assert [key for _, key in found].count("study.unknown_column") == 1

    def test_what_is_no_table_of_evidence_is_refused(self, small, tmp_path):
        file = tmp_path / "a.csv"
        file.write_text("a,b\n1,2\n", encoding="utf-8")
        assert problems(small.load(), file) == [("a.csv", "export.no_evidence_sheet")]

    @pytest.mark.parametrize(
        ("name", "content", "key"),
        [
            ("xl/vbaProject.bin", b"x", "people.macros"),
            ("xl/media/a.bin", bytes(21_000_000), "study.unpacks_too_large"),
        ],
    )
    def test_macros_and_bombs_are_refused(self, small, tmp_path, name, content, key):
        file = filled(small.load(), tmp_path, [PAPA])
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr(name, content)
        assert problems(small.load(), file) == [("lleno.xlsx", key)]

    @given(st.lists(st.tuples(st.integers(0, 39_999), st.integers(0, 255)), min_size=1, max_size=40))
    @settings(max_examples=25, deadline=None)
    def test_a_damaged_workbook_is_a_sentence(self, template, bytes_changed):
        study, content, file = template
        raw = bytearray(content)
        for at, byte in bytes_changed:
            raw[at % len(raw)] = byte
        file.write_bytes(bytes(raw))
        with pytest.raises(PriorizarError):
            plan_import(study, file)

    def test_what_is_too_large_is_not_read(self, small, tmp_path):
        file = tmp_path / "a.csv"
        with file.open("wb") as opened:
            opened.truncate(MAX_BYTES + 1)
        assert problems(small.load(), file) == [("a.csv", "study.too_large")]


class TestAFileThatWasSent:
    def test_is_read_as_the_one_on_disk(self, small, tmp_path):
        study = small.load()
        file = filled(study, tmp_path, [PAPA])
        sent = plan_import(study, Sent("lleno.xlsx", file.read_bytes()))
        assert sent.after.evidence == plan_import(study, file).after.evidence
        assert sent.files == plan_import(study, file).files

    def test_is_what_its_content_is_whatever_it_is_called(self, small, tmp_path):
        study = small.load()
        book = filled(study, tmp_path, [PAPA]).read_bytes()
        table = written(tmp_path, ",,,papa,demanda,1,,,judged,informe,x").read_bytes()
        assert plan_import(study, Sent("a.csv", book)).added == 1
        assert plan_import(study, Sent("a.xlsx", table)).replaced == 1

    def test_has_its_problems_by_cell(self, small, tmp_path):
        study = small.load()
        book = filled(study, tmp_path, [PAPA | {"Cadena": "papas"}]).read_bytes()
        found = problems_of(plan_import, study, Sent("lleno.xlsx", book))
        (said,) = [in_parts(one) for one in found]
        assert (said["file"], said["sheet"], said["cell"]) == ("lleno.xlsx", "Evidencia por llenar", "D8")
        assert "papas" in said["what"]

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\y.csv", "y.csv"),
            ("a\n\x1b[31m.csv", "a[31m.csv"),
            ("a" * 300, "a" * 100),
        ],
    )
    def test_is_called_by_the_last_part_of_its_name(self, small, name, shown):
        found = problems_of(plan_import, small.load(), Sent(name, b"a,b\n1,2\n"))
        assert found[0].file == shown

    @pytest.mark.parametrize(
        ("content", "key"),
        [
            (b"", "export.no_evidence_sheet"),
            (b"\x89PNG\r\n\x1a\n\0\0", "study.not_text"),
            (b"%PDF-1.7\n%\xe2\xe3\n", "export.no_evidence_sheet"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "people.old_or_locked"),
            (b"PK\3\4 not a zip", "people.not_a_workbook"),
            (packed({"word/document.xml": b"<w/>"}), "people.not_a_workbook"),
            (packed({"xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"x"}), "people.macros"),
            (packed({"xl/workbook.xml": b"<w/>", "x.xml": bytes(30_000_000)}), "study.unpacks_too_large"),
            (packed({"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><w/>"}), "study.declares_entities"),
            (b"PK" + bytes(5_000_000), "study.too_large"),
            (b"a" * 5_000_001, "study.too_large"),
            (b"," * 400_000, "people.sheet_too_large"),
            (b"chain,criterion\n" + b"papa,x\n" * 10_001, "study.too_many_rows"),
            (b"<html><script>alert(1)</script></html>", "export.no_evidence_sheet"),
        ],
    )
    def test_that_is_no_evidence_is_one_sentence(self, small, content, key):
        with pytest.raises(PriorizarError) as caught:
            plan_import(small.load(), Sent("libro.xlsm", content))
        assert [(one.key, one.file) for one in caught.value.problems] == [(key, "libro.xlsm")]
        assert str(caught.value).startswith("libro.xlsm: ")


class TestPlanning:
    def test_says_what_becomes_of_each_statement(self, small, tmp_path):
        planned = plan_import(
            small.load(),
            written(
                tmp_path,
                ",,,papa,demanda,3,2,4,reported,informe,la papa se vende",
                ",,,lana,demanda,2,1,3,reported,informe,algo más",
                ",,Alta,papa,frenos,1,,,judged,informe,pocos",
            ),
        )
        assert [
            (one["change"], one["province"], one["chain_name"], one["values_before"], one["value"])
            for one in planned.rows()
        ] == [
            ("same", "", "papa", [], 3),
            ("replaced", "", "lana fina", [1], 2),
            ("added", "Alta", "papa", [], 1),
        ]
        assert planned.rows("en")[1]["chain_name"] == "fine wool"
        assert planned.rows("en")[2]["criterion_name"] == "Obstacles"
        assert (planned.added, planned.replaced, planned.same) == (1, 1, 1)

    def test_one_after_another_in_memory_keeps_both(self, small, tmp_path):
        study = small.load()
        first = plan_import(study, written(tmp_path, ",,Alta,papa,frenos,1,,,judged,informe,pocos")).after
        second = plan_import(first, written(tmp_path, ",,Baja,papa,frenos,2,,,judged,informe,algunos"))
        assert len(second.after.evidence) == len(study.evidence) + 2
        assert second.added == 1
        # One that takes the place of what was taken in before, which no file says.
        third = plan_import(first, written(tmp_path, ",,Alta,papa,frenos,3,,,judged,informe,muchos"))
        assert (third.replaced, third.rows()[0]["values_before"]) == (1, [1])
        for planned in (second, third):
            before = small.text("data/evidence.csv")
            found = problems_of(write_import, planned, DAY)
            assert found[0].key == "study.unwritten_evidence"
            assert small.text("data/evidence.csv") == before

    def test_nothing_is_written(self, small, tmp_path):
        before = {path: path.read_bytes() for path in small.path.rglob("*") if path.is_file()}
        planned = plan_import(small.load(), filled(small.load(), tmp_path, [PAPA]))
        assert (planned.added, planned.replaced, planned.same) == (1, 0, 0)
        assert {path: path.read_bytes() for path in small.path.rglob("*") if path.is_file()} == before

    def test_the_preview_is_the_ranking_that_comes_of_it(self, small, tmp_path):
        study = small.load()
        line = ",,Alta,lana,demanda,4,4,4,measured,informe,mucha"
        planned = plan_import(study, written(tmp_path, line))
        before = {(one["province"], one["chain"]): one for one in pz.rank(study).rows()}
        write_import(planned, DAY)
        after = {(one["province"], one["chain"]): one for one in pz.rank(small.load()).rows()}
        names = {"lana": "lana fina", "papa": "papa"}
        changed = {
            (place, names[chain]): (before[place, chain]["rank"], one["rank"], one["score"])
            for (place, chain), one in after.items()
            if (one["rank"], one["score"]) != (before[place, chain]["rank"], before[place, chain]["score"])
        }
        assert {
            (planned.after.provinces[one["ubigeo"]].name, names[one["chain"]]): (
                one["rank_before"],
                one["rank_after"],
                one["score_after"],
            )
            for one in moved(planned)
        } == changed
        assert ("Alta", "lana fina") in changed

    def test_the_same_source_on_the_same_thing_takes_the_place_of_what_it_said(self, small, tmp_path):
        planned = plan_import(
            small.load(), written(tmp_path, ",,,papa,demanda,1,1,1,reported,informe,ya no se vende")
        )
        assert (planned.added, planned.replaced, planned.same) == (0, 1, 0)
        write_import(planned, DAY)
        said = [
            one.quote for one in small.load().evidence if (one.chain, one.criterion) == ("papa", "demanda")
        ]
        assert said == ["ya no se vende"]

    def test_what_is_there_already_changes_nothing(self, small, tmp_path):
        line = ",,,papa,demanda,3,2,4,reported,informe,la papa se vende"
        planned = plan_import(small.load(), written(tmp_path, line))
        assert (planned.added, planned.replaced, planned.same) == (0, 0, 1)
        assert planned.files == {}
        assert moved(planned) == []


class TestWriting:
    def test_the_old_file_is_kept_and_the_rest_stays_as_it_was(self, small, tmp_path):
        small.replace("data/evidence.csv", "quote\n", "quote,nota\n")
        old = small.text("data/evidence.csv")
        file = filled(small.load(), tmp_path, [PAPA | {"Fuente": "taller"}], [("taller", "Taller, el 1.º")])
        copies = write_import(plan_import(small.load(), file), DAY)
        assert sorted(copy.name for copy in copies) == [
            "evidence_2026-03-01_1.csv",
            "sources_2026-03-01_1.csv",
        ]
        assert small.text("data/evidence_2026-03-01_1.csv") == old
        lines = small.text("data/evidence.csv").splitlines()
        assert lines[:-1] == old.splitlines()
        assert lines[-1] == "Sur,,Costa,papa,puesto,3,2,4,measured,taller,tercer lugar,"
        assert small.load().sources["taller"].title == "Taller, el 1.º"
        again = write_import(
            plan_import(small.load(), written(tmp_path, ",,,papa,frenos,1,,,judged,taller,x")), DAY
        )
        assert [copy.name for copy in again] == ["evidence_2026-03-01_2.csv"]

    def test_text_full_of_markup_stays_text(self, small, tmp_path):
        quote = "<b>«sí», \"no\"</b> {{ x }} #$* 'y'"
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(
            ["", "", "", "papa", "frenos", 1, "", "", "judged", "informe", quote]
        )
        write_import(plan_import(small.load(), written(tmp_path, line.getvalue())), DAY)
        assert small.load().evidence[-1].quote == quote

    def test_the_bundled_study_is_not_touched(self, study, tmp_path):
        planned = plan_import(study, written(tmp_path, ",,,cafe,tradicion,2,,,judged,estudio,x"))
        found = problems_of(write_import, planned)
        assert found[0].key == "export.import_bundled"

    def test_what_somebody_else_wrote_meanwhile_is_not_lost(self, small, tmp_path):
        planned = plan_import(small.load(), written(tmp_path, ",,,papa,frenos,1,,,judged,informe,x"))
        small.append("data/evidence.csv", ",,,lana,frenos,2,,,judged,informe,otro")
        found = problems_of(write_import, planned)
        assert found[0].key == "export.changed_meanwhile"
        assert len(list((small.path / "data").glob("evidence*"))) == 1

    def test_if_one_file_cannot_be_written_neither_changes(self, small, tmp_path, monkeypatch):
        file = filled(small.load(), tmp_path, [PAPA | {"Fuente": "taller"}], [("taller", "Taller")])
        planned = plan_import(small.load(), file)
        before = {name: small.text(name) for name in ("data/evidence.csv", "data/sources.csv")}
        real = module.write_whole

        def full(path, content, **given):
            if path.name == "evidence.csv":
                raise PriorizarError(pz.Problem("study.cannot_write", {"file": path.name, "said": "lleno"}))
            real(path, content, **given)

        monkeypatch.setattr(module, "write_whole", full)
        with pytest.raises(PriorizarError):
            write_import(planned, DAY)
        assert {name: small.text(name) for name in before} == before


class TestWhatItSays:
    """Problems speak of the sheet as the sheet does."""

    def said(self, study, file, language="es") -> dict[str, str]:
        with pytest.raises(PriorizarError) as caught:
            plan_import(study, file)
        return {one.cell or f"line {one.line}": describe(one, language) for one in caught.value.problems}

    def test_in_the_heads_and_words_of_a_spanish_sheet(self, small, tmp_path):
        study = small.load()
        rows = [
            PAPA | {"Valor": None, "Mínimo": None, "Máximo": None},
            PAPA | {"Valor": "2-3"},
            PAPA | {"Base": "creo"},
            PAPA | {"Base": None},
            PAPA | {"Criterio": "Demanda", "Valor": "muy alta", "Mínimo": None, "Máximo": None},
        ]
        said = self.said(study, filled(study, tmp_path, rows))
        sheet = "Evidencia por llenar"
        assert "escriba «Valor», o «Mínimo» y «Máximo»" in said[f"{sheet}!F8"]
        assert "ponga 2 en «Mínimo» y 3 en «Máximo»" in said[f"{sheet}!F9"]
        assert "en «Base»" in said[f"{sheet}!I10"]
        assert "elija entre: inferido, juzgado, medido, reportado" in said[f"{sheet}!I10"]
        assert "columna «Base»" in said[f"{sheet}!I11"]
        assert "elija entre: 0 · Nada, 4 · Toda" in said[f"{sheet}!F12"]

    def test_in_those_of_an_english_one(self, small, tmp_path):
        study = small.load()
        row = {"Chain": "papa", "Criterion": "Demand", "Value": "huge", "Basis": "guess", "Source": "informe"}
        said = self.said(study, filled(study, tmp_path, [row], language="en"), "en")
        assert "choose one of: inferred, judged, measured, reported" in said["Evidence to fill in!I8"]
        assert "“Value”" in said["Evidence to fill in!F8"]
        assert "0 · None at all" in said["Evidence to fill in!F8"]

    def test_in_those_of_a_csv_file(self, small, tmp_path):
        file = tmp_path / "a.csv"
        file.write_text("Cadena;Criterio;Valor;Mínimo;Máximo;Base;Fuente\npapa;demanda;;2;;juzgado;informe\n")
        heads = ("department", "zone", "province", "quote")
        with pytest.raises(PriorizarError) as caught:
            plan_import(small.load(), file)
        assert {one.values.get("column") for one in caught.value.problems} >= set(heads)
        file.write_text(
            "Departamento;Zona;Provincia;Cadena;Criterio;Valor;Mínimo;Máximo;Base;Fuente;Cita\n"
            ";;;papa;demanda;;2;;juzgado;informe;x\n"
        )
        assert "escriba «Valor», o «Mínimo» y «Máximo»" in self.said(small.load(), file)["line 2"]


def test_a_department_that_is_not_the_province_s_is_told_in_its_own_column(small, tmp_path):
    study = small.load()
    file = filled(study, tmp_path, [PAPA | {"Departamento": "Norte"}])
    assert problems(study, file) == [("lleno.xlsx[Evidencia por llenar!A8]", "study.other_department")]


def test_two_statements_of_one_source_on_one_cell_are_not_averaged(small, tmp_path):
    study = small.load()
    file = filled(study, tmp_path, [PAPA, PAPA | {"Valor": 4}, PAPA | {"Valor": 2, "Base": "juzgado"}])
    assert problems(study, file) == [("lleno.xlsx[Evidencia por llenar!F9]", "study.source_says_two")]


def test_what_no_ranking_uses_is_said_and_taken(small, tmp_path):
    small.replace("data/alternatives.csv", "Costa,papa,group\n", "")
    study = small.load()
    planned = plan_import(study, filled(study, tmp_path, [PAPA]))
    (note,) = planned.notes
    assert (note.key, note.cell) == ("study.unranked_evidence", "Evidencia por llenar!D8")
    assert "papa – Costa" in describe(note)
    assert planned.added == 1
    assert moved(planned) == []
