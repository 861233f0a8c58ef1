"""Filling in forms: every departure at its path, whatever the data came from."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.files.yaml_source import read_yaml
from priorizar.forms import fill
from priorizar.study.criteria import CriteriaSet
from priorizar.study.scenario import ScenarioFile

LABEL = {"es": "a", "en": "b"}


def problems(form, data, source=None):
    with pytest.raises(pz.PriorizarError) as caught:
        fill(form, data, source)
    return [(one.key.removeprefix("study."), one.path, one.line) for one in caught.value.problems]


def test_plain_data_have_paths_and_no_lines():
    found = problems(ScenarioFile, {"id": "x", "name": {"es": "a"}, "metodo": 1, "what_if": [{"chain": "a"}]})
    assert found == [
        ("missing_key", ("name",), None),
        ("missing_key", ("what_if", 0), None),
        ("unknown_key", ("metodo",), None),
    ]


def test_what_was_read_has_lines_too():
    document = read_yaml("x.yaml", b"id: x\nname:\n  es: a\nmetodo: 1\n")
    assert problems(ScenarioFile, document.data, document) == [
        ("missing_key", ("name",), 2),
        ("unknown_key", ("metodo",), 4),
    ]


def test_options_of_a_method_are_found_where_the_file_has_them():
    document = read_yaml("x.yaml", b"id: x\nname: {es: a, en: b}\nmethod:\n  name: vikor\n  v: [1]\n")
    assert {line for _, _, line in problems(ScenarioFile, document.data, document)} == {5}


def test_what_a_form_refuses_of_itself_keeps_its_own_path():
    levels = [{"value": value, "name": LABEL} for value in (0, 4)]
    leaf = {"name": LABEL, "direction": "max", "scale": {"type": "levels", "levels": levels}}
    scale = leaf["scale"] | {"comparisons": [[4, 0, 2], [0, 4, 3], [4, 9, 1]]}
    data = {
        "id": "r",
        "name": LABEL,
        "criteria": [{"id": "a", **leaf}, {"id": "b", **leaf, "scale": scale}],
    }
    assert problems(CriteriaSet, data) == [
        ("weighting.unknown_name", ("criteria", 1, "scale", "comparisons", 2, 1), None),
        ("weighting.contradictory", ("criteria", 1, "scale", "comparisons", 1), None),
    ]
    data = {"id": "r", "name": LABEL, "criteria": [{"id": "a", **leaf}, {"id": "a", **leaf}]}
    assert problems(CriteriaSet, data) == [("duplicate_criterion", ("criteria", 1, "id"), None)]
