"""A group held against itself: how far its people agree, and where its hélices would rank otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from priorizar.elicitation.opinions import Opinions, consensus_within, opinions
from priorizar.elicitation.statements import Ahp, Blend, Group, Member, Statement
from priorizar.errors import refusal
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study, checked_study
from priorizar.study.scenario import Scenario
from priorizar.weighting.agreement import consensus_level
from priorizar.weighting.rounds import Agreement as RoundAgreement
from priorizar.weighting.rounds import Rounds, compare_rounds

Floats = NDArray[np.float64]
TOP = 3
SAATY = 9.0
# Typed by hand, a ninth is 0.11 or 0.111.
_ROUNDED = 9.1


@dataclass(frozen=True)
class Difference:
    """A province where a hélice alone would put other chains first; chains by id.

    Parameters
    ----------
    province, ubigeo
        Where.
    first, first_alone
        Those in the first place by the group, and by the hélice.
    top, top_alone
        Those in the first three places.
    """

    province: str
    ubigeo: str
    first: tuple[str, ...]
    first_alone: tuple[str, ...]
    top: tuple[str, ...]
    top_alone: tuple[str, ...]

    @property
    def other_first(self) -> bool:
        """Whether the first place differs."""
        return set(self.first) != set(self.first_alone)


@dataclass(frozen=True, eq=False)
class Helice:
    """One hélice by itself.

    Parameters
    ----------
    codes
        Its people. The opinion of a single one is that person's, not a hélice's.
    weights
        (n,) by the group's own aggregation, its people counting the same.
    consensus
        Among them; None for one person.
    differences
        Provinces whose first place or first three it would fill otherwise.
    provinces
        How many were ranked.
    """

    codes: tuple[str, ...]
    weights: Floats
    consensus: float | None
    differences: tuple[Difference, ...]
    provinces: int

    @property
    def people(self) -> int:
        """How many."""
        return len(self.codes)

    @property
    def other_firsts(self) -> int:
        """In how many provinces the first place differs."""
        return sum(one.other_first for one in self.differences)


class SpreadRecord(TypedDict):
    """How a criterion's weights are spread over the people."""

    median: float
    low: float
    high: float
    quartile_low: float
    quartile_high: float
    deviation: float


class ApartRecord(TypedDict):
    """A weight that stands apart from the others' on its criterion."""

    code: str
    helice: str
    criterion: str
    weight: float
    median: float


class DistanceRecord(TypedDict):
    """How far each two people are from each other."""

    codes: list[str]
    values: list[list[float]]


class DifferenceRecord(TypedDict):
    """A :class:`Difference` as plain data."""

    province: str
    ubigeo: str
    first: tuple[str, ...]
    first_alone: tuple[str, ...]
    top: tuple[str, ...]
    top_alone: tuple[str, ...]


class HeliceRecord(TypedDict):
    """A :class:`Helice` as plain data."""

    people: int
    weights: dict[str, float]
    consensus: float | None
    provinces: int
    other_first: int
    differences: list[DifferenceRecord]


class RoundAgreementRecord(TypedDict):
    """How far people agree in a round."""

    consensus: float
    kendall_w: float
    mean_distance: float


class RoundRecord(TypedDict):
    """A :class:`RoundChange` as plain data."""

    before: int
    after: int
    people: list[str]
    left: list[str]
    joined: list[str]
    moved: dict[str, float]
    mean_shift: dict[str, float]
    agreement_before: RoundAgreementRecord
    agreement_after: RoundAgreementRecord
    agreement_grew: bool


class ReadingRecord(TypedDict):
    """How far a group agrees, in a word, and the measure that says least of it."""

    level: str
    measure: str


class AgreementRecord(TypedDict):
    """A :class:`GroupAgreement` as plain data: people by their codes, all else by id."""

    people: int
    consensus: float
    agreement: ReadingRecord
    consensus_level: str
    consensus_scale: float | None
    kendall_w: float
    mean_distance: float
    distances: DistanceRecord
    spread: dict[str, SpreadRecord]
    apart: list[ApartRecord]
    furthest: dict[str, float]
    camps: list[list[str]]
    helices: dict[str, HeliceRecord]
    rounds: list[RoundRecord]


@dataclass(frozen=True, eq=False)
class RoundChange:
    """Two rounds one after the other."""

    before: int
    after: int
    found: Rounds


@dataclass(frozen=True, eq=False)
class GroupAgreement:
    """How far the people behind a scenario's weights agree, and what comes of where they do not.

    Parameters
    ----------
    scenario
        Whose weights they are.
    opinions
        Measures over the people who count.
    helices
        Each hélice by itself.
    rounds
        Each round held against the one before, over the people in both (two or more).
    """

    scenario: Scenario
    opinions: Opinions
    helices: Mapping[str, Helice]
    rounds: tuple[RoundChange, ...]

    def record(self) -> AgreementRecord:
        """Return everything as plain data, people by their codes."""
        found = self.opinions
        people, spread = found.people, found.spread
        return {
            "people": len(people.codes),
            "consensus": found.consensus,
            "agreement": {"level": found.reading.level, "measure": found.reading.measure},
            "consensus_level": consensus_level(found.consensus),
            "consensus_scale": found.scale,
            "kendall_w": found.kendall_w,
            "mean_distance": found.mean_distance,
            "distances": {"codes": list(people.codes), "values": found.distances.tolist()},
            "spread": {
                criterion: {
                    "median": float(spread.median[j]),
                    "low": float(spread.low[j]),
                    "high": float(spread.high[j]),
                    "quartile_low": float(spread.quartile_low[j]),
                    "quartile_high": float(spread.quartile_high[j]),
                    "deviation": float(spread.deviation[j]),
                }
                for j, criterion in enumerate(found.criteria)
            },
            "apart": [
                {
                    "code": one.code,
                    "helice": one.helice,
                    "criterion": one.criterion,
                    "weight": one.weight,
                    "median": one.median,
                }
                for one in found.apart
            ],
            "furthest": dict(found.furthest()),
            "camps": [list(camp) for camp in found.camps],
            "helices": {name: _helice_record(one, found.criteria) for name, one in self.helices.items()},
            "rounds": [_round_record(one, found.criteria) for one in self.rounds],
        }


def agreement(study: Study, scenario: str | Scenario) -> GroupAgreement:
    """Measure how far the people of a scenario's group agree, and rank by each hélice alone.

    Parameters
    ----------
    study
        From :func:`priorizar.load_study`.
    scenario
        Name of a scenario, or a scenario, whose weights are a group's (or blend a group's with the data's).

    Raises
    ------
    PriorizarError
        If the weights are not those of two people or more, or what :func:`priorizar.rank` refuses.
    """
    chosen = checked_study(study).scenario(scenario)
    group = group_of(chosen.weights)
    if group is None or group.people is None:
        raise refusal("weighting.no_group", scenario=chosen.id)
    tree = study.criteria_sets[chosen.criteria]
    members = group.counted()
    people = group.gather(members, tree)
    criteria = tuple(one.id for one in tree.leaf_criteria)
    scale = ratio_scale(members)
    found = opinions(people, criteria, scale)
    whole = rank(study, chosen)
    within = consensus_within(people, scale)
    helices = {}
    for helice, rows in people.rows_by_helice.items():
        alone = rank(study, _only(chosen, group, helice))
        helices[helice] = Helice(
            codes=tuple(people.codes[row] for row in rows),
            weights=alone.weights.values,
            consensus=within[helice],
            differences=_differences(study, whole, alone),
            provinces=len(whole.groups.labels),
        )
    return GroupAgreement(chosen, found, helices, _rounds(group, study, chosen, scale))


def group_of(statement: Statement) -> Group | None:
    """Return the group behind a judgement, if there is one."""
    if isinstance(statement, Blend):
        return group_of(statement.subjective)
    return statement if isinstance(statement, Group) else None


def ratio_scale(members: Sequence[Member]) -> float | None:
    """Return 9 if all compared in pairs and nobody went beyond 9 times, else None: nothing limited them."""
    return SAATY if all(_within_saaty(member.weights) for member in members) else None


def _within_saaty(statement: Statement) -> bool:
    if not isinstance(statement, Ahp):
        return False
    within = all(1 / _ROUNDED <= ratio <= _ROUNDED for _, _, ratio in statement.comparisons)
    return within and all(_within_saaty(one) for one in (statement.inner or {}).values())


def _only(scenario: Scenario, group: Group, helice: str) -> Scenario:
    """Return the scenario as the people of one hélice alone would have it."""
    members = tuple(member for member in group.people or () if member.helice == helice)
    alone = group.model_copy(
        update={"people": members, "file": None, "sha256": None, "each": "person", "shares": None}
    )
    weights = _with_group(scenario.weights, alone)
    return scenario.model_copy(update={"id": f"{scenario.id}_{helice}", "weights": weights})


def _with_group(statement: Statement, group: Group) -> Statement:
    if isinstance(statement, Blend):
        return statement.model_copy(update={"subjective": _with_group(statement.subjective, group)})
    return group


def _differences(study: Study, whole: Ranking, alone: Ranking) -> tuple[Difference, ...]:
    found, places = [], _places(alone)
    for ubigeo, chains in _places(whole).items():
        other = places.get(ubigeo, {})
        sides = [_upto(one, 1) for one in (chains, other)] + [_upto(one, TOP) for one in (chains, other)]
        if set(sides[0]) != set(sides[1]) or set(sides[2]) != set(sides[3]):
            found.append(Difference(study.provinces[ubigeo].name, ubigeo, *sides))
    return tuple(found)


def _places(ranking: Ranking) -> dict[str, dict[str, int]]:
    """Rank of each chain, by province."""
    places: dict[str, dict[str, int]] = {}
    for row in ranking.order:
        one = ranking.matrix.alternatives[int(row)]
        places.setdefault(one.province.ubigeo, {})[one.chain.id] = int(ranking.rank[row])
    return places


def _upto(places: Mapping[str, int], last: int) -> tuple[str, ...]:
    return tuple(chain for chain, place in places.items() if place <= last)


def _rounds(group: Group, study: Study, scenario: Scenario, scale: float | None) -> tuple[RoundChange, ...]:
    tree = study.criteria_sets[scenario.criteria]
    numbers = sorted({member.round for member in group.people or ()})
    said = {}
    for number in numbers:
        members = [member for member in group.people or () if member.round == number]
        people = group.model_copy(update={"shares": None}).gather(members, tree)
        said[number] = dict(zip(people.codes, people.values, strict=True))
    return tuple(
        RoundChange(before, after, compare_rounds(said[before], said[after], scale))
        for before, after in pairwise(numbers)
        if len(said[before].keys() & said[after].keys()) > 1
    )


def _helice_record(one: Helice, criteria: Sequence[str]) -> HeliceRecord:
    return {
        "people": one.people,
        "weights": dict(zip(criteria, one.weights.tolist(), strict=True)),
        "consensus": one.consensus,
        "provinces": one.provinces,
        "other_first": one.other_firsts,
        "differences": [_difference_record(difference) for difference in one.differences],
    }


def _round_record(change: RoundChange, criteria: Sequence[str]) -> RoundRecord:
    found = change.found
    return {
        "before": change.before,
        "after": change.after,
        "people": list(found.people),
        "left": list(found.left),
        "joined": list(found.joined),
        "moved": dict(zip(found.people, found.moved.tolist(), strict=True)),
        "mean_shift": dict(zip(criteria, found.mean_shift.tolist(), strict=True)),
        "agreement_before": _agreement_record(found.before),
        "agreement_after": _agreement_record(found.after),
        "agreement_grew": found.agreement_grew,
    }


def _difference_record(one: Difference) -> DifferenceRecord:
    return {
        "province": one.province,
        "ubigeo": one.ubigeo,
        "first": one.first,
        "first_alone": one.first_alone,
        "top": one.top,
        "top_alone": one.top_alone,
    }


def _agreement_record(one: RoundAgreement) -> RoundAgreementRecord:
    return {"consensus": one.consensus, "kendall_w": one.kendall_w, "mean_distance": one.mean_distance}
