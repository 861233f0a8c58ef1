"""Reading evidence that somebody filled in, in a workbook or a CSV file: every problem by its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from priorizar.errors import Path as Steps
from priorizar.errors import PriorizarError, Problem, Spot
from priorizar.files.csv_source import Row, refuse_many_cells
from priorizar.files.door import read_bounded, too_large
from priorizar.files.sheet import Cell, Sheet, read_csv
from priorizar.files.workbook_reading import MAX_BYTES, OLD_OR_LOCKED, read_workbook, read_workbook_apart
from priorizar.names import fold, suggest
from priorizar.reading import rows as tables
from priorizar.reading.vocabulary import BASIS_WORDS, basis_of, basis_word, column_of, language_of
from priorizar.study.criteria import Criterion, LevelsScale
from priorizar.study.model import Evidence, Source, Study
from priorizar.study.places import Gazetteer

EVIDENCE, SOURCES = (
    columns[0] + columns[1] for columns in (tables.COLUMNS["evidence"], tables.COLUMNS["sources"])
)
HEADS_WITHIN = 30
"""Rows at the top of a sheet among which the head of the table is looked for."""

MOST_ROWS = 10_000
MOST_CELLS = 300_000
"""What one file may hold: more is no hand's work, and would keep everybody waiting."""

LONGEST_NAME = 100


@dataclass(slots=True)
class CellRow(Row):
    """A row of a sheet, whose problems stand at the cell that they are about."""

    places: dict[str, Cell] = field(default_factory=dict)
    home: Cell | None = None

    def locate(self, path: Steps) -> Spot:
        """Find the cell of the column that a path begins with, or the first cell of the row."""
        cell = self.cell_of(path)
        return Spot(self.file, self.line) if cell is None else cell.spot

    def cell_of(self, path: Steps) -> Cell | None:
        """Return the cell of the column that a path begins with, or the first of the row."""
        return self.places.get(str(path[0]), self.home) if path else self.home

    def word(self, known: str) -> str:
        """Return a basis in the language of the sheet."""
        return basis_word(known, self.language) if known in BASIS_WORDS else known

    def take(self, problems: Iterable[Problem]) -> None:
        """Note problems, but those of cells that cannot be read at all: that was said already."""
        unreadable = any(one.fault is not None for one in self.places.values())
        for problem in problems:
            cell = self.cell_of(problem.path)
            if cell is not None and cell.fault is not None:
                continue
            if unreadable and problem.key in ("study.statement_twice", "study.source_says_two"):
                continue  # nobody knows what the row states
            Row.take(self, [problem])


@dataclass(frozen=True)
class Sent:
    """A file that somebody sent: its name, of which only the last part counts, and its content."""

    name: str
    content: bytes = field(repr=False)

    @property
    def shown(self) -> str:
        """Its name as problems give it."""
        last = re.split(r"[/\\]", self.name)[-1]
        return "".join(letter for letter in last if letter.isprintable())[:LONGEST_NAME]


@dataclass(frozen=True)
class Filled:
    """What a file states.

    Parameters
    ----------
    rows
        Each statement as a row of ``evidence.csv``.
    statements
        The same, read.
    new_sources
        Rows of ``sources.csv`` that the study does not have.
    sources
        The same, read, by id.
    notes
        What to look at that is no error.
    """

    rows: tuple[dict[str, str], ...]
    statements: tuple[Evidence, ...]
    new_sources: tuple[dict[str, str], ...]
    sources: Mapping[str, Source]
    notes: tuple[Problem, ...] = ()


def read_evidence(study: Study, source: Path | Sent) -> Filled:
    """Read evidence from a workbook (:func:`priorizar.report.evidence_form.evidence_form`) or a CSV file.

    What a file is shows in its content, not in its name. Chains, criteria, bases and levels may be written
    by any of their names.

    Raises
    ------
    PriorizarError
        With every problem of the file, each at its cell.
    """
    name = source.name if isinstance(source, Path) else source.shown
    if isinstance(source, Path):
        sheets = _sheets(name, read_bounded(source, name), read_workbook)
    else:
        # It came over a network, and others are served meanwhile.
        sheets = _sheets(name, source.content, read_workbook_apart)
    problems: list[Problem] = []
    tables_found = [(sheet, *found) for sheet in sheets if (found := _head(sheet)) is not None]
    stated = [one for one in tables_found if {"chain", "criterion"} <= set(one[2].values())]
    cited = [one for one in tables_found if {"id", "title"} <= set(one[2].values())]
    if not stated:
        raise PriorizarError(Problem("export.no_evidence_sheet", {"columns": EVIDENCE}, name))
    lines = sum(len(one[0].rows) for one in (*stated, *cited))
    if lines > MOST_ROWS:
        raise PriorizarError(Problem("study.too_many_rows", {"found": lines, "limit": MOST_ROWS}, name))
    rows = [row for one in stated for row in _rows(*one, EVIDENCE, tables.COLUMNS["evidence"][0], problems)]
    source_rows = [
        row
        for one in cited
        for row in _rows(*one, SOURCES, ("id", "title"), problems)
        if row["id"] not in study.sources
    ]
    sources, wrong = tables.by_key(source_rows, "id", tables.source)
    for row in source_rows:
        if row["id"] and not row["title"]:
            before = len(row.problems)
            row.missing("title")
            wrong += row.problems[before:]
    criteria = study.criteria
    for row in rows:
        _in_ids(row, criteria)
    gazetteer = Gazetteer(study.provinces, study.chains)
    statements, unread = tables.evidence(rows, gazetteer, criteria, {**study.sources, **sources})
    problems += [*wrong, *unread]
    if problems:
        raise PriorizarError(problems)
    if not statements:
        raise PriorizarError(Problem("export.nothing_filled", {}, name))
    return Filled(
        tuple(_written(row, statement, study) for row, statement in zip(rows, statements, strict=True)),
        tuple(statements),
        tuple({column: row[column] for column in SOURCES} for row in source_rows),
        sources,
        tuple(
            tables.unranked(
                zip((row.locate(("chain",)) for row in rows), statements, strict=True),
                study.alternatives,
                study.provinces,
            )
        ),
    )


def _sheets(name: str, raw: bytes, read: Callable[..., list[Sheet]]) -> list[Sheet]:
    if raw.startswith((b"PK", OLD_OR_LOCKED)):
        return read(name, raw, results=False)
    if len(raw) > MAX_BYTES:
        raise too_large(name, MAX_BYTES)
    refuse_many_cells(name, raw, MOST_CELLS)
    return [read_csv(name, raw)]


def _head(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """Find the head of the table of a sheet: its row, and the name of each column."""
    for row in sorted(sheet.rows)[:HEADS_WITHIN]:
        columns = {at: column_of(cell.text, EVIDENCE + SOURCES) for at, cell in sheet.rows[row].items()}
        names = set(columns.values())
        if {"chain", "criterion"} <= names or {"id", "title"} <= names:
            return row, columns
    return None


def _rows(
    sheet: Sheet,
    head: int,
    columns: Mapping[int, str],
    known: Sequence[str],
    required: Sequence[str],
    problems: list[Problem],
) -> Iterator[CellRow]:
    """Return the rows below the head; what cannot be read in them is a problem."""
    home = sheet.at(head, min(columns))
    missing = [name for name in required if name not in columns.values()]
    problems += [
        home.problem("study.missing_column", column=name, expected=tuple(required)) for name in missing
    ]
    for at, name in columns.items():
        if name not in known and not fold(name).startswith(("note", "nota")):
            values = {"column": name[:60], "guess": suggest(name, known)}
            problems.append(sheet.at(head, at).problem("study.unknown_column", **values))
        elif list(columns.values()).count(name) > 1 and name in known:
            problems.append(sheet.at(head, at).problem("study.column_twice", column=name))
    heads = {name: sheet.at(head, at).text for at, name in columns.items()}
    language = language_of(list(heads.values()))
    for line in sorted(sheet.rows):
        if line <= head:
            continue
        home = next(iter(sheet.rows[line].values()))
        row = CellRow(sheet.file, line, {}, heads=heads, language=language, home=home)
        for at, cell in sheet.rows[line].items():
            name = columns.get(at, "")
            if name not in known:
                continue
            if cell.fault is not None:
                key = "export.cell_formula" if cell.fault == "people.cell_formula" else cell.fault
                problems.append(cell.problem(key))
            row.cells[name] = cell.text
            row.places[name] = cell
        row.places |= {name: sheet.at(line, at) for at, name in columns.items() if name not in row.places}
        if row.cells:
            yield row


def _in_ids(row: CellRow, criteria: Mapping[str, Criterion]) -> None:
    """Put ids and numbers for what was chosen by name."""
    named = {
        fold(name): one.id
        for one in criteria.values()
        for label in (one.name, one.short)
        if label is not None
        for name in (label.es, label.en)
    }
    named |= {fold(name): name for name in criteria}
    row.cells["criterion"] = named.get(fold(row["criterion"]), row["criterion"])
    row.cells["basis"] = basis_of(row["basis"]) or row["basis"]
    criterion = criteria.get(row["criterion"])
    for column in ("value", "low", "high"):
        number, separated, _ = row[column].partition(tables.SEPARATOR)
        if separated and re.fullmatch(r"[-+]?[\d.,]+", number.strip()):
            row.cells[column] = number.strip()
        elif criterion is not None and isinstance(criterion.scale, LevelsScale):
            levels = {
                fold(label): level.value
                for level in criterion.scale.levels
                for label in (level.name.es, level.name.en)
            }
            said = levels.get(fold(row[column]))
            row.cells[column] = row[column] if said is None else f"{said:.12g}"


def _written(row: Row, statement: Evidence, study: Study) -> dict[str, str]:
    """Return a statement as the study's own file has it: ids, and names as the territory has them."""
    place = statement.place
    province = study.provinces[place.province] if place.province else None
    return {
        "department": place.department or "",
        "zone": place.zone or "" if province is None or row["zone"] else "",
        "province": province.name if province else "",
        "chain": statement.chain,
        "criterion": statement.criterion,
        **{column: row[column].replace(",", ".") for column in ("value", "low", "high")},
        "basis": statement.basis,
        "source": statement.source,
        "quote": statement.quote,
    }
