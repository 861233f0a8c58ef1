"""PROMETHEE II: net outranking flows from pairwise comparisons.

Source: Brans & Vincke (1985), A preference ranking organisation method, Management Science 31,
647–656; preference functions I–VI as in Brans, Vincke & Mareschal (1986), How to select and how to
rank projects: the PROMETHEE method, European Journal of Operational Research 24, 228–238.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike

from priorizar.arrays import Floats
from priorizar.errors import PriorizarError, Problem
from priorizar.methods.checks import ROUNDING, checked
from priorizar.methods.method import Method
from priorizar.methods.weighted import weighted_sum
from priorizar.names import suggest

PreferenceFunction = Literal["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]
THRESHOLDS: dict[PreferenceFunction, str] = {
    "usual": "",
    "u_shape": "q",
    "v_shape": "p",
    "level": "qp",
    "linear": "qp",
    "gaussian": "s",
}
"""Thresholds that each preference function needs."""

PAIRS_AT_ONCE = 1 << 20
"""Differences held in memory at a time (8 MB)."""


class Threshold(Protocol):
    """One criterion's preference function and its thresholds."""

    @property
    def function(self) -> PreferenceFunction:
        """Name of the preference function."""
        ...

    @property
    def q(self) -> float:
        """Up to here, indifference."""
        ...

    @property
    def p(self) -> float:
        """From here, full preference."""
        ...

    @property
    def s(self) -> float:
        """Where the Gaussian curve turns."""
        ...


@dataclass(frozen=True, eq=False)
class Preferences:
    """How a difference on each of n criteria becomes a preference from 0 to 1.

    Parameters
    ----------
    function
        n names: ``usual``, ``u_shape``, ``v_shape``, ``level``, ``linear``, ``gaussian``.
    q, p, s
        (n,) thresholds in the criterion's unit, NaN where the function has no use for them: up to
        ``q`` indifference, from ``p`` full preference, ``s`` where the Gaussian curve turns.

    Raises
    ------
    PriorizarError
        Unknown functions; thresholds that are missing, negative or out of order.
    """

    function: tuple[PreferenceFunction, ...]
    q: Floats = field(default_factory=lambda: np.array(np.nan))
    p: Floats = field(default_factory=lambda: np.array(np.nan))
    s: Floats = field(default_factory=lambda: np.array(np.nan))

    @classmethod
    def of(cls, thresholds: Iterable[Threshold]) -> Preferences:
        """Gather what is stated criterion by criterion."""
        stated = [*thresholds]
        return cls(
            tuple(one.function for one in stated),
            np.array([one.q for one in stated], dtype=np.float64),
            np.array([one.p for one in stated], dtype=np.float64),
            np.array([one.s for one in stated], dtype=np.float64),
        )

    def __post_init__(self) -> None:
        n = len(self.function)
        for name in ("q", "p", "s"):
            given = np.asarray(getattr(self, name), dtype=np.float64)
            if given.shape not in ((), (n,)):
                raise PriorizarError(
                    Problem("methods.preferences_shape", {"name": name, "shape": given.shape, "criteria": n})
                )
            object.__setattr__(self, name, np.broadcast_to(given, (n,)))
        problems = [*self._problems()]
        if problems:
            raise PriorizarError(problems)

    def _problems(self) -> Iterator[Problem]:
        for j, function in enumerate(self.function):
            at = {"column": j + 1, "function": function}
            if function not in THRESHOLDS:
                guess = suggest(str(function), THRESHOLDS)
                yield Problem("methods.preference_function", {**at, "guess": guess})
                continue
            needed = {name: float(getattr(self, name)[j]) for name in THRESHOLDS[function]}
            wrong = [name for name, value in needed.items() if not 0 <= value < np.inf]
            for name in wrong:
                yield Problem("methods.threshold", {**at, "name": name})
            if wrong:
                continue
            if function == "gaussian" and needed["s"] == 0:
                yield Problem("methods.threshold_zero", at)
            if "q" in needed and "p" in needed and needed["q"] > needed["p"]:
                yield Problem("methods.thresholds_order", {**at, "q": needed["q"], "p": needed["p"]})


def promethee2(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    preferences: Preferences | None = None,
) -> Floats:
    """Score alternatives by their net outranking flow.

    Parameters
    ----------
    matrix
        (..., m, n) in any units.
    weights
        (..., n), none negative, summing to 1.
    directions
        (n,) of +1 (more is better) and -1.
    preferences
        Preference function and thresholds of each criterion; ``usual`` for all if none are given.

    Returns
    -------
    (..., m)
        φ = φ⁺ - φ⁻, from -1 to 1, summing to 0 over the alternatives. A lone alternative has 0.

    Raises
    ------
    PriorizarError
        Values that are not finite, invalid weights or directions, preferences for another
        number of criteria.
    """
    x, w, d = checked(matrix, weights, directions)
    plus, minus = _unicriterion_flows(x * d, preferences)
    return weighted_sum(plus - minus, w)


def promethee2_steps(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    preferences: Preferences | None = None,
) -> dict[str, Floats]:
    """Return the tables on the way to the score; parameters as :func:`promethee2`.

    Returns
    -------
    dict
        ``flow_by_criterion`` (..., m, n), unweighted net flows; ``leaving_flow`` φ⁺ and
        ``entering_flow`` φ⁻ (..., m); ``score`` (..., m).
    """
    x, w, d = checked(matrix, weights, directions)
    plus, minus = _unicriterion_flows(x * d, preferences)
    return {
        "flow_by_criterion": plus - minus,
        "leaving_flow": weighted_sum(plus, w),
        "entering_flow": weighted_sum(minus, w),
        "score": weighted_sum(plus - minus, w),
    }


def promethee2_contributions(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    preferences: Preferences | None = None,
) -> Floats:
    """Return the weighted net flow on each criterion, (..., m, n); parameters as :func:`promethee2`."""
    x, w, d = checked(matrix, weights, directions)
    plus, minus = _unicriterion_flows(x * d, preferences)
    return np.asarray(w[..., None, :] * (plus - minus))


def _unicriterion_flows(facing: Floats, preferences: Preferences | None) -> tuple[Floats, Floats]:
    """Return mean preference over the others and of the others, each (..., m, n), without weights."""
    *lead, m, n = facing.shape
    chosen = preferences or Preferences(("usual",) * n)
    if len(chosen.function) != n:
        raise PriorizarError(
            Problem("methods.preferences_count", {"given": len(chosen.function), "criteria": n})
        )
    flat = facing.reshape(-1, m, n)
    plus, minus = np.empty(flat.shape), np.empty(flat.shape)
    others = max(m - 1, 1)
    step = max(PAIRS_AT_ONCE // (m * m), 1)
    for start in range(0, len(flat), step):
        part = slice(start, start + step)
        for j in range(n):
            degree = _preference(flat[part, :, j], chosen, j)
            plus[part, :, j] = degree.sum(axis=-1) / others
            minus[part, :, j] = degree.sum(axis=-2) / others
    return plus.reshape(*lead, m, n), minus.reshape(*lead, m, n)


def _preference(column: Floats, preferences: Preferences, j: int) -> Floats:
    """Return the preference (s, m, m) of each alternative over each other one for a column (s, m)."""
    function = preferences.function[j]
    q, p, s = (float(threshold[j]) for threshold in (preferences.q, preferences.p, preferences.s))
    # Differences that are only rounding (0.3 - 0.1 against 0.2) must not pass a threshold.
    largest = np.abs(column).max(axis=-1)[:, None, None]
    noise = ROUNDING * np.maximum(largest, np.nan_to_num([q, p]).max())
    with np.errstate(over="ignore"):
        raw = column[:, :, None] - column[:, None, :]
        difference = np.where(np.abs(raw) > ROUNDING * largest, raw, 0)
        degree: Floats
        if function == "usual":
            degree = np.where(difference > 0, 1.0, 0.0)
        elif function == "u_shape":
            degree = np.where(difference > q + noise, 1.0, 0.0)
        elif function == "level":
            degree = np.where(difference > q + noise, 0.5, 0.0) + np.where(difference > p + noise, 0.5, 0.0)
        elif function == "gaussian":
            degree = -np.expm1(-np.square(np.maximum(difference, 0) / s) / 2)
        elif function == "v_shape":
            degree = _rise(difference, 0.0, p, noise)
        else:
            degree = _rise(difference, q, p, noise)
    return degree


def _rise(difference: Floats, start: float, end: float, noise: Floats) -> Floats:
    """From 0 at the start to 1 at the end in a straight line; a step if they differ by rounding only."""
    if start == end:
        return np.where(difference > start + noise, 1.0, 0.0)
    line = np.clip((difference - start) / (end - start), 0, 1)
    return np.where(end - start > noise, line, np.where(difference > end + noise, 1.0, 0.0))


def promethee2_method(options: Mapping[str, Any]) -> Method:
    """Return the method with its facts."""
    return Method(
        "promethee2",
        options,
        score=promethee2,
        steps=promethee2_steps,
        contributions=promethee2_contributions,
        uses=frozenset({"preferences"}),
        score_range=(-1.0, 1.0),
        about="about_net_flow",
    )
