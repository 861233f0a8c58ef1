import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.uncertainty.dominance import pareto, potential_first, preference
from priorizar.uncertainty.regions import Dirichlet, Simplex, region
from refusals import problems_of


def test_by_hand():
    # c beats a and b everywhere; a and b each win somewhere; d is never first though nobody dominates it.
    values = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.1], [0.4, 0.5]])
    found = preference(values, values, Simplex(2))
    assert np.argwhere(found.necessary).tolist() == [[2, 0]]
    assert not found.possible[0, 0]
    assert found.possible[0, 2]  # level with it where all weight is on the first
    firsts = potential_first(values, values, Simplex(2))
    # d falls short of the line between c and b: most where 0.1 + 0.9 w = 1 - w, w = 9/19, both 10/19.
    assert firsts.margin[3] == pytest.approx(0.4 * 9 / 19 + 0.5 * 10 / 19 - 10 / 19)
    assert firsts.possible.tolist() == [True, True, True, False]
    assert firsts.margin[0] == pytest.approx(0, abs=1e-9)
    assert pareto(values, values).tolist() == found.necessary.tolist()


def test_the_region_decides():
    values = np.array([[1.0, 0.0], [0.0, 1.0]])
    more_on_first = region(2, at_least=[(0, 1)])
    found = preference(values, values, more_on_first)
    assert found.necessary.tolist() == [[False, True], [False, False]]
    assert found.possible[1, 0]  # level at equal weights
    strictly = preference(values, values, region(2, low=[0.6, 0.0]))
    assert not strictly.possible[1, 0]
    assert potential_first(values, values, region(2, low=[0.6, 0.0])).possible.tolist() == [True, False]
    off = preference(values, values, Dirichlet(np.array([0.0, 1.0]), 5))
    assert off.necessary.tolist() == [[False, False], [True, False]]


def test_intervals_widen_what_is_possible():
    low, high = np.array([[0.2, 0.2], [0.5, 0.5]]), np.array([[0.4, 0.6], [0.7, 0.7]])
    found = preference(low, high, Simplex(2))
    assert not found.necessary.any()
    assert found.possible[0, 1]  # 0.6 against 0.5 on the second
    assert potential_first(low, high, Simplex(2)).possible.all()
    narrow = preference(low, np.array([[0.4, 0.4], [0.7, 0.7]]), Simplex(2))
    assert narrow.necessary.tolist() == [[False, False], [True, False]]
    assert potential_first(low, np.array([[0.4, 0.4], [0.7, 0.7]]), Simplex(2)).margin[0] == pytest.approx(
        -0.1
    )


@given(st.integers(0, 100_000), st.integers(2, 9), st.booleans())
@settings(max_examples=40, deadline=None)
def test_against_drawn_weights_and_values(seed, n, ordered):
    rng = np.random.default_rng(seed)
    low, high = np.sort(np.round(rng.random((2, 5, n)), 1), axis=0)
    narrow = rng.random((5, n)) < 0.7
    high = np.where(narrow, low, high)
    where = region(n, at_least=[(0, 1)], low=np.full(n, 0.5 / n)) if ordered else Simplex(n)
    found, firsts = preference(low, high, where), potential_first(low, high, where)
    weights = where.draw(np.random.default_rng(seed), 300)
    values = low + (high - low) * rng.integers(0, 2, (300, 5, n))
    scores = np.einsum("smn,ns->sm", values, weights)
    never_behind = (scores[:, :, None] >= scores[:, None, :] - 1e-9).all(axis=0)
    ever = (scores[:, :, None] >= scores[:, None, :]).any(axis=0) & ~np.eye(5, dtype=bool)
    assert not (found.necessary & ~never_behind).any()
    assert not (ever & ~found.possible).any()
    assert not (found.necessary & found.necessary.T).any()
    leads = scores - np.array([np.delete(scores, i, axis=1).max(axis=1) for i in range(5)]).T
    assert (leads.max(axis=0) <= firsts.margin + 1e-9).all()
    assert (found.necessary | ~pareto(low, high)).all() or not ordered
    # What is said to be reached is reached.
    for i in range(5):
        reached = firsts.weights[i] @ high[i] - (np.delete(low, i, axis=0) @ firsts.weights[i]).max()
        assert reached == pytest.approx(firsts.margin[i], abs=1e-8)
        # First for nobody's weights, so somebody is possibly ahead always.
        if firsts.margin[i] < -1e-6:
            assert found.possible[:, i].any()


def test_many_criteria_are_left_to_linear_programming():
    # Too many corners to list: the same answers as over the corners of the box, drawn.
    n = 12
    where = region(n, low=np.full(n, 0.04), high=np.full(n, 0.3))
    assert not where.has_few_corners
    rng = np.random.default_rng(3)
    values = np.vstack([rng.random((4, n)), np.full((1, n), 0.4)])
    values = np.vstack([values, values[0] - np.append(0.05, np.zeros(n - 1))])
    found = preference(values, values, where)
    weights = where.draw(rng, 3000)
    leads = (values[:, None] - values[None]) @ weights
    assert not (found.necessary & (leads.min(axis=-1) < -1e-9)).any()
    assert not (~found.possible & ~np.eye(6, dtype=bool) & (leads.max(axis=-1) > 0)).any()
    assert found.necessary[0, 5]
    assert not found.possible[5, 0]
    alone = potential_first(values[:1], values[:1], region(2 * 6, low=np.full(n, 0.04)))
    assert alone.weights[0].min() >= 0.04 - 1e-9


def test_one_alternative_and_equal_ones():
    alone = potential_first([[0.5, 0.5]], [[0.5, 0.5]], Simplex(2))
    assert alone.possible.tolist() == [True]
    assert alone.weights.sum() == pytest.approx(1)
    equal = np.full((2, 3), 0.5)
    assert not preference(equal, equal, Simplex(3)).necessary.any()
    assert potential_first(equal, equal, Simplex(3)).margin == pytest.approx([0, 0])


def test_refusals():
    problems = problems_of(preference, np.eye(2), np.eye(2), Simplex(3))
    assert problems[0].key == "robustness.criteria_differ"
    problems = problems_of(potential_first, np.eye(2), np.eye(3), Simplex(3))
    assert problems[0].key == "robustness.evidence_shape"
