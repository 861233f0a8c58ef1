import pickle

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from priorizar.errors import PriorizarError
from priorizar.methods.bridge import NOT_OFFERED
from priorizar.methods.registry import METHODS, find_method
from priorizar.methods.topsis import topsis
from priorizar.methods.vikor import vikor

MATRIX, WEIGHTS, DIRECTIONS = np.array([[0.2, 0.9], [0.6, 0.3]]), np.array([0.5, 0.5]), np.array([1, 1])


def refused(*arguments):
    with pytest.raises(PriorizarError) as found:
        find_method(*arguments)
    return [problem.key.removeprefix("methods.") for problem in found.value.problems], str(found.value)


def test_the_variant_in_force_is_said_in_full():
    assert find_method("topsis").options == {"reference": "scale"}
    assert find_method("topsis", {"reference": "observed"}).options == {
        "reference": "observed",
        "normalization": "vector",
    }
    assert find_method("vikor").options == {"v": 0.5}
    assert find_method("additive").options == {}


def test_options_reach_the_method():
    variant = {"reference": "observed", "normalization": "max"}
    assert_array_equal(
        find_method("topsis", variant).score(MATRIX, WEIGHTS, DIRECTIONS),
        topsis(MATRIX, WEIGHTS, DIRECTIONS, **variant),
    )
    assert_array_equal(
        find_method("vikor", {"v": 0}).score(MATRIX, WEIGHTS, DIRECTIONS),
        vikor(MATRIX, WEIGHTS, DIRECTIONS, v=0),
    )


def test_what_the_methods_take_and_use():
    assert {name for name in METHODS if find_method(name).takes == "scaled"} == {"topsis", "additive"}
    assert find_method("topsis", {"reference": "observed"}).takes == "raw"
    assert not find_method("topsis", {"reference": "observed"}).rowwise
    assert find_method("promethee2").uses == {"preferences"}
    measured = {name for name in METHODS if "bounds" in find_method(name).uses}
    assert measured == {"comet", "rafsi", "rim", "spotis"}
    assert {name for name in METHODS if find_method(name).rowwise} == measured | {"topsis", "additive"}


@pytest.mark.parametrize("name", METHODS)
def test_methods_can_be_sent_to_another_process(name):
    assert pickle.loads(pickle.dumps(find_method(name))).name == name  # noqa: S301


@pytest.mark.parametrize(
    ("name", "meant"), [("topsi", "topsis"), ("TOPSIS", "topsis"), ("promethe2", "promethee2")]
)
def test_misspelt_methods_are_refused_with_the_one_meant(name, meant):
    found, sentence = refused(name)
    assert found == ["unknown_method"]
    assert f"¿quiso decir «{meant}»?" in sentence


def test_unknown_methods_are_refused_with_those_there_are():
    found, sentence = refused("xyz")
    assert found == ["unknown_method"]
    assert f"elija uno de los {len(METHODS)} que hay" in sentence


@pytest.mark.parametrize("name", sorted(NOT_OFFERED))
def test_methods_that_are_not_offered_say_why(name):
    assert name not in METHODS
    found, sentence = refused(name)
    assert found == [f"not_offered_{name}"]
    assert sentence.startswith(f"El método {name} no se ofrece")


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("topsis", {"referense": "scale"}, ["unknown_option"]),
        ("additive", {"reference": "scale"}, ["unknown_option"]),
        ("spotis", {"v": 1}, ["unknown_option"]),
        ("topsis", {"reference": "ideal"}, ["option_value"]),
        ("topsis", {"reference": "observd"}, ["option_value"]),
        ("topsis", {"reference": None}, ["option_value"]),
        ("topsis", {"reference": "x", "colour": 1}, ["option_value", "unknown_option"]),
        ("topsis", {"normalization": "minmax"}, ["option_without_effect"]),
        ("topsis", {"reference": "scale", "normalization": "vector"}, ["option_without_effect"]),
        ("vikor", {"v": 1.5}, ["option_range"]),
        ("vikor", {"v": "mucho"}, ["option_range"]),
        ("vikor", {"v": True}, ["option_range"]),
        ("vikor", {"v": np.nan}, ["option_range"]),
    ],
)
def test_options_that_are_none_are_refused(name, options, expected):
    assert refused(name, options)[0] == expected
