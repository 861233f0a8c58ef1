"""What to find out first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from priorizar.locale import Language, text
from priorizar.report.charts.colour import GREY, OKABE_ITO
from priorizar.report.charts.frame import (
    AXIS,
    LABEL,
    Spec,
    Values,
    chart,
    rows_of_chart,
    size,
)
from priorizar.report.charts.subjects import chain_names, headings_of, title_of

if TYPE_CHECKING:
    from priorizar.questions.value_of_information import CellInformation
    from priorizar.ranking.ranking import Ranking


def what_to_find_out_bars(
    records: Sequence[CellInformation], ranking: Ranking, language: Language = "es", count: int = 10
) -> Spec:
    """Show which unknown cells, once known, would settle most of who is first.

    Parameters
    ----------
    records
        Of one group, from :func:`~priorizar.questions.value_of_information.value_of_information`.
    ranking
        Whose criteria and alternatives they are.
    language
        Of what is written on it.
    count
        How many are shown.
    """
    headings, names = headings_of(ranking, language), chain_names(ranking, language)
    provinces = {one.province.ubigeo: one.province.name for one in ranking.matrix.alternatives}
    pooled = ranking.by != "province"
    sure, doubtful = text("charts.beyond_chance", language), text("charts.maybe_chance", language)
    values: Values = [
        {
            "cell": " · ".join(
                [
                    names[one["chain"]],
                    *([provinces[one["ubigeo"]]] if pooled else []),
                    headings[one["criterion"]],
                ]
            ),
            "place": place,
            "gain": one["gain"],
            "said": f"{one['gain']:.2f}",
            "sure": sure if one["gain"] > one["noise"] else doubtful,
        }
        for place, one in enumerate(records[:count], 1)
    ]
    y = rows_of_chart("cell")
    x = {
        "field": "gain",
        "type": "quantitative",
        "title": text("charts.axis_gain", language),
        # Room for the number beside the longest bar.
        "scale": {"domain": [0, 1.1 * max((one["gain"] for one in values), default=1.0) or 1.0]},
        "axis": {"tickCount": 5, **AXIS},
    }
    colour = {
        "field": "sure",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [sure, doubtful], "range": [OKABE_ITO[0], GREY]},
        "legend": {"orient": "bottom", "columns": 1, "labelLimit": 2 * LABEL},
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.7}},
            "encoding": {"y": y, "x": x, "color": colour},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 4},
            "encoding": {"y": y, "x": x, "text": {"field": "said"}},
        },
    ]
    said = "; ".join(f"{one['cell']} {one['said']} ({one['sure']})" for one in values)
    doubt = f"{records[0]['doubt']:.2f}" if records else "0"
    group = title_of(ranking, records[0]["group"]) if records else "–"
    description = text("charts.alt_find_out", language, group=group, doubt=doubt, gains=said or "–")
    return chart(description, values, {"layer": layers, **size(max(1, len(values)))})
