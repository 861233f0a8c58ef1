"""How a number is read: from which value on people are told one thing rather than another.

The limits are conventions of this program; no source sets them. Whoever shows the word shows the number too.
"""

from __future__ import annotations

from typing import Literal

Sure = Literal["sure", "fairly", "likely", "open", "hardly"]
Alike = Literal["same", "close", "partly", "little", "none", "opposed"]

_SURE: tuple[tuple[float, Sure], ...] = (
    (0.95, "sure"),
    (0.75, "fairly"),
    (0.5, "likely"),
    (0.25, "open"),
)
_ALIKE: tuple[tuple[float, Alike], ...] = (
    (1 - 1e-9, "same"),
    (0.8, "close"),
    (0.5, "partly"),
    (0.2, "little"),
    (-0.2, "none"),
)


def how_sure(share: float) -> Sure:
    """Read how often a chain comes first, from 0 to 1: how much of the doubt its place resists."""
    return next((how for least, how in _SURE if share >= least), "hardly")


def how_alike(spearman: float) -> Alike:
    """Read Spearman's correlation of two orders, from -1 to 1."""
    return next((how for least, how in _ALIKE if spearman >= least), "opposed")
