"""Writing files whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import platform
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from priorizar.errors import PriorizarError, Problem

OLD = 24 * 3600
"""Seconds after which a draft is nobody's any more, whoever began it."""

_DRAFT = re.compile(r"\.(?P<node>[0-9a-f]{8})-(?P<process>\d+)-\w+\.tmp")
_RUN = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r])")  # spreadsheets take the wide ones too


def write_whole(path: Path, content: bytes, within: Path | None = None) -> None:
    """Write a file so that it is there complete, or as it was before; see :func:`whole`.

    Raises
    ------
    PriorizarError
        If it cannot be written.
    """
    with whole(path, within) as file:
        file.write(content)


@contextmanager
def whole(path: Path, within: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file to write that takes its place when all is written; what fails leaves the old one.

    What is no regular file (a device, a pipe, the standard output) is written to and never replaced. Drafts
    that ended processes left of the same file are cleared.

    Parameters
    ----------
    path
        A link stays a link: what it leads to is written.
    within
        Folder that nothing is written outside of: there, a link that leads out of it, or to what is no
        regular file, is replaced by the file.

    Raises
    ------
    PriorizarError
        If it cannot be written.
    """
    draft: str | None = None
    try:
        if within is None and _is_no_regular_file(path):
            content = io.BytesIO()
            yield content
            with path.open("wb") as file:
                file.write(content.getbuffer())
            return
        target = Path(os.path.realpath(path))
        if within is not None and not (target.is_relative_to(within.resolve()) and _may_be_replaced(target)):
            target = path
        elif target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        _clear_drafts(target)
        beginning = f".{target.name}.{_node()}-{os.getpid()}-"
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=beginning, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            yield file
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask()
        os.chmod(draft, mode)
        os.replace(draft, target)
    except OSError as error:
        raise cannot_write(str(path), error) from None
    finally:
        if draft is not None:
            with suppress(OSError):  # the folder itself may be gone
                Path(draft).unlink(missing_ok=True)


def cannot_write(name: str, error: OSError) -> PriorizarError:
    """Build the error for a file or folder that the system did not let be written."""
    return PriorizarError(Problem("study.cannot_write", {"file": name, "said": error.strerror or str(error)}))


def _is_no_regular_file(path: Path) -> bool:
    """Whether a path leads to something that must not be replaced: a device, a pipe, an open stream."""
    try:
        kind = path.stat().st_mode
    except OSError:
        return False
    if stat.S_ISDIR(kind):  # refused further on, by the system's own words
        return False
    # /dev/stdout may lead to a regular file, of which a shell holds the old one open.
    return not stat.S_ISREG(kind) or path.absolute().as_posix().startswith(("/dev/", "/proc/"))


def _may_be_replaced(target: Path) -> bool:
    return target.is_file() or not (target.exists() or target.is_symlink())


def _clear_drafts(target: Path) -> None:
    """Delete what processes that were killed left of this file."""
    for left in target.parent.glob(f".{_literal(target.name)}.*.tmp"):
        named = _DRAFT.fullmatch(left.name[len(target.name) + 1 :])
        with suppress(OSError):
            if named is not None and (_ended(named) or time.time() - left.stat().st_mtime > OLD):
                left.unlink(missing_ok=True)


def _literal(name: str) -> str:
    """Write a name so that a pattern of files means just it."""
    return re.sub(r"([*?[])", r"[\1]", name)


def _ended(named: re.Match[str]) -> bool:
    """Whether the process that began a draft is known to have ended: one of this machine, and gone."""
    if named["node"] != _node() or os.name != "posix":
        return False
    try:
        os.kill(int(named["process"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _node() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def umask() -> int:
    """Return the permissions that new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula; see :func:`as_said`."""
    return f"'{text}" if _RUN.match(text) else text


def as_said(text: str) -> str:
    """Take off the apostrophe that :func:`harmless` put: for any text, the two give it back as it was."""
    return text[1:] if text.startswith("'") and _RUN.match(text[1:]) else text
