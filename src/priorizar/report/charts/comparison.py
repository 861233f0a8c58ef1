"""Scenarios, and methods, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING, Literal

from priorizar.locale import Language, text
from priorizar.methods.wording import method_title
from priorizar.report.charts.colour import INK, colours, ink_along
from priorizar.report.charts.frame import (
    AXIS,
    LABEL,
    NAMES,
    STEP,
    WIDTH,
    Spec,
    Values,
    chart,
    if_room,
    rows_of_chart,
    size,
    tooltip,
)
from priorizar.report.charts.subjects import rows_of, title_of

if TYPE_CHECKING:
    from priorizar.questions.methods import MethodComparison
    from priorizar.ranking.comparison import Comparison


Measure = Literal["spearman", "kendall_tau_b", "ws"]

LETTER, NARROW = 6, 300
"""Width of a letter, and of a chart on a phone, in pixels."""
SHADE = 3
"""Agreement is shaded by its cube: most is near 1, and would all look the same."""


def scenario_bump(comparison: Comparison, group: str, language: Language = "es") -> Spec:
    """Show the place of each alternative of one group in each scenario, joined by lines.

    Alternatives that share a place share its label.
    """
    first = comparison.rankings[0]
    rows = [first.matrix.alternatives[row] for row in rows_of(first, group)]
    inside = {(one.province.ubigeo, one.chain.id) for one in rows}
    titles = _scenario_titles(comparison, language)
    records = [one for one in comparison.records() if (one["ubigeo"], one["chain"]) in inside]
    chains = {one.chain.id: one.chain.name[language] for one in rows}
    provinces = {one.province.ubigeo: one.province.name for one in rows}
    pooled = first.by != "province"
    values: Values = []
    for record in records:
        name = chains[record["chain"]] + (f" · {provinces[record['ubigeo']]}" if pooled else "")
        values += [
            {"chain": name, "scenario": title, "rank": record["rank"][id_]} for id_, title in titles.items()
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
        "axis": {
            "labelAngle": -25,
            "labelAlign": "left",
            "orient": "top",
            "labelLimit": LABEL,
            # A long name must not take the place of its neighbours'.
            "labelOverlap": False,
            "domain": False,
        },
    }
    y = {
        "field": "rank",
        "type": "quantitative",
        "title": text("report.axis_rank", language),
        "scale": {"reverse": True, "zero": False, "nice": False, "padding": 10},
        "axis": {"values": sorted({one["rank"] for one in values}), "format": "d", "grid": False, **AXIS},
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
    # Fitting a chart to its width reckons with axes, not with names beside the last points.
    longest = max((len(", ".join(held)) for held in ends.values()), default=0)
    beside = max(5, min(LABEL, LETTER * longest + 9 - NARROW // (2 * len(titles))))
    padding = {"left": 5, "top": 5, "right": beside, "bottom": 5}
    return chart(description, values, {"layer": layers, "padding": padding, **size(max(2, len(names)))})


def scenario_agreement_map(
    comparison: Comparison, language: Language = "es", measure: Measure = "spearman"
) -> Spec:
    """Show how far the order of each group by each scenario agrees with the first's."""
    first = comparison.rankings[0]
    titles = _scenario_titles(comparison, language)
    groups = {label: title_of(first, label) for label in first.groups.labels}
    places = {label: place for place, label in enumerate(groups, 1)}
    values: Values = [
        {"group": groups[one["group"]], "place": places[one["group"]], "scenario": titles[one["scenario"]]}
        | _cell(one[measure])
        for one in comparison.agreement()
    ]
    others = list(titles.values())[1:]
    x = {
        "field": "scenario",
        "type": "ordinal",
        "sort": others,
        "title": None,
        "axis": {"labelAngle": 0, "orient": "top", "labelLimit": WIDTH // len(others), "labelFlush": False},
    }
    shown = tooltip(
        group=text("charts.group", language),
        scenario=text("charts.scenario", language),
        said=text(f"charts.measure_{measure}", language),
    )
    said = "; ".join(
        f"{name}: " + ", ".join(f"{one['scenario']} {one['said']}" for one in values if one["group"] == name)
        for name in groups.values()
    )
    description = text(
        "charts.alt_scenarios",
        language,
        measure=text(f"charts.measure_{measure}", language),
        first=next(iter(titles.values())),
        values=said,
    )
    layers = _heat(x, rows_of_chart("group"), shown, {"fontSize": 11, **if_room(len(others), 28)})
    return chart(description, values, {"layer": layers, **size(len(groups))})


def method_agreement_map(
    found: MethodComparison,
    group: str,
    language: Language = "es",
    measure: Measure = "spearman",
) -> Spec:
    """Show how far each pair of methods agrees on the order of one group.

    Parameters
    ----------
    found
        From :func:`~priorizar.questions.methods.methods_side_by_side`.
    group
        Label of the group.
    language
        Of what is written on it.
    measure
        Of agreement: 1 is the same order.
    """
    pairs = [one for one in found.agreement if one["group"] == group]
    methods = list(dict.fromkeys([*(one["method"] for one in pairs), *(one["other"] for one in pairs)]))
    names = {name: method_title(one.method, language) for name, one in found.rankings.items()}
    places = {one: place for place, one in enumerate(methods, 1)}
    both = [(a, b, one[measure]) for one in pairs for a, b in _both_ways(one["method"], one["other"])]
    values: Values = [
        {"method": names[a], "place": places[a], "other": names[b], "column": places[b]} | _cell(value)
        for a, b, value in [*both, *((one, one, 1.0) for one in methods)]
    ]
    x = {
        "field": "other",
        "type": "nominal",
        "sort": {"field": "column", "op": "min"},
        "title": None,
        "axis": {**NAMES, "labelAngle": -60, "labelOverlap": False},
    }
    title = text(f"charts.measure_{measure}", language)
    shown = tooltip(
        method=text("charts.method", language), other=text("charts.other_method", language), said=title
    )
    said = "; ".join(_agrees(one, names, both, language) for one in methods)
    known = [value for _, _, value in both if value is not None]
    description = text(
        "charts.alt_methods",
        language,
        measure=title,
        group=title_of(found.first, group),
        median=_two(median(known)) if known else "–",
        values=said or "–",
    )
    layers = _heat(x, rows_of_chart("method"), shown, {"fontSize": 11, **if_room(len(methods), 24)})
    step = STEP + 2
    return chart(description, values, {"layer": layers, **size(max(1, len(methods)), step)})


def _agrees(
    method: str, names: Mapping[str, str], both: list[tuple[str, str, float | None]], language: Language
) -> str:
    """Find with which other method one agrees least."""
    others = [(value, names[b]) for a, b, value in both if a == method and value is not None]
    if not others:
        return f"{names[method]} –"
    least, other = min(others)
    return text("charts.agrees_least", language, method=names[method], least=_two(least), other=other)


def _both_ways(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)


def _cell(value: float | None) -> Spec:
    """Return a measure of agreement, its text and the colour of its letters; a dash where there is none."""
    shade = max(value or 0.0, 0.0) ** SHADE
    return {"value": value, "shade": shade, "ink": ink_along(shade), "said": _two(value)}


def _two(value: float | None) -> str:
    """Write a measure; what only rounds to 1 is not the same order."""
    if value is None:
        return "–"
    if value > 1 - 1e-9:
        return "1"
    return "≈1" if value >= 0.995 else f"{value:.2f}"


def _heat(x: Spec, y: Spec, shown: list[Spec], letters: Spec) -> list[Spec]:
    """Draw cells of agreement: the lighter the more alike."""
    colour = {
        "field": "shade",
        "type": "quantitative",
        "legend": None,
        "scale": {"scheme": "cividis", "domain": [0, 1]},
    }
    return [
        {"mark": {"type": "rect"}, "encoding": {"x": x, "y": y, "color": colour, "tooltip": shown}},
        {
            "mark": {"type": "text", **letters},
            "encoding": {"x": x, "y": y, "text": {"field": "said"}, "color": INK, "tooltip": shown},
        },
    ]


def _scenario_titles(comparison: Comparison, language: Language) -> dict[str, str]:
    """Heads of the scenarios by their name in the comparison's columns, each its own."""
    titles: dict[str, str] = {}
    for id_, ranking in zip(comparison.names, comparison.rankings, strict=True):
        title = str(ranking.scenario.name[language])
        titles[id_] = title if title not in titles.values() else id_
    return titles
