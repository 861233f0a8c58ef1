import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from priorizar.errors import describe
from priorizar.locale import LANGUAGES, messages
from priorizar.methods.rank_correlation import (
    average_ranks,
    best_ranks,
    jaccard_of_first,
    kendall_tau_b,
    spearman,
    weighted_similarity,
)
from refusals import problems_of

pairs = st.integers(2, 12).flatmap(
    lambda m: st.tuples(
        st.lists(st.integers(1, m), min_size=m, max_size=m),
        st.lists(st.integers(1, m), min_size=m, max_size=m),
    )
)


@given(pairs)
@settings(max_examples=200, deadline=None)
def test_agrees_with_scipy_ties_included(pair):
    first, second = pair
    np.testing.assert_allclose(average_ranks(first), stats.rankdata(first))
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert np.isnan([spearman(first, second), kendall_tau_b(first, second)]).all()
        assert np.isnan(weighted_similarity(first, second))
        return
    np.testing.assert_allclose(spearman(first, second), stats.spearmanr(first, second).statistic, atol=1e-12)
    np.testing.assert_allclose(
        kendall_tau_b(first, second), stats.kendalltau(first, second, variant="b").statistic, atol=1e-12
    )


@given(pairs)
@settings(max_examples=100, deadline=None)
def test_how_ties_are_written_makes_no_difference(pair):
    first, second = pair
    best, mean = best_ranks(first), average_ranks(first)
    for coefficient in (spearman, kendall_tau_b, weighted_similarity):
        np.testing.assert_array_equal(coefficient(best, second), coefficient(mean, second))
        np.testing.assert_array_equal(coefficient(second, best), coefficient(second, mean))


@given(pairs)
@settings(max_examples=200, deadline=None)
def test_ws_lies_above_zero_and_reaches_one_only_for_the_same_order(pair):
    first, second = pair
    if len(set(first)) == 1 or len(set(second)) == 1:
        return
    ws = weighted_similarity(first, second)
    assert 0 < ws <= 1
    assert (ws == 1) == (best_ranks(first) == best_ranks(second)).all()


def test_ws_by_hand_and_against_pymcdm_without_ties():
    # Swapping the first two of five: 1 - (1/2 * 1/4 + 1/4 * 1/3); the last two:
    # 1 - (1/16 * 1/3 + 1/32 * 1/4).
    reference = [1, 2, 3, 4, 5]
    assert weighted_similarity(reference, [2, 1, 3, 4, 5]) == pytest.approx(1 - 1 / 8 - 1 / 12)
    assert weighted_similarity(reference, [1, 2, 3, 5, 4]) == pytest.approx(1 - 1 / 48 - 1 / 128)
    from pymcdm.correlations import ws

    rng = np.random.default_rng(4)
    for _ in range(20):
        x, y = rng.permutation(9) + 1, rng.permutation(9) + 1
        assert weighted_similarity(x, y) == pytest.approx(ws(x, y))


def test_a_tied_ranking_agrees_fully_with_itself():
    tied = [1, 2, 2, 4]
    assert kendall_tau_b(tied, tied) == 1
    assert spearman(tied, tied) == pytest.approx(1)
    assert weighted_similarity(tied, tied) == 1


@pytest.mark.parametrize("coefficient", [spearman, kendall_tau_b, weighted_similarity])
def test_leading_axes_broadcast(coefficient):
    rng = np.random.default_rng(1)
    many = rng.integers(1, 5, size=(3, 4, 6))
    one = np.array([1, 2, 3, 4, 5, 6])
    batch = coefficient(one, many)
    assert batch.shape == (3, 4)
    for index in np.ndindex(3, 4):
        assert batch[index] == pytest.approx(coefficient(one, many[index]), nan_ok=True)
    assert np.isnan(coefficient([1], [1]))


def test_jaccard_keeps_a_tie_across_the_last_place_whole():
    assert jaccard_of_first([1, 2, 3, 4], [4, 3, 2, 1], 2) == 0
    assert jaccard_of_first([1, 2, 3, 4], [2, 1, 3, 4], 2) == 1
    assert jaccard_of_first([1, 2, 2, 4], [1, 2, 3, 4], 2) == pytest.approx(2 / 3)
    assert jaccard_of_first([1, 1, 1], [1, 2, 3], 1) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: spearman([1, np.nan], [1, 2]), "robustness.ranking_not_finite"),
        (lambda: kendall_tau_b([1, 2], [1, 2, 3]), "robustness.rankings_differ_in_length"),
        (lambda: weighted_similarity([], []), "robustness.ranking_empty"),
        (lambda: jaccard_of_first([1, 2], [1, 2], 3), "robustness.first_k_out_of_range"),
        (lambda: jaccard_of_first([1, 2], [1, 2], 0), "robustness.first_k_out_of_range"),
    ],
)
def test_refusals_say_what_is_wrong_in_both_languages(call, key):
    problems = problems_of(call)
    assert [problem.key for problem in problems] == [key]
    for language in LANGUAGES:
        assert describe(problems[0], language).count(" · ") == 2


def test_both_languages_hold_the_same_sentences():
    assert messages("robustness", "es").keys() == messages("robustness", "en").keys()
