from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorizar.errors import PriorizarError
from priorizar.methods.additive import additive
from priorizar.methods.promethee2 import promethee2
from priorizar.methods.ranks import ranks
from priorizar.methods.topsis import topsis
from priorizar.methods.vikor import vikor
from priorizar.uncertainty.stability import moved, stability_interval
from refusals import problems_of


def scored(method, matrix, weights):
    return method(matrix, weights, np.ones(matrix.shape[-1]))


SHARP = 1e-14  # near a weight at which two alternatives tie, the usual tolerance has them tie already
ADDITIVE, TOPSIS = partial(scored, additive), partial(scored, topsis)


def kept(score, matrix, weights, criterion, first, at, tolerance=1e-9):
    placed = ranks(score(matrix, moved(weights, criterion, at)), tolerance)
    return placed if first is None else placed <= first


def test_moving_a_weight_keeps_the_others_in_proportion():
    weights = np.array([0.5, 0.3, 0.2])
    np.testing.assert_allclose(moved(weights, 0, 0.0), [0, 0.6, 0.4])
    np.testing.assert_allclose(moved(weights, 0, [0.5, 1.0]), [[0.5, 0.3, 0.2], [1, 0, 0]])
    np.testing.assert_allclose(moved([1.0, 0, 0], 0, 0.5), [0.5, 0.25, 0.25])
    np.testing.assert_allclose(moved([1.0], 0, 1.0), [1])


def test_additive_by_hand():
    # t on the first: a = t + 0.2 (1 - t), b = 0.4 t + 0.5 (1 - t), c = 0.9 (1 - t): a = b at 1/3, b = c at
    # 1/2, a = c at 0.7 / 1.7.
    matrix = np.array([[1.0, 0.2], [0.4, 0.5], [0.0, 0.9]])
    winner = stability_interval(ADDITIVE, matrix, [0.6, 0.4], 0, form="weighted_sum")
    assert winner.low == pytest.approx(0.7 / 1.7)
    assert winner.high == 1
    assert (winner.below, winner.above) == (2, None)
    assert winner.exact
    assert winner.resolution == 0
    order = stability_interval(ADDITIVE, matrix, [0.6, 0.4], 0, first=None, form="weighted_sum")
    assert (order.low, order.high, order.below) == (pytest.approx(0.5), 1, 2)
    two = stability_interval(ADDITIVE, matrix, [0.45, 0.55], 0, first=2, form="weighted_sum")
    assert (two.low, two.high) == (pytest.approx(1 / 3), pytest.approx(0.5))
    assert (two.below, two.above) == (1, 1)


@given(st.integers(0, 100_000), st.integers(2, 7), st.integers(2, 5), st.sampled_from([1, 2, None]))
@settings(max_examples=80, deadline=None)
@pytest.mark.parametrize(("form", "score"), [("weighted_sum", ADDITIVE), ("closeness", TOPSIS)])
def test_exact_intervals_against_brute_force(form, score, seed, m, n, first):
    rng = np.random.default_rng(seed)
    matrix = np.round(rng.random((m, n)), 1) if seed % 3 == 0 else rng.random((m, n))
    weights = rng.dirichlet(np.ones(n))
    criterion = int(rng.integers(n))
    found = stability_interval(score, matrix, weights, criterion, first=first, form=form, tolerance=SHARP)
    assert found.low <= weights[criterion] <= found.high
    at_start = kept(score, matrix, weights, criterion, first, weights[criterion], SHARP)
    if found.low < found.high:
        inside = found.low + (found.high - found.low) * np.linspace(1e-4, 1 - 1e-4, 3001)
        assert (kept(score, matrix, weights, criterion, first, inside, SHARP) == at_start).all()
    for end, way in ((found.low, -1), (found.high, 1)):
        if 0 < end < 1:
            beyond = kept(
                score, matrix, weights, criterion, first, end + way * np.array([1e-7, 1e-6, 1e-5]), SHARP
            )
            assert (beyond != at_start).any()
            assert (found.below if way < 0 else found.above) is not None


@given(st.integers(0, 100_000), st.sampled_from([1, None]))
@settings(max_examples=30, deadline=None)
def test_the_search_agrees_with_the_roots(seed, first):
    rng = np.random.default_rng(seed)
    matrix, weights = rng.random((5, 3)), rng.dirichlet(np.ones(3))
    exact = stability_interval(TOPSIS, matrix, weights, 1, first=first, form="closeness")
    searched = stability_interval(TOPSIS, matrix, weights, 1, first=first)
    assert not searched.exact
    assert searched.resolution > 0
    assert (searched.low, searched.high) == (pytest.approx(exact.low), pytest.approx(exact.high))


def test_topsis_may_lose_and_regain_the_lead():
    # Two roots within 0-1 for one pair: closeness is not linear in the weight.
    rng = np.random.default_rng(0)
    for _ in range(4000):
        matrix, weights = rng.random((2, 3)), rng.dirichlet(np.ones(3))
        scores = TOPSIS(matrix, moved(weights, 0, np.linspace(0, 1, 401)))
        lead = scores[:, 0] > scores[:, 1]
        if lead[0] == lead[-1] and 20 < (lead != lead[0]).sum() < 380:
            break
    else:
        pytest.fail("no such pair")
    middle = np.linspace(0, 1, 401)[lead != lead[0]].mean()
    found = stability_interval(TOPSIS, matrix, moved(weights, 0, middle), 0, form="closeness")
    assert 0 < found.low < found.high < 1


@pytest.mark.parametrize("method", [vikor, promethee2, partial(topsis, reference="observed")])
def test_other_methods_are_searched(method):
    rng = np.random.default_rng(3)
    matrix, weights = rng.random((6, 4)), np.array([0.4, 0.3, 0.2, 0.1])
    score = partial(scored, method)
    found = stability_interval(score, matrix, weights, 0)
    inside = np.linspace(found.low + 1e-6, found.high - 1e-6, 500)
    before = kept(score, matrix, weights, 0, 1, weights[0])
    assert (kept(score, matrix, weights, 0, 1, inside) == before).all()
    assert found.low > 0 or found.high < 1
    for end, way in ((found.low, -1), (found.high, 1)):
        if 0 < end < 1:
            assert (kept(score, matrix, weights, 0, 1, end + way * 1e-6) != before).any()


def test_nothing_moves():
    alone = stability_interval(ADDITIVE, np.array([[0.3, 0.4]]), [0.5, 0.5], 0, form="weighted_sum")
    assert (alone.low, alone.high, alone.below, alone.above) == (0, 1, None, None)
    equal = stability_interval(TOPSIS, np.full((3, 2), 0.4), [0.5, 0.5], 0, first=None, form="closeness")
    assert (equal.low, equal.high) == (0, 1)
    constant = np.array([[0.5, 0.9], [0.5, 0.1]])
    flat = stability_interval(ADDITIVE, constant, [0.5, 0.5], 0, form="weighted_sum")
    assert (flat.low, flat.high) == (0, 1)
    single = stability_interval(ADDITIVE, np.array([[0.3], [0.4]]), [1.0], 0)
    assert (single.low, single.high) == (1, 1)


def test_a_tie_leaves_no_room():
    found = stability_interval(ADDITIVE, np.eye(2), [0.5, 0.5], 0, form="weighted_sum")
    assert (found.low, found.high) == (0.5, 0.5)
    values = np.array([[0.0, 1.0], [0.9, 0.4]])
    zero = stability_interval(ADDITIVE, values, [0.0, 1.0], 0, form="weighted_sum")
    assert zero.low == 0
    assert zero.high == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ((np.eye(2), [0.5, 0.6], 0), "weights_invalid"),
        ((np.eye(2), [0.5, 0.2, 0.3], 0), "weights_shape"),
    ],
)
def test_refusals(arguments, key):
    problems = problems_of(stability_interval, ADDITIVE, *arguments)
    assert problems[0].key == f"robustness.{key}"
    with pytest.raises(PriorizarError):
        stability_interval(ADDITIVE, np.eye(2), [0.5, 0.5], 0, first=3)
