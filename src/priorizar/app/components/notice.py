"""A short notice of what a click has done, shown at the run that follows it."""

from __future__ import annotations

import streamlit as st

KEY = "notice"


def notice(said: str) -> None:
    """Leave a notice; for callbacks, in which nothing may be shown."""
    st.session_state[KEY] = said


def show_notice() -> None:
    """Show the notice left, once."""
    said = st.session_state.pop(KEY, None)
    if said is not None:
        st.toast(said)
