"""The evidence of a province as a table of buttons: one a cell, each opening what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from priorizar.app.components.scripted import scripted


def matrix(
    key: str,
    rows: Sequence[Mapping[str, Any]],
    on_open: Callable[[str, str], None],
    *,
    heads: Sequence[Mapping[str, str]],
    legend: Sequence[Mapping[str, str]],
    said: Mapping[str, str],
    selected: tuple[str, str] | None,
    projector: bool,
) -> None:
    """Show the cells; arrows move among them, Enter or a click opens one.

    Parameters
    ----------
    key
        In the session.
    rows
        ``id``, ``name`` and ``cells``, one a column: ``mark`` (a letter for the basis), ``amount``, ``basis``
        and ``said``, the whole cell in one sentence.
    on_open
        Told the row and the column of the cell that somebody opened.
    heads
        ``id``, ``name`` and ``help`` of each column.
    legend
        ``basis``, ``mark``, ``name``, ``colour`` and ``ink`` (of letters on it) of each basis.
    said
        ``caption``, what the table is; ``corner``, the head of its first column; ``hint``, how to use it;
        ``told``, what is read aloud when a cell was opened.
    selected
        Row and column of the open cell.
    projector
        Larger letters.
    """

    def told() -> None:
        cell = (st.session_state.get(key) or {}).get("cell")
        if isinstance(cell, Mapping):
            on_open(str(cell.get("row")), str(cell.get("column")))

    data = {
        "rows": list(rows),
        "heads": list(heads),
        "legend": list(legend),
        "selected": list(selected or ()),
        "projector": projector,
    }
    scripted("matrix")(key=key, data=data | dict(said), on_cell_change=told)
