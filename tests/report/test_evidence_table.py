"""The evidence and sources of a study as files: what was read comes back, and no spreadsheet runs it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from priorizar.reading.evidence_form import Sent
from priorizar.reading.evidence_import import plan_import
from priorizar.report.evidence_table import evidence_csv, sources_csv
from priorizar.study.model import Evidence, Place, Source

ANTA = Place("Cusco", "III", "0803")


def with_statement(study, place=None, value=4.0, low=4.0, high=4.0, quote="lo dijo el taller", title="Acta"):
    """A study with one statement and one source more."""
    said = Evidence(
        place or ANTA,
        "lacteos",
        "tradicion",
        value,
        low,
        high,
        basis="judged",
        source="acta_7",
        quote=quote,
    )
    sources = {**study.sources, "acta_7": Source("acta_7", title)}
    return replace(study, evidence=(*study.evidence, said), sources=sources)


@pytest.mark.parametrize("place", [ANTA, Place("Cusco", "III"), Place(zone="III"), Place()])
def test_every_statement_comes_back_as_it_was(study, place):
    after = with_statement(study, place, 2.5, 1.0, 3.0)
    again = plan_import(after, Sent("evidence.csv", evidence_csv(after)))
    assert (again.added, again.replaced, again.same) == (0, 0, len(after.evidence))


def test_they_replace_the_files_of_a_study(study, copied):
    after = with_statement(study)
    copied.write("data/evidence.csv", evidence_csv(after))
    copied.write("data/sources.csv", sources_csv(after))
    assert copied.problems() == []
    kept = copied.load()
    assert set(kept.evidence) == set(after.evidence)
    assert kept.sources == after.sources


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
def test_nothing_in_them_is_run_by_a_spreadsheet(study, mark):
    bad = f"{mark}cmd|' /C calc'!A0"
    after = with_statement(study, quote=bad, title=bad)
    for content in (evidence_csv(after), sources_csv(after)):
        text = content.decode()
        assert f"'{mark}cmd" in text
        assert not re.search(rf"(^|,|\"){re.escape(mark)}cmd", text, re.MULTILINE)
