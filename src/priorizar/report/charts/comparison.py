"""Scenarios side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from priorizar.locale import Language, text
from priorizar.report.charts.frame import AXIS, LABEL, WIDTH, Spec, Values, chart, colours, size
from priorizar.report.charts.subjects import rows_of, title_of

if TYPE_CHECKING:
    from priorizar.comparison import Comparison


def scenario_bump(comparison: Comparison, group: str, language: Language = "es") -> Spec:
    """Show the place of each alternative of one group in each scenario, joined by lines.

    Alternatives that share a place share its label.
    """
    first = comparison.rankings[0]
    rows = [first.matrix.alternatives[row] for row in rows_of(first, group)]
    inside = {(one.province.ubigeo, one.chain.id) for one in rows}
    titles = _scenario_titles(comparison, language)
    records = [one for one in comparison.rows(language) if (one["ubigeo"], one["chain"]) in inside]
    pooled = first.by != "province"
    values: Values = []
    for record in records:
        name = record["chain_name"] + (f" · {record['province']}" if pooled else "")
        values += [
            {"chain": name, "scenario": title, "rank": record[f"rank_{id_}"]} for id_, title in titles.items()
        ]
    last = list(titles.values())[-1]
    ends: dict[int, list[str]] = {}
    for one in values:
        if one["scenario"] == last:
            ends.setdefault(one["rank"], []).append(one["chain"])
    names = list(dict.fromkeys(one["chain"] for one in values))
    x = {
        "field": "scenario",
        "type": "ordinal",
        "sort": list(titles.values()),
        "title": None,
        "axis": {"labelAngle": 0, "orient": "top", "labelLimit": WIDTH // len(titles), "domain": False},
    }
    y = {
        "field": "rank",
        "type": "quantitative",
        "title": text("report.axis_rank", language),
        "scale": {"reverse": True, "zero": False, "nice": False, "padding": 10},
        "axis": {"tickMinStep": 1, "format": "d", "grid": False, **AXIS},
    }
    colour = {"field": "chain", "type": "nominal", "legend": None, "scale": colours(names)}
    labels = [{"scenario": last, "rank": rank, "chain": ", ".join(held)} for rank, held in ends.items()]
    layers = [
        {
            "mark": {"type": "line", "point": {"size": 60, "filled": True}, "strokeWidth": 2},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        {
            "data": {"values": labels},
            "mark": {"type": "text", "align": "left", "dx": 9, "limit": 2 * LABEL},
            "encoding": {"x": x, "y": y, "text": {"field": "chain"}},
        },
    ]
    said = "; ".join(
        f"{name}: " + ", ".join(f"{one['scenario']} {one['rank']}" for one in values if one["chain"] == name)
        for name in names
    )
    description = text("report.alt_bump", language, group=title_of(first, group), places=said)
    return chart(description, values, {"layer": layers, **size(max(2, len(names)))})


def _scenario_titles(comparison: Comparison, language: Language) -> dict[str, str]:
    """Heads of the scenarios by their name in the comparison's columns, each its own."""
    titles: dict[str, str] = {}
    for id_, ranking in zip(comparison.names, comparison.rankings, strict=True):
        title = str(ranking.scenario.name[language])
        titles[id_] = title if title not in titles.values() else id_
    return titles
