"""A ranking on the map: GeoJSON (RFC 7946), one feature an alternative, where its province is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.files.door import read_bounded, read_json
from priorizar.files.tables import flat, to_json
from priorizar.study.model import Study

MOST_VALUES = 1_500_000
"""Of a file with outlines: five thousand positions a province, for a hundred provinces."""


def to_geojson(
    study: Study,
    records: Sequence[Mapping[str, Any]],
    manifest: Mapping[str, Any],
    geometry: Path | None = None,
) -> bytes:
    """Write one feature an alternative, its properties the columns of every other format.

    Parameters
    ----------
    study, records
        Whose provinces they are, and the rows.
    manifest
        Goes in as a member of the collection.
    geometry
        GeoJSON with the outlines of the provinces, joined by UBIGEO; without it the capitals are points.

    Raises
    ------
    PriorizarError
        A file that is no GeoJSON or names no UBIGEO, or a province that has no place.
    """
    wanted = dict.fromkeys(record["ubigeo"] for record in records)
    places = _capitals(study) if geometry is None else _outlines(study, geometry)
    lost = [study.provinces[ubigeo].name for ubigeo in wanted if ubigeo not in places]
    if lost:
        key = "export.no_coordinates" if geometry is None else "export.no_outline"
        raise refusal(key, provinces=", ".join(lost[:12]), file=str(geometry))
    features = [
        {
            "type": "Feature",
            "id": f"{record['ubigeo']}/{record['chain']}",
            "geometry": places[record["ubigeo"]],
            "properties": flat(record),
        }
        for record in records
    ]
    return to_json({"type": "FeatureCollection", "features": features, "manifest": manifest})


def _capitals(study: Study) -> dict[str, Any]:
    return {
        one.ubigeo: {"type": "Point", "coordinates": [one.longitude, one.latitude]}
        for one in study.provinces.values()
        if one.longitude is not None and one.latitude is not None
    }


def _outlines(study: Study, file: Path) -> dict[str, Any]:
    content = read_json(str(file), read_bounded(file, str(file)), "export.not_geojson", MOST_VALUES)
    return outlines(study, content, str(file))


def outlines(study: Study, content: Any, file: str) -> dict[str, Any]:
    """Return geometries by UBIGEO: whichever property holds codes of the study's provinces.

    Parameters
    ----------
    study
        Whose provinces they are.
    content
        A GeoJSON FeatureCollection, as read.
    file
        What to call it in a problem.

    Raises
    ------
    PriorizarError
        If it is none, or names no UBIGEO.
    """
    try:
        found = {
            code: feature["geometry"]
            for feature in content["features"]
            if isinstance(feature["geometry"], dict)
            for code in map(code_of, feature["properties"].values())
            if code in study.provinces
        }
    except (KeyError, TypeError, AttributeError):
        raise PriorizarError(Problem("export.not_geojson", {}, file)) from None
    if not found:
        raise PriorizarError(Problem("export.no_ubigeo", {}, file))
    return found


def code_of(written: Any) -> str:
    """Read a UBIGEO code, with the zero that a number loses."""
    whole = isinstance(written, int) and not isinstance(written, bool)
    return f"{written:04d}" if whole else str(written).strip()
