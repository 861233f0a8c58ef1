"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from priorizar.errors import PriorizarError, Problem


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there complete, or as it was before.

    Raises
    ------
    PriorizarError
        If it cannot be written.
    """
    with whole(path) as file:
        file.write(content)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write that takes its place when all is written; what fails leaves the old one.

    Raises
    ------
    PriorizarError
        If it cannot be written.
    """
    draft: str | None = None
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            yield file
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        os.chmod(draft, mode)
        os.replace(draft, path)
    except OSError as error:
        values = {"file": str(path), "said": error.strerror or str(error)}
        raise PriorizarError(Problem("study.cannot_write", values)) from None
    finally:
        if draft is not None:
            Path(draft).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    return (
        f"'{text}"
        if text.lstrip().startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r"))
        else text
    )
