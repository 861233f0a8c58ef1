"""Many people's judgements put together.

People are in rows: priorities (p, n), judgement matrices (p, n, n). A weight a person says how much that
person counts; by default every hélice (public sector, private sector, universities, civil society) counts
the same, however many people it sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from priorizar.arrays import Floats
from priorizar.errors import refusal
from priorizar.weighting.direct import numbers

Each = Literal["helice", "person"]
Middle = Literal["mean", "median", "trimmed"]
Aggregation = Literal["arithmetic", "geometric", "median", "trimmed"]

TRIM = 0.1


def person_weights(
    helices: Sequence[str], each: Each = "helice", shares: Mapping[str, float] | None = None
) -> Floats:
    """How much each person counts, shape (p,), summing to 1.

    Parameters
    ----------
    helices
        The hélice of each person.
    each
        What counts the same: each ``helice`` (shared equally among its people) or each ``person``.
    shares
        How much each hélice counts, if not the same; only with ``helice``.

    Raises
    ------
    PriorizarError
        If there is nobody, or the shares name a hélice nobody is of, leave one out, are negative or
        all zero.
    """
    if not helices:
        raise refusal("weighting.nobody")
    if each == "person":
        return np.full(len(helices), 1 / len(helices))
    heads = Counter(helices)
    share = dict.fromkeys(heads, 1.0)
    if shares is not None:
        numbers(tuple(heads), shares)  # refuses what they must not be
        share = dict(shares)
    largest = max(share.values())
    if not largest > 0:
        raise refusal("weighting.all_zero", items=tuple(share))
    # Over the largest first, or their sum may be beyond any float.
    weights = np.array([share[helice] / largest / heads[helice] for helice in helices])
    return np.asarray(weights / weights.sum())


def middle(values: Floats, weights: Floats, how: Middle = "mean", trim: float = TRIM) -> Floats:
    """Weighted middle of the people, entry by entry.

    Parameters
    ----------
    values
        (p, ...); NaN where a person said nothing: the others then count in proportion.
    weights
        (p,) non-negative.
    how
        ``mean``; ``median``, halfway between the two middle answers where the weight splits evenly;
        ``trimmed``, the mean of what is left when ``trim`` of the weight is cut off at each end.
    trim
        From 0 to below 0.5.

    Returns
    -------
    array (...)
        NaN where nobody said anything.
    """
    order = np.argsort(values, axis=0)  # NaN last
    ordered = np.take_along_axis(values, order, axis=0)
    known = ~np.isnan(ordered)
    share = np.where(known, weights[order], 0.0)
    total = share.sum(axis=0)
    share = np.divide(share, total, out=np.zeros_like(share), where=total > 0)
    upto = np.cumsum(share, axis=0)
    if how == "trimmed":
        share = np.clip(upto, trim, 1 - trim) - np.clip(upto - share, trim, 1 - trim)
        share = share / np.where(total > 0, share.sum(axis=0), 1.0)
    elif how == "median":
        half = 1e-12  # what rounding may put a sum of weights off one half
        pick = np.stack([(upto < 0.5 - half).sum(axis=0), (upto <= 0.5 + half).sum(axis=0)])
        pick = np.minimum(pick, np.maximum(known.sum(axis=0) - 1, 0))
        return np.asarray(np.take_along_axis(ordered, pick, axis=0).mean(axis=0))
    result = (share * np.where(known, ordered, 0.0)).sum(axis=0)
    return np.asarray(np.where(total > 0, result, np.nan))


def aggregate_judgements(
    matrices: Floats, weights: Floats, how: Middle = "mean", trim: float = TRIM
) -> Floats:
    """Aggregate individual judgements (AIJ): one matrix for the group, from which priorities are taken.

    The weighted geometric mean of each judgement (Aczél & Saaty 1983), or the median or trimmed mean of
    its logarithms; all keep the matrix reciprocal.

    Parameters
    ----------
    matrices
        (p, n, n), NaN where a person did not compare.
    weights
        (p,) as :func:`person_weights`.
    how, trim
        As :func:`middle`.

    Returns
    -------
    array (n, n)
        NaN where nobody compared.
    """
    logs = middle(np.log(matrices), weights, how, trim)
    # The mean of a pair and of its reverse differ by rounding only.
    return np.asarray(np.exp((logs - logs.T) / 2))


def aggregate_priorities(
    priorities: Floats,
    weights: Floats,
    how: Aggregation = "arithmetic",
    trim: float = TRIM,
    criteria: Sequence[str] | None = None,
) -> Floats:
    """Aggregate individual priorities (AIP; Forman & Peniwati 1998).

    Parameters
    ----------
    priorities
        (p, n), each row summing to 1.
    weights
        (p,) as :func:`person_weights`.
    how
        ``arithmetic`` or ``geometric`` mean, ``median`` or ``trimmed`` mean of each criterion, made to
        sum to 1 again.
    trim
        As :func:`middle`.
    criteria
        Names for the problems; the number of the column if left out.

    Returns
    -------
    array (n,)
        None negative, summing to 1.

    Raises
    ------
    PriorizarError
        For ``geometric`` if somebody gave a criterion zero: that one answer would turn it off for all;
        for ``median`` and ``trimmed`` if nothing is left above zero.
    """
    names = np.array(criteria if criteria is not None else [str(j + 1) for j in range(priorities.shape[1])])
    if how == "geometric":
        zero = (priorities[weights > 0] == 0).any(axis=0)
        if zero.any():
            raise refusal("weighting.geometric_zero", criteria=tuple(names[zero].tolist()))
        # Whoever counts for nothing may have said zero; their logarithm is not needed.
        values = np.exp(middle(np.log(priorities[weights > 0]), weights[weights > 0]))
    else:
        values = middle(priorities, weights, "mean" if how == "arithmetic" else how, trim)
    if not values.any():
        raise refusal("weighting.nothing_left", how=how)
    return np.asarray(values / values.sum())
