"""Figures short enough to read, and long enough to tell a value from what it is held against."""

from __future__ import annotations

LONGEST = 17
"""Digits that tell any two numbers apart."""


def decimals_apart(value: float, *others: float, decimals: int = 2) -> str:
    """Write a value with a number of decimals, or as many more as tell it from others that it differs from.

    Examples
    --------
    >>> decimals_apart(0.1003, 0.10), decimals_apart(0.14, 0.10), decimals_apart(0.1, 0.1)
    ('0.1003', '0.14', '0.10')
    """
    return _apart(value, others, decimals, "f")


def digits_apart(value: float, *others: float) -> str:
    """Write a value with six significant digits, or as many more as tell it from others that it differs from.

    Examples
    --------
    >>> digits_apart(100.0000004, 100), digits_apart(110.0, 100), digits_apart(4, 4)
    ('100.0000004', '110', '4')
    """
    return _apart(value, others, 6, "g")


def _apart(value: float, others: tuple[float, ...], fewest: int, style: str) -> str:
    """Write a value in a style (``f``, ``g``) with the fewest digits that tell it from others."""
    different = [other for other in others if other != value]
    for count in range(fewest, LONGEST + 1):
        written = f"{value:.{count}{style}}"
        if all(written != f"{other:.{count}{style}}" for other in different):
            return written
    return repr(float(value))
