"""Files sent to the page Evidencia: good ones hold in one session only, bad ones change nothing."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib

import openpyxl
import pytest

import priorizar as pz
from on_screen import html_of
from priorizar.app.pages.evidence.page import OPEN
from priorizar.app.session.evidence_taken import KEY
from priorizar.reading.evidence_form import MOST_ROWS, Sent
from priorizar.reading.evidence_import import plan_import
from refusals import problems_of

ANTA = "0803"
HEADS = "department,zone,province,chain,criterion,value,low,high,basis,source,quote"
GOOD = ",,Anta,lacteos,tradicion,4,,,judged,estudio,lo dijo el taller"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(*rows: str) -> bytes:
    return "\n".join([HEADS, *rows, ""]).encode()


def workbook(rows=(), sources=(), **parts: bytes) -> bytes:
    """A workbook of evidence with a sheet of sources; ``parts`` are put into its package."""
    book = openpyxl.Workbook()
    book.active.append(HEADS.split(","))
    for row in rows:
        book.active.append(row)
    cited = book.create_sheet("Fuentes")
    cited.append(["id", "title"])
    for row in sources:
        cited.append(row)
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixel = zlib.compress(b"\0\xff\xff\xff")
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def upload(page, name: str, content: bytes):
    return page.file_uploader[0].upload(name, content, XLSX if name.endswith("x") else "text/csv").run()


def said(page) -> str:
    """All that the page says, whatever element says it."""
    elements = (*page.error, *page.warning, *page.info, *page.success, *page.caption, *page.markdown)
    return " ".join([html_of(page), *(one.value for one in elements)])


def offers(page, key: str) -> bool:
    return any(one.key == key for one in page.button)


def cells_shown(page):
    (found,) = [
        one for one in page.get("bidi_component") if one.proto.component_name.endswith("priorizar_matrix")
    ]
    return json.loads(found.proto.json)["rows"]


@pytest.fixture
def evidence(open_page):
    return open_page("evidence", provincia=ANTA)


class TestAGoodFile:
    def test_says_what_it_would_do_and_does_nothing(self, evidence):
        before = cells_shown(evidence)
        page = upload(evidence, "mia.csv", csv(GOOD))
        assert not page.exception
        assert not page.error
        assert any("nuevas: 1;" in one.value and "Todavía no cambió nada" in one.value for one in page.info)
        assert "lácteos" in html_of(page)
        assert "nueva" in html_of(page)
        assert cells_shown(page) == before
        assert KEY not in page.session_state

    def test_says_which_ranks_would_move(self, evidence, study):
        page = upload(evidence, "mia.csv", csv(GOOD))
        planned = plan_import(study, Sent("mia.csv", csv(GOOD)))
        before, after = (
            {(one["ubigeo"], one["chain"]): one["rank"] for one in pz.rank(which).rows()}
            for which in (study, planned.after)
        )
        moved = [pair for pair in before if before[pair] != after[pair]]
        assert moved
        assert f"con los pesos de ahora: {len(moved)}" in html_of(page)

    def test_is_used_when_told_so_and_given_back_when_told_so(self, evidence):
        before = cells_shown(evidence)
        page = upload(evidence, "mia.csv", csv(GOOD))
        page.button("use_evidence").click().run()
        assert not page.exception
        assert "lo dijo el taller" in html_of(page)
        assert any("recargar la página (F5) se olvida" in one.value for one in page.success)
        assert not offers(page, "use_evidence")
        page.session_state[OPEN] = ("lacteos", "tradicion")
        page.run()
        assert "«lo dijo el taller»" in html_of(page)
        page.button("give_back").click().run()
        assert cells_shown(page) == before
        assert KEY not in page.session_state

    def test_changes_the_order_of_this_session_and_of_no_other(self, open_page, monkeypatch):
        def rows(page):
            (found,) = [
                one
                for one in page.get("bidi_component")
                if one.proto.component_name.endswith("priorizar_order")
            ]
            return [(one["name"], one["score"]) for one in json.loads(found.proto.json)["rows"]]

        ours = upload(open_page("evidence", provincia=ANTA), "mia.csv", csv(GOOD))
        ours.button("use_evidence").click().run()
        mine, other = open_page("ranking", provincia=ANTA), open_page("ranking", provincia=ANTA)
        stated = rows(other)
        assert rows(mine) == stated
        # The same session on another page.
        mine.session_state[KEY] = ours.session_state[KEY]
        mine.run()
        other.run()
        assert rows(mine) != stated
        assert rows(other) == stated
        assert any("evidencia propia" in one.value for one in mine.sidebar.info)
        assert not other.sidebar.info
        (shown,) = [score for name, score in rows(mine) if name == "lácteos"]
        study = ours.session_state[KEY][1]
        (ranked,) = [
            one for one in pz.rank(study).rows() if (one["ubigeo"], one["chain"]) == (ANTA, "lacteos")
        ]
        assert shown == f"{ranked['score']:.3f}"

    def test_adds_to_what_the_session_took_in_before(self, evidence):
        upload(evidence, "una.csv", csv(GOOD)).button("use_evidence").click().run()
        upload(evidence, "otra.csv", csv(GOOD.replace("lacteos", "cafe"))).button(
            "use_evidence"
        ).click().run()
        assert any("afirmaciones: 2" in one.value for one in evidence.success)
        again = upload(evidence, "una.csv", csv(GOOD))
        assert any("ya está en uso" in one.value for one in again.caption)
        assert not offers(again, "use_evidence")

    def test_changes_no_file(self, open_page, copied):
        files = {one: one.read_bytes() for one in copied.path.rglob("*") if one.is_file()}
        page = upload(open_page("evidence", study=copied.path, provincia=ANTA), "mia.csv", csv(GOOD))
        page.button("use_evidence").click().run()
        assert page.success
        assert {one: one.read_bytes() for one in copied.path.rglob("*") if one.is_file()} == files

    def test_may_be_the_template_filled_in(self, evidence, study):
        from priorizar.report.evidence_form import evidence_form

        book = openpyxl.load_workbook(io.BytesIO(evidence_form(study)))
        sheet = book.worksheets[1]
        heads = {cell.value: cell.column for cell in sheet[7]}
        filled = {"Provincia": "Anta", "Cadena": "café", "Criterio": "Tradición", "Valor": 3}
        for head, value in {
            **filled,
            "Base": "juzgado",
            "Código de la fuente": "estudio",
            "Fuente": "estudio",
        }.items():
            if head in heads:
                sheet.cell(8, heads[head]).value = value
        file = io.BytesIO()
        book.save(file)
        page = upload(evidence, "plantilla.xlsx", file.getvalue())
        assert not page.error
        assert offers(page, "use_evidence")


class TestWhatIsKept:
    """What can be downloaded of a session's evidence."""

    def test_names_the_sources_that_came_with_it(self, evidence):
        row = ["", "", "Anta", "lacteos", "tradicion", 4, "", "", "judged", "acta_7", "lo dijo el taller"]
        page = upload(evidence, "mia.xlsx", workbook([row], [["acta_7", "Acta del taller"]]))
        page.button("use_evidence").click().run()
        keys = [one.proto.id for one in page.get("download_button")]
        assert any("own_sources_csv" in one for one in keys)
        assert any("own_evidence_csv" in one for one in keys)


BOMB = {"xl/bomb.xml": b" " * 40_000_000}
BAD = {
    "too_large.csv": (csv(GOOD + "x" * 5_100_000), "pesa más de 5 MB"),
    "picture.csv": (png(), "no es texto"),
    "words.xlsx": (b"hola", "ninguna hoja tiene"),
    "damaged.xlsx": (b"PK\x03\x04 hola", "no se puede abrir como libro"),
    "old.xlsx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "contraseña"),
    "program.xlsx": (workbook(**{"xl/vbaProject.bin": b"Attribute"}), "macros"),
    "bomb.xlsx": (workbook(**BOMB), "ocupa más de 20 MB"),
    "rows.csv": (csv(*[GOOD] * (MOST_ROWS + 1)), "filas"),
    "columns.csv": (b"," * 400_000, "celdas"),
    "formula.xlsx": (
        workbook([["", "", "Anta", "lacteos", "tradicion", "=1+1", "", "", "judged", "estudio", ""]]),
        "fórmula",
    ),
    "empty.csv": (b"", "ninguna hoja tiene"),
}


class TestABadFile:
    @pytest.mark.parametrize("name", BAD)
    def test_is_told_in_a_sentence_and_changes_nothing(self, evidence, name):
        content, expected = BAD[name]
        before = cells_shown(evidence)
        page = upload(evidence, name, content)
        assert not page.exception
        (error,) = page.error
        assert "no se puede usar todavía" in error.value
        assert expected in html_of(page)
        assert "Traceback" not in said(page)
        assert not offers(page, "use_evidence")
        assert cells_shown(page) == before
        assert KEY not in page.session_state

    def test_of_another_type_or_size_is_not_even_offered_in_the_browser(self, evidence):
        (box,) = evidence.file_uploader
        assert box.allowed_type == [".csv", ".xlsx"]
        assert box.proto.max_upload_size_mb == 5

    @pytest.mark.parametrize("name", ["programa.xlsm", "programa.csv", "programa"])
    def test_with_macros_is_refused_whatever_its_name(self, study, name):
        problems = problems_of(
            plan_import, study, Sent(name, workbook(**{"xl/vbaProject.bin": b"Attribute"}))
        )
        assert [one.key for one in problems] == ["people.macros"]

    def test_of_another_type_that_gets_round_the_browser_changes_nothing(self, evidence):
        page = upload(evidence, "programa.xlsm", workbook())
        assert "Traceback" not in page.exception[0].value
        assert KEY not in page.session_state

    def test_leaves_what_was_taken_in_before(self, evidence):
        upload(evidence, "mia.csv", csv(GOOD)).button("use_evidence").click().run()
        taken = evidence.session_state[KEY]
        upload(evidence, "mala.csv", csv(GOOD.replace("lacteos", "unobtainium")))
        assert evidence.error
        assert evidence.session_state[KEY] == taken
        assert "lo dijo el taller" in html_of(evidence)

    def test_has_every_problem_at_its_cell(self, evidence):
        rows = [
            ["", "", "Anta", "unobtainium", "tradicion", 4, "", "", "judged", "estudio", ""],
            ["", "", "Anta", "lacteos", "tradicion", 99, "", "", "judged", "estudio", ""],
        ]
        page = upload(evidence, "mala.xlsx", workbook(rows))
        assert "problemas hallados, 2" in page.error[0].value
        shown = html_of(page)
        assert '<th scope="row">D2</th>' in shown
        assert '<th scope="row">F3</th>' in shown
        assert "<td>Sheet</td>" in shown

    def test_with_thousands_of_problems_counts_the_rest(self, evidence):
        page = upload(evidence, "mala.csv", csv(*[f"{GOOD}{n}".replace("lacteos", "x") for n in range(300)]))
        assert "problemas hallados, 300" in page.error[0].value
        assert any("Y 200 más" in one.value for one in page.caption)


MARKUP = "<img src=x onerror=alert(1)> **fuerte** [enlace](javascript:alert(1)) :red[x]"


class TestWhatFilesSay:
    def test_is_shown_as_text_in_what_would_change_and_in_what_is_in_use(self, evidence):
        row = ["", "", "Anta", "lacteos", "tradicion", 4, "", "", "judged", "acta_7", MARKUP]
        page = upload(evidence, "mia.xlsx", workbook([row], [["acta_7", MARKUP]]))
        assert "<img" not in html_of(page)
        page.button("use_evidence").click().run()
        page.session_state[OPEN] = ("lacteos", "tradicion")
        page.run()
        shown = html_of(page)
        assert "&lt;img src=x onerror=alert(1)&gt; **fuerte** [enlace]" in shown
        assert "<img" not in shown
        assert not any("**fuerte**" in one.value for one in page.markdown)

    def test_is_shown_as_text_where_it_is_a_problem(self, evidence):
        page = upload(evidence, "mala.csv", csv(GOOD.replace("lacteos", MARKUP)))
        assert page.error
        assert "&lt;img" in html_of(page)
        assert "<img" not in said(page)

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../etc/passwd.csv", "passwd.csv"),
            ("C:\\Users\\ana\\mia.csv", "mia.csv"),
            ("<b>x[y](z).csv", r"\<b\>x\[y\]"),
            ("a" * 300 + ".csv", "a" * 100),
        ],
    )
    def test_a_name_is_only_a_name(self, evidence, name, shown):
        for content in (csv(GOOD), csv(GOOD.replace("lacteos", "unobtainium"))):
            page = upload(evidence, name, content)
            assert not page.exception
            told = [*page.info, *page.error]
            (first,) = [one.value for one in told if "lee bien" in one.value or "todavía:" in one.value]
            assert shown in first
            assert ".." not in first.split(" ")[0]


class TestWhenTheFilesChangeMeanwhile:
    def opened(self, open_page, copied):
        page = upload(open_page("evidence", study=copied.path, provincia=ANTA), "mia.csv", csv(GOOD))
        return page.button("use_evidence").click().run()

    def test_a_saved_scenario_leaves_what_was_taken_in(self, open_page, copied):
        page = self.opened(open_page, copied)
        copied.write("scenarios/nuevo.yaml", "id: nuevo\nname: {es: Nuevo, en: New}\nextends: base\n")
        page.run()
        assert "nuevo" in page.session_state[KEY][1].scenarios
        assert page.success
        assert "lo dijo el taller" in html_of(page)

    def test_other_data_end_it_and_that_is_said(self, open_page, copied):
        page = self.opened(open_page, copied)
        copied.append("data/evidence.csv", ",,Anta,cafe,tradicion,2,,,judged,estudio,otra cosa")
        page.run()
        assert any("dejó de usarse" in one.value for one in page.warning)
        assert KEY not in page.session_state
        upload(page, "mia.csv", csv(GOOD)).button("use_evidence").click().run()
        assert not page.warning
