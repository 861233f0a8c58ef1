"""The provinces: on a map that needs no network, with their own shapes, or a cell each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from priorizar.locale import Language, text
from priorizar.report.charts.colour import OKABE_ITO
from priorizar.report.charts.frame import LETTERS, Spec, Values, chart, chosen, tooltip
from priorizar.report.charts.labels import place_names
from priorizar.report.charts.provinces import (
    Value,
    alternative,
    colour_of,
    names_of,
    params,
    records_of,
    shortening,
)
from priorizar.report.geojson import outlines as outlines_of
from priorizar.study.model import Study

SYMBOLS = ("square", "triangle-up", "diamond", "cross")
"""For the names that have no colour of their own, beside the circle of those that have."""
MAP = (460, 620)
SIDES = {name: {"expr": f"datum.{name}"} for name in ("align", "baseline", "dx", "dy")}
ON_PLANE = {
    "longitude": {"field": "x", "type": "quantitative"},
    "latitude": {"field": "y", "type": "quantitative"},
}


def territory_map(
    study: Study,
    values: Mapping[str, Value],
    *,
    title: str,
    shapes: Any = None,
    province: str | None = None,
    language: Language = "es",
) -> Spec:
    """Show the provinces where they are, coloured by a name or a share; ``province`` selects one.

    Parameters
    ----------
    study
        Whose provinces they are.
    values
        By UBIGEO: all names (such as the chain that leads), or all shares from 0 to 1.
    title
        What the values are.
    shapes
        A GeoJSON FeatureCollection, as read, joined by UBIGEO; without it the capitals are points.
    province
        UBIGEO of the one that is selected to begin with.
    language
        Of what is written on it.

    Raises
    ------
    PriorizarError
        If ``shapes`` is no FeatureCollection or names no UBIGEO.

    Notes
    -----
    Degrees of longitude are shortened by the cosine of the middle latitude (equirectangular), so that
    shapes are true; drawn on a plane, it does not matter which way round the rings of a file run.
    """
    records, flat = records_of(study, values, language), shortening(study)
    points = [
        one | {"x": where.longitude * flat, "y": where.latitude}
        for one, where in zip(records, study.provinces.values(), strict=True)
        if where.longitude is not None and where.latitude is not None
    ]
    told = {"tooltip": tooltip(province=text("charts.province", language), said=title)}
    colour = colour_of(values, title, language)
    if shapes is None:
        key, drawn = "charts.alt_map", {one["ubigeo"] for one in points}
        points = _with_sides(points)
        layers = _point_layers(points, colour | _symbols(values, colour) | told, told, province)
    else:
        outlines = outlines_of(study, shapes, "GeoJSON")
        key, drawn = "charts.alt_shapes", set(outlines)
        points = _with_sides([one for one in points if one["ubigeo"] in outlines])
        features = [
            one | {"type": "Feature", "geometry": _shortened(outlines[one["ubigeo"]], flat)}
            for one in records
            if one["ubigeo"] in outlines
        ]
        layers = _shape_layers(features, colour | told, told, province)
    rest: Spec = {
        "params": [LETTERS],
        "projection": {"type": "identity", "reflectY": True},
        "width": MAP[0],
        "height": MAP[1],
        "layer": layers,
    }
    lost = [one["province"] for one in records if one["ubigeo"] not in drawn]
    return chart(alternative(key, title, records, language, lost), points, rest)


def _point_layers(points: Values, seen: Spec, told: Spec, province: str | None) -> list[Spec]:
    return [
        {
            "params": params(province),
            "mark": {
                "type": "point",
                "filled": True,
                "opacity": 1,
                "size": 200,
                "strokeWidth": 3,
                "cursor": "pointer",
            },
            "encoding": {**ON_PLANE, **seen, **chosen("province")},
        },
        {
            "mark": {"type": "text", "fontSize": 12, **SIDES},
            "encoding": {**ON_PLANE, **told, "text": {"field": "province"}},
        },
        # What is not seen keeps points and names off the edge.
        {
            "data": {"values": _corners(points)},
            "mark": {"type": "point", "opacity": 0, "tooltip": None},
            "encoding": ON_PLANE,
        },
    ]


def _shape_layers(features: Values, seen: Spec, told: Spec, province: str | None) -> list[Spec]:
    name = {**ON_PLANE, **told, "text": {"field": "province"}}
    return [
        {
            "data": {"values": features},
            "params": params(province),
            "mark": {"type": "geoshape", "cursor": "pointer"},
            # On a dark ground the line around what is chosen is white too: it must be wider.
            "encoding": {
                **seen,
                **chosen("province", "white"),
                "strokeWidth": {"condition": {"param": "province", "empty": False, "value": 5}, "value": 1},
            },
        },
        # Names reach over borders, so they bring a ground of their own.
        {
            "mark": {"type": "text", "fontSize": 11, "stroke": "white", "strokeWidth": 3, **SIDES},
            "encoding": name,
        },
        {"mark": {"type": "text", "fontSize": 11, "color": "black", **SIDES}, "encoding": name},
    ]


def _with_sides(points: Values) -> Values:
    """Choose for each point the side on which its name stands."""
    sides = place_names(_in_pixels(points), [one["province"] for one in points])
    return [
        one | {"align": side.align, "baseline": side.baseline, "dx": side.dx, "dy": side.dy}
        for one, side in zip(points, sides, strict=True)
    ]


def _symbols(values: Mapping[str, Value], colour: Spec) -> Spec:
    """Tell the names that share the grey apart by the form of their points, in the same legend."""
    names, own = names_of(values), len(OKABE_ITO) - 1
    if len(names) <= own:
        return {}
    symbols = ["circle" if i < own else SYMBOLS[(i - own) % len(SYMBOLS)] for i in range(len(names))]
    scale = {"domain": colour["color"]["scale"]["domain"], "range": [*symbols, "circle"]}
    return {"shape": colour["color"] | {"scale": scale}}


def _shortened(geometry: Any, flat: float) -> Any:
    """Return a geometry with its longitudes shortened."""
    if "geometries" in geometry:
        return geometry | {"geometries": [_shortened(one, flat) for one in geometry["geometries"]]}
    return geometry | {"coordinates": _shortened_places(geometry["coordinates"], flat)}


def _shortened_places(places: Any, flat: float) -> Any:
    if places and isinstance(places[0], int | float):
        return [places[0] * flat, *places[1:2]]
    return [_shortened_places(one, flat) for one in places]


def _corners(points: Values) -> Values:
    """Return two corners of what holds all points, with some room around."""
    if not points:
        return []
    x, y = [one["x"] for one in points], [one["y"] for one in points]
    span = max(max(x) - min(x), max(y) - min(y), 0.1)
    # Names reach further to the sides.
    across, along = 0.1 * span, 0.04 * span
    return [
        {"x": min(x) - across, "y": min(y) - along},
        {"x": max(x) + across, "y": max(y) + along},
    ]


def _in_pixels(points: Values) -> list[tuple[float, float]]:
    """Compute where points come to stand."""
    if not points:
        return []
    low, high = _corners(points)
    scale = min(MAP[0] / (high["x"] - low["x"]), MAP[1] / (high["y"] - low["y"]))
    return [((one["x"] - low["x"]) * scale, (high["y"] - one["y"]) * scale) for one in points]
