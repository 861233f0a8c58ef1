"""Context tables: what is refused in them, and that both guides tell what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorizar import read_context
from priorizar.context.tables import CHOICES, CONTEXT
from priorizar.reading.bundled import bundled_folder

GUIDES = (bundled_folder() / "data" / "LEEME.md", Path(__file__).parents[2] / "docs" / "study-folder.md")
HEADER = ",".join(CONTEXT["instruments"])


def refused(small, row):
    small.write("data/instruments.csv", f"{HEADER}\n{row}\n")
    return [(one.key, one.line) for one in small.problems()]


def test_a_study_without_a_table_has_none_of_its_records(small):
    assert read_context(small.load(), "instruments") == []


def test_a_row_that_names_no_department_stage_chain_level_or_kind_is_no_mistake(small):
    assert not refused(small, "Un fondo,,,,,,,,,se nombra un fondo,informe")


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("Un fondo,fondo,,,,,,,,se nombra,informe", "study.not_one_of"),
        ("Un fondo,fund,regional,,,,,,,se nombra,informe", "study.not_one_of"),
        ("Un fondo,fund,,,Acopio,guessed,,,,se nombra,informe", "study.not_one_of"),
        ("Un fondo,fund,,Nortte,,,,,,se nombra,informe", "study.unknown_department"),
        ("Un fondo,fund,,,,,,papa;seda,,se nombra,informe", "study.unknown_chain"),
        ("Un fondo,fund,,,,,,,,se nombra,nadie", "study.unknown_source"),
    ],
)
def test_words_places_chains_and_sources_nobody_knows_are_refused_with_their_line(small, row, key):
    assert refused(small, row) == [(key, 2)]


def test_columns_that_may_be_left_out_are_read_where_they_are(small):
    small.write("data/instruments.csv", f"{HEADER},reservation\nUn fondo,,,,,,,,,no sirve,informe,yes\n")
    assert [row["reservation"] for row in read_context(small.load(), "instruments")] == ["yes"]
    small.write("data/instruments.csv", f"{HEADER},reservation\nUn fondo,,,,,,,,,no sirve,informe,tal vez\n")
    assert [one.key for one in small.problems()] == ["study.not_one_of"]


def test_a_problem_of_a_department_nobody_knows_is_refused(small):
    small.write(
        "data/bottlenecks.csv",
        "stage,problem,chain,department,stage_from,source\nAcopio,Se moja,,Nortte,,informe\n",
    )
    assert [(one.key, one.line) for one in small.problems()] == [("study.unknown_department", 2)]


def test_all_that_is_wrong_with_a_row_is_said_at_once(small):
    found = refused(small, "Un fondo,fondo,regional,Nortte,,,,,,se nombra,nadie")
    assert sorted(key for key, _ in found) == [
        "study.not_one_of",
        "study.not_one_of",
        "study.unknown_department",
        "study.unknown_source",
    ]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
@pytest.mark.parametrize("name", sorted(CONTEXT))
def test_both_guides_tell_of_every_table(guide, name):
    assert f"`{name}" in guide.read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
@pytest.mark.parametrize("word", [word for words in CHOICES.values() for word in words])
def test_both_guides_tell_of_every_word_a_column_may_hold(guide, word):
    assert f"`{word}`" in guide.read_text(encoding="utf-8")
