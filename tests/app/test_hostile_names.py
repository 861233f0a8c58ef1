"""A study anybody may have sent: its names are read as text, never as Markdown or HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from on_screen import html_of
from priorizar.app.main import PAGES
from priorizar.study.criteria import Group, Label

MARKS = "![x](http://x.test) <b>b</b> $a$ :red[r]"
SAID_AS_MARKDOWN = ("title", "header", "caption", "markdown", "info", "warning", "success", "error")


@pytest.fixture
def hostile(study, monkeypatch):
    """Put marks into the names of every province, department, zone, chain, criterion and scenario."""

    def named(label):
        return Label(es=f"{label.es} {MARKS}", en=f"{label.en} {MARKS}")

    def marked_province(one):
        return replace(one, name=one.name + MARKS, department=one.department + MARKS, zone=one.zone + MARKS)

    def marked_node(one):
        # Made anew: a copy would keep the criteria that it has counted already.
        said = {name: getattr(one, name) for name in type(one).model_fields}
        below = {"criteria": tuple(map(marked_node, one.children))} if isinstance(one, Group) else {}
        return type(one)(**said | below | {"name": named(one.name)})

    provinces = {id_: marked_province(one) for id_, one in study.provinces.items()}
    chains = {id_: replace(one, name=named(one.name)) for id_, one in study.chains.items()}
    scenarios = {
        id_: one.model_copy(update={"name": named(one.name), "description": named(one.name)})
        for id_, one in study.scenarios.items()
    }
    criteria_sets = {id_: marked_node(one) for id_, one in study.criteria_sets.items()}
    assert all(MARKS in one.name.es for each in criteria_sets.values() for one in each.leaf_criteria)
    alternatives = tuple(
        replace(one, province=provinces[one.province.ubigeo], chain=chains[one.chain.id])
        for one in study.alternatives
    )
    changed = replace(
        study,
        provinces=provinces,
        chains=chains,
        scenarios=scenarios,
        criteria_sets=criteria_sets,
        alternatives=alternatives,
        refused={f"scenarios/{MARKS}.yaml": ()},
    )
    monkeypatch.setattr("priorizar.app.main.shared_study", lambda: changed)
    monkeypatch.setattr("priorizar.app.pages.evidence.own_evidence.shared_study", lambda: changed)


@pytest.mark.parametrize("name", PAGES)
def test_names_of_a_study_are_shown_as_text(open_page, hostile, name):
    page = open_page(name, provincia="0803")
    assert not page.exception
    assert "<b>b" not in html_of(page)
    said = [one.value for kind in SAID_AS_MARKDOWN for one in getattr(page, kind)]
    said += [one.label for one in (*page.expander, *page.button, *page.number_input, *page.select_slider)]
    said += [option for one in page.radio for option in one.options]
    assert any("x.test" in one for one in said)
    assert not [one for one in said if "![x]" in one or "<b>" in one or "$a$" in one or ":red[r]" in one]
