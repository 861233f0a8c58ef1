"""What a result was made from."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from importlib.metadata import version

import pytest

import priorizar as pz
from priorizar.report.manifest import manifest


@pytest.fixture(scope="module")
def made(study):
    return manifest(study, pz.rank(study, "exportador", by="zone", method="promethee2"))


def test_it_names_every_file_with_its_digest(made, study):
    assert list(made["files"]) == sorted(study.files)
    for name, digest in made["files"].items():
        assert digest == hashlib.sha256((study.folder / name).read_bytes()).hexdigest()


def test_it_says_the_scenario_as_resolved(made):
    assert made["scenario"]["lineage"] == ["base", "exportador"]
    assert made["scenario"]["criteria"] == "priorizacion"
    assert made["scenario"]["weights"]["values"]["oferta_exportable"] == 40
    assert made["illustrative_weights"] is True


def test_it_says_what_was_done(made):
    assert (made["by"], made["method"]) == ("zone", {"name": "promethee2", "options": {}})
    assert sum(made["weights"].values()) == pytest.approx(1)
    assert made["weights"]["oferta_exportable"] == pytest.approx(0.4)
    assert made["versions"]["priorizar"] == version("priorizar")
    assert made["seed"] is None


def test_only_the_time_changes(made, study):
    again = manifest(study, pz.rank(study, "exportador", by="zone", method="promethee2"))
    assert json.dumps(again | {"time": ""}) == json.dumps(made | {"time": ""})
    assert datetime.fromisoformat(made["time"]).utcoffset().total_seconds() == 0


def test_it_names_no_place_on_this_machine(made, study):
    assert str(study.folder) not in json.dumps(made)
