"""What a report says of the order: in each province, and scenario beside scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from priorizar.report.charts import ranking_bars, scenario_bump

if TYPE_CHECKING:
    from priorizar.ranking.comparison import ComparisonRecord
    from priorizar.report.charts import Album
    from priorizar.report.findings import Findings, FoundRow
    from priorizar.report.phrases import Phrases

Fields = dict[str, Any]


def provinces(found: Findings, say: Phrases, charts: Album) -> list[Fields]:
    """Return the order of each province, with intervals, evidence and why."""
    from priorizar.explanation.province import ProvinceExplanation

    sections = []
    for ubigeo, records in found.records(say.language).items():
        place = found.study.provinces[ubigeo]
        told = ProvinceExplanation(found.study, found.ranking, ubigeo, say.language).sentences
        charts[f"ranking_{ubigeo}"] = ranking_bars(found.ranking, ubigeo, say.language)
        left_out = [one.chain.name[say.language] for one in found.ranking.unranked if one.province == place]
        sections.append(
            {
                "ubigeo": ubigeo,
                "name": place.name,
                "department": place.department,
                "zone": place.zone,
                "about": told["province"],
                "why": told["chains"],
                "unranked": say.of("report.unranked", chains=say.listing(left_out)) if left_out else "",
                "chains": [_chain(found, one, say) for one in records],
                "chart": charts.about(f"ranking_{ubigeo}"),
                "caption": say.of(
                    f"report.caption_{'whole' if found.ranking.contributions is None else 'parts'}"
                ),
            }
        )
    return sections


def _chain(found: Findings, record: FoundRow, say: Phrases) -> Fields:
    low, high = record["rank_low"], record["rank_high"]
    headings = {one.id: one.heading(say.language) for one in found.ranking.matrix.criteria}
    missing = [headings[name] for name in record["unknown"]]
    return {
        "rank": f"{record['rank']}{'=' if record['tied'] else ''}",
        "chain": record["chain_name"] + ("*" if record["extractive"] == "disputed" else ""),
        "score": f"{record['score']:.3f}",
        "first": say.share(record["first"]),
        "range": "–" if low is None else f"{low}–{high}" if low != high else f"{low}",
        "coverage": say.coverage(record),
        "stated_for": say.of(f"report.level_{record['level']}"),
        "without": ", ".join(missing),
    }


def comparison(found: Findings, say: Phrases, charts: Album) -> Fields:
    """Hold the scenarios side by side; empty if none were asked for."""
    compared = found.comparison
    if compared is None:
        return {"scenarios": [], "provinces": [], "agreement": []}
    language = say.language
    headings = {
        one.id: one.heading(language) for ranking in compared.rankings for one in ranking.matrix.criteria
    }
    by_province: dict[str, list[ComparisonRecord]] = {}
    for record in compared.records():
        if record["ubigeo"] in found.groups:
            by_province.setdefault(record["ubigeo"], []).append(record)
    sections = []
    for ubigeo, records in by_province.items():
        charts[f"scenarios_{ubigeo}"] = scenario_bump(compared, ubigeo, language)
        rows = []
        for record in records:
            drivers = record["driver"].values()
            rows.append(
                {
                    "chain": found.study.chains[record["chain"]].name[language],
                    "ranks": [str(record["rank"][compared.names[0]])]
                    + [
                        f"{record['rank'][name]}{_shift(record['shift'][name])}"
                        for name in compared.names[1:]
                    ],
                    "drivers": ", ".join(dict.fromkeys(headings[one] for one in drivers if one)),
                }
            )
        name = found.study.provinces[ubigeo].name
        sections.append({"province": name, "rows": rows, "chart": charts.about(f"scenarios_{ubigeo}")})
    return {
        "scenarios": [
            {
                "name": one.scenario.name[language],
                "description": one.scenario.description[language] if one.scenario.description else "",
                "illustrative": one.scenario.illustrative,
            }
            for one in compared.rankings
        ],
        "provinces": sections,
        "agreement": _agreement(found, say),
    }


def _shift(places: int) -> str:
    return f" ▲{places}" if places > 0 else f" ▼{-places}" if places < 0 else ""


def _agreement(found: Findings, say: Phrases) -> list[str]:
    compared = found.comparison
    assert compared is not None  # noqa: S101 - asked only where there is one
    titles = dict(
        zip(compared.names, (one.scenario.name[say.language] for one in compared.rankings), strict=True)
    )
    lines = []
    for name in compared.names[1:]:
        measured = [
            one["spearman"]
            for one in compared.agreement()
            if one["scenario"] == name and one["group"] in found.groups and one["spearman"] is not None
        ]
        if measured:
            ends = f"{min(measured):.2f}", f"{float(np.median(measured)):.2f}"
            lines.append(say.of("report.agreement", scenario=titles[name], least=ends[0], median=ends[1]))
    return lines
