"""What each criterion brings to a difference in score, and that it adds up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from priorizar.explanation.differences import closeness_differences, differences, held_against

OBSERVED = {"name": "topsis", "options": {"reference": "observed"}}
ENTRIES = st.sampled_from([0.0, 0.0, 1.0, 1.5, 2.0, 3.0, 4.0, 4.0, np.nan])


@st.composite
def problems(draw, entries=ENTRIES):
    k, n = draw(st.integers(2, 5)), draw(st.integers(1, 5))
    values = draw(st.lists(st.lists(entries, min_size=n, max_size=n), min_size=k, max_size=k))
    weights = draw(st.lists(st.integers(0, 5), min_size=n, max_size=n).filter(any))
    return draw(st.integers(0, k - 1)), np.array(values), weights


def squares(values, weights):
    return np.square(weights * values), np.square(weights * (1 - values))


@given(problems())
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("method", ["topsis", "additive", OBSERVED, "promethee2"], ids=str)
def test_parts_add_up_to_the_difference(trials, method, problem):
    row, values, weights = problem
    one = trials(row, values, weights, method=method)
    score = one.ranking.score
    parts = differences(one)
    assert parts.shape == one.matrix.value.shape
    np.testing.assert_allclose(parts.sum(axis=1), score[row] - score, atol=1e-12)
    if method != "promethee2":
        assert (parts[:, np.array(weights) == 0] == 0).all()
    for held in held_against(one):
        assert held.difference == pytest.approx(held.parts.sum(), abs=1e-12)
        assert held.score + held.difference == pytest.approx(score[row])


@given(problems())
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("method", ["topsis", "additive"])
def test_they_add_up_where_unknown_cells_are_left_out(trials, method, problem):
    row, values, weights = problem
    assume((~np.isnan(values) & (np.array(weights) > 0)).any(axis=1).all())
    one = trials(row, values, weights, method=method, unknown="leave_out")
    np.testing.assert_allclose(
        differences(one).sum(axis=1), one.ranking.score[row] - one.ranking.score, atol=1e-12
    )


@given(problems())
@settings(max_examples=100, deadline=None)
def test_a_better_value_never_takes_away_and_an_equal_one_brings_nothing(trials, problem):
    row, values, weights = problem
    one = trials(row, values, weights)
    parts = differences(one)
    ahead = one.matrix.scaled[row] - one.matrix.scaled
    assert (parts[ahead == 0] == 0).all()
    assert (np.sign(parts) * np.sign(ahead) >= 0).all()


@given(problems(), st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_seen_from_the_other_side_the_sign_turns(trials, problem, other):
    row, values, weights = problem
    other %= len(values)
    there, back = (differences(trials(at, values, weights)) for at in (row, other))
    np.testing.assert_allclose(there[other], -back[row], atol=1e-15)


@given(problems(st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0, 3.5])))
@settings(max_examples=100, deadline=None)
def test_against_the_definition_worked_out_step_by_step(problem):
    """Change the distances one after the other in both orders; share each change out by the squares."""
    row, values, weights = problem
    w = np.array(weights) / sum(weights)
    far, near = squares(values / 4, w)
    parts = closeness_differences(far, near, row)

    def closeness(a, b):
        return np.sqrt(a) / (np.sqrt(a) + np.sqrt(b))

    for other in range(len(values)):
        a, b, a_other, b_other = far[row].sum(), near[row].sum(), far[other].sum(), near[other].sum()
        first = closeness(a, b_other) - closeness(a_other, b_other) + closeness(a, b) - closeness(a_other, b)
        then = closeness(a, b) - closeness(a, b_other) + closeness(a_other, b) - closeness(a_other, b_other)
        if abs(a - a_other) > 1e-6 and abs(b - b_other) > 1e-6:
            expected = first / 2 * (far[row] - far[other]) / (a - a_other)
            expected += then / 2 * (near[row] - near[other]) / (b - b_other)
            np.testing.assert_allclose(parts[other], expected, atol=1e-9)


def test_by_hand():
    # w = (1/2, 1/2); P = (1, 0) is at 1/2, Q = (1/2, 0) at (1/4) / (1/4 + √(1/16 + 1/4)).
    far, near = squares(np.array([[1.0, 0.0], [0.5, 0.0]]), np.array([0.5, 0.5]))
    parts = closeness_differences(far, near, 0)
    assert parts[1, 0] == pytest.approx(0.5 - 0.25 / (0.25 + np.sqrt(5 / 16)))
    assert parts[1, 1] == 0


def test_from_one_end_of_all_scales_to_the_other_parts_follow_the_squared_weights():
    w = np.array([0.6, 0.3, 0.1])
    parts = closeness_differences(*squares(np.array([[1.0] * 3, [0.0] * 3]), w), 0)
    np.testing.assert_allclose(parts[1], w**2 / (w**2).sum())
    np.testing.assert_allclose(
        closeness_differences(*squares(np.array([[0.0] * 3, [1.0] * 3]), w), 0)[1], -parts[1]
    )


def test_where_all_are_equal_nothing_is_brought(trials):
    one = trials(0, np.full((3, 2), 4.0), [1, 2], method=OBSERVED)
    assert (differences(one) == 0).all()


def test_a_weighted_sum_comes_apart_by_weighted_values(trials):
    values = np.array([[4.0, 1.0], [2.0, 3.0]])
    parts = differences(trials(0, values, [3, 1], method="additive"))
    np.testing.assert_allclose(parts[1], [0.75 * 0.5, 0.25 * -0.5])


@pytest.mark.parametrize("method", ["vikor", "copras"])
def test_scores_that_do_not_come_apart(trials, method):
    one = trials(0, np.array([[4.0, 1.0], [2.0, 3.0]]), [3, 1], method=method)
    assert differences(one) is None
    assert all(held.parts is None for held in held_against(one))


class TestWhoItIsHeldAgainst:
    VALUES = np.array([[1.0], [4.0], [3.0], [2.0]])

    def named(self, trials, row, versus=None):
        return [(held.other, held.row) for held in held_against(trials(row, self.VALUES, [1]), versus)]

    def test_the_first_two_and_the_average(self, trials):
        assert self.named(trials, 0) == [("leader", 1), ("runner_up", 2), ("average", None)]

    def test_never_itself(self, trials):
        assert self.named(trials, 1) == [("runner_up", 2), ("average", None)]
        assert self.named(trials, 2) == [("leader", 1), ("average", None)]

    def test_and_one_that_is_asked_for(self, trials):
        assert self.named(trials, 0, 3) == [
            ("leader", 1),
            ("runner_up", 2),
            ("versus", 3),
            ("average", None),
        ]

    def test_the_average_is_of_all_itself_among_them(self, trials):
        average = held_against(trials(0, self.VALUES, [1]))[-1]
        assert average.score == pytest.approx((1 + 4 + 3 + 2) / 16)
        assert average.difference == pytest.approx(1 / 4 - 10 / 16)

    def test_nobody_where_it_is_alone(self, trials):
        assert held_against(trials(0, np.array([[1.0]]), [1])) == ()
