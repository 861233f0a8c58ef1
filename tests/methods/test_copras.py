import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from priorizar.methods.copras import copras, copras_steps
from refusals import refused

DIRECTIONS = np.array([1, -1, 1, -1])
values = arrays(float, (5, 4), elements=st.floats(0.5, 9))
shares = arrays(float, 4, elements=st.floats(0.05, 1)).map(lambda weights: weights / weights.sum())


def as_printed(matrix, weights):
    """The formula of the 1994 paper, term by term."""
    columns = [sum(row[j] for row in matrix) for j in range(4)]
    part = [[w * row[j] / columns[j] for j, w in enumerate(weights)] for row in matrix]
    gains = [row[0] + row[2] for row in part]
    costs = [row[1] + row[3] for row in part]
    least = min(costs)
    bottom = sum(least / cost for cost in costs)
    q = [gain + least * sum(costs) / (cost * bottom) for gain, cost in zip(gains, costs, strict=True)]
    return [one / max(q) for one in q]


@given(values, shares)
def test_is_the_formula_of_the_paper(matrix, weights):
    assert_allclose(
        copras(matrix, weights, DIRECTIONS), as_printed(matrix.tolist(), weights.tolist()), rtol=1e-9
    )


def test_goswami_and_mitra_2020():
    """Selecting the best mobile model, International Journal of Data and Network Science 4, 27-42."""
    matrix = [
        [80, 16, 2, 5],
        [110, 32, 2, 9],
        [130, 64, 4, 9],
        [185, 64, 4, 1],
        [135, 64, 3, 4],
        [140, 32, 3, 5],
        [185, 64, 6, 7],
        [110, 16, 3, 3],
        [120, 16, 4, 3],
        [340, 128, 6, 5],
    ]
    published = [1, 0.85262, 0.91930, 0.68523, 0.80515, 0.72587, 0.83436, 0.79758, 0.79097, 0.79533]
    score = copras(matrix, [0.60338, 0.13639, 0.19567, 0.06456], [-1, 1, 1, 1])
    assert_allclose(score, published, atol=5e-6)


def test_a_worked_case_by_hand():
    # Costs 1, 2, 4 in one column of weight 1/2, no difference in the other: shares of 1/S- are 4/7, 2/7, 1/7.
    steps = copras_steps([[1, 1], [1, 2], [1, 4]], [0.5, 0.5], [1, -1])
    assert_allclose(steps["S+"], [1 / 6] * 3)
    assert_allclose(steps["S-"], [1 / 14, 2 / 14, 4 / 14])
    assert_allclose(steps["Q"], [1 / 6 + 4 / 14, 1 / 6 + 2 / 14, 1 / 6 + 1 / 14])
    assert_allclose(steps["score"], steps["Q"] / steps["Q"][0])


@given(values, shares, st.integers(0, 4), st.integers(0, 3))
def test_improving_a_cell_never_worsens_its_place_before_the_others(matrix, weights, row, column):
    better = matrix.copy()
    better[row, column] *= 1.5 if DIRECTIONS[column] > 0 else 0.5
    before, after = (copras_steps(one, weights, DIRECTIONS)["Q"] for one in (matrix, better))
    ahead = before[row] >= before
    assert (after[row] >= after[ahead] - 1e-9).all()


def test_a_batch_equals_its_single_calls():
    rng = np.random.default_rng(0)
    matrices, weights = rng.uniform(1, 9, (3, 5, 4)), rng.dirichlet(np.ones(4), 3)
    batch = copras(matrices, weights, DIRECTIONS)
    assert_allclose(batch, [copras(m, w, DIRECTIONS) for m, w in zip(matrices, weights, strict=True)])


def test_without_costs_it_is_the_share_of_the_gains():
    assert_allclose(copras([[1, 2], [3, 6]], [0.5, 0.5], [1, 1]), [1 / 3, 1])
    assert_allclose(copras([[0, 5], [0, 7]], [1, 0], [1, -1]), [1, 1])


def test_one_alternative_is_the_best():
    assert_allclose(copras([[3, 4]], [0.5, 0.5], [1, -1]), [1])


@pytest.mark.parametrize(
    ("matrix", "key"),
    [([[1, 0], [1, 2]], "methods.zero_cost"), ([[1, -2], [1, 2]], "methods.needs_not_negative")],
)
def test_what_it_has_no_right_answer_for_is_refused(matrix, key):
    assert refused(copras, matrix, [0.5, 0.5], [1, -1]) == [key]
