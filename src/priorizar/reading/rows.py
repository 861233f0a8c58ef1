"""The tables of ``data/``, row by row, into what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from priorizar.errors import Column, PriorizarError, Problem, Spot
from priorizar.files.csv_source import Row, few_wrong
from priorizar.names import MOST_SUGGESTED, fold, suggest
from priorizar.study.criteria import IDENTIFIER, Criterion, Label, LevelsScale
from priorizar.study.model import (
    BASES,
    Alternative,
    Chain,
    Contradiction,
    Evidence,
    Extractive,
    Place,
    Province,
    Source,
)
from priorizar.study.places import Gazetteer
from priorizar.study.statement import HEADS, statement

Item = TypeVar("Item")

AMOUNTS = ("value", "low", "high")
"""Columns of a statement that hold numbers in the criterion's unit."""

SEPARATOR = "·"
"""Between a level's number and its meaning, as drop-downs offer them."""

COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "territory": (
        ("ubigeo_inei", "province", "department", "zone"),
        ("capital", "altitude_m", "latitude", "longitude", "aliases"),
    ),
    "chains": (("id", "name_es", "name_en"), ("aliases", "sector", "extractive", "note")),
    "alternatives": (("province", "chain", "level"), ("department", "zone", "as_printed", "source")),
    "evidence": (
        (
            "department",
            "zone",
            "province",
            "chain",
            "criterion",
            "value",
            "low",
            "high",
            "basis",
            "source",
            "quote",
        ),
        (),
    ),
    "sources": (("id", "title"), ("author", "year", "locator", "url", "note")),
    "contradictions": (("id", "place", "says_es", "says_en", "chosen_es", "chosen_en"), ()),
}
"""Required and optional columns of each table."""


def by_key(
    rows: Sequence[Row], column: str, read: Callable[[Row], Item]
) -> tuple[dict[str, Item], list[Problem]]:
    """Read rows that each stand for one thing, by its id; an id twice is a problem."""
    items: dict[str, Item] = {}
    lines: dict[str, int] = {}
    for row in few_wrong(rows):
        key = row[column]
        if not key:
            row.missing(column)
        elif key in lines:
            row.refuse("study.id_twice", column, id=key, column=Column(column), line=lines[key])
        else:
            lines[key] = row.line
            items[key] = read(row)
    return items, [problem for row in rows for problem in row.problems]


def provinces(rows: Sequence[Row]) -> tuple[dict[str, Province], list[Problem]]:
    """Read ``territory.csv``.

    Codes that lack the first zero, which spreadsheets take away, are one problem for all, and count as if
    they had it: nothing else is to be said of them.
    """
    short = [row for row in rows if re.fullmatch(r"\d{3}", row["ubigeo_inei"])]
    written = tuple(row["ubigeo_inei"] for row in short)
    for row in short:
        row.cells["ubigeo_inei"] = row["ubigeo_inei"].zfill(4)
    found, problems = by_key(rows, "ubigeo_inei", province)
    if short:
        values = {
            "count": len(short),
            "codes": _few(written),
            "lines": _few(tuple(row.line for row in short)),
            "example": short[0]["ubigeo_inei"],
        }
        problems.insert(0, Problem("study.lost_zeros", values, path=("ubigeo_inei",)).at(short[0]))
    return found, problems


def names_of(rows: Iterable[Row]) -> frozenset[str]:
    """Gather every name by which rows of the territory, the chains or the sources may be called, folded."""
    columns = ("ubigeo_inei", "province", "department", "zone", "id", "name_es", "name_en")
    return frozenset(
        fold(name)
        for row in rows
        for name in (*(row[column] for column in columns), *_split(row["aliases"]))
        if name
    )


def province(row: Row) -> Province:
    """Read a row of ``territory.csv``."""
    for column in ("province", "department", "zone"):
        if not row[column]:
            row.missing(column)
    if not re.fullmatch(r"\d{4}", row["ubigeo_inei"]):
        row.refuse("study.bad_ubigeo", "ubigeo_inei", written=row["ubigeo_inei"][:40])
    return Province(
        ubigeo=row["ubigeo_inei"],
        name=row["province"],
        department=row["department"],
        zone=row["zone"],
        capital=row["capital"],
        altitude=row.number("altitude_m"),
        latitude=row.number("latitude"),
        longitude=row.number("longitude"),
        aliases=_split(row["aliases"]),
    )


def chain(row: Row) -> Chain:
    """Read a row of ``chains.csv``."""
    if not re.fullmatch(IDENTIFIER, row["id"]):
        row.refuse("study.bad_identifier", "id", where=Column("id"), written=row["id"][:60])
    extractive = row.choice("extractive", ("no", "disputed")) if row["extractive"] else "no"
    return Chain(
        id=row["id"],
        name=_label(row, "name"),
        aliases=_split(row["aliases"]),
        sector=row["sector"],
        extractive=cast("Extractive", extractive),
        note=row["note"],
    )


def source(row: Row) -> Source:
    """Read a row of ``sources.csv``."""
    return Source(
        **{column: row[column] for column in ("id", "title", "author", "year", "locator", "url", "note")}
    )


def contradiction(row: Row) -> Contradiction:
    """Read a row of ``contradictions.csv``."""
    return Contradiction(row["id"], row["place"], _label(row, "says"), _label(row, "chosen"))


def chain_names(rows: Sequence[Row]) -> list[Problem]:
    """Find names that would stand for two chains."""
    owners: dict[str, Row] = {}
    for row in rows:
        aliases = [("aliases", alias) for alias in _split(row["aliases"])]
        for column, name in [*((one, row[one]) for one in ("id", "name_es", "name_en")), *aliases]:
            owner = owners.setdefault(fold(name), row)
            if name and owner["id"] != row["id"]:
                row.refuse("study.name_of_two", column, name=name[:60], other=owner["id"], line=owner.line)
    return [problem for row in rows for problem in row.problems]


def alternatives(
    rows: Sequence[Row],
    gazetteer: Gazetteer,
    provinces: Mapping[str, Province],
    chains: Mapping[str, Chain],
    sources: Mapping[str, Source],
) -> tuple[list[Alternative], list[Problem]]:
    """Read ``alternatives.csv``: each chain once in each province."""
    found: list[Alternative] = []
    lines: dict[tuple[str, str], int] = {}
    for row in few_wrong(rows):
        level = row.choice("level", ("province", "group"))
        if row["source"]:
            _check_source(row, sources)
        where = _place(row, gazetteer)
        chain_id = _chain(row, gazetteer)
        if where is not None and where.province is None:
            row.missing("province")
        if where is None or where.province is None or chain_id is None or row.problems:
            continue
        pair = (where.province, chain_id)
        if pair in lines:
            values = {"province": row["province"], "chain": row["chain"], "line": lines[pair]}
            row.refuse("study.pair_twice", "chain", **values)
            continue
        lines[pair] = row.line
        found.append(
            Alternative(
                provinces[pair[0]],
                chains[pair[1]],
                "province" if level == "province" else "group",
                row["as_printed"],
                row["source"],
            )
        )
    return found, [problem for row in rows for problem in row.problems]


def evidence(
    rows: Sequence[Row],
    gazetteer: Gazetteer,
    criteria: Mapping[str, Criterion],
    sources: Mapping[str, Source],
) -> tuple[list[Evidence], list[Problem]]:
    """Read ``evidence.csv``.

    The same statement twice is a problem, and so is one source that says two things of the same on the same
    basis: their mean would be nobody's statement.
    """
    found: list[Evidence] = []
    lines: dict[Evidence, int] = {}
    said: dict[tuple[Place, str, str, str, str], int] = {}
    for row in few_wrong(rows):
        if row["source"]:
            _check_source(row, sources)
        else:
            row.missing("source")
        stated = one_evidence(row, gazetteer, criteria)
        if stated is None:
            continue
        about = (stated.place, stated.chain, stated.criterion, stated.source, stated.basis)
        if stated in lines:
            row.refuse("study.statement_twice", line=lines[stated])
        elif about in said:
            row.refuse("study.source_says_two", "value", source=stated.source, line=said[about], **HEADS)
        else:
            lines[stated] = said[about] = row.line
            found.append(stated)
    return found, [problem for row in rows for problem in row.problems]


def unranked(
    stated: Iterable[tuple[Spot, Evidence]],
    alternatives: Iterable[Alternative],
    provinces: Mapping[str, Province],
) -> list[Problem]:
    """Note statements that no ranking uses: no alternative is that chain in that place.

    Parameters
    ----------
    stated
        Each with where it stands.
    alternatives, provinces
        Of the study.

    Returns
    -------
    list of Problem
        One for all of them, at the first, or none.
    """
    ranked = {(one.chain.id, place) for one in alternatives for place in _places_of(one.province)}
    idle = [(spot, one) for spot, one in stated if (one.chain, one.place) not in ranked]
    if not idle:
        return []
    lines = tuple(dict.fromkeys(spot.line or spot.cell for spot, _ in idle))
    pairs = tuple(dict.fromkeys(f"{one.chain} – {_said_of(one.place, provinces)}" for _, one in idle))
    values = {"count": len(idle), "pairs": _few(pairs), "lines": _few(lines)}
    return [Problem("study.unranked_evidence", values, *idle[0][0])]


def _few(listed: tuple[Any, ...]) -> tuple[Any, ...]:
    return listed if len(listed) <= MOST_SUGGESTED else (*listed[:MOST_SUGGESTED], "…")


def _places_of(province: Province) -> tuple[Place, ...]:
    """Every place of which a statement holds in a province."""
    department, zone = province.department, province.zone
    return (
        Place(),
        Place(department),
        Place(None, zone),
        Place(department, zone),
        Place(department, zone, province.ubigeo),
    )


def _said_of(place: Place, provinces: Mapping[str, Province]) -> str:
    if place.province is not None:
        return provinces[place.province].name
    return " ".join(part for part in (place.department, place.zone) if part) or "*"


def one_evidence(row: Row, gazetteer: Gazetteer, criteria: Mapping[str, Criterion]) -> Evidence | None:
    """Read one statement; what is wrong with it is noted in the row.

    A blank ``value`` stands for the middle of ``low`` and ``high`` on the criterion's value
    scale; blank ``low`` and ``high`` stand for the value itself.
    """
    basis = row.choice("basis", BASES[1:])
    for column in ("chain", "criterion"):
        if not row[column]:
            row.missing(column)
    levels = _levels(criteria.get(row["criterion"]), row)
    unread = len(row.problems)
    numbers = {column: row.number(column, HEADS, levels) for column in AMOUNTS}
    readable = len(row.problems) == unread
    try:
        found = statement(
            gazetteer,
            criteria,
            department=row["department"],
            zone=row["zone"],
            province=row["province"],
            chain=row["chain"],
            criterion=row["criterion"],
            value=numbers["value"],
            low=numbers["low"],
            high=numbers["high"],
            basis=basis,
            source=row["source"],
            quote=row["quote"],
        )
    except PriorizarError as error:
        # Of numbers that could not be read nothing more is known, nor of names that are not there.
        row.take(
            one
            for one in error.problems
            if (readable or one.path[0] not in AMOUNTS)
            and (one.path[0] not in ("chain", "criterion") or row[str(one.path[0])])
        )
        return None
    return None if row.problems else found


def _levels(criterion: Criterion | None, row: Row) -> tuple[str, ...]:
    """Return the levels of a criterion as a sheet offers them; none if it has none."""
    if criterion is None or not isinstance(criterion.scale, LevelsScale):
        return ()
    language = row.language
    return tuple(level_label(level.value, level.name[language]) for level in criterion.scale.levels)


def level_label(value: float, name: str) -> str:
    """Format a level by its number and its meaning, as drop-downs offer it: ``3 · Demanda actual``."""
    return f"{value:g} {SEPARATOR} {name}"


def _check_source(row: Row, sources: Mapping[str, Source]) -> None:
    if row["source"] not in sources:
        values = {"source": row["source"][:60], "guess": suggest(row["source"], sources)}
        row.refuse("study.unknown_source", "source", **values)


def _place(row: Row, gazetteer: Gazetteer) -> Place | None:
    try:
        return gazetteer.place(row["department"], row["zone"], row["province"])
    except PriorizarError as error:
        row.take(error.problems)
        return None


def _chain(row: Row, gazetteer: Gazetteer) -> str | None:
    if not row["chain"]:
        row.missing("chain")
        return None
    try:
        return gazetteer.chain(row["chain"])
    except PriorizarError as error:
        row.take(one.within("chain") for one in error.problems)
        return None


def _label(row: Row, column: str) -> Label:
    texts = {language: row[f"{column}_{language}"] for language in ("es", "en")}
    for language, written in texts.items():
        if not written:
            row.missing(f"{column}_{language}")
    return Label.model_construct(es=texts["es"], en=texts["en"])


def _split(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(";") if part.strip())
