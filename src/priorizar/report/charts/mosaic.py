"""A cell a province, with its name and value: readable from the back of a room."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np

from priorizar.locale import Language, text
from priorizar.report.charts.colour import INK
from priorizar.report.charts.frame import LETTERS, Spec, chart, chosen, tooltip
from priorizar.report.charts.provinces import (
    Value,
    alternative,
    colour_of,
    names_of,
    params,
    records_of,
    shortening,
)
from priorizar.report.charts.tiles import Floats, tile_grid
from priorizar.study.model import Province, Study

TILE = (104, 76)
"""Width and height of a tile, in pixels, before a screen stretches it."""

LINE = 14
"""Letters that a line of a tile holds."""


def territory_tiles(
    study: Study,
    values: Mapping[str, Value],
    *,
    title: str,
    province: str | None = None,
    language: Language = "es",
) -> Spec:
    """Place each province in a cell near where it is, with its name and value; ``province`` selects one.

    A province without coordinates has its cell where there is room. Parameters as for
    :func:`territory_map`. Seven names at most have a colour of their own, those met most: the cell says the
    name anyhow.
    """
    records = records_of(study, values, language)
    flat = shortening(study)
    column, row = tile_grid(*_where(list(study.provinces.values()), flat))
    for one, at, line in zip(records, column, row, strict=True):
        one |= {"column": int(at), "row": int(line), "lines": textwrap.fill(one["said"], LINE)}
    told = tooltip(province=text("charts.province", language), said=title)
    colour = colour_of(values, title, language)
    if names_of(values):
        colour["color"] |= {"legend": None}
    columns, rows = int(column.max(initial=0)) + 1, int(row.max(initial=0)) + 1
    x, y = _cells("column", columns), _cells("row", rows)
    layers: list[Spec] = [
        {
            "params": params(province),
            "mark": {"type": "rect", "cornerRadius": 4, "strokeWidth": 4, "cursor": "pointer"},
            "encoding": {"x": x, "y": y, **colour, **chosen("province"), "tooltip": told},
        },
        {
            "mark": {"type": "text", "fontSize": _letters(columns, 8), "fontWeight": "bold", "dy": -18},
            "encoding": {"x": x, "y": y, "text": {"field": "province"}, "color": INK, "tooltip": told},
        },
        {
            "mark": {
                "type": "text",
                "fontSize": _letters(columns, 8.7),
                "lineHeight": 14,
                "lineBreak": "\n",
                "dy": 3,
            },
            "encoding": {"x": x, "y": y, "text": {"field": "lines"}, "color": INK, "tooltip": told},
        },
    ]
    rest: Spec = {
        "params": [LETTERS],
        "width": TILE[0] * columns,
        "height": TILE[1] * rows,
        "layer": layers,
    }
    return chart(alternative("charts.alt_tiles", title, records, language), records, rest)


def _letters(columns: int, share: float) -> Spec:
    """Make letters as large as the tiles let them be: smaller on a phone, larger on a wall."""
    return {"expr": f"clamp(width / {columns * share:g}, 6, 16)"}


def _cells(field: str, count: int) -> Spec:
    scale = {"domain": list(range(count)), "paddingInner": 0.04, "paddingOuter": 0}
    return {"field": field, "type": "ordinal", "axis": None, "scale": scale}


def _where(provinces: Sequence[Province], flat: float) -> tuple[Floats, Floats]:
    """Compute how far east and north provinces are; those without coordinates, in a line to the south."""
    placed = {
        at: (one.longitude * flat, one.latitude)
        for at, one in enumerate(provinces)
        if one.longitude is not None and one.latitude is not None
    }
    west = min((x for x, _ in placed.values()), default=0.0)
    south = min((y for _, y in placed.values()), default=0.0)
    lost = [at for at in range(len(provinces)) if at not in placed]
    placed |= {at: (west + 0.5 * step, south - 0.5) for step, at in enumerate(lost)}
    east, north = np.array([placed[at] for at in range(len(provinces))], dtype=float).reshape(-1, 2).T
    return east, north
