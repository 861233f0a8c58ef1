from functools import partial

import numpy as np
import pytest

from priorizar.errors import describe
from priorizar.locale import LANGUAGES
from priorizar.methods.additive import additive
from priorizar.methods.topsis import topsis
from priorizar.uncertainty.acceptability import (
    Acceptability,
    confidence_factors,
    half_width,
    mixed,
    simulate_until,
)
from priorizar.uncertainty.evidence import Evidence
from priorizar.uncertainty.order import Order
from priorizar.uncertainty.regions import People, Simplex
from priorizar.uncertainty.simulation import Simulation, simulate
from priorizar.uncertainty.tally import Tally
from refusals import problems_of

DRAWS = 200_000


def scored(method, matrix, weights):
    return method(matrix, weights, np.ones(matrix.shape[-1]))


def certain(matrix, region, method=additive, seed=1):
    return Simulation(partial(scored, method), Evidence(matrix, matrix, matrix), region, seed)


def analysed(simulation, draws=DRAWS):
    return Acceptability(simulate([simulation], draws)[0])


def assert_near(frequency, expected, draws=DRAWS):
    """Within 4.5 standard errors."""
    assert (np.abs(np.asarray(frequency) - expected) <= half_width(frequency, draws) * 4.5 / 1.96).all()


def test_two_criteria_acceptability_is_the_length_of_an_interval():
    # w on the first: a = w, b = 0.6 w + 0.7 (1 - w), c = 1 - w. a = b at w = 7/11; b = c at w = 3/9.
    result = analysed(certain([[1.0, 0.0], [0.6, 0.7], [0.0, 1.0]], Simplex(2)))
    assert_near(result.rank[:, 0], [4 / 11, 7 / 11 - 1 / 3, 1 / 3])
    # a and c cross at 1/2: b is second elsewhere, c or a second in b's interval.
    assert_near(result.rank[:, 1], [7 / 11 - 1 / 2, 4 / 11 + 1 / 3, 1 / 2 - 1 / 3])
    assert_near(result.pairwise[0], [0, 4 / 11, 1 / 2])
    # Central weights: the middle of each interval.
    np.testing.assert_allclose(
        result.central_weights[:, 0], [9 / 11, (7 / 11 + 1 / 3) / 2, 1 / 6], atol=0.003
    )
    np.testing.assert_allclose(result.rank.sum(axis=0), 1)
    np.testing.assert_allclose(result.rank.sum(axis=1), 1)


def test_three_criteria_acceptability_is_a_share_of_the_triangle():
    # The three specialists and a generalist at 0.5. The generalist is first where no weight exceeds 1/2:
    # the middle triangle, 1/4 of the area; each specialist has a corner triangle, 1/4 as well.
    matrix = np.vstack([np.eye(3), np.full(3, 0.5)])
    result = analysed(certain(matrix, Simplex(3)))
    assert_near(result.rank[:, 0], np.full(4, 1 / 4))
    np.testing.assert_allclose(result.central_weights[3], np.full(3, 1 / 3), atol=0.003)
    np.testing.assert_allclose(result.central_weights[0], [2 / 3, 1 / 6, 1 / 6], atol=0.003)
    # Under w1 >= w2 >= w3, only the first specialist and the generalist can be first.
    ordered = analysed(certain(matrix, Order(3, ((0, 1), (1, 2)))))
    assert ordered.rank[1, 0] == ordered.rank[2, 0] == 0
    # The ordered sixth has area 1/6; the part with w1 > 1/2 is half of a corner triangle of area 1/4: 1/8.
    assert_near(ordered.rank[[0, 3], 0], [6 / 8, 1 - 6 / 8])
    # The whole order's central weights: the rank-order centroid.
    everything = analysed(certain([[1.0, 1, 1]], Order(3, ((0, 1), (1, 2)))))
    np.testing.assert_allclose(everything.central_weights[0], np.array([11, 5, 2]) / 18, atol=0.002)


def test_never_first_has_no_central_weights_and_no_confidence():
    simulation = certain([[0.9, 0.8], [0.1, 0.2]], Simplex(2))
    result = analysed(simulation, 1000)
    assert result.rank[1].tolist() == [0, 1]
    assert np.isnan(result.central_weights[1]).all()
    assert not np.isnan(result.central_weights[0]).any()
    factors = confidence_factors(simulation, result.central_weights, 1000)
    assert factors[0] == 1
    assert np.isnan(factors[1])


def test_ties_share_the_best_rank():
    result = analysed(certain([[0.5, 0.5], [0.5, 0.5], [0.1, 0.1], [0.1, 0.1]], Simplex(2)), 1000)
    assert result.rank.tolist() == [[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0]]
    assert result.pairwise[0].tolist() == [0, 0, 1, 1]
    assert result.expected_rank.tolist() == [1, 1, 3, 3]
    assert result.entropy.tolist() == [0, 0, 0, 0]
    assert result.first(1).tolist() == [1, 1, 0, 0]
    assert result.first(2).tolist() == [1, 1, 0, 0]
    assert result.first(3).tolist() == [1, 1, 1, 1]


def test_evidence_alone_and_confidence_factor_in_closed_form():
    # One criterion: a uniform on 0-1, b on 0.4-0.8. P(a > b) = 1 - E(b) = 0.4.
    evidence = Evidence([[0.5], [0.6]], [[0.0], [0.4]], [[1.0], [0.8]])
    simulation = Simulation(partial(scored, additive), evidence, People(np.array([[1.0]])))
    result = analysed(simulation)
    assert_near(result.pairwise[0, 1], 0.4)
    assert_near(result.rank[:, 0], [0.4, 0.6])
    # All weight is on one criterion whatever happens: the confidence factors are the same frequencies.
    assert_near(confidence_factors(simulation, result.central_weights, DRAWS), [0.4, 0.6])


def test_confidence_factor_is_taken_at_the_central_weights():
    # a = (u, 0), b = (0, 1/2) with u uniform; a's central weights c; a first if c1 u > c2 / 2.
    evidence = Evidence([[0.5, 0.0], [0.0, 0.5]], [[0.0, 0.0], [0.0, 0.5]], [[1.0, 0.0], [0.0, 0.5]])
    simulation = Simulation(partial(scored, additive), evidence, Simplex(2))
    result = analysed(simulation)
    c = result.central_weights[0]
    factors = confidence_factors(simulation, result.central_weights, DRAWS)
    assert_near(factors[0], 1 - c[1] / (2 * c[0]))


def tally_of(ranks):
    ranks = np.asarray(ranks)
    return Tally(int(ranks[0].sum()), ranks, np.zeros_like(ranks), np.zeros((len(ranks), 2)))


def test_summaries_of_known_counts():
    result = Acceptability(tally_of([[4, 60, 30, 6], [0, 100, 0, 0], [25, 25, 25, 25], [95, 0, 0, 5]]))
    np.testing.assert_allclose(result.expected_rank, [2.38, 2, 2.5, 1.15])
    assert [part.tolist() for part in result.rank_range] == [[1, 2, 1, 1], [4, 2, 4, 4]]
    assert [part.tolist() for part in result.rank_interval()] == [[2, 2, 1, 1], [4, 2, 4, 1]]
    assert [part.tolist() for part in result.rank_interval(0.88)] == [[2, 2, 1, 1], [3, 2, 4, 1]]
    assert result.entropy[1:3].tolist() == [0, 2]
    np.testing.assert_allclose(result.expected_rank_error[2], 1.959964 * np.sqrt(1.25 / 100))
    assert result.holistic([1, 0, 0, 0]).tolist() == [0.04, 0, 0.25, 0.95]
    centroid = np.array([25, 13, 7, 3]) / 25
    np.testing.assert_allclose(result.holistic(), result.rank @ centroid)


def test_errors_cover_the_truth_about_as_often_as_they_say():
    covered = []
    for seed in range(200):
        result = analysed(certain([[1.0, 0.0], [0.2, 0.9]], Simplex(2), seed=seed), 400)
        # a ahead where w > 0.9 (1 - w) + 0.2 w: w > 9/17.
        covered.append(abs(result.rank[0, 0] - 8 / 17) <= half_width(result.rank[0, 0], 400))
    assert 0.90 <= np.mean(covered) <= 0.99
    assert half_width(0.0, 100) > 0.01
    np.testing.assert_allclose(half_width(0.5, 10_000), 0.98 / 100, rtol=1e-3)


def test_draws_until_precise():
    loose = certain([[1.0, 0.0], [0.2, 0.9]], Simplex(2), topsis)
    settled = certain([[1.0, 1.0], [0.2, 0.9]], Simplex(2), topsis)
    told = []
    tallies = simulate_until([loose, settled], 0.004, progress=lambda done, total: told.append(done / total))
    assert [Acceptability(tally).error <= 0.004 for tally in tallies] == [True, True]
    assert tallies[0].draws <= 0.97 / 0.004**2 + loose.chunk
    assert tallies[1].draws == settled.chunk
    assert told[-1] == 1
    again = simulate([loose], tallies[0].draws)[0]
    np.testing.assert_array_equal(again.ranks, tallies[0].ranks)


def test_holistic_over_methods():
    matrix = [[1.0, 0.0], [0.6, 0.7], [0.0, 1.0]]
    parts = [simulate([certain(matrix, Simplex(2), method)], 4000)[0] for method in (additive, topsis)]
    together = Acceptability(mixed(parts))
    assert together.draws == 8000
    np.testing.assert_allclose(
        together.rank, (Acceptability(parts[0]).rank + Acceptability(parts[1]).rank) / 2
    )


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda r: r.first(0), "first_k_out_of_range"),
        (lambda r: r.first(3), "first_k_out_of_range"),
        (lambda r: r.holistic([1]), "meta_weights_invalid"),
        (lambda r: r.holistic([0.9, 1]), "meta_weights_invalid"),
        (lambda r: simulate_until([], 0), "precision_out_of_range"),
        (lambda r: confidence_factors(certain(np.eye(2), Simplex(2)), np.eye(2), 0), "no_draws"),
    ],
)
def test_refusals(call, key):
    problems = problems_of(call, Acceptability(tally_of([[5, 5], [5, 5]])))
    assert [problem.key for problem in problems] == [f"robustness.{key}"]
    assert all(describe(problems[0], language).count(" · ") == 2 for language in LANGUAGES)
