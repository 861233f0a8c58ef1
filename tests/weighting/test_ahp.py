"""Pairwise comparisons against published matrices, closed forms and properties."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorizar.errors import PriorizarError
from priorizar.weighting import ahp
from priorizar.weighting.repair import SCALE
from refusals import problems_of, refused


def square(*upper):
    """Reciprocal matrix from its upper triangle, row by row."""
    n = len(upper) + 1
    matrix = np.ones((n, n))
    for i, row in enumerate(upper):
        matrix[i, i + 1 :] = row
        matrix[i + 1 :, i] = 1 / np.array(row)
    return matrix


# Saaty (1990), How to make a decision: the analytic hierarchy process, EJOR 48: 9-26: buying a house.
HOUSE = square(
    [5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [6, 3, 4, 6, 1 / 5],
    [1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 2, 1 / 5, 1 / 6],
    [1 / 5, 1 / 6],
    [1 / 2],
)
# Saaty (2008), Relative measurement and its generalization in decision making, RACSAM 102: 251-318: wealth of
# seven nations.
WEALTH = square(
    [4, 9, 6, 6, 5, 5], [7, 5, 5, 3, 4], [1 / 5, 1 / 5, 1 / 7, 1 / 5], [1, 1 / 3, 1 / 3], [1 / 3, 1 / 3], [2]
)
# Saaty (1980), p. 26: six criteria for choosing a school.
SCHOOL = square([4, 3, 1, 3, 4], [7, 3, 1 / 5, 1], [1 / 5, 1 / 5, 1 / 6], [1, 1 / 3], [3])

weights = st.lists(st.floats(0.01, 1), min_size=3, max_size=8).map(lambda w: np.array(w) / np.sum(w))


@st.composite
def judgement_matrices(draw):
    n = draw(st.integers(3, 8))
    said = draw(st.lists(st.sampled_from(list(SCALE)), min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2))
    matrix = np.ones((n, n))
    matrix[np.triu_indices(n, 1)] = said
    lower = np.tril_indices(n, -1)
    matrix[lower] = 1 / matrix.T[lower]
    return matrix


def test_house_saaty_1990():
    expected = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    np.testing.assert_allclose(ahp.eigenvector(HOUSE), expected, atol=6e-4)
    assert ahp.lambda_max(HOUSE) == pytest.approx(9.669, abs=5e-4)
    assert ahp.consistency_ratio(HOUSE) == pytest.approx(0.169, abs=5e-4)


def test_wealth_of_nations_saaty_2008():
    expected = [0.427, 0.230, 0.021, 0.052, 0.052, 0.123, 0.094]
    np.testing.assert_allclose(ahp.eigenvector(WEALTH), expected, atol=6e-4)
    assert ahp.lambda_max(WEALTH) == pytest.approx(7.61, abs=5e-3)
    assert ahp.consistency_index(WEALTH) == pytest.approx(0.10, abs=5e-3)
    assert ahp.consistency_ratio(WEALTH) == pytest.approx(0.08, abs=5e-3)


def test_school_saaty_1980():
    """The weights; the book's λmax of 7.49, worked out by hand, is 7.42 for its matrix."""
    np.testing.assert_allclose(ahp.eigenvector(SCHOOL), [0.32, 0.14, 0.03, 0.13, 0.24, 0.14], atol=5e-3)


def test_three_by_three_closed_form():
    """For n = 3, λmax = 1 + t + 1/t with t the cube root of a12 a23 / a13, and the eigenvector is the row
    geometric mean."""
    matrix = square([3, 1 / 2], [5])
    t = (3 * 5 / 0.5) ** (1 / 3)
    assert ahp.lambda_max(matrix) == pytest.approx(1 + t + 1 / t, rel=1e-12)
    np.testing.assert_allclose(ahp.eigenvector(matrix), ahp.geometric_mean(matrix), rtol=1e-12)


def test_three_by_three_gci_is_proportional_to_the_squared_log_of_the_triad():
    """For n = 3 the three errors are equal in size, log(a12 a23 a31) / 3, and GCI is their sum of squares."""
    matrix = square([3, 1 / 2], [5])
    assert ahp.geometric_consistency_index(matrix) == pytest.approx(np.log(3 * 5 * 2) ** 2 / 3, rel=1e-12)


@given(weights)
def test_consistent_matrices_give_back_their_weights(w):
    matrix = w[:, None] / w[None, :]
    for method in ahp.PRIORITIZATIONS.values():
        np.testing.assert_allclose(method(matrix), w, rtol=1e-9)
    assert ahp.consistency_ratio(matrix) == pytest.approx(0, abs=1e-9)
    assert ahp.geometric_consistency_index(matrix) == pytest.approx(0, abs=1e-18)


@given(weights, st.floats(0.2, 3))
def test_stretching_all_judgements_of_a_consistent_matrix_raises_its_weights_to_that_power(w, power):
    stretched = ahp.eigenvector((w[:, None] / w[None, :]) ** power)
    np.testing.assert_allclose(stretched, w**power / (w**power).sum(), rtol=1e-8)


@given(judgement_matrices(), st.randoms())
def test_reordering_permutes(matrix, random):
    order = list(range(len(matrix)))
    random.shuffle(order)
    for method in ahp.PRIORITIZATIONS.values():
        values = method(matrix)
        assert values.min() > 0
        assert values.sum() == pytest.approx(1, abs=1e-12)
        np.testing.assert_allclose(method(matrix[np.ix_(order, order)]), values[order], rtol=1e-9)
    assert ahp.consistency_ratio(matrix[np.ix_(order, order)]) == pytest.approx(ahp.consistency_ratio(matrix))


@given(judgement_matrices())
def test_geometric_mean_is_the_mean_of_the_row(matrix):
    rows = np.exp(np.log(matrix).mean(axis=1))
    np.testing.assert_allclose(ahp.geometric_mean(matrix), rows / rows.sum(), rtol=1e-10)


def test_stacks_of_matrices_give_what_each_gives():
    stack = np.stack([HOUSE, HOUSE.T, np.where(HOUSE == 5, np.nan, np.where(HOUSE == 1 / 5, np.nan, HOUSE))])
    for function in (
        ahp.eigenvector,
        ahp.geometric_mean,
        ahp.lambda_max,
        ahp.consistency_ratio,
        ahp.geometric_consistency_index,
    ):
        np.testing.assert_allclose(function(stack), [function(one) for one in stack], rtol=1e-12)


class TestIncomplete:
    @given(weights, st.data())
    def test_consistent_answers_are_enough(self, w, data):
        """Any connected set of consistent comparisons gives back the weights (Harker 1987)."""
        n = len(w)
        matrix = np.full((n, n), np.nan)
        np.fill_diagonal(matrix, 1)
        for i in range(1, n):
            for j in {data.draw(st.integers(0, i - 1)), data.draw(st.integers(0, i - 1))}:
                matrix[i, j], matrix[j, i] = w[i] / w[j], w[j] / w[i]
        np.testing.assert_allclose(ahp.eigenvector(matrix), w, rtol=1e-8)
        np.testing.assert_allclose(ahp.geometric_mean(matrix), w, rtol=1e-8)
        assert ahp.consistency_ratio(matrix) == pytest.approx(0, abs=1e-8)

    def test_harker_fills_the_gap_with_the_ratio_of_the_priorities(self):
        matrix = HOUSE.copy()
        matrix[0, 7] = matrix[7, 0] = matrix[2, 6] = matrix[6, 2] = np.nan
        w = ahp.eigenvector(matrix)
        filled = np.where(np.isnan(matrix), w[:, None] / w[None, :], matrix)
        np.testing.assert_allclose(ahp.eigenvector(filled), w, rtol=1e-10)
        assert ahp.lambda_max(filled) == pytest.approx(float(ahp.lambda_max(matrix)))

    def test_least_squares_leaves_no_row_of_errors(self):
        matrix = HOUSE.copy()
        matrix[0, 7] = matrix[7, 0] = matrix[2, 6] = matrix[6, 2] = np.nan
        errors = ahp.judgement_errors(matrix)
        np.testing.assert_allclose(np.nansum(errors, axis=1), 0, atol=1e-12)

    def test_a_chain_of_comparisons_cannot_be_checked(self):
        measured = ahp.consistency(ahp.reciprocal_matrix("abc", [("a", "b", 2), ("b", "c", 3)]))
        assert measured.redundancy == 0
        assert (measured.cr, measured.gci, measured.acceptable) == (0, 0, True)

    def test_random_index_shrinks_with_the_gaps(self):
        """One missing of n = 4 leaves 4/6 of the random index (Ágoston & Csató 2022)."""
        matrix = square([3, 2, np.nan], [5, 1 / 2], [4])
        index = float(ahp.consistency_index(matrix))
        assert ahp.consistency_ratio(matrix) == pytest.approx(index / (0.90 * 4 / 6))

    def test_ratio_of_random_answers_is_about_one_however_many_are_missing(self):
        rng = np.random.default_rng(1)
        stack = np.ones((4000, 6, 6))
        for i, j in zip(*np.triu_indices(6, 1), strict=True):
            stack[:, i, j] = rng.choice(SCALE, 4000)
            stack[:, j, i] = 1 / stack[:, i, j]
        complete = ahp.consistency_ratio(stack, "alonso_lamata").mean()
        for i, j in [(0, 1), (2, 3), (4, 5)]:
            stack[:, i, j] = stack[:, j, i] = np.nan
        assert complete == pytest.approx(1, abs=0.04)
        assert ahp.consistency_ratio(stack, "alonso_lamata").mean() == pytest.approx(1, abs=0.1)

    def test_column_mean_refuses(self):
        problems = problems_of(ahp.column_mean, square([3, np.nan], [5]))
        assert problems[0].key == "weighting.column_mean_incomplete"


class TestRandomIndex:
    @pytest.mark.parametrize("n", range(3, 13))
    def test_tables_agree_roughly(self, n):
        values = [
            ahp.random_index(n, table)
            for table in ("saaty_1980", "saaty_2005", "donegan_dodd", "alonso_lamata")
        ]
        assert max(values) - min(values) < 0.11

    def test_goes_to_fifteen_and_then_says_where_to_go(self):
        assert ahp.random_index(15) == 1.59
        with pytest.raises(PriorizarError) as caught:
            ahp.random_index(16)
        assert "alonso_lamata" in str(caught.value)
        assert ahp.random_index(16, "alonso_lamata") == pytest.approx((1.7699 * 16 - 4.3513) / 15)

    @pytest.mark.parametrize("n", [1, 2])
    def test_one_or_two_items_are_always_consistent(self, n):
        measured = ahp.consistency(np.array([[1, 7], [1 / 7, 1]])[:n, :n])
        assert (measured.cr, measured.ci, measured.gci) == (0, 0, 0)


class TestReciprocalMatrix:
    def test_takes_a_mapping_and_any_order(self):
        matrix = ahp.reciprocal_matrix("abc", {("b", "a"): 1 / 3, ("c", "b"): 0.5, ("a", "c"): 6})
        np.testing.assert_allclose(matrix, square([3, 6], [2]), rtol=1e-12)

    def test_one_item_needs_no_comparison(self):
        assert ahp.reciprocal_matrix(["a"], []).tolist() == [[1]]

    def test_a_rounded_reciprocal_is_no_contradiction(self):
        matrix = ahp.reciprocal_matrix("ab", [("a", "b", 3), ("b", "a", 0.33)])
        assert matrix[0, 1] == 3

    def test_says_everything_that_is_wrong(self):
        said = [
            ("a", "b", 3),
            ("b", "a", 3),
            ("a", "x", 2),
            ("c", "c", 2),
            ("a", "c", 0),
            ("b", "c", float("nan")),
        ]
        assert refused(ahp.reciprocal_matrix, ["a", "b", "c"], said) == [
            "weighting.unknown_name",
            "weighting.contradictory",
            "weighting.compared_with_itself",
            "weighting.ratio_not_positive",
            "weighting.ratio_not_positive",
        ]

    def test_names_both_sides_that_nothing_connects(self):
        problems = problems_of(ahp.reciprocal_matrix, "abcde", [("a", "c", 3), ("b", "d", 2), ("d", "e", 2)])
        (problem,) = problems
        assert problem.key == "weighting.not_connected"
        assert (problem.values["side"], problem.values["other"]) == (("a", "c"), ("b", "d", "e"))


class TestRatiosAtTheEdge:
    @pytest.mark.parametrize("ratio", [1e-310, 1e-10, 1.1e9, 1e50, 1e200])
    @pytest.mark.parametrize("n", [2, 3, 15])
    def test_beyond_a_thousand_million_are_refused_in_a_sentence(self, n, ratio):
        items = [f"c{i}" for i in range(n)]
        said = [(a, b, ratio) for a, b in itertools.pairwise(items)]
        with pytest.raises(PriorizarError) as caught:
            ahp.reciprocal_matrix(items, said)
        assert {problem.key for problem in caught.value.problems} == {"weighting.ratio_beyond"}
        assert len(caught.value.problems) == n - 1
        for call in (ahp.eigenvector, ahp.geometric_mean, ahp.column_mean, ahp.consistency, ahp.lambda_max):
            with pytest.raises(PriorizarError) as caught:
                call(np.array([[1.0, ratio], [1 / ratio, 1.0]]))
            assert caught.value.problems[0].key.split(".")[0] == "arrays"

    @pytest.mark.parametrize("n", [2, 3, 15])
    def test_up_to_it_are_answered(self, n):
        items = [f"c{i}" for i in range(n)]
        chain = ahp.reciprocal_matrix(items, [(a, b, 1e9) for a, b in itertools.pairwise(items)])
        for method in (ahp.eigenvector, ahp.geometric_mean):
            np.testing.assert_allclose(method(chain), 1e-9 ** np.arange(n), rtol=1e-8, atol=1e-15)
        assert ahp.consistency(chain).cr == 0
        circle = np.where(np.triu(np.ones((n, n)), 1) > 0, 1e9, 1e-9) ** (1.0 - np.eye(n))
        measured = ahp.consistency(circle)
        assert np.isfinite([measured.cr, measured.gci, measured.lambda_max]).all()

    def test_what_is_not_reciprocal_or_not_square_is_refused(self):
        for matrix in ([[1, 3], [3, 1]], [[2, 3], [1 / 3, 2]], [[1, np.nan], [2, 1]]):
            with pytest.raises(PriorizarError) as caught:
                ahp.eigenvector(np.array(matrix))
            assert caught.value.problems[0].key == "weighting.not_reciprocal"
        with pytest.raises(PriorizarError) as caught:
            ahp.eigenvector(np.ones((2, 3)))
        assert caught.value.problems[0].key == "arrays.shape"

    def test_what_nothing_connects_is_refused_by_position(self):
        with pytest.raises(PriorizarError) as caught:
            ahp.geometric_mean(square([2, np.nan], [np.nan]))
        (problem,) = caught.value.problems
        assert (problem.values["side"], problem.values["other"]) == (("1", "2"), ("3",))


class TestLambdaOfPriorities:
    def test_with_the_eigenvector_it_is_lambda_max(self):
        assert ahp.lambda_mean(HOUSE, ahp.eigenvector(HOUSE)) == pytest.approx(float(ahp.lambda_max(HOUSE)))

    def test_with_the_column_mean_by_hand(self):
        """Column means of [[1, 2, 4], [1/2, 1, 4], [1/4, 1/4, 1]]; then the mean of the three quotients."""
        matrix = square([2, 4], [4])
        w = np.array([4 / 7 + 8 / 13 + 4 / 9, 2 / 7 + 4 / 13 + 4 / 9, 1 / 7 + 1 / 13 + 1 / 9]) / 3
        np.testing.assert_allclose(ahp.column_mean(matrix), w, rtol=1e-14)
        rows = [w[0] + 2 * w[1] + 4 * w[2], w[0] / 2 + w[1] + 4 * w[2], w[0] / 4 + w[1] / 4 + w[2]]
        expected = (rows[0] / w[0] + rows[1] / w[1] + rows[2] / w[2]) / 3
        assert ahp.lambda_mean(matrix, w) == pytest.approx(expected, rel=1e-14)
        assert ahp.consistency(matrix, priorities=w).lambda_mean == pytest.approx(expected, rel=1e-14)
        assert ahp.consistency(matrix).lambda_mean is None
        # CI goes by the eigenvalue, which the estimate is near but not.
        assert 1e-6 < abs(expected - float(ahp.lambda_max(matrix))) < 1e-2


def test_the_limit_of_the_gci_published_for_any_n():
    """Aguarón & Moreno-Jiménez (2003), table 3: 0.3147, 0.3526, and 0.370 for all n above 4."""
    assert [ahp.gci_threshold(n) for n in (3, 4, 5, 6, 9, 15)] == [0.3147, 0.3526, 0.370, 0.370, 0.370, 0.370]
    assert ahp.consistency(SCHOOL).gci_threshold == 0.370
