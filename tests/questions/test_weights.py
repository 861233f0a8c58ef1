"""How far weights may move: exact answers beside brute force, on the provinces of the study."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import priorizar as pz
from priorizar.methods.ranks import ranks
from priorizar.questions.problems import criteria_ids, problems
from priorizar.questions.regions import region_of
from priorizar.questions.weights import overtaking, weight_stability
from priorizar.uncertainty.stability import moved
from refusals import refused

STEPS = 2000
MARGIN = 100


def stretch(problem, weights, column, first):
    """Last step below the weight, and first above it, at which what is to be kept is not; None without.

    Towards the ends, where one criterion alone decides, TOPSIS scores differ by squares and tie by tolerance.
    """
    grid = np.linspace(0, 1, STEPS + 1)[MARGIN:-MARGIN]
    kept = kept_of(problem, weights, first)
    same = (kept_of(problem, moved(weights, column, grid), first) == kept).all(axis=1)
    here = weights[column]
    below, above = np.flatnonzero(~same & (grid < here)), np.flatnonzero(~same & (grid > here))
    return grid[below[-1]] if below.size else None, grid[above[0]] if above.size else None


def agrees(record, below, above):
    """Each end lies within the step in which the grid saw the change; nothing came before it."""
    if below is None:
        assert record["low"] <= MARGIN / STEPS
    else:
        assert -1e-9 <= record["low"] - below <= 1 / STEPS + 1e-9
    if above is None:
        assert record["high"] >= 1 - MARGIN / STEPS
    else:
        assert -1e-9 <= above - record["high"] <= 1 / STEPS + 1e-9


def kept_of(problem, weights, first):
    place = ranks(problem.score(problem.evidence.stated, weights))
    return place if first is None else place <= first


class TestStability:
    @pytest.mark.parametrize("scenario", ["base", "exportador"])
    @pytest.mark.parametrize("method", ["additive", "topsis"])
    @pytest.mark.parametrize("first", [1, 3, None])
    def test_against_a_dense_grid_in_every_province(self, study, scenario, method, first):
        ranking = pz.rank(study, scenario, method=method)
        records = weight_stability(study, scenario, first=first, method=method)
        names, weights = criteria_ids(ranking), ranking.weights.values
        split = {one.label: one for one in problems(ranking)}
        assert len(records) == len(split) * len(names)
        for record in records:
            column = names.index(record["criterion"])
            assert record["exact"]
            assert record["weight"] == pytest.approx(weights[column])
            assert record["low"] <= record["weight"] + 1e-12
            assert record["weight"] <= record["high"] + 1e-12
            below, above = stretch(split[record["group"]], weights, column, first)
            agrees(record, below, above)

    @pytest.mark.parametrize("method", ["additive", "topsis"])
    def test_who_comes_in_beyond_an_end_is_the_one_named(self, study, method):
        ranking = pz.rank(study, "exportador", method=method)
        names, weights = criteria_ids(ranking), ranking.weights.values
        split = {one.label: one for one in problems(ranking)}
        seen = 0
        for record in weight_stability(study, "exportador", method=method):
            problem, column = split[record["group"]], names.index(record["criterion"])
            for who, end, way in ((record["below"], "low", -1), (record["above"], "high", 1)):
                beyond = record[end] + way * 1e-7
                if who is None:
                    assert record[end] in (0.0, 1.0)
                elif 0 <= beyond <= 1:
                    place = ranks(problem.score(problem.evidence.stated, moved(weights, column, beyond)))
                    winners = {
                        ranking.matrix.alternatives[row].chain.name.es for row in problem.rows[place == 1]
                    }
                    assert who in winners
                    seen += 1
        assert seen > 20

    def test_other_methods_are_searched_and_say_so(self, study):
        asked = {"method": "vikor", "provinces": ["Chumbivilcas"]}
        ranking = pz.rank(study, "exportador", method="vikor")
        (problem,) = problems(ranking, groups=["0807"])
        for record in weight_stability(study, "exportador", **asked):
            assert not record["exact"]
            assert record["resolution"] == pytest.approx(1 / 2000)
            column = criteria_ids(ranking).index(record["criterion"])
            agrees(record, *stretch(problem, ranking.weights.values, column, 1))

    def test_left_out_what_is_unknown_it_is_searched_too(self, study):
        records = weight_stability(study, "solo_documentado", provinces=["Anta"])
        assert len(records) == 5
        ranking = pz.rank(study, "solo_documentado")
        (problem,) = problems(ranking, groups=["0803"])
        for record in records:
            assert not record["exact"]
            column = criteria_ids(ranking).index(record["criterion"])
            agrees(record, *stretch(problem, ranking.weights.values, column, 1))

    def test_one_alternative_has_nobody_to_lose_to(self, small):
        small.replace("data/alternatives.csv", "Costa,lana,group\n", "")
        for record in weight_stability(small.load(), provinces=["Costa"]):
            assert (record["low"], record["high"], record["below"], record["above"]) == (0, 1, None, None)


class TestOvertaking:
    """The first six chains of a province, each against those before it."""

    def pairs(self, study, scenario, method, province="0401"):
        ranking = pz.rank(study, scenario, method=method)
        (problem,) = problems(ranking, groups=[province])
        chains = [ranking.matrix.alternatives[row].chain.id for row in problem.rows]
        order = np.argsort(-ranking.score[problem.rows], kind="stable")[:6]
        pairs = [(int(i), int(k)) for k, i in combinations(order, 2)]
        return ranking, problem, [(i, k, chains[i], chains[k]) for i, k in pairs]

    @pytest.mark.parametrize("norm", ["l2", "l1"])
    @pytest.mark.parametrize("scenario", ["base", "exportador"])
    def test_a_weighted_sum_catches_up_there_and_nowhere_nearer(self, study, scenario, norm):
        ranking, problem, pairs = self.pairs(study, scenario, "additive")
        here = ranking.weights.values
        rng = np.random.default_rng(5)
        near = here + rng.normal(size=(100_000, 5)) * rng.choice([0.02, 0.1, 0.3], size=(100_000, 1))
        drawn = np.maximum(np.vstack([near[near.max(axis=1) > 0], rng.dirichlet(np.ones(5), 100_000)]), 0)
        drawn /= drawn.sum(axis=1, keepdims=True)
        far = np.linalg.norm(drawn - here, ord=1 if norm == "l1" else 2, axis=1)
        scores = problem.score(problem.evidence.stated, drawn)
        caught = 0
        for i, k, chain, versus in pairs:
            answer = overtaking(study, scenario, "Arequipa", chain, versus, norm=norm, method="additive")
            assert answer["exact"]
            ahead = scores[:, i] > scores[:, k]
            if answer["weights"] is None:
                assert not ahead.any()
                continue
            weights = np.array(list(answer["weights"].values()))
            assert list(answer["weights"]) == criteria_ids(ranking)
            assert weights.min() >= 0
            assert weights.sum() == pytest.approx(1)
            score = problem.score(problem.evidence.stated, weights)
            assert score[i] >= score[k] - 1e-9
            change = np.linalg.norm(weights - here, ord=1 if norm == "l1" else 2)
            assert answer["distance"] == pytest.approx(change)
            if ahead.any():  # elsewhere it may get level, at the edge, and never ahead
                assert far[ahead].min() >= answer["distance"] - 1e-9
                assert far[ahead].min() <= answer["distance"] + 0.05
                caught += 1
        assert caught >= 3

    def test_written_as_a_scenario_it_ranks_them_level(self, study, points):
        _, problem, pairs = self.pairs(study, "exportador", "additive")
        for i, k, chain, versus in pairs[:4]:
            answer = overtaking(study, "exportador", "Arequipa", chain, versus, method="additive")
            if answer["weights"] is not None:
                score = pz.rank(study, points(*answer["weights"].values()), method="additive").score[
                    problem.rows
                ]
                assert score[i] == pytest.approx(score[k], abs=1e-9)

    @pytest.mark.parametrize("method", ["topsis", "vikor"])
    def test_other_methods_are_searched(self, study, method):
        ranking, problem, pairs = self.pairs(study, "exportador", method)
        here = ranking.weights.values
        drawn = np.random.default_rng(6).dirichlet(np.ones(5), 20_000)
        scores = problem.score(problem.evidence.stated, drawn)
        far = np.linalg.norm(drawn - here, axis=1)
        for i, k, chain, versus in pairs[:3]:
            answer = overtaking(study, "exportador", "Arequipa", chain, versus, method=method)
            ahead = scores[:, i] > scores[:, k]
            if answer["weights"] is None:
                assert not ahead.any()
                continue
            score = problem.score(problem.evidence.stated, np.array(list(answer["weights"].values())))
            assert score[i] >= score[k] - 1e-9
            assert not answer["exact"]
            assert not ahead.any() or far[ahead].min() >= answer["distance"] - 1e-9

    def test_within_a_region(self, study):
        ranking, _, pairs = self.pairs(study, "exportador", "additive")
        upper, bound = region_of(ranking, "order").constraints
        free = limited = 0
        for _, _, chain, versus in pairs:
            asked = {"method": "additive"}
            anywhere = overtaking(study, "exportador", "Arequipa", chain, versus, **asked)
            inside = overtaking(study, "exportador", "Arequipa", chain, versus, region="order", **asked)
            free += anywhere["weights"] is not None
            if inside["weights"] is not None:
                limited += 1
                assert inside["distance"] >= anywhere["distance"] - 1e-9
                assert (upper @ np.array(list(inside["weights"].values())) <= bound + 1e-9).all()
        assert limited <= free

    def test_the_one_ahead_need_not_move(self, study):
        ranking, _, pairs = self.pairs(study, "base", "additive")
        _, _, chain, versus = pairs[0]
        answer = overtaking(study, "base", "Arequipa", versus, chain, method="additive")
        assert answer["distance"] == 0
        assert list(answer["weights"].values()) == pytest.approx(ranking.weights.values.tolist())

    def test_chains_by_any_name_and_refusals(self, study):
        by_name = overtaking(study, "base", "0803", "coffee", "Andean grains")
        assert by_name == overtaking(study, "base", "Anta", "cafe", "granos_andinos")
        assert refused(overtaking, study, "base", "Anta", "palta", "cafe") == ["robustness.chain_not_there"]
        assert refused(overtaking, study, "base", "Anta", "cafe", "oro") == ["study.unknown_chain"]
        assert refused(overtaking, study, "base", "Atlantis", "cafe", "palta") == ["study.unknown_province"]

    def test_judged_by_what_is_known_of_each(self, study):
        ranking = pz.rank(study, "solo_documentado")
        (problem,) = problems(ranking, groups=["0803"])
        names = [ranking.matrix.alternatives[row].chain.id for row in problem.rows]
        best = int(np.argmax(ranking.score[problem.rows]))
        for i, chain in enumerate(names):
            if i != best:
                answer = overtaking(study, "solo_documentado", "Anta", chain, names[best])
                if answer["weights"] is not None:
                    weights = np.array(list(answer["weights"].values()))
                    score = problem.score(problem.evidence.stated, weights + 1e-9 * (0.2 - weights))
                    assert score[i] >= score[best] - 1e-8
