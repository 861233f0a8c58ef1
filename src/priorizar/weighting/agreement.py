"""How far people agree, on what they differ, who stands apart and whether they fall into camps.

Priorities are (p, n): p people in rows, each summing to 1 over n criteria.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from priorizar.arrays import Bools, Floats, number, numbers
from priorizar.errors import refusal

Level = Literal["very_low", "low", "moderate", "high", "very_high"]
Measure = Literal["consensus", "order", "distance"]
LEVELS: tuple[Level, ...] = ("very_low", "low", "moderate", "high", "very_high")

NEARLY_ONE = 1e-6
"""How far from 1 the sum of a person's priorities may be."""
APART_DEVIATIONS = 3.5
APART_LEAST = 0.05
APART_MOST = 4
"""Who stands apart are one of so many people at most: where more would, the room is scattered or in camps."""
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
        answers beyond the scale. On a scale of 1, on which nobody can differ, 0 for any who do.

    Raises
    ------
    PriorizarError
        If there are fewer than two people; priorities that are none; a scale below 1.
    """
    priorities = _need_two(priorities)
    n = priorities.shape[1]
    if scale is not None:
        scale = number("scale", scale, 1.0)
    if n == 1:
        return 1.0
    beta = _entropy(priorities.mean(axis=0)) - _entropy(priorities).mean()
    least = 1.0
    if scale is not None:
        extreme = np.full(n, 1 / scale)
        extreme[0] = 1.0
        least = float(np.exp(_entropy(extreme / extreme.sum())))
    if 1 - least / n <= 1e-12:  # a scale on which nobody can differ
        return float(beta <= 1e-12)
    return float(np.clip((np.exp(-beta) - least / n) / (1 - least / n), 0.0, 1.0))


def consensus_level(value: float) -> Level:
    """Word for a consensus, as AHP-OS has it: below 0.5 very low, and from there up by eighths."""
    return LEVELS[int(np.searchsorted([0.5, 0.625, 0.75, 0.875], value, side="right"))]


def order_level(w: float) -> Level:
    """Word for Kendall's W, between the anchors of Schmidt (1997), table 2.

    0.1 very weak, 0.3 weak, 0.5 moderate, 0.7 strong, 0.9 unusually strong: from each anchor on its word.

    References
    ----------
    Schmidt, R. C. (1997). Managing Delphi surveys using nonparametric statistical techniques. Decision
    Sciences 28(3), 763-774.
    """
    return LEVELS[int(np.searchsorted([0.3, 0.5, 0.7, 0.9], w, side="right"))]


@dataclass(frozen=True)
class Reading:
    """One word for how far a group agrees: the weakest of what the measures say, and which says it."""

    level: Level
    measure: Measure


def reading(agreed: float, w: float, mean_distance: float) -> Reading:
    """Read the measures together.

    Parameters
    ----------
    agreed
        :func:`consensus`, by its word.
    w
        :func:`kendall_w`, by :func:`order_level`.
    mean_distance
        Mean of :func:`distances` over the pairs; the weight that two people share, one less it, goes by
        the words of the consensus.

    Returns
    -------
    Reading
        Of equally weak ones the first: a group is no more agreed than its least agreed measure.
    """
    said: dict[Measure, Level] = {
        "consensus": consensus_level(agreed),
        "order": order_level(w),
        "distance": consensus_level(1 - mean_distance),
    }
    weakest = min(said, key=lambda measure: LEVELS.index(said[measure]))
    return Reading(said[weakest], weakest)


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
        If there are fewer than two people; what is no number. Any numbers have an order.
    """
    priorities = numbers("priorities", priorities, (None, None))
    if len(priorities) < 2:
        raise refusal("weighting.one_person", people=len(priorities))
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
    said = _people(priorities)
    return np.asarray(np.abs(said[:, None] - said[None]).sum(axis=-1) / 2)


@dataclass(frozen=True, eq=False)
class Spread:
    """How weights differ between people, criterion by criterion; all (n,) but ``apart``.

    Parameters
    ----------
    median, low, high, quartile_low, quartile_high, deviation
        Median, extremes, quartiles and standard deviation (p − 1) of the weights given.
    apart
        (p, n) who stands apart on what: more than 3.5 robust standard deviations (1.4826 times the median
        absolute deviation; Iglewicz & Hoaglin 1993) and more than 5 percentage points from the median. Nobody
        who has a camp (:func:`clusters`) stands apart, nor does anybody where more than a quarter of the
        people (more than one of fewer than eight) would: there is no room then to stand apart from.
    """

    median: Floats
    low: Floats
    high: Floats
    quartile_low: Floats
    quartile_high: Floats
    deviation: Floats
    apart: Bools


def spread(priorities: Floats) -> Spread:
    """Spread of the weights; raises PriorizarError if there are fewer than two people."""
    priorities = _need_two(priorities)
    low, quartile_low, median, quartile_high, high = np.quantile(priorities, [0, 0.25, 0.5, 0.75, 1], axis=0)
    away = np.abs(priorities - median)
    usual = 1.4826 * np.median(away, axis=0)
    apart = away > np.maximum(APART_DEVIATIONS * usual, APART_LEAST)
    apart[[row for camp in clusters(priorities) for row in camp]] = False
    if apart.any(axis=1).sum() > max(1, len(priorities) // APART_MOST):
        apart[:] = False
    return Spread(median, low, high, quartile_low, quartile_high, priorities.std(axis=0, ddof=1), apart)


def clusters(priorities: Floats) -> tuple[tuple[int, ...], ...]:
    """Camps of opinion: rows that belong together, largest camp first; empty if there are none.

    Average linkage on :func:`distances`, cut into the 2 to 5 camps of at least two people with the largest
    mean silhouette (Rousseeuw 1987). They count only from a silhouette of 0.6 (0.75 with three criteria,
    0.9 with two) and from six people: below, one cloud of opinions looks as parted by chance. Camps that
    differ from one another by no more than 5 percentage points of the weight, on average, are none.
    """
    priorities = _people(priorities)
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
        if width > best and apart[labels[:, None] != labels].mean() > APART_LEAST:
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


def _people(priorities: Floats) -> Floats:
    """Return priorities (p, n), each row a whole, or refuse them."""
    said = numbers("priorities", priorities, (None, None), least=0, most=1 + NEARLY_ONE)
    sums = said.sum(axis=1)
    off = np.abs(sums - 1)
    if off.max() > NEARLY_ONE:
        raise refusal("weighting.not_a_whole", given=float(sums[off.argmax()]))
    return said


def _need_two(priorities: Floats) -> Floats:
    said = _people(priorities)
    if len(said) < 2:
        raise refusal("weighting.one_person", people=len(said))
    return said
