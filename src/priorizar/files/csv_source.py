"""Reading tables as spreadsheets save them: any encoding, separator and decimal sign they use."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from priorizar.errors import Column, Path, PriorizarError, Problem, Spot
from priorizar.files.atomic import as_said
from priorizar.files.door import decode, too_large
from priorizar.files.numbers import parse_number, unreadable
from priorizar.locale import Language
from priorizar.looks import visible
from priorizar.names import CONTROL, fold, suggest

MAX_BYTES = 10_000_000
"""Of a table: a hundred of memory come of each ten."""

MAX_FIELD = 20_000
MOST_ROWS = 50_000
MOST_CELLS = 3_000_000
MOST_TOLD = 1_000
"""Problems of a table; whoever has more has one of another kind, and nobody reads them."""
MOST_SHOWN = 60
"""Letters of a wrong head that are shown."""

# Heads of columns as a planner may write them in Spanish.
SPANISH_HEADS = {
    "departamento": "department",
    "zona": "zone",
    "provincia": "province",
    "cadena": "chain",
    "criterio": "criterion",
    "valor": "value",
    "mínimo": "low",
    "máximo": "high",
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
    "título": "title",
    "autor": "author",
    "año": "year",
}
_BY_SPANISH_HEAD = {fold(head): column for head, column in SPANISH_HEADS.items()}


@dataclass(slots=True)
class Row:
    """One row of a table, by column, with its place and the problems met in reading its cells.

    ``heads`` says how the table heads a column, where it does so in other words; ``language`` is that
    of its words, where it has any.
    """

    file: str
    line: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    heads: Mapping[str, str] = field(default_factory=dict)
    language: Language = "es"

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def locate(self, path: Path) -> Spot:
        """Find the line, whichever cell a problem is about."""
        return Spot(self.file, self.line)

    def head(self, column: str) -> str:
        """Return how the table heads a column."""
        return self.heads.get(column, column)

    def word(self, known: str) -> str:
        """Return one of the words that a cell may hold as this table has them."""
        return known

    def refuse(self, key: str, /, *path: str, **values: object) -> None:
        """Note a problem of this row, or of the cell of a column."""
        self.take([Problem(key, values, path=path)])

    def take(self, problems: Iterable[Problem]) -> None:
        """Note problems at the place of this row; their paths begin with a column."""
        self.problems += [problem.at(self) for problem in problems]

    def missing(self, column: str) -> None:
        """Note that a cell is blank that must not be."""
        self.refuse("study.missing_cell", column, column=Column(column))

    def number(
        self, column: str, ends: Mapping[str, str] | None = None, levels: Sequence[str] = ()
    ) -> float | None:
        """Read a cell as a number; blank is None, and what cannot be one is noted.

        ``ends`` and ``levels`` are for the advice, as :func:`~priorizar.files.numbers.unreadable` takes them.
        """
        written = self[column]
        if not written:
            return None
        try:
            return parse_number(written)
        except ValueError:
            self.take([unreadable(written, column, ends, levels)])
            return None

    def choice(self, column: str, known: Sequence[str]) -> str:
        """Read a cell that must be one of a few words."""
        written = self[column]
        if not written:
            self.missing(column)
        elif written not in known:
            words = tuple(self.word(one) for one in known)
            values = {"written": written[:40], "guess": suggest(written, words)}
            self.refuse("study.not_one_of", column, where=Column(column), **values)
        return written


def few_wrong(rows: Iterable[Row]) -> Iterator[Row]:
    """Return rows until very many problems were noted in them, which is then the last."""
    told = 0
    for row in rows:
        yield row
        told += len(row.problems)
        if told > MOST_TOLD:
            row.refuse("study.too_many_problems", limit=MOST_TOLD)
            return


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
    columns = [known_column(head, (*required, *optional)) or head.strip() for head in heads]
    said = {column: head.strip() for column, head in zip(columns, heads, strict=True) if column}
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
            rows.append(Row(file, line, cells, heads=said))
    if problems:
        raise PriorizarError(problems)
    return rows


def read_lines(file: str, raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """Return the records of a CSV file that are not blank, each with the line on which it begins.

    Raises
    ------
    PriorizarError
        Too large, not text, or not CSV.
    """
    if len(raw) > MAX_BYTES:
        raise too_large(file, MAX_BYTES)
    refuse_many_cells(file, raw, MOST_CELLS)
    written = decode(raw)
    if "\0" in written:
        raise PriorizarError(Problem("study.not_text", {}, file))
    control = CONTROL.search(written)
    if control is not None:
        line = written.count("\n", 0, control.start()) + 1
        raise PriorizarError(Problem("study.control_character", {}, file, line))
    return _lines(file, written)


def refuse_many_cells(file: str, raw: bytes, most: int) -> None:
    """Refuse CSV of more cells than it may have, before it is split: each byte may make fifty as a cell."""
    if max(raw.count(mark) for mark in (b",", b";", b"\t")) + raw.count(b"\n") > most:
        raise PriorizarError(Problem("people.sheet_too_large", {"limit": most}, file))


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
    """Return what a cell says: no blanks around it, no apostrophe against formulas, nothing hidden."""
    return visible(as_said(written.strip()))


def _again(written: str) -> io.TextIOWrapper:
    """Return text line by line; kept as a stream of text it would take four bytes a character."""
    return io.TextIOWrapper(io.BytesIO(written.encode("utf-8", "surrogatepass")), "utf-8", newline="")


def known_column(head: str, known: Iterable[str]) -> str | None:
    """Return the column that a head names, by one of the known names or in Spanish; None if it names none."""
    folded = fold(head)
    return next((name for name in known if fold(name) == folded), None) or _BY_SPANISH_HEAD.get(folded)


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
        Problem("study.missing_column", {"column": column, "expected": tuple(required)}, file, line)
        for column in required
        if column not in columns
    ]
    for position, (head, column) in enumerate(zip(heads, columns, strict=True)):
        if column in known:
            if columns.index(column) < position and column not in columns[position + 1 :]:
                problems.append(Problem("study.column_twice", {"column": column}, file, line))
        elif column and not fold(column).startswith(("note", "nota")):
            spanish = [head for head, name in SPANISH_HEADS.items() if name in known]
            values = {"column": head.strip()[:MOST_SHOWN], "guess": suggest(column, known, spanish)}
            problems.append(Problem("study.unknown_column", values, file, line))
    return problems
