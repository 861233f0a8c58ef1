"""The order of a province as a table: places, moves against the scenario, doubt and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from priorizar.app.components.scripted import scripted


def order_table(
    key: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    heads: Sequence[Mapping[str, str]],
    caption: str,
    below: str,
    told: str,
    bars: str,
    projector: bool,
) -> None:
    """Show the rows in their order; those that were there glide to their new places.

    Parameters
    ----------
    key
        In the session.
    rows
        ``id``, ``rank``, ``place`` (a number), ``move`` and its ``way`` (up, down, same), ``name``,
        ``score``, ``low`` and ``high`` (places; None if not drawn) with ``interval``, how people read them;
        ``known`` of ``criteria``, with ``covered``, how people read it.
    heads
        ``id``, ``name`` and ``help`` of each column.
    caption, below, told
        What the table is, for who hears it; what stands below it; what is read aloud when the order has
        come to rest.
    bars
        What the chart beside it shows, in words: that chart keeps one text while it changes.
    projector
        Fewer columns, larger letters.
    """
    turn = st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1
    said = {"caption": caption, "below": below, "told": told, "bars": bars}
    data = {"rows": list(rows), "heads": list(heads), "projector": projector, "turn": turn}
    scripted("order")(key=key, data=data | said)
