"""Scenarios, and methods, side by side."""

from __future__ import annotations

import pytest

from priorizar import compare, rank
from priorizar.questions.methods import MethodComparison, methods_side_by_side
from priorizar.report.charts import method_agreement_map, scenario_agreement_map, scenario_bump

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


def test_a_scenario_with_a_long_name_is_named_too(study, drawn):
    picture = drawn(scenario_bump(compare(study, ["base", "ahp", "exportador"]), ANTA))
    assert all(f">{name}<" in picture for name in ("Base", "Comparaciones de a dos (AHP)", "Exportador"))


def test_who_shares_a_place_shares_its_label(study):
    spec = scenario_bump(compare(study, ["base", "exportador"]), AREQUIPA)
    labels = spec["layer"][1]["data"]["values"]
    assert len({one["rank"] for one in labels}) == len(labels)
    assert sum(len(one["chain"].split(", ")) for one in labels) == 14


def test_many_chains_have_colours_that_the_colour_blind_tell_apart(compared):
    spec = scenario_bump(compared, AREQUIPA)
    assert spec["layer"][0]["encoding"]["color"]["scale"]["scheme"]["name"] == "viridis"


class TestAgreementOfScenarios:
    def test_is_that_of_the_comparison(self, compared, drawn):
        spec = scenario_agreement_map(compared)
        shown = {(one["group"], one["scenario"]): one["value"] for one in spec["data"]["values"]}
        assert len(shown) == 28 * 2
        spearman = next(
            one["spearman"]
            for one in compared.agreement()
            if (one["group"], one["scenario"]) == ("0301", "exportador")
        )
        assert shown["Abancay", "Exportador"] == spearman
        assert f"Abancay: Exportador {spearman:.2f}" in spec["description"]
        assert ">Paucartambo<" in drawn(spec)

    def test_can_be_measured_otherwise(self, compared):
        spec = scenario_agreement_map(compared, "en", "ws")
        assert "WS similarity" in spec["description"]
        assert {one["value"] for one in spec["data"]["values"]} == {one["ws"] for one in compared.agreement()}


def side_by_side(study, **values):
    agreement = [
        {"group": "0803", "method": "topsis (reference=scale)", "other": other, "spearman": value}
        for other, value in values.items()
    ]
    named = {"topsis (reference=scale)": rank(study)} | {name: rank(study, method=name) for name in values}
    return MethodComparison(named, [], agreement, [])


class TestAgreementOfMethods:
    def test_is_shown_both_ways_round(self, study, drawn):
        found = methods_side_by_side(
            study, "base", methods=["topsis", "additive", "vikor"], provinces=["Cusco"]
        )
        spec = method_agreement_map(found, "0801")
        shown = {(one["method"], one["other"]): one["value"] for one in spec["data"]["values"]}
        assert len(shown) == 9
        assert all(shown[a, b] == shown[b, a] for a, b in shown)
        measured = {(one["method"], one["other"]): one["spearman"] for one in found.agreement}
        assert (
            shown["TOPSIS (escala declarada)", "suma ponderada"]
            == measured["topsis (reference=scale)", "additive"]
        )
        assert "Cusco" in spec["description"]
        assert "TOPSIS (escala declarada)" in drawn(spec)

    def test_what_only_rounds_to_one_is_not_the_same_order(self, study):
        spec = method_agreement_map(side_by_side(study, vikor=0.998, copras=1.0, spotis=0.5), "0803")
        said = {one["other"]: one["said"] for one in spec["data"]["values"] if one["place"] == 1}
        assert said == {
            "TOPSIS (escala declarada)": "1",
            "VIKOR (v = 0.5)": "≈1",
            "COPRAS": "1",
            "SPOTIS": "0.50",
        }
        assert "TOPSIS (escala declarada): con el que menos, 0.50 (SPOTIS)" in spec["description"]

    def test_where_there_is_no_measure_there_is_a_dash(self, study, drawn):
        spec = method_agreement_map(side_by_side(study, vikor=None), "0803")
        assert [one["said"] for one in spec["data"]["values"]].count("–") == 2
        assert "Mediana –" in spec["description"]
        drawn(spec)

    def test_opposite_orders_are_as_dark_as_unlike_ones(self, study, drawn):
        spec = method_agreement_map(side_by_side(study, vikor=-0.7), "0803")
        assert {(one["said"], one["shade"], one["ink"]) for one in spec["data"]["values"]} == {
            ("-0.70", 0.0, "white"),
            ("1", 1.0, "black"),
        }
        drawn(spec)

    def test_of_one_method_there_is_an_empty_map(self, study, drawn):
        drawn(method_agreement_map(side_by_side(study), "0803"))
