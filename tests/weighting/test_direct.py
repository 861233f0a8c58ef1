import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorizar.weighting import direct
from refusals import problems_of

numbers = st.dictionaries(
    st.sampled_from("abcdefgh"), st.just(0.0) | st.floats(1e-3, 1e300), min_size=1
).filter(lambda said: max(said.values()) > 0)


@given(numbers)
def test_weights_are_the_numbers_over_their_sum(said):
    items = sorted(said)
    values = direct.normalize(items, said)
    assert values.sum() == pytest.approx(1, abs=1e-12)
    assert values.min() >= 0
    assert [value == 0 for value in values] == [said[item] == 0 for item in items]


@given(numbers, st.randoms())
def test_order_of_the_items_permutes(said, random):
    items = sorted(said)
    shuffled = random.sample(items, len(items))
    values = dict(zip(items, direct.normalize(items, said), strict=True))
    again = dict(zip(shuffled, direct.normalize(shuffled, said), strict=True))
    assert again == pytest.approx(values, abs=1e-15)


def test_swing_example():
    """von Winterfeldt & Edwards: 100, 60 and 40 make one half, three and two tenths."""
    np.testing.assert_allclose(direct.normalize("abc", {"a": 100, "b": 60, "c": 40}), [0.5, 0.3, 0.2])


def test_says_everything_that_is_wrong():
    problems = problems_of(
        direct.normalize,
        ["oferta", "tradicion", "ranking"],
        {"ofertas": 3, "tradicion": -1, "ranking": np.inf},
    )
    keys = [problem.key for problem in problems]
    assert keys == [
        "weighting.unknown_name",
        "weighting.missing_names",
        "weighting.number_negative",
        "weighting.number_negative",
    ]
    assert problems[0].values["guess"].near == "oferta"


def test_nothing_but_zeros_is_refused():
    problems = problems_of(direct.normalize, "ab", {"a": 0, "b": 0})
    assert problems[0].key == "weighting.all_zero"


def test_notes_where_the_question_was_not_followed():
    assert direct.points_notes({"a": 60, "b": 40}) == ()
    assert direct.points_notes({"a": 60, "b": 50})[0].values["given"] == 110
    assert direct.points_notes({"a": 33.3, "b": 33.3, "c": 33.4}) == ()
    assert direct.swing_notes({"a": 100, "b": 0}) == ()
    assert direct.swing_notes({"a": 90, "b": 0})[0].key == "weighting.swing_top"
    assert direct.smart_notes({"a": 10, "b": 70, "c": 0}) == ()
    assert direct.smart_notes({"a": 20, "b": 70})[0].key == "weighting.smart_bottom"


def test_ten_of_a_hundred_is_a_tenth_to_the_last_digit():
    said = {"a": 10, "b": 30, "c": 29, "d": 31}
    assert direct.normalize("abcd", said).tolist() == [0.1, 0.3, 0.29, 0.31]


@pytest.mark.parametrize("size", [1e308, 1e-308, 5e-324])
def test_numbers_of_any_size(size):
    assert direct.normalize("ab", {"a": size, "b": size}).tolist() == [0.5, 0.5]
