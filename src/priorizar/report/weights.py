"""A scenario's weights as plain data: how they came about, and how far the people behind them agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from priorizar.elicitation.weights import JudgedNode, People, Weights
from priorizar.errors import describe
from priorizar.locale import Language
from priorizar.weighting.ahp import Consistency
from priorizar.weighting.best_worst import BestWorst
from priorizar.weighting.region import WeightRegion

if TYPE_CHECKING:
    from priorizar.ranking.group_agreement import GroupAgreement
    from priorizar.study.pairwise import Compared
    from priorizar.study.scenario import Scenario


def weights_record(
    scenario: Scenario,
    weights: Weights,
    compared: Sequence[Compared],
    agreement: GroupAgreement | None,
    language: Language,
) -> dict[str, Any]:
    """Return the weights of a scenario with everything said on the way.

    Parameters
    ----------
    scenario, weights
        What they are of, and they.
    compared
        Chains and levels compared in pairs.
    agreement
        Of the group, if two people or more are behind them.
    language
        Of the notes.
    """
    record: dict[str, Any] = {
        "scenario": scenario.id,
        "illustrative": scenario.illustrative,
        "stated_by": scenario.stated_by,
        "weights": weights.by_criterion,
        "nodes": [_node(node) for node in weights.nodes],
        "notes": [describe(note, language) for note in weights.notes],
    }
    if compared:
        record["compared"] = [
            {
                "criterion": one.criterion.id,
                "values": dict(zip(one.items, one.values.tolist(), strict=True)),
                "consistency": _plain(one.consistency),
                "notes": [describe(note, language) for note in one.notes],
            }
            for one in compared
        ]
    if weights.group is not None:
        record["people"] = people_records(weights.group, weights.criteria)
    if agreement is not None:
        record["agreement"] = agreement.record()
    return record


def people_records(people: People, criteria: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return one record a person: how they answered, how much they count, and their weights."""
    return [
        {
            "code": code,
            "helice": people.helices[row],
            "procedure": people.procedures[row],
            "share": float(people.share[row]),
            "weights": dict(zip(criteria, people.values[row].tolist(), strict=True)),
            "consistency_ratio": people.consistency_ratios[row],
        }
        for row, code in enumerate(people.codes)
    ]


def _node(node: JudgedNode) -> dict[str, Any]:
    judgement = node.judgement
    return {
        "node": node.id,
        "procedure": node.procedure,
        "weights": dict(zip(node.items, judgement.values.tolist(), strict=True)),
        "measures": {
            name: _plain(value) for name, value in judgement.measures.items() if not isinstance(value, People)
        },
        "steps": {name: _plain(np.asarray(value)) for name, value in judgement.steps.items()},
    }


def _plain(value: Any) -> Any:
    """Turn a measure or a step into plain data; what was not said is null."""
    if isinstance(value, WeightRegion):
        return {"statements": [str(one) for one in value.statements], "bounds": _plain(value.bounds)}
    if isinstance(value, Consistency | BestWorst):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value
