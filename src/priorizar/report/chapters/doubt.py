"""What a report says of doubt: how much of the order withstands it, and what would remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from priorizar.errors import PriorizarError
from priorizar.report.charts import acceptability_map
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.report.charts import Album
    from priorizar.report.findings import Findings
    from priorizar.report.phrases import Phrases

Fields = dict[str, Any]


def robustness(found: Findings, say: Phrases, charts: Album) -> Fields:
    """Describe how much of the order survives what nobody knows."""
    drawn = found.robustness
    if isinstance(drawn, PriorizarError):
        why = say.of("report.not_drawn", why=say.refused(drawn))
        return {"about": [why], "read_map": "", "maps": [], "stability": [], "stability_note": ""}
    maps = []
    for ubigeo in found.groups:
        charts[f"places_{ubigeo}"] = acceptability_map(drawn, ubigeo, say.language)
        maps.append(
            {
                "province": found.study.provinces[ubigeo].name,
                "chart": charts.about(f"places_{ubigeo}"),
            }
        )
    stability = _stability(found, say)
    note = say.of("report.stability_note") if len(stability) < len(found.groups) else ""
    return {
        "about": [say.of("report.drawn", **say.drawn(drawn))],
        "read_map": say.of("report.read_map"),
        "maps": maps,
        "stability": stability,
        "stability_note": note,
    }


def _stability(found: Findings, say: Phrases) -> list[Fields]:
    """Name, in each province, the weight that may move least before another chain comes first."""
    from priorizar.questions.weight_stability import weight_stability

    try:
        records = weight_stability(found.study, found.ranking.scenario, provinces=found.groups)
    except PriorizarError:
        return []
    headings = {one.id: one.name[say.language] for one in found.ranking.matrix.criteria}
    shares = dict(zip(headings, shown_shares(found.ranking.weights.values, 1), strict=True))
    tightest: dict[str, tuple[float, Fields]] = {}
    for one in records:
        moves = [
            (abs(one["weight"] - end), chain)
            for end, chain in ((one["low"], one["below"]), (one["high"], one["above"]))
            if chain is not None
        ]
        for distance, chain in moves:
            if distance < tightest.get(one["group"], (np.inf, {}))[0]:
                tightest[one["group"]] = (
                    distance,
                    {
                        "province": found.study.provinces[one["group"]].name,
                        "criterion": headings[one["criterion"]],
                        "weight": say.percent(shares[one["criterion"]], 1),
                        "from_to": f"{say.percent(one['low'], 1)} – {say.percent(one['high'], 1)}",
                        "enters": found.study.chains[chain].name[say.language],
                    },
                )
    return [tightest[group][1] for group in found.groups if group in tightest]


def find_out(found: Findings, say: Phrases) -> list[Fields]:
    """Name, in each province, the unknown whose answer would settle most who is first."""
    from priorizar.questions.value_of_information import value_of_information

    try:
        records = value_of_information(
            found.study, found.ranking.scenario, found.experiment, provinces=found.groups
        )
    except PriorizarError:
        return []
    headings = {one.id: one.name[say.language] for one in found.ranking.matrix.criteria}
    best: dict[str, Fields] = {}
    for one in records:
        if one["group"] not in best and one["gain"] > one["noise"] and one["doubt"] > 0:
            best[one["group"]] = {
                "province": found.study.provinces[one["group"]].name,
                "chain": found.study.chains[one["chain"]].name[say.language],
                "criterion": headings[one["criterion"]],
                "doubt_removed": say.percent(one["gain"] / one["doubt"], 1),
            }
    return [best[group] for group in found.groups if group in best]
