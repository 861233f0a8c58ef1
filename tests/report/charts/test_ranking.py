"""The order of one group as bars, and the weights it comes from."""

from __future__ import annotations

from collections import defaultdict

import pytest

from priorizar import rank
from priorizar.report.charts import OKABE_ITO, ranking_bars, weight_bars

ANTA = "0803"
AREQUIPA = "0401"


def but_for_data(spec):
    return {key: part for key, part in spec.items() if key not in ("data", "description")}


def in_order(spec):
    placed = {one["chain"]: one["place"] for one in spec["data"]["values"]}
    return sorted(placed, key=placed.__getitem__)


@pytest.fixture(scope="module")
def bars(study):
    return ranking_bars(rank(study, "base"), ANTA)


@pytest.fixture(scope="module")
def whole(study):
    return ranking_bars(rank(study, "base", method="vikor"), ANTA)


def test_the_parts_of_each_bar_add_up_to_the_score(study, bars):
    parts = defaultdict(float)
    for one in bars["data"]["values"]:
        parts[one["chain"]] += one["score"]
    ranking = rank(study, "base")
    scores = {one["chain_name"]: one["score"] for one in ranking.rows() if one["ubigeo"] == ANTA}
    assert parts == pytest.approx(scores, abs=1e-12)
    assert in_order(bars) == list(scores)
    assert all(f"{chain} {score:.3f}" in bars["description"] for chain, score in scores.items())


def test_scores_that_do_not_come_apart_are_shown_whole(whole):
    assert "color" not in whole["encoding"]
    assert {"chain", "score", "place"} == set(whole["data"]["values"][0])
    assert "criterio" not in whole["description"]


@pytest.mark.parametrize("method", ["topsis", "additive", "vikor", "promethee2"])
def test_other_weights_change_the_data_and_nothing_else(study, method):
    one, other = (
        ranking_bars(rank(study, name, method=method), AREQUIPA) for name in ("exportador", "necesidad")
    )
    assert in_order(one) != in_order(other)
    assert but_for_data(one) == but_for_data(other)
    assert len(one["data"]["values"]) == len(other["data"]["values"])


def test_the_axis_is_the_whole_range_of_the_score_where_that_is_known(bars, whole):
    assert bars["encoding"]["x"]["scale"]["domain"] == [0, 1]
    assert "scale" not in whole["encoding"]["x"]


def test_bars_stand_in_the_order_of_the_places(bars, drawn):
    letters = drawn(bars)
    assert sorted(in_order(bars), key=lambda chain: letters.index(f">{chain}<")) == in_order(bars)


def test_criteria_have_colours_that_the_colour_blind_tell_apart(bars):
    colours = bars["encoding"]["color"]["scale"]["range"]
    assert colours == list(OKABE_ITO[: len(colours)])


def test_a_pooled_ranking_names_the_province_too(study):
    spec = ranking_bars(rank(study, "base", by="department"), "Apurímac")
    assert "anís · Abancay" in in_order(spec)


def test_whole_bars_can_be_drawn(whole, drawn):
    assert "granos andinos" in drawn(whole)


def test_weights_are_those_of_the_scenario(study, drawn):
    spec = weight_bars(rank(study, "exportador"), "en")
    shown = [one["weight"] for one in spec["data"]["values"]]
    assert shown == rank(study, "exportador").weights.values.tolist()
    assert "Exports" in spec["description"]
    assert "Exports" in drawn(spec)
