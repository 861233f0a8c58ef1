"""Which scenarios stand side by side, as an address says it."""

from __future__ import annotations

import pytest

from priorizar.app.session.compared import MOST, MOVED, read_compared, written_compared


@pytest.mark.parametrize("chosen", [["base", "exportador"], [MOVED, "base"], ["base"]])
def test_what_is_written_is_read_again(chosen):
    assert read_compared(written_compared(chosen)) == chosen


def test_copies_are_in_no_address():
    assert written_compared(["base", "copia-1", MOVED]) == f"base,{MOVED}"


def test_nothing_chosen_is_nothing_written():
    assert written_compared(None) == ""
    assert written_compared(["copia-1"]) == ""


def test_an_address_is_read_within_bounds_and_each_name_once():
    assert read_compared("base,,base,exportador") == ["base", "exportador"]
    assert len(read_compared(",".join(f"e{number}" for number in range(10 * MOST)))) == MOST
