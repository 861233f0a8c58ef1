"""The catalogue: both languages say the same things, and everything the program says is in it."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import priorizar
from priorizar.errors import describe, in_parts
from priorizar.locale import messages, text

PACKAGE = Path(priorizar.__file__).parent
ROOMS = sorted(path.stem for path in (PACKAGE / "locale" / "es").glob("*.py") if path.stem != "__init__")
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py" and "locale" not in path.relative_to(PACKAGE).parts
)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


# How a room's entries are named without the room's name.
SAY = {"cli": r"(?<![`.\w])say\(\s*", "explanation": r"\w\.say\(\s*"}


def used(room: str) -> set[str]:
    """Entries of a room that the source names."""
    found = set(re.findall(rf'"{room}\.([a-z][a-z0-9_]*)"', CODE))
    if room in SAY:
        found |= set(re.findall(SAY[room] + r"[\"']([a-z][a-z0-9_]*)[\"']", CODE))
    return found


def beginnings(room: str) -> set[str]:
    """Beginnings of entries that the source completes with a value."""
    found = set(re.findall(rf'f"{room}\.([a-z_]+)\{{', CODE))
    if room in SAY:
        found |= set(re.findall(SAY[room] + r"f[\"']([a-z_]+)\{", CODE))
    return found


def test_both_languages_have_the_same_rooms():
    english = [path.stem for path in (PACKAGE / "locale" / "en").glob("*.py") if path.stem != "__init__"]
    assert sorted(english) == ROOMS
    assert {"cli", "study", "methods", "weighting", "ranking"} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
class TestARoom:
    def test_has_the_same_entries_in_both_languages(self, room):
        assert set(messages(room, "es")) == set(messages(room, "en"))

    def test_fills_in_the_same_values_in_both_languages(self, room):
        spanish, english = messages(room, "es"), messages(room, "en")
        assert {key: placeholders(said) for key, said in spanish.items()} == {
            key: placeholders(said) for key, said in english.items()
        }

    def test_says_something_in_each(self, room):
        for language in ("es", "en"):
            assert all(said.strip() and "\n" not in said for said in messages(room, language).values())

    def test_has_every_entry_that_the_program_uses(self, room):
        entries = set(messages(room, "es"))
        assert used(room) <= entries
        assert all(any(entry.startswith(start) for entry in entries) for start in beginnings(room))

    def test_has_no_entry_that_the_program_does_not_use(self, room):
        words = set(re.findall(r"[\"'.]([a-z][a-z0-9_]*)[\"']", CODE))
        begun, ended = tuple(beginnings(room)), tuple(re.findall(r'f"\{[^}"]*\}(_[a-z_]+)"', CODE))
        whole = {key for key in messages(room, "es") if not (key.startswith(begun) or key.endswith(ended))}
        assert whole <= words


def test_every_room_that_the_program_names_is_there():
    named = set(re.findall(r'(?:Problem|refusal|text)\(\s*f?"([a-z]+)\.[a-z]', CODE))
    assert named <= set(ROOMS)
    assert "study" in named


def test_a_sentence_is_filled_in():
    assert "«x»" in text("study.no_scenario", "es", name="x", guess="y")
    with pytest.raises(KeyError):
        text("study.no_such_thing")


def test_a_problem_without_a_place_begins_with_what_is_wrong():
    assert describe(priorizar.Problem("ranking.compare_two")).startswith("comparar necesita")
    assert describe(priorizar.Problem("ranking.compare_two", {}, "a.yaml", 3)).startswith(
        "a.yaml:3: comparar"
    )
    assert priorizar.Problem("x.y", {}, "a.xlsx", cell="hoja!B4").place == "a.xlsx[hoja!B4]"


class TestAProblemInParts:
    def test_is_a_row_of_a_table(self):
        values = {"written": "9 · todas", "criterion": "x", "low": 0, "high": 4}
        said = in_parts(priorizar.Problem("study.outside_scale", values, "a.xlsx", cell="hoja!B4"))
        assert (said["file"], said["sheet"], said["cell"]) == ("a.xlsx", "hoja", "B4")
        assert said["what"].startswith("9 · todas está fuera")
        assert said["why"] == "no tendría significado"
        assert said["mend"].startswith("corrija")

    def test_has_the_line_of_a_text_file_or_nothing(self):
        assert in_parts(priorizar.Problem("study.empty_file", {}, "a.csv", 3), "en")["cell"] == "3"
        assert in_parts(priorizar.Problem("study.empty_file"), "en")["file"] == ""

    @pytest.mark.parametrize("room", ROOMS)
    def test_says_all_that_the_sentence_says(self, room):
        for name, sentence in messages(room, "es").items():
            if not placeholders(sentence):
                parts = in_parts(priorizar.Problem(f"{room}.{name}"))
                together = [parts[one] for one in ("what", "why", "mend") if parts[one]]
                assert " · ".join(together) == sentence.format()
