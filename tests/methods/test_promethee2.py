from math import exp
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from pymcdm import methods as theirs

from priorizar.errors import PriorizarError
from priorizar.methods.promethee2 import (
    Preferences,
    promethee2,
    promethee2_contributions,
    promethee2_steps,
)
from refusals import refused

# Brans, Vincke & Mareschal (1986), How to select and how to rank projects: the PROMETHEE method, European
# Journal of Operational Research 24, 228-238: six hydroelectric power stations; manpower, power, construction
# and maintenance cost, villages to evacuate, security. All six preference functions, equal weights.
STATIONS = np.array(
    [
        [80, 90, 6, 5.4, 8, 5],
        [65, 58, 2, 9.7, 1, 1],
        [83, 60, 4, 7.2, 4, 7],
        [40, 80, 10, 7.5, 7, 10],
        [52, 72, 6, 2.0, 3, 8],
        [94, 96, 7, 3.6, 5, 6],
    ]
)
STATION_DIRECTIONS = np.array([-1, 1, -1, -1, -1, 1])
STATION_PREFERENCES = Preferences(
    ("u_shape", "v_shape", "linear", "level", "usual", "gaussian"),
    q=[10, np.nan, 0.5, 1, np.nan, np.nan],
    p=[np.nan, 30, 5, 6, np.nan, np.nan],
    s=[np.nan, np.nan, np.nan, np.nan, np.nan, 5],
)
PUBLISHED_INDICES = np.array(
    [
        [0, 0.296, 0.250, 0.268, 0.100, 0.185],
        [0.462, 0, 0.389, 0.333, 0.296, 0.500],
        [0.236, 0.180, 0, 0.333, 0.056, 0.429],
        [0.399, 0.505, 0.305, 0, 0.223, 0.212],
        [0.444, 0.515, 0.487, 0.380, 0, 0.448],
        [0.286, 0.399, 0.250, 0.431, 0.133, 0],
    ]
)


def test_brans_vincke_and_mareschal_1986_hydroelectric_stations():
    steps = promethee2_steps(STATIONS, np.full(6, 1 / 6), STATION_DIRECTIONS, preferences=STATION_PREFERENCES)
    # The published flows are sums, ours means over the five others; five indices to three decimals each.
    assert_allclose(5 * steps["leaving_flow"], PUBLISHED_INDICES.sum(axis=1), atol=5e-3)
    assert_allclose(5 * steps["entering_flow"], PUBLISHED_INDICES.sum(axis=0), atol=5e-3)
    assert_array_equal(np.argsort(-steps["score"]) + 1, [5, 2, 4, 6, 3, 1])


@pytest.mark.parametrize(("a", "b"), [(0, 1), (1, 5), (3, 5), (4, 0), (5, 3)])
def test_brans_vincke_and_mareschal_1986_preference_indices(a, b):
    # Of two alternatives alone, the flow of each is its preference index over the other.
    pair = STATIONS[[a, b]]
    steps = promethee2_steps(pair, np.full(6, 1 / 6), STATION_DIRECTIONS, preferences=STATION_PREFERENCES)
    assert_allclose(steps["leaving_flow"], [PUBLISHED_INDICES[a, b], PUBLISHED_INDICES[b, a]], atol=1e-3)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("ours", "named"),
    [
        ("usual", "usual"),
        ("u_shape", "ushape"),
        ("v_shape", "vshape"),
        ("level", "level"),
        ("linear", "vshape_2"),
    ],
)
def test_agrees_with_pymcdm(ours, named, seed):
    rng = np.random.default_rng(seed)
    matrix, weights = rng.uniform(0, 9, (8, 3)), rng.dirichlet(np.ones(3))
    directions = np.array([1, -1, 1])
    q, p = [0.5, 1, 2], [3.0, 2.5, 4]
    # A new object each time: pymcdm's uses its preference functions up in one call.
    expected = theirs.PROMETHEE_II(named, q=q, p=p)(matrix, weights, directions, validation=False)
    preferences = Preferences((ours,) * 3, q=q, p=p)
    assert_allclose(promethee2(matrix, weights, directions, preferences=preferences), expected, atol=1e-14)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("usual", [0, 1, 1, 1, 1, 1]),
        ("u_shape", [0, 0, 0, 1, 1, 1]),
        ("v_shape", [0, 0.25, 0.5, 0.75, 1, 1]),
        ("level", [0, 0, 0, 0.5, 0.5, 1]),
        ("linear", [0, 0, 0, 0.5, 1, 1]),
        ("gaussian", [0, *(1 - exp(-(d**2) / 8) for d in (1, 2, 3, 4, 5))]),
    ],
)
def test_preference_functions_by_hand(function, expected):
    preferences = Preferences((function,), q=2, p=4, s=2)
    for difference, degree in enumerate(expected):
        steps = promethee2_steps([[10.0 + difference], [10.0]], [1], [1], preferences=preferences)
        assert_allclose(steps["leaving_flow"], [degree, 0], rtol=1e-14)
        assert_allclose(steps["score"], [degree, -degree], rtol=1e-14)


@pytest.mark.parametrize(
    ("function", "pair"), [("usual", [0.1 + 0.2, 0.3]), ("u_shape", [0.8, 0.6]), ("level", [0.8, 0.6])]
)
def test_rounding_does_not_pass_a_threshold(function, pair):
    assert pair[0] - pair[1] > (0 if function == "usual" else 0.2)  # in binary
    preferences = Preferences((function,), q=0.2, p=0.2)
    assert_array_equal(promethee2(np.transpose([pair]), [1], [1], preferences=preferences), [0, 0])


@pytest.mark.parametrize("function", ["v_shape", "linear"])
def test_thresholds_without_width_make_a_step(function):
    preferences = Preferences((function,), q=0, p=0)
    assert_array_equal(promethee2([[1], [2], [2]], [1], [1], preferences=preferences), [-1, 0.5, 0.5])


def test_usual_is_the_default():
    matrix, weights = [[1, 2], [3, 1], [2, 2]], [0.5, 0.5]
    usual = promethee2(matrix, weights, [1, 1], preferences=Preferences(("usual", "usual")))
    assert_array_equal(promethee2(matrix, weights, [1, 1]), usual)


def test_preferences_are_gathered_criterion_by_criterion():
    stated = [
        SimpleNamespace(function="linear", q=1, p=2, s=0),
        SimpleNamespace(function="usual", q=0, p=0, s=0),
    ]
    gathered = Preferences.of(stated)
    assert gathered.function == ("linear", "usual")
    assert_array_equal([gathered.q, gathered.p, gathered.s], [[1, 0], [2, 0], [0, 0]])


def test_one_alternative_has_no_flow():
    steps = promethee2_steps([[2, 3]], [0.5, 0.5], [1, -1])
    assert [steps[name].tolist() for name in ("leaving_flow", "entering_flow", "score")] == [[0]] * 3


def test_equal_alternatives_and_constant_criteria():
    assert_array_equal(promethee2([[2, 3]] * 3, [0.5, 0.5], [1, -1]), [0, 0, 0])
    assert_array_equal(promethee2_contributions([[2, 3], [2, 4]], [0.5, 0.5], [1, 1]), [[0, -0.5], [0, 0.5]])


@pytest.mark.parametrize("function", ["usual", "gaussian", "linear"])
def test_the_ends_of_the_number_line(function):
    preferences = Preferences((function,), q=1e-300, p=1e-299, s=1e-300)
    assert_array_equal(promethee2([[-1.7e308], [1.7e308]], [1], [1], preferences=preferences), [-1, 1])


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        ({"function": ("v-shape",)}, ["preference_function"]),
        ({"function": ("linear",)}, ["threshold", "threshold"]),
        ({"function": ("linear",), "q": 1.0, "p": np.inf}, ["threshold"]),
        ({"function": ("u_shape", "v_shape"), "q": -1, "p": [1, -1]}, ["threshold", "threshold"]),
        ({"function": ("level",), "q": 2.0, "p": 1.0}, ["thresholds_order"]),
        ({"function": ("gaussian",), "s": 0.0}, ["threshold_zero"]),
        ({"function": ("u_shape",), "q": [1.0, 2.0]}, ["preferences_shape"]),
    ],
)
def test_preferences_that_are_none_are_refused(arguments, keys):
    assert refused(Preferences, **arguments) == [f"methods.{key}" for key in keys]


def test_preferences_of_another_number_of_criteria_are_refused():
    with pytest.raises(PriorizarError, match="2 criterios y la matriz tiene 1"):
        promethee2([[1], [2]], [1], [1], preferences=Preferences(("usual", "usual")))


def test_many_matrices_are_compared_in_parts(monkeypatch):
    matrices = np.random.default_rng(0).uniform(size=(7, 5, 2))
    whole = promethee2(matrices, [0.5, 0.5], [1, -1])
    monkeypatch.setattr("priorizar.methods.promethee2.PAIRS_AT_ONCE", 60)
    assert_array_equal(promethee2(matrices, [0.5, 0.5], [1, -1]), whole)


def test_thresholds_that_differ_by_rounding_make_a_step():
    # 0.1 + 0.2 is a little more than 0.3: a difference of 0.3 is up to both, and no preference.
    for p in (0.3, 0.1 + 0.2):
        preferences = Preferences(("linear",), q=0.3, p=p)
        assert_array_equal(promethee2([[0.3], [0.0]], [1], [1], preferences=preferences), [0, 0])
        assert_array_equal(promethee2([[0.4], [0.0]], [1], [1], preferences=preferences), [1, -1])
        assert_array_equal(promethee2([[0.2], [0.0]], [1], [1], preferences=preferences), [0, 0])
