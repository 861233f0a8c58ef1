"""One writer at a time: a lock on a study's folder, for every part of the program that writes into it."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from priorizar.errors import PriorizarError, Problem
from priorizar.files.atomic import cannot_write, write_whole
from priorizar.files.door import read_bounded

LOCK, WRITER = ".priorizar.lock", ".priorizar.writer"
"""Files in the study's folder: the lock, which is empty and stays; and who holds it, while somebody does."""

PATIENCE = 30.0
"""Seconds that are waited for another writer."""


@contextmanager
def writing(
    folder: Path, waiting: Callable[[Problem], None] | None = None, patience: float = PATIENCE
) -> Iterator[None]:
    """Keep others of this program from writing into a study meanwhile.

    The system gives the lock back when a process ends, however it ends. Where a file system has no locks, a
    file stands for one; if it is left over, the refusal says whose it is and that it can be deleted.

    Parameters
    ----------
    folder
        Of the study.
    waiting
        Told once, with who holds the lock, before another writer is waited for.
    patience
        Seconds to wait.

    Raises
    ------
    PriorizarError
        Another writer does not end, or there is no writing in the folder.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting is not None:
                waiting(Problem("study.waiting", _holder(folder)))
            lock.acquire(timeout=patience)
    except Timeout:
        raise PriorizarError(Problem("study.locked", {**_holder(folder), "lock": LOCK})) from None
    except OSError as error:
        raise cannot_write(str(folder / LOCK), error) from None
    writer = folder / WRITER
    now = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with suppress(PriorizarError):  # it only helps others to know
            said = {"process": os.getpid(), "machine": platform.node(), "since": now}
            write_whole(writer, json.dumps(said).encode(), within=folder)
        yield
    finally:
        with suppress(OSError):
            writer.unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> dict[str, str]:
    """Return who holds the lock, as far as is known."""
    try:
        said = json.loads(read_bounded(folder / WRITER, WRITER, 1000))
        return {name: str(said[name])[:60] for name in ("process", "machine", "since")}
    except (OSError, ValueError, KeyError, TypeError):
        return dict.fromkeys(("process", "machine", "since"), "?")
