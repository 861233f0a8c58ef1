import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from pymcdm import methods as theirs

from priorizar.methods.additive import additive, additive_contributions, additive_steps


def test_by_hand():
    steps = additive_steps([[7, 50], [1, 20]], [0.6, 0.4], [1, -1], bounds=[[1, 9], [0, 50]])
    assert_allclose(steps["scaled"], [[0.75, 0.0], [0.0, 0.6]])
    assert_allclose(steps["weighted"], [[0.45, 0.0], [0.0, 0.24]])
    assert_allclose(steps["score"], [0.45, 0.24])


def test_ends_of_the_scales_are_zero_and_one():
    assert_array_equal(additive([[0, 1], [1, 0]], [0.5, 0.5], [1, -1]), [0, 1])


@pytest.mark.parametrize("seed", range(5))
def test_is_one_minus_the_distance_of_spotis(seed):
    # SPOTIS (Dezert et al. 2020) is the weighted distance from the best ends of the scales.
    rng = np.random.default_rng(seed)
    bounds = np.array([[0, 10], [-5, 5], [100, 200]], dtype=float)
    matrix = rng.uniform(bounds[:, 0], bounds[:, 1], (9, 3))
    weights, directions = rng.dirichlet(np.ones(3)), np.array([1, -1, -1])
    expected = 1 - theirs.SPOTIS(bounds)(matrix, weights, directions, validation=False)
    assert_allclose(additive(matrix, weights, directions, bounds=bounds), expected, rtol=1e-12)


def test_ratings_of_the_analytic_hierarchy_process():
    # In the rating mode an alternative gets, on each criterion, the intensity of the level it reaches,
    # divided by that of the best level; Saaty (2006).
    intensities = np.array([0.5, 0.3, 0.2])  # good, fair, poor
    ideal = intensities / intensities.max()
    levels = np.array([[0, 2], [1, 1]])
    assert_allclose(additive(ideal[levels], [0.75, 0.25], [1, 1]), [0.85, 0.6])


def test_contributions_are_the_weighted_values():
    assert_allclose(additive_contributions([[0.5, 0.2]], [0.4, 0.6], [1, -1]), [[0.2, 0.48]])
