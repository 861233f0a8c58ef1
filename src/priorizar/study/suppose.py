"""Supposing something else of one chain in one province: a level more, a bottleneck resolved."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import numpy as np

from priorizar.errors import PriorizarError, refusal
from priorizar.study.criteria import Criterion, LevelsScale
from priorizar.study.model import Province, Study
from priorizar.study.places import Gazetteer
from priorizar.study.scenario import Scenario, WhatIf, edited
from priorizar.study.statement import statement

SAME_WORTH = 1e-9


def supposed(
    study: Study,
    scenario: Scenario,
    province: str,
    chain: str,
    criterion: str,
    value: float | None,
    *,
    source: str = "",
) -> Scenario:
    """Return a scenario that supposes a value for one cell, to be ranked at once.

    Takes the place of whatever it supposed of the same province, chain and criterion. What it supposes of
    a whole department or zone stays, and gives way there.

    Parameters
    ----------
    study
        That the scenario is of.
    scenario
        What to suppose it in; it stays as it is.
    province, chain
        By any of their names; the chain is one of the province's.
    criterion
        Id.
    value
        In the criterion's unit; None takes the supposition back.
    source
        Why it is supposed, for whoever reads the scenario.

    Raises
    ------
    PriorizarError
        A name nobody knows, a chain that the province does not have, or a value that is no number of the
        criterion's scale.
    """
    gazetteer = Gazetteer(study.provinces, study.chains)
    where, which = gazetteer.province(province), gazetteer.chain(chain)
    there = [one.chain.id for one in study.alternatives if one.province.ubigeo == where.ubigeo]
    if which not in there:
        values = {"province": where.name, "chain": which, "chains": tuple(there)}
        raise refusal("study.not_in_province", **values)
    criteria = {one.id: one for one in study.criteria_sets[scenario.criteria].leaf_criteria}
    # A value that is taken back is none to check: what is known of the criterion is its own middle.
    amount = criteria[criterion].midpoint if value is None and criterion in criteria else value
    said = statement(
        gazetteer, criteria, province=where.ubigeo, chain=which, criterion=criterion, value=amount
    )
    about = (said.place.province, said.chain, said.criterion)
    others = [one for one in scenario.what_if if _about(one, gazetteer, criteria) != about]
    if value is None:
        return edited(scenario, what_if=tuple(others))
    cells = {"province": _name_of(where, gazetteer), "chain": which, "criterion": criterion}
    cells |= {"source": source} if source else {}
    return edited(scenario, what_if=(*others, WhatIf.model_validate({**cells, "value": value})))


def better_amounts(criterion: Criterion, scenario: Scenario, now: float) -> tuple[float, ...]:
    """Return the amounts of a criterion better than the one now: the first is a step up, the last the best.

    Better is what the scenario's direction makes it: of bottlenecks, where fewer are better, the last is
    that there are none.

    Parameters
    ----------
    criterion
        Of levels or numeric.
    scenario
        May turn the criterion round.
    now
        In the criterion's unit; an unknown cell stands at ``criterion.midpoint``.

    Returns
    -------
    tuple of float
        Levels in order of what they are worth, the nearest first; of a numeric scale its best end alone.
        None are left where it is as good as it can be.

    Raises
    ------
    PriorizarError
        If the scenario turns round a criterion that cannot be.
    """
    scale = criterion.scale
    steps = [one.value for one in scale.levels] if isinstance(scale, LevelsScale) else [scale.low, scale.high]
    direction = scenario.directions.get(criterion.id, criterion.direction)
    worth = criterion.to_value(np.array([*steps, now], dtype=float), direction)
    better = [
        (value, abs(step - now), step)
        for step, value in zip(steps, worth[:-1].tolist(), strict=True)
        if value > worth[-1] + SAME_WORTH
    ]
    return tuple(step for _, _, step in sorted(better))


def _name_of(province: Province, gazetteer: Gazetteer) -> str:
    """Return the name of a province that people read, or its code where another has the same name."""
    with suppress(PriorizarError):
        gazetteer.province(province.name)
        return province.name
    return province.ubigeo


def _about(
    said: WhatIf, gazetteer: Gazetteer, criteria: Mapping[str, Criterion]
) -> tuple[str | None, str, str] | None:
    """Return the cell that a supposition is about, or None if it does not hold together."""
    with suppress(PriorizarError):
        one = statement(gazetteer, criteria, **dict(said), what_if=True)
        return one.place.province, one.chain, one.criterion
    return None
