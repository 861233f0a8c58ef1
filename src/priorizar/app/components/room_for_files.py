"""Whether the server has room for one file more, said where a file would be sent."""

from __future__ import annotations

import streamlit as st
from streamlit import runtime

from priorizar.app.server.uploads import held_files, is_full
from priorizar.app.words import say


def has_room(key: str) -> bool:
    """Return whether a file may be sent with the uploader of a key; if not, say so in its place."""
    if st.session_state.get(key) is not None or not runtime.exists() or not is_full(held_files()):
        return True
    st.info(say("serving.no_room_now"))
    return False
