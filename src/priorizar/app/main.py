"""The app from one run to the next: the study, what is chosen, the page."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from priorizar.app.components.frame import frame
from priorizar.app.components.problems import show_problems, told
from priorizar.app.session.chosen import Chosen, take_from_address, write_address
from priorizar.app.session.evidence_taken import session_study
from priorizar.app.sidebar import sidebar
from priorizar.app.studies import shared_study
from priorizar.app.words import PROJECTOR, say
from priorizar.errors import PriorizarError

ICON = Path(__file__).parent / "icon.png"
PAGES = {
    "ranking": "",
    "scenarios": "escenarios",
    "robustness": "robustez",
    "evidence": "evidencia",
    "territory": "territorio",
    "bottlenecks": "cuellos",
    "downloads": "descargas",
}
"""Rooms of ``pages/`` in the order of the menu, each with ``page.show(chosen)``, and their addresses.

The first is at the root.
"""


def main() -> None:
    """Run the app once, from top to bottom."""
    on_wall = st.session_state.get(PROJECTOR, st.query_params.get(PROJECTOR) == "si")
    st.set_page_config(
        page_title="priorizar",
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state="collapsed" if on_wall else "auto",
    )
    try:
        study = session_study(shared_study())
    except PriorizarError as error:
        st.title(say("app.cannot_open"))
        show_problems(error.problems)
        return
    with told():
        take_from_address(study)
        # The menu must be there before anything is chosen, and a page is run after.
        chosen: list[Chosen] = []
        page = st.navigation([_page(name, chosen) for name in PAGES])
        chosen.append(sidebar(study))
        with st.sidebar:
            frame(projector=chosen[0].projector)
        page.run()
        write_address(chosen[0].stated)


def _page(name: str, chosen: list[Chosen]) -> StreamlitPage:
    def run() -> None:
        with told():
            import_module(f"priorizar.app.pages.{name}.page").show(chosen[0])

    return st.Page(run, title=say(f"app.page_{name}"), url_path=PAGES[name] or None, default=not PAGES[name])
