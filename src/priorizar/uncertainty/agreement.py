"""Several rankings of the same alternatives side by side, by different methods or people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.methods.rank_correlation import (
    average_ranks,
    jaccard_of_first,
    kendall_tau_b,
    spearman,
    weighted_similarity,
)

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

APART = 2
CLOSE = 0.02
UNEVEN = 0.5
STRETCHED = 0.5


@dataclass(frozen=True, eq=False)
class Agreement:
    """How much each two of r rankings agree, (r, r) each; see :mod:`priorizar.methods.rank_correlation`.

    ``ws[a, b]`` takes a as the reference; it is not symmetric.
    """

    spearman: Floats
    kendall: Floats
    ws: Floats
    jaccard: Floats


@dataclass(frozen=True, eq=False)
class Compromise:
    """What r rankings give together, (m,) each.

    Parameters
    ----------
    mean_rank
        Mean over the rankings, tied alternatives taking the mean of their positions. Lower is better.
    borda
        How many alternatives each is ahead of, over all rankings; a tie counts one half. It orders as the
        mean rank does: ``borda = r (m - mean_rank)``.
    copeland
        Alternatives that most rankings put behind it, less those that most put before it.

    References
    ----------
    Borda, J.-C. de (1781), Mémoire sur les élections au scrutin; Copeland, A. H. (1951), A reasonable
    social welfare function.
    """

    mean_rank: Floats
    borda: Floats
    copeland: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Reason:
    """Why methods put an alternative in different places.

    Parameters
    ----------
    key
        ``uneven``, ``reference`` or ``close``; ``robustness.reason_<key>`` in the catalogue says it in words.
    values
        What the words are filled with; ``criterion`` and ``other`` are positions.
    """

    key: str
    values: dict[str, Any]


def agreement(rankings: npt.ArrayLike, first: int) -> Agreement:
    """Compare rankings two by two.

    Parameters
    ----------
    rankings
        Positions (r, m), 1 = best.
    first
        k of the overlap of the first k.
    """
    positions = _checked(rankings)
    one, other = positions[:, None, :], positions[None, :, :]
    return Agreement(
        spearman(one, other),
        kendall_tau_b(one, other),
        weighted_similarity(one, other),
        jaccard_of_first(one, other, first),
    )


def compromise(rankings: npt.ArrayLike) -> Compromise:
    """Bring rankings (r, m), 1 = best, together."""
    positions = _checked(rankings)
    mean = average_ranks(positions)
    ahead = (positions[:, :, None] < positions[:, None, :]).sum(axis=0)
    majority = np.sign(ahead - ahead.T)
    return Compromise(
        mean.mean(axis=0), (positions.shape[1] - mean).sum(axis=0), majority.sum(axis=1).astype(np.int64)
    )


def reasons(
    rankings: npt.ArrayLike, scaled: npt.ArrayLike, weights: npt.ArrayLike, rowwise: npt.ArrayLike
) -> list[list[Reason]]:
    """Find which property of the data has the methods disagree on an alternative.

    Parameters
    ----------
    rankings
        Positions (r, m), one row a method.
    scaled
        (m, n) values from 0 to 1, 1 best.
    weights
        (n,).
    rowwise
        (r,) whether each method scores an alternative by itself.

    Returns
    -------
    list
        For each alternative its reasons, none if its positions are less than two apart:

        ``uneven``: one criterion makes up at least half of what it lacks, so a method that looks at the
        worst, or at squares, sets it back further than one that adds up. ``reference``: the methods
        that compare only what is present put it elsewhere than the others do, and some criterion with
        weight takes up less than half of its scale, which they stretch. ``close``: others are within 0.02
        of its weighted sum, so little decides.
    """
    positions = _checked(rankings)
    values, weights = np.asarray(scaled, dtype=float), np.asarray(weights, dtype=float)
    alone = np.asarray(rowwise, dtype=bool)
    lacks = weights * (1 - values)
    sums = values @ weights
    width = np.where(weights > 0, np.ptp(values, axis=0), np.inf)
    squeezed = int(np.argmin(np.where(width > 0, width, np.inf)))
    found = []
    for i in range(positions.shape[1]):
        here: list[Reason] = []
        if np.ptp(positions[:, i]) >= APART:
            worst = int(np.argmax(lacks[i]))
            if lacks[i].sum() > 0 and lacks[i, worst] >= UNEVEN * lacks[i].sum() and len(weights) > 1:
                share = float(lacks[i, worst] / lacks[i].sum())
                here.append(Reason("uneven", {"criterion": worst, "share": share}))
            if alone.any() and not alone.all() and width[squeezed] < STRETCHED:
                gap = positions[alone, i].mean() - positions[~alone, i].mean()
                if abs(gap) >= 1:
                    here.append(
                        Reason(
                            "reference",
                            {
                                "criterion": squeezed,
                                "times": float(1 / width[squeezed]),
                                "places": float(gap),
                            },
                        )
                    )
            near = np.flatnonzero(np.abs(sums - sums[i]) <= CLOSE)
            near = near[near != i]
            if near.size:
                closest = int(near[np.argmin(np.abs(sums[near] - sums[i]))])
                here.append(Reason("close", {"count": int(near.size), "other": closest}))
        found.append(here)
    return found


def _checked(rankings: npt.ArrayLike) -> Floats:
    positions = np.asarray(rankings, dtype=float)
    if positions.ndim != 2 or 0 in positions.shape:
        raise refusal("robustness.ranking_empty")
    if not np.isfinite(positions).all():
        raise refusal("robustness.ranking_not_finite")
    return positions
