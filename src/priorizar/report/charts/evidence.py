"""What the order rests on: cells by their basis, and where problems are stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from priorizar.locale import Language, text
from priorizar.names import spanish_order
from priorizar.report.charts.colour import INK, NOTHING, OKABE_ITO, ink_along, ink_on
from priorizar.report.charts.frame import (
    LEGEND_BELOW,
    LETTERS,
    NAMES,
    STEP,
    Spec,
    Values,
    chart,
    chosen,
    percent,
    percent_axis,
    rows_of_chart,
    size,
    tooltip,
)
from priorizar.report.charts.subjects import headings_of, name_of, rows_of, title_of
from priorizar.study.model import BASES

if TYPE_CHECKING:
    from priorizar.ranking.ranking import Ranking
    from priorizar.study.criteria import Criterion

BASIS_COLOURS = {
    "measured": OKABE_ITO[0],
    "reported": OKABE_ITO[4],
    "inferred": OKABE_ITO[1],
    "judged": OKABE_ITO[3],
    "unknown": NOTHING,
}
"""Strongest first."""


def evidence_map(ranking: Ranking, group: str, language: Language = "es") -> Spec:
    """Show the cells of one group, coloured by what they rest on; ``cell`` selects one.

    Each cell has its amount, and a question mark where nothing is known.
    """
    matrix = ranking.matrix
    named = {basis: text(f"charts.basis_{basis}", language) for basis in BASIS_COLOURS}
    values: Values = []
    said = []
    for place, row in enumerate(rows_of(ranking, group), 1):
        alternative, name = matrix.alternatives[row], name_of(ranking, row, language)
        cells = []
        for column, criterion in enumerate(matrix.criteria):
            basis = BASES[int(matrix.basis[row, column])]
            low, value, high = (float(one[row, column]) for one in (matrix.low, matrix.value, matrix.high))
            amount = "?" if basis == "unknown" else f"{value:g}"
            cells.append(f"{criterion.heading(language)} {amount} ({named[basis]})")
            values.append(
                {
                    "name": name,
                    "place": place,
                    "heading": criterion.heading(language),
                    "ubigeo": alternative.province.ubigeo,
                    "chain": alternative.chain.id,
                    "criterion": criterion.id,
                    "basis": named[basis],
                    "amount": amount,
                    "meaning": "–" if basis == "unknown" else meaning(criterion, value, language),
                    "interval": f"{low:g} – {high:g}",
                    "ink": ink_on(BASIS_COLOURS[basis]),
                }
            )
        said.append(f"{name}: {', '.join(cells)}")
    x = {
        "field": "heading",
        "type": "nominal",
        "sort": list(headings_of(ranking, language).values()),
        "title": None,
        "axis": {**NAMES, "labelAngle": 0, "orient": "top"},
        "scale": {"paddingInner": 0.02},
    }
    y = rows_of_chart("name") | {"scale": {"paddingInner": 0.08}}
    colour = {
        "field": "basis",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(named.values()), "range": list(BASIS_COLOURS.values())},
        "legend": LEGEND_BELOW,
    }
    shown = tooltip(
        name=text("charts.chain", language),
        heading=text("charts.criterion", language),
        amount=text("charts.amount", language),
        meaning=text("charts.meaning", language),
        interval=text("charts.interval", language),
        basis=text("charts.basis", language),
    )
    layers: list[Spec] = [
        {
            "params": [
                {"name": "cell", "select": {"type": "point", "fields": ["ubigeo", "chain", "criterion"]}}
            ],
            "mark": {"type": "rect", "cornerRadius": 3, "strokeWidth": 3, "cursor": "pointer"},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                **chosen("cell"),
                "tooltip": shown,
            },
        },
        {
            "mark": {"type": "text", "fontSize": 12},
            "encoding": {"x": x, "y": y, "text": {"field": "amount"}, "color": INK, "tooltip": shown},
        },
    ]
    description = text("charts.alt_evidence", language, group=title_of(ranking, group), cells="; ".join(said))
    return chart(description, values, {"params": [LETTERS], "layer": layers, **size(len(said), STEP + 4)})


def coverage_bars(
    ranking: Ranking,
    language: Language = "es",
    *,
    group: str | None = None,
    of: Literal["criterion", "chain"] = "criterion",
) -> Spec:
    """Show how much of the matrix something is stated on.

    Parameters
    ----------
    ranking
        Whose matrix.
    language
        Of what is written on it.
    group
        Only the alternatives of one group; by default all.
    of
        One bar a criterion: the share of alternatives with evidence on it. One bar a chain: the share of
        its cells with evidence.
    """
    matrix = ranking.matrix
    rows = list(range(len(matrix.alternatives))) if group is None else rows_of(ranking, group)
    known = matrix.known[rows]
    if of == "criterion":
        shares = dict(zip(headings_of(ranking, language).values(), known.mean(axis=0).tolist(), strict=True))
    else:
        cells: dict[str, list[float]] = {}
        for row, share in zip(rows, known.mean(axis=1).tolist(), strict=True):
            cells.setdefault(str(matrix.alternatives[row].chain.name[language]), []).append(share)
        names = sorted(cells, key=spanish_order)
        shares = {name: sum(cells[name]) / len(cells[name]) for name in names}
    values: Values = [
        {"name": name, "place": place, "share": share, "said": percent(share, language)}
        for place, (name, share) in enumerate(shares.items(), 1)
    ]
    y = rows_of_chart("name")
    x = {
        "field": "share",
        "type": "quantitative",
        "title": text(f"charts.axis_coverage_{of}", language),
        "scale": {"domain": [0, 1]},
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
    said = "; ".join(f"{one['name']} {one['said']}" for one in values)
    description = text(f"charts.alt_coverage_{of}", language, shares=said)
    return chart(description, values, {"layer": layers, **size(len(values))})


def stages_map(records: Sequence[Mapping[str, Any]], language: Language = "es") -> Spec:
    """Show how many problems are stated at each stage of each chain.

    Parameters
    ----------
    records
        ``stage``, ``chain`` and ``problems`` (how many), stages and chains in the order they are shown.
        A stage and chain without a record have none stated, and stay blank.
    language
        Of what is written on it.
    """
    most = max((int(one["problems"]) for one in records), default=0) or 1
    stages = list(dict.fromkeys(one["stage"] for one in records))
    chains = list(dict.fromkeys(one["chain"] for one in records))
    values: Values = [
        {
            "stage": one["stage"],
            "place": stages.index(one["stage"]) + 1,
            "chain": one["chain"],
            "problems": int(one["problems"]),
            "ink": ink_along(int(one["problems"]) / most),
        }
        for one in records
    ]
    x = {
        "field": "chain",
        "type": "nominal",
        "sort": chains,
        "title": None,
        "axis": {**NAMES, "labelAngle": 0 if len(chains) < 4 else -40, "orient": "top"},
    }
    y = rows_of_chart("stage")
    colour = {
        "field": "problems",
        "type": "quantitative",
        "legend": None,
        "scale": {"scheme": "cividis", "domain": [0, most]},
    }
    shown = tooltip(
        chain=text("charts.chain", language),
        stage=text("charts.stage", language),
        problems=text("charts.problems", language),
    )
    layers = [
        {"mark": {"type": "rect"}, "encoding": {"x": x, "y": y, "color": colour, "tooltip": shown}},
        {
            "mark": {"type": "text", "fontSize": 12},
            "encoding": {"x": x, "y": y, "text": {"field": "problems"}, "color": INK, "tooltip": shown},
        },
    ]
    said = "; ".join(
        f"{name}: " + ", ".join(f"{one['stage']} {one['problems']}" for one in values if one["chain"] == name)
        for name in chains
    )
    description = text("charts.alt_stages", language, counts=said or "–")
    return chart(description, values, {"layer": layers, **size(max(1, len(stages)), STEP + 4)})


def meaning(criterion: Criterion, value: float, language: Language) -> str:
    """Describe what an amount means: its level's name, the two it lies between, or its unit."""
    scale = criterion.scale
    if scale.type == "numeric":
        return f"{value:g} {scale.unit[language]}"
    below = max((one for one in scale.levels if one.value <= value), key=lambda one: one.value)
    above = min((one for one in scale.levels if one.value >= value), key=lambda one: one.value)
    names = dict.fromkeys([below.name[language], above.name[language]])
    return " / ".join(names)
