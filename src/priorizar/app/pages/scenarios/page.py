"""Escenarios: any number side by side, copies of them, and what would be if the data were otherwise."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.notice import show_notice
from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.pages.scenarios.comparing import comparing
from priorizar.app.pages.scenarios.copying import copying
from priorizar.app.pages.scenarios.what_if import what_if
from priorizar.app.session.chosen import Chosen, write_address
from priorizar.app.words import say

PARTS = {"compare": comparing, "copies": copying, "what_if": what_if}


def show(chosen: Chosen) -> None:
    """Show the page."""
    st.title(say("scenarios_page.title"))
    st.caption(escape_markdown(say("scenarios_page.where", province=chosen.province.name)))
    _board(chosen)


@st.fragment
def _board(chosen: Chosen) -> None:
    """Show one part at a time: a copy made in one is compared in another."""
    names = {name: say(f"scenarios_page.part_{name}") for name in PARTS}
    part = st.radio(
        say("scenarios_page.part"),
        list(PARTS),
        format_func=names.__getitem__,
        key="scenarios_part",
        horizontal=True,
        label_visibility="collapsed",
    )
    telling(PARTS[part])(chosen)
    show_notice()
    write_address(chosen.stated)
