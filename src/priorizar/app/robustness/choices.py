"""What was chosen and is no longer to be had: another province has other chains."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def settle(key: str, options: Sequence[str], at: int = 0) -> None:
    """Choose one of the options if what the session holds is none of them."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[at]
