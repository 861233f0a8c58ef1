"""What a report says of what it rests on: evidence, gaps, contradictions, sources, manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from priorizar.study.model import BASES

if TYPE_CHECKING:
    from priorizar.report.findings import Findings
    from priorizar.report.phrases import Phrases
    from priorizar.study.model import Evidence

Fields = dict[str, Any]


def evidence(found: Findings, say: Phrases) -> Fields:
    """Describe what the order rests on, and where nothing is known."""
    matrix, rows = found.ranking.matrix, found.rows
    basis, language = matrix.basis[rows], say.language
    by_criterion = [
        {"criterion": one.name[language], "cells": len(rows)}
        | {name: _of(int((basis[:, column] == at).sum()), len(rows), say) for at, name in enumerate(BASES)}
        for column, one in enumerate(matrix.criteria)
    ]
    by_province = []
    for ubigeo in found.groups:
        own = [row for row in rows if matrix.alternatives[row].province.ubigeo == ubigeo]
        known = matrix.known[own]
        lacking = [say.wording.criterion(int(column)) for column in np.flatnonzero(~known.any(axis=0))]
        by_province.append(
            {
                "province": found.study.provinces[ubigeo].name,
                "cells": int(known.size),
                "known": say.percent(float(known.mean())),
                "nothing_on": ", ".join(lacking) or "–",
            }
        )
    return {
        "about": [say.of("report.evidence_about")],
        "by_criterion": by_criterion,
        "by_province": by_province,
    }


def _of(part: int, whole: int, say: Phrases) -> str:
    return f"{part} ({say.percent(part / whole)})" if part else "0"


def contradictions(found: Findings, say: Phrases) -> list[Fields]:
    """List what the source says twice and differently, and what was chosen."""
    return [
        {
            "id": one.id,
            "place": one.place,
            "says": one.says[say.language],
            "chosen": one.chosen[say.language],
        }
        for one in found.study.ledger
    ]


def statements(found: Findings, say: Phrases) -> list[Fields]:
    """List every statement that a cell of the report rests on, with its source and words."""
    matrix, language = found.ranking.matrix, say.language
    used: dict[int, Evidence] = {}
    for row in found.rows:
        for column in range(len(matrix.criteria)):
            used |= {id(one): one for one in matrix.evidence(row, column)}
    names = {one.id: one.heading(language) for one in matrix.criteria}
    order = {name: at for at, name in enumerate(names)}
    listed = sorted(used.values(), key=lambda one: (order[one.criterion], one.chain))
    lines = []
    for one in listed:
        source = found.study.sources.get(one.source)
        chain = found.study.chains[one.chain].name[language] if one.chain in found.study.chains else one.chain
        lines.append(
            {
                "criterion": names[one.criterion],
                "chain": chain,
                "place": _place(found, one, say),
                "value": f"{say.wording.bare(one.value)}"
                + (f" ({say.interval(one.low, one.high)})" if one.low != one.high else ""),
                "basis": say.of(f"explanation.basis_{one.basis}"),
                "source": one.source if source is None else source.locator or source.title,
                "quote": one.quote,
            }
        )
    return lines


def _place(found: Findings, one: Evidence, say: Phrases) -> str:
    if one.place.province is not None:
        return found.study.provinces[one.place.province].name
    zone = say.of("report.zone", zone=one.place.zone) if one.place.zone else ""
    return ", ".join(filter(None, [one.place.department, zone])) or say.of("report.everywhere")


def sources(found: Findings) -> list[Fields]:
    """List the sources of the study."""
    return [
        {name: getattr(one, name) for name in ("id", "title", "author", "year", "locator", "url", "note")}
        for one in found.study.sources.values()
    ]


def manifest_lines(made: Fields, say: Phrases) -> list[Fields]:
    """Lay the manifest out as lines to print: what stands in it, and its content."""
    lines = [
        {"key": say.of("report.made_at"), "content": str(made["time"])},
        {"key": say.of("report.made_with"), "content": _pairs(made["versions"])},
        {"key": say.of("report.made_draws"), "content": _pairs(made["robustness"])},
        {"key": say.of("report.made_method"), "content": json.dumps(made["method"], ensure_ascii=False)},
        {"key": say.of("report.made_weights"), "content": json.dumps(made["weights"], ensure_ascii=False)},
        {"key": say.of("report.made_scenario"), "content": json.dumps(made["scenario"], ensure_ascii=False)},
    ]
    return lines + [{"key": file, "content": digest} for file, digest in made["files"].items()]


def _pairs(values: Fields) -> str:
    return ", ".join(f"{key} {value}" for key, value in values.items())
