"""How far people agree, on what they differ, who stands apart and whether they fall into camps.

Priorities are (p, n): p people in rows, each summing to 1 over n criteria.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from priorizar.errors import refusal

Floats = NDArray[np.float64]
Level = Literal["very_low", "low", "moderate", "high", "very_high"]

APART_DEVIATIONS = 3.5
APART_LEAST = 0.05
# Least mean silhouette for camps, by number of criteria: with few criteria, opinions drawn from one cloud
# look parted by chance; above these limits fewer than one group in a hundred does.
SILHOUETTE = {2: 0.9, 3: 0.75}
SILHOUETTE_OTHERWISE = 0.6
FEWEST_FOR_CLUSTERS = 6
MOST_CLUSTERS = 5


def consensus(priorities: Floats, scale: float | None = 9.0) -> float:
    """Consensus of a group from 0 to 1, by Shannon entropy (Goepel 2013, as AHP-OS now has it).

    With ``Dα = exp(mean entropy of the people)``, ``Dγ = exp(entropy of the mean)`` and
    ``Dβ = Dγ / Dα``: ``S* = (1/Dβ − a/n) / (1 − a/n)``, where a is the least Dα possible.

    Parameters
    ----------
    priorities
        (p, n).
    scale
        Largest ratio that people could state, M: one criterion M times as important as all others
        makes the least entropy, ``a = exp H(M, 1, …, 1)``. None where nothing limits them, as with points:
        ``a = 1``.

    Returns
    -------
    float
        1 if all say the same, or if there is one criterion; 0 where the formula falls below, which takes
        answers beyond the scale.

    Raises
    ------
    PriorizarError
        If there are fewer than two people.
    """
    _need_two(priorities)
    n = priorities.shape[1]
    if n == 1:
        return 1.0
    beta = _entropy(priorities.mean(axis=0)) - _entropy(priorities).mean()
    least = 1.0
    if scale is not None:
        extreme = np.ones(n)
        extreme[0] = scale
        least = float(np.exp(_entropy(extreme / extreme.sum())))
    return float(np.clip((np.exp(-beta) - least / n) / (1 - least / n), 0.0, 1.0))


def consensus_level(value: float) -> Level:
    """Word for a consensus, as AHP-OS has it: below 0.5 very low, and from there up by eighths."""
    levels: tuple[Level, ...] = ("very_low", "low", "moderate", "high", "very_high")
    return levels[int(np.searchsorted([0.5, 0.625, 0.75, 0.875], value, side="right"))]


def kendall_w(priorities: Floats) -> float:
    """Kendall's coefficient of concordance of the orders, with ties (Kendall & Gibbons 1990, chapter 6).

    ``W = 12 S / (p² (n³ − n) − p ΣT)``, S the sum of squared deviations of the rank sums and T the sum of
    t³ − t over the ties of a person.

    Returns
    -------
    float
        0 to 1; 1 if everybody ranks everything equal, or if there is one criterion.

    Raises
    ------
    PriorizarError
        If there are fewer than two people.
    """
    _need_two(priorities)
    people, n = priorities.shape
    # Weights that differ by rounding are tied.
    gaps = priorities[:, None, :] - priorities[:, :, None]
    tied = (np.abs(gaps) <= 1e-9).sum(axis=2)
    ranks = (gaps > 1e-9).sum(axis=2) + (tied + 1) / 2
    sums = ranks.sum(axis=0)
    # t³ − t over the ties, each of which shows t times.
    possible = people**2 * (n**3 - n) - people * (tied**2 - 1).sum()
    if possible == 0:
        return 1.0
    return float(12 * ((sums - sums.mean()) ** 2).sum() / possible)


def distances(priorities: Floats) -> Floats:
    """Distance of every two people (p, p), 0 to 1: the share of the weight one must move to agree."""
    return np.asarray(np.abs(priorities[:, None] - priorities[None]).sum(axis=-1) / 2)


@dataclass(frozen=True, eq=False)
class Spread:
    """How weights differ between people, criterion by criterion; all (n,) but ``apart``.

    Parameters
    ----------
    median, low, high, quartile_low, quartile_high, deviation
        Median, extremes, quartiles and standard deviation (p − 1) of the weights given.
    apart
        (p, n) who stands apart on what: more than 3.5 robust standard deviations (1.4826 times the median
        absolute deviation; Iglewicz & Hoaglin 1993) and more than 5 percentage points from the median.
    """

    median: Floats
    low: Floats
    high: Floats
    quartile_low: Floats
    quartile_high: Floats
    deviation: Floats
    apart: NDArray[np.bool_]


def spread(priorities: Floats) -> Spread:
    """Spread of the weights; raises PriorizarError if there are fewer than two people."""
    _need_two(priorities)
    low, quartile_low, median, quartile_high, high = np.quantile(priorities, [0, 0.25, 0.5, 0.75, 1], axis=0)
    away = np.abs(priorities - median)
    usual = 1.4826 * np.median(away, axis=0)
    apart = away > np.maximum(APART_DEVIATIONS * usual, APART_LEAST)
    return Spread(median, low, high, quartile_low, quartile_high, priorities.std(axis=0, ddof=1), apart)


def clusters(priorities: Floats) -> tuple[tuple[int, ...], ...]:
    """Camps of opinion: rows that belong together, largest camp first; empty if there are none.

    Average linkage on :func:`distances`, cut into the 2 to 5 camps of at least two people with the largest
    mean silhouette (Rousseeuw 1987). They count only from a silhouette of 0.6 (0.75 with three criteria,
    0.9 with two) and from six people: below, one cloud of opinions looks as parted by chance.
    """
    people, n = priorities.shape
    if people < FEWEST_FOR_CLUSTERS or n < 2:
        return ()
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = distances(priorities)
    tree = linkage(squareform(apart, checks=False), "average")
    best, found = SILHOUETTE.get(n, SILHOUETTE_OTHERWISE), None
    for count in range(2, min(MOST_CLUSTERS, people // 2) + 1):
        labels = fcluster(tree, count, "maxclust")
        sizes = np.bincount(labels)[1:]
        if len(sizes) < 2 or sizes.min() < 2:
            continue
        width = _silhouette(apart, labels)
        if width > best:
            best, found = width, labels
    if found is None:
        return ()
    camps = [tuple(int(row) for row in np.flatnonzero(found == label)) for label in np.unique(found)]
    return tuple(sorted(camps, key=lambda camp: (-len(camp), camp)))


def _silhouette(apart: Floats, labels: NDArray[np.int_]) -> float:
    member = labels[:, None] == np.unique(labels)[None]
    sums = apart @ member
    sizes = member.sum(axis=0)
    own = sums[member] / (sizes[None] - 1).repeat(len(labels), axis=0)[member]
    other = np.where(member, np.inf, sums / sizes).min(axis=1)
    largest = np.maximum(own, other)
    return float(np.divide(other - own, largest, out=np.zeros_like(own), where=largest > 0).mean())


def _entropy(shares: Floats) -> Floats:
    logs = np.log(np.where(shares > 0, shares, 1.0))
    return np.asarray(-(shares * logs).sum(axis=-1))


def _need_two(priorities: Floats) -> None:
    if len(priorities) < 2:
        raise refusal("weighting.one_person", people=len(priorities))
