"""The catalogue: every sentence people read, in Spanish (the default) and English.

One module a room and language (``es/weighting.py`` holds ``MESSAGES``), loaded when one of its
texts is first asked for. A key is ``room.name``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Literal, cast

from priorizar.errors import Problem

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")


@cache
def messages(room: str, language: Language) -> dict[str, str]:
    """All texts of one room in one language."""
    module = import_module(f"priorizar.locale.{language}.{room}")
    return cast("dict[str, str]", module.MESSAGES)


def text(key: str, language: Language = "es", /, **values: Any) -> str:
    """Give one text of the catalogue, filled in.

    Parameters
    ----------
    key
        ``room.name``.
    language
        ``es`` or ``en``.
    **values
        What its ``{placeholders}`` stand for.

    Raises
    ------
    KeyError
        If the catalogue has no such key: a defect of the program, not of its input.
    """
    room, name = key.split(".", 1)
    return messages(room, language)[name].format(**values)


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
