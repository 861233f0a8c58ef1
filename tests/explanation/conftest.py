"""One province with as many chains and criteria as a test asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from priorizar.explanation.trials import Trials
from priorizar.ranking.ranking import rank
from priorizar.study.criteria import CriteriaSet, Label
from priorizar.study.model import Alternative, Chain, Evidence, Place, Province, Study
from priorizar.study.scenario import Scenario

PROVINCE = Province("0101", "Alta", "Norte", "I")
SCALES = {
    "levels": {
        "type": "levels",
        "levels": [{"value": n, "name": {"es": f"nivel {n}", "en": f"level {n}"}} for n in range(5)],
    },
    "numeric": {"type": "numeric", "unit": {"es": "puesto", "en": "position"}, "low": 0, "high": 4},
    "bent": {
        "type": "numeric",
        "unit": {"es": "t", "en": "t"},
        "low": 0,
        "high": 4,
        "value_function": [[0, 0], [1, 0.6], [4, 1]],
    },
}


def _criterion(position: int, scale: str, direction: str) -> dict:
    name = {"es": f"Criterio {position}", "en": f"Criterion {position}"}
    return {"id": f"c{position}", "name": name, "direction": direction, "scale": SCALES[scale]}


def _study(
    values,
    weights,
    *,
    low=None,
    high=None,
    method="topsis",
    unknown="midpoint",
    scale="levels",
    directions=None,
):
    values = np.asarray(values, dtype=float)
    k, n = values.shape
    low = values if low is None else np.asarray(low, dtype=float)
    high = values if high is None else np.asarray(high, dtype=float)
    directions = directions or ["max"] * n
    criteria = CriteriaSet.model_validate(
        {
            "id": "set",
            "name": {"es": "x", "en": "x"},
            "criteria": [_criterion(j, scale, directions[j]) for j in range(n)],
        }
    )
    chains = [Chain(f"k{i}", Label(es=f"cadena {i}", en=f"chain {i}")) for i in range(k)]
    evidence = tuple(
        Evidence(
            Place("Norte", "I", "0101"),
            f"k{i}",
            f"c{j}",
            values[i, j],
            low[i, j],
            high[i, j],
            "reported",
            "informe",
            f"dice {i} {j}",
        )
        for i in range(k)
        for j in range(n)
        if not np.isnan(values[i, j])
    )
    scenario = Scenario.model_validate(
        {
            "id": "base",
            "name": {"es": "Base", "en": "Base"},
            "criteria": "set",
            "weights": {
                "procedure": "points",
                "values": {f"c{j}": float(weight) for j, weight in enumerate(weights)},
            },
            "method": method if isinstance(method, dict) else {"name": method},
            "unknown": unknown,
        }
    )
    return Study(
        folder=Path("nowhere"),
        criteria_sets={"set": criteria},
        provinces={"0101": PROVINCE},
        chains={chain.id: chain for chain in chains},
        alternatives=tuple(Alternative(PROVINCE, chain, "province") for chain in chains),
        evidence=evidence,
        sources={},
        scenarios={"base": scenario},
    )


@pytest.fixture(scope="session")
def made() -> Callable[..., Study]:
    """Make a study: ``made(values (k, n), weights (n,))``; NaN is unknown, levels go from 0 to 4."""
    return _study


@pytest.fixture(scope="session")
def trials() -> Callable[..., Trials]:
    """Rank such a study and take one of its chains: ``trials(row, values, weights, ...)``."""

    def build(row, values, weights, **how) -> Trials:
        return Trials(rank(_study(values, weights, **how), "base"), row)

    return build


@pytest.fixture(scope="session")
def supposing() -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    """Rank again with a scenario that supposes amounts, as a planner would: scores and ranks."""

    def again(study, chain, amounts) -> tuple[np.ndarray, np.ndarray]:
        what_if = [
            {"province": "Alta", "chain": f"k{chain}", "criterion": f"c{j}", "value": float(amount)}
            for j, amount in amounts.items()
        ]
        base = study.scenario("base").model_dump()
        ranking = rank(study, Scenario.model_validate({**base, "id": "otro", "what_if": what_if}))
        return ranking.score, ranking.rank

    return again
