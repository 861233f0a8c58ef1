"""Weights that stay a whole: one is moved and the others make room; and the percentages people read."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike

from priorizar.arrays import Floats, number, numbers, whole
from priorizar.errors import refusal

NEARLY_ONE = 1e-12
"""How far from 1 the sum of weights may be, those taken and those given."""

SHOWN = 1e-6
"""How far from 1 the sum of weights may be that are only shown: means of draws are rounded."""


def move_share(weights: ArrayLike, which: int, to: float, locked: Collection[int] = ()) -> Floats:
    """Move one weight; the others that are not locked make room, so that all still add up to 1.

    They keep their proportions among themselves; if all of them were 0 they share equally. Locked weights
    stay as they are, to the last digit. If there is no other to make room (a single weight, or all others
    locked), nothing moves. Proportions are lost at 0: who drags a weight to the top and back moves it from
    the weights before the drag, not from those on the way.

    Parameters
    ----------
    weights
        (n,) none negative, summing to 1 (within 1e-12).
    which
        Position of the weight to move.
    to
        Its new value; no less than 0 and no more than the locked ones leave is taken.
    locked
        Positions of the weights that stay.

    Returns
    -------
    NDArray
        (n,) none negative, summing to 1 within 1e-12.

    Raises
    ------
    PriorizarError
        Weights that are none, a value that is no number, a position that is not there, or a weight to move
        that is itself locked.
    """
    given = _whole(weights)
    positions = range(len(given))
    if not (which in positions and all(one in positions for one in locked)):
        raise refusal("weighting.share_position", last=len(given) - 1)
    if which in locked:
        raise refusal("weighting.share_locked")
    if not (isinstance(to, int | float | np.number) and np.isfinite(to)):
        raise refusal("weighting.share_not_a_number", to=to)
    stays = np.zeros(len(given), dtype=bool)
    stays[list(locked)] = True
    others = ~stays
    others[which] = False
    if not others.any():
        return given
    free = max(0.0, 1.0 - float(given[stays].sum()))
    moved = given.copy()
    moved[which] = min(max(float(to), 0.0), free)
    had = given[others]
    parts = had / had.sum() if had.any() else np.full(len(had), 1 / len(had))
    moved[others] = (free - moved[which]) * parts
    return moved


def whole_percents(weights: ArrayLike) -> tuple[int, ...]:
    """Return weights (n,) as whole percentages that add up to 100, as :func:`shown_shares` rounds them."""
    return tuple(round(100 * share) for share in shown_shares(weights))


def shown_shares(weights: ArrayLike, decimals: int = 0) -> tuple[float, ...]:
    """Return weights rounded for people to read, as percentages of so many decimals that add up to 100.

    Each is rounded down, and what is left goes, one by one, to those that lost most, the first of equals
    first (largest remainder; Hamilton's method, Balinski & Young 1982). So each is less than one unit of the
    last decimal from the exact percentage, none overtakes a larger one, and a 0 stays 0.

    Parameters
    ----------
    weights
        (n,) none negative, summing to 1 (within 1e-6).
    decimals
        Of the percentages: 0 for 12 %, 1 for 12.5 %.

    Returns
    -------
    tuple of float
        (n,) shares of 1, to be formatted as percentages with those decimals.

    Raises
    ------
    PriorizarError
        Weights that are none.
    """
    units = 10 ** (2 + whole("decimals", decimals, 0, 6))
    # 0.29 x 100 falls just short of 29: what differs by rounding alone is the same percentage.
    exact = np.round(units * _whole(weights, SHOWN), 9 - decimals)
    counts = np.floor(exact).astype(int)
    short = units - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:short]] += 1
    return tuple((counts / units).tolist())


def as_percent(share: float) -> float:
    """Return a share as the percentage that people would have written: 0.29 is 29, not 28.999999999999996.

    The shortest number of fifteen digits, which is as many as rounding leaves of a weight.
    """
    return float(f"{100 * number('share', share):.15g}")


def checked_weights(weights: ArrayLike, criteria: int | None = None) -> Floats:
    """Return weights (..., n), none negative and each vector summing to 1 within 1e-6, or refuse them."""
    found = numbers("weights", weights, (-1, criteria), least=0)
    sums = found.sum(axis=-1)
    if not (np.abs(sums - 1) <= SHOWN).all():
        raise refusal(
            "weighting.not_a_whole", given=float(np.ravel(sums)[np.abs(np.ravel(sums) - 1).argmax()])
        )
    return found


def _whole(weights: ArrayLike, nearly: float = NEARLY_ONE) -> Floats:
    """Return weights as an array (n,) of their own, after checking that they are a whole."""
    found = np.array(numbers("weights", weights, gaps=True))
    if not (found.ndim == 1 and (found >= 0).all() and abs(found.sum() - 1) <= nearly):
        raise refusal("weighting.not_a_whole", given=float(found.sum()))
    return found
