"""Which study the app shows: read once for everybody, and once more when a file of it changes."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

import streamlit as st

from priorizar.app.permissions import may_save
from priorizar.app.words import say
from priorizar.errors import PriorizarError
from priorizar.questions.acceptability import robustness
from priorizar.ranking.ranking import rank
from priorizar.reading.bundled import bundled_folder
from priorizar.reading.load import load_study
from priorizar.study.model import Study

PACKAGE = Path(__file__).resolve().parents[1]
"""The installed program, with the study it carries: nobody saves there."""

LIVE_DRAWS = 3_000
"""Rankings behind the intervals that move with the sliders: half a percent of error or so."""


def folder() -> Path:
    """Return the folder named with ``--study``, or that of the bundled study."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--study", type=Path)
    given, _ = parser.parse_known_args(sys.argv[1:])
    return given.study or bundled_folder()


def shared_study() -> Study:
    """Return the study of the folder, as its files say now.

    Raises
    ------
    PriorizarError
        With every problem of the files.
    """
    root = folder()
    return _read(root, _signature(root))


def why_not_saved(study: Study) -> str | None:
    """Return why nothing can be saved into the folder of a study; None if it can."""
    root = study.folder.resolve()
    if root.is_relative_to(PACKAGE):
        return say("app.bundled")
    if not may_save():
        return say("serving.not_saved_on_network")
    scenarios = root / "scenarios"
    if not os.access(scenarios if scenarios.is_dir() else root, os.W_OK):
        return say("app.not_writable", folder=scenarios.name)
    return None


def _signature(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what the files look like from outside: names, sizes and times."""
    if root.is_file():  # a pack
        return ((root.name, root.stat().st_size, root.stat().st_mtime_ns),)
    parts = ("criteria/*.y*ml", "scenarios/*.y*ml", "people/*", "data/*.csv")
    found = sorted(file for part in parts for file in root.glob(part))
    marks = [(file.name, file.stat()) for file in found]
    return tuple((name, mark.st_size, mark.st_mtime_ns) for name, mark in marks)


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(root: Path, signature: tuple[tuple[str, int, int], ...]) -> Study:
    study = load_study(root)
    _warm(study)
    return study


def _warm(study: Study) -> None:
    """Import and lay out what every page needs, and take it out of the garbage collector's rounds."""
    try:
        first = next(iter(study.scenarios))
        ranking = rank(study, first)
        name = ranking.matrix.alternatives[0].province.name
        robustness(study, first, provinces=[name], draws=LIVE_DRAWS)
    except PriorizarError:
        pass  # a scenario that has no answer says so on the page that asks for it
    gc.collect()
    gc.freeze()
