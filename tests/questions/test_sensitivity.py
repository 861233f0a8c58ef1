"""What scores and ranks vary with, beside what can be worked out."""

from __future__ import annotations

import numpy as np
import pytest

import priorizar as pz
from priorizar.questions.problems import criteria_ids, problems
from priorizar.questions.sensitivity import sobol_indices
from refusals import refused

PROVINCE, CODE = "Caylloma", "0405"


def test_a_weighted_sum_shares_its_variance_out(study):
    """With weights held, a cell's share is its weight squared times its variance: nothing interacts."""
    asked = {"provinces": [PROVINCE], "method": "additive", "vary": "evidence"}
    records = sobol_indices(study, "exportador", size=512, **asked)
    ranking = pz.rank(study, "exportador", method="additive")
    (problem,) = problems(ranking, groups=[CODE])
    names, weights = criteria_ids(ranking), ranking.weights.values
    grid = (np.arange(20_000) + 0.5) / 20_000
    variance = problem.evidence.at(np.tile(grid, (len(problem.evidence.cells), 1))).var(axis=2).T
    share = weights**2 * variance
    share /= share.sum(axis=1, keepdims=True)
    chains = {ranking.matrix.alternatives[row].chain.id: i for i, row in enumerate(problem.rows)}
    told = [one for one in records if one["output"] == "score"]
    assert {one["chain"] for one in told} == set(chains)
    for one in told:
        assert one["input"] == "cell"
        assert one["of_chain"] == one["chain_name"]
        expected = share[chains[one["chain"]], names.index(one["criterion"])]
        assert one["first"] == pytest.approx(expected, abs=max(0.05, 1.5 * one["first_error"]))
        assert one["total"] == pytest.approx(expected, abs=max(0.05, 1.5 * one["total_error"]))


def test_ranks_depend_on_others_cells_and_scores_do_not(study):
    records = sobol_indices(study, size=128, provinces=[PROVINCE])
    scores = [one for one in records if one["output"] == "score" and one["input"] == "cell"]
    ranks = [one for one in records if one["output"] == "rank" and one["input"] == "cell"]
    assert all(one["of_chain"] == one["chain_name"] for one in scores)
    assert any(one["of_chain"] != one["chain_name"] for one in ranks)
    weights = {one["criterion"] for one in records if one["input"] == "weight"}
    assert weights == set(criteria_ids(pz.rank(study)))


def test_weights_of_a_region_are_one_input(study):
    records = sobol_indices(
        study, "exportador", size=128, provinces=[PROVINCE], region="order", vary="weights"
    )
    assert {one["input"] for one in records} == {"weights"}
    assert {(one["criterion"], one["of_chain"]) for one in records} == {(None, None)}


def test_what_does_not_vary_is_left_out(small):
    small.replace("data/alternatives.csv", "Costa,lana,group\n", "")
    records = sobol_indices(small.load(), size=64, provinces=["Costa"])
    assert {one["output"] for one in records} == {"score"}  # the only one is first whatever happens


def test_only_what_has_influence_is_told_the_largest_first(study):
    records = sobol_indices(study, size=128, provinces=[PROVINCE])
    assert all(one["total"] > one["total_error"] for one in records)
    for chain in {one["chain"] for one in records}:
        for output in ("score", "rank"):
            totals = [one["total"] for one in records if (one["chain"], one["output"]) == (chain, output)]
            assert totals == sorted(totals, reverse=True)


def test_same_seed_same_numbers(study):
    asked = {"size": 64, "provinces": [PROVINCE]}
    assert sobol_indices(study, seed=4, **asked) == sobol_indices(study, seed=4, **asked)
    assert sobol_indices(study, seed=4, **asked) != sobol_indices(study, seed=5, **asked)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"region": "fixed", "vary": "weights"}, "robustness.nothing_varies"),
        ({"size": 100}, "robustness.size_not_power_of_two"),
        ({"vary": "neither"}, "robustness.vary_unknown"),
    ],
)
def test_refusals(study, asked, key):
    assert refused(sobol_indices, study, provinces=[PROVINCE], **asked) == [key]
