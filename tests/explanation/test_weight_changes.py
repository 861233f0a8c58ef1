"""The change of weights that lets a chain catch up; the search itself is tested with the robustness."""

from __future__ import annotations

import numpy as np
import pytest

from priorizar.explanation.weight_changes import weight_change

VALUES = np.array([[4.0, 0.0, 2.0], [1.0, 4.0, 2.0], [2.0, 2.0, 2.0]])


def test_by_hand(trials):
    # A weighted sum is level where 3 w = 4 (0.8 - w): w = 3.2 / 7, the third weight as it is.
    found = weight_change(trials(0, VALUES, [4, 4, 2], method="additive"), 1)
    np.testing.assert_allclose(found.weights, [3.2 / 7, 0.8 - 3.2 / 7, 0.2], atol=1e-9)
    assert found.moved == pytest.approx(3.2 / 7 - 0.4)
    assert (found.rival, found.exact) == (1, True)


@pytest.mark.parametrize("method", ["topsis", "additive", "vikor", "promethee2", "copras"])
def test_the_weights_put_it_level_and_the_rank_is_the_one_they_give(trials, method):
    one = trials(0, VALUES, [2, 6, 2], method=method)
    found = weight_change(one, 1)
    again = trials(0, VALUES, np.maximum(found.weights, 0), method=method).ranking
    assert again.score[0] >= again.score[1] - 1e-8
    assert found.moved == pytest.approx(np.abs(found.weights - one.weights).sum() / 2)
    assert found.rank == again.rank[0]


@pytest.mark.parametrize(("method", "exact"), [("additive", True), ("topsis", False)])
def test_none_for_what_is_worse_in_everything(trials, method, exact):
    found = weight_change(trials(0, np.array([[1.0, 2.0], [2.0, 3.0]]), [1, 1], method=method), 1)
    assert (found.weights, found.rank, found.exact) == (None, None, exact)
    assert np.isnan(found.moved)


def test_not_sought_where_chains_have_weights_of_their_own_or_one_vector_takes_long(trials):
    assert weight_change(trials(0, VALUES, [2, 6, 2], unknown="leave_out"), 1) is None
    assert weight_change(trials(0, VALUES, [2, 6, 2], method="spotis"), 1) is None
