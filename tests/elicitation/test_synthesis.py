from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from priorizar.elicitation.statements import Ahp, Points
from priorizar.elicitation.synthesis import ahp_synthesis
from priorizar.elicitation.weighing import weigh
from priorizar.errors import PriorizarError
from priorizar.weighting.synthesis import level_values, synthesise
from refusals import refused


def leaf(name):
    return SimpleNamespace(id=name)


def group(name, *children):
    return SimpleNamespace(id=name, children=children)


def pairs(names, *upper):
    return [(names[i], names[i + 1 + k], ratio) for i, row in enumerate(upper) for k, ratio in enumerate(row)]


def test_choosing_a_school_saaty_1980():
    """Saaty (1980), The Analytic Hierarchy Process, pp. 26-28: schools A, B, C come out at .37, .38, .25."""
    criteria = ["learning", "friends", "school_life", "vocational", "college", "music"]
    said = pairs(criteria, [4, 3, 1, 3, 4], [7, 3, 1 / 5, 1], [1 / 5, 1 / 5, 1 / 6], [1, 1 / 3], [3])
    weights = weigh(Ahp(procedure="ahp", comparisons=said), group("satisfaction", *map(leaf, criteria)))
    found = ahp_synthesis(
        weights,
        list("ABC"),
        {
            "learning": pairs(list("ABC"), [1 / 3, 1 / 2], [3]),
            "friends": pairs(list("ABC"), [1, 1], [1]),
            "school_life": pairs(list("ABC"), [5, 1], [1 / 5]),
            "vocational": pairs(list("ABC"), [9, 7], [1 / 5]),
            "college": pairs(list("ABC"), [1 / 2, 1], [2]),
            "music": pairs(list("ABC"), [6, 4], [1 / 3]),
        },
    )
    np.testing.assert_allclose(found.local[0], [0.16, 0.59, 0.25], atol=5e-3)
    np.testing.assert_allclose(found.local[3], [0.77, 0.05, 0.17], atol=5e-3)
    np.testing.assert_allclose(found.scores, [0.37, 0.38, 0.25], atol=5e-3)
    assert found.consistency["school_life"].cr == pytest.approx(0, abs=1e-12)


# Belton & Gear (1983), On a short-coming of Saaty's method of analytic hierarchies, Omega 11: 228-230.
BELTON = np.array([[1, 9, 1], [9, 1, 1], [8, 9, 1]], dtype=float)


def test_belton_and_gear_1983_a_copy_reverses_the_order():
    third = np.full(3, 1 / 3)
    copied = np.column_stack([BELTON, BELTON[:, 1]])
    np.testing.assert_allclose(synthesise(BELTON, third), [0.45, 0.47, 0.08], atol=5e-3)
    np.testing.assert_allclose(synthesise(copied, third), [0.37, 0.29, 0.06, 0.29], atol=5e-3)


tables = arrays(float, (3, 4), elements=st.floats(0.01, 1))
shares = arrays(float, 3, elements=st.floats(0.01, 1)).map(lambda w: w / w.sum())


@given(tables, shares, st.floats(0, 1))
def test_in_ideal_mode_what_is_nowhere_best_changes_no_score(priorities, weights, factor):
    ideal = synthesise(priorities, weights, "ideal")
    more = np.column_stack([priorities, factor * priorities.min(axis=1)])
    np.testing.assert_allclose(synthesise(more, weights, "ideal")[:4], ideal, rtol=1e-12)
    assert ideal.max() <= 1 + 1e-12


@given(tables, shares)
def test_distributive_scores_sum_to_one_and_stacks_work(priorities, weights):
    for mode in ("distributive", "ideal"):
        stacked = synthesise(np.stack([priorities, priorities[:, ::-1]]), np.stack([weights, weights]), mode)
        np.testing.assert_allclose(stacked[1], stacked[0][::-1], rtol=1e-12)
    assert synthesise(priorities, weights).sum() == pytest.approx(1, abs=1e-12)


def test_over_a_tree_with_a_criterion_turned_off():
    tree = group("root", group("g", leaf("a"), leaf("b")), leaf("c"))
    said = Points.model_validate(
        {
            "procedure": "points",
            "values": {"g": 60, "c": 40},
            "groups": {"g": {"procedure": "points", "values": {"a": 100, "b": 0}}},
        }
    )
    weights = weigh(said, tree)
    found = ahp_synthesis(weights, ["x", "y"], {"a": [("x", "y", 3)], "c": [("y", "x", 4)]}, "ideal")
    np.testing.assert_allclose(found.scores, [0.6 * 1 + 0.4 * 0.25, 0.6 / 3 + 0.4 * 1])


def test_levels_of_a_rubric():
    np.testing.assert_allclose(level_values(np.array([0.1, 0.3, 0.6])), [1 / 6, 1 / 2, 1])


def test_says_everything_that_is_wrong():
    tree = group("root", leaf("a"), leaf("b"))
    weights = weigh(Points(procedure="points", values={"a": 50, "b": 50}), tree)
    assert refused(ahp_synthesis, weights, ["x", "y"], {"a": [("x", "z", 3)], "q": []}) == [
        "weighting.unknown_name",
        "weighting.not_compared",
        "weighting.unknown_name",
    ]
    for unusable in ([[0.0, 0]], [[-1.0, 2]], [[np.nan, 1]]):
        with pytest.raises(PriorizarError):
            synthesise(np.array(unusable), np.ones(1))
