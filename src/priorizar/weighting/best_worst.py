"""Best-worst method: the best and the worst compared with all others, weights by a linear programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from priorizar.arrays import Floats
from priorizar.errors import Path, PriorizarError, Problem, refusal
from priorizar.figures import digits_apart
from priorizar.weighting.names import missing_names, unknown_names
from priorizar.weighting.ratios import LARGEST_RATIO

# Liang, Brunelli & Rezaei (2020), Omega 96, 102175, table 3: the input-based ratio below which answers
# are consistent enough, by how many times the best matters as much as the worst (rows 3 to 9) and by the
# number of criteria (columns 3 to 9).
THRESHOLDS = np.array(
    [
        [0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667],
        [0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683],
        [0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960],
        [0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262],
        [0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403],
        [0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657],
        [0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662],
    ]
)


@dataclass(frozen=True, eq=False)
class BestWorst:
    """Weights and how well the answers fit together.

    Parameters
    ----------
    values
        (n,) weights.
    xi
        ``ξ*``: the largest ``|w_B − a_Bj w_j|`` or ``|w_j − a_jW w_W|``; 0 for consistent answers.
    input_ratios
        (n,) for each criterion ``|a_Bj a_jW − a_BW| / (a_BW² − a_BW)``.
    input_ratio
        The largest of them: 0 for consistent answers, 1 for the worst on that scale.
    threshold
        What ``input_ratio`` should stay below; None where none is published.
    """

    values: Floats
    xi: float
    input_ratios: Floats
    input_ratio: float
    threshold: float | None


def answers(
    items: Sequence[str],
    best: str,
    worst: str,
    best_to_others: Mapping[str, float],
    others_to_worst: Mapping[str, float],
) -> tuple[Floats, Floats]:
    """Put the answers in the order of the items.

    Returns
    -------
    tuple of arrays (n,)
        How many times the best matters as much as each, and each as much as the worst.

    Raises
    ------
    PriorizarError
        With every name unknown or missing, every number below 1 (or not 1 where a criterion meets
        itself), best and worst being the same; or if best to worst is answered twice differently or is
        not the largest of all answers, as it must be if they are the best and the worst. Each is at the
        path of its answer, the arguments' names being the first step.
    """
    named: list[tuple[Path, str]] = [(("best",), best), (("worst",), worst)]
    said: list[tuple[Path, str, float]] = [
        ((row, name), name, ratio)
        for row, answered in (("best_to_others", best_to_others), ("others_to_worst", others_to_worst))
        for name, ratio in answered.items()
    ]
    named += [(path, name) for path, name, _ in said]
    to_others = {best: 1.0, **best_to_others}
    to_worst = {worst: 1.0, **others_to_worst}
    # Best to worst is asked in both rows; once is enough.
    if worst in to_others:
        to_worst.setdefault(best, to_others[worst])
    elif best in to_worst:
        to_others[worst] = to_worst[best]
    problems = unknown_names(named, items) + missing_names(set(to_others) & set(to_worst), items)
    if best == worst and len(items) > 1:
        problems.append(Problem("weighting.best_is_worst", {"name": best}, path=("worst",)))
    for path, name, ratio in said:
        values = {"name": name, "ratio": ratio}
        if not (np.isfinite(ratio) and ratio >= 1):
            problems.append(Problem("weighting.below_one", values, path=path))
        elif ratio > LARGEST_RATIO:
            beyond_largest = {"a": best, "b": worst, "ratio": ratio, "most": LARGEST_RATIO}
            problems.append(Problem("weighting.ratio_beyond", beyond_largest, path=path))
        elif ratio > 1 and path in (("best_to_others", best), ("others_to_worst", worst)):
            problems.append(Problem("weighting.not_one_with_itself", values, path=path))
    if problems:
        raise PriorizarError(problems)
    span, again = to_others[worst], to_worst[best]
    if span != again:
        values = {"best": best, "worst": worst, "first": span, "second": again}
        values |= {"first_told": digits_apart(span, again), "second_told": digits_apart(again, span)}
        raise refusal("weighting.best_worst_differ", "others_to_worst", best, **values)
    beyond = [(path, name) for path, name, ratio in said if ratio > span]
    if beyond:
        names = tuple(dict.fromkeys(name for _, name in beyond))
        values = {"best": best, "worst": worst, "span": span, "names": names}
        raise refusal("weighting.beyond_best_worst", *beyond[0][0], **values)
    return np.array([to_others[item] for item in items]), np.array([to_worst[item] for item in items])


def best_worst(best: int, worst: int, best_to_others: Floats, others_to_worst: Floats) -> BestWorst:
    """Weights by the linear model (Rezaei 2016, model 5).

    Minimizes ξ subject to ``|w_B − a_Bj w_j| ≤ ξ`` and ``|w_j − a_jW w_W| ≤ ξ`` for every j, weights
    non-negative and summing to 1.

    Parameters
    ----------
    best, worst
        Positions of the best and the worst.
    best_to_others, others_to_worst
        (n,) as :func:`answers` gives them.
    """
    from scipy.optimize import linprog

    n = len(best_to_others)
    rows = np.zeros((2 * n, n))
    every = np.arange(n)
    rows[every, best] += 1
    rows[every, every] -= best_to_others
    rows[n + every, every] += 1
    rows[n + every, worst] -= others_to_worst
    upper = np.vstack([np.hstack([rows, -np.ones((2 * n, 1))]), np.hstack([-rows, -np.ones((2 * n, 1))])])
    found = linprog(
        np.append(np.zeros(n), 1.0),
        upper,
        np.zeros(4 * n),
        np.append(np.ones((1, n)), [[0.0]], axis=1),
        [1.0],
    )
    values = np.maximum(found.x[:n], 0.0)
    scale = float(best_to_others[worst])
    # A best that matters no more than the worst makes every answer 1: no gap is possible.
    ratios = np.abs(best_to_others * others_to_worst - scale) / max(scale**2 - scale, np.finfo(float).tiny)
    return BestWorst(
        values=values / values.sum(),
        xi=max(float(found.fun), 0.0),
        input_ratios=ratios,
        input_ratio=float(ratios.max()),
        threshold=threshold(scale, n),
    )


def threshold(scale: float, n: int) -> float | None:
    """Return the published limit for the input-based ratio of n criteria, best to worst being ``scale``."""
    row, column = round(scale) - 3, n - 3
    inside = 0 <= row < len(THRESHOLDS) and 0 <= column < THRESHOLDS.shape[1]
    return float(THRESHOLDS[row, column]) if inside else None
