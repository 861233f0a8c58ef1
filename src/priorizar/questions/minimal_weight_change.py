"""The minimal weight change that puts one alternative level with another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from priorizar.errors import refusal
from priorizar.questions.experiment import Experiment
from priorizar.questions.group_problems import criteria_ids, ranked_problems, score_near
from priorizar.study.model import Study
from priorizar.study.places import find_chains
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.overtaking import Norm, additive_overtaking, searched_overtaking

ANY_WEIGHTS = Experiment(weights="any")


class WeightChange(TypedDict):
    """The nearest weights by criterion, and how far they are; both None if no feasible weights do it.

    ``exact`` says whether there are none nearer, or they are the nearest that a search found.
    """

    weights: dict[str, float] | None
    distance: float | None
    exact: bool


def minimal_weight_change(
    study: Study,
    scenario: str | Scenario,
    province: str,
    chain: str,
    versus: str,
    experiment: Experiment = ANY_WEIGHTS,
    *,
    norm: Norm = "l2",
    method: str | Mapping[str, Any] | None = None,
) -> WeightChange:
    """Find the smallest change of all weights together that puts one chain level with another.

    Parameters
    ----------
    province, chain, versus
        The chain that is behind, and the one ahead, by id or name.
    experiment
        Its feasible weights are searched, any by default, and its seed is the search's.
    norm
        Of the change: the sum of its parts (``l1``) or the root of the sum of their squares (``l2``).
    """
    ranking, found = ranked_problems(study, scenario, "province", [province], method)
    places = {ranking.matrix.alternatives[row].chain.id: i for i, row in enumerate(found[0].rows)}
    ids = [next(iter(find_chains(study, [name]))) for name in (chain, versus)]
    for name, one in zip((chain, versus), ids, strict=True):
        if one not in places:
            raise refusal("robustness.chain_not_there", chain=name, province=province)
    behind, ahead = places[ids[0]], places[ids[1]]
    feasible = experiment.feasible_weights(ranking)
    values, weights = found[0].evidence.stated, ranking.weights.values
    if found[0].form == "weighted_sum":
        answer = additive_overtaking(values, weights, behind, ahead, norm=norm, region=feasible)
    else:
        answer = searched_overtaking(
            score_near(found[0], weights),
            values,
            weights,
            behind,
            ahead,
            norm=norm,
            region=feasible,
            seed=experiment.seed,
        )
    if answer.weights is None:
        return {"weights": None, "distance": None, "exact": answer.exact}
    shares = dict(zip(criteria_ids(ranking), answer.weights.tolist(), strict=True))
    return {"weights": shares, "distance": answer.distance, "exact": answer.exact}
