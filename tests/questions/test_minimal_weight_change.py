"""The minimal weight change: exact answers beside brute force, on the provinces of the study."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import priorizar as pz
from priorizar.questions.experiment import Experiment
from priorizar.questions.feasible_weights import feasible_weights
from priorizar.questions.group_problems import criteria_ids, group_problems
from priorizar.questions.minimal_weight_change import minimal_weight_change


def refused(call, *arguments, **options) -> list[str]:
    with pytest.raises(pz.PriorizarError) as caught:
        call(*arguments, **options)
    return [problem.key for problem in caught.value.problems]


class TestMinimalWeightChange:
    """The first six chains of a province, each against those before it."""

    def pairs(self, study, scenario, method, province="0401"):
        ranking = pz.rank(study, scenario, method=method)
        (problem,) = group_problems(ranking, groups=[province])
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
            answer = minimal_weight_change(
                study, scenario, "Arequipa", chain, versus, norm=norm, method="additive"
            )
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
            answer = minimal_weight_change(study, "exportador", "Arequipa", chain, versus, method="additive")
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
            answer = minimal_weight_change(study, "exportador", "Arequipa", chain, versus, method=method)
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
        upper, bound = feasible_weights(ranking, "order").constraints
        free = limited = 0
        for _, _, chain, versus in pairs:
            asked = {"method": "additive"}
            anywhere = minimal_weight_change(study, "exportador", "Arequipa", chain, versus, **asked)
            inside = minimal_weight_change(
                study, "exportador", "Arequipa", chain, versus, Experiment(weights="order"), **asked
            )
            free += anywhere["weights"] is not None
            if inside["weights"] is not None:
                limited += 1
                assert inside["distance"] >= anywhere["distance"] - 1e-9
                assert (upper @ np.array(list(inside["weights"].values())) <= bound + 1e-9).all()
        assert limited <= free

    def test_the_one_ahead_need_not_move(self, study):
        ranking, _, pairs = self.pairs(study, "base", "additive")
        _, _, chain, versus = pairs[0]
        answer = minimal_weight_change(study, "base", "Arequipa", versus, chain, method="additive")
        assert answer["distance"] == 0
        assert list(answer["weights"].values()) == pytest.approx(ranking.weights.values.tolist())

    def test_chains_by_any_name_and_refusals(self, study):
        by_name = minimal_weight_change(study, "base", "0803", "coffee", "Andean grains")
        assert by_name == minimal_weight_change(study, "base", "Anta", "cafe", "granos_andinos")
        assert refused(minimal_weight_change, study, "base", "Anta", "palta", "cafe") == [
            "robustness.chain_not_there"
        ]
        assert refused(minimal_weight_change, study, "base", "Anta", "cafe", "oro") == ["study.unknown_chain"]
        assert refused(minimal_weight_change, study, "base", "Atlantis", "cafe", "palta") == [
            "study.unknown_province"
        ]

    def test_judged_by_what_is_known_of_each(self, study):
        ranking = pz.rank(study, "solo_documentado")
        (problem,) = group_problems(ranking, groups=["0803"])
        names = [ranking.matrix.alternatives[row].chain.id for row in problem.rows]
        best = int(np.argmax(ranking.score[problem.rows]))
        for i, chain in enumerate(names):
            if i != best:
                answer = minimal_weight_change(study, "solo_documentado", "Anta", chain, names[best])
                if answer["weights"] is not None:
                    weights = np.array(list(answer["weights"].values()))
                    score = problem.score(problem.evidence.stated, weights + 1e-9 * (0.2 - weights))
                    assert score[i] >= score[best] - 1e-8
