"""Only what `pip install priorizar` brings: the base works, and what needs more says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

MORE = (
    *("distributed", "docx", "docxtpl", "jinja2", "lxml", "pyarrow", "pypdf", "typst", "vl_convert"),
    *("httptools", "starlette", "streamlit", "uvicorn", "uvloop", "websockets"),
)
WITHOUT = f"""
import contextlib, io, json, sys
from importlib.machinery import PathFinder

installed = PathFinder.find_spec

def found(name, path=None, target=None):
    return None if name.partition(".")[0] in {MORE!r} else installed(name, path, target)

PathFinder.find_spec = found
from priorizar.cli import run

told = []
for words in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(words)
    told.append((code, err.getvalue()))
print(json.dumps(told))
"""
WORKS = (
    ("rank", "-p", "Anta"),
    ("compare", "base", "exportador", "-p", "Anta"),
    ("robustness", "-p", "Anta", "--draws", "200"),
    ("explain", "-p", "Anta", "-c", "turismo"),
    ("weights", "show", "ahp"),
    ("check",),
    ("evidence", "-p", "Anta"),
    ("report", "-f", "xlsx", "-p", "Anta", "--draws", "50", "-o", "informe.xlsx"),
)
REFUSES = (
    ("report", "-f", "pdf", "-p", "Anta", "--draws", "50"),
    ("report", "-f", "docx", "-p", "Anta", "--draws", "50"),
    ("rank", "-o", "orden.parquet"),
    ("robustness", "-p", "Anta", "--scheduler", "tcp://127.0.0.1:1"),
    ("app",),
)


def run_without(commands, folder: Path) -> list[list]:
    """Run commands in a process of their own; return the exit code of each and what it complains of."""
    ran = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-c", WITHOUT, json.dumps(commands)],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=100,
        encoding="utf-8",
    )
    return json.loads(ran.stdout)


@pytest.mark.long
def test_all_of_the_engine_works(tmp_path):
    assert run_without(WORKS, tmp_path) == [[0, ""]] * len(WORKS)
    assert (tmp_path / "informe.xlsx").exists()


@pytest.mark.long
def test_what_needs_more_is_a_sentence_that_says_what(tmp_path):
    for code, said in run_without(REFUSES, tmp_path):
        assert code == 1
        assert "pip install" in said
    assert list(tmp_path.iterdir()) == []
