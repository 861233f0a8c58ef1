"""Making a file again from the manifest it carries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.files.door import read_bounded
from priorizar.files.folder import Folder
from priorizar.locale import LANGUAGES
from priorizar.people.reading import fill_people
from priorizar.questions.experiment import Experiment
from priorizar.report.exports import Request, table
from priorizar.report.make import report
from priorizar.report.manifest import Stamp
from priorizar.report.table import Form
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.simulation import checked_draws


def made_again(study: Study, made: Mapping[str, Any], form: Form, template: Path | None = None) -> bytes:
    """Make a report or a table again, with the date, versions and digests that it carries.

    Parameters
    ----------
    study
        That it is said to come from.
    made
        Its manifest; ``made["output"]`` says how it was asked for.
    form
        Of a table; a report's is in its manifest.
    template
        The DOCX that it was filled into, where that was not the program's own.

    Raises
    ------
    PriorizarError
        A template of one's own that is not given, or another one; whatever making it anew refuses.
    KeyError, TypeError, ValueError
        If it does not say how it was asked for as the program says it.
    """
    asked, stamp = made["output"], Stamp.of(made)
    _only_what_is_written(asked)
    beside = made.get("compared_with") or ()
    if asked["what"] != "report":
        others = [scenario_of(study, one["scenario"]) for one in beside]
        request = Request.of(asked, others)
        return table(study, scenario_of(study, made["scenario"]), request, stamp).written(form)
    _same_template(asked, template)
    scenario = scenario_of(study, made["scenario"])
    others = [scenario_of(study, one) for one in beside]
    return report(
        study,
        scenario,
        asked["form"],
        others=others,
        provinces=asked["provinces"],
        seed=asked["seed"],
        draws=asked["draws"],
        weights=asked["weights"],
        vary=asked["vary"],
        template=template,
        language=asked["language"],
        stamp=stamp,
    )


def scenario_of(study: Study, written: Mapping[str, Any]) -> Scenario:
    """Read a scenario as a manifest keeps it, with the people behind its weights from the study's own file.

    Raises
    ------
    pydantic.ValidationError
        If it is no scenario.
    PriorizarError
        If the file of people is gone, or is another one now.
    """
    scenario = Scenario.model_validate(written)
    criteria = study.criteria_sets.get(scenario.criteria)
    if criteria is None:
        return scenario
    problems: list[Problem] = []
    weights = fill_people(scenario.weights, criteria, Folder(study.folder, []).read, problems)
    if problems:
        raise PriorizarError(problems)
    return scenario.model_copy(update={"weights": weights})


def _only_what_is_written(asked: Mapping[str, Any]) -> None:
    """Raise ValueError for what nobody can ask for, and no manifest says as it was written."""
    if asked["language"] not in LANGUAGES:
        raise ValueError(asked["language"])
    try:
        Experiment(vary=asked["vary"], seed=asked["seed"], draws=checked_draws(asked["draws"]))
    except PriorizarError as error:
        raise ValueError("output") from error


def _same_template(asked: Mapping[str, Any], template: Path | None) -> None:
    wanted = asked.get("template")
    if template is None:
        if wanted is not None:
            raise refusal("export.verify_own_template", digest=wanted[:12])
    elif hashlib.sha256(read_bounded(template, template.name)).hexdigest() != wanted:
        raise refusal("export.verify_other_template", file=template.name)
