"""Context tables: what the study says around the ranking, for views that show it beside."""

from __future__ import annotations

from priorizar.arrays import one_of
from priorizar.errors import PriorizarError
from priorizar.files.csv_source import Row, read_table
from priorizar.files.folder import Folder
from priorizar.study.model import Study, checked_study
from priorizar.study.places import Gazetteer, UnknownNameError

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
    "extractive_context": ("indicator", "year", "department", "value", "unit", "note", "source"),
}
"""Columns of each context table; a study may lack any of them."""

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
}
"""The words a column may hold, where it is not blank."""

CHOSEN_BY_DEPARTMENT = ("instruments",)
"""Tables of which a department's rows are shown: one nobody knows would hide its row."""

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
    if not (folder.root / file).exists():
        return []
    rows = read_table(file, folder.read(file), CONTEXT[name])
    gazetteer = Gazetteer(study.provinces, study.chains)
    records = [_record(row, name, study, gazetteer) for row in rows]
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise PriorizarError(problems)
    return records


def _record(row: Row, name: str, study: Study, gazetteer: Gazetteer) -> Record:
    columns = CONTEXT[name]
    try:
        if name in CHOSEN_BY_DEPARTMENT and row["department"]:
            gazetteer.department(row["department"])
        if "province" in columns and row["province"]:
            gazetteer.province(row["province"])
        for chain in filter(None, (row["chain"] or row["chains"]).split(";")):
            gazetteer.chain(chain)
    except UnknownNameError as unknown:
        row.refuse(f"study.unknown_{unknown.kind}", name=unknown.name[:60], guess=unknown.guess)
    if row["source"] not in study.sources:
        row.refuse(
            "study.unknown_source", source=row["source"][:60], guess=", ".join(list(study.sources)[:6])
        )
    for column, known in CHOICES.items():
        if column in columns and row[column]:
            row.choice(column, known)
    return {column: row.number(column) if column in NUMBERS else row[column] for column in columns}
