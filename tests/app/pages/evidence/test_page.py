"""The page Evidencia."""

from __future__ import annotations

import json

import pytest

import priorizar as pz
from on_screen import html_of
from priorizar.app.pages.evidence.evidence_rows import account, province_cells
from priorizar.app.pages.evidence.page import OPEN, REACH, SEARCH

ANTA = "0803"


def charts(page):
    """Text alternatives of the charts of the page."""
    return [
        json.loads(one.proto.spec).get("description") or one.proto.alt for one in page.get("vega_lite_chart")
    ]


def matrix(page):
    """What the table of buttons was given."""
    (found,) = [
        one for one in page.get("bidi_component") if one.proto.component_name.endswith("priorizar_matrix")
    ]
    return json.loads(found.proto.json)


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_opens_in_both_languages(open_page, language):
    page = open_page("evidence", provincia=ANTA, idioma=language)
    assert not page.exception
    assert not page.error
    assert page.title[0].value == {"es": "Evidencia: Anta", "en": "Evidence: Anta"}[language]


def test_it_opens_on_every_scenario(open_page, study):
    for name in study.scenarios:
        page = open_page("evidence", provincia=ANTA, escenario=name)
        assert not page.exception
        assert not page.error


class TestTheMatrix:
    def test_has_each_cell_with_its_basis_by_letter_and_by_colour(self, open_page, study):
        data = matrix(open_page("evidence", provincia=ANTA))
        columns = [one["id"] for one in data["heads"]]
        shown = {
            (row["id"], column): (cell["basis"], cell["mark"], cell["amount"])
            for row in data["rows"]
            for column, cell in zip(columns, row["cells"], strict=True)
        }
        marks = {"measured": "M", "reported": "R", "inferred": "I", "judged": "J", "unknown": "?"}
        assert shown == {
            (one["chain"], one["criterion"]): (
                one["basis"],
                marks[one["basis"]],
                "" if one["basis"] == "unknown" else f"{one['value']:g}",
            )
            for one in pz.cells(study, study.scenario("base"))
            if one["ubigeo"] == ANTA
        }
        assert {one["basis"]: one["mark"] for one in data["legend"]} == marks
        assert len({one["colour"] for one in data["legend"]}) == len(marks)

    def test_says_each_cell_in_one_sentence(self, open_page):
        data = matrix(open_page("evidence", provincia=ANTA))
        said = [cell["said"] for row in data["rows"] for cell in row["cells"]]
        assert "café, Ranking nacional: 5, reportado, dicho para todo el departamento de Cusco" in said
        assert "café, Tradición: sin evidencia" in said

    def test_says_what_to_do_while_no_cell_is_open(self, open_page):
        page = open_page("evidence", provincia=ANTA)
        assert any("Elija una celda" in one.value for one in page.info)
        assert matrix(page)["selected"] == []

    def test_a_cell_opens_its_value_interval_level_quote_and_source(self, open_page):
        page = open_page("evidence", provincia=ANTA)
        page.session_state[OPEN] = ("cafe", "ranking_nacional")
        page.run()
        shown = html_of(page)
        assert "café · Ranking nacional" in shown
        assert "<dd>5 puesto</dd>" in shown
        assert "<dd>4 a 6</dd>" in shown
        assert "todo el departamento de Cusco" in shown
        assert "«Café Quinto lugar San Martín, Cajamarca, Junín, Amazonas y Cusco»" in shown
        assert "estudio, cuadro 8" in shown
        assert matrix(page)["selected"] == ["cafe", "ranking_nacional"]

    def test_a_rubric_has_all_its_levels_with_those_of_the_value_marked(self, open_page):
        page = open_page("evidence", provincia=ANTA)
        page.session_state[OPEN] = ("lacteos", "oferta_exportable")
        page.run()
        shown = html_of(page)
        assert "<dd>1.5 · Mercado de nicho / Demanda potencial</dd>" in shown
        assert "<strong>1 · Mercado de nicho ◀</strong>" in shown
        assert "<strong>2 · Demanda potencial ◀</strong>" in shown
        assert "<li>3 · Demanda actual</li>" in shown

    def test_an_unknown_cell_says_that_it_is_unknown_and_how_it_counts(self, open_page):
        for scenario, counts in (("base", "cuenta como"), ("solo_documentado", "no cuenta")):
            page = open_page("evidence", provincia=ANTA, escenario=scenario)
            page.session_state[OPEN] = ("cafe", "tradicion")
            page.run()
            assert "nadie lo ha dicho todavía" in html_of(page)
            assert counts in html_of(page)
            assert "<figure>" not in html_of(page)

    def test_a_cell_of_another_province_does_not_stay_open(self, open_page):
        page = open_page("evidence", provincia=ANTA)
        page.session_state[OPEN] = ("no_such_chain", "tradicion")
        page.run()
        assert not page.exception
        assert matrix(page)["selected"] == []


def test_every_cell_of_every_province_can_be_told(open_page, study):
    # The account of a cell is text alone: it needs no page but the language.
    from priorizar.app.session.chosen import Chosen, provinces

    for province in provinces(study):
        chosen = Chosen(study, "es", province, study.scenario("base"), None, projector=False)
        found = province_cells(chosen)
        for (chain, criterion), record in found.records.items():
            told = account(chosen, found, chain, criterion)
            assert len(told.statements) == len(record["statements"])
            assert [quote for quote, _ in told.statements] == [one["quote"] for one in record["statements"]]
            marked = [said for said, beside in told.levels if beside]
            assert len(marked) <= 2
            assert bool(marked) == (bool(told.levels) and record["basis"] != "unknown")


class TestCoverage:
    def test_is_of_the_province_by_criterion_and_by_chain(self, open_page):
        by_criterion, by_chain = charts(open_page("evidence", provincia=ANTA))
        assert "Ranking 75\u00a0%" in by_criterion
        assert "granos andinos 80\u00a0%" in by_chain

    def test_counts_also_what_a_scenario_leaves_out_of_the_order(self, open_page):
        assert charts(open_page("evidence", provincia=ANTA, escenario="solo_documentado")) == charts(
            open_page("evidence", provincia=ANTA)
        )

    def test_is_of_the_whole_study_when_asked(self, open_page, study):
        page = open_page("evidence", provincia=ANTA)
        page.radio(REACH).set_value("study").run()
        by_criterion, by_chain = charts(page)
        assert "Tradición 14\u00a0%" in by_criterion
        assert "agregados" in by_chain


class TestTheLedger:
    def test_has_every_contradiction(self, open_page, study):
        page = open_page("evidence", provincia=ANTA)
        shown = html_of(page)
        assert all(one.chosen.es.split(",")[0] in shown for one in study.ledger)
        assert f"{len(study.ledger)} de {len(study.ledger)} contradicciones" in [
            one.value for one in page.caption
        ]

    def test_is_searched_without_accents(self, open_page, study):
        page = open_page("evidence", provincia=ANTA)
        page.text_input(SEARCH).set_value("apurimac cadenas").run()
        found = [
            one
            for one in study.ledger
            if "apurímac" in (said := f"{one.place} {one.says.es} {one.chosen.es}".lower())
            and "cadenas" in said
        ]
        assert 0 < len(found) < len(study.ledger)
        assert f"{len(found)} de {len(study.ledger)} contradicciones" in [one.value for one in page.caption]

    def test_says_so_when_nothing_is_found(self, open_page):
        page = open_page("evidence", provincia=ANTA)
        page.text_input(SEARCH).set_value("<b>zzz</b>").run()
        assert any("Ninguna contradicción" in one.value and "\\<b\\>" in one.value for one in page.info)


def test_a_province_of_which_a_scenario_has_nothing_says_so(open_page, copied):
    copied.write(
        "scenarios/poco.yaml",
        "id: poco\nname: {es: Poco, en: Little}\nextends: base\ninclude: {provinces: [Cusco]}\n",
    )
    page = open_page("evidence", study=copied.path, provincia=ANTA, escenario="poco")
    assert not page.exception
    assert not page.error
    assert sum("no incluye ninguna cadena" in one.value for one in page.info) == 2
