"""The tables of ``data/``, row by row, into what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from priorizar.errors import Problem
from priorizar.files.csv_source import Row, few_wrong
from priorizar.names import fold, nearest
from priorizar.study.criteria import Criterion, Label
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
from priorizar.study.places import Gazetteer, UnknownNameError

Item = TypeVar("Item")

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
            row.refuse("study.missing_cell", column=column)
        elif key in lines:
            row.refuse("study.id_twice", id=key, column=column, line=lines[key])
        else:
            lines[key] = row.line
            items[key] = read(row)
    return items, [problem for row in rows for problem in row.problems]


def province(row: Row) -> Province:
    """Read a row of ``territory.csv``."""
    for column in ("province", "department", "zone"):
        if not row[column]:
            row.refuse("study.missing_cell", column=column)
    if not re.fullmatch(r"\d{4}", row["ubigeo_inei"]):
        row.refuse("study.bad_ubigeo", written=row["ubigeo_inei"][:40])
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
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", row["id"]):
        row.refuse("study.bad_identifier", where="id", written=row["id"][:60])
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
        for name in (row["id"], row["name_es"], row["name_en"], *_split(row["aliases"])):
            owner = owners.setdefault(fold(name), row)
            if name and owner["id"] != row["id"]:
                row.refuse("study.name_of_two", name=name[:60], other=owner["id"], line=owner.line)
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
            row.refuse("study.missing_cell", column="province")
        if where is None or where.province is None or chain_id is None or row.problems:
            continue
        pair = (where.province, chain_id)
        if pair in lines:
            row.refuse("study.pair_twice", province=row["province"], chain=row["chain"], line=lines[pair])
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
    """Read ``evidence.csv``; the same statement twice is a problem."""
    found: list[Evidence] = []
    lines: dict[Evidence, int] = {}
    for row in few_wrong(rows):
        if row["source"]:
            _check_source(row, sources)
        else:
            row.refuse("study.missing_cell", column="source")
        statement = one_evidence(row, gazetteer, criteria)
        if statement is None:
            continue
        if statement in lines:
            row.refuse("study.statement_twice", line=lines[statement])
            continue
        lines[statement] = row.line
        found.append(statement)
    return found, [problem for row in rows for problem in row.problems]


def one_evidence(
    row: Row, gazetteer: Gazetteer, criteria: Mapping[str, Criterion], *, what_if: bool = False
) -> Evidence | None:
    """Read one statement; what is wrong with it is noted in the row.

    A blank ``value`` stands for the middle of ``low`` and ``high`` on the criterion's value
    scale; blank ``low`` and ``high`` stand for the value itself.
    """
    basis = row.choice("basis", BASES[1:])
    where = _place(row, gazetteer)
    chain_id = _chain(row, gazetteer)
    criterion = criteria.get(row["criterion"])
    if criterion is None:
        guess = nearest(row["criterion"], criteria) or ", ".join(criteria)
        row.refuse("study.unknown_criterion", criterion=row["criterion"][:60], guess=guess)
    given = {column: row.number(column) for column in ("value", "low", "high")}
    if criterion is None or where is None or chain_id is None or row.problems:
        return None
    interval = _interval(row, criterion, given["value"], given["low"], given["high"])
    if interval is None:
        return None
    return Evidence(where, chain_id, criterion.id, *interval, basis, row["source"], row["quote"], what_if)


def _interval(
    row: Row, criterion: Criterion, value: float | None, low: float | None, high: float | None
) -> tuple[float, float, float] | None:
    if value is None and (low is None or high is None):
        row.refuse("study.no_value")
        return None
    low = value if low is None else low
    high = value if high is None else high
    assert low is not None  # noqa: S101 - for the type checker: a value or both ends were given
    assert high is not None  # noqa: S101
    scale = criterion.scale
    shown = {"criterion": criterion.id, "low": f"{scale.low:g}", "high": f"{scale.high:g}"}
    for number in (value, low, high):
        if number is not None and not scale.low <= number <= scale.high:
            row.refuse("study.outside_scale", written=f"{number:g}", **shown)
            return None
    if low > high or (value is not None and not low <= value <= high):
        row.refuse(
            "study.interval_order",
            value="" if value is None else f"{value:g}",
            low=f"{low:g}",
            high=f"{high:g}",
        )
        return None
    return criterion.between(low, high) if value is None else value, low, high


def _check_source(row: Row, sources: Mapping[str, Source]) -> None:
    if row["source"] not in sources:
        guess = nearest(row["source"], sources) or ", ".join(list(sources)[:6])
        row.refuse("study.unknown_source", source=row["source"][:60], guess=guess)


def _place(row: Row, gazetteer: Gazetteer) -> Place | None:
    try:
        return gazetteer.place(row["department"], row["zone"], row["province"])
    except UnknownNameError as unknown:
        row.refuse(f"study.unknown_{unknown.kind}", name=unknown.name[:60], guess=unknown.guess)
        return None


def _chain(row: Row, gazetteer: Gazetteer) -> str | None:
    try:
        return gazetteer.chain(row["chain"])
    except UnknownNameError as unknown:
        row.refuse("study.unknown_chain", name=unknown.name[:60], guess=unknown.guess)
        return None


def _label(row: Row, column: str) -> Label:
    texts = {language: row[f"{column}_{language}"] for language in ("es", "en")}
    for language, written in texts.items():
        if not written:
            row.refuse("study.missing_cell", column=f"{column}_{language}")
    return Label.model_construct(es=texts["es"], en=texts["en"])


def _split(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(";") if part.strip())
