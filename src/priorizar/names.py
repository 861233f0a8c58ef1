"""Names as people write them: without accents, in any case, nearly right."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that no text has, and that a terminal would obey."""


def fold(name: str) -> str:
    """Bring a name to the form in which names are compared: no accents, lower case, single spaces."""
    plain = unicodedata.normalize("NFD", name)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.replace("_", " ").casefold().split())


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Find the known name most like ``name``, or none if nothing is like it."""
    by_fold = {fold(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(fold(name), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def spanish_order(name: str) -> str:
    """Sort key: Spanish alphabetical order, in which ñ comes after n and accents do not count."""
    return fold(name.casefold().replace("ñ", "n\uffff"))
