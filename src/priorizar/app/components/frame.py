"""What holds for the whole page: its language, for who has it read aloud, and the size of its letters."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from priorizar.app.words import language

_SCRIPT = """
export default function ({ data }) {
  const page = document.documentElement
  page.lang = data.language
  page.style.fontSize = data.projector ? '21px' : ''
}
"""
# Streamlit's captions are too pale to be read from afar, or by everybody from near; so are the names of what
# is chosen of many, white on whatever the theme's colour is.
_STYLE = """<style>
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: inherit; opacity: 1; }
[data-testid="stMultiSelectTagsContainer"] [data-tag] { background: transparent; outline: 1px solid; }
[data-testid="stMultiSelectTagsContainer"] :is([data-tag], [data-tag] *) { color: inherit; }
</style>"""
_WALL = """<style>
[data-testid="stMainBlockContainer"] { padding: 2.5rem 2rem 1rem; }
</style>"""


@cache
def _component() -> Any:
    return st.components.v2.component("priorizar_frame", js=_SCRIPT)


def frame(*, projector: bool) -> None:
    """Set the language of the page, and large letters for a projector."""
    st.html(_STYLE + _WALL if projector else _STYLE)
    _component()(key="frame", data={"language": language(), "projector": projector})
