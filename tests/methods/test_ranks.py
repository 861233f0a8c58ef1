import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from scipy.stats import rankdata

from priorizar.errors import PriorizarError
from priorizar.methods.ranks import TOLERANCE, ranks, tied


def test_best_is_first_and_ties_share_the_best_rank():
    assert_array_equal(ranks([0.2, 0.9, 0.5, 0.5, 0.1]), [4, 1, 2, 2, 5])
    assert_array_equal(tied([0.2, 0.9, 0.5, 0.5, 0.1]), [False, False, True, True, False])


def test_rounding_does_not_break_a_tie():
    assert_array_equal(ranks([0.1 + 0.2, 0.3]), [1, 1])
    assert_array_equal(tied([0.1 + 0.2, 0.3]), [True, True])


def test_chains_of_near_ties():
    scores = [0.0, 0.9 * TOLERANCE, 1.8 * TOLERANCE]
    assert_array_equal(ranks(scores), [2, 1, 1])
    assert_array_equal(tied(scores), [True] * 3)


def test_tolerance_is_a_parameter():
    assert_array_equal(ranks([0.5, 0.54, 0.6], tolerance=0.05), [2, 2, 1])
    assert_array_equal(ranks([0.5, 0.54, 0.6], tolerance=0.07), [2, 1, 1])
    assert_array_equal(tied([0.5, 0.54, 0.6], tolerance=0.05), [True, True, False])


def test_padding_disturbs_nobody():
    padded = [[0.5, 0.7, -np.inf, -np.inf], [0.1, 0.1, 0.3, 0.2]]
    assert_array_equal(ranks(padded)[0, :2], [2, 1])
    assert_array_equal(ranks(padded)[1], [3, 3, 1, 2])
    assert_array_equal(tied(padded), [[False] * 4, [True, True, False, False]])


def test_shapes():
    assert_array_equal(ranks([0.3]), [1])
    assert_array_equal(tied([0.3]), [False])
    assert ranks(np.empty((3, 0))).shape == (3, 0)
    assert ranks(np.empty((0, 3))).shape == tied(np.empty((0, 3))).shape == (0, 3)
    assert ranks(np.zeros((2, 3, 4))).shape == tied(np.zeros((2, 3, 4))).shape == (2, 3, 4)


@pytest.mark.parametrize("alternatives", [255, 256, 300])
def test_more_alternatives_than_a_byte_counts(alternatives):
    scores = np.arange(alternatives, dtype=float)
    assert_array_equal(ranks(scores), np.arange(alternatives, 0, -1))
    assert_array_equal(ranks(np.zeros(alternatives)), 1)
    assert tied(np.zeros(alternatives)).all()


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=9), st.integers(1, 3))
def test_agrees_with_scipy(scores, copies):
    expected = rankdata(-np.array(scores), method="min")
    assert_array_equal(ranks([scores] * copies), [expected] * copies)
    assert_array_equal(tied(scores), [scores.count(one) > 1 for one in scores])


@pytest.mark.parametrize("order", ["C", "F"])
def test_many_vectors_are_ranked_in_blocks(order):
    scores = np.asarray(np.random.default_rng(0).integers(0, 9, (10_000, 7)) / 9, order=order)
    expected = rankdata(-scores, method="min", axis=1)
    assert_array_equal(ranks(scores), expected)
    assert_array_equal(tied(scores), (scores[:, :, None] == scores[:, None, :]).sum(axis=2) > 1)


def test_what_cannot_be_ranked_is_refused():
    with pytest.raises(PriorizarError, match="no son números"):
        ranks([0.5, np.nan])
    with pytest.raises(PriorizarError, match="un solo número"):
        tied(0.5)
