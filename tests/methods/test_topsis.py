import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from pymcdm import methods as theirs
from pymcdm import normalizations

from priorizar.errors import PriorizarError
from priorizar.methods.topsis import NORMALIZATIONS, topsis, topsis_contributions, topsis_steps
from refusals import problems_of

# Hwang & Yoon (1981), Multiple Attribute Decision Making, pp. 128-140: choice of a fighter aircraft. Speed,
# range, payload, cost (less is better), reliability, manoeuvrability.
FIGHTERS = np.array(
    [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ]
)
FIGHTER_WEIGHTS = np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3])
FIGHTER_DIRECTIONS = np.array([1, 1, 1, -1, 1, 1])


def test_hwang_and_yoon_1981_fighter_aircraft():
    steps = topsis_steps(FIGHTERS, FIGHTER_WEIGHTS, FIGHTER_DIRECTIONS, reference="observed")
    published = [
        [0.4671, 0.3662, 0.5056, 0.4811, 0.6708],
        [0.5839, 0.6591, 0.4550, 0.2887, 0.3727],
        [0.4204, 0.4882, 0.5308, 0.6736, 0.5217],
        [0.5139, 0.4394, 0.5056, 0.4811, 0.3727],
    ]
    assert_allclose(steps["normalized"][:, [0, 1, 2, 4, 5]], published, atol=5.1e-5)
    # The book goes on with figures rounded to four decimals.
    assert_allclose(steps["distance_to_ideal"], [0.0545, 0.1197, 0.0580, 0.1009], atol=1.5e-4)
    assert_allclose(steps["distance_to_anti_ideal"], [0.0983, 0.0439, 0.0920, 0.0458], atol=1.5e-4)
    assert_allclose(steps["score"], [0.643, 0.268, 0.613, 0.312], atol=1e-3)


def test_scale_by_hand():
    # One criterion at 3/4 of its scale, the other at the bottom, weights 0.6 and 0.4:
    # D- = 0.45, D+ = sqrt(0.15^2 + 0.4^2).
    steps = topsis_steps([[7.0, 50.0]], [0.6, 0.4], [1, -1], bounds=[[1, 9], [0, 50]])
    assert_allclose(steps["normalized"], [[0.75, 0.0]])
    assert_allclose(steps["weighted"], [[0.45, 0.0]])
    assert_allclose(steps["ideal"], [0.6, 0.4])
    assert_allclose(steps["anti_ideal"], [0.0, 0.0])
    assert_allclose(steps["score"], [0.45 / (0.45 + np.hypot(0.15, 0.4))], rtol=1e-14)


def test_scale_ends_are_zero_and_one():
    assert_array_equal(topsis([[0, 0], [1, 1], [0.5, 0.5]], [0.3, 0.7], [1, 1]), [0, 1, 0.5])
    assert_array_equal(topsis([[0, 0], [1, 1], [0.5, 0.5]], [0.3, 0.7], [-1, -1]), [1, 0, 0.5])


@pytest.mark.parametrize("seed", range(5))
def test_scale_is_the_reference_ideal_method_with_the_ideal_at_the_ends(seed):
    rng = np.random.default_rng(seed)
    bounds = np.array([[0, 10], [-5, 5], [100, 200], [0, 1]], dtype=float)
    matrix = rng.uniform(bounds[:, 0], bounds[:, 1], (9, 4))
    weights, directions = rng.dirichlet(np.ones(4)), np.array([1, -1, -1, 1])
    expected = theirs.RIM(bounds)(matrix, weights, directions, validation=False)
    assert_allclose(topsis(matrix, weights, directions, bounds=bounds), expected, rtol=1e-12)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", NORMALIZATIONS)
def test_observed_agrees_with_pymcdm(name, seed):
    rng = np.random.default_rng(seed)
    matrix, weights = rng.uniform(1, 9, (8, 4)), rng.dirichlet(np.ones(4))
    # For sums pymcdm turns costs into 1/x, which is another method; benefits only.
    directions = np.ones(4, dtype=int) if name == "sum" else np.array([1, -1, 1, -1])
    judge = theirs.TOPSIS(getattr(normalizations, f"{name}_normalization"))
    expected = judge(matrix, weights, directions, validation=False)
    ours = topsis(matrix, weights, directions, reference="observed", normalization=name)
    assert_allclose(ours, expected, rtol=1e-12)


def test_sum_normalization_of_a_cost_by_hand():
    # 1, 2, 5 of 8: gaps from the worst 4/8, 3/8, 0; from the best 0, 1/8, 4/8.
    score = topsis([[1], [2], [5]], [1], [-1], reference="observed", normalization="sum")
    assert_allclose(score, [1, 0.75, 0])


@pytest.mark.parametrize("name", NORMALIZATIONS)
class TestDefinedOutcomes:
    def test_all_equal_is_half(self, name):
        score = topsis([[2, 3]] * 3, [0.5, 0.5], [1, -1], reference="observed", normalization=name)
        assert_array_equal(score, [0.5] * 3)

    def test_one_alternative_is_half(self, name):
        score = topsis([[2, 3]], [0.5, 0.5], [1, -1], reference="observed", normalization=name)
        assert_array_equal(score, [0.5])

    @pytest.mark.parametrize("constant", [0.0, 7.0])
    def test_a_constant_column_contributes_nothing(self, name, constant):
        matrix = np.array([[1, constant], [3, constant], [4, constant]])
        both = topsis(matrix, [0.5, 0.5], [1, 1], reference="observed", normalization=name)
        alone = topsis(matrix[:, :1], [1], [1], reference="observed", normalization=name)
        assert_allclose(both, alone, rtol=1e-15)

    def test_a_column_that_varies_by_rounding_is_constant(self, name):
        score = topsis([[0.1 + 0.2], [0.3]], [1], [1], reference="observed", normalization=name)
        assert_array_equal(score, [0.5, 0.5])

    def test_weight_on_equal_criteria_only_is_half(self, name):
        score = topsis([[1, 5], [2, 5]], [0, 1], [1, 1], reference="observed", normalization=name)
        assert_array_equal(score, [0.5, 0.5])

    def test_contributions_follow_the_weights_where_all_is_equal(self, name):
        parts = topsis_contributions(
            [[2, 3]] * 2, [0.2, 0.8], [1, 1], reference="observed", normalization=name
        )
        assert_allclose(parts, [[0.1, 0.4]] * 2)

    def test_huge_and_tiny_numbers(self, name):
        for factor in (1e300, 1e-300):
            matrix = np.array([[1.0, 4], [3, 2], [2, 2]])
            huge = topsis(matrix * factor, [0.5, 0.5], [1, -1], reference="observed", normalization=name)
            plain = topsis(matrix, [0.5, 0.5], [1, -1], reference="observed", normalization=name)
            assert_allclose(huge, plain, rtol=1e-14)


@pytest.mark.parametrize("name", ["sum", "max"])
def test_negative_values_are_refused_where_they_would_reverse_the_order(name):
    problems = problems_of(
        topsis, [[-1, 2], [3, 4]], [0.5, 0.5], [1, 1], reference="observed", normalization=name
    )
    (problem,) = problems
    assert problem.key == "methods.negative_for_normalization"
    assert (problem.values["column"], problem.values["rows"]) == (1, "1")


@pytest.mark.parametrize("name", ["vector", "minmax"])
def test_negative_values_keep_their_order_elsewhere(name):
    score = topsis([[-3.0], [-1.0], [2.0]], [1], [1], reference="observed", normalization=name)
    assert_allclose(score, [0, 0.4, 1])


def test_unknown_variants_are_refused():
    for option in ({"reference": "ideal"}, {"reference": "observed", "normalization": "linear"}):
        with pytest.raises(PriorizarError, match=r"«(ideal|linear)»"):
            topsis([[0.5]], [1], [1], **option)


def test_contributions_of_the_anti_ideal_are_zero():
    assert_array_equal(topsis_contributions([[0, 0]], [0.5, 0.5], [1, 1]), [[0, 0]])


def test_contributions_by_hand():
    # Weighted gaps from the anti-ideal 0.3 and 0.4: shares 9/25 and 16/25 of the closeness.
    score = topsis([[0.6, 0.8]], [0.5, 0.5], [1, 1])[0]
    assert_allclose(topsis_contributions([[0.6, 0.8]], [0.5, 0.5], [1, 1])[0], score * np.array([9, 16]) / 25)


def test_shares_go_by_the_square_of_the_weights():
    # Weighted gaps 0.8 · 0.3 and 0.2 · 0.6: squares 0.0576 and 0.0144, four to one.
    found = topsis_contributions([[0.3, 0.6]], [0.8, 0.2], [1, 1])[0]
    score = topsis([[0.3, 0.6]], [0.8, 0.2], [1, 1])[0]
    assert_allclose(found, score * np.array([0.8, 0.2]))
