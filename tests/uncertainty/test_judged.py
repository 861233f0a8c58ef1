"""Feasible weights as people state them."""

from __future__ import annotations

import numpy as np
import pytest

from priorizar import PriorizarError
from priorizar.uncertainty.judged import (
    Blended,
    Branch,
    RatioErrors,
    Tree,
    pairs_in_order,
    redundancy,
    usual_concentration,
)
from priorizar.uncertainty.regions import Dirichlet, People, Simplex

RNG = np.random.default_rng
NAN = np.nan


def reciprocal(*above: float) -> np.ndarray:
    """A matrix of three from a/b, a/c, b/c."""
    ab, ac, bc = above
    return np.array([[1, ab, ac], [1 / ab, 1, bc], [1 / ac, 1 / bc, 1]])


class TestUsualConcentration:
    def test_an_average_weight_moves_as_a_uniform_error_of_a_quarter(self):
        drawn = Dirichlet(np.full(5, 0.2), usual_concentration(5)).draw(RNG(1), 200_000)
        assert drawn.std(axis=1) == pytest.approx(0.25 * 0.2 / np.sqrt(3), rel=0.01)

    @pytest.mark.parametrize("deviation", [0.0, -1.0, 3.0, float("nan")])
    def test_a_deviation_that_no_weights_have_is_refused(self, deviation):
        with pytest.raises(PriorizarError):
            usual_concentration(3, deviation)


class TestRatioErrors:
    # Logarithms 1, 2, 4: the circle does not close by 1; least squares leaves 1/3 each, so s = sqrt(3/9).
    RATIOS = reciprocal(np.e, np.e**4, np.e**2)

    def test_the_error_is_estimated_from_what_does_not_fit(self):
        assert RatioErrors(np.full(3, 1 / 3), self.RATIOS).spread == pytest.approx(np.sqrt(1 / 3))

    def test_logarithms_have_the_covariance_of_least_squares(self):
        region = RatioErrors(np.array([0.6, 0.3, 0.1]), self.RATIOS)
        drawn = np.log(region.draw(RNG(2), 400_000))
        apart = drawn[0] - drawn[1]
        # Of a complete matrix each difference of two logarithms has the variance 2 s²/n.
        assert apart.mean() == pytest.approx(np.log(2), abs=0.005)
        assert apart.std() == pytest.approx(np.sqrt(2 / 9), rel=0.01)

    def test_what_fits_together_does_not_vary(self):
        region = RatioErrors(np.array([4, 2, 1]) / 7, reciprocal(2, 4, 2))
        assert np.ptp(region.draw(RNG(3), 100), axis=1) == pytest.approx(0, abs=1e-12)

    def test_a_chain_of_comparisons_could_contradict_nothing(self):
        chain = np.array([[1, 2, NAN], [0.5, 1, 3], [NAN, 1 / 3, 1]])
        assert redundancy(chain) == 0
        with pytest.raises(PriorizarError):
            RatioErrors(np.array([6, 3, 1]) / 10, chain)

    def test_a_pair_stated_one_way_only_counts_once(self):
        assert redundancy(np.array([[1, 2, 6], [NAN, 1, 2], [NAN, NAN, 1]])) == 1
        assert redundancy(np.array([[1, NAN, NAN], [2, 1, NAN], [6, 2, 1]])) == 1


class TestTree:
    def test_shares_are_multiplied_down(self):
        fixed = Branch(People(np.array([[0.5, 0.5]])), (1, 2))
        tree = Tree(3, Branch(People(np.array([[0.2, 0.8]])), (0, fixed)), np.zeros((0, 3)), np.zeros(0))
        assert tree.draw(RNG(4), 2).T.tolist() == [pytest.approx([0.2, 0.4, 0.4])] * 2

    def test_each_node_is_drawn_by_itself(self):
        tree = Tree(3, Branch(Simplex(2), (0, Branch(Simplex(2), (1, 2)))), np.zeros((0, 3)), np.zeros(0))
        drawn = tree.draw(RNG(5), 100_000)
        assert drawn.mean(axis=1) == pytest.approx([0.5, 0.25, 0.25], abs=0.005)
        assert drawn.sum(axis=0) == pytest.approx(1)
        assert np.corrcoef(drawn[0], drawn[1] / (drawn[1] + drawn[2]))[0, 1] == pytest.approx(0, abs=0.01)


class TestBlended:
    REGION = Blended(Simplex(2), np.array([0.9, 0.1]), 0.25)

    def test_only_the_part_of_people_varies(self):
        drawn = self.REGION.draw(RNG(6), 10_000)
        assert drawn[0].min() >= 0.675
        assert drawn[0].max() <= 0.925

    def test_its_limits_hold_for_every_draw(self):
        upper, bound = self.REGION.constraints
        assert (upper @ self.REGION.draw(RNG(7), 1_000) <= bound[:, None] + 1e-12).all()


def test_ties_are_not_ordered():
    assert pairs_in_order([1, 2.5, 2.5]) == [(0, 1), (0, 2)]
    assert pairs_in_order([2, 2]) == []
