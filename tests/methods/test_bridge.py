import inspect

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from pymcdm import methods as theirs

from priorizar.methods.additive import additive
from priorizar.methods.bridge import BRIDGED, NOT_OFFERED, bridged, bridged_steps
from priorizar.methods.topsis import topsis
from refusals import problems_of

N = 4
BOUNDS = np.array([[1.0, 9.0]] * N)
DIRECTIONS = np.array([1, -1, 1, -1])


def ends(name):
    return {"bounds": BOUNDS} if BRIDGED[name].bounds else {}


def problem(seed, m=7):
    rng = np.random.default_rng(seed)
    return rng.uniform(1, 9, (m, N)), rng.dirichlet(np.ones(N)), rng


def refused(*arguments, **options):
    return problems_of(bridged, *arguments, **options)[0]


def test_every_method_of_pymcdm_is_offered_refused_or_our_own():
    there = {name.lower() for name, kind in inspect.getmembers(theirs, inspect.isclass)}
    there |= {name.lower() for name, kind in inspect.getmembers(theirs.partial, inspect.isclass)}
    offered = {how.kind.lower() for how in BRIDGED.values()}
    assert there == offered | {name.replace("balanced_", "balanced") for name in NOT_OFFERED} | {
        "copras",
        "topsis",
        "vikor",
        "promethee_ii",
    }


@pytest.mark.parametrize("name", BRIDGED)
@pytest.mark.parametrize("seed", range(4))
def test_who_dominates_scores_higher(name, seed):
    matrix, weights, rng = problem(seed)
    matrix[1] = np.clip(matrix[0] - DIRECTIONS * rng.uniform(0.5, 2, N), 1, 9)
    score = bridged(name, matrix, weights, DIRECTIONS, **ends(name))
    assert score[0] > score[1]


# Those with bounds are compared one by one below; pymcdm ranks the numbers of LoPM upside down.
@pytest.mark.parametrize("name", [name for name, how in BRIDGED.items() if not how.bounds and name != "lopm"])
@pytest.mark.parametrize("seed", range(4))
def test_the_order_is_that_of_pymcdm(name, seed):
    matrix, weights, _ = problem(seed)
    judge = getattr(theirs, BRIDGED[name].kind)()
    rank = judge.rank(judge(matrix, weights, DIRECTIONS, validation=False))
    assert_array_equal(np.argsort(-bridged(name, matrix, weights, DIRECTIONS)), np.argsort(rank))


@pytest.mark.parametrize("seed", range(4))
def test_methods_with_bounds_against_our_own(seed):
    matrix, weights, _ = problem(seed)
    given = (matrix, weights, DIRECTIONS)
    assert_allclose(bridged("spotis", *given, bounds=BOUNDS), additive(*given, bounds=BOUNDS) - 1, rtol=1e-12)
    assert_allclose(bridged("rim", *given, bounds=BOUNDS), topsis(*given, bounds=BOUNDS), rtol=1e-12)


def test_comet_is_the_share_of_characteristic_objects_beaten():
    # On a characteristic object COMET gives its place among the distinct ratings, from 0 to 1. With one
    # criterion there are three: both ends and the middle; between them it is linear.
    score = bridged("comet", [[1.0], [3.0], [5.0], [9.0]], [1], [-1], bounds=[[1, 9]])
    assert_allclose(score, [1, 0.75, 0.5, 0])


def test_comet_with_equal_weights_ties_mirror_images():
    score = bridged("comet", [[2.0, 7.0], [7.0, 2.0]], [0.5, 0.5], [1, 1], bounds=[[1, 9]] * 2)
    assert_allclose(score[0], score[1], rtol=1e-12)


def test_rafsi_by_hand():
    # Zizovic et al. (2020): scale to 1..6, benefits over 1 + 6, costs harmonic mean over twice the value.
    score = bridged("rafsi", [[5.0, 5.0]], [0.5, 0.5], [1, -1], bounds=[[1, 9]] * 2)
    assert_allclose(score, [0.5 * 3.5 / 7 + 0.5 * (2 / (1 + 1 / 6)) / (2 * 3.5)])


@pytest.mark.parametrize("name", BRIDGED)
def test_leading_axes(name):
    rng = np.random.default_rng(5)
    matrices, vectors = rng.uniform(1, 9, (3, 5, N)), rng.dirichlet(np.ones(N), 3)
    for matrix, weights in ((matrices, vectors), (matrices[0], vectors), (matrices, vectors[0])):
        together = bridged_steps(name, matrix, weights, DIRECTIONS, **ends(name))
        for i in range(3):
            one = bridged_steps(
                name,
                matrix[i] if matrix.ndim == 3 else matrix,
                weights[i] if weights.ndim == 2 else weights,
                DIRECTIONS,
                **ends(name),
            )
            assert [*together] == [*one]
            assert [*one][-1] == "score"
            for label, table in one.items():
                assert_array_equal(together[label][i], table)


@pytest.mark.parametrize("name", BRIDGED)
def test_no_vectors_no_scores(name):
    score = bridged(name, np.full((5, N), 2.0), np.empty((0, N)), DIRECTIONS, **ends(name))
    assert score.shape == (0, 5)


@pytest.mark.parametrize("name", [name for name, how in BRIDGED.items() if how.values == "positive"])
@pytest.mark.parametrize("bad", [0.0, -1.0])
def test_zeros_and_negatives_are_refused_where_they_have_no_right_answer(name, bad):
    matrix, weights, _ = problem(0)
    matrix[2, 1] = bad
    found = refused(name, matrix, weights, DIRECTIONS)
    assert found.key == "methods.needs_positive"
    assert found.values == {"method": name, "column": 2, "rows": "3"}


def test_negatives_are_refused_where_the_mean_divides():
    matrix, weights, _ = problem(0)
    matrix[2, 1] = -1
    assert refused("edas", matrix, weights, DIRECTIONS).key == "methods.needs_not_negative"
    matrix[2, 1] = 0
    assert np.isfinite(bridged("edas", matrix, weights, DIRECTIONS)).all()


def test_moora_demands_a_cost():
    matrix, weights, _ = problem(0)
    assert refused("moora", matrix, weights, np.ones(N)).key == "methods.needs_cost"


@pytest.mark.parametrize("name", ["comet", "rafsi", "rim", "spotis"])
def test_bounds_are_demanded_and_kept(name):
    matrix, weights, _ = problem(0)
    assert refused(name, matrix, weights, DIRECTIONS).key == "methods.needs_bounds"
    matrix[0, 0] = 9.5
    assert refused(name, matrix, weights, DIRECTIONS, bounds=BOUNDS).key == "methods.outside_scale"
    matrix[0, 0] = 9 + 1e-12  # rounding
    assert np.isfinite(bridged(name, matrix, weights, DIRECTIONS, bounds=BOUNDS)).all()


def test_comet_with_many_criteria_is_refused():
    found = refused("comet", np.full((2, 9), 0.5), np.full(9, 1 / 9), np.ones(9), bounds=[[0, 1]] * 9)
    assert found.key == "methods.comet_too_large"


@pytest.mark.parametrize("matrix", [[[2.0, 3.0]], [[2.0, 3.0]] * 3])
def test_answers_that_are_no_numbers_are_refused(matrix):
    # EDAS divides by the largest distance from the mean: none for a lone alternative or equal ones.
    found = refused("edas", matrix, [0.5, 0.5], [1, -1])
    assert found.key == "methods.no_answer"
    assert found.values["method"] == "edas"


def test_what_pymcdm_refuses_is_refused_in_a_sentence(monkeypatch):
    def refuse(*_, **__):
        raise ValueError("because")

    monkeypatch.setattr(theirs.MABAC, "_method", refuse)
    found = refused("mabac", [[1.0], [2.0]], [1], [1])
    assert (found.key, found.values["reason"]) == ("methods.pymcdm_refused", "because")


def test_columns_that_vary_by_rounding_are_constant():
    assert_array_equal(bridged("mabac", [[0.1 + 0.2], [0.3]], [1], [1]), [0, 0])


class TestTrapsOfPymcdm:
    """Why some methods are not offered; should one of these fail, pymcdm has been mended."""

    @staticmethod
    def inversions(judge, m=6):
        """How often of 100 an alternative that is worse on everything scores at least as high."""
        rng = np.random.default_rng(0)
        count = 0
        for _ in range(100):
            matrix, weights = rng.uniform(1, 9, (m, N)), rng.dirichlet(np.ones(N))
            matrix[1] = np.clip(matrix[0] - DIRECTIONS * rng.uniform(0, 2, N), 1, 9)
            score = judge(matrix, weights, DIRECTIONS, validation=False)
            count += score[1] >= score[0]
        return count

    @pytest.mark.parametrize("kind", ["COPRAS", "AROMAN", "PROBID"])
    def test_dominated_alternatives_come_out_ahead(self, kind):
        assert self.inversions(getattr(theirs, kind)()) > 0

    def test_sprobid_of_three_alternatives_depends_on_their_order(self):
        matrix, weights, _ = problem(0, m=3)
        score = theirs.SPROBID()(matrix, weights, DIRECTIONS, validation=False)
        turned = theirs.SPROBID()(matrix[::-1], weights, DIRECTIONS, validation=False)[::-1]
        assert not np.allclose(score, turned)
