"""Colours that colour-blind people tell apart, and letters that can be read on them.

Okabe & Ito (2008) for names, viridis and cividis (Nuñez et al. 2018) for quantities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#888888")
"""The last is grey instead of black, which a dark page would swallow."""

GREY = OKABE_ITO[-1]
NOTHING = "#BBBBBB"
"""Where nothing is known."""

HALF_LIGHT = 0.179
"""Relative luminance at which black and white letters stand out the same (WCAG 2)."""

HALF_WAY = 0.45
"""How far along viridis and cividis black letters begin to stand out more than white ones."""

INK = {"condition": {"test": "datum.ink === 'black'", "value": "black"}, "value": "white"}
"""Letters of the colour that each datum names."""


def colours(names: Sequence[str]) -> dict[str, Any]:
    """Return the colour of each name."""
    if len(names) <= len(OKABE_ITO):
        return {"domain": list(names), "range": list(OKABE_ITO[: len(names)])}
    # Without its ends, which dark and light pages swallow.
    return {"domain": list(names), "scheme": {"name": "viridis", "extent": [0.25, 0.9]}}


def ink_on(colour: str) -> str:
    """Return whether black or white letters read better on a colour (``#rrggbb``)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    light = sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "black" if light > HALF_LIGHT else "white"


def ink_along(part: float) -> str:
    """Return whether black or white letters read better so far (0 to 1) along viridis or cividis."""
    return "black" if part > HALF_WAY else "white"
