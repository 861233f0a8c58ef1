from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from priorizar.methods.additive import additive
from priorizar.methods.topsis import topsis
from priorizar.methods.vikor import vikor
from priorizar.uncertainty.overtaking import additive_overtaking, searched_overtaking
from priorizar.uncertainty.regions import region


def scored(method, matrix, weights):
    return method(matrix, weights, np.ones(matrix.shape[-1]))


def test_two_criteria_by_hand():
    # Level where w = 0.9 (1 - w) + 0.2 w: w = 9/17.
    matrix = np.array([[1.0, 0.0], [0.2, 0.9]])
    for norm, length in (("l1", 2), ("l2", np.sqrt(2))):
        found = additive_overtaking(matrix, [0.3, 0.7], 0, 1, norm=norm)
        np.testing.assert_allclose(found.weights, [9 / 17, 8 / 17], atol=1e-12)
        assert found.distance == pytest.approx(length * (9 / 17 - 0.3))
        assert found.exact
    already = additive_overtaking(matrix, [0.6, 0.4], 0, 1)
    assert already.distance == 0
    assert already.weights.tolist() == [0.6, 0.4]


def test_a_dominated_alternative_never_catches_up():
    matrix = np.array([[0.1, 0.2, 0.3], [0.2, 0.3, 0.4]])
    for norm in ("l1", "l2"):
        found = additive_overtaking(matrix, [0.2, 0.3, 0.5], 0, 1, norm=norm)
        assert found.weights is None
        assert np.isnan(found.distance)
        assert found.exact
    searched = searched_overtaking(partial(scored, topsis), matrix, [0.2, 0.3, 0.5], 0, 1)
    assert searched.weights is None
    assert not searched.exact


@pytest.mark.long
@given(st.integers(0, 100_000), st.integers(2, 6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_projection_is_nearest(seed, n, limited):
    rng = np.random.default_rng(seed)
    matrix, start = rng.random((2, n)), rng.dirichlet(np.ones(n))
    where = region(n, low=start / 4, high=np.minimum(1, 3 * start)) if limited else None
    found = additive_overtaking(matrix, start, 0, 1, region=where)
    gain = matrix[0] - matrix[1]
    bounds = list(zip(start / 4, np.minimum(1, 3 * start), strict=True)) if limited else [(0, 1)] * n
    other = minimize(
        lambda w: np.square(w - start).sum(),
        start,
        bounds=bounds,
        constraints=[
            {"type": "eq", "fun": lambda w: w.sum() - 1},
            {"type": "ineq", "fun": lambda w: gain @ w},
        ],
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 500},
    )
    if found.weights is None:
        assert not other.success or gain @ other.x < -1e-9
        return
    assert gain @ found.weights >= -1e-9
    assert (found.weights >= -1e-12).all()
    assert found.weights.sum() == pytest.approx(1)
    for weight, (low, high) in zip(found.weights, bounds, strict=True):
        assert low - 1e-9 <= weight <= high + 1e-9
    if other.success:
        assert found.distance <= np.sqrt(other.fun) + 1e-6
    # No point of the region where X is level is nearer.
    points = rng.dirichlet(np.ones(n), 2000) if where is None else where.draw(rng, 2000).T
    points = points[points @ gain >= 0]
    if len(points):
        assert found.distance <= np.linalg.norm(points - start, axis=1).min() + 1e-9
        shortest = additive_overtaking(matrix, start, 0, 1, norm="l1", region=where)
        assert shortest.distance <= np.abs(points - start).sum(axis=1).min() + 1e-9
        assert gain @ shortest.weights >= -1e-9


def test_weights_outside_the_region_are_brought_in():
    matrix, start = np.array([[0.9, 0.1, 0.5], [0.2, 0.7, 0.5]]), [0.8, 0.1, 0.1]
    where = region(3, low=[0.0, 0.5, 0.0])
    exact = additive_overtaking(matrix, start, 0, 1, region=where)
    np.testing.assert_allclose(exact.weights, [0.5, 0.5, 0.0], atol=1e-9)
    searched = searched_overtaking(partial(scored, additive), matrix, start, 0, 1, region=where)
    assert searched.distance == pytest.approx(exact.distance, rel=1e-3)
    level = searched_overtaking(partial(scored, additive), matrix, start, 0, 1)
    assert level.distance == 0


@pytest.mark.long
@pytest.mark.parametrize("norm", ["l1", "l2"])
@pytest.mark.parametrize("seed", range(6))
def test_the_search_comes_close_to_the_exact(norm, seed):
    rng = np.random.default_rng(seed)
    matrix, start = rng.random((4, 4)), rng.dirichlet(np.full(4, 3.0))
    order = np.argsort(matrix @ start)
    exact = additive_overtaking(matrix, start, order[1], order[3], norm=norm)
    searched = searched_overtaking(partial(scored, additive), matrix, start, order[1], order[3], norm=norm)
    assert searched.distance == pytest.approx(exact.distance, rel=1e-3)


@pytest.mark.parametrize("method", [topsis, vikor])
def test_the_search_for_other_methods_ends_level(method):
    rng = np.random.default_rng(8)
    matrix, start = rng.random((4, 4)), np.array([0.4, 0.3, 0.2, 0.1])
    score = partial(scored, method)
    order = np.argsort(score(matrix, start))
    found = searched_overtaking(score, matrix, start, order[2], order[3])
    scores = score(matrix, found.weights)
    assert scores[order[2]] == pytest.approx(scores[order[3]], abs=1e-6)
    assert scores[order[2]] >= scores[order[3]] - 1e-9
    nearer = start + 0.98 * (found.weights - start)
    assert score(matrix, nearer)[order[2]] < score(matrix, nearer)[order[3]]
    limited = searched_overtaking(
        score, matrix, start, order[2], order[3], region=region(4, at_least=[(0, 1), (1, 2), (2, 3)])
    )
    if limited.weights is not None:
        assert limited.distance >= found.distance - 1e-6
        assert (np.diff(limited.weights) <= 1e-8).all()


@pytest.mark.parametrize("norm", ["l1", "l2"])
@pytest.mark.parametrize("size", [5e-10, 1.0, 1e-300, 1e300])
def test_values_of_any_size(norm, size):
    # Level where 10 (1 - t) = t for t = w_1: 10 / 11 of the weight on the second; from halves 9/11 to move.
    matrix = size * np.array([[0.0, 1.0], [10.0, 0.0]])
    found = additive_overtaking(matrix, [0.5, 0.5], 0, 1, norm=norm)
    np.testing.assert_allclose(found.weights, [1 / 11, 10 / 11], rtol=1e-6)
    assert found.distance == pytest.approx((9 / 11) if norm == "l1" else 9 / 22 * np.sqrt(2), rel=1e-6)


def test_rows_that_differ_in_their_last_digits():
    matrix = 1e3 + np.array([[0.0, 1e-9], [1e-8, 0.0]])
    told = matrix - 1e3
    found = additive_overtaking(matrix, [0.5, 0.5], 0, 1, norm="l1")
    expected = told[1, 0] / (told[0, 1] + told[1, 0])
    np.testing.assert_allclose(found.weights, [1 - expected, expected], rtol=1e-6)
