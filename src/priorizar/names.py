"""Names as people write them: without accents, in any case, nearly right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that no text has, and that a terminal would obey."""

MOST_SUGGESTED = 8
"""Names listed where none is near: more nobody reads."""

NEAR = 0.6
"""Likeness, from 0 to 1, from which a name is taken for a slip of the pen."""

SHORTEST_PART = 4
"""Letters from which a whole word of a name is enough to know the name by."""


def fold(name: str) -> str:
    """Bring a name to the form in which names are compared: no accents, lower case, single spaces."""
    plain = unicodedata.normalize("NFD", name)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.replace("_", " ").casefold().split())


@dataclass(frozen=True)
class Suggestion:
    """What to write instead of a name nobody knows.

    Parameters
    ----------
    near
        The one that was probably meant, or None.
    names
        Some of those there are, where none is near: at most :data:`MOST_SUGGESTED`, the most alike, in
        Spanish alphabetical order.
    count
        How many there are.
    """

    near: str | None
    names: tuple[str, ...] = ()
    count: int = 0


def suggest(name: str, known: Iterable[str], aliases: Iterable[str] = ()) -> Suggestion:
    """Find what was probably meant by a name nobody knows, or say what there is.

    What is not near is listed from ``known`` alone, for ``aliases`` are other names of the same things.
    """
    candidates = list(dict.fromkeys(known))
    near = nearest(name, [*candidates, *aliases])
    if near is not None:
        return Suggestion(near, count=len(candidates))
    alike = sorted(candidates, key=lambda one: -_likeness(fold(name), fold(one)))
    if len(candidates) <= MOST_SUGGESTED:
        alike = candidates
    names = sorted(alike[:MOST_SUGGESTED], key=spanish_order)
    return Suggestion(None, tuple(names), len(candidates))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Find the known name most like ``name``, or none if nothing is like it.

    A name is like another if all its words are among the other's (``alpaca`` for ``fibra de alpaca``), or
    else if few letters differ.
    """
    import difflib

    by_fold = {fold(candidate): candidate for candidate in known}
    written = fold(name)
    words = {word for word in written.split() if len(word) >= SHORTEST_PART}
    within = [folded for folded in by_fold if words and words <= set(folded.split())]
    if within:
        return by_fold[max(within, key=lambda folded: _likeness(written, folded))]
    found = difflib.get_close_matches(written, by_fold, n=1, cutoff=NEAR)
    return by_fold[found[0]] if found else None


def _likeness(a: str, b: str) -> float:
    import difflib

    return difflib.SequenceMatcher(None, a, b).ratio()


def spanish_order(name: str) -> str:
    """Sort key: Spanish alphabetical order, in which ñ comes after n and accents do not count."""
    return fold(name.casefold().replace("ñ", "n\uffff"))
