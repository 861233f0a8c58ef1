"""What the page of the evidence shows of each cell: its mark in the matrix, and all that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from priorizar.app.session.chosen import Chosen
from priorizar.app.words import say
from priorizar.names import spanish_order
from priorizar.ranking.cells import CellRow, cells
from priorizar.ranking.ranking import matrix_of
from priorizar.report.charts.colour import ink_on
from priorizar.report.charts.evidence import BASIS_COLOURS, meaning
from priorizar.study.criteria import Criterion, LevelsScale
from priorizar.study.model import Source

Record = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """What one cell rests on, in words.

    Parameters
    ----------
    title
        Chain and criterion.
    facts
        Term and description, in the order they are read.
    levels
        Each level of the rubric, and whether the value is it or lies beside it.
    statements
        Quote and source of each statement.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, bool], ...] = ()
    statements: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class ProvinceCells:
    """The cells of the province looked at, by chain and criterion, and the criteria they stand under."""

    records: dict[tuple[str, str], CellRow]
    criteria: tuple[Criterion, ...]


def province_cells(chosen: Chosen) -> ProvinceCells:
    """Return the cells of the province, the chains as Spanish sorts them."""
    there = [
        one
        for one in cells(chosen.study, chosen.stated, chosen.language)
        if one["ubigeo"] == chosen.province.ubigeo
    ]
    there.sort(key=lambda one: spanish_order(one["chain_name"]))
    records = {(one["chain"], one["criterion"]): one for one in there}
    return ProvinceCells(records, matrix_of(chosen.study, chosen.stated).criteria)


def heads(found: ProvinceCells, language: str) -> list[dict[str, str]]:
    """Return the columns of the matrix."""
    return [
        {"id": one.id, "name": one.heading(language), "help": str(one.name[language])}
        for one in found.criteria
    ]


def legend() -> list[dict[str, str]]:
    """Return letter, name and colour of each basis, the strongest first."""
    return [
        {
            "basis": basis,
            "mark": say(f"evidence_page.mark_{basis}"),
            "name": _basis(basis),
            "colour": colour,
            "ink": ink_on(colour),
        }
        for basis, colour in BASIS_COLOURS.items()
    ]


def _basis(basis: str) -> str:
    name, meant = say(f"charts.basis_{basis}"), say(f"evidence_page.basis_{basis}")
    return f"{name}: {meant}"


def matrix_rows(found: ProvinceCells) -> list[Record]:
    """Return a row a chain, with its cells in the order of the criteria."""
    chains = {chain: one["chain_name"] for (chain, _), one in found.records.items()}
    return [
        {
            "id": chain,
            "name": name,
            "cells": [_cell(found.records[chain, one.id]) for one in found.criteria],
        }
        for chain, name in chains.items()
    ]


def _cell(record: CellRow) -> Record:
    known = record["basis"] != "unknown"
    return {
        "basis": record["basis"],
        "mark": say(f"evidence_page.mark_{record['basis']}"),
        "amount": f"{record['value']:g}" if known else "",
        "said": told(record),
    }


def told(record: CellRow) -> str:
    """Describe a cell in one sentence."""
    about = {"chain": record["chain_name"], "criterion": record["criterion_name"]}
    if record["basis"] == "unknown":
        return say("evidence_page.cell_unknown", **about)
    return say(
        "evidence_page.cell_known",
        **about,
        value=f"{record['value']:g}",
        basis=say(f"charts.basis_{record['basis']}"),
        place=_place(record),
    )


def account(chosen: Chosen, found: ProvinceCells, chain: str, criterion: str) -> Account:
    """Describe all that a cell rests on."""
    record = found.records[chain, criterion]
    asked = next(one for one in found.criteria if one.id == criterion)
    title = f"{record['chain_name']} · {record['criterion_name']}"
    between = say("evidence_page.between", low=f"{record['low']:g}", high=f"{record['high']:g}")
    basis = _basis(record["basis"])
    facts = [(say("evidence_page.fact_basis"), basis)]
    known = record["basis"] != "unknown"
    if known:
        value = meaning(asked, record["value"], chosen.language)
        if isinstance(asked.scale, LevelsScale):
            value = f"{record['value']:g} · {value}"
        facts = [
            (say("evidence_page.fact_value"), value),
            (say("evidence_page.fact_interval"), between),
            *facts,
            (say("evidence_page.fact_level"), _place(record)),
        ]
    else:
        counts = say(f"evidence_page.unknown_{chosen.stated.unknown}", value=f"{record['value']:g}")
        facts += [
            (say("evidence_page.fact_interval"), between),
            (say("evidence_page.fact_counts"), counts),
        ]
    if asked.description is not None:
        facts.append((say("evidence_page.fact_asks"), str(asked.description[chosen.language])))
    if record["what_if"]:
        facts.append((say("evidence_page.fact_supposed"), say("evidence_page.supposed")))
    statements = tuple(
        (str(one["quote"]), _source(one["source"], chosen.study.sources.get(one["source"])))
        for one in record["statements"]
    )
    if statements[1:]:
        facts.append((say("evidence_page.fact_several"), say("evidence_page.several")))
    return Account(title, tuple(facts), _levels(asked, record, chosen.language), statements)


def _levels(criterion: Criterion, record: CellRow, language: str) -> tuple[tuple[str, bool], ...]:
    """Return every level of a rubric; marked are those that the value is, or lies between."""
    scale = criterion.scale
    if not isinstance(scale, LevelsScale):
        return ()
    value, levels = record["value"], scale.levels
    below = max((one.value for one in levels if one.value <= value), default=value)
    above = min((one.value for one in levels if one.value >= value), default=value)
    known = record["basis"] != "unknown"
    return tuple(
        (f"{one.value:g} · {one.name[language]}", known and one.value in (below, above)) for one in levels
    )


def _place(record: CellRow) -> str:
    """Describe for where the statement was made that the cell rests on."""
    return say(
        f"evidence_page.level_{record['level']}",
        province=record["province"],
        department=record["department"],
        zone=record["zone"],
    )


def _source(id_: str, source: Source | None) -> str:
    """Name a source with all that tells where to find it."""
    if source is None:
        return id_ or say("evidence_page.no_source")
    parts = (source.author, source.title, source.year, source.locator, source.url, source.note)
    return " · ".join(part for part in parts if part)
