"""Figures do not round a value into what it is held against."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorizar.figures import decimals_apart, digits_apart

ANY = st.floats(-1e6, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "limit", "written"),
    [
        (0.1003, 0.10, "0.1003"),
        (0.104, 0.10, "0.104"),
        (0.0999, 0.1, "0.0999"),
        (0.2, 0.1, "0.20"),
        (0.1, 0.1, "0.10"),
    ],
)
def test_a_value_is_told_from_its_limit(value, limit, written):
    assert decimals_apart(value, limit) == written


@given(ANY, ANY)
def test_different_numbers_are_written_differently_and_equal_ones_alike(value, other):
    for write in (decimals_apart, digits_apart):
        assert (write(value, other) == write(other, value)) == (value == other)
        assert float(write(value, other)) == pytest.approx(value, rel=1e-5, abs=6e-3)


def test_no_more_digits_than_it_takes():
    assert digits_apart(100.0000004, 100) == "100.0000004"
    assert digits_apart(95, 100) == "95"
    assert decimals_apart(99.97, 0, 100, decimals=0) == "99.97"
    assert decimals_apart(0.0, 0, 100, decimals=0) == "0"
