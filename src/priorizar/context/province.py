"""What the context tables say around one province: of its department, its zone and its chains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from priorizar.context.tables import Record, read_context
from priorizar.names import fold, spanish_order
from priorizar.study.model import Study
from priorizar.study.places import Gazetteer


@dataclass(frozen=True)
class ProvinceContext:
    """Rows of the context tables, as :func:`~priorizar.context.tables.read_context` gives them.

    Parameters
    ----------
    indicators
        Of ``extractive_context``: those of the department by id, each from its first year to its last.
    described
        Of ``indicators``: what an indicator is called and what it means, by id.
    vocations
        Of ``productive_vocation``: those on its department, its zone, or its zone within its department.
    positions
        Of ``national_ranking``: those of its department on chains of the province.
    unplaced, unlisted
        Chains of the province, as Spanish sorts: that the national ranking lists without naming the
        department, and that it does not list.
    products
        Of ``export_products``: those of chains that are ranked in the province.
    markets
        Of ``export_markets``, which names no place.
    competites, competites_elsewhere
        Of ``competites``: those in the province, and those elsewhere in its department or of which the
        source does not say the province.
    """

    indicators: dict[str, tuple[Record, ...]]
    described: dict[str, Record]
    vocations: tuple[Record, ...]
    positions: tuple[Record, ...]
    unplaced: tuple[str, ...]
    unlisted: tuple[str, ...]
    products: tuple[Record, ...]
    markets: tuple[Record, ...]
    competites: tuple[Record, ...]
    competites_elsewhere: tuple[Record, ...]


def province_context(study: Study, ubigeo: str) -> ProvinceContext:
    """Gather what is said around a province.

    Parameters
    ----------
    study
        Whose tables are read; of a table that it lacks there is nothing.
    ubigeo
        Of the province.

    Raises
    ------
    PriorizarError
        A table that cannot be read.
    """
    province = study.provinces[ubigeo]
    gazetteer = Gazetteer(study.provinces, study.chains)
    department, zone = fold(province.department), fold(province.zone)
    there = [one.chain for one in study.alternatives if one.province.ubigeo == ubigeo]
    chains = [one.id for one in sorted(there, key=lambda one: spanish_order(one.name.es))]

    def with_ids(table: str) -> list[Record]:
        return [
            row | {"chain": gazetteer.chain(str(row["chain"])) if row["chain"] else ""}
            for row in read_context(study, table)
        ]

    def of_department(rows: Iterable[Record]) -> list[Record]:
        return [row for row in rows if fold(str(row["department"])) == department]

    indicators: dict[str, list[Record]] = {}
    for row in of_department(read_context(study, "extractive_context")):
        indicators.setdefault(str(row["indicator"]), []).append(row)
    here: list[Record] = []
    elsewhere: list[Record] = []
    for row in of_department(read_context(study, "competites")):
        name = str(row["province"])
        inside = bool(name) and gazetteer.province(name, province.department).ubigeo == ubigeo
        (here if inside else elsewhere).append(row)
    ranked = with_ids("national_ranking")
    listed = {row["chain"] for row in ranked}
    positions = [row for row in of_department(ranked) if row["chain"] in chains]
    placed = {row["chain"] for row in positions}
    return ProvinceContext(
        {name: tuple(sorted(rows, key=_year)) for name, rows in indicators.items()},
        {str(row["indicator"]): row for row in read_context(study, "indicators")},
        tuple(
            row
            for row in read_context(study, "productive_vocation")
            if (row["zone"] or row["department"])
            and fold(str(row["zone"])) in ("", zone)
            and fold(str(row["department"])) in ("", department)
        ),
        tuple(positions),
        tuple(one for one in chains if one in listed - placed),
        tuple(one for one in chains if one not in listed),
        tuple(row for row in with_ids("export_products") if row["chain"] in chains),
        tuple(read_context(study, "export_markets")),
        tuple(here),
        tuple(elsewhere),
    )


def _year(row: Record) -> float:
    year = row["year"]
    return year if isinstance(year, float) else 0.0
