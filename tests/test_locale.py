"""The catalogue: both languages say the same things, and everything the program says is in it."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import priorizar
from priorizar.errors import describe, in_parts
from priorizar.locale import messages, text
from priorizar.reading.bundled import bundled_folder

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


class Module:
    """What a module of the program says: its texts, and those that it completes with a value."""

    def __init__(self, path: Path) -> None:
        self.path = path
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        formats = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        parts = {id(value) for one in formats for value in one.values}
        texts = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in parts]
        self.whole = {one.value for one in texts if isinstance(one.value, str)}
        self.whole |= {
            one.arg for node in nodes if isinstance(node, ast.Call) for one in node.keywords if one.arg
        }
        self.whole |= {
            node.target.id
            for node in nodes
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        }
        self.completed = {
            re.sub(
                r"(\(\.\*\))+",
                "(.*)",
                "".join(
                    re.escape(value.value) if isinstance(value, ast.Constant) else "(.*)"
                    for value in one.values
                ),
            )
            for one in formats
        }


@cache
def program() -> tuple[Module, ...]:
    paths = [path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py"]
    return tuple(Module(path) for path in paths if "locale" not in path.relative_to(PACKAGE).parts)


@cache
def values() -> frozenset[str]:
    """What a text may be completed with: words of the source and of the study's tables."""
    found = {re.sub("[:.]", "_", text) for module in program() for text in module.whole}
    for file in (bundled_folder() / "data").glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as rows:
            found |= {cell for row in csv.reader(rows) for cell in row}
    return frozenset(found)


def completes(pattern: str, key: str) -> bool:
    found = re.fullmatch(pattern, key)
    return found is not None and all(
        one.isdigit() or any({one[:at], one[at:]} - {""} <= values() for at in range(1, len(one) + 1))
        for one in found.groups()
    )


def unused(room: str, entries: Iterable[str]) -> list[str]:
    """Entries that nothing says: by the room's name, or without it where a folder speaks for the room."""
    any_entry = rf"{room}\.(.*)"
    whole = {text for module in program() for text in module.whole}
    named = {one for module in program() for one in module.completed if one.startswith(rf"{room}\.")}
    folders = {module.path.parent for module in program() if any_entry in module.completed}
    near = [module for module in program() if folders & {*module.path.parents}]
    said = {text for module in near for text in module.whole}
    begun = {
        one
        for module in near
        for one in module.completed
        if re.fullmatch(r"[\w()*.]*[a-z_]{2}[\w()*.]*", one)
    }
    return [
        key
        for key in entries
        if f"{room}.{key}" not in whole
        and key not in said
        and not any(completes(one, f"{room}.{key}") for one in named - {any_entry})
        and not any(completes(one, key) for one in begun)
    ]


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
        assert unused(room, messages(room, "es")) == []

    def test_would_not_pass_with_an_entry_that_nothing_says(self, room):
        # The second is a name that the source has, which says nothing.
        planted = ["nothing_says_this", "endswith", "col_nothing_of_the_kind"]
        assert unused(room, planted) == planted


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
