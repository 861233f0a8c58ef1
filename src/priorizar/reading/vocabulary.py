"""The words of the sheets that people fill in: what each column and basis is called, now and in older sheets.

These are a format, not texts of the screen: a word that goes out of use stays here after the one in use, so
that a sheet of years ago still reads. The first word in each language is the one that new sheets have.
"""

from __future__ import annotations

from priorizar.files.csv_source import SPANISH_HEADS, known_column
from priorizar.locale import Language
from priorizar.names import fold

BASIS_WORDS: dict[str, dict[Language, tuple[str, ...]]] = {
    "measured": {"es": ("medido", "medida"), "en": ("measured",)},
    "reported": {"es": ("reportado", "reportada"), "en": ("reported",)},
    "inferred": {"es": ("inferido", "inferida"), "en": ("inferred",)},
    "judged": {"es": ("juzgado", "juzgada"), "en": ("judged",)},
}
"""What a statement rests on."""

_OTHER_HEADS = {"codigo": "id", "code": "id", "ubicacion": "locator", "where": "locator"}
_ENGLISH_ONLY = {"code", "where"}

_BASIS_BY_FOLD = {
    fold(word): basis
    for basis, by_language in BASIS_WORDS.items()
    for words in by_language.values()
    for word in words
}


def basis_word(basis: str, language: Language) -> str:
    """Return the word of a basis that new sheets have."""
    return BASIS_WORDS[basis][language][0]


def basis_of(word: str) -> str | None:
    """Return the basis that a word stands for, in any language and of any time."""
    return _BASIS_BY_FOLD.get(fold(word))


def column_of(head: str, known: tuple[str, ...]) -> str:
    """Return the column among the known that a head names, or the head itself."""
    return known_column(head, known) or _OTHER_HEADS.get(fold(head)) or head


def language_of(heads: list[str]) -> Language:
    """Return the language of a sheet's heads: Spanish if any of them is."""
    folded = {fold(head) for head in heads}
    both = {"capital", "alias", "sector"}
    spanish = {fold(head) for head in (*SPANISH_HEADS, *_OTHER_HEADS)} - _ENGLISH_ONLY - both
    return "es" if folded & spanish else "en"
