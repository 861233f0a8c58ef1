"""Everything that a file shows, piece by piece, each with its place."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree

from priorizar.errors import PriorizarError, Problem
from priorizar.files.confined import confined
from priorizar.files.door import Bounds, plain_package

Kind = Literal["docx", "pdf", "xlsx", "json", "csv", "parquet"]
BOUNDS = Bounds(unpacked=100_000_000, xml=60_000_000, elements=3_000_000)
"""Of a workbook or a document: one of four thousand alternatives has a third."""

KINDS = {b"PK": "zip", b"PAR1": "parquet", b"%PDF": "pdf"}

FORMULA = " ="
"""Ends the place of a formula, beside that of what it came to."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_FLOWING = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PAGE_FIELDS = ("PAGE", "NUMPAGES")


@dataclass(frozen=True)
class Piece:
    """One thing that a file shows.

    Parameters
    ----------
    place
        Where, as a reader finds it: ``Resultados!C4``, ``rows[3].score``, ``table 2, row 3``, ``page 4``.
    text
        What it says; of a picture, the digest of its bytes.
    kind
        ``text``; ``described``, the words that stand for a picture; ``picture``, a chart as it was drawn;
        ``drawing``, all that a page of a PDF draws.
    """

    place: str
    text: str
    kind: Literal["text", "described", "picture", "drawing"] = "text"


@dataclass(frozen=True)
class Contents:
    """What a file shows.

    Parameters
    ----------
    kind
        The form of the file.
    pieces
        In the order of the file. In tables each stands at a place of its own; in documents they flow, so
        that a line more moves those after it.
    """

    kind: Kind
    pieces: tuple[Piece, ...]

    @property
    def flows(self) -> bool:
        """Whether pieces are found by their order, not by their place."""
        return self.kind in ("docx", "pdf")


def contents(raw: bytes) -> Contents:
    """Read everything that a file shows.

    Parameters
    ----------
    raw
        DOCX, PDF, XLSX, JSON (GeoJSON too), CSV or Parquet, told apart by their content.

    Returns
    -------
    Contents
        Without the manifest that the file carries out of sight.

    Raises
    ------
    ValueError, KeyError, OSError, zipfile.BadZipFile
        A file that is damaged, or none of these.
    """
    start = next((kind for mark, kind in KINDS.items() if raw.startswith(mark)), None)
    if start == "zip":
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            document = "word/document.xml" in package.namelist()
        return Contents("docx", tuple(_docx(raw))) if document else Contents("xlsx", tuple(_xlsx(raw)))
    if start == "pdf":
        return Contents("pdf", tuple(_pdf(raw)))
    if start == "parquet":
        return Contents("parquet", tuple(_parquet(raw)))
    if raw.lstrip()[:1] == b"{":
        return Contents("json", tuple(_leaves(_shown_of_json(json.loads(raw)), "")))
    return Contents("csv", tuple(_csv(raw)))


def contents_of_file(name: str, raw: bytes) -> Contents:
    """Read what a file from outside shows, in a process of its own with bounded memory and time.

    Raises
    ------
    PriorizarError
        ``export.no_contents`` for a damaged file; what takes more than it may.
    """
    found = confined("report.contents:told", name, raw)
    return Contents(found["kind"], tuple(Piece(*one) for one in found["pieces"]))


def told(name: str, raw: bytes) -> dict[str, Any]:
    """Return :func:`contents` as plain data, for the process that reads files from outside."""
    try:
        plain = plain_package(name, raw, BOUNDS, "export.no_contents") if raw.startswith(b"PK") else raw
        found = contents(plain)
    except (PriorizarError, MemoryError):
        raise
    except Exception:
        # A damaged file fails in as many ways as there are libraries that read it.
        raise PriorizarError(Problem("export.no_contents", {}, name)) from None
    return {"kind": found.kind, "pieces": [[one.place, one.text, one.kind] for one in found.pieces]}


def _docx(raw: bytes) -> Iterator[Piece]:
    """Read paragraphs and pictures of the body, headers, footers and notes, whatever frame they stand in."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = sorted(
            filter(_FLOWING.fullmatch, package.namelist()), key=lambda name: "document" not in name
        )
        for name in names:
            root = ElementTree.fromstring(package.read(name))  # noqa: S314 - read through the door
            related = _relations(package, name)
            where = re.sub(r"\W.*", "", name.removeprefix("word/"))
            yield from _flow(root, where, related, package)


def _relations(package: zipfile.ZipFile, name: str) -> dict[str, str]:
    relations = f"word/_rels/{name.removeprefix('word/')}.rels"
    if relations not in package.namelist():
        return {}
    root = ElementTree.fromstring(package.read(relations))  # noqa: S314 - read through the door
    return {one.attrib["Id"]: one.attrib["Target"] for one in root if "Id" in one.attrib}


def _flow(
    root: ElementTree.Element, where: str, related: Mapping[str, str], package: zipfile.ZipFile
) -> Iterator[Piece]:
    """Go through paragraphs in order; those of a table are named by table, row and column."""
    tables = {table: at for at, table in enumerate(root.iter(f"{_W}tbl"), 1)}
    cells: dict[ElementTree.Element, str] = {}
    for table, at in tables.items():
        for row_at, row in enumerate(table.findall(f"{_W}tr"), 1):
            for column, cell in enumerate(row.findall(f"{_W}tc"), 1):
                for paragraph in cell.iter(f"{_W}p"):
                    cells[paragraph] = f"{where} · {at}.{row_at}.{column}"
    for at, paragraph in enumerate(root.iter(f"{_W}p"), 1):
        yield Piece(cells.get(paragraph, f"{where} · {at}"), _said(paragraph))
        for drawn in paragraph.iter(_DRAWN):
            if said := drawn.attrib.get("descr"):
                yield Piece(f"{where} · {at}", " ".join(said.split()), "described")
        for picture in paragraph.iter(_BLIP):
            target = related.get(picture.attrib.get(_EMBED, ""), "")
            content = package.read(f"word/{target}") if f"word/{target}" in package.namelist() else b""
            yield Piece(f"{where} · {at}", hashlib.sha256(content).hexdigest(), "picture")


def _said(paragraph: ElementTree.Element) -> str:
    """Read a paragraph as tracked changes leave it, without the numbers of pages that a printer counts."""
    said, field, instruction, counted = [], 0, "", False
    deleted = {inside for gone in paragraph.iter(f"{_W}del") for inside in gone.iter()}
    for part in paragraph.iter():
        if part in deleted:
            continue
        if part.tag == f"{_W}fldChar":
            kind = part.attrib.get(f"{_W}fldCharType")
            field += {"begin": 1, "end": -1}.get(kind or "", 0)
            if kind == "separate":
                counted = any(name in instruction.split() for name in _PAGE_FIELDS)
            elif kind == "end":
                instruction, counted = "", False
        elif part.tag == f"{_W}instrText":
            instruction += part.text or ""
        elif part.tag == f"{_W}t" and not counted:
            said.append(part.text or "")
        elif part.tag in (f"{_W}tab", f"{_W}br"):
            said.append(" ")
    return " ".join("".join(said).split())


def _pdf(raw: bytes) -> Iterator[Piece]:
    """Read lines page by page, and the digest of all that a page draws."""
    import pypdf

    for at, page in enumerate(pypdf.PdfReader(io.BytesIO(raw)).pages, 1):
        for line in page.extract_text().splitlines():
            if said := " ".join(line.split()):
                yield Piece(f"p. {at}", said)
        drawn = page.get_contents()
        content = b"" if drawn is None else drawn.get_data()
        yield Piece(f"p. {at}", hashlib.sha256(content).hexdigest(), "drawing")


def _xlsx(raw: bytes) -> Iterator[Piece]:
    """Read each cell of each sheet twice: its formula, and the value that was saved."""
    import openpyxl

    from priorizar.report.manifest import SHEET_KEY

    with warnings.catch_warnings():
        # openpyxl warns of bars and drop-downs it does not know; only what cells say matters here.
        warnings.simplefilter("ignore")
        saved, written = (
            openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=only) for only in (True, False)
        )
        for sheet in written.worksheets:
            values = {cell.coordinate: cell.value for cell in _cells(saved[sheet.title])}
            for cell in _cells(sheet):
                if cell.column == 2 and str(values.get(f"A{cell.row}")) == SHEET_KEY:
                    continue
                place, value = f"{sheet.title}!{cell.coordinate}", values.get(cell.coordinate)
                formula = isinstance(cell.value, str) and cell.value.startswith("=") and cell.value != value
                if not formula or value is not None:
                    yield Piece(place, _written(value))
                if formula:
                    yield Piece(f"{place}{FORMULA}", cell.value)


def _cells(sheet: Any) -> Iterator[Any]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if cell.value is not None)


def _parquet(raw: bytes) -> Iterator[Piece]:
    import pyarrow
    from pyarrow import parquet

    # The other pools lay hold of more of the address space than the process that reads may have.
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    rows = parquet.ParquetFile(io.BytesIO(raw), pre_buffer=False).read(use_threads=False).to_pylist()
    for at, row in enumerate(rows, 1):
        yield from (Piece(f"{at} · {name}", _written(value)) for name, value in row.items())


def _csv(raw: bytes) -> Iterator[Piece]:
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    for at, row in enumerate(rows, 2):
        yield from (Piece(f"{at} · {name}", _written(value)) for name, value in row.items())


def _shown_of_json(content: dict[str, Any]) -> dict[str, Any]:
    """All of a JSON file but the time it was made, and the outlines of a map, which are somebody else's."""
    shown = {name: _without_time(part) for name, part in content.items()}
    if isinstance(features := shown.get("features"), list):
        shown["features"] = [
            {name: part for name, part in one.items() if name != "geometry"} for one in features
        ]
    return shown


def _without_time(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: one for name, one in part.items() if name != "time"} if "versions" in part else part
    return [_without_time(one) for one in part] if isinstance(part, list) else part


def _leaves(part: Any, place: str) -> Iterator[Piece]:
    if isinstance(part, dict):
        for name, inside in part.items():
            yield from _leaves(inside, f"{place}.{name}" if place else str(name))
    elif isinstance(part, list):
        for at, inside in enumerate(part):
            yield from _leaves(inside, f"{place}[{at}]")
    else:
        yield Piece(place, _written(part))


def _written(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, default=str)
