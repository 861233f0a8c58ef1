"""Reading back what left the program: the manifest that a file carries, and the rows it shows."""

from __future__ import annotations

import csv
import html
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.files.confined import confined
from priorizar.files.door import MAX_BYTES, Bounds, plain_package, read_bounded, read_json
from priorizar.files.tables import MOST_READ, SHOWN
from priorizar.installing import install_command
from priorizar.report.contents import contents_of_file
from priorizar.report.manifest import SHEET_KEY, beside, code_of, from_sheet, key_of
from priorizar.report.pages import HEAD
from priorizar.report.printed import CODE, codes

BOUNDS = Bounds(
    unpacked=60_000_000, xml=60_000_000, elements=2_000_000, heavy=("xl/styles", "xl/workbook", "[content")
)
"""Of a workbook or a document: one of four thousand alternatives has a third."""

MOST_VALUES = 1_000_000
MOST_ATTACHED = 20
MOST_CARRIED = 10_000_000
"""Bytes of the part of a document that carries the manifest."""


MOST_NEAR = 1000
"""Manifests of a folder that are looked through for the one of a printed document."""

Shown = dict[str, tuple[int, float]]
"""Rank and score by key of the alternative."""


@dataclass(frozen=True)
class ReadBack:
    """A file that left the program, as it is now.

    Parameters
    ----------
    manifest
        What it was made from.
    rows
        Ranks and scores of its rows, where it has rows of a ranking.
    name, raw
        The whole file, and what to call it.
    printed
        Whether it is paper: a document that another program printed to PDF, its manifest found by the code
        on its pages.
    bare
        Whether it is nothing but a manifest.
    """

    manifest: dict[str, Any]
    rows: Shown
    name: str
    raw: bytes
    printed: bool = False
    bare: bool = False


def read_back(path: Path) -> ReadBack:
    """Read a file that left the program, with its manifest.

    Parameters
    ----------
    path
        JSON, CSV with its manifest beside it, XLSX, Parquet, GeoJSON, PDF, DOCX, a manifest itself, or a
        PDF that another program printed, with the manifest of its document in the same folder.

    Raises
    ------
    PriorizarError
        A file that cannot be read, is too large, or carries no manifest.
    """
    raw = read_bounded(path, str(path))
    kind = _kind(raw)
    printed = False
    try:
        found, shown = _READERS.get(kind, _csv)(path, raw)
    except (PriorizarError, MemoryError):
        raise
    except Exception:
        # Whatever a damaged file makes a reader trip over, it carries no manifest; one may lie beside it.
        if kind not in ("pdf", "zip"):
            raise PriorizarError(Problem("export.no_manifest", {}, str(path))) from None
        found, shown = _by_code(path, raw, kind), {}
        printed = kind == "pdf" and found.get("output", {}).get("form") != "pdf"
    if not is_manifest(found):
        raise PriorizarError(Problem("export.no_manifest", {}, str(path)))
    bare = kind == "json" and is_manifest(_read(path, raw))
    return ReadBack(found, shown, str(path), raw, printed, bare)


def _by_code(path: Path, raw: bytes, kind: str) -> dict[str, Any]:
    """Find the manifest whose code a document says: beside it, or anywhere in its folder."""
    said = codes(str(path), raw) if kind == "pdf" else _codes_in(str(path), raw)
    if not said:
        raise PriorizarError(Problem("export.no_manifest", {}, str(path)))
    near = sorted(path.parent.glob("*.manifest.json"), key=lambda one: one != beside(path))
    for candidate in near[:MOST_NEAR]:
        with suppress(PriorizarError):
            made = _read(candidate, read_bounded(candidate, str(candidate)))
            if isinstance(made, dict) and code_of(made) in said:
                return made
    values = {"code": ", ".join(sorted(said)), "folder": str(path.parent)}
    raise PriorizarError(Problem("export.no_manifest_of_code", values, str(path)))


def _codes_in(name: str, raw: bytes) -> set[str]:
    return {found for one in contents_of_file(name, raw).pieces for found in CODE.findall(one.text)}


def manifest_of(raw: bytes) -> dict[str, Any]:
    """Return the manifest within a document that was just made."""
    return _READERS[_kind(raw)](Path(), raw)[0]


def is_manifest(found: Any) -> bool:
    """Whether what was found has the parts that a result is made again from, in their form."""
    if not isinstance(found, dict) or not isinstance(found.get("scenario"), dict):
        return False
    parts = {"files": str, "versions": str, "scores": int | float, "ranks": int}
    return all(
        isinstance(found.get(name), dict) and all(isinstance(one, kind) for one in found[name].values())
        for name, kind in parts.items()
    )


def manifest_in(path: Path) -> dict[str, Any]:
    """Return the manifest that a file carries; see :func:`read_back`."""
    return read_back(path).manifest


def _kind(raw: bytes) -> str:
    kinds = {b"PK": "zip", b"PAR1": "parquet", b"%PDF": "pdf"}
    found = next((kind for start, kind in kinds.items() if raw.startswith(start)), None)
    return found or ("json" if raw.lstrip()[:1] == b"{" else "csv")


def _read(path: Path, raw: bytes) -> Any:
    return read_json(str(path), raw, "export.no_manifest", MOST_VALUES)


def _json(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    content = _read(path, raw)
    first, *others = content.get("manifests") or [content.get("manifest", content)]
    made = first | {"compared_with": others} if others else first
    features = content.get("features", ())
    rows = content.get("rows") or [feature["properties"] for feature in features]
    return made, _shown(rows)


def _csv(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    if not beside(path).is_file():
        raise PriorizarError(Problem("export.no_manifest_beside", {"file": beside(path).name}, str(path)))
    made = _read(path, read_bounded(beside(path), str(beside(path))))
    # A stream: text kept whole takes four bytes a character.
    return made, _shown(csv.DictReader(io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig", newline="")))


def _parquet(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    # What Parquet packs grows without bound, whatever its own directory says: so, elsewhere.
    try:
        carried, rows = confined("report.parquet_reading:told", str(path), raw)
    except ModuleNotFoundError:
        raise refusal("export.no_pyarrow", install=install_command("report")) from None
    return _read(path, carried.encode()), _shown(rows)


def _pdf(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    """Find the attached file that is a manifest: a stream that PDF packs with zlib."""
    attached = re.finditer(rb"/EmbeddedFile\b.{0,2000}?stream\r?\n", raw, re.DOTALL)
    for found in islice(attached, MOST_ATTACHED):
        stream = memoryview(raw)[found.end() :]
        if b"/FlateDecode" in found.group():
            content = zlib.decompressobj().decompress(stream, MAX_BYTES)
        else:
            content = raw[found.end() : raw.find(b"endstream", found.end())]
        made = _read(path, content)
        if "scenario" in made:
            return made, {}
    raise ValueError(path)


def _zip(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    plain = plain_package(str(path), raw, BOUNDS, "export.no_manifest")
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        if "word/document.xml" in package.namelist():
            return _docx(path, package), {}
    return _xlsx(path, plain)


def _docx(path: Path, package: zipfile.ZipFile) -> dict[str, Any]:
    for part in package.infolist():
        if not part.filename.startswith("customXml/") or part.file_size > MOST_CARRIED:
            continue
        said = package.read(part).decode()
        found = re.search(r'<manifest xmlns="urn:priorizar:manifest">(.*)</manifest>', said, re.DOTALL)
        if found:
            made: dict[str, Any] = _read(path, html.unescape(found.group(1)).encode())
            return made
    raise ValueError(package.filename)


def _xlsx(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns of bars and drop-downs it does not know; only values matter here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for sheet in reversed(book.worksheets):  # the last, unless somebody added others
            rows = sheet.iter_rows(max_col=2, values_only=True)
            pieces = [str(row[1]) for row in rows if len(row) == 2 and row[0] == SHEET_KEY]
            if pieces:
                return _read(path, from_sheet(pieces).encode()), _shown(_results(book.worksheets[0]))
    raise ValueError("no manifest")


def _results(sheet: Any) -> Iterator[Mapping[str, Any]]:
    """Return the rows of the first sheet: a tidy table, or the results of the planner's workbook."""
    rows = sheet.iter_rows(values_only=True)
    heads = [str(cell) for cell in next(rows)]
    if "ubigeo" in heads:
        yield from (dict(zip(heads, row, strict=False)) for row in rows)
        return
    from priorizar.report.workbook import KEY, SCORE

    for line, row in enumerate(rows, 1):
        if line > HEAD and len(row) > KEY and isinstance(row[KEY], str):
            ubigeo, _, chain = row[KEY].partition("/")
            yield {"ubigeo": ubigeo, "chain": chain, "rank": row[0], "score": row[SCORE]}


def _shown(rows: Iterable[Mapping[str, Any]]) -> Shown:
    shown: Shown = {}
    for row in rows:
        if not all(column in row for column in SHOWN):
            continue
        if len(shown) >= MOST_READ:
            found = {"found": f"> {MOST_READ}", "limit": MOST_READ}
            raise PriorizarError(Problem("study.too_many_rows", found))
        place, score = _number(row["rank"], int, 0), _number(row["score"], float, float("nan"))
        shown[key_of(row["ubigeo"], row["chain"])] = (place, score)
    return shown


def _number(said: Any, kind: Any, otherwise: Any) -> Any:
    """Read a number; what is none, as a planner may leave it, is no rank and no score."""
    try:
        return kind(said)
    except (TypeError, ValueError, OverflowError):
        return otherwise


_READERS = {"zip": _zip, "parquet": _parquet, "pdf": _pdf, "json": _json, "csv": _csv}
