"""Numbers as people write them, and the right advice where one cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from priorizar.errors import Column, Problem
from priorizar.names import fold, suggest

MOST_SHOWN = 40
"""Letters of what was written that are shown."""

_NUMBER = r"[-+]?(?:\d[\d.,]*|[.,]\d+)"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|–|—|\.\.|…|\ba\b|\bto\b|/)\s*({_NUMBER})")
_PERCENT = re.compile(rf"({_NUMBER})\s*%")
_FRACTION = re.compile(r"(\d+)\s*/\s*(\d+)")
_ONE_INSIDE = re.compile(rf"[^\d.,]*({_NUMBER})[^\d]*")
_UNKNOWN = {
    "-",
    "–",
    "—",
    "?",
    "¿?",
    "…",
    "...",
    "n/a",
    "na",
    "nd",
    "n.d.",
    "n/d",
    "s/d",
    "s.d.",
    "sd",
    "nan",
}
_UNKNOWN |= {"null", "none", "ninguno", "ninguna", "sin dato", "sin datos", "no data", "no se sabe", "x"}


def parse_number(written: str) -> float:
    """Read a number with a decimal point or a decimal comma.

    ``1,234`` could be a thousand or little more than one, so it is no number here.

    Raises
    ------
    ValueError
        If it is not a finite number, or could be read in two ways.
    """
    plain = written.strip().replace("\u2212", "-")
    if not re.fullmatch(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d{1,3})?", plain):
        raise ValueError(written)
    if re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", plain):
        raise ValueError(written)
    number = float(plain.replace(",", "."))
    if abs(number) > 1e300:
        raise ValueError(written)
    return number


def unreadable(
    written: str, column: str, ends: Mapping[str, str] | None = None, levels: Sequence[str] = ()
) -> Problem:
    """Explain why something is no number, and what to write instead.

    Parameters
    ----------
    written
        What stands there.
    column
        Where a number is asked for.
    ends
        Columns for an interval instead, as a problem names them: ``low_head``, ``high_head``,
        ``value_head``; none where there are none.
    levels
        What may be chosen instead of a number, if the scale has levels.
    """
    plain = written.strip()
    values: dict[str, object] = {"column": Column(column), "written": plain[:MOST_SHOWN]}
    if fold(plain) in _UNKNOWN:
        key = "number_unknown"
    elif fraction := _FRACTION.fullmatch(plain):
        key = "number_fraction" if int(fraction[2]) else "not_a_number"
        values["number"] = f"{int(fraction[1]) / max(int(fraction[2]), 1):.3g}"
    elif _PERCENT.fullmatch(plain):
        key = "number_percent"
    elif found := _RANGE.fullmatch(plain):
        key = "number_interval" if ends is not None else "number_two"
        values |= {"least": found[1], "most": found[2], **(ends or {})}
    elif levels and not re.search(r"\d", plain):
        key = "number_level"
        values["guess"] = suggest(plain, levels)
    elif (found := _ONE_INSIDE.fullmatch(plain)) and re.search(r"[^\W\d]|[$€£°%/]", plain):
        key = "number_unit"
        values["number"] = _without_thousands(found[1])
    else:
        key = "not_a_number" if re.search(r"\d", plain) else "number_word"
    return Problem(f"study.{key}", values, path=(column,))


def _without_thousands(written: str) -> str:
    """Write a number that stood beside a unit as it should be: ``4,500`` there is 4500."""
    try:
        return f"{parse_number(written):.12g}"
    except ValueError:
        return re.sub(r"[.,]", "", written)
