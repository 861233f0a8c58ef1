"""The order of one group, and the weights it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from priorizar.locale import Language, text
from priorizar.report.charts.colour import OKABE_ITO, colours
from priorizar.report.charts.frame import (
    AXIS,
    LEGEND_BELOW,
    Spec,
    Values,
    chart,
    percent,
    percent_axis,
    rows_of_chart,
    size,
)
from priorizar.report.charts.subjects import name_of, rows_of, title_of
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.ranking.ranking import Ranking


def ranking_bars(ranking: Ranking, group: str, language: Language = "es") -> Spec:
    """Show the scores of one group in order, each split by what every criterion brings to it.

    With other weights only ``data`` and ``description`` change, so a screen need not draw the rest anew.

    Parameters
    ----------
    ranking
        What is shown; one whose scores are not additively decomposable shows them whole.
    group
        One of ``ranking.groups.labels``.
    language
        Of what is written on it.
    """
    rows = rows_of(ranking, group)
    parts = ranking.contributions
    told: Values = [
        {"chain": name_of(ranking, row, language), "score": float(ranking.score[row]), "place": place}
        for place, row in enumerate(rows, 1)
    ]
    values = told
    x: dict[str, Any] = {
        "field": "score",
        "type": "quantitative",
        "title": text("report.axis_score", language),
        "axis": AXIS,
    }
    # A score that depends on the others present has no axis that means the same in every group.
    if ranking.method.rowwise and ranking.method.score_range is not None:
        x["scale"] = {"domain": list(ranking.method.score_range)}
    encoding: dict[str, Any] = {"y": rows_of_chart(), "x": x}
    if parts is not None:
        headings = [one.heading(language) for one in ranking.matrix.criteria]
        values = [
            one | {"criterion": heading, "score": float(parts[row, column]), "order": column}
            for one, row in zip(told, rows, strict=True)
            for column, heading in enumerate(headings)
        ]
        encoding["color"] = {
            "field": "criterion",
            "type": "nominal",
            "title": None,
            "scale": colours(headings),
            "legend": LEGEND_BELOW,
        }
        encoding["order"] = {"field": "order", "type": "quantitative"}
    said = "; ".join(f"{one['chain']} {one['score']:.3f}" for one in told)
    key = "report.alt_whole" if parts is None else "report.alt_parts"
    description = text(key, language, group=title_of(ranking, group), scores=said)
    mark = {"type": "bar", "height": {"band": 0.75}, "color": OKABE_ITO[0]}
    return chart(description, values, {"mark": mark, "encoding": encoding, **size(len(rows))})


def weight_bars(ranking: Ranking, language: Language = "es") -> Spec:
    """Show the weight of each criterion."""
    values: Values = [
        {
            "criterion": one.heading(language),
            "weight": float(weight),
            "said": percent(shown, language),
            "place": place,
        }
        for place, (one, weight, shown) in enumerate(
            zip(
                ranking.matrix.criteria,
                ranking.weights.values,
                shown_shares(ranking.weights.values),
                strict=True,
            ),
            1,
        )
    ]
    y = rows_of_chart("criterion")
    x = {
        "field": "weight",
        "type": "quantitative",
        "title": text("report.axis_weight", language),
        "axis": percent_axis(language),
    }
    layers = [
        {
            "mark": {"type": "bar", "color": OKABE_ITO[0], "height": {"band": 0.7}},
            "encoding": {"y": y, "x": x},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 4},
            "encoding": {"y": y, "x": x, "text": {"field": "said"}},
        },
    ]
    said = "; ".join(f"{one['criterion']} {one['said']}" for one in values)
    description = text("report.alt_weights", language, weights=said)
    return chart(description, values, {"layer": layers, **size(len(values))})
