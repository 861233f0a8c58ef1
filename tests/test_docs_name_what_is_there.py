"""What the docs say of the tree: every module, room and name they name is there."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import pytest

import priorizar

PACKAGE = Path(priorizar.__file__).parent
ROOT = Path(__file__).parents[1]
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])
PYTHON = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("src", "tests", "benchmarks", "tools", ".")
    for path in (ROOT.glob("*.py") if folder == "." else (ROOT / folder).rglob("*.py"))
)
TO_BE_WRITTEN = {"maximin.py"}
"""What CONTRIBUTING.md shows how to add."""


def quoted(page: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))


def resolves(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        return len(parts) - end <= 1 and all(hasattr(found, one) for one in parts[end:])
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
class TestAPage:
    def test_names_modules_that_are_there(self, page):
        named = {name for said in quoted(page) for name in re.findall(r"(?<![>\w/*.])[\w/*.-]+\.py\b", said)}
        gone = [
            name
            for name in named - TO_BE_WRITTEN
            if not any(fnmatch(path, name) or fnmatch(path, f"*/{name}") for path in PYTHON)
        ]
        assert gone == []

    def test_gives_names_that_can_be_imported(self, page):
        dotted = r"\bpriorizar(?!\.(?:xml|json|yaml|toml|lock)\b)(?:\.[a-z_]\w*)+"
        named = {name for said in quoted(page) for name in re.findall(dotted, said)}
        assert [name for name in named if not resolves(name)] == []


class TestTheMap:
    PAGE = ROOT / "docs" / "architecture.md"

    def test_has_every_room(self):
        rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
        modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
        table = self.PAGE.read_text(encoding="utf-8").split("## Rooms")[1].split("\n## ")[0]
        named = set(re.findall(r"`([a-z]+)(?:/|\.py)?`", "".join(re.findall(r"(?m)^\| [^|]+\|", table))))
        assert rooms | modules <= named

    def test_has_the_rooms_in_the_order_that_the_linter_keeps(self):
        contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split('id = "rooms"')[1]
        floors = re.findall(r'"([^"]+)"', contract.split("layers = [")[1].split("]")[0])
        order = {room.strip("( )"): at for at, floor in enumerate(floors) for room in floor.split("|")}
        table = self.PAGE.read_text(encoding="utf-8").split("## Rooms")[1].split("\n## ")[0]
        heads = re.findall(r"(?m)^\| ([^|]+)\|", table)
        drawn = [
            order[room]
            for head in heads
            for room in re.findall(r"`([a-z]+)(?:/|\.py)?`", head)
            if room in order
        ]
        assert drawn == sorted(drawn)
