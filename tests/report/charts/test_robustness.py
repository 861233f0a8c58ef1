"""What of an order survives what nobody knows."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from priorizar import robustness
from priorizar.report.charts import acceptability_map, central_weights_bars, rank_intervals

ANTA = "0803"


@pytest.fixture(scope="module")
def drawings(study):
    return robustness(study, "base", provinces=["Anta"], draws=400)


@pytest.fixture(scope="module")
def only_weights(study):
    """With the evidence as stated some chains are never first."""
    return robustness(study, "base", provinces=["Abancay"], draws=200, vary="weights")


def test_frequencies_of_each_chain_add_up_to_one(drawings, drawn):
    spec = acceptability_map(drawings, ANTA)
    total = defaultdict(float)
    for one in spec["data"]["values"]:
        total[one["chain"]] += one["share"]
    assert len(total) == 8
    assert all(share == pytest.approx(1) for share in total.values())
    assert spec["layer"][0]["encoding"]["color"]["scale"]["scheme"] == "viridis"
    assert "granos andinos" in drawn(spec)


def test_intervals_are_those_of_the_draws(drawings, drawn):
    spec = rank_intervals(drawings, ANTA)
    expected = {
        one["chain_name"]: (one["rank"], one["rank_low"], one["rank_high"])
        for one in drawings.acceptability()
    }
    shown = {one["chain"]: (one["rank"], one["low"], one["high"]) for one in spec["data"]["values"]}
    assert shown == expected
    for chain, (rank, low, high) in expected.items():
        assert f"{chain}: puesto {rank}, entre {low} y {high}" in spec["description"]
    assert "turismo" in drawn(spec)


def test_intervals_with_other_weights_change_the_data_and_nothing_else(study, drawings):
    other = robustness(study, "exportador", provinces=["Anta"], draws=100)
    one, two = (
        {key: part for key, part in rank_intervals(found, ANTA).items() if key not in ("data", "description")}
        for found in (drawings, other)
    )
    assert one == two


def test_central_weights_add_up_to_one(drawings, drawn):
    spec = central_weights_bars(drawings, ANTA)
    told = {one["chain_name"]: one for one in drawings.central_weights()}
    total = defaultdict(float)
    for one in spec["data"]["values"]:
        total[one["chain"]] += one["weight"]
    assert set(total) == {name for name, one in told.items() if one["weights"] is not None}
    assert all(weight == pytest.approx(1) for weight in total.values())
    first = told["granos andinos"]
    share = f"{100 * first['weights']['ranking_nacional']:.0f}"
    assert f"granos andinos (1.ª en {100 * first['first']:.0f}\u00a0%)" in spec["description"]
    assert f"Ranking {share}\u00a0%" in spec["description"]
    assert "Exportación" in drawn(spec)


def test_who_is_never_first_is_named(only_weights, drawn):
    spec = central_weights_bars(only_weights, "0301", "en")
    never = {one["chain_name"] for one in only_weights.central_weights("en") if one["weights"] is None}
    assert never
    named = spec["description"].split("Never first: ")[1].removesuffix(".").split(", ")
    assert set(named) == never
    assert not never & {one["chain"] for one in spec["data"]["values"]}
    drawn(spec)


def test_a_frequency_that_is_not_zero_does_not_look_like_zero(study):
    found = robustness(study, "base", provinces=["Cusco"], draws=1000, vary="evidence")
    shares = {one["chain_name"]: one["first"] for one in found.central_weights()}
    rare = [name for name, share in shares.items() if 0 < share < 0.005]
    assert rare
    spec = central_weights_bars(found, "0801")
    assert {one["first"] for one in spec["data"]["values"] if one["chain"] in rare} == {"1.ª en < 1\u00a0%"}


def test_on_a_phone_colours_have_to_do(drawings, drawn):
    spec = acceptability_map(drawings, ANTA)
    wide, narrow = (drawn(spec | {"width": width}) for width in (420, 100))
    hidden = re.compile(r'opacity="0"[^>]*>\d+\s?%<')
    assert not hidden.search(wide)
    assert hidden.search(narrow)
