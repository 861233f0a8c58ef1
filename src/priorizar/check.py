"""Look for everything that is wrong with a study folder, beyond what is needed to read it."""

from __future__ import annotations

from pathlib import Path

from priorizar.context.tables import CONTEXT, read_context
from priorizar.errors import PriorizarError, Problem
from priorizar.ranking.ranking import rank
from priorizar.reading.load import load_study
from priorizar.study.model import Study


def check_study(folder: Path | None = None) -> Study:
    """Read a study, its context tables, and rank it by every scenario.

    Returns
    -------
    Study
        If there is nothing wrong with it.

    Raises
    ------
    PriorizarError
        With every problem found.
    """
    study = load_study(folder)
    problems: list[Problem] = []
    for found in study.refused.values():
        problems += [one for one in found if one not in problems]
    for name in CONTEXT:
        try:
            read_context(study, name)
        except PriorizarError as error:
            problems += error.problems
    for scenario in study.scenarios.values():
        try:
            rank(study, scenario)
        except PriorizarError as error:
            file = f"scenarios/{scenario.id}.yaml"
            problems += [
                Problem(one.key, one.values, one.file or file, one.line or 1) for one in error.problems
            ]
    if problems:
        raise PriorizarError(problems)
    return study
