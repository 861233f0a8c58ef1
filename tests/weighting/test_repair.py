"""Advice on judgements that do not fit: followed, it lowers the consistency ratio."""

import numpy as np
import pytest

from priorizar.weighting.ahp import consistency_ratio, reciprocal_matrix
from priorizar.weighting.repair import SCALE, repairs


def random_matrix(rng, n, gaps=0.0):
    matrix = np.ones((n, n))
    for i in range(n):
        for j in range(i):
            matrix[i, j] = np.nan if i - j > 1 and rng.random() < gaps else rng.choice(SCALE)
            matrix[j, i] = 1 / matrix[i, j]
    return matrix


def mended(matrix, repair):
    changed = matrix.copy()
    changed[repair.i, repair.j], changed[repair.j, repair.i] = repair.suggested, 1 / repair.suggested
    return changed


@pytest.mark.parametrize("gaps", [0.0, 0.4])
@pytest.mark.parametrize("n", range(3, 10))
def test_following_any_advice_lowers_the_ratio_on_random_matrices(n, gaps):
    rng = np.random.default_rng(n)
    for _ in range(12):
        matrix = random_matrix(rng, n, gaps)
        before = consistency_ratio(matrix)
        advice = repairs(matrix)
        assert bool(advice) == bool(before > 1e-9)
        for repair in advice:
            after = consistency_ratio(mended(matrix, repair))
            assert after < before
            assert repair.cr == pytest.approx(float(after))
            assert repair.said >= 1


@pytest.mark.parametrize("n", [4, 6, 8])
def test_following_the_first_advice_again_and_again_makes_random_matrices_acceptable(n):
    rng = np.random.default_rng(n)
    matrix = random_matrix(rng, n)
    for _ in range(n * n):
        if consistency_ratio(matrix) <= 0.10:
            break
        matrix = mended(matrix, repairs(matrix)[0])
    assert consistency_ratio(matrix) <= 0.10


def test_the_best_value_is_the_best():
    matrix = random_matrix(np.random.default_rng(3), 6)
    for repair in repairs(matrix):
        at = [
            consistency_ratio(
                mended(matrix, type(repair)(repair.i, repair.j, 1, 1, repair.best * factor, 0, None))
            )
            for factor in (0.99, 1, 1.01)
        ]
        assert at[1] <= min(at[0], at[2])


def test_one_slip_in_consistent_judgements_is_found_and_put_right():
    w = np.array([8, 4, 2, 1, 0.5])
    matrix = w[:, None] / w
    matrix[0, 3], matrix[3, 0] = 1 / 8, 8
    first = repairs(matrix)[0]
    assert (first.i, first.j) == (3, 0)
    assert first.best == pytest.approx(1 / 8, rel=1e-6)
    assert first.suggested == 1 / 8
    assert first.cr == pytest.approx(0, abs=1e-9)


def test_names_the_circle():
    matrix = reciprocal_matrix("abc", [("a", "b", 3), ("b", "c", 4), ("c", "a", 2)])
    for repair in repairs(matrix):
        assert repair.cycle.circular
        assert repair.cycle.implied == pytest.approx(repair.cycle.first * repair.cycle.second)
        assert {repair.i, repair.j, repair.cycle.through} == {0, 1, 2}


def test_disagreement_in_strength_alone_is_no_circle():
    matrix = reciprocal_matrix("abc", [("a", "b", 2), ("b", "c", 2), ("a", "c", 9)])
    assert not any(repair.cycle.circular for repair in repairs(matrix))


def test_nothing_to_say_where_all_fits_or_nothing_can_be_checked():
    assert repairs(reciprocal_matrix("abc", [("a", "b", 2), ("b", "c", 2), ("a", "c", 4)])) == ()
    assert repairs(reciprocal_matrix("abc", [("a", "b", 2), ("b", "c", 2)])) == ()
    assert repairs(np.ones((1, 1))) == ()


def test_a_long_way_round_has_no_third_item():
    said = [("a", "b", 3), ("b", "c", 3), ("c", "d", 3), ("d", "a", 3)]
    assert all(repair.cycle is None for repair in repairs(reciprocal_matrix("abcd", said)))
