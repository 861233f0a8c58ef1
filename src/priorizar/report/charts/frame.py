"""What every chart is made of: its frame, sizes, axes and colours.

Colours can be told apart by colour-blind readers: Okabe & Ito (2008) for names, viridis and cividis for
quantities. Letters, axes and ground have no colour of their own, so that a page's theme, dark or light, gives
them theirs; only letters inside a coloured cell are black or white, whichever reads better on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]
Values = list[dict[str, Any]]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#888888")
"""The last is grey instead of black, which a dark page would swallow."""
WIDTH = 420
STEP = 22
LABEL = 220
AXIS = {"labelLimit": LABEL, "titleFontWeight": "normal"}


class Album(dict[str, Spec]):
    """Charts by name."""

    def about(self, name: str) -> dict[str, str]:
        """Give what stands for a chart in the fields of a document: its name and its text alternative."""
        return {"name": name, "description": self[name]["description"]}


def chart(description: str, values: Values, rest: Spec) -> Spec:
    """Put a specification together: its text alternative, its data, and what is drawn."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "data": {"values": values},
        **rest,
        "config": {"view": {"stroke": None}, "axis": {"grid": False}},
    }


def size(bars: int) -> Spec:
    """Give room to so many rows."""
    return {"width": WIDTH, "height": STEP * bars}


def rows_of_chart(field: str = "chain") -> Spec:
    """One row a name, in the order of ``place``: names are data, so that other names draw nothing anew."""
    return {
        "field": field,
        "type": "nominal",
        "sort": {"field": "place", "op": "min"},
        "title": None,
        "axis": AXIS,
    }


def colours(names: Sequence[str]) -> Spec:
    """Give each name its colour."""
    if len(names) <= len(OKABE_ITO):
        return {"domain": list(names), "range": list(OKABE_ITO[: len(names)])}
    return {"domain": list(names), "scheme": "viridis"}
