"""Components with a script and a style of their own: ``<name>.js`` and ``<name>.css`` beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent


@cache
def scripted(name: str) -> Any:
    """Return the component of that name, told to Streamlit once."""
    return st.components.v2.component(
        f"priorizar_{name}",
        js=(HERE / f"{name}.js").read_text("utf-8"),
        css=(HERE / f"{name}.css").read_text("utf-8"),
    )
