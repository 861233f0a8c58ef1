"""Boxes whose options change under what was chosen in them."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st


def settle(key: str, options: Collection[str], at: int = 0) -> None:
    """Choose one of the options if what the session holds is none of them."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = list(options)[at]
