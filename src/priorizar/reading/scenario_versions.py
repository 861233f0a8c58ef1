"""Former versions of scenarios: what a file said before it was replaced, kept beside it in ``versions/``.

``versions/<scenario>/20250304T101112Z.yaml`` is the file as it was until that moment (UTC). Nothing reads
them with the study; they are there to be looked at, compared and put back, also by hand.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.files.atomic import cannot_write, write_whole
from priorizar.study.criteria import IDENTIFIER
from priorizar.study.model import Study

FOLDER = "versions"
MOST_VERSIONS = 50
"""Kept of one scenario. When there are as many it is no longer replaced: none is thrown away unasked."""

_WHEN = "%Y%m%dT%H%M%SZ"
_STEM = re.compile(r"(\d{8}T\d{6}Z)(?:-\d{1,3})?")


class Version(NamedTuple):
    """A scenario as it was until it was replaced.

    Parameters
    ----------
    scenario
        Its id.
    until
        When it was replaced, in UTC.
    file
        Where it is kept.
    """

    scenario: str
    until: datetime
    file: Path


def versions_of(study: Study, scenario: str) -> tuple[Version, ...]:
    """Return the former versions of a scenario, the latest first; none if it was never replaced."""
    folder = _folder(study, scenario)
    found = []
    for file in folder.glob("*.yaml") if folder.is_dir() else ():
        named = _STEM.fullmatch(file.stem)
        if named is not None and file.is_file():
            until = datetime.strptime(named[1], _WHEN).replace(tzinfo=UTC)
            found.append(Version(scenario, until, file))
    return tuple(sorted(found, key=lambda one: (one.until, len(one.file.stem), one.file.stem), reverse=True))


def keep_version(study: Study, scenario: str, content: bytes) -> Path:
    """Keep what a scenario said, before it is replaced.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    PriorizarError
        As many are kept as may be, or it cannot be written: then it must not be replaced.
    """
    folder = _folder(study, scenario)
    if len(versions_of(study, scenario)) >= MOST_VERSIONS:
        values = {"id": scenario, "most": MOST_VERSIONS, "folder": f"{FOLDER}/{scenario}"}
        raise refusal("versions.many_versions", **values)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(f"{FOLDER}/{scenario}", error) from None
    now = datetime.now(UTC).strftime(_WHEN)
    names = [f"{now}.yaml", *(f"{now}-{count}.yaml" for count in range(1, MOST_VERSIONS + 1))]
    target = next(folder / name for name in names if not (folder / name).exists())
    write_whole(target, content)
    return target


def _folder(study: Study, scenario: str) -> Path:
    if not re.fullmatch(IDENTIFIER, scenario):
        raise refusal("study.scenario_identifier", id=scenario[:60], guess="…")
    folder = study.folder / FOLDER / scenario
    if not folder.resolve().is_relative_to(study.folder.resolve()):
        raise PriorizarError(Problem("study.outside_folder", {}, f"{FOLDER}/{scenario}"))
    return folder
