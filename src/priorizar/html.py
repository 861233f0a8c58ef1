"""Tables as plain HTML, everything escaped: for notebooks and for the app."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

SENTENCE = 60
"""Letters from which on a cell is read as a sentence, and wants to be wide."""


def html_table(
    heads: Sequence[str], rows: Sequence[Sequence[object]], *, caption: str, numbers: Collection[int] = ()
) -> str:
    """Write rows of text as a table.

    Parameters
    ----------
    heads
        One a column.
    rows
        As many cells each; what is not text is written with ``str``. The first cell names its row.
    caption
        What the table shows.
    numbers
        Positions of the columns whose cells have the class ``n``. Others that hold a sentence have ``s``.
    """
    head = "".join(
        f'<th scope="col"{_class(at in numbers)}>{escape(one)}</th>' for at, one in enumerate(heads)
    )
    body = "".join(f"<tr>{_cells(row, numbers)}</tr>" for row in rows)
    return (
        f'<table class="pz-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(row: Sequence[object], numbers: Collection[int]) -> str:
    first, *rest = map(str, row)
    cells = [
        f"<td{_class(at in numbers, len(cell) > SENTENCE)}>{escape(cell)}</td>"
        for at, cell in enumerate(rest, 1)
    ]
    return "".join([f'<th scope="row">{escape(first)}</th>', *cells])


def _class(number: bool, sentence: bool = False) -> str:
    return ' class="n"' if number else ' class="s"' if sentence else ""
