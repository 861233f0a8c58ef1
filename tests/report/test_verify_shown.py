"""Everything that a file shows is held against the file made again; what differs is named by its place."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest

from priorizar import PriorizarError
from priorizar.files.tables import to_json
from priorizar.questions.experiment import Experiment
from priorizar.report.answers import Inquiry
from priorizar.report.contents import contents
from priorizar.report.exports import QUESTIONS, TABLES, Request, table
from priorizar.report.make import SUFFIX, report
from priorizar.report.manifest import beside, code_of
from priorizar.report.reading import manifest_of
from priorizar.report.verify import Verification, verify

FORMS = ("pdf", "docx", "acta", "xlsx")
FEW = 20
ELSEWHERE = {"comparison", "ledger"}
"""Of these the small study has nothing: it has one scenario, and no contradictions."""
DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def made(small_study) -> Callable[[str], bytes]:
    """A report of the small study, made once in each form."""

    @cache
    def make(form: str, language: str = "es") -> bytes:
        return report(small_study, small_study.scenario("base"), form, draws=FEW, language=language)

    return make


@pytest.fixture
def verified(small_study, tmp_path) -> Callable[..., Verification]:
    """Verify a file of such content."""

    def look(content: bytes, name: str, **options) -> Verification:
        (tmp_path / name).write_bytes(content)
        return verify(small_study, tmp_path / name, **options)

    return look


def asked(study, what: str, **how):
    inquiry = Inquiry(experiment=Experiment(draws=FEW, workers=1))
    return table(study, study.scenario("base"), Request(what=what, inquiry=inquiry, **how))


def keys(problems) -> list[str]:
    return [one.key.removeprefix("export.verify_") for one in problems]


def places(problems) -> list[str]:
    return [one.values["place"] for one in problems]


def rezipped(raw: bytes, edit: Callable[[str, bytes], bytes | None]) -> bytes:
    """A package with its parts edited by name; a part of which None is left is taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = edit(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def said_otherwise(raw: bytes, part: str, old: str, new: str) -> bytes:
    def edit(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return rezipped(raw, edit)


def in_word(raw: bytes, write: Callable[[docx.document.Document], None]) -> bytes:
    document, out = docx.Document(io.BytesIO(raw)), io.BytesIO()
    write(document)
    document.save(out)
    return out.getvalue()


class TestWhatNobodyTouched:
    @pytest.mark.parametrize("language", ["es", "en"])
    @pytest.mark.parametrize("form", FORMS)
    def test_a_report_is_the_same_and_all_of_it_was_compared(self, made, verified, form, language):
        raw = made(form, language)
        found = verified(raw, f"a{SUFFIX[form]}")
        assert (found.differences, found.notes) == ((), ())
        assert found.compared["alternatives"] == 6
        shown = [one for one in contents(raw).pieces if one.kind == "text" and one.text]
        assert found.compared["texts"] == len(shown) > 50
        assert (found.compared["pictures"] > 0) == (form in ("pdf", "docx"))

    @pytest.mark.parametrize("what", sorted({*QUESTIONS, *TABLES} - ELSEWHERE))
    def test_a_table_is_the_same_in_every_form(self, small_study, verified, tmp_path, what):
        found = asked(small_study, what)
        assert found.rows
        for form in found.forms:
            if form == "geojson":
                continue  # the small study says nowhere where its provinces are
            file = tmp_path / f"a.{form}"
            found.save(form, file)
            told = verify(small_study, file)
            assert (told.differences, told.notes) == ((), ()), form
            assert told.compared["texts"] > 0

    def test_other_weights_and_what_varies_are_made_again_as_they_were(self, small_study, verified):
        base = small_study.scenario("base")
        raw = report(small_study, base, "docx", draws=FEW, seed=5, weights="within:0.1", vary="weights")
        assert verified(raw, "a.docx").differences == ()
        assert manifest_of(raw)["output"]["weights"] == "within:0.1"


class TestADocument:
    def test_a_changed_figure_is_named_by_its_table(self, made, verified):
        found = verified(said_otherwise(made("docx"), DOCUMENT, ">0.583<", ">0.983<"), "a.docx")
        assert keys(found.differences) == ["altered"]
        values = found.differences[0].values
        assert (values["was"], values["now"]) == ("0.583", "0.983")
        assert re.fullmatch(r"document · \d+\.2\.3", values["place"])

    def test_a_row_that_was_taken_out_and_a_line_that_was_put_in(self, made, verified):
        def change(document):
            rows = document.tables[0].rows
            rows[-1]._tr.getparent().remove(rows[-1]._tr)
            document.add_paragraph("Se aprobó por unanimidad.")

        found = verified(in_word(made("docx"), change), "a.docx")
        assert {"missing", "added"} <= set(keys(found.differences))
        said = [one.values["now"] for one in found.differences if one.key.endswith("added")]
        assert said == ["Se aprobó por unanimidad."]

    def test_a_replaced_picture_is_named_by_where_it_stands(self, made, verified):
        raw = made("docx")
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            first, other = sorted(name for name in package.namelist() if name.startswith("word/media/"))[:2]
            content = package.read(other)
        found = verified(rezipped(raw, lambda name, old: content if name == first else old), "a.docx")
        assert set(keys(found.differences)) == {"drawn"}
        assert all(one.startswith("document · ") for one in places(found.differences))

    def test_a_tracked_change_counts_as_what_it_leaves(self, made, verified):
        run = "<w:r><w:t>0.983</w:t></w:r>"
        tracked = said_otherwise(
            made("docx"),
            DOCUMENT,
            ">0.583</w:t></w:r>",
            f"></w:t></w:r><w:ins w:id='9'>{run}</w:ins>",
        )
        assert keys(verified(tracked, "a.docx").differences) == ["altered"]

    def test_without_its_manifest_it_is_found_by_its_code(self, made, verified, tmp_path):
        raw = rezipped(made("docx"), lambda name, old: None if name == "customXml/priorizar.xml" else old)
        with pytest.raises(PriorizarError) as caught:
            verified(raw, "a.docx")
        assert caught.value.problems[0].key == "export.no_manifest_of_code"
        (tmp_path / "otro.manifest.json").write_bytes(to_json(manifest_of(made("docx"))))
        assert verified(raw, "a.docx").differences == ()


class TestMinutes:
    def test_what_was_filled_in_is_named_and_alters_nothing(self, made, verified):
        def fill(document):
            place = next(one for one in document.paragraphs if one.text.startswith("Lugar"))
            place.runs[-1].text = place.runs[-1].text.replace("(por llenar)", "Cusco")
            for run in place.runs[:-1]:
                run.text = run.text.replace("(por llenar)", "Cusco")
            document.tables[0].rows[1].cells[0].text = "Rosa Quispe"
            document.tables[-2].rows[1].cells[1].text = "12345678"

        found = verified(in_word(made("acta"), fill), "a.docx")
        assert found.differences == ()
        assert keys(found.notes) == ["filled"] * 3
        assert [one.values["now"] for one in found.notes] == ["Lugar: Cusco", "Rosa Quispe", "12345678"]
        assert places(found.notes) == ["document · 2", "document · 1.2.1", "document · 4.2.2"]

    def test_a_line_that_people_add_is_a_note(self, made, verified):
        raw = in_word(made("acta"), lambda document: document.add_paragraph("Se levantó la sesión."))
        found = verified(raw, "a.docx")
        assert (found.differences, keys(found.notes)) == ((), ["added"])

    def test_an_order_that_was_swapped_is_told_apart(self, made, verified):
        swapped = said_otherwise(made("acta"), DOCUMENT, "1.º papa, 2.º lana fina", "1.º lana fina, 2.º papa")
        found = verified(swapped, "a.docx")
        assert keys(found.differences) == ["altered"]
        assert found.differences[0].values == {
            "place": "document · 3.2.3",
            "was": "1.º papa, 2.º lana fina",
            "now": "1.º lana fina, 2.º papa",
        }

    def test_filled_and_altered_in_one_file(self, made, verified):
        def both(document):
            document.tables[0].rows[1].cells[0].text = "Rosa Quispe"
            document.tables[1].rows[1].cells[2].text = "50 %"

        found = verified(in_word(made("acta"), both), "a.docx")
        assert (keys(found.differences), keys(found.notes)) == (["altered"], ["filled"])
        assert places(found.differences) == ["document · 2.2.3"]


class TestAWorkbook:
    """openpyxl saves formulas without what they come to; where that matters, the package is edited."""

    def changed(self, raw: bytes, sheet: str, cell: str, value: object) -> bytes:
        with pytest.warns(UserWarning, match="extension is not supported"):
            book = openpyxl.load_workbook(io.BytesIO(raw))
        book[sheet][cell].value = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    @pytest.mark.parametrize(
        ("cell", "value", "was"),
        [("F8", 4, "1"), ("J8", "la lana muchísimo", "la lana no tanto"), ("K10", "Otro", "Un informe")],
    )
    def test_changed_evidence_is_named_by_its_cell(self, made, verified, cell, value, was):
        found = verified(self.changed(made("xlsx"), "Evidencia", cell, value), "a.xlsx")
        assert keys(found.differences) == ["altered"]
        assert found.differences[0].values == {"place": f"Evidencia!{cell}", "was": was, "now": str(value)}
        assert keys(found.notes) == ["uncalculated"]

    def test_a_changed_weight_that_was_not_recalculated(self, made, verified):
        raw = made("xlsx")
        sheet = next(
            name
            for name, content in parts_of(raw)
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)
            and b'r="E8"' in content
            and b"$E$8:$E$10)&gt;0" in content
        )

        def edit(name: str, content: bytes) -> bytes:
            if name != sheet:
                return content
            written, count = re.subn(rb'(<c r="E8"[^>]*><v>)[^<]*', rb"\g<1>90", content)
            assert count == 1
            return written

        found = verified(rezipped(raw, edit), "a.xlsx")
        assert (keys(found.differences), keys(found.notes)) == (["altered"], [])
        assert places(found.differences) == ["Pesos!E8"]

    def test_a_changed_formula(self, made, verified):
        raw = self.changed(made("xlsx"), "Pesos", "F8", "=0.9")
        assert places(verified(raw, "a.xlsx").differences) == ["Pesos!F8 ="]

    def test_saved_by_a_spreadsheet_that_calculates_it_is_the_same(
        self, made, small_study, converted, tmp_path
    ):
        (tmp_path / "libro.xlsx").write_bytes(made("xlsx"))
        again = converted("xlsx", tmp_path / "libro.xlsx") / "libro.xlsx"
        assert verify(small_study, again).differences == ()


def parts_of(raw: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        yield from ((name, package.read(name)) for name in package.namelist())


class TestAPdf:
    def drawn_otherwise(self, raw: bytes, page: int, edit: Callable[[bytes], bytes]) -> bytes:
        writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(raw)))
        stream = writer.pages[page]["/Contents"].get_object()
        stream.set_data(edit(stream.get_data()))
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    def test_a_page_drawn_otherwise_is_named(self, made, verified):
        raw = self.drawn_otherwise(made("pdf"), 1, lambda content: content + b"\n0 0 9 9 re f\n")
        found = verified(raw, "a.pdf")
        assert keys(found.differences) == ["drawn"]
        assert places(found.differences) == ["p. 2"]

    def test_written_anew_without_a_change_it_is_the_same(self, made, verified):
        assert verified(self.drawn_otherwise(made("pdf"), 1, bytes), "a.pdf").differences == ()


class TestTables:
    def test_changed_weights_of_a_manifest_are_found(self, small_study, verified):
        content = json.loads(asked(small_study, "ranking").written("json"))
        content["manifest"]["weights"]["demanda"] = 0.9
        found = verified(json.dumps(content).encode(), "a.json")
        assert keys(found.differences) == ["altered"]
        assert places(found.differences) == ["manifest.weights.demanda"]

    def test_a_changed_cell_of_a_csv_is_named_by_line_and_column(self, small_study, tmp_path):
        file = tmp_path / "a.csv"
        asked(small_study, "acceptability").save("csv", file)
        lines = file.read_text(encoding="utf-8").splitlines()
        at = lines[0].split(",").index("chain_name")
        cells = lines[2].split(",")
        was, cells[at] = cells[at], "quinua"
        file.write_text("\n".join([*lines[:2], ",".join(cells), *lines[3:]]) + "\n", encoding="utf-8")
        found = verify(small_study, file)
        assert [one.values for one in found.differences] == [
            {"place": "3 · chain_name", "was": was, "now": "quinua"}
        ]

    def test_rows_that_were_taken_out_are_missing(self, small_study, verified):
        content = json.loads(asked(small_study, "ranking").written("json"))
        content["rows"].pop()
        found = verified(json.dumps(content).encode(), "a.json")
        assert set(keys(found.differences)) == {"missing"}
        assert all(one.startswith("rows[5].") for one in places(found.differences))

    @pytest.mark.parametrize(
        ("name", "value"), [("seed", 1), ("draws", 999), ("what", "matrix"), ("weights", "fixed")]
    )
    def test_how_it_was_asked_for_cannot_be_changed_alone(self, small_study, verified, name, value):
        content = json.loads(asked(small_study, "acceptability").written("json"))
        content["manifest"]["output"][name] = value
        assert verified(json.dumps(content).encode(), "a.json").differences

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("what", "horoscope"),
            ("what", 3),
            ("draws", "many"),
            ("draws", 0),
            ("seed", -1),
            ("vary", "nothing"),
            ("language", "qu"),
        ],
    )
    def test_what_nobody_can_ask_for_is_said_to_be_altered(self, small_study, verified, name, value):
        content = json.loads(asked(small_study, "acceptability").written("json"))
        content["manifest"]["output"][name] = value
        found = verified(json.dumps(content).encode(), "a.json")
        assert (keys(found.differences), keys(found.notes)) == (["output_altered"], ["not_shown"])


class TestATemplateOfOnesOwn:
    @pytest.fixture
    def own(self, tmp_path) -> Path:
        template = docx.Document()
        template.add_paragraph("{{ title }} · {{ code }}")
        template.add_paragraph("{{ scenario.name }}")
        file = tmp_path / "plantilla.docx"
        template.save(str(file))
        return file

    def filled(self, study, own) -> bytes:
        return report(study, study.scenario("base"), "docx", draws=FEW, template=own)

    def test_is_asked_for(self, small_study, verified, own):
        found = verified(self.filled(small_study, own), "a.docx")
        assert found.differences == ()
        assert keys(found.notes) == ["own_template", "not_shown"]
        assert "texts" not in found.compared

    def test_with_it_the_document_is_made_again(self, small_study, verified, own):
        raw = self.filled(small_study, own)
        found = verified(raw, "a.docx", template=own)
        assert (found.differences, found.notes) == ((), ())
        assert found.compared["texts"] == 2
        altered = verified(said_otherwise(raw, DOCUMENT, ">Base<", ">Otra<"), "a.docx", template=own)
        assert places(altered.differences) == ["document · 2"]

    def test_another_one_is_refused(self, small_study, verified, own, tmp_path):
        raw = self.filled(small_study, own)
        docx.Document().save(str(tmp_path / "otra.docx"))
        found = verified(raw, "a.docx", template=tmp_path / "otra.docx")
        assert keys(found.notes) == ["other_template", "not_shown"]


class TestPaper:
    """A document that LibreOffice printed to PDF."""

    def printed(self, raw: bytes, as_pdf, tmp_path, *, side: bool = True) -> Path:
        file = tmp_path / "impreso" / "acta.docx"
        file.parent.mkdir()
        file.write_bytes(raw)
        paper = file.with_suffix(".pdf")
        paper.write_bytes(as_pdf(file))
        if side:
            beside(file).write_bytes(to_json(manifest_of(raw)))
        return paper

    @pytest.mark.parametrize("form", ["acta", "docx"])
    def test_verifies_by_its_code(self, made, small_study, as_pdf, tmp_path, form):
        found = verify(small_study, self.printed(made(form), as_pdf, tmp_path))
        assert found.differences == ()
        assert keys(found.notes) == ["printed"]
        assert found.compared["texts"] > 50
        assert found.compared["pictures"] == 0

    def test_a_swapped_order_is_noticed(self, made, small_study, as_pdf, tmp_path):
        swapped = said_otherwise(made("acta"), DOCUMENT, "1.º papa, 2.º lana fina", "1.º lana fina, 2.º papa")
        found = verify(small_study, self.printed(swapped, as_pdf, tmp_path))
        assert "missing" in keys(found.differences)
        assert any("1.º papa, 2.º lana fina" in str(one.values["was"]) for one in found.differences)

    def test_a_changed_figure_is_noticed(self, made, small_study, as_pdf, tmp_path):
        changed = said_otherwise(made("docx"), DOCUMENT, ">0.583<", ">0.983<")
        found = verify(small_study, self.printed(changed, as_pdf, tmp_path))
        assert any("0.983" in str(one.values["now"]) for one in found.differences)

    def test_without_the_side_file_it_says_what_is_missing(self, made, small_study, as_pdf, tmp_path):
        paper = self.printed(made("acta"), as_pdf, tmp_path, side=False)
        with pytest.raises(PriorizarError) as caught:
            verify(small_study, paper)
        (problem,) = caught.value.problems
        assert problem.key == "export.no_manifest_of_code"
        assert problem.values["code"] == code_of(manifest_of(made("acta")))
