"""What of an order survives what nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from priorizar.locale import Language, text
from priorizar.report.charts.frame import AXIS, Spec, Values, chart, rows_of_chart, size
from priorizar.report.charts.subjects import name_of, rows_of, title_of

if TYPE_CHECKING:
    from priorizar.questions.acceptability import Robustness


def acceptability_map(robustness: Robustness, group: str, language: Language = "es") -> Spec:
    """Show how often each alternative of one group has each rank, the darker the rarer (viridis)."""
    ranking = robustness.ranking
    at = [problem.label for problem in robustness.problems].index(group)
    problem, found = robustness.problems[at], robustness.groups[at]
    share = {int(row): found.rank[i] for i, row in enumerate(problem.rows)}
    rows = [row for row in rows_of(ranking, group) if row in share]
    names = [name_of(ranking, row, language) for row in rows]
    values: Values = [
        {
            "chain": name,
            "place": place,
            "rank": rank,
            "share": float(part),
            "said": f"{part:.0%}" if part >= 0.005 else "",
        }
        for place, (name, row) in enumerate(zip(names, rows, strict=True), 1)
        for rank, part in enumerate(share[row], 1)
    ]
    x = {
        "field": "rank",
        "type": "ordinal",
        "title": text("report.axis_rank", language),
        "axis": {"labelAngle": 0, **AXIS},
    }
    colour = {
        "field": "share",
        "type": "quantitative",
        "legend": None,
        # By the root: most frequencies are small, and would all look the same.
        "scale": {"scheme": "viridis", "domain": [0, 1], "type": "sqrt"},
    }
    # Where black letters on viridis begin to stand out more than white ones: 0.45 of the way, squared.
    ink = {"condition": {"test": "datum.share > 0.2", "value": "black"}, "value": "white"}
    y = rows_of_chart()
    layers = [
        {"mark": {"type": "rect"}, "encoding": {"x": x, "y": y, "color": colour}},
        {
            "mark": {"type": "text", "fontSize": 9},
            "encoding": {"x": x, "y": y, "text": {"field": "said"}, "color": ink},
        },
    ]
    said = "; ".join(f"{name} {share[row][0]:.0%}" for name, row in zip(names, rows, strict=True))
    description = text("report.alt_acceptability", language, group=title_of(ranking, group), shares=said)
    return chart(description, values, {"layer": layers, **size(len(names))})
