"""What to find out first."""

from __future__ import annotations

import pytest

from priorizar import rank
from priorizar.questions.value_of_information import what_to_find_out
from priorizar.report.charts import what_to_find_out_bars


@pytest.fixture(scope="module")
def ranking(study):
    return rank(study, "base")


@pytest.fixture(scope="module")
def records(study):
    return what_to_find_out(study, "base", provinces=["Anta"], draws=500)


def test_the_first_are_shown_in_order(records, ranking, drawn):
    spec = what_to_find_out_bars(records, ranking, count=4)
    assert [one["gain"] for one in spec["data"]["values"]] == [one["gain"] for one in records[:4]]
    first = spec["data"]["values"][0]
    assert first["cell"].startswith(f"{records[0]['chain_name']} · ")
    assert f"{first['cell']} {records[0]['gain']:.2f}" in spec["description"]
    assert f"hoy {records[0]['doubt']:.2f} bits" in spec["description"]
    assert records[0]["chain_name"] in drawn(spec)


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
        "chain_name": "papa",
        "province": "Grau",
        "criterion": "tradicion",
        "doubt": 1.0,
        "gain": 0.5,
        "noise": 0.1,
    }
    spec = what_to_find_out_bars([record], ranking, "en")
    assert spec["data"]["values"][0]["cell"] == "papa · Grau · Tradition"


def test_where_nothing_is_unknown_there_is_an_empty_chart(ranking, drawn):
    drawn(what_to_find_out_bars([], ranking))
