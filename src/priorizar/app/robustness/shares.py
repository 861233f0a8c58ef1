"""Frequencies as people read them."""

from __future__ import annotations

from priorizar.app.words import number, percent, say


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
