"""Taking evidence that somebody filled in into a study: what it would change, and writing it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from priorizar.errors import PriorizarError, Problem
from priorizar.files.atomic import harmless, write_whole
from priorizar.files.csv_source import read_lines, read_table
from priorizar.files.door import read_bounded
from priorizar.files.lock import writing
from priorizar.files.tables import UnixLines
from priorizar.reading import rows as tables
from priorizar.reading.bundled import bundled_folder
from priorizar.reading.evidence_form import EVIDENCE, Sent, read_evidence
from priorizar.reading.evidence_form import SOURCES as SOURCE_COLUMNS
from priorizar.reading.vocabulary import column_of
from priorizar.study.model import Evidence, Study
from priorizar.study.places import Gazetteer

TABLE, SOURCES = "data/evidence.csv", "data/sources.csv"


@dataclass(frozen=True)
class Change:
    """What becomes of one statement of the file.

    Parameters
    ----------
    kind
        It is new, takes the place of what the same source said of the same thing, or is there already.
    statement
        As it would be.
    before
        What it takes the place of.
    """

    kind: Literal["added", "replaced", "same"]
    statement: Evidence
    before: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Import:
    """What taking a file in would do.

    Parameters
    ----------
    study, after
        The study as it is, and as it would be.
    changes
        One a statement of the file, in its order.
    sources
        Ids of the sources that come with it.
    files
        The new content of each file that changes.
    notes
        What to look at in the file that is no error.
    """

    study: Study
    after: Study
    changes: tuple[Change, ...]
    sources: tuple[str, ...]
    files: Mapping[str, bytes]
    notes: tuple[Problem, ...] = ()

    @property
    def added(self) -> int:
        """How many statements are new."""
        return self._count("added")

    @property
    def replaced(self) -> int:
        """How many take the place of what the same source said of the same thing."""
        return self._count("replaced")

    @property
    def same(self) -> int:
        """How many are there already."""
        return self._count("same")

    def _count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.changes)

    def rows(self, language: str = "es") -> list[dict[str, Any]]:
        """Return one record a statement of the file: what becomes of it, and what it says of what.

        ``values_before`` holds what the same source said before, in the criterion's unit.
        """
        criteria = self.study.criteria
        records = []
        for change in self.changes:
            one = change.statement
            code = one.place.province
            records.append(
                {
                    "change": change.kind,
                    "department": one.place.department or "",
                    "zone": one.place.zone or "",
                    "province": self.study.provinces[code].name if code else "",
                    "chain": one.chain,
                    "chain_name": self.study.chains[one.chain].name[language],
                    "criterion": one.criterion,
                    "criterion_name": criteria[one.criterion].name[language],
                    "values_before": [was.value for was in change.before],
                    "value": one.value,
                    "low": one.low,
                    "high": one.high,
                    "basis": one.basis,
                    "source": one.source,
                    "quote": one.quote,
                }
            )
        return records


def plan_import(study: Study, source: Path | Sent) -> Import:
    """Read a file of evidence and say what taking it in would do; nothing is written.

    A statement from the same source, on the same place, chain and criterion as one of the study takes its
    place; any other is added.

    Parameters
    ----------
    study
        What it would be taken into; it may be one that took evidence in before, in memory only.
    source
        A file, or the name and content of one that was sent.

    Raises
    ------
    PriorizarError
        With every problem of the file, each at its cell.
    """
    filled = read_evidence(study, source)
    already, said = set(study.evidence), set(filled.statements)
    new = [position for position, one in enumerate(filled.statements) if one not in already]
    touched = {_about(filled.statements[position]) for position in new}
    # What the same source said before goes, unless the file says it again.
    gone = [one for one in study.evidence if _about(one) in touched and one not in said]
    leaving = set(gone)
    files: dict[str, bytes] = {}
    if new:
        raw = read_bounded(study.folder / TABLE, TABLE)
        own = _own_statements(study, raw)
        rows = [position for position, one in enumerate(own) if one in leaving]
        files[TABLE] = _merged(raw, rows, [filled.rows[position] for position in new])
    if filled.new_sources:
        files[SOURCES] = _merged(read_bounded(study.folder / SOURCES, SOURCES), (), filled.new_sources)
    after = replace(
        study,
        evidence=(
            *(one for one in study.evidence if one not in leaving),
            *(filled.statements[position] for position in new),
        ),
        sources={**study.sources, **filled.sources},
        # What is in memory only has no file that says it.
        files={name: digest for name, digest in study.files.items() if name not in files},
    )
    changes = _changes(filled.statements, already, gone)
    return Import(study, after, tuple(changes), tuple(filled.sources), files, filled.notes)


def _changes(
    statements: Iterable[Evidence], already: Collection[Evidence], gone: Iterable[Evidence]
) -> Iterator[Change]:
    """Tell what becomes of each statement; the first on a thing takes the place of what was said of it."""
    before: dict[tuple[Any, ...], list[Evidence]] = {}
    for one in gone:
        before.setdefault(_about(one), []).append(one)
    for one in statements:
        if one in already:
            yield Change("same", one)
        else:
            replaced = tuple(before.pop(_about(one), ()))
            yield Change("replaced" if replaced else "added", one, replaced)


def write_import(
    planned: Import, today: date | None = None, waiting: Callable[[Problem], None] | None = None
) -> list[Path]:
    """Write what was planned, each file whole or not at all, and keep the old ones beside them.

    Another writer is waited for first, which ``waiting`` is told; what it wrote is not lost, for then the
    files have changed.

    Returns
    -------
    list of Path
        The copies of the old files.

    Raises
    ------
    PriorizarError
        The bundled study, one that took in evidence that was never written, a file that changed since it
        was read, or one that cannot be written.
    """
    refuse_bundled(planned.study)
    with writing(planned.study.folder, waiting):
        return _write(planned, today or date.today())


def _write(planned: Import, today: date) -> list[Path]:
    folder = planned.study.folder
    old: dict[str, bytes] = {}
    for name in planned.files:
        if name not in planned.study.files:
            raise PriorizarError(Problem("study.unwritten_evidence", {}, name))
        old[name] = read_bounded(folder / name, name)
        if hashlib.sha256(old[name]).hexdigest() != planned.study.files[name]:
            raise PriorizarError(Problem("export.changed_meanwhile", {}, name))
    copies = []
    for name, content in old.items():
        copy = _copy_name(folder / name, today)
        write_whole(copy, content)
        copies.append(copy)
    written: list[str] = []
    try:
        # Sources first: evidence that cites one nobody knows would be a broken study.
        for name in sorted(planned.files, reverse=True):
            write_whole(folder / name, planned.files[name], within=folder)
            written.append(name)
    except BaseException:  # also when somebody interrupts
        for name in written:
            write_whole(folder / name, old[name], within=folder)
        raise
    return copies


def refuse_bundled(study: Study) -> None:
    """Refuse to write into the study that comes with the program.

    Raises
    ------
    PriorizarError
        If it is that one.
    """
    if study.folder.resolve() == bundled_folder().resolve():
        raise PriorizarError(Problem("export.import_bundled"))


def _about(one: Evidence) -> tuple[Any, ...]:
    return one.place, one.chain, one.criterion, one.source


def _own_statements(study: Study, raw: bytes) -> list[Evidence]:
    """Read the study's own table again, a statement a row."""
    rows = read_table(TABLE, raw, *tables.COLUMNS["evidence"])
    gazetteer = Gazetteer(study.provinces, study.chains)
    statements, problems = tables.evidence(rows, gazetteer, study.criteria, study.sources)
    if problems:
        raise PriorizarError(problems)
    return statements


def _merged(raw: bytes, gone: Iterable[int], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return a table without some of its rows and with others at its end; the rest stays as it is."""
    (_, heads), *lines = read_lines("", raw)
    columns = [column_of(head, EVIDENCE + SOURCE_COLUMNS) for head in heads]
    leaving = set(gone)
    file = io.StringIO(newline="")
    writer = csv.writer(UnixLines(file), lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(fields for position, (_, fields) in enumerate(lines) if position not in leaving)
    # People open the table in a spreadsheet, which would run a quotation that begins with "=".
    writer.writerows([_cell(column, row.get(column, "")) for column in columns] for row in rows)
    return file.getvalue().encode()


def _cell(column: str, said: str) -> str:
    """Write a cell of a new row: a number as it is, any other text as no spreadsheet runs it."""
    return said if column in ("value", "low", "high") else harmless(said)


def _copy_name(file: Path, today: date) -> Path:
    """Name the copy of an old file so that it sorts by date and is nobody else's."""
    number = 1
    while (copy := file.with_name(f"{file.stem}_{today.isoformat()}_{number}.csv")).exists():
        number += 1
    return copy
