"""Context tables: what the study says around the ranking, for views that show it beside."""

from __future__ import annotations

from collections.abc import Callable

from priorizar.arrays import one_of
from priorizar.errors import PriorizarError
from priorizar.files.csv_source import Row, read_table
from priorizar.files.folder import Folder
from priorizar.names import suggest
from priorizar.study.model import Study, checked_study
from priorizar.study.places import Gazetteer

CONTEXT: dict[str, tuple[str, ...]] = {
    "bottlenecks": ("stage", "problem", "chain", "stage_from", "source"),
    "opportunities": ("stage", "opportunity", "chains", "named_as_printed", "source"),
    "instruments": (
        "instrument",
        "kind",
        "level",
        "department",
        "stage",
        "stage_from",
        "named_for",
        "chains",
        "named_as_printed",
        "quote",
        "source",
    ),
    "competites": (
        "name",
        "department",
        "province",
        "chain",
        "product_as_printed",
        "status",
        "type",
        "direct_beneficiaries",
        "direct_jobs",
        "indirect_jobs",
        "note",
        "source",
    ),
    "export_products": ("product", "demand", "chain", "match", "source"),
    "export_markets": (
        "country",
        "year",
        "current_products",
        "current_pct",
        "potential_products",
        "potential_pct",
        "source",
    ),
    "national_ranking": (
        "product",
        "chain",
        "year",
        "declared_rank",
        "position_in_list",
        "department",
        "source",
    ),
    "productive_vocation": ("zone", "department", "chains", "statement", "source"),
    "indicators": ("indicator", "name_es", "name_en", "meaning_es", "meaning_en", "source"),
    "extractive_context": ("indicator", "year", "department", "value", "unit", "note", "source"),
}
"""Columns of each context table; a study may lack any of the tables."""

OPTIONAL: dict[str, tuple[str, ...]] = {
    "bottlenecks": ("department",),  # where it was diagnosed; blank: everywhere
    "instruments": ("reservation",),  # whether the sentence doubts the instrument it names
}
"""Columns that a table may lack: they are then blank."""

NUMBERS = {
    "direct_beneficiaries",
    "direct_jobs",
    "indirect_jobs",
    "current_products",
    "current_pct",
    "potential_products",
    "potential_pct",
    "declared_rank",
    "position_in_list",
    "value",
    "year",
}

CHOICES = {
    "kind": ("fund", "investment", "programme", "governance", "strategy", "brand"),
    "level": ("national", "subnational"),
    "stage_from": ("printed", "assigned"),
    "reservation": ("yes",),
}
"""The words a column may hold, where it is not blank."""

CHOSEN_BY_DEPARTMENT = ("instruments", "bottlenecks")
"""Tables of which a department's rows are told from others: an unknown one would hide its row."""

Record = dict[str, str | float | None]


def read_context(study: Study, name: str) -> list[Record]:
    """Read one of the context tables.

    Parameters
    ----------
    study
        Whose folder it is read from.
    name
        One of :data:`CONTEXT`.

    Returns
    -------
    list of dict
        One record a row: text as written, numbers as numbers, blank numbers None; empty if the study
        has no such table.

    Raises
    ------
    PriorizarError
        With every problem of the table: its form, numbers, words that are none of :data:`CHOICES`, and
        chains, places or sources nobody knows.
    """
    one_of("name", name, CONTEXT)
    file = f"data/{name}.csv"
    folder = Folder(checked_study(study).folder, [])
    if not folder.has(file):
        return []
    rows = read_table(file, folder.read(file), CONTEXT[name], OPTIONAL.get(name, ()))
    gazetteer = Gazetteer(study.provinces, study.chains)
    records = [_record(row, name, study, gazetteer) for row in rows]
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise PriorizarError(problems)
    return records


def _record(row: Row, name: str, study: Study, gazetteer: Gazetteer) -> Record:
    columns = CONTEXT[name] + OPTIONAL.get(name, ())
    lookups: list[tuple[str, str, Callable[[str], object]]] = []
    if name in CHOSEN_BY_DEPARTMENT and row["department"]:
        lookups.append(("department", row["department"], gazetteer.department))
    if "province" in columns and row["province"]:
        lookups.append(("province", row["province"], gazetteer.province))
    named = "chain" if row["chain"] else "chains"
    lookups += [(named, chain, gazetteer.chain) for chain in filter(None, row[named].split(";"))]
    for column, written, find in lookups:
        try:
            find(written)
        except PriorizarError as error:
            row.take(one.within(column) for one in error.problems)
    if not row["source"]:
        row.missing("source")
    elif row["source"] not in study.sources:
        values = {"source": row["source"][:60], "guess": suggest(row["source"], study.sources)}
        row.refuse("study.unknown_source", "source", **values)
    for column, known in CHOICES.items():
        if column in columns and row[column]:
            row.choice(column, known)
    return {column: row.number(column) if column in NUMBERS else row[column] for column in columns}
