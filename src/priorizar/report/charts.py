"""Charts as Vega-Lite specifications: the same one on the screen, in a notebook and on paper.

A specification is a plain dict with its data inside and its text alternative in ``description``; drawing one
on a screen needs no library of this program. Colours can be told apart by colour-blind readers: Okabe & Ito
(2008) for criteria, viridis for frequencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from priorizar.locale import Language, text

if TYPE_CHECKING:
    from priorizar.comparison import Comparison
    from priorizar.questions.acceptability import Robustness
    from priorizar.ranking import Ranking

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
WIDTH = 420
STEP = 22
LABEL = 220
_AXIS = {"labelLimit": LABEL, "titleFontWeight": "normal"}


class Album(dict[str, Spec]):
    """Charts by name."""

    def about(self, name: str) -> dict[str, str]:
        """Give what stands for a chart in the fields of a document: its name and its text alternative."""
        return {"name": name, "description": self[name]["description"]}


def ranking_bars(ranking: Ranking, group: str, language: Language = "es") -> Spec:
    """Show the scores of one group in order, each split by what every criterion brings to it.

    Parameters
    ----------
    ranking
        What is shown; one whose scores do not come apart shows them whole.
    group
        One of ``ranking.groups.labels``.
    language
        Of what is written on it.
    """
    rows = _rows_of(ranking, group)
    names = [_name(ranking, row, language) for row in rows]
    columns = ranking.matrix.criteria
    parts = ranking.contributions
    told = [
        {"chain": name, "score": float(ranking.score[row])} for name, row in zip(names, rows, strict=True)
    ]
    values = told
    encoding: dict[str, Any] = {
        "y": _chains(names),
        "x": {
            "field": "score",
            "type": "quantitative",
            "title": text("report.axis_score", language),
            "axis": _AXIS,
        },
    }
    if parts is not None:
        headings = [one.heading(language) for one in columns]
        values = [
            {"chain": name, "criterion": heading, "score": float(parts[row, column]), "order": column}
            for name, row in zip(names, rows, strict=True)
            for column, heading in enumerate(headings)
        ]
        encoding["color"] = {
            "field": "criterion",
            "type": "nominal",
            "title": None,
            "scale": {"domain": headings, **_colours(len(headings))},
            "legend": {"orient": "bottom", "columns": 5, "labelLimit": LABEL},
        }
        encoding["order"] = {"field": "order", "type": "quantitative"}
    said = "; ".join(f"{one['chain']} {one['score']:.3f}" for one in told)
    key = "report.alt_whole" if parts is None else "report.alt_parts"
    description = text(key, language, group=_title(ranking, group), scores=said)
    return _spec(
        description,
        values,
        {
            "mark": {"type": "bar", "height": {"band": 0.75}, "color": OKABE_ITO[0]},
            "encoding": encoding,
            **_size(len(names)),
        },
    )


def scenario_bump(comparison: Comparison, group: str, language: Language = "es") -> Spec:
    """Show the place of each alternative of one group in each scenario, joined by lines.

    Alternatives that share a place share its label.
    """
    first = comparison.rankings[0]
    rows = [first.matrix.alternatives[row] for row in _rows_of(first, group)]
    inside = {(one.province.ubigeo, one.chain.id) for one in rows}
    titles = _scenario_titles(comparison, language)
    records = [one for one in comparison.rows(language) if (one["ubigeo"], one["chain"]) in inside]
    pooled = first.by != "province"
    values = []
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
        "axis": {"tickMinStep": 1, "format": "d", "grid": False, **_AXIS},
    }
    colour = {
        "field": "chain",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": names, **_colours(len(names))},
    }
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
    description = text("report.alt_bump", language, group=_title(first, group), places=said)
    return _spec(description, values, {"layer": layers, **_size(max(2, len(names)))})


def acceptability_map(robustness: Robustness, group: str, language: Language = "es") -> Spec:
    """Show how often each alternative of one group has each rank, the darker the rarer (viridis)."""
    ranking = robustness.ranking
    at = [problem.label for problem in robustness.problems].index(group)
    problem, found = robustness.problems[at], robustness.groups[at]
    share = {int(row): found.rank[i] for i, row in enumerate(problem.rows)}
    rows = [row for row in _rows_of(ranking, group) if row in share]
    names = [_name(ranking, row, language) for row in rows]
    values = [
        {"chain": name, "rank": place, "share": float(part), "said": f"{part:.0%}" if part >= 0.005 else ""}
        for name, row in zip(names, rows, strict=True)
        for place, part in enumerate(share[row], 1)
    ]
    x = {
        "field": "rank",
        "type": "ordinal",
        "title": text("report.axis_rank", language),
        "axis": {"labelAngle": 0, **_AXIS},
    }
    colour = {
        "field": "share",
        "type": "quantitative",
        "legend": None,
        # By the root: most frequencies are small, and would all look the same.
        "scale": {"scheme": "viridis", "domain": [0, 1], "type": "sqrt"},
    }
    dark = {"condition": {"test": "datum.share > 0.4", "value": "black"}, "value": "white"}
    layers = [
        {"mark": {"type": "rect"}, "encoding": {"x": x, "y": _chains(names), "color": colour}},
        {
            "mark": {"type": "text", "fontSize": 9},
            "encoding": {"x": x, "y": _chains(names), "text": {"field": "said"}, "color": dark},
        },
    ]
    said = "; ".join(f"{name} {share[row][0]:.0%}" for name, row in zip(names, rows, strict=True))
    description = text("report.alt_acceptability", language, group=_title(ranking, group), shares=said)
    return _spec(description, values, {"layer": layers, **_size(len(names))})


def weight_bars(ranking: Ranking, language: Language = "es") -> Spec:
    """Show the weight of each criterion."""
    names = [one.heading(language) for one in ranking.matrix.criteria]
    values = [
        {"chain": name, "weight": float(weight), "said": f"{weight:.0%}"}
        for name, weight in zip(names, ranking.weights.values, strict=True)
    ]
    x = {
        "field": "weight",
        "type": "quantitative",
        "title": text("report.axis_weight", language),
        "axis": {"format": "%", "tickCount": 5, **_AXIS},
    }
    layers = [
        {
            "mark": {"type": "bar", "color": OKABE_ITO[0], "height": {"band": 0.7}},
            "encoding": {"y": _chains(names), "x": x},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 4},
            "encoding": {"y": _chains(names), "x": x, "text": {"field": "said"}},
        },
    ]
    said = "; ".join(f"{one['chain']} {one['said']}" for one in values)
    return _spec(
        text("report.alt_weights", language, weights=said), values, {"layer": layers, **_size(len(names))}
    )


def to_svg(spec: Spec) -> bytes:
    """Draw a chart as SVG, its letters as text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()


def to_png(spec: Spec, scale: float = 2.0) -> bytes:
    """Draw a chart as PNG, so many dots a pixel."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))


def _spec(description: str, values: list[dict[str, Any]], rest: Spec) -> Spec:
    return {
        "$schema": SCHEMA,
        "description": description,
        "data": {"values": values},
        **rest,
        "config": {"view": {"stroke": None}, "axis": {"grid": False}},
    }


def _size(bars: int) -> Spec:
    return {"width": WIDTH, "height": STEP * bars}


def _chains(names: list[str]) -> Spec:
    return {"field": "chain", "type": "nominal", "sort": names, "title": None, "axis": _AXIS}


def _colours(count: int) -> Spec:
    if count <= len(OKABE_ITO):
        return {"range": list(OKABE_ITO[:count])}
    return {"scheme": "viridis"}


def _rows_of(ranking: Ranking, group: str) -> list[int]:
    """Rows of a group in order."""
    at = ranking.groups.labels.index(group)
    return [int(row) for row in ranking.order if ranking.groups.of_row[row] == at]


def _name(ranking: Ranking, row: int, language: Language) -> str:
    one = ranking.matrix.alternatives[row]
    chain = str(one.chain.name[language])
    return chain if ranking.by == "province" else f"{chain} · {one.province.name}"


def _title(ranking: Ranking, group: str) -> str:
    if ranking.by != "province":
        return group
    return ranking.matrix.alternatives[_rows_of(ranking, group)[0]].province.name


def _scenario_titles(comparison: Comparison, language: Language) -> dict[str, str]:
    """Heads of the scenarios by their name in the comparison's columns, each its own."""
    titles: dict[str, str] = {}
    for id_, ranking in zip(comparison.names, comparison.rankings, strict=True):
        title = str(ranking.scenario.name[language])
        titles[id_] = title if title not in titles.values() else id_
    return titles
