"""From a study to what is simulated: evidence, scores and regions are those of the ranking."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

import priorizar as pz
from priorizar.questions.experiment import Experiment
from priorizar.questions.feasible_weights import feasible_weights
from priorizar.questions.group_problems import KnownOnly, criteria_ids, group_problems, wanted_groups
from priorizar.ranking.ranking import inputs_of
from priorizar.uncertainty.regions import People, Simplex
from priorizar.uncertainty.streams import WEIGHTS, stream
from refusals import refused

SCENARIOS = ("base", "exportador", "identidad", "necesidad", "viabilidad", "ahp", "solo_documentado")
METHODS = (
    {"name": "topsis"},
    {"name": "topsis", "reference": "observed"},
    {"name": "topsis", "reference": "observed", "normalization": "minmax"},
    {"name": "additive"},
    {"name": "vikor"},
    {"name": "promethee2"},
    {"name": "copras"},
    {"name": "spotis"},
    {"name": "mabac"},
)
ROWWISE = [{"name": "topsis"}, {"name": "additive"}, {"name": "spotis"}]


def chunks(simulation, draws):
    return simulation.chunks(0, -(-draws // simulation.chunk), draws)


def drawn(region, size=2000):
    return region.draw(stream(0, WEIGHTS, 0), size)


class TestEvidence:
    @pytest.mark.parametrize("scenario", SCENARIOS)
    @pytest.mark.parametrize("by", ["province", "zone", "department", "all"])
    def test_as_stated_it_is_the_matrix_on_the_common_scale(self, study, scenario, by):
        ranking = pz.rank(study, scenario, by=by)
        split = group_problems(ranking)
        assert [one.label for one in split] == list(ranking.groups.labels)
        assert sorted(np.concatenate([one.rows for one in split])) == list(range(len(ranking.score)))
        for one in split:
            np.testing.assert_array_equal(one.evidence.stated, ranking.matrix.scaled[one.rows])

    @pytest.mark.parametrize("method", ["vikor", "spotis", "promethee2"])
    def test_methods_that_read_units_get_them(self, study, method):
        ranking = pz.rank(study, "necesidad", method=method)
        for one in group_problems(ranking):
            np.testing.assert_array_equal(one.evidence.stated, ranking.matrix.value[one.rows])

    @pytest.mark.long
    @pytest.mark.parametrize(
        ("scenario", "method"),
        [
            pytest.param(scenario, method, id="-".join([scenario, *method.values()]))
            for scenario, method in product(SCENARIOS, METHODS)
            # Without the unknown each chain has weights of its own, and must be scored alone.
            if scenario != "solo_documentado" or method in ROWWISE
        ],
    )
    def test_as_stated_each_group_scores_as_it_is_ranked(self, study, scenario, method):
        ranking = pz.rank(study, scenario, method=method)
        for one in group_problems(ranking):
            score = one.score(one.evidence.stated, ranking.weights.values)
            np.testing.assert_allclose(score, ranking.score[one.rows], rtol=0, atol=1e-12)

    def test_what_nobody_knows_spans_the_whole_scale(self, study):
        ranking = pz.rank(study)
        unknown = ~ranking.matrix.known
        assert unknown.any()
        for one in group_problems(ranking):
            least, greatest = one.evidence.ends
            there = unknown[one.rows]
            assert (least[there] == 0).all()
            assert (greatest[there] == 1).all()
            assert one.evidence.uncertain[there].all()

    def test_draws_keep_to_what_the_evidence_leaves_open_and_to_levels(self, study):
        ranking = pz.rank(study)
        worst, best = ranking.matrix.scaled_interval
        levels = [one.scale.type == "levels" for one in ranking.matrix.criteria]
        for one in group_problems(ranking):
            simulation = one.simulation(feasible_weights(ranking), Experiment(vary="both"))
            for _, _, matrix in chunks(simulation, 400):
                cells = matrix.transpose(2, 1, 0)
                # An interval between two levels of the rubric is doubt between them: a level either way.
                room = np.where(levels, 0.25, 0.0) + 1e-12
                assert (cells >= worst[one.rows] - room).all()
                assert (cells <= best[one.rows] + room).all()
                moves = one.evidence.uncertain & levels
                on_levels = cells[:, moves] * 4
                np.testing.assert_allclose(on_levels, np.round(on_levels), atol=1e-12)

    def test_an_unknown_cell_takes_every_level_as_often(self, study):
        ranking = pz.rank(study)
        one = group_problems(ranking)[0]
        column = criteria_ids(ranking).index("tradicion")
        row = int(np.flatnonzero(~ranking.matrix.known[one.rows, column])[0])
        simulation = one.simulation(feasible_weights(ranking), Experiment(vary="evidence"))
        values = np.concatenate([m[column, row].copy() for _, _, m in chunks(simulation, 20_000)])
        found, times = np.unique(values, return_counts=True)
        np.testing.assert_allclose(found, [0, 0.25, 0.5, 0.75, 1])
        assert np.abs(times / 20_000 - 0.2).max() < 0.012

    def test_a_performance_goes_through_its_value_function(self, study):
        # The value of fifth place is one half; unknown, uniform from 1 to 25, it is above 4 times in 24.
        ranking = pz.rank(study)
        column = criteria_ids(ranking).index("ranking_nacional")
        unknown = ~ranking.matrix.known[:, column]
        one = next(one for one in group_problems(ranking) if unknown[one.rows].any())
        row = int(np.flatnonzero(unknown[one.rows])[0])
        simulation = one.simulation(feasible_weights(ranking), Experiment(vary="evidence"))
        values = np.concatenate([m[column, row].copy() for _, _, m in chunks(simulation, 20_000)])
        assert abs((values > 0.5).mean() - 4 / 24) < 0.011

    def test_a_criterion_turned_round_is_read_the_other_way(self, study):
        here, turned = pz.rank(study, "viabilidad"), pz.rank(study, "necesidad")
        column = criteria_ids(here).index("severidad_cuellos")
        uniforms = np.linspace(0.01, 0.99, 50)
        for one, other in zip(group_problems(here), group_problems(turned), strict=True):
            assert one.evidence.cells == other.evidence.cells
            grid = np.tile(uniforms, (len(one.evidence.cells), 1))
            straight, round_ = one.evidence.at(grid), other.evidence.at(grid)
            np.testing.assert_allclose(round_[column], 1 - straight[column], atol=1e-12)
            rest = np.delete(np.arange(len(straight)), column)
            np.testing.assert_array_equal(round_[rest], straight[rest])

    def test_only_weights_vary_when_asked(self, study):
        ranking = pz.rank(study)
        one = group_problems(ranking)[0]
        assert one.evidence.cells
        assert not one.simulation(feasible_weights(ranking), Experiment(vary="weights")).evidence.cells


class TestLeavingOutTheUnknown:
    def test_unknown_cells_are_not_drawn(self, study):
        ranking = pz.rank(study, "solo_documentado")
        for one in group_problems(ranking):
            known = ranking.matrix.known[one.rows]
            assert not (one.evidence.uncertain & ~known).any()
        assert any(one.evidence.uncertain.any() for one in group_problems(ranking))

    @pytest.mark.parametrize("method", ["additive", "topsis", "spotis"])
    def test_other_weights_give_what_ranking_by_them_gives(self, study, points, method):
        values = (3.0, 1.0, 4.0, 1.0, 5.0)
        other = points(*values, more="unknown: leave_out")
        by_them = pz.rank(study, other, method=method)
        for one in group_problems(pz.rank(study, "solo_documentado", method=method)):
            assert isinstance(one.score, KnownOnly)
            weights = np.array(values) / sum(values)
            score = one.score(one.evidence.stated, np.stack([weights, weights[::-1]]))[0]
            np.testing.assert_allclose(score, by_them.score[one.rows], atol=1e-12)

    def test_weighted_sum_by_hand(self, study):
        ranking = pz.rank(study, "solo_documentado", method="additive")
        known, values = ranking.matrix.known, ranking.matrix.scaled
        for one in group_problems(ranking):
            for weights in drawn(Simplex(5), 20).T:
                own = weights * known[one.rows]
                by_hand = (own * values[one.rows]).sum(axis=1) / own.sum(axis=1)
                np.testing.assert_allclose(one.score(one.evidence.stated, weights), by_hand, atol=1e-12)

    def test_weights_that_leave_nothing_known_are_refused(self, study):
        only_tradition = People(np.eye(5)[[3]])
        asked = {"scenario": "solo_documentado", "draws": 10, "region": only_tradition}
        assert refused(pz.robustness, study, **asked) == ["robustness.nothing_known_has_weight"]


class TestFeasibleWeights:
    def test_any_weights_keep_a_criterion_off_that_is_off(self, study, points):
        ranking = pz.rank(study, points(2, 0, 1, 1, 0))
        weights = drawn(feasible_weights(ranking, "any"), 20_000)
        assert (weights[[1, 4]] == 0).all()
        np.testing.assert_allclose(weights.sum(axis=0), 1)
        # Uniform on what is left: three weights of mean 1/3 and variance 1/18.
        np.testing.assert_allclose(weights[[0, 2, 3]].mean(axis=1), 1 / 3, atol=0.006)
        np.testing.assert_allclose(weights[[0, 2, 3]].var(axis=1), 1 / 18, atol=0.002)

    def test_uniform_is_the_former_name_of_any_weights(self, study):
        assert feasible_weights(pz.rank(study, "exportador"), "any") == Simplex(5)
        assert feasible_weights(pz.rank(study)) == Simplex(5)
        assert feasible_weights(pz.rank(study, "exportador"), "uniform") == Simplex(5)

    def test_order_keeps_the_order_and_nothing_more(self, study, points):
        ranking = pz.rank(study, points(40, 30, 15, 5, 10))
        weights = drawn(feasible_weights(ranking, "order"), 5000)
        in_order = weights[[0, 1, 2, 4, 3]]
        assert (np.diff(in_order, axis=0) <= 1e-12).all()
        # A whole order has the rank-order centroid as its mean.
        centroid = np.cumsum(1 / np.arange(5, 0, -1))[::-1] / 5
        np.testing.assert_allclose(in_order.mean(axis=1), centroid, atol=0.01)

    def test_equal_weights_state_no_order(self, study, points):
        assert feasible_weights(pz.rank(study), "order") == Simplex(5)
        weights = drawn(feasible_weights(pz.rank(study, points(2, 1, 2, 1, 1)), "order"), 5000)
        first, rest = weights[[0, 2]], weights[[1, 3, 4]]
        assert (first.min(axis=0) >= rest.max(axis=0) - 1e-12).all()
        assert 0.45 < (weights[0] > weights[2]).mean() < 0.55

    def test_order_keeps_a_criterion_off_that_is_off(self, study, points):
        weights = drawn(feasible_weights(pz.rank(study, points(3, 0, 2, 1, 0)), "order"))
        assert np.abs(weights[[1, 4]]).max() <= 1e-9
        assert (np.diff(weights[[0, 2, 3]], axis=0) <= 1e-9).all()
        assert (
            feasible_weights(pz.rank(study, points(1, 0, 1, 1, 0)), "order").draw(stream(0, 0, 0), 9)[1] == 0
        ).all()

    def test_within_keeps_each_weight_near(self, study, points):
        ranking = pz.rank(study, points(40, 30, 15, 15, 0))
        weights = drawn(feasible_weights(ranking, "within:0.1"))
        centre = ranking.weights.values[:, None]
        assert np.abs(weights[4]).max() <= 1e-9
        assert (np.abs(weights - centre) <= 0.1 + 1e-9).all()
        assert np.abs(weights[:4] - centre[:4]).max() > 0.09

    def test_dirichlet_stays_around_the_scenario(self, study, points):
        ranking = pz.rank(study, points(40, 30, 20, 10, 0))
        weights = drawn(feasible_weights(ranking, "dirichlet:50"), 20_000)
        centre = ranking.weights.values
        np.testing.assert_allclose(weights.mean(axis=1), centre, atol=0.002)
        np.testing.assert_allclose(weights.var(axis=1), centre * (1 - centre) / 51, atol=2e-4)
        assert (weights[4] == 0).all()

    def test_fixed_is_the_scenario(self, study):
        ranking = pz.rank(study, "exportador")
        assert (drawn(feasible_weights(ranking, "fixed"), 3) == ranking.weights.values[:, None]).all()

    def test_a_region_of_ones_own_passes(self, study):
        mine = Simplex(5)
        assert feasible_weights(pz.rank(study), mine) is mine

    def test_a_scenario_that_states_a_region_is_its_own(self, study, written):
        scenario = written(
            """
            stated_by: Una mesa
            weights:
              procedure: region
              statements:
                - {criterion: oferta_exportable, percent: [20, 40]}
                - {criterion: oferta_exportable, at_least: tradicion, times: 2}
                - {criterion: vocacion_productiva, at_least: severidad_cuellos}
            """
        )
        ranking = pz.rank(study, scenario)
        weights = drawn(feasible_weights(ranking))
        assert weights[0].min() >= 0.2 - 1e-9
        assert weights[0].max() <= 0.4 + 1e-9
        assert (weights[0] >= 2 * weights[3] - 1e-9).all()
        assert (weights[2] >= weights[4] - 1e-9).all()
        assert np.ptp(weights, axis=1).min() > 0.1
        answer = pz.robustness(study, scenario, draws=100, provinces=["Anta"])
        np.testing.assert_array_equal(answer.region.constraints[0], ranking.weights.region.a_ub)
        # Said otherwise, it is otherwise.
        assert pz.robustness(study, scenario, draws=9, region="uniform").region == Simplex(5)

    @pytest.mark.parametrize(
        "written",
        ["", "unifrom", "order:3", "fixed:1", "uniform:2", "people:1"]
        + [f"within{size}" for size in ("", ":", ":0", ":1.5", ":nan", ":-1", ":x")]
        + [f"dirichlet{size}" for size in ("", ":0", ":-3", ":inf")],
    )
    def test_an_unknown_name_is_refused(self, study, written):
        assert refused(feasible_weights, pz.rank(study), written) == ["robustness.region_name"]

    def test_people_where_there_are_none_are_refused(self, study):
        assert refused(feasible_weights, pz.rank(study), "people") == ["robustness.no_people"]

    def test_only_the_evidence_varies_with_weights_as_they_are(self, study):
        ranking = pz.rank(study, "exportador")
        held = Experiment(weights="uniform", vary="evidence").feasible_weights(ranking)
        assert (drawn(held, 2) == ranking.weights.values[:, None]).all()
        assert refused(Experiment, vary="all") == ["robustness.vary_unknown"]


class TestGroupsWanted:
    def test_by_name_or_code_in_any_grouping(self, study):
        for by, labels in (
            ("province", {"0803", "0301"}),
            ("department", {"Cusco", "Apurímac"}),
            ("all", {"all"}),
        ):
            assert wanted_groups(study, pz.rank(study, by=by), ["ANTA", "0301"]) == labels
        zones = {study.provinces[code].zone for code in ("0803", "0301")}
        assert wanted_groups(study, pz.rank(study, by="zone"), ["Anta", "abancay"]) == zones
        assert wanted_groups(study, pz.rank(study), []) == set()

    def test_unknown_provinces_are_named_all_at_once(self, study):
        keys = refused(wanted_groups, study, pz.rank(study), ["Atlantis", "Anta", "9999"])
        assert keys == ["study.unknown_province"] * 2

    def test_a_province_that_is_left_out_is_refused(self, study, written):
        scenario = written("exclude: {provinces: [Anta]}")
        assert refused(pz.robustness, study, scenario, provinces=["Anta"]) == ["robustness.nothing_there"]

    def test_bridged_methods_get_what_they_need(self, study):
        ranking = pz.rank(study, method="spotis")
        assert "bounds" in inputs_of(ranking.matrix, ranking.method)[2]
        assert group_problems(ranking, groups=["0803"])[0].score.keywords["bounds"].shape == (5, 2)
