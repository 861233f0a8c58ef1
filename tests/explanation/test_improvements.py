"""The least that lifts a chain: against trying everything."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.explanation import improvements
from priorizar.explanation.improvements import at_best, goals
from priorizar.explanation.trials import Trials
from priorizar.ranking.ranking import rank

OBSERVED = {"name": "topsis", "options": {"reference": "observed"}}
HALVES = np.arange(0, 4.5, 0.5)
ENTRIES = st.sampled_from([0.0, 1.0, 2.0, 2.5, 3.0, 4.0, np.nan])


@st.composite
def problems(draw):
    k, n = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    values = draw(st.lists(st.lists(ENTRIES, min_size=n, max_size=n), min_size=k, max_size=k))
    weights = draw(st.lists(st.integers(1, 5), min_size=n, max_size=n))
    directions = draw(st.lists(st.sampled_from(["max", "min"]), min_size=n, max_size=n))
    return np.array(values), weights, directions


def better(amount, direction):
    ahead = (HALVES - amount) * (1 if direction == "max" else -1)
    return sorted(HALVES[ahead > 0], reverse=direction == "min")


def places_to_reach(one):
    above = sorted({int(place) for place in one.ranking.rank if place < one.place})
    return list(dict.fromkeys([*above[-1:], *above[:1]]))


@given(problems())
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("method", ["topsis", "additive", OBSERVED, "vikor"], ids=str)
def test_in_one_criterion_it_is_the_first_level_or_half_level_that_is_enough(
    made, supposing, method, problem
):
    values, weights, directions = problem
    study = made(values, weights, method=method, directions=directions)
    one = Trials(rank(study, "base"), 0)
    found = goals(one)
    assert [goal.place for goal in found] == places_to_reach(one)
    for goal in found:
        assert one.ranking.rank[goal.holder] == goal.place
        for j, single in enumerate(goal.single):
            amounts = better(one.amounts[j], directions[j])
            enough = [amount for amount in amounts if supposing(study, 0, {j: amount})[1][0] <= goal.place]
            if single is None:
                assert enough == []
            else:
                assert single.amount == single.threshold == enough[0]
                assert single.gain == pytest.approx(abs(single.amount - one.amounts[j]) / 4)


@given(problems())
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("method", ["topsis", "additive"])
def test_in_several_it_is_the_least_total_of_all_combinations(made, method, problem):
    values, weights, directions = problem
    one = Trials(rank(made(values, weights, method=method, directions=directions), "base"), 0)
    options = [[one.amounts[j], *better(one.amounts[j], direction)] for j, direction in enumerate(directions)]
    amounts = np.array(list(product(*options)))
    places = one.ranks(amounts)
    totals = (np.abs(amounts - one.amounts) / 4).sum(axis=1)
    for goal in goals(one):
        assert goal.at_once == len(weights)
        enough = totals[places <= goal.place]
        assert bool(goal.together) == bool(enough.size)
        if goal.together:
            assert sum(change.gain for change in goal.together) == pytest.approx(enough.min())
            fewest = (amounts[(places <= goal.place) & (totals <= enough.min() + 1e-9)] != one.amounts).sum(
                axis=1
            )
            assert len(goal.together) == fewest.min()
            supposed = np.full((1, len(weights)), np.nan)
            for change in goal.together:
                supposed[0, change.column] = change.amount
            assert one.ranks(supposed)[0] <= goal.place


@given(st.integers(0, 10_000), st.sampled_from(["topsis", "additive"]), st.sampled_from(["numeric", "bent"]))
@settings(max_examples=40, deadline=None)
def test_of_a_quantity_it_is_the_threshold_and_a_round_amount_beyond(trials, seed, method, scale):
    rng = np.random.default_rng(seed)
    values, weights = rng.uniform(0, 4, (4, 3)), rng.integers(1, 5, 3)
    directions = ["max"] * 3 if scale == "bent" else ["max", "min", "max"]
    one = trials(0, values, weights, method=method, scale=scale, directions=directions)
    for goal in goals(one):
        for j, single in enumerate(goal.single):
            sign = 1 if directions[j] == "max" else -1
            end = 4.0 if sign > 0 else 0.0
            if single is None:
                assert one.ranks(one.one_cell(j, [end]))[0] > goal.place
                continue
            at, before = one.ranks(one.one_cell(j, [single.threshold, single.threshold - sign * 1e-6]))
            assert at <= goal.place < before
            assert one.ranks(one.one_cell(j, [single.amount]))[0] <= goal.place
            assert 0 <= sign * (single.amount - single.threshold) < 0.01 + 1e-9
            assert single.amount == pytest.approx(round(single.amount, 2), abs=1e-12)


def test_by_hand(trials):
    # A weighted sum, half and half: 0.375 against 0.75. The first at 3.5 gives 0.75: level is enough.
    goal = goals(trials(0, np.array([[2.0, 1.0], [4.0, 2.0]]), [1, 1], method="additive"))[0]
    assert (goal.place, goal.holder, goal.single[0]) == (1, 1, None)
    assert goal.single[1].amount == 4.0
    assert sum(change.gain for change in goal.together) == pytest.approx(0.75)


def test_who_is_first_needs_nothing(trials):
    assert goals(trials(1, np.array([[2.0], [4.0], [4.0]]), [1])) == ()


def test_a_cell_left_out_counts_from_what_it_is_supposed_to_be(trials):
    values = np.array([[2.0, np.nan], [3.0, 3.0]])
    goal = goals(trials(0, values, [1, 1], method="additive", unknown="leave_out"))[0]
    assert goal.single[0].amount == 3.0
    assert goal.single[1].amount == 4.0
    assert [change.column for change in goal.together] == [0]  # what is unknown has nothing to improve on


def test_a_criterion_without_weight_lifts_nobody(trials):
    goal = goals(trials(0, np.array([[2.0, 1.0], [4.0, 2.0]]), [1, 0]))[0]
    assert goal.single[1] is None
    assert [change.column for change in goal.together] == [0]


def test_fewer_criteria_change_at_once_where_there_are_too_many_combinations(trials, monkeypatch):
    values = np.array([[0.0, 0.0, 0.0], [4.0, 4.0, 4.0]])
    monkeypatch.setattr(improvements, "COMBINATIONS", 500)
    goal = goals(trials(0, values, [1, 1, 1], method="additive"))[0]
    assert (goal.at_once, goal.together) == (2, ())
    monkeypatch.undo()
    goal = goals(trials(0, values, [1, 1, 1], method="additive"))[0]
    assert (goal.at_once, [change.amount for change in goal.together]) == (3, [4.0] * 3)


def test_each_criterion_at_the_best_end(made, supposing):
    study = made(np.array([[1.0, 2.0, np.nan], [3.0, 2.0, 1.0]]), [1, 2, 3], directions=["max", "min", "max"])
    for one in at_best(Trials(rank(study, "base"), 0)):
        assert one.amount == (0.0 if one.column == 1 else 4.0)
        scores, places = supposing(study, 0, {one.column: one.amount})
        assert (one.score, one.rank) == (pytest.approx(scores[0]), places[0])
