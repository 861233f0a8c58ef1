import tracemalloc

import numpy as np
import pytest
from numpy.testing import assert_allclose

from priorizar.methods.additive import additive
from priorizar.methods.topsis import topsis
from priorizar.methods.vikor import vikor
from priorizar.methods.weighted import weighted_max, weighted_sum

RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("table", "weights"),
    [
        ((4, 3), (3,)),
        ((4, 3), (7, 3)),
        ((4, 3), (2, 7, 3)),
        ((7, 4, 3), (3,)),
        ((7, 4, 3), (7, 3)),
        ((1, 4, 3), (7, 3)),
        ((7, 4, 3), (2, 1, 3)),
        ((0, 4, 3), (3,)),
    ],
)
def test_every_broadcast(table, weights):
    t, w = RNG.uniform(size=table), RNG.uniform(size=weights)
    products = t * w[..., None, :]
    assert_allclose(weighted_sum(t, w), products.sum(axis=-1), rtol=1e-14)
    assert_allclose(weighted_sum(t, w, np.square), (t**2 * w[..., None, :]).sum(axis=-1), rtol=1e-14)
    if products.size:
        assert_allclose(weighted_max(t, w), products.max(axis=-1), rtol=1e-14)


@pytest.mark.parametrize("method", [topsis, additive])
def test_memory_follows_the_layout_of_the_weights(method):
    matrix, by_criterion = RNG.uniform(size=(6, 3)), RNG.dirichlet(np.ones(3), 50).T.copy()
    assert method(matrix, by_criterion.T, [1, 1, 1]).flags.f_contiguous
    assert method(matrix, by_criterion.T.copy(), [1, 1, 1]).flags.c_contiguous


@pytest.mark.parametrize("method", [topsis, additive])
@pytest.mark.parametrize("weights", ["one", "each"])
def test_memory_follows_the_layout_of_the_matrices(method, weights):
    by_criterion = RNG.uniform(size=(3, 6, 50))
    w = np.full(3, 1 / 3) if weights == "one" else RNG.dirichlet(np.ones(3), 50).T.copy().T
    assert method(by_criterion.transpose(2, 1, 0), w, [1, 1, 1]).flags.f_contiguous


@pytest.mark.parametrize("method", [topsis, additive, vikor])
def test_many_weights_take_no_memory_per_criterion(method):
    matrix, weights = RNG.uniform(size=(20, 30)), RNG.dirichlet(np.ones(30), 2000)
    scores = 8 * 20 * 2000
    tracemalloc.start()
    method(matrix, weights, np.ones(30, dtype=int))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * scores  # a table (S, m, n) alone would be 30 of them
