"""The screen of a set of criteria: which of its rules an alternative meets; any one is enough.

A rule is decided by the value stated. Where the interval lies on both sides of the threshold the answer
is doubtful; where nothing is stated there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from priorizar.ranking.matrix import DecisionMatrix
from priorizar.study.criteria import ScreenRule

Answer = Literal["yes", "no", "unknown"]
SLACK = 1e-9


@dataclass(frozen=True)
class Screened:
    """Whether a rule, or any rule, is met, and whether what is known leaves that in doubt."""

    answer: Answer
    doubtful: bool = False


def screened(matrix: DecisionMatrix, row: int, rule: ScreenRule) -> Screened:
    """Return whether an alternative meets a rule."""
    column = [criterion.id for criterion in matrix.criteria].index(rule.criterion)
    if not matrix.known[row, column]:
        return Screened("unknown")
    sign = 1 if rule.at_least is not None else -1
    met = [
        sign * float(amount[row, column]) >= sign * rule.threshold - SLACK
        for amount in (matrix.value, matrix.low, matrix.high)
    ]
    return Screened("yes" if met[0] else "no", doubtful=len(set(met)) > 1)


def any_met(answers: tuple[Screened, ...]) -> Screened:
    """Join the answers to all rules: yes if any is; no only where every rule is known not to be met."""
    for wanted in (Screened("yes"), Screened("yes", doubtful=True), Screened("unknown")):
        if wanted in answers:
            return wanted
    return Screened("no", doubtful=any(one.doubtful for one in answers))
