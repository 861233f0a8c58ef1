"""Reading back what left the program: the manifest that a file carries, and the rows it shows."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.files.tables import PARQUET_KEY
from priorizar.report.contents import contents
from priorizar.report.manifest import SHEET_KEY, beside, code_of, from_sheet, key_of
from priorizar.report.pages import HEAD
from priorizar.report.printed import CODE, codes

MOST_BYTES = 200_000_000
"""Of a file, and of what a workbook unpacks to."""

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
    raw
        The whole file.
    printed
        Whether it is paper: a document that another program printed to PDF, its manifest found by the code
        on its pages.
    bare
        Whether it is nothing but a manifest.
    """

    manifest: dict[str, Any]
    rows: Shown
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
    try:
        if path.stat().st_size > MOST_BYTES:
            values = {"size": path.stat().st_size, "limit": MOST_BYTES}
            raise PriorizarError(Problem("study.too_large", values, str(path)))
        raw = path.read_bytes()
    except OSError as error:
        said = error.strerror or str(error)
        raise PriorizarError(Problem("study.unreadable", {"said": said}, str(path))) from None
    kind = _kind(raw)
    printed = False
    try:
        found, shown = _READERS.get(kind, _csv)(path, raw)
    except PriorizarError:
        raise
    except Exception:
        # Whatever a damaged file makes a reader trip over, it carries no manifest; one may lie beside it.
        if kind not in ("pdf", "zip"):
            raise PriorizarError(Problem("export.no_manifest", {}, str(path))) from None
        found, shown = _by_code(path, raw, kind), {}
        printed = kind == "pdf" and found.get("output", {}).get("form") != "pdf"
    if not is_manifest(found):
        raise PriorizarError(Problem("export.no_manifest", {}, str(path)))
    bare = kind == "json" and is_manifest(json.loads(raw))
    return ReadBack(found, shown, raw, printed, bare)


def _by_code(path: Path, raw: bytes, kind: str) -> dict[str, Any]:
    """Find the manifest whose code a document says: beside it, or anywhere in its folder."""
    try:
        said = codes(raw) if kind == "pdf" else _codes_in(raw)
    except Exception:  # whatever a damaged file makes a reader trip over
        said = set()
    if not said:
        raise PriorizarError(Problem("export.no_manifest", {}, str(path)))
    near = sorted(path.parent.glob("*.manifest.json"), key=lambda one: one != beside(path))
    for candidate in near[:MOST_NEAR]:
        with suppress(OSError, ValueError):
            if candidate.stat().st_size <= MOST_BYTES:
                made = json.loads(candidate.read_bytes())
                if isinstance(made, dict) and code_of(made) in said:
                    return made
    values = {"code": ", ".join(sorted(said)), "folder": str(path.parent)}
    raise PriorizarError(Problem("export.no_manifest_of_code", values, str(path)))


def _codes_in(raw: bytes) -> set[str]:
    return {found for one in contents(raw).pieces for found in CODE.findall(one.text)}


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
    """Give the manifest that a file carries; see :func:`read_back`."""
    return read_back(path).manifest


def _kind(raw: bytes) -> str:
    kinds = {b"PK": "zip", b"PAR1": "parquet", b"%PDF": "pdf"}
    found = next((kind for start, kind in kinds.items() if raw.startswith(start)), None)
    return found or ("json" if raw.lstrip()[:1] == b"{" else "csv")


def _json(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    content = json.loads(raw)
    first, *others = content.get("manifests") or [content.get("manifest", content)]
    made = first | {"compared_with": others} if others else first
    features = content.get("features", ())
    rows = content.get("rows") or [feature["properties"] for feature in features]
    return made, _shown(rows)


def _csv(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    if not beside(path).is_file():
        raise PriorizarError(Problem("export.no_manifest_beside", {"file": beside(path).name}, str(path)))
    made = json.loads(beside(path).read_bytes())
    return made, _shown(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def _parquet(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    try:
        from pyarrow import parquet
    except ImportError:
        raise refusal("export.no_pyarrow") from None
    table = parquet.read_table(io.BytesIO(raw))
    return json.loads(table.schema.metadata[PARQUET_KEY.encode()]), _shown(table.to_pylist())


def _pdf(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    """Find the attached file that is a manifest: a stream that PDF packs with zlib."""
    for found in re.finditer(rb"/EmbeddedFile\b.{0,2000}?stream\r?\n", raw, re.DOTALL):
        stream = raw[found.end() :]
        packed = b"/FlateDecode" in found.group()
        content = (
            zlib.decompressobj().decompress(stream, MOST_BYTES)
            if packed
            else stream.partition(b"endstream")[0]
        )
        made = json.loads(content)
        if "scenario" in made:
            return made, {}
    raise ValueError(path)


def _zip(path: Path, raw: bytes) -> tuple[dict[str, Any], Shown]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
            values = {"size": len(raw), "limit": MOST_BYTES}
            raise PriorizarError(Problem("study.too_large", values, str(path)))
        if "word/document.xml" in package.namelist():
            return _docx(package), {}
    return _xlsx(raw)


def _docx(package: zipfile.ZipFile) -> dict[str, Any]:
    for name in package.namelist():
        said = package.read(name).decode() if name.startswith("customXml/") and name.endswith(".xml") else ""
        found = re.search(r'<manifest xmlns="urn:priorizar:manifest">(.*)</manifest>', said, re.DOTALL)
        if found:
            made: dict[str, Any] = json.loads(html.unescape(found.group(1)))
            return made
    raise ValueError(package.filename)


def _xlsx(raw: bytes) -> tuple[dict[str, Any], Shown]:
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns of bars and drop-downs it does not know; only values matter here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for sheet in reversed(book.worksheets):  # the last, unless somebody added others
            rows = sheet.iter_rows(max_col=2, values_only=True)
            pieces = [str(row[1]) for row in rows if len(row) == 2 and row[0] == SHEET_KEY]
            if pieces:
                return from_sheet(pieces), _shown(_results(book.worksheets[0]))
    raise ValueError("no manifest")


def _results(sheet: Any) -> Iterator[Mapping[str, Any]]:
    """Give the rows of the first sheet: a tidy table, or the results of the planner's workbook."""
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
    wanted = ("ubigeo", "chain", "rank", "score")
    return {
        key_of(row["ubigeo"], row["chain"]): (
            _number(row["rank"], int, 0),
            _number(row["score"], float, float("nan")),
        )
        for row in rows
        if all(column in row for column in wanted)
    }


def _number(said: Any, kind: Any, otherwise: Any) -> Any:
    """Read a number; what is none, as a planner may leave it, is no rank and no score."""
    try:
        return kind(said)
    except (TypeError, ValueError):
        return otherwise


_READERS = {"zip": _zip, "parquet": _parquet, "pdf": _pdf, "json": _json, "csv": _csv}
