"""A chart of :mod:`priorizar.report.charts` on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from priorizar.app.words import PROJECTOR
from priorizar.report.charts import Spec, for_wall, on_screen

_LETTERS = {"light": "#31333F", "dark": "#FAFAFA"}


def chart(
    spec: Mapping[str, Any],
    key: str,
    *,
    alt: str | None = None,
    height: int | Literal["content"] = "content",
    on_select: Callable[[], None] | None = None,
    selection: str | Sequence[str] | None = None,
) -> None:
    """Show a specification as wide as there is room, with its text alternative.

    What of a specification changes from one run to the next should be its data alone: the browser then
    exchanges them and draws nothing anew.

    Parameters
    ----------
    spec
        From :mod:`priorizar.report.charts`.
    key
        In the session.
    alt
        What to say instead of the description, for a chart that changes while somebody watches: with another
        text the browser builds it anew. What changes must then be said elsewhere on the page.
    height
        In pixels; by default what the chart itself asks for.
    on_select, selection
        Called when the parameter of the specification so named is selected; the session then holds it.
    """
    fitted = on_screen(dict(spec), _LETTERS[st.context.theme.type or "light"], _size())
    screen = {name: part for name, part in fitted.items() if name != "description"}
    said = alt or spec["description"]
    if on_select is None:
        st.vega_lite_chart(None, screen, width="stretch", height=height, key=key, alt=said)
        return
    st.vega_lite_chart(
        None,
        screen,
        width="stretch",
        height=height,
        key=key,
        alt=said,
        on_select=on_select,
        selection_mode=selection,
    )


def rows_chart(spec: Spec, key: str, *, alt: str | None = None) -> None:
    """Show a chart of rows, so large on a wall that each row keeps its name; the rest as :func:`chart`."""
    chart(for_wall(spec) if st.session_state.get(PROJECTOR) else spec, key, alt=alt)


def _size() -> int:
    return 17 if st.session_state.get(PROJECTOR) else 13
