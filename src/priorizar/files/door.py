"""The one door for files from outside: bounded as they are read, unpacked and parsed, whatever they declare.

A file is never asked how large it is: bytes are counted as they come, out of the disk and out of the
package. What passes through is handed on as it was counted, so that a library further in finds nothing else.
"""

from __future__ import annotations

import io
import json
import math
import os
import re
import stat
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from priorizar.errors import PriorizarError, Problem

MAX_BYTES = 20_000_000
"""Of a file, unless its kind allows more or less."""

PIECE = 65_536
"""Bytes taken at a time, so that what is too much is noticed before it fills the memory."""

MOST_DIGITS = 300
"""Of a whole number in JSON; beyond, no float holds it."""

MOST_DEPTH = 100
"""Of JSON: far from where reading or writing it would run out of stack."""

_OPEN_OR_CLOSED = re.compile(rb'[][{}]|"(?:[^"\\]|\\.)*+"', re.DOTALL)
_ENCODINGS = (None, "utf-8", "utf-16", "us-ascii")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Bounds:
    """What a package (XLSX, DOCX) may hold.

    Parameters
    ----------
    unpacked
        Bytes of all its parts together.
    xml
        Bytes of those that are XML: what a library keeps many times over.
    parts
        How many there are.
    elements
        XML elements of all its parts together.
    heavy, heavy_elements
        Beginnings of the names of parts of which a library makes large objects, and the elements of these.
    branch
        Elements of what a library takes in at once: a row of a sheet, or what stands right below the root.
    depth
        How far elements nest.
    """

    unpacked: int = 20_000_000
    xml: int = 20_000_000
    parts: int = 500
    elements: int = 500_000
    heavy: tuple[str, ...] = ()
    heavy_elements: int = 20_000
    branch: int = 60_000
    depth: int = 200


def read_bounded(path: Path, name: str, most: int = MAX_BYTES) -> bytes:
    """Return a file's content.

    Parameters
    ----------
    path
        Where it is.
    name
        What to call it in problems.
    most
        Bytes that it may have.

    Raises
    ------
    PriorizarError
        Missing, unreadable, no regular file (a folder, a device, a pipe), or too large.
    """
    try:
        # A pipe without a writer would wait for one, were it opened otherwise.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise PriorizarError(Problem("study.not_a_file", {}, name))
            if os.fstat(handle).st_size > most:
                raise too_large(name, most)
            pieces, size = [], 0
            while piece := file.read(PIECE):
                size += len(piece)
                if size > most:  # it grew, or its file system does not tell
                    raise too_large(name, most)
                pieces.append(piece)
            return b"".join(pieces)
    except PriorizarError:
        raise
    except FileNotFoundError:
        raise PriorizarError(Problem("study.no_such_file", {}, name)) from None
    except IsADirectoryError:
        raise PriorizarError(Problem("study.not_a_file", {}, name)) from None
    except (OSError, ValueError) as error:  # ValueError: a zero in the name
        said = getattr(error, "strerror", None) or str(error)
        raise PriorizarError(Problem("study.unreadable", {"said": said}, name)) from None


def too_large(name: str, most: int) -> PriorizarError:
    """Build the error for a file of more bytes than it may have."""
    return PriorizarError(Problem("study.too_large", {"limit": megabytes(most)}, name))


def unpacks_too_large(name: str, most: int) -> PriorizarError:
    """Build the error for a package that holds more bytes than it may."""
    return PriorizarError(Problem("study.unpacks_too_large", {"limit": megabytes(most)}, name))


def megabytes(size: int) -> str:
    """Format a number of bytes for people: ``20 MB``."""
    return f"{size / 1e6:.3g} MB"


def plain_package(name: str, raw: bytes, bounds: Bounds, damaged: str) -> bytes:
    """Pack a package (XLSX, DOCX) anew, so that it holds what was counted and nothing else.

    Parameters
    ----------
    name
        What to call it in problems.
    raw
        Its content.
    bounds
        What it may hold.
    damaged
        Entry of the catalogue for one that cannot be unpacked.

    Raises
    ------
    PriorizarError
        Too much in it, whatever its directory says; XML with a document type or entities in any encoding, or
        nested too deep; damaged.
    """
    plain = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(plain, "w") as anew:
            parts = package.infolist()
            if len(parts) > bounds.parts:
                raise PriorizarError(Problem("study.too_many_parts", {"limit": bounds.parts}, name))
            if sum(part.file_size for part in parts) > bounds.unpacked:
                raise unpacks_too_large(name, bounds.unpacked)
            if len({part.filename for part in parts}) < len(parts):
                raise PriorizarError(Problem(damaged, {}, name))
            counts = _Counts(name, bounds)
            for part in parts:
                _repack(package, part, anew, counts)
    except (PriorizarError, MemoryError):
        raise
    except Exception:
        # A damaged package fails in as many ways as there are ways of packing.
        raise PriorizarError(Problem(damaged, {}, name)) from None
    return plain.getvalue()


@dataclass
class _Counts:
    """What a package has been found to hold so far."""

    name: str
    bounds: Bounds
    unpacked: int = 0
    xml: int = 0
    elements: int = 0
    heavy: int = 0

    def refuse(self, key: str, **values: object) -> NoReturn:
        raise PriorizarError(Problem(key, values, self.name))


def _repack(package: zipfile.ZipFile, part: zipfile.ZipInfo, anew: zipfile.ZipFile, counts: _Counts) -> None:
    """Copy a part piece by piece. Read at once, zlib would unpack all of it, whatever size is declared."""
    if part.compress_type not in _PACKINGS:  # of others, not even a piece is bounded
        raise zipfile.BadZipFile(part.filename)
    reader: Any = None
    target = zipfile.ZipInfo(part.filename)
    target.compress_type = zipfile.ZIP_DEFLATED
    anew.compresslevel = 1
    with package.open(part) as source, anew.open(target, "w") as copy:
        while piece := source.read(PIECE):
            counts.unpacked += len(piece)
            if counts.unpacked > counts.bounds.unpacked:
                raise unpacks_too_large(counts.name, counts.bounds.unpacked)
            if reader is None and _is_xml(part.filename, piece):
                reader = _xml_reader(part.filename, counts)
            if reader is not None:
                counts.xml += len(piece)
                if counts.xml > counts.bounds.xml:
                    raise unpacks_too_large(counts.name, counts.bounds.xml)
                _feed(reader, piece, counts)
            copy.write(piece)
    if reader is not None:
        _feed(reader, b"", counts)


def _is_xml(name: str, start: bytes) -> bool:
    """Whether a part is read as XML: by its name, or because it begins as one in any encoding."""
    bare = start[:64].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")
    return name.lower().endswith((".xml", ".rels", ".vml")) or bare.startswith(b"<")


def _xml_reader(part: str, counts: _Counts) -> Any:
    from defusedxml.ElementTree import XMLParser

    heavy = part.lower().startswith(counts.bounds.heavy) if counts.bounds.heavy else False
    parser = XMLParser(target=_Elements(counts, heavy=heavy), forbid_dtd=True)
    # What one parser understands and another takes for something else is where tricks are hidden.
    parser.parser.XmlDeclHandler = lambda _version, encoding, _alone: _known(encoding)
    return parser


def _known(encoding: str | None) -> None:
    if (encoding.lower() if encoding else None) not in _ENCODINGS:
        raise ValueError(encoding)


def _feed(reader: Any, piece: bytes, counts: _Counts) -> None:
    from defusedxml import DefusedXmlException

    try:
        if piece:
            reader.feed(piece)
        else:
            reader.close()
    except DefusedXmlException:
        counts.refuse("study.declares_entities")


class _Elements:
    """Counts elements, and how deep they nest, as they are read."""

    def __init__(self, counts: _Counts, *, heavy: bool) -> None:
        self.counts, self.heavy, self.depth, self.branch = counts, heavy, 0, 0
        self.rows = False

    def start(self, tag: str, _attributes: Collection[str]) -> None:
        counts, bounds = self.counts, self.counts.bounds
        self.depth += 1
        if self.depth == 2:
            self.rows = tag.endswith("}sheetData")
        if self.depth == 2 or (self.rows and self.depth == 3):
            self.branch = 0
        self.branch += 1
        if self.branch > bounds.branch:
            counts.refuse("study.too_many_elements", limit=bounds.branch)
        counts.elements += 1
        counts.heavy += self.heavy
        if self.depth > bounds.depth:
            counts.refuse("study.too_deep", limit=bounds.depth)
        if counts.elements > bounds.elements:
            counts.refuse("study.too_many_elements", limit=bounds.elements)
        if counts.heavy > bounds.heavy_elements:
            counts.refuse("study.too_many_elements", limit=bounds.heavy_elements)

    def end(self, _tag: str) -> None:
        self.depth -= 1


def decode(raw: bytes) -> str:
    """Decode text as Excel and text editors save it."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_json(name: str, raw: bytes, damaged: str, most: int) -> Any:
    """Read JSON.

    Parameters
    ----------
    name
        What to call it in problems.
    raw
        Its content.
    damaged
        Entry of the catalogue for what is no JSON.
    most
        Values that it may hold: what begins a list or an object, and what stands between commas.

    Raises
    ------
    PriorizarError
        Too many values, nested too deep, no JSON, or a number that none is: NaN, an infinity, one of more
        digits than any measure has.
    """
    # Before it is read: a hundred bytes of memory come of each of these.
    if raw.count(b",") + raw.count(b"[") + raw.count(b"{") > most:
        raise PriorizarError(Problem("study.too_many_nodes", {"limit": most}, name))
    depth = 0
    for found in _OPEN_OR_CLOSED.finditer(raw):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(found.group(), 0)
        if depth > MOST_DEPTH:
            raise PriorizarError(Problem("study.too_deep", {"limit": MOST_DEPTH}, name))
    try:
        return json.loads(
            decode(raw), parse_constant=_no_number, parse_int=_whole_number, parse_float=_number
        )
    except _NoNumberError as error:
        raise PriorizarError(Problem("study.no_json_number", {"written": str(error)}, name)) from None
    except (ValueError, RecursionError):
        raise PriorizarError(Problem(damaged, {}, name)) from None


class _NoNumberError(ValueError):
    """What JSON writes as a number and is none to reckon with."""


def _no_number(written: str) -> float:
    raise _NoNumberError(written)


def _whole_number(written: str) -> int:
    if len(written) > MOST_DIGITS:
        raise _NoNumberError(f"{written[:12]}…")
    return int(written)


def _number(written: str) -> float:
    found = float(written)
    if not math.isfinite(found):
        raise _NoNumberError(f"{written[:12]}…" if len(written) > 12 else written)
    return found
