"""The evidence and sources of a study as the files that hold them: what a session took in, to be kept."""

from __future__ import annotations

from typing import Any

from priorizar.files.tables import to_csv
from priorizar.reading.rows import COLUMNS
from priorizar.study.model import Study


def evidence_csv(study: Study) -> bytes:
    """Write ``evidence.csv`` with every statement of a study, a row each.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    records: list[dict[str, Any]] = []
    for one in study.evidence:
        code = one.place.province
        records.append(
            {
                "department": one.place.department or "",
                # A province brings its zone with it.
                "zone": "" if code else one.place.zone or "",
                "province": study.provinces[code].name if code else "",
                "chain": one.chain,
                "criterion": one.criterion,
                "value": _number(one.value),
                "low": _number(one.low),
                "high": _number(one.high),
                "basis": one.basis,
                "source": one.source,
                "quote": one.quote,
            }
        )
    return to_csv(records)


def sources_csv(study: Study) -> bytes:
    """Write ``sources.csv`` with every source of a study, a row each."""
    required, optional = COLUMNS["sources"]
    return to_csv(
        [{name: getattr(one, name) for name in (*required, *optional)} for one in study.sources.values()]
    )


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value
