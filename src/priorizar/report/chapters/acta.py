"""What minutes say besides: who took part, what they weighed before and after, and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from priorizar.elicitation.statements import Group
from priorizar.ranking.group_agreement import agreement, group_of
from priorizar.ranking.ranking import weights_of
from priorizar.weighting.helices import HELICES
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.elicitation.weights import Weights
    from priorizar.report.findings import Findings
    from priorizar.report.phrases import Phrases

Fields = dict[str, Any]
BLANK_LINES = 6
PLACES = 3


def acta(found: Findings, say: Phrases) -> Fields:
    """Return what minutes record; what the study does not say is left to be filled in by hand."""
    group = group_of(found.ranking.scenario.weights)
    people = [] if group is None else list(group.counted())
    participants = [
        {"name": one.code, "institution": one.institution, "helice": _helice(one.helice, say)}
        for one in people
    ] or [{"name": "", "institution": "", "helice": ""} for _ in range(BLANK_LINES)]
    initial, note = _initial(found, say)
    agreed = _shown(found.ranking.weights)
    names = {one.id: one.name[say.language] for one in found.ranking.matrix.criteria}
    return {
        "place": say.of("report.to_be_filled"),
        "participants": participants,
        "initial_note": note,
        "weights": [
            {
                "criterion": names[criterion],
                "initial": "" if initial is None else say.percent(initial[criterion], 1),
                "agreed": say.percent(weight, 1),
            }
            for criterion, weight in agreed.items()
        ],
        "result": _result(found, say),
        "dissent": _dissent(found, say, names) if people else [say.of("report.to_be_filled")],
        "signatures": [{"name": one["name"]} for one in participants],
    }


def _helice(name: str, say: Phrases) -> str:
    return say.of(f"form.helice_{name}") if name in HELICES else name


def _initial(found: Findings, say: Phrases) -> tuple[dict[str, float] | None, str]:
    """Return the weights before: of the scenario to compare with, or of a group's first round."""
    agreed = found.ranking.weights
    if found.comparison is not None:
        other = found.comparison.rankings[1]
        if other.weights.criteria == agreed.criteria:
            name = other.scenario.name[say.language]
            return _shown(other.weights), say.of("report.initial_scenario", scenario=name)
    first = _first_round(found)
    if first is not None:
        return _shown(first), say.of("report.initial_round")
    return None, say.of("report.initial_unknown")


def _shown(weights: Weights) -> dict[str, float]:
    """Weights by criterion as they are shown, so that they add up."""
    return dict(zip(weights.criteria, shown_shares(weights.values, 1), strict=True))


def _first_round(found: Findings) -> Weights | None:
    scenario = found.ranking.scenario
    group = scenario.weights
    if not isinstance(group, Group):
        return None
    rounds = {member.round for member in group.people or ()}
    if len(rounds) < 2:
        return None
    before = group.model_copy(update={"round": min(rounds)})
    return weights_of(found.study, scenario.model_copy(update={"weights": before}))


def _result(found: Findings, say: Phrases) -> list[Fields]:
    lines = []
    for ubigeo, records in found.records(say.language).items():
        place = found.study.provinces[ubigeo]
        first = [
            f"{say.wording.place(one['rank'])} {one['chain_name']}"
            for one in records
            if one["rank"] <= PLACES
        ]
        lines.append({"province": place.name, "department": place.department, "chains": ", ".join(first)})
    return lines


def _dissent(found: Findings, say: Phrases, names: dict[str, str]) -> list[str]:
    """Name the camps, the hélices that would put others first, and the people whose weights stand apart."""
    measured = agreement(found.study, found.ranking.scenario)
    opinions = measured.opinions
    lines = [say.of("report.dissent_camp", people=", ".join(camp)) for camp in opinions.camps]
    if opinions.reading.level in ("very_low", "low"):
        level = say.of(f"weights.level_{opinions.reading.level}")
        measure = say.of(f"weights.by_{opinions.reading.measure}")
        lines.append(say.of("report.dissent_level", level=level, measure=measure))
    lines += [
        say.of(
            "report.dissent_helice" if one.people > 1 else "report.dissent_person",
            helice=_helice(helice, say),
            code=one.codes[0],
            count=one.other_firsts,
            provinces=say.count("province", one.provinces),
        )
        for helice, one in measured.helices.items()
        if one.other_firsts
    ]
    lines += [
        say.of(
            "report.dissent_apart",
            code=one.code,
            helice=_helice(one.helice, say),
            criterion=names[one.criterion],
            weight=say.percent(one.weight),
            median=say.percent(one.median),
        )
        for one in opinions.apart
    ]
    return lines or [say.of("report.dissent_none")]
