"""How far a weight may move before the order changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from priorizar.locale import Language, text
from priorizar.report.charts.colour import OKABE_ITO
from priorizar.report.charts.frame import (
    LABEL,
    STEP,
    Spec,
    Values,
    chart,
    percent,
    percent_axis,
    rows_of_chart,
    size,
    tooltip,
)
from priorizar.report.charts.subjects import chain_names, headings_of, title_of
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.questions.weight_stability import WeightStability
    from priorizar.ranking.ranking import Ranking


def stability_bands(records: Sequence[WeightStability], ranking: Ranking, language: Language = "es") -> Spec:
    """Show how far the weight of each criterion may move before the order changes, and what comes in then.

    Parameters
    ----------
    records
        Of one group, from :func:`~priorizar.questions.weight_stability.weight_stability`.
    ranking
        Whose criteria and chains they are.
    language
        Of what is written on it.
    """
    headings, names = headings_of(ranking, language), chain_names(ranking, language)
    values: Values = []
    said = []
    shares = shown_shares([one["weight"] for one in records]) if records else ()
    for place, (one, share) in enumerate(zip(records, shares, strict=True), 1):
        ends = [
            text(f"charts.comes_in_{end}", language, chain=names[chain])
            for end, chain in (("below", one["below"]), ("above", one["above"]))
            if chain is not None
        ]
        changes = " · ".join(ends) or text("charts.nothing_changes", language)
        band = f"{percent(one['low'], language)} – {percent(one['high'], language)}"
        values.append(
            {
                "criterion": headings[one["criterion"]],
                "place": place,
                "low": one["low"],
                "high": one["high"],
                "weight": one["weight"],
                "said": percent(share, language),
                "band": band,
                "changes": changes,
            }
        )
        said.append(f"{values[-1]['criterion']} {values[-1]['said']} ({band}): {changes}")
    y = rows_of_chart("criterion")
    x = {
        "type": "quantitative",
        "title": text("report.axis_weight", language),
        "scale": {"domain": [0, 1], "nice": False},
        "axis": percent_axis(language),
    }
    shown = tooltip(
        criterion=text("charts.criterion", language),
        said=text("report.axis_weight", language),
        band=text("charts.band", language),
        changes=text("charts.changes", language),
    )
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.6}, "color": OKABE_ITO[4]},
            "encoding": {"y": y, "x": x | {"field": "low"}, "x2": {"field": "high"}, "tooltip": shown},
        },
        {
            "mark": {
                "type": "tick",
                "opacity": 1,
                "thickness": 4,
                "height": {"band": 0.9},
                "color": OKABE_ITO[5],
            },
            "encoding": {"y": y, "x": x | {"field": "weight"}, "tooltip": shown},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 8, "limit": 2 * LABEL},
            "encoding": {"y": y, "x": {"datum": 1}, "text": {"field": "changes"}},
        },
    ]
    group = title_of(ranking, records[0]["group"]) if records else "–"
    description = text("charts.alt_stability", language, group=group, bands="; ".join(said) or "–")
    return chart(description, values, {"layer": layers, **size(max(1, len(values)), 2 * STEP - 12)})
