"""Sliders of weights that stay a whole, each with a lock: they tell every move, not only the last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from priorizar.app.components.scripted import scripted

Move = Mapping[str, Any]


def sliders(
    key: str, rows: Sequence[Mapping[str, Any]], leaders: str, on_move: Callable[[Move], None]
) -> None:
    """Show one slider a row.

    Streamlit's own slider tells where it is only when it is let go of; in a workshop the order must
    change while it moves.

    Parameters
    ----------
    key
        In the session.
    rows
        ``id``, ``name``, ``help``, ``colour`` (as in the chart of the order), ``share`` (0 to 100),
        ``said`` (the share as people read it), ``locked`` and what its lock is called, ``lock`` and
        ``unlock``.
    leaders
        Who is ahead, which a phone keeps in sight.
    on_move
        Told ``criterion``, ``to`` (0 to 100) and ``done``, or ``lock`` with a criterion.
    """

    def told() -> None:
        move = (st.session_state.get(key) or {}).get("move")
        if isinstance(move, Mapping):
            st.session_state[f"{key}_last"] = (move.get("visit"), move.get("sent"))
            on_move(move)

    visit, sent = st.session_state.get(f"{key}_last", (None, 0))
    data = {"rows": list(rows), "leaders": leaders, "visit": visit, "sent": sent}
    scripted("sliders")(key=key, data=data, on_move_change=told)
