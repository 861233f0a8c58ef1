"""Taking evidence that somebody filled in into a study: what it would change, and writing it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from priorizar.errors import PriorizarError, Problem
from priorizar.files import write_whole
from priorizar.study import tables
from priorizar.study.bundled import bundled_folder
from priorizar.study.csv_source import read_lines, read_table
from priorizar.study.evidence_form import column_of, read_evidence
from priorizar.study.folder import read_bounded
from priorizar.study.model import Evidence, Study
from priorizar.study.places import Gazetteer

TABLE, SOURCES = "data/evidence.csv", "data/sources.csv"


@dataclass(frozen=True)
class Import:
    """What taking a file in would do.

    Parameters
    ----------
    study, after
        The study as it is, and as it would be.
    added, replaced, same
        How many statements are new, take the place of what the same source said of the same thing, or are
        there already.
    sources
        Ids of the sources that come with it.
    files
        The new content of each file that changes.
    """

    study: Study
    after: Study
    added: int
    replaced: int
    same: int
    sources: tuple[str, ...]
    files: Mapping[str, bytes]


def plan_import(study: Study, path: Path) -> Import:
    """Read a file of evidence and say what taking it in would do; nothing is written.

    A statement from the same source, on the same place, chain and criterion as one of the study takes its
    place; any other is added.

    Raises
    ------
    PriorizarError
        With every problem of the file, each at its cell.
    """
    filled = read_evidence(study, path)
    raw = read_bounded(study.folder / TABLE, TABLE)
    own = _own_statements(study, raw)
    already, said = set(own), set(filled.statements)
    new = [position for position, one in enumerate(filled.statements) if one not in already]
    touched = {_about(filled.statements[position]) for position in new}
    # What the same source said before goes, unless the file says it again.
    gone = [position for position, one in enumerate(own) if _about(one) in touched and one not in said]
    files = {TABLE: _merged(raw, gone, [filled.rows[position] for position in new])} if new else {}
    if filled.new_sources:
        files[SOURCES] = _merged(read_bounded(study.folder / SOURCES, SOURCES), (), filled.new_sources)
    leaving = set(gone)
    kept = [one for position, one in enumerate(own) if position not in leaving]
    after = replace(
        study,
        evidence=(*kept, *(filled.statements[position] for position in new)),
        sources={**study.sources, **filled.sources},
    )
    replaced = len({_about(own[position]) for position in gone})
    return Import(
        study,
        after,
        len(new) - min(replaced, len(new)),
        replaced,
        len(filled.statements) - len(new),
        tuple(filled.sources),
        files,
    )


def write_import(planned: Import, today: date | None = None) -> list[Path]:
    """Write what was planned, each file whole or not at all, and keep the old ones beside them.

    Returns
    -------
    list of Path
        The copies of the old files.

    Raises
    ------
    PriorizarError
        The bundled study, a file that changed since it was read, or one that cannot be written.
    """
    folder = planned.study.folder
    refuse_bundled(planned.study)
    old: dict[str, bytes] = {}
    for name in planned.files:
        old[name] = read_bounded(folder / name, name)
        if hashlib.sha256(old[name]).hexdigest() != planned.study.files[name]:
            raise PriorizarError(Problem("export.changed_meanwhile", {}, name))
    copies = []
    for name, content in old.items():
        copy = _copy_name(folder / name, today or date.today())
        write_whole(copy, content)
        copies.append(copy)
    written: list[str] = []
    try:
        # Sources first: evidence that cites one nobody knows would be a broken study.
        for name in sorted(planned.files, reverse=True):
            write_whole(folder / name, planned.files[name])
            written.append(name)
    except PriorizarError:
        for name in written:
            write_whole(folder / name, old[name])
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
    criteria = {one.id: one for chosen in study.criteria_sets.values() for one in chosen.leaf_criteria}
    rows = read_table(TABLE, raw, *tables.COLUMNS["evidence"])
    gazetteer = Gazetteer(study.provinces, study.chains)
    statements, problems = tables.evidence(rows, gazetteer, criteria, study.sources)
    if problems:
        raise PriorizarError(problems)
    return statements


def _merged(raw: bytes, gone: Iterable[int], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Give a table without some of its rows and with others at its end; the rest stays as it is."""
    (_, heads), *lines = read_lines("", raw)
    columns = [column_of(head) for head in heads]
    leaving = set(gone)
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(fields for position, (_, fields) in enumerate(lines) if position not in leaving)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return file.getvalue().encode()


def _copy_name(file: Path, today: date) -> Path:
    """Name the copy of an old file so that it sorts by date and is nobody else's."""
    number = 1
    while (copy := file.with_name(f"{file.stem}_{today.isoformat()}_{number}.csv")).exists():
        number += 1
    return copy
