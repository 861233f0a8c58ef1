import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorizar.weighting.rank_order import FORMULAS, rank_order_weights, ranks_of, roc
from refusals import refused


# Barron & Barrett (1996), Decision quality using ranked attribute weights, Management Science 42: 1515-1523.
@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("roc", [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]),
        ("rank_sum", [0.3333, 0.2667, 0.2000, 0.1333, 0.0667]),
        ("rank_reciprocal", [0.4379, 0.2190, 0.1460, 0.1095, 0.0876]),
    ],
)
def test_tables_for_five(formula, expected):
    np.testing.assert_allclose(rank_order_weights(np.arange(1, 6), formula), expected, atol=6e-5)


def test_roc_for_three_as_fractions():
    np.testing.assert_allclose(roc(3), np.array([11, 5, 2]) / 18, rtol=1e-12)


def test_roc_is_the_mean_of_all_weights_in_that_order():
    draws = np.sort(np.random.default_rng(0).dirichlet(np.ones(4), 200_000), axis=1)[:, ::-1]
    np.testing.assert_allclose(roc(4), draws.mean(axis=0), atol=1e-3)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9), st.sampled_from(list(FORMULAS)), st.randoms())
def test_ties_share_order_permutes_and_only_order_counts(ranks, formula, random):
    ranks = np.array(ranks, dtype=float)
    values = rank_order_weights(ranks, formula)
    assert values.sum() == pytest.approx(1, abs=1e-12)
    assert values.min() > 0
    assert (np.sign(values[:, None] - values) == np.sign(ranks - ranks[:, None])).all()
    order = random.sample(range(len(ranks)), len(ranks))
    np.testing.assert_array_equal(rank_order_weights(ranks[order], formula), values[order])
    np.testing.assert_array_equal(rank_order_weights(ranks * 10 - 3, formula), values)


def test_two_tied_for_the_first_of_three():
    np.testing.assert_allclose(rank_order_weights(np.array([1, 1, 2])), np.array([8, 8, 2]) / 18)


def test_all_tied_is_equal():
    np.testing.assert_allclose(rank_order_weights(np.ones(7)), 1 / 7)


def test_many_people_at_once():
    people = np.array([[1, 2, 3], [3, 1, 2], [1, 1, 1]])
    np.testing.assert_array_equal(rank_order_weights(people), [rank_order_weights(one) for one in people])


def test_order_with_ties_as_written():
    assert ranks_of("abcd", ["c", ["a", "d"], "b"]).tolist() == [2, 3, 1, 2]


def test_says_everything_that_is_wrong_with_an_order():
    assert refused(ranks_of, "abc", ["a", ["x", "a"]]) == [
        "weighting.unknown_name",
        "weighting.missing_names",
        "weighting.named_twice",
    ]
