"""What can be asked for is documented: the registries are read, and the pages of ``docs/``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from priorizar.cli import application
from priorizar.cli.robustness import Question
from priorizar.elicitation import statements
from priorizar.methods.registry import METHODS
from priorizar.report.answers import Inquiry
from priorizar.report.exports import TABLES, Request, table
from priorizar.study import criteria
from priorizar.weighting.objective import SCHEMES

DOCS = Path(__file__).parents[1] / "docs"


def quoted(page: str) -> set[str]:
    """Names that stand by themselves in code on a page, in a sentence or in a block."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    return {name for one in code for name in re.findall(r"--[a-z][a-z-]*|[\w<>]+", one)}


def kinds(module: Any, key: str) -> set[str]:
    """What the forms of a module may say under the key that tells them apart."""
    forms = [one for one in vars(module).values() if isinstance(one, type) and hasattr(one, "model_fields")]
    annotations = [one.model_fields[key].annotation for one in forms if key in one.model_fields]
    return {value for one in annotations for value in get_args(one)}


def commands(group: Any, before: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    if not hasattr(group, "commands"):
        return {before: group}
    return {
        words: command
        for name, one in group.commands.items()
        for words, command in commands(one, (*before, name)).items()
    }


WHERE = ("department", "zone", "province", "ubigeo", "chain", "chain_name")
COMMANDS = commands(typer.main.get_command(application("en")))


def test_every_method():
    assert set(METHODS) - quoted("methods") == set()


def test_every_option_of_a_method():
    assert {option for entry in METHODS.values() for option in entry.options} - quoted("methods") == set()


def test_every_weighting_procedure_and_scheme():
    found = kinds(statements, "procedure")
    assert {"ahp", "group", "region"} <= found
    assert (found | set(SCHEMES)) - quoted("weighting") == set()


def test_every_question_of_robustness():
    assert set(get_args(Question)) - quoted("robustness") == set()


def test_every_type_of_criterion():
    found = kinds(criteria, "type")
    assert {"levels", "numeric"} <= found
    assert found - quoted("study-folder") == set()


def listed_options() -> dict[str, set[str]]:
    """For each option of the command line, the commands that its page gives it to."""
    rows = re.findall(r"^\| (`--.*?) \| (.*?) \| .* \|$", (DOCS / "cli.md").read_text("utf-8"), re.MULTILINE)
    found: dict[str, set[str]] = {}
    for option, commands in rows:
        (name,) = re.findall(r"^`(--[a-z-]+)", option)
        named = set(re.findall(r"`([^`]+)`", commands))
        everywhere = {" ".join(words) for words in COMMANDS}
        found.setdefault(name, set()).update(everywhere - named if commands.startswith("all but") else named)
    return found


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_and_its_options(words):
    command = " ".join(words)
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{command}\b", page, re.MULTILINE)
    options = {max(one.opts, key=len) for one in COMMANDS[words].params if one.opts[0].startswith("-")}
    assert {option for option, named in listed_options().items() if command in named} == options


TITLES = {"ranking": "rank", "comparison": "compare"}


def section(name: str) -> str:
    """The part of the data dictionary about a table."""
    page = (DOCS / "data-dictionary.md").read_text(encoding="utf-8")
    title = rf"^## `(?:robustness )?{TITLES.get(name, name)}`\n(.*?)(?=^## |\Z)"
    (found,) = re.findall(title, page, re.MULTILINE | re.DOTALL)
    return found


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_its_columns(study, name):
    inquiry = Inquiry(provinces=["Caylloma"])
    made = table(study, study.scenario("base"), Request(what=name, inquiry=inquiry))
    parts = [made.rows, *made.more.values()]
    found = {column for rows in parts for row in rows[:1] for column in row} - {*WHERE}
    # Of a comparison, some are named after scenarios; of a matrix, after criteria.
    found = {re.sub(rf"_({'|'.join(study.scenarios)})$", "_<scenario>", column) for column in found}
    if name == "matrix":
        found -= {one.id for one in study.criteria_sets["priorizacion"].leaf_criteria}
    heads = re.findall(r"^\| (`[^|]*`) \|", section(name), re.MULTILINE)
    assert found == {column for head in heads for column in re.findall(r"`([^`]+)`", head)}
