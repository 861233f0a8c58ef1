"""The workbook a planner goes on working in: what it shows, and that it calculates as the engine does."""

from __future__ import annotations

import io
import json
import textwrap
import warnings

import numpy as np
import openpyxl
import pytest

import priorizar as pz
from priorizar.reading.resolve import read_scenario
from priorizar.report.manifest import SHEET_KEY, from_sheet
from priorizar.report.workbook import workbook

FIRST = 8
"""First row of every table, from 1."""

ADDITIVE = """
    id: aditivo
    name: {es: Aditivo, en: Additive}
    extends: exportador
    method: additive
    """
TURNED = """
    id: necesidad_sumada
    name: {es: Necesidad, en: Need}
    extends: necesidad
    """
LEFT_OUT = """
    id: documentado_aditivo
    name: {es: Documentado, en: Documented}
    extends: solo_documentado
    method: additive
    """
CHANGES = """
    id: {name}_cambiado
    name: {{es: Cambiado, en: Changed}}
    extends: {name}
    weights:
      procedure: points
      values:
        oferta_exportable: 7.5
        ranking_nacional: 30
        vocacion_productiva: 0
        tradicion: 22
        severidad_cuellos: 11
    what_if:
      - {{province: Abancay, chain: palta, criterion: oferta_exportable, value: 3.75}}
      - {{province: Abancay, chain: anis, criterion: ranking_nacional, value: 3}}
      - {{province: Cusco, chain: cacao, criterion: severidad_cuellos, value: 1}}
      - {{province: Arequipa, chain: uva, criterion: ranking_nacional, value: 24}}
    """


CHANGED_IN = ("0301", "0401", "0801")


def scenario(study, tmp_path, written):
    file = tmp_path / "escenario.yaml"
    file.write_text(textwrap.dedent(written), encoding="utf-8")
    return read_scenario(study, file)


def opened(content: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        # Bars that begin at zero are an extension that openpyxl does not read.
        warnings.filterwarnings("ignore", ".*extension is not supported")
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


def rows(sheet) -> list[tuple]:
    found = sheet.iter_rows(min_row=FIRST, values_only=True)
    return [row for row in found if any(cell is not None for cell in row)]


def results(book) -> dict[str, tuple]:
    """Rank, tie mark and score by key."""
    return {row[11]: (row[0], row[1] or "", row[6]) for row in rows(book["Resultados"])}


def expected(ranking) -> dict[str, tuple]:
    return {
        f"{one.province.ubigeo}/{one.chain.id}": (int(rank), "=" if tied else "", float(score))
        for one, rank, tied, score in zip(
            ranking.matrix.alternatives, ranking.rank, ranking.tied, ranking.score, strict=True
        )
    }


def assert_same(found: dict[str, tuple], ranking, provinces=()) -> None:
    wanted = {key: one for key, one in expected(ranking).items() if not provinces or key[:4] in provinces}
    assert set(found) == set(wanted)
    for key, (rank, tie, score) in wanted.items():
        assert found[key][:2] == (rank, tie), key
        assert found[key][2] == pytest.approx(score, abs=1e-9), key


def change(book, ranking) -> None:
    """Make the changes of CHANGES as a planner would, in the cells."""
    weights = {"oferta_exportable": 7.5, "ranking_nacional": 30, "tradicion": 22, "severidad_cuellos": 11}
    names = [criterion.id for criterion in ranking.matrix.criteria]
    for at, name in enumerate(names):
        book["Pesos"].cell(FIRST + at, 5).value = weights.get(name, 0)
    values = {
        ("0301/palta", "oferta_exportable"): 3.75,
        ("0301/anis", "ranking_nacional"): 3,
        ("0801/cacao", "severidad_cuellos"): 1,
        ("0401/uva", "ranking_nacional"): 24,
    }
    lines = {row[0].value: row[0].row for row in book["Valores"].iter_rows(min_row=FIRST) if row[0].value}
    for (key, name), value in values.items():
        if key in lines:
            book["Valores"].cell(lines[key], 5 + names.index(name)).value = value


@pytest.fixture(scope="module")
def base(study) -> bytes:
    return workbook(study, "base", draws=100)


@pytest.fixture(scope="module")
def book(base) -> openpyxl.Workbook:
    """The same, opened, to look at."""
    return opened(base)


@pytest.fixture(scope="module")
def calculated(study, recalculated, tmp_path_factory):
    """By scenario: what was ranked, and the workbook as LibreOffice calculates it, as written and changed."""
    folder = tmp_path_factory.mktemp("scenarios")
    chosen = {"base": study.scenario("base"), "solo_documentado": study.scenario("solo_documentado")}
    for written in (ADDITIVE, TURNED, LEFT_OUT):
        one = scenario(study, folder, written)
        chosen[one.id] = one
    books, rankings = {}, {}
    for name, one in chosen.items():
        content = workbook(study, one, others=(), draws=20, provinces=CHANGED_IN)
        parent = one.lineage[-2] if name not in study.scenarios else name
        changed = CHANGES.format(name=parent)
        if one.method.name == "additive":
            changed += "method: additive"
        rankings[name] = pz.rank(study, one)
        rankings[f"{name}_changed"] = pz.rank(study, scenario(study, folder, changed))
        if name in ("base", "documentado_aditivo"):
            books[name] = opened(content)
        books[f"{name}_changed"] = opened(content)
        change(books[f"{name}_changed"], rankings[name])
    return rankings, recalculated(books)


NAMES = ("base", "solo_documentado", "aditivo", "necesidad_sumada", "documentado_aditivo")


@pytest.mark.parametrize("name", ["base", "documentado_aditivo", *(f"{name}_changed" for name in NAMES)])
def test_libreoffice_calculates_what_the_engine_does(calculated, name):
    rankings, books = calculated
    assert_same(results(books[name]), rankings[name], CHANGED_IN)


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_of_a_department_follows(calculated, name):
    rankings, books = calculated
    wanted = expected(rankings[f"{name}_changed"])
    sheet = books[f"{name}_changed"]["Cusco"]
    found = {row[-1]: (row[1], row[2] or "", row[4]) for row in rows(sheet)}
    assert {key: one[:2] for key, one in found.items()} == {key: wanted[key][:2] for key in found}
    assert len(found) == sum(key.startswith("0801") for key in wanted)


def test_a_change_changes_something(calculated):
    _, books = calculated
    assert results(books["base"]) != results(books["base_changed"])


def test_what_is_off_its_scale_has_no_score_and_no_rank(recalculated, study):
    content = workbook(study, "base", others=(), provinces=CHANGED_IN[:1], draws=20)
    book = opened(content)
    sheet = book["Valores"]
    assert sheet.cell(FIRST, 1).value == "0301/anis"
    sheet.cell(FIRST, 5).value = 9
    sheet.cell(FIRST + 1, 5).value = "mucho"
    for row in range(FIRST, FIRST + 5):
        book["Pesos"].cell(row, 5).value = 0 if row > FIRST else 1
    none = opened(content)
    for row in range(FIRST, FIRST + 5):
        none["Pesos"].cell(row, 5).value = 0
    done = recalculated({"off": book, "none": none})
    off = results(done["off"])
    keys = [row[11] for row in rows(done["off"]["Resultados"])][:9]
    assert [off[key][0] or "" for key in keys[:2]] == ["", ""]
    assert sorted(off[key][0] for key in keys[2:])[0] == 1
    assert {one[0] or "" for one in results(done["none"]).values()} == {""}


def test_viewers_that_do_not_calculate_show_the_engines_numbers(base, study):
    book = opened(base, data_only=True)
    ranking = pz.rank(study)
    assert_same(results(book), ranking)
    shares = [row[5] for row in rows(book["Pesos"])]
    assert shares == pytest.approx(ranking.weights.values.tolist(), abs=0)
    by_key = {row[0]: row for row in rows(book["Valores"])}
    for row, one in enumerate(ranking.matrix.alternatives):
        cells = by_key[f"{one.province.ubigeo}/{one.chain.id}"]
        known = ranking.matrix.known[row]
        amounts = [cell if cell is not None else np.nan for cell in cells[4:9]]
        assert np.array_equal(amounts, np.where(known, ranking.matrix.value[row], np.nan), equal_nan=True)
        assert cells[9:14] == tuple(ranking.matrix.scaled[row])


def test_it_has_every_sheet_in_both_languages(book, study):
    assert book.sheetnames == [
        *("Resultados", "Apurímac", "Arequipa", "Cusco", "Pesos", "Valores", "Escalas"),
        *("Comparación", "Robustez", "Evidencia", "Manifiesto"),
    ]
    english = opened(workbook(study, "base", language="en", draws=20))
    assert english.sheetnames == [
        *("Results", "Apurímac", "Arequipa", "Cusco", "Weights", "Values", "Scales"),
        *("Comparison", "Robustness", "Evidence", "Manifest"),
    ]


def test_every_sheet_is_ready_to_print_and_says_whose_the_weights_are(book):
    for sheet in book:
        assert "ilustrativos" in sheet["A3"].value
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$7:$7"
        assert "&P / &N" in sheet.oddFooter.right.text
        assert sheet.freeze_panes is not None
        assert sheet.freeze_panes.endswith("8")
        assert sheet.auto_filter.ref.startswith("A7:")


def test_who_stated_the_weights_is_said(small):
    small.append("scenarios/base.yaml", 'stated_by: "Mesa técnica de Alta"')
    book = opened(workbook(small.load(), "base", draws=20))
    assert all("Mesa técnica de Alta" in sheet["A3"].value for sheet in book)


def test_scores_are_bars(book):
    rules = [rule for found in book["Resultados"].conditional_formatting for rule in found.rules]
    assert [rule.type for rule in rules] == ["dataBar"]


def test_the_robustness_is_the_engines(book, study):
    wanted = pz.robustness(study, "base", draws=100, seed=0).acceptability()
    found = rows(book["Robustez"])
    assert [(row[1], row[2], row[4]) for row in found] == [
        (one["province"], one["chain_name"], one["first"]) for one in wanted
    ]
    assert found[0][9 : 9 + len(wanted[0]["ranks"])] == tuple(wanted[0]["ranks"])


def test_the_comparison_is_the_engines(study):
    book = opened(workbook(study, "base", others=["exportador"], draws=20))
    wanted = pz.compare(study, ["base", "exportador"]).rows()
    assert [row[:6] for row in rows(book["Comparación"])] == [
        (
            *(one["department"], one["province"], one["chain_name"]),
            *(one["rank_base"], one["rank_exportador"], one["shift_exportador"]),
        )
        for one in wanted
    ]
    assert "Comparación" not in opened(workbook(study, "base", others=(), draws=20)).sheetnames


def test_every_statement_has_its_source(book, study):
    found = rows(book["Evidencia"])
    used = {one for cell in cells_of(study) for one in cell}
    assert len(found) == len(used)
    assert {row[11] for row in found} <= set(study.sources)
    assert all(row[10] for row in found)


def cells_of(study):
    matrix = pz.rank(study).matrix
    m, n = matrix.value.shape
    return [matrix.evidence(row, column) for row in range(m) for column in range(n)]


def test_only_the_provinces_asked_for(study):
    book = opened(workbook(study, "base", provinces=["Anta", "0301"], draws=20))
    assert {row[4] for row in rows(book["Resultados"])} == {"Anta", "Abancay"}
    assert book.sheetnames[1:3] == ["Apurímac", "Cusco"]
    for name in ("Valores", "Robustez", "Comparación"):
        at = 2 if name == "Valores" else 1
        assert {row[at] for row in rows(book[name])} == {"Anta", "Abancay"}


def test_methods_that_no_sheet_can_calculate_are_numbers_and_say_so(study, tmp_path):
    one = scenario(study, tmp_path, "id: v\nname: {es: V, en: V}\nextends: base\nmethod: vikor\n")
    book = opened(workbook(study, one, others=(), draws=20))
    assert_same(results(book), pz.rank(study, one))
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "son números" in book["Resultados"]["A4"].value
    assert "son números" in book["Valores"]["A4"].value


def test_text_full_of_markup_comes_out_as_text(small, tmp_path, as_pdf):
    for name, old, new in (
        ("data/chains.csv", "papa,papa,potato", 'papa,"=1+1",potato'),
        ("data/chains.csv", "lana,lana fina", "lana,\"<b>#$* {{ x }} & 'lana'</b>\""),
        ("data/territory.csv", "0101,Alta,Norte", '0101,Alta,"=Nor[te]:*?/\\"'),
        ("data/territory.csv", "0102,Baja,Norte", '0102,Baja,"Resultados"'),
        ("data/evidence.csv", "Norte,,,papa", "Resultados,,,papa"),
        ("data/evidence.csv", "la papa se vende", "@SUM(1)"),
    ):
        small.replace(name, old, new)
    content = workbook(small.load(), "base", draws=20)
    book = opened(content)
    assert book.sheetnames[:4] == ["Resultados", "=Nor te", "Resultados 2", "Sur"]
    names = {row[5] for row in rows(book["Resultados"])}
    assert names == {"=1+1", "<b>#$* {{ x }} & 'lana'</b>"}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if cell.value in ("=1+1", "@SUM(1)"):
                    assert cell.data_type == "s"
                    assert cell.quotePrefix
    (tmp_path / "a.xlsx").write_bytes(content)
    assert as_pdf(tmp_path / "a.xlsx").startswith(b"%PDF")


def test_the_manifest_is_in_it_whole(base, study):
    pieces = [row[1] for row in rows(opened(base)["Manifiesto"]) if row[0] == SHEET_KEY]
    found = json.loads(from_sheet(pieces))
    assert found["scenario"]["id"] == "base"
    assert found["robustness"] == {"draws": 100, "seed": 0, "vary": "both", "weights": "any_illustrative"}
    assert found["files"] == dict(study.files)
    assert json.dumps(found["scores"])
