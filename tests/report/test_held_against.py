"""What the program wrote and what a file says now."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from priorizar.report.contents import Contents, Piece
from priorizar.report.held_against import changes, uncalculated

BLANK = ("(por llenar)",)


def document(*said: str) -> Contents:
    return Contents("docx", tuple(Piece(f"document · {at}", one) for at, one in enumerate(said, 1)))


def sheet(**cells: str) -> Contents:
    return Contents("xlsx", tuple(Piece(place.replace("_", " "), said) for place, said in cells.items()))


def found(now: Contents, was: Contents) -> list[tuple[str, str, str]]:
    return [(one.kind, one.was, one.now) for one in changes(now, was, BLANK)]


def test_a_figure_that_was_changed():
    assert found(document("a", "0.908", "b"), document("a", "0.608", "b")) == [("altered", "0.608", "0.908")]


def test_a_field_that_was_filled_is_no_alteration():
    assert found(document("Lugar: Cusco"), document("Lugar: (por llenar)")) == [
        ("filled", "Lugar: (por llenar)", "Lugar: Cusco")
    ]
    assert found(document("a", "Rosa"), document("a", "")) == [("filled", "", "Rosa")]


def test_what_stood_before_a_field_may_not_change():
    assert found(document("Sede: Cusco"), document("Lugar: (por llenar)"))[0][0] == "altered"


def test_lines_that_were_added_or_taken_away():
    assert found(document("a", "new", "b"), document("a", "b")) == [("added", "", "new")]
    assert found(document("a"), document("a", "b")) == [("missing", "b", "")]
    assert found(document("a", "", "b"), document("a", "b")) == []


def test_an_order_that_was_swapped():
    assert found(document("x", "1 palta", "2 cuy"), document("x", "2 cuy", "1 palta"))


def test_a_cell_is_found_by_its_place():
    assert found(sheet(A1="0.3", B1="q"), sheet(A1="0.25", B1="q")) == [("altered", "0.25", "0.3")]


def test_a_spreadsheet_may_calculate_in_another_order():
    assert found(sheet(A1="0.30000000000000004"), sheet(A1="0.3")) == []


def test_a_formula_saved_without_its_result_is_counted_not_blamed():
    was = sheet(**{"A1": "2", "A1_=": "=B1"})
    assert (found(sheet(**{"A1_=": "=B1"}), was), uncalculated(sheet(**{"A1_=": "=B1"}), was)) == ([], 1)
    assert found(sheet(**{"A1_=": "=C1"}), was) == [("altered", "=B1", "=C1")]


def test_a_spreadsheet_may_write_the_same_formula_otherwise():
    def formula(said: str) -> Contents:
        return sheet(**{"A1_=": said})

    was = formula("=IF('Pesos'!E8>1E-09,\"1.50\",2)")
    assert found(formula('=IF(Pesos!E8>0.000000001,"1.50",2)'), was) == []
    for other in (
        '=IF(Pesos!E9>0.000000001,"1.50",2)',
        '=IF(Pesos!E8>0.01,"1.50",2)',
        '=IF(Pesos!E8>1E-09,"1.5",2)',
    ):
        assert [one[0] for one in found(formula(other), was)] == ["altered"]


@given(st.lists(st.text(max_size=4), max_size=12))
def test_what_is_as_it_was_has_no_changes(said):
    assert changes(document(*said), document(*said), BLANK) == ()


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=10), st.data())
def test_no_changed_figure_goes_unseen(said, data):
    at = data.draw(st.integers(0, len(said) - 1))
    now = [*said[:at], "0.9", *said[at + 1 :]]
    assert any("0.9" in one for one in found(document(*now), document(*said)))
