"""A study folder on disk or in a pack: its files, each read once and bounded, and no path leaving it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from priorizar.errors import PriorizarError, Problem
from priorizar.files.door import read_bounded
from priorizar.files.pack import Pack


@contextmanager
def unreadable_told() -> Iterator[None]:
    """Tell of a folder or a file that may not be looked at as of any other problem."""
    try:
        yield
    except OSError as error:
        what = str(error.filename) if error.filename is not None else None
        said = error.strerror or str(error)
        raise PriorizarError(Problem("study.unreadable", {"said": said}, what)) from None


class Folder:
    """The files of a study folder, each read once and no path leaving it."""

    def __init__(self, root: Path, problems: list[Problem]) -> None:
        self.root = root.resolve()
        self.pack = Pack(root) if root.is_file() else None
        self.problems = problems
        self.digests: dict[str, str] = {}

    def names(self, pattern: str) -> list[str]:
        """Files that match, in order of name, as paths inside the folder."""
        if self.pack is not None:
            return self.pack.names(pattern)
        return sorted(path.relative_to(self.root).as_posix() for path in self._matching(pattern))

    def _matching(self, pattern: str) -> Iterator[Path]:
        folder = (self.root / pattern).parent
        if folder.is_dir():
            os.scandir(folder).close()  # one that may not be listed would seem to be empty
        yield from self.root.glob(pattern)

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return (self.root / name).exists() if self.pack is None else bool(self.pack.names(name))

    def read(self, name: str) -> bytes:
        """Return a file's content.

        Raises
        ------
        PriorizarError
            Missing, unreadable, too large, or outside the folder.
        """
        raw = self._from_disk(name) if self.pack is None else self._from_pack(name, self.pack)
        self.digests[name] = hashlib.sha256(raw).hexdigest()
        return raw

    def _from_pack(self, name: str, pack: Pack) -> bytes:
        if not self.has(name):
            raise PriorizarError(Problem("study.outside_folder", {}, name))
        return pack.content(name)

    def _from_disk(self, name: str) -> bytes:
        path = self.root / name
        try:
            inside = path.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):  # a symlink to itself
            inside = False
        if not inside:
            raise PriorizarError(Problem("study.outside_folder", {}, name))
        return read_bounded(path, name)
