"""A GeoJSON file (RFC 7946) that somebody sends, with the outlines of provinces: checked, and made small."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from priorizar.errors import PriorizarError, Problem
from priorizar.files.door import read_json
from priorizar.names import fold
from priorizar.report.geojson import code_of
from priorizar.study.model import Province, Study

MOST_BYTES = 5_000_000
MOST_POSITIONS = 30_000
MOST_FEATURES = 5_000
MOST_VALUES = 600_000
"""Each position is three: its list and its two numbers."""
GRIDS = (0.005, 0.01, 0.02)
"""Degrees, the first being half a pixel of a map of the bundled study. Positions are rounded to the finest
that makes them few enough; neighbours snap to one grid, so they stay joined."""
AROUND = 0.2
"""Degrees by which a capital may lie outside the box around its province, for outlines are simplified."""
NAMED = 8

Ring = list[list[float]]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Outlines:
    """The outlines of a study's provinces.

    Parameters
    ----------
    written
        A GeoJSON FeatureCollection, one feature a province with its code as ``ubigeo``: no more of the file
        than a map needs.
    elsewhere
        Codes of the file that are no province of the study, in order.
    missing
        Names of the study's provinces that the file does not outline.
    """

    written: str
    elsewhere: tuple[str, ...]
    missing: tuple[str, ...]


def read_outlines(study: Study, raw: bytes, file: str) -> Outlines:
    """Read the outlines of provinces.

    Parameters
    ----------
    study
        Whose provinces they are.
    raw
        The file.
    file
        What to call it in problems.

    Raises
    ------
    PriorizarError
        A file that is too large, no JSON, no FeatureCollection, or without a property that holds UBIGEO
        codes of the study; and, for every province, an outline that is no polygon, has places that are none
        on Earth, or lies elsewhere than the province's capital.

    Notes
    -----
    Several features of one province (its districts) become one. Positions are rounded to one of
    :data:`GRIDS`.
    """
    features = _features(raw, file)
    found, elsewhere = _by_code(study, features, file)
    problems: list[Problem] = []
    outlines: dict[str, list[list[Ring]]] = {}
    for ubigeo, geometries in found.items():
        province = study.provinces[ubigeo]
        key, polygons = _polygons(geometries, province)
        if key:
            problems.append(Problem(f"outlines.{key}", {"province": province.name, "code": ubigeo}, file))
        else:
            outlines[ubigeo] = polygons
    if problems:
        raise PriorizarError(problems)
    outlines = _on_a_grid(outlines, file)
    written = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"ubigeo": ubigeo},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            }
            for ubigeo, polygons in outlines.items()
        ],
    }
    return Outlines(
        json.dumps(written, separators=(",", ":"), allow_nan=False),
        tuple(elsewhere),
        tuple(one.name for one in study.provinces.values() if one.ubigeo not in outlines),
    )


def _features(raw: bytes, file: str) -> list[Mapping[str, Any]]:
    if len(raw) > MOST_BYTES:
        values = {"size": f"{len(raw) / 1e6:.1f}", "limit": f"{MOST_BYTES / 1e6:g}"}
        raise PriorizarError(Problem("outlines.too_large", values, file))
    content = read_json(file, raw, "outlines.not_json", MOST_VALUES)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise PriorizarError(Problem("outlines.no_collection", {}, file))
    if len(features) > MOST_FEATURES:
        values = {"features": f"{len(features):,}", "limit": f"{MOST_FEATURES:,}"}
        raise PriorizarError(Problem("outlines.too_many", values, file))
    return [one for one in features if isinstance(one, dict) and isinstance(one.get("properties"), dict)]


def _by_code(
    study: Study, features: Sequence[Mapping[str, Any]], file: str
) -> tuple[dict[str, list[Any]], list[str]]:
    """Return the geometries of each province of the study, and the codes that are none of its provinces."""
    known: Counter[str] = Counter()
    names: dict[str, None] = {}
    for feature in features:
        for name, written in feature["properties"].items():
            names.setdefault(name)
            known[name] += code_of(written) in study.provinces
    # A number of rows may look like a code: a property that says what it is comes before one that does not.
    holding = max(known, key=lambda name: ("ubigeo" in fold(name), known[name]), default="")
    if not known[holding]:
        holding = max(known, key=lambda name: known[name], default="")
    if not known[holding]:
        there = ", ".join(list(names)[:NAMED]) or "–"
        raise PriorizarError(Problem("outlines.no_ubigeo", {"properties": there}, file))
    found: dict[str, list[Any]] = {}
    elsewhere: dict[str, None] = {}
    for feature in features:
        written = feature["properties"].get(holding)
        code = code_of(written)
        if code in study.provinces:
            found.setdefault(code, []).append(feature.get("geometry"))
        elif written is not None:
            elsewhere.setdefault(code[:12])
    return found, sorted(elsewhere)


def _polygons(geometries: Sequence[Any], province: Province) -> tuple[str, list[list[Ring]]]:
    """Return the polygons of one province; with what is wrong, if anything is."""
    polygons: list[list[Ring]] = []
    for geometry in geometries:
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if kind not in ("Polygon", "MultiPolygon"):
            return "no_polygon", []
        coordinates = geometry.get("coordinates")
        try:
            polygons += [
                [[_position(one) for one in ring] for ring in polygon]
                for polygon in ([coordinates] if kind == "Polygon" else coordinates)
            ]
        except (TypeError, ValueError, IndexError, KeyError, OverflowError):
            return "no_positions", []
    positions = [one for polygon in polygons for ring in polygon for one in ring]
    if not positions:
        return "no_positions", []
    if not all(abs(x) <= 180 and abs(y) <= 90 for x, y in positions):
        return "out_of_range", []
    if not _holds(_box(positions), province):
        return "far_from_capital", []
    return ("", polygons) if any(_snapped(one, GRIDS[0]) for one in polygons) else ("no_positions", [])


def _on_a_grid(outlines: Mapping[str, list[list[Ring]]], file: str) -> dict[str, list[list[Ring]]]:
    """Round outlines to the finest grid on which they are few enough positions."""
    for grid in GRIDS:
        found = {
            ubigeo: kept
            for ubigeo, polygons in outlines.items()
            if (kept := [rings for one in polygons if (rings := _snapped(one, grid))])
        }
        positions = sum(len(ring) for polygons in found.values() for one in polygons for ring in one)
        if positions <= MOST_POSITIONS:
            return found
    values = {"positions": f"{positions:,}", "limit": f"{MOST_POSITIONS:,}"}
    raise PriorizarError(Problem("outlines.too_detailed", values, file))


def _position(written: Any) -> list[float]:
    """Read longitude and latitude; a height after them is let go."""
    x, y = written[0], written[1]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (x, y)):
        raise TypeError
    found = [float(x), float(y)]
    if not all(map(math.isfinite, found)):
        raise ValueError
    return found


def _box(positions: Sequence[Sequence[float]]) -> Box:
    x, y = [one[0] for one in positions], [one[1] for one in positions]
    return min(x), min(y), max(x), max(y)


def _holds(box: Box, province: Province) -> bool:
    """Whether a province's capital lies in the box: RENIEC's codes and turned axes put it elsewhere."""
    if province.longitude is None or province.latitude is None:
        return True
    west, south, east, north = box
    return (
        west - AROUND <= province.longitude <= east + AROUND
        and south - AROUND <= province.latitude <= north + AROUND
    )


def _snapped(polygon: list[Ring], grid: float) -> list[Ring]:
    """Round a polygon to a grid: holes too small for it go, and so does all of one that is."""
    rings = [list(_rounded(ring, grid)) for ring in polygon]
    return [ring for ring in rings if len(ring) > 3] if rings and len(rings[0]) > 3 else []


def _rounded(ring: Ring, grid: float) -> Iterator[list[float]]:
    before = None
    for x, y in ring:
        found = [round(round(x / grid) * grid, 3), round(round(y / grid) * grid, 3)]
        if found != before:
            yield found
        before = found
