"""A study folder on disk: its files, each read once and bounded, and no path leaving it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from priorizar.errors import PriorizarError, Problem
from priorizar.files.door import read_bounded


class Folder:
    """The files of a study folder, each read once and no path leaving it."""

    def __init__(self, root: Path, problems: list[Problem]) -> None:
        self.root = root.resolve()
        self.problems = problems
        self.digests: dict[str, str] = {}

    def names(self, pattern: str) -> list[str]:
        """Files that match, in order of name, as paths inside the folder."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))

    def read(self, name: str) -> bytes:
        """Give a file's content.

        Raises
        ------
        PriorizarError
            Missing, unreadable, too large, or outside the folder.
        """
        path = self.root / name
        try:
            inside = path.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):  # a symlink to itself
            inside = False
        if not inside:
            raise PriorizarError(Problem("study.outside_folder", {}, name))
        raw = read_bounded(path, name)
        self.digests[name] = hashlib.sha256(raw).hexdigest()
        return raw

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Keep the problems that reading something meets, and go on after it."""
        try:
            yield
        except PriorizarError as error:
            self.problems.extend(error.problems)
