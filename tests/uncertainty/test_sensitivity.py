from functools import partial

import numpy as np
import pytest

from priorizar.methods.additive import additive
from priorizar.methods.topsis import topsis
from priorizar.uncertainty.evidence import Evidence
from priorizar.uncertainty.regions import Dirichlet, People, Simplex, region
from priorizar.uncertainty.sensitivity import Factor, sensitivity, sobol_design, sobol_indices
from priorizar.uncertainty.simulation import Simulation
from refusals import problems_of


def scored(method, matrix, weights):
    return method(matrix, weights, np.ones(matrix.shape[-1]))


ADDITIVE, TOPSIS = partial(scored, additive), partial(scored, topsis)
HALVES = People(np.array([[0.5, 0.5]]))


def test_ishigami():
    # Ishigami and Homma (1990) with a = 7, b = 0.1: S1 = 0.3139, 0.4424, 0; ST = 0.5576, 0.4424, 0.2437.
    x = (sobol_design(3, 4096, seed=3) * 2 - 1) * np.pi
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = sobol_indices(np.column_stack([y, np.full_like(y, 3.0), 2 * y + 5]), 3, seed=0)
    np.testing.assert_allclose(found.first[:, 0], [0.3139, 0.4424, 0], atol=0.015)
    np.testing.assert_allclose(found.total[:, 0], [0.5576, 0.4424, 0.2437], atol=0.015)
    assert np.isnan(found.first[:, 1]).all()
    assert np.isnan(found.total_error[:, 1]).all()
    np.testing.assert_allclose(found.first[:, 2], found.first[:, 0], atol=1e-9)
    assert (found.first_error[:, 0] > 0).all()
    assert (found.first_error[:, 0] < 0.1).all()


def test_a_sum_shares_its_variance_out():
    # One alternative of fixed weights: score = (x + y) / 2, x on 0-1, y on 0-0.5: variances 4 to 1.
    evidence = Evidence([[0.5, 0.25]], [[0.0, 0.0]], [[1.0, 0.5]])
    found = sensitivity(Simulation(ADDITIVE, evidence, HALVES))
    assert found.factors == (Factor("cell", 0, 0), Factor("cell", 0, 1))
    np.testing.assert_allclose(found.scores.first[:, 0], [0.8, 0.2], atol=0.02)
    np.testing.assert_allclose(found.scores.total[:, 0], [0.8, 0.2], atol=0.02)
    assert np.isnan(found.ranks.first).all()  # alone, always first


def test_ranks_interact():
    # Ahead of a certain rival when x + y is above its middle: 2 x 2 levels, x and y alike.
    low, high = np.array([[0.0, 0.0], [0.5, 0.5]]), np.array([[1.0, 1.0], [0.5, 0.5]])
    evidence = Evidence((low + high) / 2, low, high)
    found = sensitivity(Simulation(ADDITIVE, evidence, HALVES), size=4096)
    # P(ahead | x) = x: S1 = Var(x) / (1/4) = 1/3; ST = E[Var(. | y)] / (1/4) = E[y (1 - y)] 4 = 2/3.
    np.testing.assert_allclose(found.ranks.first, 1 / 3, atol=0.03)
    np.testing.assert_allclose(found.ranks.total, 2 / 3, atol=0.03)


@pytest.mark.parametrize(
    ("where", "kinds"),
    [
        (Simplex(3), ["weight"] * 3),
        (Dirichlet(np.array([0.5, 0.5, 0.0]), 10), ["weight"] * 2),
        (Dirichlet(np.array([1.0, 0.0, 0.0]), 10), []),
        (region(3, at_least=[(0, 1), (1, 2)]), ["weights"]),
        (People(np.array([[0.2, 0.3, 0.5]])), []),
    ],
)
def test_weights_are_inputs_too(where, kinds):
    rng = np.random.default_rng(6)
    low, value, high = np.sort(rng.random((3, 4, 3)), axis=0)
    found = sensitivity(Simulation(TOPSIS, Evidence(value, low, high), where, seed=2), size=256)
    assert [factor.kind for factor in found.factors] == kinds + ["cell"] * 12
    assert found.scores.first.shape == found.ranks.total.shape == (len(kinds) + 12, 4)
    cells = [f for f, factor in enumerate(found.factors) if factor.kind == "cell"]
    for f in cells:  # a score of TOPSIS between ends of scales does not depend on others' cells
        others = np.arange(4) != found.factors[f].row
        np.testing.assert_allclose(found.scores.total[f, others], 0, atol=1e-12)


def test_weights_alone():
    # Two criteria, one alternative at (1, 0): its score is w1 = g1 / (g1 + g2), the two alike.
    matrix = np.array([[1.0, 0.0]])
    found = sensitivity(Simulation(ADDITIVE, Evidence(matrix, matrix, matrix), Simplex(2)), size=2048)
    assert found.scores.first[0, 0] == pytest.approx(found.scores.first[1, 0], abs=0.02)
    assert found.scores.first[0, 0] + found.scores.total[1, 0] == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (lambda: sensitivity(Simulation(ADDITIVE, Evidence(*[np.eye(2)] * 3), HALVES)), "nothing_varies"),
        (lambda: sobol_design(2, 1000, 1), "size_not_power_of_two"),
        (lambda: sobol_indices(np.full((16, 1), np.nan), 2, 1), "score_not_finite"),
    ],
)
def test_refusals(call, key):
    problems = problems_of(call)
    assert problems[0].key == f"robustness.{key}"
