"""The bundled study: where it is, and how to lay out a copy for editing."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from tempfile import mkdtemp

from priorizar.errors import PriorizarError, Problem
from priorizar.files.atomic import umask

PARTS = ("criteria", "scenarios", "people", "data", "schemas")


def bundled_folder() -> Path:
    """Return the folder of the bundled study: in the wheel, or the root of the source tree."""
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
    draft: Path | None = None
    try:
        # A name of its own: somebody else may be laying out the same.
        beside = target if there else target.parent
        beside.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=f".{target.name}.", suffix=".priorizar-tmp", dir=beside))
        for part in PARTS:
            shutil.copytree(bundled_folder() / part, draft / part, ignore=shutil.ignore_patterns(".*"))
        if there:
            # It may be where the user stands: it stays, and the parts move in.
            for part in PARTS:
                (draft / part).rename(target / part)
            draft.rmdir()
        else:
            draft.chmod(0o777 & ~umask())
            draft.rename(target)
    except OSError as error:
        said = _said(error)
        raise PriorizarError(Problem("study.cannot_write", {"file": str(folder), "said": said})) from None
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _said(error: OSError) -> str:
    """Return what went wrong: of what copying a folder gathers from all its files, the first tells enough."""
    if isinstance(error, shutil.Error) and error.args and error.args[0]:
        first = str(error.args[0][0][-1])
        number = re.match(r"\[Errno (\d+)\]", first)
        return first if number is None else os.strerror(int(number[1]))
    return error.strerror or str(error)
