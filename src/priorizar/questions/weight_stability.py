"""How far weights may move before the order changes: one at a time, or all together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from priorizar.errors import refusal
from priorizar.questions.feasible_weights import region_of
from priorizar.questions.group_problems import KnownOnly, Problem, Record, ask, criteria_ids, where
from priorizar.ranking.grouping import By
from priorizar.study.model import Study
from priorizar.study.places import find_chains
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.overtaking import Floats, Norm, Score, additive_overtaking, searched_overtaking
from priorizar.uncertainty.regions import Region
from priorizar.uncertainty.stability import stability_interval

NEAR = 1e-9


def weight_stability(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    first: int | None = 1,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    language: str = "es",
) -> list[Record]:
    """Say how far each weight may move, the others in proportion, before the order changes.

    Parameters
    ----------
    first
        What must stay: who is among the first so many; None for the whole order.

    Returns
    -------
    list of dict
        One a group and criterion: ``weight``, ``low`` and ``high``; ``below`` and ``above``, the chain that
        comes in beyond each end (None if nothing changes before 0 or 1); ``exact``, and the ``resolution``
        of the search if not.
    """
    ranking, found = ask(study, scenario, by, provinces, method)
    records = []
    for problem in found:
        k = None if first is None else min(first, len(problem.rows))
        for column, criterion in enumerate(criteria_ids(ranking)):
            interval = stability_interval(
                _score(problem, ranking.weights.values),
                problem.evidence.stated,
                ranking.weights.values,
                column,
                first=k,
                form=problem.form,
            )
            beyond = {
                name: None if row is None else where(ranking, int(problem.rows[row]), language)["chain_name"]
                for name, row in (("below", interval.below), ("above", interval.above))
            }
            records.append(
                {"group": problem.label, "criterion": criterion, "weight": interval.weight}
                | {"low": interval.low, "high": interval.high, **beyond}
                | {"exact": interval.exact, "resolution": interval.resolution}
            )
    return records


def overtaking(
    study: Study,
    scenario: str | Scenario,
    province: str,
    chain: str,
    versus: str,
    *,
    norm: Norm = "l2",
    region: str | Region | None = "uniform",
    method: str | Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Record:
    """Find the smallest change of all weights together that puts one chain level with another.

    Returns
    -------
    dict
        ``weights`` by criterion (None if none do), ``distance`` and whether it is ``exact``.
    """
    ranking, found = ask(study, scenario, "province", [province], method)
    places = {ranking.matrix.alternatives[row].chain.id: i for i, row in enumerate(found[0].rows)}
    ids = [next(iter(find_chains(study, [name]))) for name in (chain, versus)]
    for name, one in zip((chain, versus), ids, strict=True):
        if one not in places:
            raise refusal("robustness.chain_not_there", chain=name, province=province)
    behind, ahead = places[ids[0]], places[ids[1]]
    inside = region_of(ranking, region)
    values, weights = found[0].evidence.stated, ranking.weights.values
    if found[0].form == "additive":
        answer = additive_overtaking(values, weights, behind, ahead, norm=norm, region=inside)
    else:
        answer = searched_overtaking(
            _score(found[0], weights), values, weights, behind, ahead, norm=norm, region=inside, seed=seed
        )
    shares = None
    if answer.weights is not None:
        shares = dict(zip(criteria_ids(ranking), answer.weights.tolist(), strict=True))
    distance = None if answer.weights is None else answer.distance
    return {"weights": shares, "distance": distance, "exact": answer.exact}


def _score(problem: Problem, weights: Floats) -> Score:
    """Give the score; of alternatives judged by what is known of them, at the ends what it tends to.

    With all the weight on criteria of which nothing is known there is none.
    """
    if not isinstance(problem.score, KnownOnly):
        return problem.score
    return lambda matrix, at: problem.score(matrix, at + NEAR * (weights - at))
