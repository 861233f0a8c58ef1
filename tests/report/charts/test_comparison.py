"""Scenarios side by side."""

from __future__ import annotations

import pytest

from priorizar import compare
from priorizar.report.charts import scenario_bump

ANTA = "0803"
AREQUIPA = "0401"


@pytest.fixture(scope="module")
def compared(study):
    return compare(study, ["base", "exportador", "necesidad"])


def test_scenarios_show_the_places_of_the_comparison(compared, drawn):
    names = {one.scenario.id: one.scenario.name.es for one in compared.rankings}
    expected = {
        (one["chain_name"], names[scenario], one[f"rank_{scenario}"])
        for one in compared.rows()
        if one["ubigeo"] == ANTA
        for scenario in names
    }
    spec = scenario_bump(compared, ANTA)
    assert {(one["chain"], one["scenario"], one["rank"]) for one in spec["data"]["values"]} == expected
    assert "granos andinos" in drawn(spec)


def test_who_shares_a_place_shares_its_label(study):
    spec = scenario_bump(compare(study, ["base", "exportador"]), AREQUIPA)
    labels = spec["layer"][1]["data"]["values"]
    assert len({one["rank"] for one in labels}) == len(labels)
    assert sum(len(one["chain"].split(", ")) for one in labels) == 14


def test_many_chains_have_colours_that_the_colour_blind_tell_apart(compared):
    spec = scenario_bump(compared, AREQUIPA)
    assert spec["layer"][0]["encoding"]["color"]["scale"]["scheme"] == "viridis"
