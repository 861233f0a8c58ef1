"""What of an order survives what nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from priorizar.locale import Language, text
from priorizar.report.charts.colour import INK, OKABE_ITO, colours, ink_along
from priorizar.report.charts.frame import (
    AXIS,
    LEGEND_BELOW,
    NAMES,
    Spec,
    Values,
    chart,
    if_room,
    percent,
    percent_axis,
    rows_of_chart,
    size,
    tooltip,
)
from priorizar.report.charts.subjects import headings_of, name_of, rows_of, title_of
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.questions.robustness import Robustness
    from priorizar.ranking.ranking import Ranking
    from priorizar.uncertainty.acceptability import Acceptability


def acceptability_map(robustness: Robustness, group: str, language: Language = "es") -> Spec:
    """Show how often each alternative of one group has each rank, the darker the rarer (viridis)."""
    ranking, found, placed = _drawn(robustness, group)
    names = {row: name_of(ranking, row, language) for row, _ in placed}
    values: Values = [
        {
            "chain": names[row],
            "place": place,
            "rank": rank,
            "share": float(part),
            "said": percent(part, language) if part >= 0.005 else "",
            "ink": ink_along(part**0.5),
        }
        for place, (row, i) in enumerate(placed, 1)
        for rank, part in enumerate(found.rank[i], 1)
    ]
    x = {
        "field": "rank",
        "type": "ordinal",
        "title": text("report.axis_rank", language),
        "axis": {"labelAngle": 0, **NAMES},
    }
    colour = {
        "field": "share",
        "type": "quantitative",
        "legend": None,
        # By the root: most frequencies are small, and would all look the same.
        "scale": {"scheme": "viridis", "domain": [0, 1], "type": "sqrt"},
    }
    y = rows_of_chart()
    layers = [
        {"mark": {"type": "rect"}, "encoding": {"x": x, "y": y, "color": colour}},
        {
            "mark": {"type": "text", "fontSize": 11, **if_room(found.rank.shape[1], 28)},
            "encoding": {"x": x, "y": y, "text": {"field": "said"}, "color": INK},
        },
    ]
    said = "; ".join(f"{names[row]} {percent(found.rank[i, 0], language)}" for row, i in placed)
    description = text("report.alt_acceptability", language, group=title_of(ranking, group), shares=said)
    return chart(description, values, {"layer": layers, **size(len(names))})


def rank_intervals(robustness: Robustness, group: str, language: Language = "es") -> Spec:
    """Show between which ranks each alternative of one group is in 90 % of the draws, and its own rank."""
    ranking, found, placed = _drawn(robustness, group)
    low, high = found.rank_interval()
    values: Values = [
        {
            "chain": name_of(ranking, row, language),
            "place": place,
            "low": int(low[i]),
            "high": int(high[i]),
            "rank": int(ranking.rank[row]),
        }
        for place, (row, i) in enumerate(placed, 1)
    ]
    x = {
        "type": "quantitative",
        "title": text("report.axis_rank", language),
        "scale": {"domain": [0.5, len(placed) + 0.5], "nice": False},
        "axis": {"tickMinStep": 1, "format": "d", **AXIS},
    }
    y = rows_of_chart()
    shown = tooltip(
        chain=text("charts.chain", language),
        rank=text("report.axis_rank", language),
        low=text("charts.best_rank", language),
        high=text("charts.worst_rank", language),
    )
    layers = [
        {
            "mark": {"type": "rule", "strokeWidth": 9, "strokeCap": "round", "color": OKABE_ITO[4]},
            "encoding": {"y": y, "x": x | {"field": "low"}, "x2": {"field": "high"}, "tooltip": shown},
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 90, "color": OKABE_ITO[5]},
            "encoding": {"y": y, "x": x | {"field": "rank"}, "tooltip": shown},
        },
    ]
    said = "; ".join(
        text(
            "charts.rank_between",
            language,
            chain=one["chain"],
            rank=one["rank"],
            low=one["low"],
            high=one["high"],
        )
        for one in values
    )
    description = text("charts.alt_intervals", language, group=title_of(ranking, group), ranks=said)
    return chart(description, values, {"layer": layers, **size(len(values))})


def central_weights_bars(robustness: Robustness, group: str, language: Language = "es") -> Spec:
    """Show the mean weights under which each alternative that can be first is first.

    Those that are never first have none, and are only named in the text.
    """
    ranking, found, placed = _drawn(robustness, group)
    headings = headings_of(ranking, language)
    can = [(row, i) for row, i in placed if not np.isnan(found.central_weights[i]).any()]
    never = [name_of(ranking, row, language) for row, i in placed if (row, i) not in can]
    values: Values = []
    said = []
    for place, (row, i) in enumerate(can, 1):
        name, central = name_of(ranking, row, language), found.central_weights[i]
        first = text("charts.first_in", language, share=_at_least(found.rank[i, 0], language))
        shares = shown_shares(central)
        values += [
            {
                "chain": name,
                "place": place,
                "criterion": heading,
                "order": column,
                "weight": float(central[column]),
                "said": percent(shares[column], language),
                "first": first,
            }
            for column, heading in enumerate(headings.values())
        ]
        parts = ", ".join(
            f"{heading} {percent(weight, language)}"
            for heading, weight in zip(headings.values(), shares, strict=True)
        )
        said.append(f"{name} ({first}): {parts}")
    y = rows_of_chart()
    x = {
        "field": "weight",
        "type": "quantitative",
        "title": text("report.axis_weight", language),
        "scale": {"domain": [0, 1], "nice": False},
        "axis": percent_axis(language),
    }
    colour = {
        "field": "criterion",
        "type": "nominal",
        "title": None,
        "scale": colours(list(headings.values())),
        "legend": LEGEND_BELOW,
    }
    shown = tooltip(
        chain=text("charts.chain", language),
        criterion=text("charts.criterion", language),
        said=text("report.axis_weight", language),
    )
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.75}},
            "encoding": {
                "y": y,
                "x": x,
                "color": colour,
                "order": {"field": "order", "type": "quantitative"},
                "tooltip": shown,
            },
        },
        {
            "transform": [{"filter": "datum.order === 0"}],
            "mark": {"type": "text", "align": "left", "dx": 6},
            "encoding": {"y": y, "x": {"datum": 1}, "text": {"field": "first"}},
        },
    ]
    group_name = title_of(ranking, group)
    description = text("charts.alt_central", language, group=group_name, weights="; ".join(said) or "–")
    if never:
        description += " " + text("charts.alt_never_first", language, chains=", ".join(never))
    return chart(description, values, {"layer": layers, **size(max(1, len(can)))})


def _drawn(robustness: Robustness, group: str) -> tuple[Ranking, Acceptability, list[tuple[int, int]]]:
    """Return what came out for a group, and its rows in order, each with its place in that."""
    at = [problem.label for problem in robustness.problems].index(group)
    inside = {int(row): i for i, row in enumerate(robustness.problems[at].rows)}
    rows = rows_of(robustness.ranking, group)
    return robustness.ranking, robustness.groups[at], [(row, inside[row]) for row in rows if row in inside]


def _at_least(share: Any, language: Language) -> str:
    """Write a frequency that is not zero so that it does not look like zero."""
    return percent(share, language) if share >= 0.005 else "< " + percent(0.01, language)
