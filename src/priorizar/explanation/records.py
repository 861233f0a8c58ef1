"""An explanation as plain data, for JSON and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from priorizar.explanation.improvements import Goal, Improvement
from priorizar.explanation.profiles import Profile, Trait
from priorizar.ranking.cells import cells

if TYPE_CHECKING:
    from priorizar.explanation.account import Explanation
    from priorizar.explanation.weight_changes import WeightChange
    from priorizar.ranking.ranking import Ranking


def record(account: Explanation) -> dict[str, Any]:
    """Give an explanation as plain data.

    Returns
    -------
    dict
        Where and what (``department`` … ``score``); ``criteria``, one record each with weight, value,
        evidence and what it brings to each comparison; ``against``; ``goals``, ``at_best`` and
        ``doubts`` (None where the method has no answer); ``weight_changes``; ``profile``, ``similar``,
        ``elsewhere``; ``screen``; ``sentences`` by section. Criteria and chains are named by id.
    """
    ranking, alternative = account.ranking, account.alternative
    province, chain = alternative.province, alternative.chain
    names = _criteria(ranking)
    return {
        "department": province.department,
        "zone": province.zone,
        "province": province.name,
        "ubigeo": province.ubigeo,
        "chain": chain.id,
        "chain_name": chain.name[account.language],
        "extractive": chain.extractive,
        "scenario": ranking.scenario.id,
        "illustrative_weights": ranking.scenario.illustrative,
        "method": ranking.variant,
        "rank": account.rank,
        "tied": bool(ranking.tied[account.row]),
        "count": len(account.trials.members),
        "score": account.score,
        "criteria": _criterion_records(account),
        "against": [
            {
                "other": held.other,
                "chain": None if held.row is None else _chain(ranking, held.row),
                "rank": None if held.row is None else int(ranking.rank[held.row]),
                "score": held.score,
                "difference": held.difference,
            }
            for held in account.against
        ],
        "goals": None if account.goals is None else [_goal(ranking, goal) for goal in account.goals],
        "at_best": None
        if account.at_best is None
        else [
            {"criterion": names[one.column], "amount": one.amount, "rank": one.rank, "score": one.score}
            for one in account.at_best
        ],
        "bottlenecks": [names[one.column] for one in account.bottlenecks],
        "doubts": None
        if account.doubts is None
        else [
            {
                "criterion": None if one.column is None else names[one.column],
                "worst": None if one.column is None else one.worst,
                "best": None if one.column is None else one.best,
                "rank_at_worst": one.rank_at_worst,
                "rank_at_best": one.rank_at_best,
            }
            for one in account.doubts
        ],
        "weight_changes": [
            None if one is None else _weight_change(ranking, one) for one in account.weight_changes
        ],
        "profile": profile_record(ranking, account.profile),
        "similar": [
            {"chain": _chain(ranking, one.row), "distance": one.distance, "shared_weight": one.shared}
            for one in account.similar
        ],
        "elsewhere": [
            {
                "province": ranking.matrix.alternatives[row].province.name,
                "ubigeo": ranking.matrix.alternatives[row].province.ubigeo,
                "rank": int(ranking.rank[row]),
                "score": float(ranking.score[row]),
            }
            for row in account.elsewhere
        ],
        "screen": screen_record(account),
        "sentences": account.sentences,
    }


def screen_record(account: Explanation) -> dict[str, Any]:
    """Give the answers of the screen: that of all its rules, and of each."""
    overall = account.screened
    return {
        "answer": overall.answer if account.screen else None,
        "doubtful": overall.doubtful,
        "rules": [
            {
                "name": rule.name[account.language],
                "criterion": rule.criterion,
                "answer": answer.answer,
                "doubtful": answer.doubtful,
            }
            for rule, answer in account.screen
        ],
    }


def profile_record(ranking: Ranking, profile: Profile) -> dict[str, Any]:
    """Give strengths, weaknesses and what is unknown."""
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


def _trait(names: list[str], one: Trait) -> dict[str, Any]:
    return {
        "criterion": names[one.column],
        "value": one.value,
        "median": one.median,
        "weighted_difference": one.weighted,
        "rank": one.place,
        "count": one.count,
    }


def _criterion_records(account: Explanation) -> list[dict[str, Any]]:
    ranking, row = account.ranking, account.row
    alternative = account.alternative
    where = (alternative.province.ubigeo, alternative.chain.id)
    found: list[dict[str, Any]] = [
        dict(one)
        for one in cells(account.study, ranking.scenario, account.language)
        if (one["ubigeo"], one["chain"]) == where
    ]
    records = []
    for column, cell in enumerate(found):
        kept = {key: cell[key] for key in ("criterion", "criterion_name", "value", "low", "high")}
        kept |= {"weight": float(ranking.weights.values[column])}
        kept |= {"scaled": float(ranking.matrix.scaled[row, column])}
        kept |= {key: cell[key] for key in ("basis", "level", "what_if", "statements")}
        kept |= {
            f"brings_{held.other}": None if held.parts is None else float(held.parts[column])
            for held in account.against
        }
        records.append(kept)
    return records


def _goal(ranking: Ranking, goal: Goal) -> dict[str, Any]:
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


def _improvement(names: list[str], one: Improvement) -> dict[str, Any]:
    return {
        "criterion": names[one.column],
        "amount": one.amount,
        "threshold": one.threshold,
        "gain_in_value": one.gain,
    }


def _weight_change(ranking: Ranking, one: WeightChange) -> dict[str, Any]:
    weights = None if one.weights is None else np.asarray(one.weights).tolist()
    return {
        "rival": _chain(ranking, one.rival),
        "weights": None if weights is None else dict(zip(_criteria(ranking), weights, strict=True)),
        "moved": None if weights is None else one.moved,
        "rank": one.rank,
        "exact": one.exact,
    }
