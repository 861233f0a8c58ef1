import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from pymcdm import methods as theirs

from priorizar.errors import PriorizarError
from priorizar.methods.vikor import vikor, vikor_steps


def test_opricovic_and_tzeng_2004_mountain_climber():
    # European Journal of Operational Research 156, 445-455: risk (less is better) and altitude of three
    # destinations, equal weights.
    steps = vikor_steps([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [-1, 1])
    assert_array_equal(steps["S"], [0.5, 0.375, 0.5])
    assert_array_equal(steps["R"], [0.5, 0.25, 0.5])
    assert_array_equal(steps["Q"], [1, 0, 1])
    assert_array_equal(steps["score"], [0, 1, 0])
    assert_array_equal(steps["compromise"], [False, True, False])


# Opricovic & Tzeng (2007), European Journal of Operational Research 178, 514-529: six hydropower systems on
# the Drina river, with four sets of weights for the economic and the social criteria.
DRINA = np.array(
    [
        [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
        [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
        [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
        [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
        [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
        [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
    ]
)
DRINA_DIRECTIONS = np.array([1, -1, 1, 1, -1, -1, -1, 1])


@pytest.mark.parametrize(
    ("economic", "social", "s", "r", "q", "advantage", "compromise"),
    [
        (
            1,
            1,
            [0.692, 0.700, 0.290, 0.423, 0.280, 0.346],
            [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
            [0.991, 1.000, 0.473, 0.670, 0.000, 0.578],
            True,
            {5},
        ),
        (
            2,
            1,
            [0.701, 0.600, 0.386, 0.365, 0.317, 0.459],
            [0.167, 0.114, 0.161, 0.167, 0.089, 0.167],
            [1.000, 0.533, 0.552, 0.563, 0.000, 0.686],
            True,
            {5},
        ),
        (
            1,
            2,
            [0.683, 0.800, 0.193, 0.480, 0.243, 0.232],
            [0.113, 0.167, 0.080, 0.122, 0.044, 0.083],
            [0.684, 1.000, 0.147, 0.554, 0.041, 0.191],
            False,
            {3, 5, 6},
        ),
        (
            1,
            3.2,
            [0.678, 0.857, 0.138, 0.513, 0.222, 0.167],
            [0.129, 0.190, 0.057, 0.139, 0.042, 0.060],
            [0.668, 1.000, 0.051, 0.588, 0.058, 0.078],
            False,
            {3, 5, 6},
        ),
    ],
)
def test_opricovic_and_tzeng_2007_hydropower_on_the_drina(economic, social, s, r, q, advantage, compromise):
    weights = np.array([economic] * 4 + [social] * 4, dtype=float)
    steps = vikor_steps(DRINA, weights / weights.sum(), DRINA_DIRECTIONS)
    assert_allclose(steps["S"], s, atol=1e-3)
    assert_allclose(steps["R"], r, atol=1e-3)
    assert_allclose(steps["Q"], q, atol=1e-3)
    assert bool(steps["acceptable_advantage"]) is advantage
    assert bool(steps["acceptable_stability"])
    assert {int(i) + 1 for i in np.flatnonzero(steps["compromise"])} == compromise


def test_without_stability_the_second_joins_the_compromise():
    # The first by Q is neither the best by S nor by R. Worked out by hand: S = .4 .6 .2 .21 .55,
    # R = .2 .2 .2 .12 .11, so Q of the fourth is .5 * .01/.4 + .5 * .01/.09.
    matrix = [
        [1, 101, 1, 101, 1],
        [101, 1, 101, 1, 101],
        [1, 1, 1, 1, 101],
        [11, 11, 11, 16, 61],
        [56, 56, 56, 56, 56],
    ]
    steps = vikor_steps(matrix, [0.2] * 5, [-1] * 5)
    assert_allclose(steps["Q"], [0.75, 1, 0.5, 0.5 * 0.01 / 0.4 + 0.5 * 0.01 / 0.09, 0.4375])
    assert bool(steps["acceptable_advantage"])
    assert not bool(steps["acceptable_stability"])
    assert_array_equal(steps["compromise"], [False, False, False, True, True])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("v", [0, 0.3, 0.5, 1])
def test_agrees_with_pymcdm(seed, v):
    rng = np.random.default_rng(seed)
    matrix, weights = rng.uniform(-3, 9, (8, 4)), rng.dirichlet(np.ones(4))
    directions = np.array([1, -1, 1, -1])
    expected = 1 - theirs.VIKOR(v=v)(matrix, weights, directions, validation=False)
    assert_allclose(vikor(matrix, weights, directions, v=v), expected, atol=1e-12)


class TestDefinedOutcomes:
    def test_one_alternative(self):
        steps = vikor_steps([[2, 3]], [0.5, 0.5], [1, -1])
        assert_array_equal(steps["score"], [1])
        assert bool(steps["acceptable_advantage"])
        assert_array_equal(steps["compromise"], [True])

    def test_equal_alternatives(self):
        steps = vikor_steps([[2, 3]] * 3, [0.5, 0.5], [1, -1])
        assert_array_equal(steps["score"], [1, 1, 1])
        assert not bool(steps["acceptable_advantage"])
        assert_array_equal(steps["compromise"], [True] * 3)

    def test_where_s_and_r_do_not_differ_both_terms_are_zero(self):
        # pymcdm gives NaN here.
        assert_array_equal(vikor([[1, 2], [2, 1]], [0.5, 0.5], [1, 1]), [1, 1])

    def test_differences_of_rounding_in_s_are_none(self):
        matrix = [[0, 0, 0, 1, 1], [1, 1, 1, 0, 0]]
        steps = vikor_steps(matrix, np.array([6, 2, 4, 8, 4]) / 24, [1] * 5, v=1)
        assert steps["S"][0] != steps["S"][1]  # 12/24 each, but for the last binary place
        assert_array_equal(steps["score"], [1, 1])

    def test_a_constant_criterion_adds_no_regret(self):
        steps = vikor_steps([[1, 7], [3, 7]], [0.5, 0.5], [1, 1])
        assert_array_equal(steps["regret"], [[1, 0], [0, 0]])

    def test_a_criterion_that_varies_by_rounding_is_constant(self):
        assert_array_equal(vikor([[0.1 + 0.2], [0.3]], [1], [1]), [1, 1])

    def test_the_ends_of_the_number_line(self):
        assert_array_equal(vikor([[-1.7e308], [1.7e308], [0]], [1], [1]), [0, 1, 0.5])


@pytest.mark.parametrize("v", [-0.1, 1.1, np.nan])
def test_v_outside_its_range_is_refused(v):
    with pytest.raises(PriorizarError, match="«v»"):
        vikor([[1], [2]], [1], [1], v=v)


@pytest.mark.parametrize(
    ("second", "others", "advantage"),
    [
        (0.49, [1], False),
        (0.5, [1], True),
        (0.33, [0.9, 1], False),
        (0.34, [0.9, 1], True),
        (0.24, [0.9, 0.9, 1], False),
        (0.25, [0.9, 0.9, 1], True),
        (0.09, [0.9] * 9 + [1], False),
        (0.1, [0.9] * 9 + [1], True),
    ],
)
def test_the_advantage_asked_for_is_one_over_the_number_of_the_others(second, others, advantage):
    # On one criterion Q is the distance from the best.
    q = np.array([0, second, *others])
    steps = vikor_steps((1 - q)[:, None], [1], [1])
    assert_allclose(steps["Q"], q, atol=1e-15)
    assert bool(steps["acceptable_advantage"]) is advantage
    within = [0] if advantage else np.flatnonzero(q < 1 / (len(q) - 1)).tolist()
    assert np.flatnonzero(steps["compromise"]).tolist() == within
