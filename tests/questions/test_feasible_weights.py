"""Which weights a question is asked over: what the statements leave open, at any node of the value tree."""

from __future__ import annotations

import numpy as np
import pytest

import priorizar as pz
from priorizar.elicitation.weighing import read_statement
from priorizar.questions.experiment import Experiment
from priorizar.questions.feasible_weights import feasible_weights
from priorizar.study.scenario import edited
from priorizar.uncertainty.judged import usual_concentration
from priorizar.uncertainty.regions import Simplex

NAMES = ("oferta_exportable", "ranking_nacional", "vocacion_productiva", "tradicion", "severidad_cuellos")
ON_GROUPS = {
    "procedure": "region",
    "statements": [
        {"criterion": "mercado", "percent": [40, 60]},
        {"criterion": "viabilidad", "at_least": "territorio"},
    ],
}


def ranked(study, written):
    stated = edited(study.scenario("base"), weights=read_statement(written), stated_by="Una mesa")
    return pz.rank(study, stated)


def drawn(ranking, count=4_000):
    """(count, n)"""
    return feasible_weights(ranking).draw(np.random.default_rng(7), count).T


def groups(weights):
    return weights[:, :2].sum(axis=1), weights[:, 2:4].sum(axis=1), weights[:, 4]


def test_the_criteria_stand_as_these_tests_take_them(study):
    tree = study.criteria_sets["priorizacion"]
    assert tuple(one.id for one in tree.leaf_criteria) == NAMES
    assert [(one.id, [leaf.id for leaf in one.leaves()]) for one in tree.criteria] == [
        ("mercado", list(NAMES[:2])),
        ("territorio", list(NAMES[2:4])),
        ("viabilidad", list(NAMES[4:])),
    ]


def test_statements_on_groups_hold_for_every_draw_and_are_not_narrowed(study):
    ranking = ranked(study, ON_GROUPS)
    market, territory, feasibility = groups(drawn(ranking))
    assert (market >= 0.4 - 1e-9).all()
    assert (market <= 0.6 + 1e-9).all()
    assert (feasibility >= territory - 1e-9).all()
    # As far as the statements let them: 40 to 60 for the market, nothing to half the rest for the territory.
    assert (market.min(), market.max()) == pytest.approx((0.4, 0.6), abs=0.01)
    assert (territory.min(), territory.max()) == pytest.approx((0, 0.3), abs=0.02)
    assert Experiment().weights_name(ranking) == "stated"


def test_within_a_group_the_shares_said_are_the_middle_of_those_drawn(study):
    points = {"procedure": "points", "values": {"tradicion": 75, "vocacion_productiva": 25}}
    weights = drawn(ranked(study, ON_GROUPS | {"groups": {"territorio": points}}))
    _, territory, _ = groups(weights)
    share = weights[:, 3] / territory
    assert share.mean() == pytest.approx(0.75, abs=0.005)
    assert share.var() == pytest.approx(0.75 * 0.25 / (usual_concentration(2) + 1), rel=0.1)
    # Of the market nobody said how it is shared out: any way, uniformly.
    market = weights[:, 0] / weights[:, :2].sum(axis=1)
    assert (market.mean(), market.var()) == (pytest.approx(0.5, abs=0.02), pytest.approx(1 / 12, rel=0.1))


def test_what_a_group_weighs_is_drawn_apart_from_how_it_is_shared_out(study):
    points = {"procedure": "points", "values": {"tradicion": 75, "vocacion_productiva": 25}}
    weights = drawn(ranked(study, ON_GROUPS | {"groups": {"territorio": points}}))
    _, territory, _ = groups(weights)
    assert abs(np.corrcoef(territory, weights[:, 3] / territory)[0, 1]) < 0.06


def test_statements_within_a_group_are_of_its_share(study):
    within = {"procedure": "region", "statements": [{"criterion": "tradicion", "percent": [20, 50]}]}
    shares = {"mercado": 50, "territorio": 30, "viabilidad": 20}
    ranking = ranked(study, {"procedure": "points", "values": shares, "groups": {"territorio": within}})
    weights = drawn(ranking)
    market, territory, feasibility = groups(weights)
    for drawn_share, said in ((market, 0.5), (territory, 0.3), (feasibility, 0.2)):
        assert drawn_share.mean() == pytest.approx(said, abs=0.005)
        assert drawn_share.var() == pytest.approx(said * (1 - said) / (usual_concentration(3) + 1), rel=0.1)
    of_group = weights[:, 3] / territory
    assert (of_group.min(), of_group.max()) == pytest.approx((0.2, 0.5), abs=0.01)
    # The scenario's own weights are among them.
    upper, bound = feasible_weights(ranking).constraints
    assert (upper @ ranking.weights.values <= bound + 1e-9).all()


def test_both_together(study):
    within = {"procedure": "region", "statements": [{"criterion": "tradicion", "percent": [20, 50]}]}
    weights = drawn(ranked(study, ON_GROUPS | {"groups": {"territorio": within}}))
    market, territory, _ = groups(weights)
    assert (market.min(), market.max()) == pytest.approx((0.4, 0.6), abs=0.01)
    assert (weights[:, 3] >= 0.2 * territory - 1e-9).all()
    assert (weights[:, 3] <= 0.5 * territory + 1e-9).all()


def test_statements_on_all_criteria_are_as_stated(study):
    ranking = ranked(
        study, {"procedure": "region", "statements": [{"criterion": "tradicion", "percent": [20, 50]}]}
    )
    upper, bound = feasible_weights(ranking).constraints
    np.testing.assert_array_equal(upper, ranking.weights.region.a_ub)
    np.testing.assert_array_equal(bound, ranking.weights.region.b_ub)


def test_where_nobody_said_that_one_matters_more_any_weights_are_thought_possible(study):
    ranking = ranked(study, {"procedure": "equal"})
    assert feasible_weights(ranking) == Simplex(5)
    assert Experiment().weights_name(ranking) == "any_equal"


def test_where_somebody_made_the_weights_up_any_are_thought_possible(study):
    weights = read_statement(
        {"procedure": "points", "values": {"mercado": 50, "territorio": 0, "viabilidad": 50}}
    )
    ranking = pz.rank(study, edited(study.scenario("base"), weights=weights))
    assert Experiment().weights_name(ranking) == "any_illustrative"
    in_all = feasible_weights(ranking)
    assert (in_all.draw(np.random.default_rng(7), 200)[2:4] == 0).all()  # what has no weight stays without


def test_any_weights_can_be_asked_for_where_somebody_stated_some(study):
    shares = {"mercado": 50, "territorio": 30, "viabilidad": 20}
    ranking = ranked(study, {"procedure": "points", "values": shares})
    assert Experiment().weights_name(ranking) == "stated"
    assert feasible_weights(ranking, "any") == Simplex(5)
