"""What every method refuses, and that it names everything that is wrong."""

import numpy as np
import pytest

from priorizar.methods.additive import additive
from priorizar.methods.checks import on_scale, without_noise
from priorizar.methods.promethee2 import promethee2
from priorizar.methods.registry import METHODS, find_method
from priorizar.methods.topsis import topsis
from priorizar.methods.vikor import vikor
from refusals import problems_of, refused

METHODS_OF_OUR_OWN = [topsis, additive, vikor, promethee2]
GOOD = np.array([[0.2, 0.4], [0.6, 0.1]])


def keys(call, *arguments, **options):
    return [key.removeprefix("methods.") for key in refused(call, *arguments, **options)]


@pytest.mark.parametrize("method", METHODS_OF_OUR_OWN)
class TestEveryMethodRefuses:
    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    def test_cells_that_are_not_finite(self, method, bad):
        assert keys(method, [[0.2, bad], [0.6, 0.1]], [0.5, 0.5], [1, 1]) == ["cell_not_finite"]

    @pytest.mark.parametrize(
        ("weights", "key"),
        [
            ([-0.5, 1.5], "weights_negative"),
            ([0, 0], "weights_all_zero"),
            ([np.nan, 1], "weights_not_finite"),
            ([np.inf, 1], "weights_not_finite"),
            ([0.5, 0.6], "weights_sum"),
            ([0.5, 0.49999], "weights_sum"),
            ([[0.5, 0.5], [0.5, 0.6]], "weights_sum"),
            ([[0.5, 0.5], [-0.5, 1.5]], "weights_negative"),
            ([[0.5, 0.5], [0.5, np.nan]], "weights_not_finite"),
            ([[0.5, 0.5], [0, 0]], "weights_all_zero"),
            (1.0, "shapes"),
            ([1.0], "shapes"),
            ([0.2, 0.3, 0.5], "shapes"),
            ([[0.5, 0.5]] * 3, None),
        ],
    )
    def test_weights(self, method, weights, key):
        if key is None:
            assert method(GOOD, weights, [1, 1]).shape == (3, 2)
        else:
            assert keys(method, GOOD, weights, [1, 1]) == [key]

    @pytest.mark.parametrize("directions", [[1, 0], [1, 2], [1, np.nan], [1, -0.5]])
    def test_directions(self, method, directions):
        assert keys(method, GOOD, [0.5, 0.5], directions) == ["direction"]

    @pytest.mark.parametrize(
        ("matrix", "weights", "directions"),
        [
            ([0.2, 0.4], [0.5, 0.5], [1, 1]),
            (np.empty((0, 2)), [0.5, 0.5], [1, 1]),
            (np.empty((2, 0)), [], []),
            (GOOD, [0.5, 0.5], [1]),
            (GOOD, [0.5, 0.5], [[1, 1]]),
            (np.stack([GOOD] * 3), [[0.5, 0.5]] * 2, [1, 1]),
        ],
    )
    def test_shapes_that_do_not_fit(self, method, matrix, weights, directions):
        assert "shapes" in keys(method, matrix, weights, directions)

    def test_what_is_not_numbers(self, method):
        assert keys(method, [["alto", 1], [2, 3]], [0.5, 0.5], [1, 1]) == ["not_numbers"]
        assert keys(method, [[1], [2, 3]], [0.5, 0.5], [1, 1]) == ["not_numbers"]

    def test_everything_at_once(self, method):
        found = keys(method, [[np.nan, 0.1], [0.2, np.inf]], [-1, 2], [0, 3])
        assert sorted(found) == ["cell_not_finite"] * 2 + ["direction"] * 2 + ["weights_negative"]

    def test_a_sum_off_by_rounding_is_none_of_that(self, method):
        assert np.isfinite(method(np.full((2, 3), 0.5), [0.333333, 0.333333, 0.333334], [1, 1, 1])).all()


@pytest.mark.parametrize("method", [topsis, additive])
class TestScale:
    @pytest.mark.parametrize("bad", [1.1, -0.1, 1 + 1e-8])
    def test_values_outside_are_refused(self, method, bad):
        problems = problems_of(method, [[0.5, 0.5], [0.5, bad]], [0.5, 0.5], [1, -1])
        (problem,) = problems
        assert problem.key == "methods.outside_scale"
        assert (problem.values["column"], problem.values["rows"]) == (2, "2")

    def test_rounding_is_not_outside(self, method):
        assert method([[1 + 1e-12], [-1e-12]], [1], [1]) == pytest.approx([1, 0], abs=1e-11)

    def test_many_rows_are_not_all_named(self, method):
        problems = problems_of(method, np.full((9, 1), 2.0), [1], [1])
        assert problems[0].values["rows"] == "1, 2, 3, 4, 5, …"

    @pytest.mark.parametrize("ends", [[1, 1], [2, 1], [0, np.inf], [np.nan, 1], [-1.7e308, 1.7e308]])
    def test_scales_without_width_are_refused(self, method, ends):
        assert keys(method, [[1.0]], [1], [1], bounds=[ends]) == ["scale_without_width"]

    def test_bounds_of_another_shape_are_refused(self, method):
        assert keys(method, GOOD, [0.5, 0.5], [1, 1], bounds=[0, 1]) == ["bounds_shape"]

    def test_not_a_number_comes_before_outside(self, method):
        assert keys(method, [[np.nan, 7.0]], [0.5, 0.5], [1, 1]) == ["cell_not_finite"]


def test_values_already_on_the_scale_are_not_copied():
    assert np.shares_memory(on_scale(GOOD, [0.5, 0.5], [1, 1], None)[0], GOOD)


def test_noise_is_taken_out_of_the_column_that_has_it():
    matrix = np.array([[0.1 + 0.2, 1.0], [0.3, 1 + 1e-6]])
    cleaned = without_noise(matrix)
    assert cleaned[0, 0] == cleaned[1, 0]
    assert cleaned[0, 1] != cleaned[1, 1]


@pytest.mark.parametrize("name", METHODS)
def test_inputs_are_left_as_they_were(name):
    method = find_method(name)
    rng = np.random.default_rng(3)
    matrix, weights = rng.uniform(0.1, 1, (4, 3)), rng.dirichlet(np.ones(3))
    directions = np.ones(3, dtype=int) if method.takes == "scaled" else np.array([1, -1, 1])
    given = (matrix, weights, directions)
    before = [array.copy() for array in given]
    method.score(*given, **({"bounds": [[0, 1]] * 3} if "bounds" in method.uses else {}))
    assert all(np.array_equal(now, then) for now, then in zip(given, before, strict=True))
