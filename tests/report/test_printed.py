"""What a document says on paper: lines break elsewhere; order and words do not change."""

from __future__ import annotations

import pytest

from priorizar.report import printed as module
from priorizar.report.contents import Contents, Piece
from priorizar.report.printed import changes_on_paper

BLANK = ("(por llenar)",)
ROWS = [["N.º", "Cadena", "Puntaje"], ["1", "fibra de alpaca", "0.608"], ["2", "cuyes y otros", "0.583"]]


@pytest.fixture
def found(monkeypatch):
    """Hold such pages against a document of such paragraphs, then a table."""

    def hold(*pages: str, before=("Acta de priorización",), rows=ROWS, footer=()):
        monkeypatch.setattr(module, "pages", lambda name, raw: list(pages))
        pieces = [Piece(f"document · {at}", one) for at, one in enumerate(before, 1)]
        pieces += [
            Piece(f"document · 1.{at}.{column}", said)
            for at, row in enumerate(rows, 1)
            for column, said in enumerate(row, 1)
        ]
        pieces += [Piece(f"footer1 · {at}", one) for at, one in enumerate(footer, 1)]
        return [
            (one.kind, one.place)
            for one in changes_on_paper("acta.pdf", b"", Contents("docx", tuple(pieces)), BLANK)
        ]

    return hold


WHOLE = "Acta de\npriorización\nN.º Cadena Puntaje\n1 fibra de alpaca 0.608\n2 cuyes y otros 0.583\n"


def test_lines_may_break_anywhere(found):
    assert found(WHOLE) == []
    assert found(WHOLE.replace(" ", "\n")) == []


def test_words_may_be_hyphenated(found):
    assert found(WHOLE.replace("alpaca", "alpa-\nca").replace("Puntaje", "Pun\u00adtaje")) == []


def test_cells_of_a_broken_row_may_stand_side_by_side(found):
    assert found(WHOLE.replace("1 fibra de alpaca 0.608", "1 fibra de 0.608\nalpaca")) == []


def test_a_row_may_be_broken_over_pages_with_the_heads_repeated(found):
    start, end = WHOLE.split("de alpaca 0.608")
    assert found(f"{start}de 0.608", f"N.º Cadena Puntaje\nalpaca{end}") == []


def test_headers_and_footers_stand_on_every_page(found):
    half = WHOLE.index("2 cuyes")
    pages = (f"{WHOLE[:half]}Código AAAA · 1", f"{WHOLE[half:]}Código AAAA · 2")
    assert found(*pages, footer=["Código AAAA · "]) == []


def test_words_of_a_row_in_another_order_are_no_row(found):
    rows = [["Provincia", "Orden"], ["Alta", "1.º papa, 2.º lana fina"], ["Baja", "1.º papa, 2.º lana fina"]]
    said = "Provincia Orden\nAlta 1.º papa, 2.º lana fina\nBaja 1.º papa, 2.º lana fina\n"
    assert found(said, before=(), rows=rows) == []
    # The words that are wanted stand in the next row: that is not this one.
    swapped = said.replace("Alta 1.º papa, 2.º lana fina", "Alta 1.º lana fina, 2.º papa")
    assert ("missing", "document · 1.2") in found(swapped, before=(), rows=rows)


def test_rows_that_changed_places_are_noticed(found):
    swapped = "Acta de priorización\nN.º Cadena Puntaje\n2 cuyes y otros 0.583\n1 fibra de alpaca 0.608\n"
    assert [kind for kind, _ in found(swapped)] == ["missing"]


def test_figures_that_changed_places_are_noticed(found):
    exchanged = WHOLE.replace("0.608", "0.0").replace("0.583", "0.608").replace("0.0\n", "0.583\n")
    assert found(exchanged) != []


@pytest.mark.parametrize(
    "at", ["Acta de\npriorización\n", "1 fibra de alpaca 0.608\n", "2 cuyes y otros 0.583\n"]
)
def test_what_is_gone_is_missing(found, at):
    assert [kind for kind, _ in found(WHOLE.replace(at, ""))] == ["missing"]


def test_a_changed_figure_is_missing_and_added(found):
    told = found(WHOLE.replace("0.608", "0.908"))
    assert ("missing", "document · 1.2") in told
    assert ("added", "p. 1") in told


def test_what_is_to_be_filled_may_say_anything(found):
    assert found("Lugar: Cusco\n", before=("Lugar: (por llenar)",), rows=[]) == [("added", "p. 1")]
