"""Two contents held against each other: what the program wrote, and what a file says now."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from priorizar.report.contents import FORMULA, Contents, Piece

SAME_NUMBER = 1e-9
"""Spreadsheets calculate in another order: so far apart two numbers of a workbook may be."""

_QUOTED = re.compile(r'("[^"]*")')
_SHEET = re.compile(r"'(\w+)'!")
_NUMBER = re.compile(r"(?<![\w$.])\d+(?:\.\d+)?(?:E[+-]?\d+)?(?![\w.])")

Kind = Literal["altered", "filled", "added", "missing"]


@dataclass(frozen=True)
class Change:
    """One thing that a file shows otherwise than the program wrote it.

    Parameters
    ----------
    kind
        ``filled``: it was left to be filled in. ``altered``: the program stated something else. ``added``: it
        stated nothing there. ``missing``: what it stated is gone.
    place
        Where in the file; of what is missing, where it stood.
    was, now
        What the program wrote, and what the file says.
    what
        As :class:`~priorizar.report.contents.Piece` tells them apart.
    """

    kind: Kind
    place: str
    was: str
    now: str
    what: Literal["text", "described", "picture", "drawing"] = "text"


def changes(file: Contents, again: Contents, blanks: Collection[str] = ()) -> tuple[Change, ...]:
    """Find what a file shows otherwise than when it was made.

    Parameters
    ----------
    file
        As it is now.
    again
        As the program makes it from the file's manifest.
    blanks
        Words that the program puts where people are to write: ``(por llenar)``. What is empty is one too.

    Returns
    -------
    tuple of Change
        In the order of the file; none if it shows what it showed.
    """
    found = _by_order if again.flows else _by_place
    return tuple(found(file.pieces, again.pieces, blanks))


def _by_place(file: Sequence[Piece], again: Sequence[Piece], blanks: Collection[str]) -> Iterator[Change]:
    now, was = ({one.place: one for one in pieces} for pieces in (file, again))
    for place, piece in now.items():
        before = was.get(place)
        if before is None:
            if piece.text:
                yield Change("added", place, "", piece.text)
        elif not (_same_formula if place.endswith(FORMULA) else _same)(before.text, piece.text):
            yield _change(before, piece, blanks)
    waiting = _uncalculated(now, was)
    for place, before in was.items():
        if place not in now and before.text and place not in waiting:
            yield Change("missing", place, before.text, "")


def uncalculated(file: Contents, again: Contents) -> int:
    """Count the formulas of a workbook that are as they were, but were saved without what they come to."""
    now, was = ({one.place: one for one in pieces} for pieces in (file.pieces, again.pieces))
    return len(_uncalculated(now, was))


def _uncalculated(now: Mapping[str, Piece], was: Mapping[str, Piece]) -> set[str]:
    formulas = ((place, f"{place}{FORMULA}") for place in was)
    return {place for place, formula in formulas if place not in now and formula in now and formula in was}


def _by_order(file: Sequence[Piece], again: Sequence[Piece], blanks: Collection[str]) -> Iterator[Change]:
    now, was = ([(one.kind, one.text) for one in pieces] for pieces in (file, again))
    if now == was:
        return
    head = next((at for at, pair in enumerate(zip(now, was, strict=False)) if pair[0] != pair[1]), None)
    head = min(len(now), len(was)) if head is None else head
    for tag, a, b, c, d in SequenceMatcher(None, was[head:], now[head:], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before, after = again[head + a : head + b], file[head + c : head + d]
        for left, right in _paired(before, after):
            if left is not None and right is not None:
                yield _change(left, right, blanks)
            elif right is not None and right.text:
                yield Change("added", right.place, "", right.text, right.kind)
            elif left is not None and left.text and left.text not in blanks:
                yield Change("missing", left.place, left.text, "", left.kind)


def _paired(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Put what stands for each other together: same place first, then one after the other."""
    waiting = list(after)
    for left in before:
        right = next((one for one in waiting if one.kind == left.kind and one.place == left.place), None)
        if right is None and len(before) == len(after):
            right = next((one for one in waiting if one.kind == left.kind), None)
        if right is not None:
            waiting.remove(right)
        yield left, right
    for right in waiting:
        yield None, right


def _change(before: Piece, after: Piece, blanks: Collection[str]) -> Change:
    kind: Kind = "filled" if _to_fill(before.text, after.text, blanks) else "altered"
    if kind == "altered" and not after.text:
        kind = "missing"
    return Change(kind, after.place, before.text, after.text, before.kind)


def _to_fill(before: str, after: str, blanks: Collection[str]) -> bool:
    """Whether a text is the one before with something written where that was asked for."""
    if not before:
        return True
    asked = [blank for blank in blanks if blank and blank in before]
    if not asked:
        return False
    kept = "|".join(map(re.escape, asked))
    pattern = ".*".join(re.escape(part) for part in re.split(kept, before))
    return re.fullmatch(pattern, after, re.DOTALL) is not None


def _same_formula(before: str, after: str) -> bool:
    return before == after or _plain_formula(before) == _plain_formula(after)


def _plain_formula(said: str) -> str:
    """Write a formula in one way: names of sheets bare, numbers as Python does; texts as they are."""
    parts = _QUOTED.split(said)
    # Every other part stands between double quotes.
    parts[::2] = [
        _NUMBER.sub(lambda number: repr(float(number.group())), _SHEET.sub(r"\1!", part))
        for part in parts[::2]
    ]
    return "".join(parts)


def _same(before: str, after: str) -> bool:
    if before == after:
        return True
    try:
        left, right = float(before), float(after)
    except ValueError:
        return False
    return abs(left - right) <= SAME_NUMBER * max(1.0, abs(left))
