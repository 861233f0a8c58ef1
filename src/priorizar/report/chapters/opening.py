"""How a report opens: the scenario, what it says in one minute, and who comes first where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from priorizar.errors import PriorizarError

if TYPE_CHECKING:
    from priorizar.report.findings import Findings, FoundRow
    from priorizar.report.phrases import Phrases

Fields = dict[str, Any]
DECIDED = 0.5
MOST_LEADERS = 5


def scenario(found: Findings, say: Phrases) -> Fields:
    """Name the scenario, and whose its weights are."""
    chosen, language = found.ranking.scenario, say.language
    stated = say.of("report.stated_by", who=chosen.stated_by) if chosen.stated_by else ""
    return {
        "id": chosen.id,
        "name": chosen.name[language],
        "description": chosen.description[language] if chosen.description else "",
        "author": chosen.author or "",
        "date": chosen.date or "",
        "note": chosen.note or "",
        "stated_by": stated,
        "lineage": list(chosen.lineage),
    }


def summary(found: Findings, say: Phrases) -> list[str]:
    """Return the sentences for readers with one minute."""
    ranking, rows = found.ranking, found.rows
    records = found.records(say.language)
    matrix = ranking.matrix
    chains = {matrix.alternatives[row].chain.id for row in rows}
    lines = [
        say.of(
            "report.sum_ranked",
            chains=say.count("chain", len(chains)),
            provinces=say.count("province", len(records)),
            criteria=say.count("criterion", len(matrix.criteria)),
            scenario=ranking.scenario.name[say.language],
        )
    ]
    leading = Counter(
        one["chain_name"] for province in records.values() for one in province if one["rank"] == 1
    )
    named = [
        say.of("report.sum_leads", chain=chain, provinces=say.count("province", count))
        for chain, count in leading.most_common(MOST_LEADERS)
    ]
    lines.append(
        say.of(
            "report.sum_leaders" if len(leading) <= MOST_LEADERS else "report.sum_leaders_most",
            leaders=say.listing(named),
        )
    )
    lines += _doubt(found, say, records)
    known = matrix.known[rows]
    if known.all():
        return [*lines, say.of("report.sum_evidence_whole")]
    least = int(known.mean(axis=0).argmin())
    lines.append(
        say.of(
            "report.sum_evidence",
            unknown=say.percent_apart(1 - float(known.mean())),
            criterion=say.wording.criterion(least),
            least=say.percent_apart(1 - float(known[:, least].mean())),
        )
    )
    return lines


def _doubt(found: Findings, say: Phrases, records: dict[str, list[FoundRow]]) -> Iterator[str]:
    if isinstance(found.robustness, PriorizarError):
        yield say.of("report.sum_not_drawn")
        return
    firsts = [
        max(one["first"] or 0.0 for one in province if one["rank"] == 1) for province in records.values()
    ]
    if len(firsts) == 1:
        name = found.study.provinces[found.groups[0]].name
        yield say.of("report.sum_decided_there", province=name, share=say.percent(firsts[0]))
        return
    decided = sum(first >= DECIDED for first in firsts)
    yield say.of(
        "report.sum_decided" if decided else "report.sum_decided_none",
        decided=decided,
        provinces=say.count("province", len(firsts)),
        least=say.percent(min(firsts)),
        most=say.percent(max(firsts)),
    )


def leaders(found: Findings, say: Phrases) -> list[Fields]:
    """List who is first in each province, how often, and on how much evidence."""
    lines = []
    for ubigeo, province in found.records(say.language).items():
        first = [one for one in province if one["rank"] == 1]
        lines.append(
            {
                "province": found.study.provinces[ubigeo].name,
                "department": found.study.provinces[ubigeo].department,
                "chains": say.listing([one["chain_name"] for one in first]),
                "first": " · ".join(say.share(one["first"]) for one in first),
                "coverage": " · ".join(say.coverage(one) for one in first),
            }
        )
    return lines
