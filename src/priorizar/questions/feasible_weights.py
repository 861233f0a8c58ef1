"""The weights that a question holds feasible: by name, or as the scenario's statement leaves them open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import Literal

import numpy as np
import numpy.typing as npt

from priorizar.arrays import in_short
from priorizar.errors import refusal
from priorizar.questions.stated_weights import anybody_stated, stated_weights
from priorizar.ranking.ranking import Ranking
from priorizar.uncertainty.polytope import Polytope
from priorizar.uncertainty.regions import Dirichlet, People, Region, Simplex, interval_rows, region

Floats = npt.NDArray[np.float64]
SAME_WEIGHT = 1e-12


def feasible_weights(ranking: Ranking, written: str | Region | None = None) -> Region:
    """Return the region that weights are drawn from.

    Parameters
    ----------
    ranking
        Whose weights they are. A criterion without weight stays without.
    written
        A region; or its name: ``stated`` (what the scenario's own statement leaves open: see
        :func:`~priorizar.questions.stated_weights.stated_weights`), ``any`` (``uniform`` is the same),
        ``fixed`` (the scenario's), ``order`` (any that keep the order of the scenario's), ``within:0.1``
        (each within so much of the scenario's), ``dirichlet:50`` (around the scenario's, with that
        concentration), ``people`` (those of the people of a group). None: ``stated``, or ``any`` where
        nobody stated anything; see :func:`why_any`.

    Raises
    ------
    PriorizarError
        An unknown name, what is neither a name nor a region, a number out of range, or people where there
        are none.
    """
    weights = ranking.weights.values
    if written is None:
        written = "stated" if why_any(ranking) is None else "any"
    if isinstance(written, int | float | Sequence | Mapping) and not isinstance(written, str):
        raise refusal("robustness.region_name", written=in_short(written))
    if not isinstance(written, str):
        return written
    name, _, size = written.partition(":")
    if name in ("any", "uniform", "stated", "order", "people", "fixed") and size:
        raise refusal("robustness.region_name", written=written)
    if name in ("any", "uniform"):
        return _uniform(weights)
    if name == "stated":
        return stated_weights(ranking.weights)
    if name == "order":
        return _in_order(weights)
    if name == "fixed":
        return People(weights[None, :])
    if name == "people":
        people = ranking.weights.group
        if people is None:
            raise refusal("robustness.no_people", scenario=ranking.scenario.id)
        return People(people.values, share=people.share)
    number = _number(size)
    if name == "within" and number is not None and 0 < number <= 1:
        low, high = np.maximum(weights - number, 0), np.minimum(weights + number, 1)
        off = weights == 0
        return Polytope(*interval_rows(np.where(off, 0, low), np.where(off, 0, high)))
    if name == "dirichlet" and number is not None and number > 0:
        return Dirichlet(weights, number)
    raise refusal("robustness.region_name", written=written)


def why_any(ranking: Ranking) -> Literal["illustrative", "equal"] | None:
    """Return why any weights are feasible where none are asked for: nobody stated those of the scenario.

    ``illustrative``: somebody made them up. ``equal``: all weigh the same, which says nothing of what matters
    more. None where somebody stated something.
    """
    if ranking.scenario.illustrative:
        return "illustrative"
    return None if anybody_stated(ranking.weights) else "equal"


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _uniform(weights: Floats) -> Region:
    """Return any weights, uniformly; a criterion that is turned off stays off."""
    on = weights > 0
    return Simplex(len(weights)) if on.all() else Dirichlet(on / on.sum(), float(on.sum()))


def _in_order(weights: Floats) -> Region:
    """Return any weights in the same order; equal ones are not ordered, and what is off stays off."""
    on = np.flatnonzero(weights > 0)
    falling = on[np.argsort(-weights[on], kind="stable")]
    tiers = np.split(falling, np.flatnonzero(-np.diff(weights[falling]) > SAME_WEIGHT) + 1)
    pairs = [(int(a), int(b)) for above, below in pairwise(tiers) for a, b in product(above, below)]
    if not pairs:
        return _uniform(weights)
    off = None if len(on) == len(weights) else (weights > 0).astype(float)
    return region(len(weights), at_least=pairs, high=off)
