"""What to find out first."""

from __future__ import annotations

import pytest

from priorizar import rank
from priorizar.questions.experiment import Experiment
from priorizar.questions.value_of_information import value_of_information
from priorizar.report.charts import what_to_find_out_bars


@pytest.fixture(scope="module")
def ranking(study):
    return rank(study, "base")


@pytest.fixture(scope="module")
def records(study):
    return value_of_information(study, "base", Experiment(draws=500), provinces=["Anta"])


def test_the_first_are_shown_in_order(study, records, ranking, drawn):
    chain = study.chains[records[0]["chain"]].name.es
    spec = what_to_find_out_bars(records, ranking, count=4)
    assert [one["gain"] for one in spec["data"]["values"]] == [one["gain"] for one in records[:4]]
    first = spec["data"]["values"][0]
    assert first["cell"].startswith(f"{chain} · ")
    assert f"{first['cell']} {records[0]['gain']:.2f}" in spec["description"]
    assert f"hoy {records[0]['doubt']:.2f} bits" in spec["description"]
    assert chain in drawn(spec)


def test_what_chance_may_have_made_is_said(records, ranking):
    spec = what_to_find_out_bars(records, ranking, count=len(records))
    said = {one["place"]: one["sure"] for one in spec["data"]["values"]}
    for place, one in enumerate(records, 1):
        assert (said[place] == "Más de lo que haría el azar") == (one["gain"] > one["noise"])
    assert set(said.values()) == {"Más de lo que haría el azar", "No se distingue del azar"}


def test_of_several_provinces_each_cell_says_its_own(study):
    ranking = rank(study, "base", by="zone")
    record = {
        "group": "I",
        "ubigeo": "0307",
        "chain": "granos_andinos",
        "criterion": "tradicion",
        "doubt": 1.0,
        "gain": 0.5,
        "noise": 0.1,
    }
    spec = what_to_find_out_bars([record], ranking, "en")
    assert spec["data"]["values"][0]["cell"] == "Andean grains · Grau · Tradition"


def test_where_nothing_is_unknown_there_is_an_empty_chart(ranking, drawn):
    drawn(what_to_find_out_bars([], ranking))
