"""What the order rests on."""

from __future__ import annotations

import pytest

from priorizar import cells, rank
from priorizar.report.charts import coverage_bars, evidence_map, stages_map

AREQUIPA = "0401"
COUNTS = [
    {"stage": "Producción", "chain": "todas", "problems": 5},
    {"stage": "Acopio", "chain": "todas", "problems": 2},
    {"stage": "Producción", "chain": "carpintería", "problems": 4},
]


@pytest.fixture(scope="module")
def ranking(study):
    return rank(study, "base")


def test_each_cell_says_what_it_rests_on(study, ranking, drawn):
    spec = evidence_map(ranking, AREQUIPA, "en")
    told = {"unknown": "no evidence"}
    expected = {
        (one["chain"], one["criterion"]): told.get(one["basis"], one["basis"])
        for one in cells(study, study.scenario("base"))
        if one["ubigeo"] == AREQUIPA
    }
    shown = {(one["chain"], one["criterion"]): one["basis"] for one in spec["data"]["values"]}
    assert shown == expected
    assert ">granos" not in drawn(spec)
    assert ">vegetables<" in drawn(spec)


def test_a_cell_has_its_amount_and_what_that_means(ranking):
    spec = evidence_map(ranking, AREQUIPA)
    shown = {(one["chain"], one["criterion"]): one for one in spec["data"]["values"]}
    export = shown["hortalizas", "oferta_exportable"]
    assert (export["amount"], export["meaning"]) == ("3", "Demanda actual")
    assert shown["lacteos", "oferta_exportable"]["meaning"] == "Mercado de nicho / Demanda potencial"
    assert shown["hortalizas", "ranking_nacional"]["meaning"] == "1 puesto"
    unknown = shown["hortalizas", "tradicion"]
    assert (unknown["amount"], unknown["meaning"], unknown["interval"]) == ("?", "–", "0 – 4")
    assert "hortalizas: Exportación 3 (reportado), Ranking 1 (reportado)" in spec["description"]
    assert "Tradición ? (sin evidencia)" in spec["description"]


def test_it_can_be_asked_which_cell_was_chosen(ranking):
    spec = evidence_map(ranking, AREQUIPA)
    (param,) = spec["layer"][0]["params"]
    assert param["name"] == "cell"
    assert set(param["select"]["fields"]) == {"ubigeo", "chain", "criterion"}
    chosen = [tuple(one[field] for field in param["select"]["fields"]) for one in spec["data"]["values"]]
    assert len(set(chosen)) == len(chosen)


def test_coverage_is_the_share_of_cells_with_evidence(ranking, drawn):
    spec = coverage_bars(ranking)
    shares = {one["name"]: one["share"] for one in spec["data"]["values"]}
    assert list(shares.values()) == ranking.matrix.known.mean(axis=0).tolist()
    assert "Tradición 14\u00a0%" in spec["description"]
    assert "Tradición" in drawn(spec)


def test_coverage_is_told_of_one_group_and_of_chains(study, ranking):
    there = [one for one in cells(study, study.scenario("base")) if one["ubigeo"] == AREQUIPA]

    def share(field, value):
        known = [one["basis"] != "unknown" for one in there if one[field] == value]
        return sum(known) / len(known)

    by_criterion = coverage_bars(ranking, group=AREQUIPA)["data"]["values"]
    assert [one["share"] for one in by_criterion] == [
        share("criterion", one.id) for one in ranking.matrix.criteria
    ]
    by_chain = {
        one["name"]: one["share"]
        for one in coverage_bars(ranking, group=AREQUIPA, of="chain")["data"]["values"]
    }
    assert by_chain == {name: share("chain_name", name) for name in {one["chain_name"] for one in there}}
    everywhere = coverage_bars(ranking, of="chain")
    assert len(everywhere["data"]["values"]) == len({one.chain.id for one in study.alternatives})
    assert "ajo " in everywhere["description"]


def test_problems_are_counted_by_stage_and_chain(drawn):
    spec = stages_map(COUNTS)
    assert "todas: Producción 5, Acopio 2; carpintería: Producción 4" in spec["description"]
    letters = drawn(spec)
    assert letters.index(">Producción<") < letters.index(">Acopio<")
    assert {one["problems"] for one in spec["data"]["values"]} == {5, 2, 4}


def test_a_study_without_problems_has_an_empty_map(drawn):
    drawn(stages_map([]))
