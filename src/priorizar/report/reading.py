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
from pathlib import Path
from typing import Any

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.files.tables import PARQUET_KEY
from priorizar.installing import install_command
from priorizar.report.manifest import SHEET_KEY, beside, from_sheet, key_of
from priorizar.report.pages import HEAD

MOST_BYTES = 200_000_000
"""Of a file, and of what a workbook unpacks to."""

Shown = dict[str, tuple[int, float]]
"""Rank and score by key of the alternative."""


def read_back(path: Path) -> tuple[dict[str, Any], Shown]:
    """Give the manifest of a file, and the ranks and scores that its rows show, where it has rows.

    Parameters
    ----------
    path
        JSON, CSV with its manifest beside it, XLSX, Parquet, GeoJSON, PDF, DOCX, or a manifest itself.

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
    try:
        found, shown = _READERS.get(_kind(raw), _csv)(path, raw)
    except PriorizarError:
        raise
    except Exception:
        # Whatever a damaged file makes a reader trip over, there is no manifest to be had from it.
        raise PriorizarError(Problem("export.no_manifest", {}, str(path))) from None
    if not is_manifest(found):
        raise PriorizarError(Problem("export.no_manifest", {}, str(path)))
    return found, shown


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
    return read_back(path)[0]


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
        raise refusal("export.no_pyarrow", install=install_command("report")) from None
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
