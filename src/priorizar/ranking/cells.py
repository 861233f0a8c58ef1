"""What each cell of a decision matrix rests on: value, interval, basis, level, source and quote."""

from __future__ import annotations

from typing import Any

from priorizar.ranking.ranking import matrix_of
from priorizar.study.model import BASES, LEVELS, Study, checked_study
from priorizar.study.scenario import Scenario


def cells(study: Study, scenario: str | Scenario, language: str = "es") -> list[dict[str, Any]]:
    """Give one record a cell, alternative by alternative.

    Returns
    -------
    list of dict
        Where (``department`` … ``chain_name``), ``criterion`` and ``criterion_name``, ``value``, ``low`` and
        ``high`` in the criterion's unit, ``basis``, ``level`` (None for an unknown cell), ``what_if`` and
        ``statements``: the source and quote of each statement it rests on.
    """
    matrix = matrix_of(study, checked_study(study).scenario(scenario))
    records = []
    for row, alternative in enumerate(matrix.alternatives):
        for column, criterion in enumerate(matrix.criteria):
            found = matrix.evidence(row, column)
            level = int(matrix.level[row, column])
            records.append(
                {
                    **alternative.record(language),
                    "criterion": criterion.id,
                    "criterion_name": criterion.name[language],
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
