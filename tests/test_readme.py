"""What both READMEs tell a reader to do works, in the order they tell it, and prints what they print."""

from __future__ import annotations

import glob
import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

from priorizar.cli import run

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.es.md"]
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELISION = "…"
EXTRAS = {".pdf": "typst", ".docx": "docxtpl"}
"""What is written with a library that does not come with the basics."""


def blocks(readme: str) -> list[tuple[str, str]]:
    return FENCED.findall((ROOT / readme).read_text(encoding="utf-8"))


def commands(block: str) -> list[list[str]]:
    shown = re.findall(r"^(?:\.venv/bin/)?(priorizar .*)$", block, re.MULTILINE)
    return [shlex.split(line, comments=True)[1:] for line in shown]


def can_be_written(words: list[str]) -> bool:
    needed = [library for suffix, library in EXTRAS.items() if words[-1].endswith(suffix)]
    return all(find_spec(library) for library in needed)


def expanded(words: list[str]) -> list[str]:
    """What a shell would make of them."""
    return [
        found for word in words for found in (sorted(glob.glob(word)) or [word] if "*" in word else [word])
    ]


def assert_shown(excerpt: str, printed: str) -> None:
    """Each stretch of the excerpt between elisions stands in the output, line by line and in order."""
    lines = [line.rstrip() for line in printed.splitlines()]
    at = 0
    for stretch in excerpt.strip().split(f"\n{ELISION}\n"):
        wanted = stretch.splitlines()
        starts = range(at, len(lines) - len(wanted) + 1)
        found = next((i for i in starts if lines[i : i + len(wanted)] == wanted), None)
        assert found is not None, f"not printed:\n{stretch}\n\nbut:\n{printed}"
        at = found + len(wanted)


class Reader:
    """Somebody who does all that a README says, in an empty folder."""

    def __init__(self, capsysbinary) -> None:
        self.capture = capsysbinary
        self.study = Path()
        self.printed = ""
        self.done: list[str] = []

    def run(self, words: list[str], code: int = 0) -> None:
        if words[:2] == ["weights", "import"]:
            self.hand_in(Path(words[2]).parent)
        given = run(expanded(words))
        shown = self.capture.readouterr()
        assert given == code, (words, shown.err.decode())
        self.printed += shown.out.decode() + shown.err.decode()
        self.done.append(words[0])
        if words[0] == "init":
            self.study = Path(words[1])

    def read(self, kind: str, block: str) -> None:
        if kind == "sh":
            self.printed = ""
            for words in filter(can_be_written, commands(block)):
                self.run(words)
        elif kind == "text":
            assert_shown(block, self.printed)
        elif kind == "csv":
            table = "evidence" if block.count(",") > 8 else "sources"
            with (self.study / "data" / f"{table}.csv").open("a", encoding="utf-8") as file:
                file.write(block)
        elif kind == "yaml" and block.startswith("id:"):
            name = block.split()[1]
            (self.study / "scenarios" / f"{name}.yaml").write_text(block, encoding="utf-8")
        elif kind == "yaml":
            self.add_criterion(block)

    def add_criterion(self, block: str) -> None:
        criteria = self.study / "criteria" / "priorizacion.yaml"
        before, screen, after = criteria.read_text(encoding="utf-8").partition("\nscreen:")
        assert screen
        criteria.write_text(f"{before}\n{block}{screen[1:]}{after}", encoding="utf-8")
        (self.study / "scenarios" / "taller_ilustrativo.yaml").unlink()
        self.printed = ""
        language = ["--lang", "en"] if self.study.name == "my-study" else []
        self.run(["check", "--study", str(self.study), *language], code=1)
        self.run(["rank", "--study", str(self.study)])

    def hand_in(self, folder: Path) -> None:
        """Stands in for the people: a table of answers, saved as a workbook."""
        from openpyxl import Workbook

        folder.mkdir()
        Path("people").mkdir(exist_ok=True)
        book = Workbook()
        for row in (["code", "helice", "procedure"], ["A", "publico", "equal"], ["B", "academia", "equal"]):
            book.active.append(row)
        book.save(folder / "answers.xlsx")


@pytest.mark.long
@pytest.mark.parametrize("readme", READMES)
def test_all_that_it_says_works_and_prints_what_it_prints(readme, tmp_path, monkeypatch, capsysbinary):
    monkeypatch.chdir(tmp_path)
    reader = Reader(capsysbinary)
    for kind, block in blocks(readme):
        reader.read(kind, block)
    assert {"rank", "compare", "robustness", "explain", "weights", "report", "verify", "check", "init"} <= {
        *reader.done
    }


def test_both_languages_give_the_same_commands():
    first, second = (
        [words[0] for kind, block in blocks(readme) if kind == "sh" for words in commands(block)]
        for readme in READMES
    )
    assert first == second


@pytest.mark.parametrize("readme", READMES)
def test_every_file_it_links_to_is_there(readme):
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / readme).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_python_shown_runs(readme, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (code,) = [block for kind, block in blocks(readme) if kind == "python"]
    exec(compile(code, readme, "exec"), {})  # noqa: S102
    assert "0.587726" in capsys.readouterr().out
