"""Texts of the app in the language of whoever is looking, and numbers as Peru writes them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from priorizar.locale import LANGUAGES, Language, text

LANGUAGE = "idioma"
PROJECTOR = "proyector"
"""Keys in the session and in the address."""


def language() -> Language:
    """Return the language chosen; Spanish if none is."""
    chosen = st.session_state.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else "es"


def say(key: str, /, **values: Any) -> str:
    """Return a text of the catalogue (``room.name``) in the language chosen."""
    return text(key, language(), **values)


def number(value: float, places: int = 0) -> str:
    """Write a number as es-PE does: 1,234.5."""
    return f"{value:,.{places}f}"


def percent(share: float, places: int = 0) -> str:
    """Write a share as a percentage, with the space Spanish puts before the sign."""
    gap = "\u00a0" if language() == "es" else ""
    return f"{100 * share:,.{places}f}{gap}%"


def shift(places: int, still: str = "=") -> str:
    """Write how many places something rises or falls; ``still`` if none."""
    if places == 0:
        return still
    return f"▲ {places}" if places > 0 else f"▼ {-places}"


def with_error(share: float, error: float, places: int = 1) -> str:
    """Write a frequency with the half-width of its 95 % interval, both as percentages."""
    return f"{percent(share, places)} ± {points(error, places)}"


def points(error: float, places: int = 1) -> str:
    """Write a difference of frequencies as percentage points."""
    return number(100 * error, places)


def in_a_hundred(share: float) -> str:
    """Write a frequency as so many in a hundred; what is not 0 or 100 does not look as if it were."""
    if 0 < share < 0.005:
        return say("robustness_page.less_than_one")
    if 0.995 <= share < 1:
        return say("robustness_page.more_than_99")
    return number(100 * share)
