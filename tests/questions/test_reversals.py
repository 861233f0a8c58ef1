"""Whether the list is stable as a list."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.questions.reversals import rank_reversals
from refusals import refused

OBSERVED = {"name": "topsis", "reference": "observed", "normalization": "vector"}


@pytest.mark.long
@pytest.mark.parametrize("method", ["topsis", "additive", "spotis"])
@pytest.mark.parametrize("scenario", ["base", "exportador"])
def test_methods_that_score_each_alone_never_turn(study, scenario, method):
    records = rank_reversals(study, scenario, method=method)
    assert {one["change"] for one in records} == {"drop", "copy", "add", "drop_criterion"}
    for one in records:
        assert one["tried"] > 0
        if one["change"] != "drop_criterion":
            assert (one["reversed"], one["winner_changed"], one["worst"], one["pairs"]) == (0, 0, None, 0)


@pytest.mark.parametrize("method", [OBSERVED, "vikor", "mabac"], ids=["topsis-observed", "vikor", "mabac"])
def test_dropping_is_ranking_again_without_the_chain(study, method):
    """Each chain of a province excluded in turn, by the scenario, and the others compared pair by pair."""
    province, code = "Arequipa", "0401"
    whole = pz.rank(study, "exportador", method=method)
    score = scores(whole, code)
    turned = winners = most = 0
    for gone in score:
        here = study.scenario("exportador")
        without = here.model_copy(update={"exclude": here.exclude.model_copy(update={"chains": (gone,)})})
        again = scores(pz.rank(study, without, method=method), code)
        pairs = sum(
            (score[a] - score[b] > 1e-9 and again[b] - again[a] > 1e-9)
            for a in again
            for b in again
            if a != b
        )
        turned += pairs > 0
        most = max(most, pairs)
        rest = {name: one for name, one in score.items() if name != gone}
        winners += not (first(rest) & first(again))
    (record,) = [
        one
        for one in rank_reversals(study, "exportador", method=method, provinces=[province])
        if one["change"] == "drop"
    ]
    assert record["tried"] == len(score)
    assert (record["reversed"], record["winner_changed"]) == (turned, winners)
    if not winners:
        assert record["pairs"] == most


def scores(ranking, code):
    rows = zip(ranking.matrix.alternatives, ranking.score, strict=True)
    return {one.chain.id: float(score) for one, score in rows if one.province.ubigeo == code}


def first(score):
    best = max(score.values())
    return {name for name, one in score.items() if one >= best - 1e-9}


def test_textbook_topsis_does_turn_somewhere(study):
    records = rank_reversals(study, "exportador", method=OBSERVED)
    assert sum(one["reversed"] for one in records if one["change"] != "drop_criterion") > 0
    worst = max(records, key=lambda one: one["pairs"])
    assert worst["worst"]
    assert worst["pairs"] >= 1


def test_dropping_a_criterion_is_ranking_without_it(study, points):
    names = ("oferta_exportable", "ranking_nacional", "vocacion_productiva", "tradicion", "severidad_cuellos")
    here = scores(pz.rank(study), "0803")
    turned = 0
    for j in range(5):
        there = scores(pz.rank(study, points(*(0 if k == j else 1 for k in range(5)))), "0803")
        turned += any(here[a] - here[b] > 1e-9 and there[b] - there[a] > 1e-9 for a in here for b in here)
    (record,) = [
        one for one in rank_reversals(study, provinces=["Anta"]) if one["change"] == "drop_criterion"
    ]
    assert record["tried"] == 5
    assert record["reversed"] == turned
    assert record["worst"] in (None, *names)


def test_left_out_what_is_unknown_is_refused(study):
    assert refused(rank_reversals, study, "solo_documentado") == ["robustness.reversal_leave_out"]
