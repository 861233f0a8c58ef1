"""Weights that stay a whole while one is moved, and the percentages people read."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from priorizar import PriorizarError
from priorizar.weighting.shares import as_percent, move_share, shown_shares, whole_percents

amounts = st.one_of(st.just(0.0), st.floats(1e-9, 1e9), st.floats(1e-320, 1e-300))
wholes = (
    st.lists(amounts, min_size=1, max_size=40)
    .filter(lambda parts: sum(parts) > 1e-290)
    .map(lambda parts: np.array(parts) / max(parts))
    .map(lambda parts: parts / parts.sum())
)


@st.composite
def moves(draw):
    """Weights, which of them moves, where to, and which others stay."""
    weights = draw(wholes)
    which = draw(st.integers(0, len(weights) - 1))
    locked = draw(st.sets(st.integers(0, len(weights) - 1))) - {which}
    return weights, which, draw(st.floats(-2, 3)), locked


class TestAMove:
    @given(moves())
    def test_leaves_a_whole(self, move):
        moved = move_share(*move)
        assert abs(moved.sum() - 1) <= 1e-12
        assert (moved >= 0).all()

    @given(moves())
    def test_changes_nothing_that_is_locked(self, move):
        weights, _, _, locked = move
        moved = move_share(*move)
        assert all(moved[one] == weights[one] for one in locked)

    @given(moves())
    def test_goes_where_it_was_sent_as_far_as_there_is_room(self, move):
        weights, which, to, locked = move
        assume(len(locked) < len(weights) - 1)
        free = 1 - sum(weights[one] for one in locked)
        assert move_share(*move)[which] == pytest.approx(np.clip(to, 0, max(free, 0)), abs=1e-12)

    @given(moves())
    def test_keeps_the_proportions_of_those_that_make_room(self, move):
        weights, which, _, locked = move
        others = [one for one in range(len(weights)) if one not in {which, *locked}]
        moved = move_share(*move)
        for one in others:
            # weights[one] / total = moved[one] / what they share now, without dividing by zero
            before, after = weights[others].sum(), moved[others].sum()
            assert moved[one] * before == pytest.approx(weights[one] * after, abs=1e-12)

    @given(moves())
    def test_to_where_it_is_changes_nothing(self, move):
        weights, which, _, locked = move
        assume(weights[[one for one in range(len(weights)) if one not in {which, *locked}]].any())
        np.testing.assert_allclose(
            move_share(weights, which, weights[which], locked), weights, rtol=0, atol=1e-12
        )

    @given(moves())
    def test_does_not_touch_what_it_was_given(self, move):
        before = move[0].copy()
        move_share(*move)
        assert (move[0] == before).all()


class TestEdges:
    def test_the_others_make_room_in_proportion(self):
        assert move_share([0.5, 0.3, 0.2], 0, 0.75) == pytest.approx([0.75, 0.15, 0.1])

    def test_a_locked_one_does_not(self):
        assert move_share([0.5, 0.3, 0.2], 0, 0.1, {1}) == pytest.approx([0.1, 0.3, 0.6])

    def test_what_the_locked_leave_is_the_most(self):
        assert move_share([0.5, 0.3, 0.2], 0, 0.9, {1}) == pytest.approx([0.7, 0.3, 0])

    def test_those_at_zero_share_equally(self):
        assert move_share([1, 0, 0], 0, 0.4) == pytest.approx([0.4, 0.3, 0.3])

    def test_a_zero_among_others_stays(self):
        assert move_share([0.5, 0.5, 0], 0, 0.2) == pytest.approx([0.2, 0.8, 0])

    def test_a_single_weight_is_all_there_is(self):
        assert move_share([1.0], 0, 0.3).tolist() == [1.0]

    def test_with_all_others_locked_nothing_moves(self):
        assert move_share([0.5, 0.3, 0.2], 0, 0.1, {1, 2}).tolist() == [0.5, 0.3, 0.2]

    def test_nothing_is_left_by_locks_that_hold_everything(self):
        assert move_share([0.0, 0.4, 0.6, 0.0], 0, 0.5, {1, 2}).tolist() == [0, 0.4, 0.6, 0]

    @pytest.mark.parametrize(
        ("call", "key"),
        [
            (([0.5, 0.5], 0, 0.1, {0}), "share_locked"),
            (([0.5, 0.5], 2, 0.1), "share_position"),
            (([0.5, 0.5], -1, 0.1), "share_position"),
            (([0.5, 0.5], 0, 0.1, {7}), "share_position"),
            (([0.5, 0.5], 0, float("nan")), "share_not_a_number"),
            (([0.5, 0.5], 0, float("inf")), "share_not_a_number"),
            (([0.5, 0.6], 0, 0.1), "not_a_whole"),
            (([1.5, -0.5], 0, 0.1), "not_a_whole"),
            (([float("nan"), 1.0], 0, 0.1), "not_a_whole"),
            (([[0.5, 0.5]], 0, 0.1), "not_a_whole"),
            (([], 0, 0.1), "not_a_whole"),
        ],
    )
    def test_what_has_no_answer_is_a_sentence(self, call, key):
        with pytest.raises(PriorizarError) as caught:
            move_share(*call)
        assert caught.value.problems[0].key == f"weighting.{key}"
        assert str(caught.value)


class TestWholePercents:
    @given(wholes)
    def test_add_up_to_a_hundred(self, weights):
        assert sum(whole_percents(weights)) == 100

    @given(wholes)
    def test_each_is_less_than_one_from_the_exact_percentage(self, weights):
        assert np.abs(whole_percents(weights) - 100 * weights).max() < 1

    @given(wholes)
    def test_none_overtakes_a_larger_one_and_zero_stays(self, weights):
        percents = whole_percents(weights)
        falling = np.argsort(-weights, kind="stable")
        assert (np.diff(np.array(percents)[falling]) <= 0).all()
        assert all(percent == 0 for percent, weight in zip(percents, weights, strict=True) if weight == 0)

    @pytest.mark.parametrize(
        ("weights", "percents"),
        [
            ([1 / 3, 1 / 3, 1 / 3], (34, 33, 33)),
            ([0.29, 0.71], (29, 71)),
            ([0.005, 0.005, 0.99], (1, 0, 99)),
            ([1.0], (100,)),
            ([0.4, 0.2, 0.2, 0.1, 0.1], (40, 20, 20, 10, 10)),
        ],
    )
    def test_as_worked_out_by_hand(self, weights, percents):
        assert whole_percents(weights) == percents

    def test_eight_alike_are_not_all_twelve(self):
        assert whole_percents([1 / 8] * 8) == (13, 13, 13, 13, 12, 12, 12, 12)

    @given(wholes, st.integers(0, 4))
    def test_with_decimals_they_add_up_as_they_are_read(self, weights, decimals):
        shown = [f"{100 * share:.{decimals}f}" for share in shown_shares(weights, decimals)]
        assert sum(map(Fraction, shown)) == 100
        assert np.abs(np.array(shown, dtype=float) - 100 * weights).max() < 10.0**-decimals

    def test_three_alike_with_a_decimal(self):
        assert [f"{share:.1%}" for share in shown_shares([1 / 3] * 3, 1)] == ["33.4%", "33.3%", "33.3%"]

    def test_of_what_is_no_whole_are_refused(self):
        with pytest.raises(PriorizarError):
            whole_percents([0.5, 0.4])


class TestAsPercent:
    @given(st.integers(0, 10_000))
    def test_is_what_people_would_have_written(self, said):
        assert repr(as_percent(said / 100 / 100)) == repr(said / 100)

    def test_loses_what_rounding_left(self):
        assert 0.1 - 2e-17 != 0.1
        assert as_percent(0.09999999999999998) == 10
        assert as_percent(0.29) == 29

    @given(st.floats(0, 1))
    def test_reads_back_to_the_same_fifteen_digits(self, share):
        assert as_percent(share) / 100 == pytest.approx(share, rel=1e-14, abs=1e-300)
