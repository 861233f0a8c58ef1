"""Weights as a few letters of an address: ``puntos:40,30,15,5,10`` or ``pares:1,2,3,…``.

They stand in the order of the criteria.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from pydantic import ValidationError

from priorizar.elicitation.statements import Ahp, Points
from priorizar.study.criteria import Criterion

POINTS, PAIRS = "puntos", "pares"
LONGEST = 4_000


def written_weights(said: Points | Ahp) -> str:
    """Write weights for an address."""
    if isinstance(said, Points):
        return f"{POINTS}:" + ",".join(f"{value:.6g}" for value in said.values.values())
    return f"{PAIRS}:" + ",".join(f"{ratio:.6g}" for *_, ratio in said.comparisons)


def read_weights(written: str, criteria: Sequence[Criterion]) -> Points | Ahp | None:
    """Read weights from an address; None if they are none, or not of these criteria."""
    kind, _, rest = written[:LONGEST].partition(":")
    names = [one.id for one in criteria]
    pairs = list(combinations(names, 2))
    try:
        numbers = [float(part) for part in rest.split(",")]
        if kind == POINTS and len(numbers) == len(names) and min(numbers) >= 0 < sum(numbers):
            return Points(procedure="points", values=dict(zip(names, numbers, strict=True)))
        if kind == PAIRS and len(numbers) == len(pairs) and all(1 / 9 - 1e-6 <= one <= 9 for one in numbers):
            said = [(a, b, ratio) for (a, b), ratio in zip(pairs, numbers, strict=True)]
            return Ahp(procedure="ahp", comparisons=tuple(said))
    except (ValueError, ValidationError):
        return None
    return None
