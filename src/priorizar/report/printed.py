"""A document that another program printed to PDF: whether the paper still says what it said."""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import accumulate

from priorizar.errors import PriorizarError, Problem
from priorizar.files.confined import confined
from priorizar.report.contents import Contents
from priorizar.report.held_against import Change

CODE = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}\b")
"""How :func:`priorizar.report.manifest.code_of` looks on paper."""

SLACK = 40
"""Words that people may have added before a row that was broken over lines."""

_WORD = re.compile(r"\S+")
_SOFT_HYPHEN = "\u00ad"


def pages(name: str, raw: bytes) -> list[str]:
    """Read the text of each page of a PDF from outside, in a process with bounded memory and time.

    Raises
    ------
    PriorizarError
        ``export.no_contents`` for a damaged file; what takes more than it may.
    """
    found: list[str] = confined("report.printed:told", name, raw)
    return found


def told(name: str, raw: bytes) -> list[str]:
    """Return the text of each page, for the process that reads files from outside."""
    import pypdf

    try:
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    except MemoryError:
        raise
    except Exception:
        # A damaged file makes the library fail in many ways.
        raise PriorizarError(Problem("export.no_contents", {}, name)) from None


def codes(name: str, raw: bytes) -> set[str]:
    """Find the codes of manifests printed on the pages of a PDF; none in a damaged one."""
    with suppress(PriorizarError):
        return {found for page in pages(name, raw) for found in CODE.findall(page)}
    return set()


def changes_on_paper(name: str, raw: bytes, again: Contents, blanks: Collection[str]) -> tuple[Change, ...]:
    """Hold the text of a printed document against the document made again.

    Lines break elsewhere on paper, and cells of a table stand side by side. So each paragraph, and each row
    of a table, must be there in its order, blanks and hyphens apart. A row that was broken over lines must be
    there with exactly its words, one after the other, and those of each cell in their order; where it was
    broken over pages, with those of the heads of its table, which are repeated.

    Parameters
    ----------
    name, raw
        The PDF.
    again
        The document (DOCX) as the program makes it.
    blanks
        As :func:`priorizar.report.held_against.changes` takes them.

    Returns
    -------
    tuple of Change
        What is missing, and lines with words that the document does not have.
    """
    running = _running(again)
    bodies = [_body(page, running) for page in pages(name, raw)]
    words = _words("\n".join(bodies))
    # Where each word begins, and the last one ends, in the whole without blanks.
    starts = list(accumulate((len(_plain(word)) for word in words), initial=0))
    said = _plain("".join(words))
    found: list[Change] = []
    at = 0
    heads: dict[str, list[str]] = {}
    for place, cells in _rows(again):
        text = " ".join(cells)
        if not text.strip() or any(blank and blank in text for blank in blanks):
            continue
        table = place.rpartition(".")[0]  # none of a paragraph
        head = heads.setdefault(table, _words(text)) if table else []
        wanted = _plain("".join(_words(text)))
        where = said.find(wanted, at)
        if where >= 0:
            at = where + len(wanted)
            continue
        broken = _broken(cells, words, bisect_left(starts, at), head)
        if broken is None:
            found.append(Change("missing", place, text, ""))
        else:
            at = starts[broken]
    known = _plain(" ".join(" ".join(cells) for _, cells in _rows(again)))
    for number, body in enumerate(bodies, 1):
        strange = [
            line for line in body.splitlines() if any(_plain(one) not in known for one in _words(line))
        ]
        found += [Change("added", f"p. {number}", "", line.strip()) for line in strange]
    return tuple(found)


def _broken(cells: Sequence[str], words: Sequence[str], start: int, head: Sequence[str]) -> int | None:
    """Find where a row ends that was broken over lines, or over pages with the heads of its table between."""
    parts = [_words(cell) for cell in cells]
    own = Counter(word for part in parts for word in part)
    for whole in (own, own + Counter(head)):
        size = whole.total()
        for begin in range(start, min(start + SLACK, len(words) - size) + 1):
            nearby = words[begin : begin + size]
            if Counter(nearby) == whole and all(_follows(part, nearby) for part in parts):
                return begin + size
    return None


def _follows(cell: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words of a cell stand one after the other among others."""
    rest = iter(words)
    return all(any(word == other for other in rest) for word in cell)


def _rows(again: Contents) -> list[tuple[str, list[str]]]:
    """Paragraphs of the body, each one cell, and rows of its tables with their cells."""
    rows: dict[str, list[str]] = {}
    for piece in again.pieces:
        if piece.kind == "text" and piece.place.startswith("document"):
            numbers = piece.place.partition(" · ")[2].split(".")
            row = f"document · {'.'.join(numbers[:2])}" if len(numbers) == 3 else piece.place
            rows.setdefault(row, []).append(piece.text)
    return [*rows.items()]


def _running(again: Contents) -> list[re.Pattern[str]]:
    """Headers and footers, which stand on every page, with the numbers of pages that the printer put in."""
    said = [one.text for one in again.pieces if not one.place.startswith("document") and one.text]
    return [re.compile(r"\d*".join(map(re.escape, _plain(text))) + r"\d*") for text in said]


def _body(page: str, running: list[re.Pattern[str]]) -> str:
    """Text of a page without its header and footer, each of at most three lines."""
    lines = page.splitlines()
    for count in (3, 2, 1):
        if any(one.fullmatch(_plain("".join(lines[:count]))) for one in running):
            lines = lines[count:]
        if any(one.fullmatch(_plain("".join(lines[-count:]))) for one in running):
            lines = lines[:-count]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return re.sub(rf"\s+|[{_SOFT_HYPHEN}\u2010-]", "", text)


def _words(text: str) -> list[str]:
    joined = re.sub(f"{_SOFT_HYPHEN}\n?", "", text)
    return [word for word in _WORD.findall(joined) if any(map(str.isalnum, word))]
