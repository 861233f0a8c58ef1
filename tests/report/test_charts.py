"""Charts as Vega-Lite specifications."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from priorizar import compare, rank, robustness
from priorizar.report.charts import (
    OKABE_ITO,
    acceptability_map,
    ranking_bars,
    scenario_bump,
    to_png,
    to_svg,
    weight_bars,
)

ANTA = "0803"
AREQUIPA = "0401"


@pytest.fixture(scope="module")
def specs(study):
    ranking = rank(study, "base")
    drawn = robustness(study, "base", provinces=["Anta"], draws=400)
    return {
        "ranking": ranking_bars(ranking, ANTA),
        "whole": ranking_bars(rank(study, "base", method="vikor"), ANTA),
        "bump": scenario_bump(compare(study, ["base", "exportador", "necesidad"]), ANTA),
        "map": acceptability_map(drawn, ANTA),
        "weights": weight_bars(ranking),
    }


def test_each_is_plain_data_with_a_text_alternative(specs):
    for spec in specs.values():
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec
        assert len(spec["description"]) > 40
        assert "http" not in json.dumps({key: part for key, part in spec.items() if key != "$schema"})


def test_the_parts_of_each_bar_add_up_to_the_score(study, specs):
    parts = defaultdict(float)
    for one in specs["ranking"]["data"]["values"]:
        parts[one["chain"]] += one["score"]
    ranking = rank(study, "base")
    scores = {one["chain_name"]: one["score"] for one in ranking.rows() if one["ubigeo"] == ANTA}
    assert parts == pytest.approx(scores, abs=1e-12)
    assert specs["ranking"]["encoding"]["y"]["sort"] == list(scores)
    assert all(f"{chain} {score:.3f}" in specs["ranking"]["description"] for chain, score in scores.items())


def test_scores_that_do_not_come_apart_are_shown_whole(specs):
    assert "color" not in specs["whole"]["encoding"]
    assert {"chain", "score"} == set(specs["whole"]["data"]["values"][0])
    assert "criterio" not in specs["whole"]["description"]


def test_colours_can_be_told_apart_by_the_colour_blind(study, specs):
    colours = specs["ranking"]["encoding"]["color"]["scale"]["range"]
    assert colours == list(OKABE_ITO[: len(colours)])
    many = scenario_bump(compare(study, ["base", "exportador"]), AREQUIPA)
    assert many["layer"][0]["encoding"]["color"]["scale"]["scheme"] == "viridis"
    assert specs["map"]["layer"][0]["encoding"]["color"]["scale"]["scheme"] == "viridis"


def test_scenarios_show_the_places_of_the_comparison(study, specs):
    found = compare(study, ["base", "exportador", "necesidad"])
    names = {one.scenario.id: one.scenario.name.es for one in found.rankings}
    expected = {
        (one["chain_name"], names[scenario], one[f"rank_{scenario}"])
        for one in found.rows()
        if one["ubigeo"] == ANTA
        for scenario in names
    }
    shown = specs["bump"]["data"]["values"]
    assert {(one["chain"], one["scenario"], one["rank"]) for one in shown} == expected


def test_who_shares_a_place_shares_its_label(study):
    spec = scenario_bump(compare(study, ["base", "exportador"]), AREQUIPA)
    labels = spec["layer"][1]["data"]["values"]
    assert len({one["rank"] for one in labels}) == len(labels)
    assert sum(len(one["chain"].split(", ")) for one in labels) == 14


def test_frequencies_of_each_chain_add_up_to_one(specs):
    total = defaultdict(float)
    for one in specs["map"]["data"]["values"]:
        total[one["chain"]] += one["share"]
    assert len(total) == 8
    assert all(share == pytest.approx(1) for share in total.values())


def test_weights_are_those_of_the_scenario(study):
    spec = weight_bars(rank(study, "exportador"), "en")
    shown = [one["weight"] for one in spec["data"]["values"]]
    assert shown == rank(study, "exportador").weights.values.tolist()
    assert "Exports" in spec["description"]


def test_a_pooled_ranking_names_the_province_too(study):
    ranking = rank(study, "base", by="department")
    spec = ranking_bars(ranking, "Apurímac")
    assert "anís · Abancay" in spec["encoding"]["y"]["sort"]


@pytest.mark.parametrize("name", ["ranking", "whole", "bump", "map", "weights"])
def test_each_can_be_drawn(specs, name):
    svg = to_svg(specs[name]).decode()
    assert svg.startswith("<svg")
    assert ("Exportación" if name == "weights" else "granos andinos") in svg
    assert "NaN" not in svg
    assert to_png(specs[name], scale=1).startswith(b"\x89PNG")


def test_drawing_fetches_nothing():
    spec = {"data": {"url": "https://example.com/a.json"}, "mark": "point", "encoding": {}}
    with pytest.raises(ValueError, match=r"example\.com"):
        to_svg(spec)
