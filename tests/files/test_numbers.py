"""Numbers as people write them, and the advice where one cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorizar.errors import describe
from priorizar.files.numbers import parse_number, unreadable

ENDS = {"low_head": "Mínimo", "high_head": "Máximo", "value_head": "Valor"}
LEVELS = ("0 · Nada", "3 · Mucha", "4 · Toda")


def advice(written: str, ends=None, levels=()) -> tuple[str, str]:
    found = unreadable(written, "value", ends, levels)
    assert found.path == ("value",)
    return found.key.removeprefix("study."), describe(found)


@pytest.mark.parametrize(
    ("written", "key", "said"),
    [
        ("12%", "number_percent", "porcentaje"),
        ("12,5 %", "number_percent", "porcentaje"),
        ("3-4", "number_interval", "ponga 3 en «Mínimo» y 4 en «Máximo»"),
        ("3 – 4", "number_interval", "ponga 3 en «Mínimo» y 4 en «Máximo»"),
        ("3 a 4", "number_interval", "y deje «Valor» en blanco"),
        ("S/ 4500", "number_unit", "escriba 4500"),
        ("S/ 4,500", "number_unit", "escriba 4500"),
        ("US$ 3.5", "number_unit", "escriba 3.5"),
        ("4500 soles", "number_unit", "escriba 4500"),
        ("12 t/ha", "number_unit", "escriba 12"),
        ("1/3", "number_fraction", "escriba 0.333"),
        ("muy alta", "number_word", "no es un número"),
        ("s/d", "number_unknown", "se deja en blanco"),
        ("n.d.", "number_unknown", "se deja en blanco"),
        ("1,234", "not_a_number", "sin separador de miles"),
        ("1.234,5", "not_a_number", "sin separador de miles"),
        ("4 500", "not_a_number", "sin separador de miles"),
    ],
)
def test_each_way_of_not_being_a_number_has_its_own_advice(written, key, said):
    found, sentence = advice(written, ENDS)
    assert found == key
    assert said in sentence


def test_where_there_are_levels_they_are_offered():
    assert advice("muy alta", ENDS, LEVELS)[0] == "number_level"
    assert "elija entre: 0 · Nada, 3 · Mucha, 4 · Toda" in advice("altísima", ENDS, LEVELS)[1]
    assert "¿quiso decir «3 · Mucha»?" in advice("mucha", ENDS, LEVELS)[1]


def test_two_numbers_where_there_is_one_column():
    assert advice("3-4")[0] == "number_two"


@given(st.text(max_size=20))
def test_whatever_is_written_is_a_number_or_gets_advice(written):
    try:
        assert abs(parse_number(written)) < 1e301
    except ValueError:
        for language in ("es", "en"):
            assert describe(unreadable(written, "value", ENDS, LEVELS), language)
