import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.weighting.best_worst import answers, best_worst, threshold
from refusals import problems_of


def test_buying_a_car_rezaei_2015():
    """Rezaei (2015), Best-worst multi-criteria decision-making method, Omega 53: 49-57, example 1: quality,
    price, comfort, safety, style; price the best, style the worst; fully consistent."""
    found = best_worst(1, 4, np.array([2.0, 1, 4, 2, 8]), np.array([4.0, 8, 2, 4, 1]))
    np.testing.assert_allclose(found.values, [0.2105, 0.4211, 0.1053, 0.2105, 0.0526], atol=6e-5)
    assert found.xi == pytest.approx(0, abs=1e-9)
    assert found.input_ratio == 0


def test_three_criteria_by_hand():
    """Best to others (8, 2, 1), others to worst (1, 5, 8). In the optimum w3 - 2 w2 = -ξ, w2 - 5 w1 = -ξ and
    w3 - 8 w1 = ξ (the answers 2 x 5 overstate the span of 8), so w = (2, 9, 17) / 28 and ξ = 1 / 28."""
    found = best_worst(2, 0, np.array([8.0, 2, 1]), np.array([1.0, 5, 8]))
    np.testing.assert_allclose(found.values, np.array([2, 9, 17]) / 28, rtol=1e-9)
    assert found.xi == pytest.approx(1 / 28)
    # Liang, Brunelli & Rezaei (2020), eq. 8: |2 x 5 - 8| / (8 x 8 - 8)
    assert found.input_ratio == pytest.approx(2 / 56)
    assert found.threshold == 0.1309


@st.composite
def questionnaires(draw):
    n, span = draw(st.integers(2, 8)), draw(st.integers(1, 9))
    to_others = np.array(draw(st.lists(st.integers(1, span), min_size=n, max_size=n)), dtype=float)
    to_worst = np.array(draw(st.lists(st.integers(1, span), min_size=n, max_size=n)), dtype=float)
    best, worst = draw(st.permutations(range(n)))[:2]
    to_others[[best, worst]], to_worst[[best, worst]] = [1, span], [span, 1]
    return best, worst, to_others, to_worst


@settings(max_examples=60)
@given(questionnaires(), st.randoms())
def test_answers_bound_the_weights_and_reordering_permutes(said, random):
    best, worst, to_others, to_worst = said
    found = best_worst(*said)
    w = found.values
    assert w.min() >= 0
    assert w.sum() == pytest.approx(1, abs=1e-12)
    gaps = np.abs(np.concatenate([w[best] - to_others * w, w - to_worst * w[worst]]))
    assert gaps.max() == pytest.approx(found.xi, abs=1e-8)
    assert 0 <= found.input_ratio <= 1
    order = random.sample(range(len(w)), len(w))
    again = best_worst(order.index(best), order.index(worst), to_others[order], to_worst[order])
    np.testing.assert_allclose(again.values, w[order], atol=1e-7)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 3), min_size=2, max_size=8))
def test_consistent_answers_give_back_their_weights(powers):
    w = 2.0 ** np.array(powers)
    best, worst = int(w.argmax()), int(w.argmin())
    found = best_worst(best, worst, w[best] / w, w / w[worst])
    np.testing.assert_allclose(found.values, w / w.sum(), atol=1e-8)
    assert found.input_ratio == 0


def test_threshold_only_where_one_is_published():
    assert threshold(9, 9) == 0.3662
    assert threshold(3, 3) == 0.1667
    assert threshold(2, 5) is None
    assert threshold(9, 10) is None


class TestAnswers:
    def test_fills_in_what_is_implied(self):
        to_others, to_worst = answers("abc", "a", "c", {"b": 2, "c": 8}, {"b": 4})
        assert to_others.tolist() == [1, 2, 8]
        assert to_worst.tolist() == [8, 4, 1]
        assert answers("abc", "a", "c", {"b": 2}, {"a": 8, "b": 4})[0].tolist() == [1, 2, 8]

    def test_one_item(self):
        assert answers("a", "a", "a", {}, {})[0].tolist() == [1]

    @pytest.mark.parametrize(
        ("best", "worst", "to_others", "to_worst", "key"),
        [
            ("a", "a", {"b": 2, "c": 3}, {"b": 2, "c": 3}, "best_is_worst"),
            ("a", "c", {"b": 0.5, "c": 3}, {"b": 2}, "below_one"),
            ("a", "c", {"a": 2, "b": 2, "c": 3}, {"b": 2}, "not_one_with_itself"),
            ("a", "c", {"b": 2, "c": 3}, {"b": 2, "a": 4}, "best_worst_differ"),
            ("a", "c", {"b": 4, "c": 3}, {"b": 2}, "beyond_best_worst"),
            ("a", "c", {"c": 3}, {"b": 2}, "missing_names"),
            ("a", "c", {"b": 2, "c": 3, "x": 1}, {"b": 2}, "unknown_name"),
        ],
    )
    def test_refuses(self, best, worst, to_others, to_worst, key):
        problems = problems_of(answers, "abc", best, worst, to_others, to_worst)
        assert f"weighting.{key}" in [problem.key for problem in problems]
