"""The data dictionary says what leaves the program, column by column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import priorizar as pz
from priorizar.ranking.cells import cells
from priorizar.report.manifest import manifest

PAGE = (Path(__file__).parents[2] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")


def listed(title: str) -> list[str]:
    """Names in the first column of the table of a section."""
    (section,) = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


@pytest.fixture(scope="module")
def where() -> list[str]:
    return listed("Where and what")


def test_a_ranking(study, where):
    assert list(pz.rank(study).rows()[0]) == where + listed("`rank`")


def test_a_comparison(study, where):
    found = list(pz.compare(study, ["base", "exportador"]).rows()[0])
    first, *rest = listed("`compare`"), "base", "exportador"
    wanted = [
        name.replace("<scenario>", scenario)
        for scenario in rest
        for name in first
        if scenario != "base" or not name.startswith(("shift", "driver"))
    ]
    assert sorted(found) == sorted(where + wanted)


def test_the_evidence(study, where):
    assert list(cells(study, study.scenario("base"))[0]) == where + listed("`evidence`")


def test_the_robustness(study, where):
    found = pz.robustness(study, "base", draws=20).acceptability()[0]
    assert list(found) == where + listed("`robustness acceptability`")


def test_the_manifest(study):
    assert list(manifest(study, pz.rank(study))) == listed("The manifest")
