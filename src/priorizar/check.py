"""Look for everything that is wrong with a study folder, beyond what is needed to read it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from priorizar.context.tables import CONTEXT, read_context
from priorizar.errors import PriorizarError, Problem, gathering
from priorizar.files.folder import Folder
from priorizar.files.yaml_source import Document, read_yaml
from priorizar.ranking.ranking import rank
from priorizar.reading.load import read_folder
from priorizar.reading.strange_names import strange_names
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario


def check_study(folder: Path | None = None) -> Study:
    """Read a study, its context tables, and rank it by every scenario.

    Returns
    -------
    Study
        If there is nothing wrong with it; its ``notes`` say what to look at even so.

    Raises
    ------
    PriorizarError
        With every problem found. What only follows from another is counted, not told.
    """
    found = read_folder(folder)
    study = found.study
    problems = [*found.problems, *(one for refused in study.refused.values() for one in refused)]
    for name in CONTEXT:
        with gathering(problems):
            read_context(study, name)
    if not found.problems:
        # Where tables lack rows, the numbers would be others.
        for scenario in study.scenarios.values():
            try:
                rank(study, scenario)
            except PriorizarError as error:
                problems += _at_their_lines(study, scenario, error.problems)
    if problems:
        raise PriorizarError(found.told(problems))
    return replace(study, notes=(*study.notes, *strange_names(study)))


def _at_their_lines(study: Study, scenario: Scenario, problems: tuple[Problem, ...]) -> list[Problem]:
    """Find the lines of problems in the file that says what they are about: its own, or what it extends."""
    documents = [_document(study, name) for name in reversed(scenario.lineage)]

    def saying(path: tuple[object, ...]) -> Document:
        return next(
            (one for one in documents if path and path[0] in one.data),
            documents[0],
        )

    return [one.at(saying(one.path)) for one in problems]


def _document(study: Study, scenario: str) -> Document:
    names = [f"scenarios/{scenario}.{kind}" for kind in ("yaml", "yml")]
    name = next((one for one in names if one in study.files), names[0])
    return read_yaml(name, Folder(study.folder, []).read(name))
