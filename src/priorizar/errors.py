"""What is wrong, kept as data until somebody reads it.

The engine and the readers say *which* problem they met and with what values; the
catalogue of :mod:`priorizar.locale` turns that into a sentence in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from priorizar.locale import Language, messages, text


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    Parameters
    ----------
    key
        Entry of the catalogue, ``room.name``: its text says what is wrong, why it matters
        and how to mend it.
    values
        What the text is filled with.
    file, line
        Where, if it was read from a file: the path as the user knows it; the line from 1.
    cell
        Where in a spreadsheet, as ``sheet!B4``.
    """

    key: str
    values: dict[str, Any] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    cell: str | None = None

    @property
    def place(self) -> str:
        """``file:line``, ``file[sheet!B4]``, ``file`` or nothing."""
        if self.file is None:
            return ""
        if self.cell is not None:
            return f"{self.file}[{self.cell}]"
        return self.file if self.line is None else f"{self.file}:{self.line}"


class PriorizarError(ValueError):
    """Something a user can mend; carries every :class:`Problem` found, not only the first."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(describe(problem) for problem in self.problems)


def refusal(key: str, /, **values: Any) -> PriorizarError:
    """Build the error for one problem that has no place in a file.

    Examples
    --------
    >>> raise refusal("weighting.all_zero")
    Traceback (most recent call last):
    priorizar.errors.PriorizarError: ...
    """
    return PriorizarError(Problem(key, values))


def describe(problem: Problem, language: Language = "es") -> str:
    """Say a problem in one line: ``place: what is wrong · why · how to mend it``."""
    sentence = text(problem.key, language, **problem.values)
    return f"{problem.place}: {sentence}" if problem.place else sentence


def in_parts(problem: Problem, language: Language = "es") -> dict[str, str]:
    """Lay a problem out as the row of a table: ``file``, ``sheet``, ``cell``; ``what``, ``why``, ``mend``.

    ``cell`` is the cell of a workbook or the line of a text file; a part that nobody knows is empty.
    """
    room, name = problem.key.split(".", 1)
    # Parted before it is filled in: what somebody wrote may hold the same sign.
    parts = [part.format(**problem.values) for part in messages(room, language)[name].split(" · ")]
    sheet, _, cell = (problem.cell or "").rpartition("!")
    where = cell or ("" if problem.line is None else str(problem.line))
    what, why, mend = (*parts[:2], " · ".join(parts[2:])) if len(parts) > 1 else (*parts, "", "")
    return {
        "file": problem.file or "",
        "sheet": sheet,
        "cell": where,
        "what": what,
        "why": why,
        "mend": mend,
    }
