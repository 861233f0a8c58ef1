"""The words of sheets: a format that reads what was ever written in it."""

from __future__ import annotations

import pytest

from priorizar.locale import LANGUAGES
from priorizar.reading.vocabulary import BASIS_WORDS, basis_of, basis_word, column_of, language_of
from priorizar.study.model import BASES

KNOWN = ("chain", "criterion", "value", "low", "high", "basis", "source", "id", "locator")


def test_every_basis_has_a_word_in_every_language_and_is_read_back():
    assert set(BASIS_WORDS) == set(BASES[1:])
    for basis in BASES[1:]:
        assert basis_of(basis) == basis
        for language in LANGUAGES:
            assert basis_of(basis_word(basis, language).upper()) == basis
    assert basis_of("creo") is None


@pytest.mark.parametrize("word", ["medido", "reportado", "inferido", "juzgado", "measured", "judged"])
def test_words_of_sheets_already_sent_out_are_understood(word):
    assert basis_of(word) is not None


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("Mínimo", "low"),
        ("maximo", "high"),
        ("Código", "id"),
        ("Where", "locator"),
        ("VALUE", "value"),
        ("x", "x"),
    ],
)
def test_heads_name_columns(head, column):
    assert column_of(head, KNOWN) == column


def test_a_sheet_speaks_the_language_of_its_heads():
    assert language_of(["Cadena", "Valor"]) == "es"
    assert language_of(["Chain", "Value", "Where"]) == "en"
    assert language_of(["chain", "value", "Nota"]) == "es"
