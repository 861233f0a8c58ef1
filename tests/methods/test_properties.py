"""What holds of every decision problem."""

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from priorizar.errors import PriorizarError
from priorizar.methods.promethee2 import THRESHOLDS, Preferences
from priorizar.methods.ranks import ranks
from priorizar.methods.registry import METHODS, Method, find_method
from priorizar.methods.topsis import NORMALIZATIONS

OURS = [
    find_method("topsis"),
    *(find_method("topsis", {"reference": "observed", "normalization": one}) for one in NORMALIZATIONS),
    find_method("additive"),
    find_method("vikor"),
    find_method("promethee2"),
]
ALL = [*OURS, *(find_method(name) for name in METHODS if name not in {one.name for one in OURS})]
UNIT = 32  # values are multiples of 1/32: exact in binary, and often equal


def label(method: Method) -> str:
    return "-".join([method.name, *map(str, method.options.values())])


class Problem(NamedTuple):
    scaled: np.ndarray  # (m, n) from 0 to 1
    weights: np.ndarray  # (n,)
    directions: np.ndarray  # (n,)

    @property
    def bounds(self) -> np.ndarray:
        return np.array([(3.0, 11.0)] * len(self.weights))

    def inputs(self, method: Method) -> tuple[np.ndarray, np.ndarray, dict[str, Any]]:
        """Matrix, directions and extras as this method takes them."""
        if method.takes == "scaled":
            return self.scaled, np.ones_like(self.directions), {}
        extra = {"bounds": self.bounds} if "bounds" in method.uses else {}
        return 3 + 8 * self.scaled, self.directions, extra

    def score(self, method: Method) -> np.ndarray:
        matrix, directions, extra = self.inputs(method)
        return method.score(matrix, self.weights, directions, **extra)


@st.composite
def problems(draw: st.DrawFn, *, least: int = 1) -> Problem:
    m, n = draw(st.integers(least, 6)), draw(st.integers(1, 4))
    cells = draw(st.lists(st.integers(0, UNIT), min_size=m * n, max_size=m * n))
    parts = draw(st.lists(st.integers(0, 9), min_size=n, max_size=n).filter(any))
    signs = draw(st.lists(st.sampled_from([1, -1]), min_size=n, max_size=n))
    weights = np.array(parts, dtype=float)
    return Problem(np.reshape(cells, (m, n)) / UNIT, weights / weights.sum(), np.array(signs))


@pytest.mark.parametrize("method", OURS, ids=label)
@settings(max_examples=40, deadline=None)
@given(problem=problems(), seed=st.integers(0, 99))
def test_the_order_of_rows_and_columns_does_not_matter(method, problem, seed):
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(len(problem.scaled)), rng.permutation(len(problem.weights))
    turned = Problem(
        problem.scaled[rows][:, columns], problem.weights[columns], problem.directions[columns]
    ).score(method)
    assert_allclose(turned, problem.score(method)[rows], atol=1e-12)


@pytest.mark.parametrize("method", OURS, ids=label)
@settings(max_examples=40, deadline=None)
@given(problem=problems())
def test_equal_alternatives_tie(method, problem):
    twins = problem._replace(scaled=np.concatenate([problem.scaled, problem.scaled[:1]]))
    placed = ranks(twins.score(method))
    assert placed[0] == placed[-1]


@pytest.mark.parametrize("method", [one for one in OURS if one.rowwise], ids=label)
@settings(max_examples=80, deadline=None)
@given(problem=problems(), data=st.data())
def test_improving_a_cell_never_lowers_the_score(method, problem, data):
    row = data.draw(st.integers(0, len(problem.scaled) - 1))
    column = data.draw(st.integers(0, len(problem.weights) - 1))
    better = problem.scaled.copy()
    better[row, column] = data.draw(st.integers(int(better[row, column] * UNIT), UNIT)) / UNIT
    assert problem._replace(scaled=better).score(method)[row] >= problem.score(method)[row] - 1e-12


@pytest.mark.parametrize("method", [one for one in ALL if one.rowwise], ids=label)
@settings(max_examples=25, deadline=None)
@given(problem=problems(least=2), data=st.data())
def test_dropping_alternatives_never_reorders_the_others(method, problem, data):
    kept = data.draw(st.sets(st.integers(0, len(problem.scaled) - 1), min_size=1).map(sorted))
    whole = problem.score(method)[kept]
    part = problem._replace(scaled=problem.scaled[kept]).score(method)
    assert_allclose(part, whole, atol=1e-12)
    assert_array_equal(ranks(part), ranks(whole))


@pytest.mark.parametrize("name", ["topsis", "vikor", "promethee2"])
def test_methods_that_look_at_the_others_say_so(name):
    # Dropping the third changes the score of the first two.
    method = find_method(name, {"reference": "observed"} if name == "topsis" else {})
    matrix, weights, directions = np.array([[1.0, 5], [4, 2], [9, 1]]), [0.4, 0.6], [1, 1]
    assert not method.rowwise
    whole, part = (method.score(rows, weights, directions) for rows in (matrix, matrix[:2]))
    assert not np.allclose(whole[:2], part)


@pytest.mark.parametrize("method", OURS, ids=label)
@settings(max_examples=15, deadline=None)
@given(problem=problems(), seed=st.integers(0, 99))
def test_a_batch_equals_its_single_calls(method, problem, seed):
    rng = np.random.default_rng(seed)
    matrix, directions, _ = problem.inputs(method)
    matrices = np.stack([matrix, matrix[::-1], (matrix + matrix[::-1]) / 2])
    vectors = np.stack([problem.weights, *rng.dirichlet(np.ones(len(problem.weights)), 2)])
    for many, weights in ((matrix, vectors), (matrices, problem.weights), (matrices, vectors)):
        together = method.steps(many, weights, directions)
        score = method.score(many, weights, directions)
        assert_array_equal(together["score"], score)
        for i in range(3):
            one = method.steps(
                many[i] if many.ndim == 3 else many, weights[i] if weights.ndim == 2 else weights, directions
            )
            assert [*one] == [*together]
            assert_allclose(score[i], one["score"], atol=1e-12)


@pytest.mark.parametrize("method", OURS, ids=label)
@settings(max_examples=40, deadline=None)
@given(problem=problems())
def test_contributions_sum_to_the_score(method, problem):
    if method.contributions is None:
        assert method.name == "vikor"
        return
    matrix, directions, _ = problem.inputs(method)
    parts = method.contributions(matrix, problem.weights, directions)
    assert parts.shape == matrix.shape
    assert_allclose(parts.sum(axis=-1), problem.score(method), atol=1e-14)
    assert_array_equal(parts[:, problem.weights == 0], 0)


ANY = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("method", [one for one in OURS if one.takes == "raw"], ids=label)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_finite_in_finite_out(method, data):
    m, n = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    cells = ANY.map(abs) if method.options.get("normalization") in ("sum", "max") else ANY
    matrix = np.reshape(data.draw(st.lists(cells, min_size=m * n, max_size=m * n)), (m, n))
    directions = data.draw(st.lists(st.sampled_from([1, -1]), min_size=n, max_size=n))
    score = method.score(matrix, np.full(n, 1 / n), directions)
    assert np.isfinite(score).all()
    assert np.abs(score).max() <= 1 + 1e-12


@settings(max_examples=60, deadline=None)
@given(problem=problems(), data=st.data())
def test_flows_of_promethee_cancel_out(problem, data):
    functions = tuple(data.draw(st.sampled_from([*THRESHOLDS])) for _ in problem.weights)
    q = data.draw(st.integers(0, 3))
    preferences = Preferences(functions, q=q, p=q + data.draw(st.integers(0, 3)), s=2)
    matrix, directions, _ = problem.inputs(find_method("promethee2"))
    steps = find_method("promethee2").steps(matrix, problem.weights, directions, preferences=preferences)
    assert_allclose(steps["score"].sum(), 0, atol=1e-12)
    assert_allclose(steps["leaving_flow"] - steps["entering_flow"], steps["score"], atol=1e-14)


@pytest.mark.parametrize("method", ALL, ids=label)
@settings(max_examples=15, deadline=None)
@given(problem=problems())
def test_a_number_for_everyone_or_a_refusal(method, problem):
    found: set[str] = set()
    score = np.zeros(1)
    try:
        score = problem.score(method)
    except PriorizarError as refusal:
        found = {one.key for one in refusal.problems}
    assert np.isfinite(score).all()
    assert found <= (set() if method in OURS else {"methods.no_answer", "methods.needs_cost"})
