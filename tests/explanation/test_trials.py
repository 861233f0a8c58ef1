"""Scores with other amounts are those of a scenario that supposes them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.explanation.doubt import doubts
from priorizar.explanation.trials import CELLS_AT_ONCE, Trials
from priorizar.ranking.ranking import rank

VALUES = np.array([[1.0, 3.0, np.nan], [4.0, 1.0, 2.0], [2.5, 2.0, 3.0], [3.0, 3.0, 1.0]])
METHODS = [
    "topsis",
    "additive",
    "vikor",
    "promethee2",
    "copras",
    "spotis",
    "edas",
    {"name": "topsis", "options": {"reference": "observed"}},
]


@pytest.mark.parametrize("method", METHODS, ids=str)
@pytest.mark.parametrize("scale", ["levels", "bent"])
def test_scores_and_ranks_are_those_of_a_scenario_that_supposes_the_same(made, supposing, method, scale):
    study = made(VALUES, [2, 1, 1], method=method, scale=scale)
    one = Trials(rank(study, "base"), 0)
    supposed = np.array([[3.5, np.nan, np.nan], [np.nan, 4.0, 1.0], [np.nan, np.nan, np.nan]])
    for row, scores, place in zip(supposed, one.scores(supposed), one.ranks(supposed), strict=True):
        amounts = {j: amount for j, amount in enumerate(row) if not np.isnan(amount)}
        expected, places = supposing(study, 0, amounts)
        np.testing.assert_allclose(scores, expected, atol=1e-14)
        assert place == places[0]


@pytest.mark.parametrize("amount", [0.0, 2.0, 4.0])
def test_what_is_supposed_of_an_unknown_cell_that_is_left_out_counts(made, supposing, amount):
    study = made(VALUES, [2, 1, 1], unknown="leave_out")
    one = Trials(rank(study, "base"), 0)
    expected, _ = supposing(study, 0, {2: amount})
    np.testing.assert_allclose(one.scores(one.one_cell(2, [amount]))[0], expected, atol=1e-14)


def test_many_suppositions_are_scored_a_part_at_a_time(trials):
    one = trials(0, VALUES, [2, 1, 1], method="vikor")
    count = CELLS_AT_ONCE // VALUES.size + 10
    amounts = np.linspace(0, 4, count)
    scores = one.scores(one.one_cell(0, amounts))
    np.testing.assert_array_equal(scores[[0, -1]], one.scores(one.one_cell(0, amounts[[0, -1]])))


def test_none_is_no_scores(trials):
    for method in ("topsis", "vikor"):
        assert trials(0, VALUES, [2, 1, 1], method=method).scores(np.empty((0, 3))).shape == (0, 4)


class TestDoubts:
    @given(st.data())
    @settings(max_examples=40, deadline=None)
    def test_each_cell_at_its_ends_and_all_at_once(self, made, supposing, data):
        numbers = st.floats(0, 4).map(lambda x: round(x, 1))
        three = data.draw(st.lists(st.tuples(numbers, numbers, numbers).map(sorted), min_size=9, max_size=9))
        low, values, high = np.array(three).reshape(3, 3, 3).transpose(2, 0, 1)
        values = np.where(
            np.array(data.draw(st.lists(st.booleans(), min_size=9, max_size=9))).reshape(3, 3), np.nan, values
        )
        study = made(values, [2, 1, 1], low=low, high=high, directions=["max", "min", "max"])
        one = Trials(rank(study, "base"), 0)
        ends = {}
        for j, direction in enumerate(["max", "min", "max"]):
            a, b = (0, 4) if np.isnan(values[0, j]) else (low[0, j], high[0, j])
            if a < b:
                ends[j] = (a, b) if direction == "max" else (b, a)
        found = doubts(one)
        assert [doubt.column for doubt in found] == [*ends, *([None] if ends else [])]
        for doubt in found:
            columns = list(ends) if doubt.column is None else [doubt.column]
            worst, best = (supposing(study, 0, {j: ends[j][end] for j in columns})[1][0] for end in (0, 1))
            assert (doubt.rank_at_worst, doubt.rank_at_best) == (worst, best)
            assert doubt.rank_at_best <= one.place <= doubt.rank_at_worst
            assert doubt.matters(one.place) == (worst != one.place or best != one.place)

    def test_a_criterion_without_weight_raises_none(self, trials):
        assert [doubt.column for doubt in doubts(trials(0, VALUES, [1, 1, 0]))] == []
        assert [doubt.column for doubt in doubts(trials(0, VALUES, [1, 1, 1]))] == [2, None]
