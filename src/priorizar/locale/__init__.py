"""The catalogue: every sentence people read, in Spanish (the default) and English.

One module a room and language (``es/weighting.py`` holds ``MESSAGES``), loaded when one of its
texts is first asked for. A key is ``room.name``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Literal, cast

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
