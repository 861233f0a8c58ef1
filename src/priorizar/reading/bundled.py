"""The bundled study: where it is, and how to lay out a copy for editing."""

from __future__ import annotations

import shutil
from pathlib import Path

from priorizar.errors import PriorizarError, Problem

PARTS = ("criteria", "scenarios", "people", "data", "schemas")


def bundled_folder() -> Path:
    """Give the folder of the bundled study: in the wheel, or the root of the source tree."""
    package = Path(__file__).resolve().parent.parent
    carried = package / "bundled"
    return carried if carried.is_dir() else package.parent.parent


def lay_out(folder: Path) -> list[Path]:
    """Copy the bundled study into a folder, which must be empty or not exist.

    The copy appears whole or not at all.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    PriorizarError
        If there is something there already, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PriorizarError(Problem("study.not_empty", {"folder": str(folder)}))
    there = folder.is_dir()
    target = folder.resolve()
    draft = target / ".priorizar-tmp" if there else target.parent / f".{target.name}.priorizar-tmp"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        for part in PARTS:
            shutil.copytree(bundled_folder() / part, draft / part, ignore=shutil.ignore_patterns(".*"))
        if there:
            # It may be where the user stands: it stays, and the parts move in.
            for part in PARTS:
                (draft / part).rename(target / part)
            draft.rmdir()
        else:
            draft.rename(target)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        said = error.strerror or str(error)
        raise PriorizarError(Problem("study.cannot_write", {"file": str(folder), "said": said})) from None
    return sorted(path for path in folder.rglob("*") if path.is_file())
