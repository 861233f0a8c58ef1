import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.errors import PriorizarError
from priorizar.weighting.rank_order import roc
from priorizar.weighting.region import AtLeast, Between, weight_region
from refusals import problems_of


def fits(region, w, slack=1e-9):
    return bool((region.a_ub @ w <= region.b_ub + slack).all()) and w.min() >= 0


def conflict(items, statements):
    (problem,) = problems_of(weight_region, items, statements)
    assert problem.key == "weighting.region_empty"
    return list(problem.values["statements"])


def test_nothing_said_is_equal_weights():
    region = weight_region("abcd", [])
    np.testing.assert_allclose(region.centre, 0.25, rtol=1e-12)
    np.testing.assert_allclose(region.bounds, [[0, 1]] * 4, atol=1e-9)


@pytest.mark.parametrize("n", range(2, 9))
def test_centre_of_a_complete_order_is_the_rank_order_centroid(n):
    items = "abcdefgh"[:n]
    order = [AtLeast(a, b) for a, b in itertools.pairwise(items)]
    np.testing.assert_allclose(weight_region(items, order).centre, roc(n), atol=1e-9)


def test_bounds_of_a_complete_order():
    region = weight_region("abc", [AtLeast("a", "b"), AtLeast("b", "c")])
    np.testing.assert_allclose(region.bounds, [[1 / 3, 1], [0, 1 / 2], [0, 1 / 3]], atol=1e-9)


def test_interval_of_one_of_two():
    region = weight_region("ab", [Between("a", 0.2, 0.4)])
    np.testing.assert_allclose(region.centre, [0.3, 0.7], atol=1e-9)
    np.testing.assert_allclose(region.bounds, [[0.2, 0.4], [0.6, 0.8]], atol=1e-9)


def test_exact_statements_leave_a_point_or_a_flat_region():
    point = weight_region("abc", [Between("a", 0.2, 0.2), Between("b", 0.3, 0.3)])
    np.testing.assert_allclose(point.centre, [0.2, 0.3, 0.5], atol=1e-7)
    flat = weight_region("abcd", [Between("a", 0.4, 0.4), AtLeast("b", "c", 2), AtLeast("c", "b", 0.5)])
    # b = 2c, so what is left to share is b + c + d = 0.6 between 3c and d: both middles.
    np.testing.assert_allclose(flat.centre, [0.4, 0.2, 0.1, 0.3], atol=1e-7)


def test_one_item():
    region = weight_region("a", [Between("a", 0.5, 1)])
    assert region.centre.tolist() == [1]
    np.testing.assert_allclose(region.bounds, [[1, 1]])


# Statements that a known weight vector satisfies, so that the region is not empty.
@st.composite
def true_statements(draw):
    w = np.random.default_rng(draw(st.integers(0, 999))).dirichlet(np.full(5, 2.0))
    said = []
    for _ in range(draw(st.integers(0, 6))):
        i, j = draw(st.permutations(range(5)))[:2]
        if draw(st.booleans()):
            low, high = draw(st.floats(0, 1)), draw(st.floats(0, 1))
            said.append(Between("abcde"[i], w[i] * low, w[i] + (1 - w[i]) * high))
        else:
            said.append(AtLeast("abcde"[i], "abcde"[j], w[i] / w[j] * draw(st.floats(0.05, 1))))
    return w, said


@pytest.mark.long
@settings(max_examples=25)
@given(true_statements(), st.randoms())
def test_centre_fits_ignores_repetition_and_permutes(case, random):
    w, said = case
    region = weight_region("abcde", said)
    assert fits(region, w)
    centre = region.centre
    assert fits(region, centre, 1e-6)
    assert centre.sum() == pytest.approx(1, abs=1e-12)
    assert (region.bounds[:, 0] - 1e-6 <= w).all()
    assert (w <= region.bounds[:, 1] + 1e-6).all()
    again = weight_region("abcde", [*said, *said, Between("a", 0, 1)])
    np.testing.assert_allclose(again.centre, centre, atol=1e-5)
    order = random.sample(range(5), 5)
    shuffled = weight_region(tuple("abcde"[i] for i in order), said)
    np.testing.assert_allclose(shuffled.centre, centre[order], atol=1e-5)


def test_statements_in_conflict_are_named_and_no_others():
    said = [
        Between("a", 0.5, 1),
        AtLeast("c", "d"),
        Between("b", 0.6, 0.9),
        Between("d", 0, 0.5),
    ]
    assert conflict("abcd", said) == ["50 % ≤ a ≤ 100 %", "60 % ≤ b ≤ 90 %"]


def test_a_circle_of_ratios_conflicts_as_soon_as_something_weighs():
    circle = [AtLeast("a", "b", 2), AtLeast("b", "c", 2), AtLeast("c", "a")]
    np.testing.assert_allclose(weight_region("abcd", circle).centre, [0, 0, 0, 1], atol=1e-6)
    assert conflict("abc", circle) == ["a ≥ 2 × b", "b ≥ 2 × c", "c ≥ a"]


def test_any_statement_of_a_conflict_left_out_lets_the_rest_hold():
    said = [Between(item, 0, 0.19) for item in "abcde"]
    assert len(conflict("abcde", said)) == 5
    for left_out in range(5):
        weight_region("abcde", said[:left_out] + said[left_out + 1 :])


def test_says_everything_that_is_wrong():
    problems = problems_of(
        weight_region,
        "abc",
        [Between("x", 0, 1), Between("a", 0.4, 0.2), AtLeast("a", "a"), AtLeast("a", "b", -1)],
    )
    assert [problem.key for problem in problems] == [
        "weighting.unknown_name",
        "weighting.percent_range",
        "weighting.compared_with_itself",
        "weighting.ratio_not_positive",
    ]


def test_a_ratio_nobody_means_is_refused_and_not_called_a_contradiction():
    for times in (1e15, 1e-15):
        with pytest.raises(PriorizarError) as caught:
            weight_region("ab", [AtLeast("a", "b", times)])
        assert [problem.key for problem in caught.value.problems] == ["weighting.ratio_beyond"]
    region = weight_region("ab", [AtLeast("a", "b", 1e9)])
    np.testing.assert_allclose(region.bounds, [[1, 1], [0, 0]], atol=2e-9)


@pytest.mark.parametrize("width", [1e-12, 2e-9, 1e-8, 1e-7, 1e-6, 1e-4])
def test_intervals_next_to_no_width(width):
    region = weight_region("abc", [Between("a", 0.3, 0.3 + width), Between("b", 0.2, 0.2 + width)])
    np.testing.assert_allclose(region.centre, [0.3, 0.2, 0.5], atol=2 * width + 1e-6)
    assert region.centre.sum() == pytest.approx(1)
