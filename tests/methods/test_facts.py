"""What is stated of each method is so, and nobody needs more than that: no method is asked for by name."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

import priorizar
from priorizar.errors import PriorizarError
from priorizar.methods.bridge import BRIDGED
from priorizar.methods.promethee2 import Preferences
from priorizar.methods.registry import DEFAULT, METHODS, SIDE_BY_SIDE, WEIGHTED_SUM, find_method
from priorizar.methods.topsis import NORMALIZATIONS

PACKAGE = Path(priorizar.__file__).parent
OBSERVED = [find_method("topsis", {"reference": "observed", "normalization": one}) for one in NORMALIZATIONS]
ALL = [*(find_method(name) for name in METHODS), *OBSERVED]
BOUNDS = np.array([[1.0, 5.0], [0.0, 4.0], [2.0, 10.0]])


def problem(how, seed, alternatives=5):
    """Values well inside the scales, with one criterion of which less is better, as the method takes them."""
    rng = np.random.default_rng(seed)
    scaled = rng.uniform(0.1, 0.9, (alternatives, 3))
    weights, directions = rng.dirichlet(np.ones(3)), np.array([1, 1, -1])
    if how.takes == "scaled":
        return scaled, weights, np.ones(3, dtype=int), {}
    known = {"bounds": BOUNDS, "preferences": Preferences(("usual",) * 3)}
    extra = {name: known[name] for name in how.uses}
    return BOUNDS[:, 0] + scaled * np.ptp(BOUNDS, axis=1), weights, directions, extra


def by_name(how):
    return how.variant


@pytest.mark.parametrize("how", ALL, ids=by_name)
class TestFacts:
    def test_the_score_stays_in_its_range(self, how):
        if how.score_range is None:
            return
        for seed in range(20):
            values, weights, directions, extra = problem(how, seed)
            score = how.score(values, weights, directions, **extra)
            assert how.score_range[0] - 1e-12 <= score.min() <= score.max() <= how.score_range[1] + 1e-12

    def test_rowwise_is_whether_the_others_matter(self, how):
        same = []
        for seed in range(8):
            values, weights, directions, extra = problem(how, seed)
            whole = how.score(values, weights, directions, **extra)
            part = how.score(values[:3], weights, directions, **extra)
            same.append(np.allclose(whole[:3], part, atol=1e-9))
        assert all(same) == how.rowwise

    def test_the_form_is_that_of_the_score(self, how):
        for seed in range(8):
            values, weights, directions, extra = problem(how, seed)
            score = how.score(values, weights, directions, **extra)
            if how.form == "weighted_sum":
                assert how.takes == "scaled"
                assert_allclose(score, values @ weights, atol=1e-12)
            elif how.form == "closeness":
                steps = how.steps(values, weights, directions, **extra)
                near, far = (
                    np.sqrt(np.square(steps["weighted"] - steps[end][None, :]).sum(axis=1))
                    for end in ("ideal", "anti_ideal")
                )
                assert_allclose(score, far / (far + near), atol=1e-12)
                if how.takes == "scaled":
                    assert_allclose(steps["ideal"], weights)
                    assert_allclose(steps["anti_ideal"], 0)

    def test_it_is_decomposable_where_it_says_so(self, how):
        values, weights, directions, extra = problem(how, 3)
        if how.contributions is not None:
            parts = how.contributions(values, weights, directions, **extra)
            assert_allclose(parts.sum(axis=-1), how.score(values, weights, directions, **extra), atol=1e-12)
        assert how.contributions is not None or how.form == "other"

    def test_it_refuses_only_what_it_says_it_may(self, how):
        """Zeros, negative values and equal alternatives are within scales that a study may have."""
        refused = False
        for low in (0.0, -2.0):
            ends = np.array([[low, low + 4.0]] * 3)
            for scaled in (np.zeros((3, 3)), np.full((3, 3), 0.5), np.eye(3), np.tri(3)):
                values, directions, extra = low + 4 * scaled, np.array([1, 1, -1]), {}
                if how.takes == "scaled":
                    values, directions = scaled, np.ones(3, dtype=int)
                if "bounds" in how.uses:
                    extra["bounds"] = ends
                try:
                    how.score(values, np.full(3, 1 / 3), directions, **extra)
                except PriorizarError:
                    refused = True
        assert how.partial or not refused


def test_what_one_draw_after_another_takes_is_slow():
    assert {how.name for how in ALL if how.slow} == set(BRIDGED)


def test_names_that_stand_for_a_role_are_methods_with_that_role():
    assert find_method(DEFAULT).takes == "scaled"
    assert find_method(WEIGHTED_SUM).form == "weighted_sum"
    for one in SIDE_BY_SIDE:
        find_method(one["name"], {key: value for key, value in one.items() if key != "name"})


def strings_of(source: str) -> set[tuple[int, str]]:
    """Texts of a module with their lines, but for those that stand by themselves: docstrings."""
    tree = ast.parse(source)
    alone = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    return {
        (one.lineno, one.value)
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in alone
    }


def named_in(source: str) -> list[tuple[int, str]]:
    """Where a module names a method or the list of pymcdm's."""
    tree = ast.parse(source)
    asked = {
        (one.lineno, alias.name)
        for one in ast.walk(tree)
        if isinstance(one, ast.ImportFrom)
        for alias in one.names
        if alias.name in ("BRIDGED", "NOT_OFFERED")
    }
    return sorted({one for one in strings_of(source) if one[1] in METHODS} | asked)


def test_nobody_outside_asks_for_a_method_by_name():
    found = {
        str(path.relative_to(PACKAGE)): named
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in ("methods", "locale")
        and (named := named_in(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""About topsis."""\nfrom x import y', []),
        ('if how.name == "additive":\n    pass', [(1, "additive")]),
        ("FIRST = ('topsis', 'vikor')", [(1, "topsis"), (1, "vikor")]),
        ("from priorizar.methods.bridge import BRIDGED", [(1, "BRIDGED")]),
    ],
)
def test_asking_by_name_is_noticed(source, found):
    assert named_in(source) == found
