"""What provinces are coloured by: a name or a share, and how that is said."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from priorizar.locale import Language, text
from priorizar.report.charts.colour import NOTHING, OKABE_ITO, ink_along, ink_on
from priorizar.report.charts.frame import LABEL, Spec, Values, percent, percent_axis
from priorizar.study.model import Study

Value = str | float | None
"""What a province is coloured by: a name, or a share from 0 to 1; None where there is none."""


def params(province: str | None) -> list[Spec]:
    """Let a province be selected by a click; one may be selected to begin with."""
    select: Spec = {"name": "province", "select": {"type": "point", "fields": ["ubigeo"]}}
    return [select | ({"value": [{"ubigeo": province}]} if province else {})]


def records_of(study: Study, values: Mapping[str, Value], language: Language) -> Values:
    """Return what each province has, and in which ink that is written on its colour."""
    colours = name_colours(values)
    records: Values = []
    for ubigeo, province in study.provinces.items():
        value, shade = values.get(ubigeo), -1.0
        if value is None:
            said, ink = text("charts.no_value", language), ink_on(NOTHING)
        elif isinstance(value, str):
            said, ink = value, ink_on(colours[value])
        else:
            shade = float(value)
            said, ink = percent(shade, language), ink_along(shade)
        records.append(
            {"ubigeo": ubigeo, "province": province.name, "said": said, "shade": shade, "ink": ink}
        )
    return records


def names_of(values: Mapping[str, Value]) -> list[str]:
    """Names in the order of how often they are met."""
    counts = Counter(value for value in values.values() if isinstance(value, str))
    return sorted(counts, key=lambda name: (-counts[name], name))


def name_colours(values: Mapping[str, Value]) -> dict[str, str]:
    """Return those met most a colour each, and grey to the rest."""
    return {name: OKABE_ITO[min(i, len(OKABE_ITO) - 1)] for i, name in enumerate(names_of(values))}


def colour_of(values: Mapping[str, Value], title: str, language: Language) -> Spec:
    """Colour by name, or by share; grey where there is neither."""
    if colours := name_colours(values):
        none = text("charts.no_value", language)
        scale = {"domain": [*colours, none], "range": [*colours.values(), NOTHING]}
        legend = {"orient": "top", "columns": 3, "labelLimit": LABEL, "values": list(colours)}
        return {
            "color": {"field": "said", "type": "nominal", "title": title, "scale": scale, "legend": legend}
        }
    return {
        "color": {
            "condition": {"test": "datum.shade < 0", "value": NOTHING},
            "field": "shade",
            "type": "quantitative",
            "title": title,
            "scale": {"scheme": "cividis", "domain": [0, 1]},
            "legend": {
                "orient": "top",
                "values": [0, 0.5, 1],
                "labelExpr": percent_axis(language)["labelExpr"],
                "titleLimit": 2 * LABEL,
            },
        }
    }


def alternative(key: str, title: str, records: Values, language: Language, lost: Sequence[str] = ()) -> str:
    """Describe what each province has, and which have no place on the map."""
    said = "; ".join(f"{one['province']} {one['said']}" for one in records)
    description = text(key, language, title=title, values=said)
    if lost:
        description += " " + text("charts.alt_not_placed", language, provinces=", ".join(lost))
    return description


def shortening(study: Study) -> float:
    """Compute how much shorter a degree of longitude is than one of latitude, in the middle of the study."""
    latitudes = [one.latitude for one in study.provinces.values() if one.latitude is not None]
    middle = (min(latitudes) + max(latitudes)) / 2 if latitudes else 0.0
    return math.cos(math.radians(middle))
