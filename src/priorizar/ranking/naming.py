"""Which alternative a record speaks of: by id in answers, with its names in tables that people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from priorizar.study.model import Alternative

Row = dict[str, Any]
"""A row of a table in words: its columns depend on the language, the criteria or the scenarios."""

Pair = tuple[str, str]
"""A province (UBIGEO) and a chain."""


class AlternativeId(TypedDict):
    """An alternative by id: a record of an answer begins with it."""

    ubigeo: str
    chain: str


class AlternativeNames(TypedDict):
    """What tables add to :class:`AlternativeId` for people to read."""

    department: str
    zone: str
    province: str
    chain_name: str


def id_of(alternative: Alternative) -> AlternativeId:
    """Return the id of an alternative."""
    return {"ubigeo": alternative.province.ubigeo, "chain": alternative.chain.id}


def pair_of(alternative: Alternative) -> Pair:
    """Return the id of an alternative as a key."""
    return alternative.province.ubigeo, alternative.chain.id


def named(
    records: Iterable[Mapping[str, Any]], alternatives: Iterable[Alternative], language: str
) -> list[Row]:
    """Return the records with the names of their alternatives where their ids stand.

    Parameters
    ----------
    records
        Each with the keys of :class:`AlternativeId`.
    alternatives
        Those that the records speak of, among any others.
    language
        Of the names.
    """
    names = {pair_of(one): one.record(language) for one in alternatives}
    return [_named(record, names) for record in records]


def _named(record: Mapping[str, Any], names: Mapping[Pair, Mapping[str, str]]) -> Row:
    row: Row = {}
    for key, value in record.items():
        if key == "ubigeo":
            row |= names[value, record["chain"]]
        elif key != "chain":
            row[key] = value
    return row
