"""Why a chain stands where it stands, below the order."""

from __future__ import annotations

import pytest

from priorizar import explain, explain_province
from priorizar.app.components.problems import escape_markdown
from priorizar.study.scenario import MethodChoice, edited, points_of

ANTA = "0803"


def said(page) -> str:
    return "\n".join(one.value for one in page.markdown)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_first_chain_is_explained_in_every_section(open_page, study, language):
    page = open_page("ranking", provincia=ANTA, escenario="base", idioma=language)
    assert not page.exception
    first = explain_province(study, "base", ANTA, language).chains[0]
    for sentences in first.sentences.values():
        for sentence in sentences:
            assert escape_markdown(sentence) in said(page)


def test_every_scenario_is_explained(open_page, study):
    for name in study.scenarios:
        page = open_page("ranking", provincia=ANTA, escenario=name)
        assert not page.exception
        assert not page.error
        first = explain_province(study, name, ANTA).chains[0]
        assert escape_markdown(first.sentences["why"][0]) in said(page)


def test_another_chain_is_held_against_another(open_page, study):
    page = open_page("ranking", provincia=ANTA)
    page.selectbox(key="why_chain").select("lacteos").run()
    page.selectbox(key="why_versus").select("cacao").run()
    found = explain(study, "base", ANTA, "lacteos", "cacao")
    assert len(found.against) == 4
    for sentence in found.sentences["why"]:
        assert escape_markdown(sentence) in said(page)


def test_a_chain_is_not_held_against_itself(open_page):
    page = open_page("ranking", provincia=ANTA)
    page.selectbox(key="why_versus").select("cacao").run()
    page.selectbox(key="why_chain").select("cacao").run()
    assert not page.error
    assert page.selectbox(key="why_versus").value == ""


def test_the_chains_are_those_of_the_province_looked_at(open_page, study):
    page = open_page("ranking", provincia=ANTA)
    page.selectbox(key="why_chain").select("granos_andinos").run()
    page.selectbox(key="provincia").select("0301").run()
    assert not page.exception
    there = [one.alternative.chain.id for one in explain_province(study, "base", "0301").chains]
    assert page.selectbox(key="why_chain").value in there
    assert len(page.selectbox(key="why_chain").options) == len(there)


def test_it_explains_with_the_weights_as_moved_and_the_method_as_picked(open_page, study):
    criteria = [one.id for one in study.criteria_sets[study.scenario("base").criteria].leaf_criteria]
    moved = edited(study.scenario("base"), weights=points_of(criteria, [0.6, 0.1, 0.1, 0.1, 0.1]))
    vikor = edited(moved, method=MethodChoice(name="vikor"))
    page = open_page("ranking", provincia=ANTA, metodo="vikor", pesos="puntos:60,10,10,10,10")
    first = explain_province(study, vikor, ANTA).chains[0]
    assert escape_markdown(first.sentences["why"][0]) in said(page)
    assert any("60" in one.value and "VIKOR" in one.value for one in page.caption)


def test_a_quotation_is_no_markup(open_page, copied):
    quote = "Los Andes son centro de domesticación de la kiwicha y la quinua"
    copied.replace("data/evidence.csv", quote, "<b>**x**</b>")
    page = open_page("ranking", study=copied.path, provincia=ANTA)
    assert r"\<b\>\*\*x\*\*\</b\>" in said(page)
    assert "<b>" not in said(page)
