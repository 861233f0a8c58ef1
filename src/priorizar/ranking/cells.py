"""What each cell of a decision matrix rests on: value, interval, basis, level, source and quote."""

from __future__ import annotations

from typing import TypedDict, cast

from priorizar.ranking.matrix import DecisionMatrix
from priorizar.ranking.naming import AlternativeId, AlternativeNames, id_of, named
from priorizar.ranking.ranking import matrix_of
from priorizar.study.model import BASES, LEVELS, Study, checked_study
from priorizar.study.scenario import Scenario


class Quotation(TypedDict):
    """The source and quote of a statement."""

    source: str
    quote: str


class CellRecord(AlternativeId):
    """A cell of the decision matrix by id.

    ``value``, ``low`` and ``high`` are in the criterion's unit; ``level`` is None for an unknown cell;
    ``what_if`` says whether a scenario supposes it.
    """

    criterion: str
    value: float
    low: float
    high: float
    basis: str
    level: str | None
    what_if: bool
    statements: list[Quotation]


class CellRow(AlternativeNames, CellRecord):
    """A cell with the names of its alternative and criterion."""

    criterion_name: str


def cell_records(study: Study, scenario: str | Scenario) -> list[CellRecord]:
    """Return one record a cell, alternative by alternative."""
    matrix = matrix_of(study, checked_study(study).scenario(scenario))
    return [one for row in range(len(matrix.alternatives)) for one in cells_of(matrix, row)]


def cells_of(matrix: DecisionMatrix, row: int) -> list[CellRecord]:
    """Return one record a cell of an alternative, in the order of the criteria."""
    records: list[CellRecord] = []
    for column, criterion in enumerate(matrix.criteria):
        found = matrix.evidence(row, column)
        level = int(matrix.level[row, column])
        records.append(
            {
                **id_of(matrix.alternatives[row]),
                "criterion": criterion.id,
                "value": float(matrix.value[row, column]),
                "low": float(matrix.low[row, column]),
                "high": float(matrix.high[row, column]),
                "basis": BASES[int(matrix.basis[row, column])],
                "level": LEVELS[level] if level >= 0 else None,
                "what_if": any(one.what_if for one in found),
                "statements": [{"source": one.source, "quote": one.quote} for one in found],
            }
        )
    return records


def cells(study: Study, scenario: str | Scenario, language: str = "es") -> list[CellRow]:
    """Return one row a cell, alternative by alternative, with names in a language.

    Returns
    -------
    list of dict
        Where (``department`` … ``chain_name``), ``criterion`` and ``criterion_name``, ``value``, ``low`` and
        ``high`` in the criterion's unit, ``basis``, ``level`` (None for an unknown cell), ``what_if`` and
        ``statements``: the source and quote of each statement it rests on.
    """
    scenario = checked_study(study).scenario(scenario)
    matrix = matrix_of(study, scenario)
    names = {one.id: one.name[language] for one in matrix.criteria}
    records = cell_records(study, scenario)
    rows = []
    for row in named(records, matrix.alternatives, language):
        worded = {}
        for key, value in row.items():
            worded[key] = value
            if key == "criterion":
                worded["criterion_name"] = names[value]
        rows.append(worded)
    return cast("list[CellRow]", rows)
