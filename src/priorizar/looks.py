"""Text that is not what it looks like: characters that hide or turn it, letters of another alphabet."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""Marks that turn the direction of what follows, or are nothing to see (Unicode TR36, 2.5)."""

_SHOWN = re.compile(r"⟨U\+[0-9A-F]{4,6}⟩")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL")


def visible(text: str) -> str:
    """Spell out characters that would turn or hide what is written: ``⟨U+202E⟩``."""
    if text.isascii():
        return text
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


def is_strange(text: str) -> bool:
    """Whether a text has a character that was spelt out, or a word of letters of two alphabets."""
    if text.isascii():
        return False
    words = re.findall(r"\w+", text)
    return _SHOWN.search(text) is not None or any(len(_alphabets(word)) > 1 for word in words)


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha())
    return {name for name in names if name in _ALPHABETS}
