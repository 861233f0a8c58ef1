"""What every chart is made of: its frame, sizes, rows and axes.

Letters, axes and ground have no colour of their own, so that a page's theme, dark or light, gives them
theirs; only letters inside a coloured cell are black or white, whichever reads better on it.
"""

from __future__ import annotations

from typing import Any

from priorizar.locale import Language

Spec = dict[str, Any]
Values = list[dict[str, Any]]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH = 420
STEP = 22
LABEL = 220
TEXT = 11
"""Size of letters beside marks where a chart says nothing: Vega's own."""
PADDING = {"left": 5, "right": 5, "top": 5, "bottom": 25}
"""Around a chart on the screen, in pixels: Vega's own, and below a row more, as a legend that breaks into
rows where a chart is narrow is broken only after the height was taken."""
LEGEND_BELOW = {"orient": "bottom", "columns": {"expr": "width < 320 ? 2 : 5"}, "labelLimit": LABEL}
LETTERS = {"name": "letters", "value": "black"}
"""Colour of the page's own text, for what must stand out from its ground."""

AXIS = {"labelLimit": LABEL, "titleFontWeight": "normal"}
NAMES = AXIS | {"labelFlush": False}
"""Of an axis with names: each beside what it names, also the first and the last."""


class Album(dict[str, Spec]):
    """Charts by name."""

    def about(self, name: str) -> dict[str, str]:
        """Return what stands for a chart in the fields of a document: its name and its text alternative."""
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


def on_screen(spec: Spec, letters: str, size: int = 12) -> Spec:
    """Fit a chart to the width it is given, with letters that its page's ground lets one read.

    Parameters
    ----------
    spec
        As it is printed.
    letters
        Colour of the page's own text: Vega's letters beside marks are black whatever the theme, and those
        of axes paler than who sits far away can read.
    size
        Of the letters of axes and legends, in pixels.
    """
    own = {"labelColor": letters, "titleColor": letters, "labelFontSize": size, "titleFontSize": size}
    config = spec["config"] | {"text": {"color": letters}, "legend": own}
    config["axis"] = spec["config"]["axis"] | own
    shown = {
        **spec,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": PADDING,
        "config": config,
    }
    if "params" in spec:
        shown["params"] = [one | {"value": letters} if one == LETTERS else one for one in spec["params"]]
    return shown


def for_wall(spec: Spec, times: float = 1.5) -> Spec:
    """Make the rows of a chart, and the letters beside and inside its marks, so many times as large.

    For a chart of rows read from the back of a room; the letters of its axes are the page's.
    """
    layers = []
    for layer in spec.get("layer", ()):
        mark = layer["mark"]
        if mark["type"] == "text":
            mark = mark | {"fontSize": round(times * mark.get("fontSize", TEXT))}
        layers.append(layer | {"mark": mark})
    larger = spec | {"height": round(times * spec["height"])}
    return larger | {"layer": layers} if layers else larger


def chosen(param: str, otherwise: str = "transparent") -> Spec:
    """Put a line around what is chosen, which every ground lets one see; a chart with it has ``LETTERS``."""
    line = {"param": param, "empty": False, "value": {"expr": LETTERS["name"]}}
    return {"stroke": {"condition": line, "value": otherwise}}


def size(bars: int, step: int = STEP) -> Spec:
    """Make room for so many rows."""
    return {"width": WIDTH, "height": step * bars}


def rows_of_chart(field: str = "chain") -> Spec:
    """One row a name, in the order of ``place``: names are data, so that other names draw nothing anew."""
    return {
        "field": field,
        "type": "nominal",
        "sort": {"field": "place", "op": "min"},
        "title": None,
        "axis": NAMES,
    }


def if_room(columns: int, letters: int) -> Spec:
    """Show letters in cells only where a cell is so many pixels wide: on a phone colours have to do."""
    return {"opacity": {"expr": f"width < {letters * columns} ? 0 : 1"}}


def percent(share: float, language: Language) -> str:
    """Write a share as a percentage, with the space that Spanish has."""
    return f"{100 * share:.0f}" + ("\u00a0%" if language == "es" else "%")


def percent_axis(language: Language) -> Spec:
    """Label shares as percentages."""
    sign = "\u00a0%" if language == "es" else "%"
    return {"labelExpr": f"format(100 * datum.value, '.0f') + '{sign}'", "tickCount": 5, **AXIS}


def tooltip(**fields: str) -> list[Spec]:
    """Show some fields of what the pointer is on, each under a title."""
    return [{"field": field, "title": title} for field, title in fields.items()]


def to_svg(spec: Spec) -> bytes:
    """Draw a chart as SVG, its letters as text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()


def to_png(spec: Spec, scale: float = 2.0) -> bytes:
    """Draw a chart as PNG, so many dots a pixel."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))
