"""The JSON Schemas that editors complete and check YAML files with."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from priorizar.reading.bundled import bundled_folder
from priorizar.reading.schema import FORMS, json_schema

ROOT = bundled_folder()
FILES = {
    "criteria": sorted((ROOT / "criteria").glob("*.yaml")),
    "scenario": sorted((ROOT / "scenarios").glob("*.yaml")),
}
CASES = [(form, file) for form, files in FILES.items() for file in files]


def committed(form: str) -> dict:
    return json.loads((ROOT / "schemas" / f"{form}.schema.json").read_text(encoding="utf-8"))


def reader(form: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(committed(form))


@pytest.mark.parametrize("form", FORMS)
def test_the_one_in_the_folder_is_the_one_generated(form):
    assert committed(form) == json_schema(form)


@pytest.mark.parametrize("form", FORMS)
def test_it_is_a_schema(form):
    jsonschema.Draft202012Validator.check_schema(committed(form))


@pytest.mark.parametrize(("form", "file"), CASES, ids=lambda case: getattr(case, "name", case))
def test_every_yaml_file_names_its_schema_at_the_head(form, file):
    head = file.read_text(encoding="utf-8").splitlines()[0]
    named = head.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / named).resolve() == (ROOT / "schemas" / f"{form}.schema.json").resolve()


@pytest.mark.parametrize(("form", "file"), CASES, ids=lambda case: getattr(case, "name", case))
def test_every_yaml_file_passes_it(form, file):
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert [error.message for error in reader(form).iter_errors(written)] == []


MINE = {
    "id": "mio",
    "name": {"es": "a", "en": "b"},
    "criteria": "priorizacion",
    "weights": {"procedure": "equal"},
}


@pytest.mark.parametrize(
    "more",
    [
        {"method": "topsis"},
        {"method": {"name": "topsis", "reference": "observed"}},
        {"weights": {"procedure": "ahp", "comparisons": [["a", "b", 3], ["b", "c", "1/3"]]}},
        {"weights": {"procedure": "equal", "groups": {"g": {"procedure": "points", "values": {"a": 1}}}}},
        {"what_if": [{"chain": "palta", "criterion": "tradicion", "value": 1}]},
    ],
)
def test_it_takes_what_the_reader_takes(more):
    assert reader("scenario").is_valid(MINE | more)


@pytest.mark.parametrize(
    "more",
    [
        {"metodo": "topsis"},
        {"unknown": "mitad"},
        {"weights": {"procedure": "puntos"}},
        {"include": {"provincias": ["Anta"]}},
        {"name": {"es": "a"}},
        {"id": "Mío"},
    ],
)
def test_it_marks_what_the_reader_refuses(more):
    assert not reader("scenario").is_valid(MINE | more)
