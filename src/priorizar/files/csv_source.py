"""Reading tables as spreadsheets save them: any encoding, separator and decimal sign they use."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from priorizar.errors import PriorizarError, Problem
from priorizar.files.atomic import as_said
from priorizar.files.door import decode, too_large
from priorizar.looks import visible
from priorizar.names import CONTROL, fold, nearest

MAX_BYTES = 10_000_000
"""Of a table: a hundred of memory come of each ten."""

MAX_FIELD = 20_000
MOST_ROWS = 50_000
MOST_CELLS = 3_000_000
MOST_TOLD = 1_000
"""Problems of a table; whoever has more has one of another kind, and nobody reads them."""

# Heads of columns as a planner may write them in Spanish.
SPANISH_HEADS = {
    "departamento": "department",
    "zona": "zone",
    "provincia": "province",
    "cadena": "chain",
    "criterio": "criterion",
    "valor": "value",
    "minimo": "low",
    "maximo": "high",
    "base": "basis",
    "fuente": "source",
    "cita": "quote",
    "nota": "note",
    "nivel": "level",
    "como se imprime": "as_printed",
    "ubigeo": "ubigeo_inei",
    "ubigeo inei": "ubigeo_inei",
    "capital": "capital",
    "altitud": "altitude_m",
    "latitud": "latitude",
    "longitud": "longitude",
    "alias": "aliases",
    "nombre": "name_es",
    "nombre es": "name_es",
    "nombre en": "name_en",
    "sector": "sector",
    "extractiva": "extractive",
    "titulo": "title",
    "autor": "author",
    "ano": "year",
}


@dataclass(slots=True)
class Row:
    """One row of a table, by column, with its place and the problems met in reading its cells."""

    file: str
    line: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def refuse(self, key: str, **values: object) -> None:
        """Note a problem of this row."""
        self.problems.append(Problem(key, values, self.file, self.line))

    def number(self, column: str) -> float | None:
        """Read a cell as a number; blank is None, and what cannot be one is noted."""
        written = self[column]
        if not written:
            return None
        try:
            return parse_number(written)
        except ValueError:
            self.refuse("study.not_a_number", column=column, written=written[:40])
            return None

    def choice(self, column: str, known: Sequence[str]) -> str:
        """Read a cell that must be one of a few words."""
        written = self[column]
        if written not in known:
            guess = nearest(written, known) or ", ".join(known)
            self.refuse(
                "study.not_one_of", where=column, written=written[:40], expected=", ".join(known), guess=guess
            )
        return written


def few_wrong(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows until very many problems were noted in them, which is then the last."""
    told = 0
    for row in rows:
        yield row
        told += len(row.problems)
        if told > MOST_TOLD:
            row.refuse("study.too_many_problems", limit=MOST_TOLD)
            return


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


def read_table(file: str, raw: bytes, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Read a CSV file into rows.

    Parameters
    ----------
    file
        Name to give in problems.
    raw
        Content: UTF-8 with or without byte order mark, or Windows-1252; commas, semicolons or tabs.
    required, optional
        Columns, in English; Spanish heads are understood too. Columns whose head begins with
        ``note`` or ``nota`` are the planner's own and are passed over.

    Returns
    -------
    list of Row
        Without the blank rows.

    Raises
    ------
    PriorizarError
        With every problem of the file's form: size, header, quoting, rows too long.
    """
    lines = read_lines(file, raw)
    header = next(lines, None)
    if header is None:
        raise PriorizarError(Problem("study.empty_file", {}, file))
    line, heads = header
    columns = [_column(head, (*required, *optional)) for head in heads]
    problems = _header_problems(file, line, heads, columns, required, optional)
    rows: list[Row] = []
    for line, fields in lines:
        if len(problems) > MOST_TOLD:
            break
        if len(rows) >= MOST_ROWS:
            values = {"found": f"> {MOST_ROWS}", "limit": MOST_ROWS}
            problems.append(Problem("study.too_many_rows", values, file))
            break
        if len(fields) > len(columns) and any(part.strip() for part in fields[len(columns) :]):
            values = {"found": len(fields), "expected": len(columns)}
            problems.append(Problem("study.row_too_long", values, file, line))
        elif not problems and any(part.strip() for part in fields):
            cells = {name: cell_text(part) for name, part in zip(columns, fields, strict=False) if name}
            rows.append(Row(file, line, cells))
    if problems:
        raise PriorizarError(problems)
    return rows


def read_lines(file: str, raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give the records of a CSV file that are not blank, each with the line on which it begins.

    Raises
    ------
    PriorizarError
        Too large, not text, or not CSV.
    """
    if len(raw) > MAX_BYTES:
        raise too_large(file, MAX_BYTES)
    # Before it is split: what is written in one byte takes fifty as a cell.
    if max(raw.count(mark) for mark in (b",", b";", b"\t")) + raw.count(b"\n") > MOST_CELLS:
        raise PriorizarError(Problem("people.sheet_too_large", {"limit": MOST_CELLS}, file))
    written = decode(raw)
    if "\0" in written:
        raise PriorizarError(Problem("study.not_text", {}, file))
    control = CONTROL.search(written)
    if control is not None:
        line = written.count("\n", 0, control.start()) + 1
        raise PriorizarError(Problem("study.control_character", {}, file, line))
    return _lines(file, written)


def _lines(file: str, written: str) -> Iterator[tuple[int, list[str]]]:
    """Split into fields, each record with the line on which it begins."""
    start = written.lstrip("\r\n")[:10_000]
    first = re.sub(r'"[^"]*"', "", start).split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(_again(written), delimiter=separator, strict=True)
    before = 0
    try:
        for fields in reader:
            if fields and any(part.strip() for part in fields):
                yield before + 1, fields
            before = reader.line_num
    except csv.Error as error:
        raise PriorizarError(Problem("study.not_csv", {"said": str(error)}, file, before + 1)) from None


def cell_text(written: str) -> str:
    """Give what a cell says: no blanks around it, no apostrophe against formulas, nothing hidden."""
    return visible(as_said(written.strip()))


def _again(written: str) -> io.TextIOWrapper:
    """Give text line by line; kept as a stream of text it would take four bytes a character."""
    return io.TextIOWrapper(io.BytesIO(written.encode("utf-8", "surrogatepass")), "utf-8", newline="")


def _column(head: str, known: Sequence[str]) -> str:
    name = head.strip()
    if name in known:
        return name
    folded = fold(name)
    for column in known:
        if fold(column) == folded:
            return column
    return SPANISH_HEADS.get(folded, name)


def _header_problems(
    file: str,
    line: int,
    heads: Sequence[str],
    columns: Sequence[str],
    required: Sequence[str],
    optional: Sequence[str],
) -> list[Problem]:
    known = (*required, *optional)
    problems = [
        Problem("study.missing_column", {"column": column, "expected": ", ".join(required)}, file, line)
        for column in required
        if column not in columns
    ]
    for position, (head, column) in enumerate(zip(heads, columns, strict=True)):
        if column in known:
            if columns.index(column) < position and column not in columns[position + 1 :]:
                problems.append(Problem("study.column_twice", {"column": column}, file, line))
        elif column and not fold(column).startswith(("note", "nota")):
            guess = nearest(column, known) or ", ".join(known)
            problems.append(
                Problem("study.unknown_column", {"column": head.strip(), "guess": guess}, file, line)
            )
    return problems
