"""Explanations as plain data, for JSON and tables: everything by id, with names beside it."""

from __future__ import annotations

from typing import Literal, TypedDict

import numpy as np

from priorizar.explanation.differences import Difference, Other
from priorizar.explanation.doubt import Doubt
from priorizar.explanation.facts import Facts
from priorizar.explanation.improvements import Goal, Improvement
from priorizar.explanation.profiles import Profile, Trait
from priorizar.explanation.screening import Answer
from priorizar.explanation.weight_changes import WeightChange
from priorizar.locale import Language
from priorizar.ranking.cells import cells_of
from priorizar.ranking.ranking import Ranking

Brings = Literal["brings_leader", "brings_runner_up", "brings_versus", "brings_average"]
BRINGS: dict[Other, Brings] = {
    "leader": "brings_leader",
    "runner_up": "brings_runner_up",
    "versus": "brings_versus",
    "average": "brings_average",
}
"""Column of what a criterion contributes to each comparison."""


class StatementRecord(TypedDict):
    """A statement a cell rests on."""

    source: str
    quote: str


class CriterionRecord(TypedDict, total=False):
    """A criterion: its weight, the alternative's cell, and what it contributes to each comparison made."""

    criterion: str
    criterion_name: str
    value: float
    low: float
    high: float
    weight: float
    scaled: float
    basis: str
    level: str | None
    what_if: bool
    statements: list[StatementRecord]
    brings_leader: float | None
    brings_runner_up: float | None
    brings_versus: float | None
    brings_average: float | None


class AgainstRecord(TypedDict):
    """A comparison: ``chain`` and ``rank`` are None for the average."""

    other: Other
    chain: str | None
    rank: int | None
    score: float
    difference: float


class ImprovementRecord(TypedDict):
    """A change in one criterion, in its unit."""

    criterion: str
    amount: float
    threshold: float
    gain_in_value: float


class GoalRecord(TypedDict):
    """What would take an alternative to a rank; ``single`` by criterion, None where nothing is enough."""

    rank: int
    holder: str
    single: dict[str, ImprovementRecord | None]
    together: list[ImprovementRecord]
    criteria_at_once: int


class BestEndRecord(TypedDict):
    """Rank and score with one criterion at the best end of its scale."""

    criterion: str
    amount: float
    rank: int
    score: float


class DoubtRecord(TypedDict):
    """Ranks with a doubtful cell at either end; all doubtful cells at once have no criterion."""

    criterion: str | None
    worst: float | None
    best: float | None
    rank_at_worst: int
    rank_at_best: int


class WeightChangeRecord(TypedDict):
    """Nearest weights at which an alternative is level with a rival; None where none were found."""

    rival: str
    weights: dict[str, float] | None
    moved: float | None
    rank: int | None
    exact: bool


class TraitRecord(TypedDict):
    """A criterion on which an alternative differs from the median of its peers, in value from 0 to 1."""

    criterion: str
    value: float
    median: float
    weighted_difference: float
    rank: int
    count: int


class ProfileRecord(TypedDict):
    """Strengths, weaknesses, and the criteria on which nothing is known."""

    strengths: list[TraitRecord]
    weaknesses: list[TraitRecord]
    unknown: list[str]


class SimilarRecord(TypedDict):
    """A chain with a similar profile."""

    chain: str
    distance: float
    shared_weight: float


class ElsewhereRecord(TypedDict):
    """The same chain in a province."""

    province: str
    ubigeo: str
    rank: int
    score: float


class RuleRecord(TypedDict):
    """The answer to one rule of the screen."""

    name: str
    criterion: str
    answer: Answer
    doubtful: bool


class ScreenRecord(TypedDict):
    """The answer to the screen, and to each of its rules; None where there are no rules."""

    answer: Answer | None
    doubtful: bool
    rules: list[RuleRecord]


class ExplanationRecord(TypedDict):
    """All that explains the place of an alternative."""

    department: str
    zone: str
    province: str
    ubigeo: str
    chain: str
    chain_name: str
    extractive: str
    scenario: str
    illustrative_weights: bool
    method: str
    rank: int
    tied: bool
    count: int
    score: float
    criteria: list[CriterionRecord]
    against: list[AgainstRecord]
    goals: list[GoalRecord] | None
    at_best: list[BestEndRecord] | None
    bottlenecks: list[str]
    doubts: list[DoubtRecord] | None
    weight_changes: list[WeightChangeRecord | None]
    profile: ProfileRecord
    similar: list[SimilarRecord]
    elsewhere: list[ElsewhereRecord]
    screen: ScreenRecord
    sentences: dict[str, list[str]]


class ChainRecord(TypedDict):
    """A chain in the account of its province."""

    chain: str
    chain_name: str
    rank: int
    profile: ProfileRecord
    screen: ScreenRecord


class ProvinceRecord(TypedDict):
    """All that is said of a province."""

    department: str
    zone: str
    province: str
    ubigeo: str
    scenario: str
    profile: ProfileRecord
    chains: list[ChainRecord]
    sentences: dict[str, list[str]]


def explanation_record(
    facts: Facts, language: Language, sentences: dict[str, list[str]]
) -> ExplanationRecord:
    """Return an explanation as plain data.

    Parameters
    ----------
    facts
        What is explained.
    language
        Of the names.
    sentences
        The explanation in words, by section.

    Returns
    -------
    dict
        Where and what (``department`` … ``score``); ``criteria``, one record each with weight, value,
        evidence and what it contributes to each comparison; ``against``; ``goals``, ``at_best`` and
        ``doubts`` (None where the method has no answer); ``weight_changes``; ``profile``, ``similar``,
        ``elsewhere``; ``screen``; ``sentences`` by section. Criteria and chains are identified by id.
    """
    ranking, alternative = facts.ranking, facts.alternative
    province, chain = alternative.province, alternative.chain
    names = _criteria(ranking)
    return {
        "department": province.department,
        "zone": province.zone,
        "province": province.name,
        "ubigeo": province.ubigeo,
        "chain": chain.id,
        "chain_name": chain.name[language],
        "extractive": chain.extractive,
        "scenario": ranking.scenario.id,
        "illustrative_weights": ranking.scenario.illustrative,
        "method": ranking.variant,
        "rank": facts.rank,
        "tied": bool(ranking.tied[facts.row]),
        "count": len(facts.trials.members),
        "score": facts.score,
        "criteria": _criterion_records(facts, language),
        "against": [_against(ranking, held) for held in facts.against],
        "goals": None if facts.goals is None else [_goal(ranking, goal) for goal in facts.goals],
        "at_best": None
        if facts.at_best is None
        else [
            {"criterion": names[one.column], "amount": one.amount, "rank": one.rank, "score": one.score}
            for one in facts.at_best
        ],
        "bottlenecks": [names[one.column] for one in facts.bottlenecks],
        "doubts": None if facts.doubts is None else [_doubt(names, one) for one in facts.doubts],
        "weight_changes": [
            None if one is None else _weight_change(ranking, one) for one in facts.weight_changes
        ],
        "profile": profile_record(ranking, facts.profile),
        "similar": [
            {"chain": _chain(ranking, one.row), "distance": one.distance, "shared_weight": one.shared}
            for one in facts.similar
        ],
        "elsewhere": [_elsewhere(ranking, row) for row in facts.elsewhere],
        "screen": screen_record(facts, language),
        "sentences": sentences,
    }


def screen_record(facts: Facts, language: Language) -> ScreenRecord:
    """Return the answers of the screen: that of all its rules, and of each."""
    overall = facts.screened
    return {
        "answer": overall.answer if facts.screen else None,
        "doubtful": overall.doubtful,
        "rules": [
            {
                "name": rule.name[language],
                "criterion": rule.criterion,
                "answer": answer.answer,
                "doubtful": answer.doubtful,
            }
            for rule, answer in facts.screen
        ],
    }


def profile_record(ranking: Ranking, profile: Profile) -> ProfileRecord:
    """Return strengths, weaknesses and what is unknown."""
    names = _criteria(ranking)
    return {
        "strengths": [_trait(names, one) for one in profile.strengths],
        "weaknesses": [_trait(names, one) for one in profile.weaknesses],
        "unknown": [names[column] for column in profile.unknown],
    }


def _criteria(ranking: Ranking) -> list[str]:
    return [criterion.id for criterion in ranking.matrix.criteria]


def _chain(ranking: Ranking, row: int) -> str:
    return ranking.matrix.alternatives[row].chain.id


def _trait(names: list[str], one: Trait) -> TraitRecord:
    return {
        "criterion": names[one.column],
        "value": one.value,
        "median": one.median,
        "weighted_difference": one.weighted,
        "rank": one.place,
        "count": one.count,
    }


def _criterion_records(facts: Facts, language: Language) -> list[CriterionRecord]:
    ranking, row = facts.ranking, facts.row
    records: list[CriterionRecord] = []
    for column, cell in enumerate(cells_of(ranking.matrix, row)):
        one: CriterionRecord = {
            "criterion": cell["criterion"],
            "criterion_name": ranking.matrix.criteria[column].name[language],
            "value": cell["value"],
            "low": cell["low"],
            "high": cell["high"],
            "weight": float(ranking.weights.values[column]),
            "scaled": float(ranking.matrix.scaled[row, column]),
            "basis": cell["basis"],
            "level": cell["level"],
            "what_if": cell["what_if"],
            "statements": cell["statements"],
        }
        for held in facts.against:
            one[BRINGS[held.other]] = None if held.parts is None else float(held.parts[column])
        records.append(one)
    return records


def _against(ranking: Ranking, held: Difference) -> AgainstRecord:
    return {
        "other": held.other,
        "chain": None if held.row is None else _chain(ranking, held.row),
        "rank": None if held.row is None else int(ranking.rank[held.row]),
        "score": held.score,
        "difference": held.difference,
    }


def _doubt(names: list[str], one: Doubt) -> DoubtRecord:
    return {
        "criterion": None if one.column is None else names[one.column],
        "worst": None if one.column is None else one.worst,
        "best": None if one.column is None else one.best,
        "rank_at_worst": one.rank_at_worst,
        "rank_at_best": one.rank_at_best,
    }


def _elsewhere(ranking: Ranking, row: int) -> ElsewhereRecord:
    province = ranking.matrix.alternatives[row].province
    return {
        "province": province.name,
        "ubigeo": province.ubigeo,
        "rank": int(ranking.rank[row]),
        "score": float(ranking.score[row]),
    }


def _goal(ranking: Ranking, goal: Goal) -> GoalRecord:
    names = _criteria(ranking)
    return {
        "rank": goal.place,
        "holder": _chain(ranking, goal.holder),
        "single": {
            name: None if one is None else _improvement(names, one)
            for name, one in zip(names, goal.single, strict=True)
        },
        "together": [_improvement(names, one) for one in goal.together],
        "criteria_at_once": goal.at_once,
    }


def _improvement(names: list[str], one: Improvement) -> ImprovementRecord:
    return {
        "criterion": names[one.column],
        "amount": one.amount,
        "threshold": one.threshold,
        "gain_in_value": one.gain,
    }


def _weight_change(ranking: Ranking, one: WeightChange) -> WeightChangeRecord:
    weights = None if one.weights is None else np.asarray(one.weights).tolist()
    return {
        "rival": _chain(ranking, one.rival),
        "weights": None if weights is None else dict(zip(_criteria(ranking), weights, strict=True)),
        "moved": None if weights is None else one.moved,
        "rank": one.rank,
        "exact": one.exact,
    }
