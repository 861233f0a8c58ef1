"""The catalogue: every sentence people read, in Spanish (the default) and English.

One module a room and language (``es/weighting.py`` holds ``MESSAGES``), loaded when one of its
texts is first asked for. A key is ``room.name``. A text may say a thing differently of one and of many:
``{count} {count:provincia|provincias}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from string import Formatter
from typing import Any, Literal, cast

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")


@cache
def messages(room: str, language: Language) -> dict[str, str]:
    """All texts of one room in one language."""
    module = import_module(f"priorizar.locale.{language}.{room}")
    return cast("dict[str, str]", module.MESSAGES)


def text(key: str, language: Language = "es", /, **values: Any) -> str:
    """Return one text of the catalogue, filled in.

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
    return fill_in(messages(room, language)[name], values)


def fill_in(sentence: str, values: Mapping[str, Any]) -> str:
    """Fill in a text, with the words that go with one and with many."""
    return _COUNTING.vformat(sentence, (), values) if "|" in sentence else sentence.format_map(values)


class _Counting(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        one, or_many, many = format_spec.partition("|")
        if or_many:
            return one if str(value) == "1" else many
        return cast("str", super().format_field(value, format_spec))


_COUNTING = _Counting()
