"""Which weights a study's question is asked over: by name, or as the scenario leaves them open."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import numpy.typing as npt

from priorizar.arrays import in_short
from priorizar.elicitation.weights import Weights
from priorizar.errors import refusal
from priorizar.questions.problems import VARIES, Vary
from priorizar.ranking.ranking import Ranking
from priorizar.uncertainty.polytope import Polytope
from priorizar.uncertainty.regions import Dirichlet, People, Region, Simplex, interval_rows, region

Floats = npt.NDArray[np.float64]
SAME_WEIGHT = 1e-12


def region_of(ranking: Ranking, written: str | Region | None = None) -> Region:
    """Give the region that weights are drawn from.

    Parameters
    ----------
    ranking
        Whose weights they are. A criterion without weight stays without.
    written
        A region; or its name: ``uniform`` (any weights), ``order`` (any that keep the order of the
        scenario's), ``within:0.1`` (each within so much of the scenario's), ``dirichlet:50`` (around the
        scenario's, with that concentration), ``people`` (those of the people of a group), ``fixed``. None:
        the region or the people that the scenario's weights come from, or else ``uniform``.

    Raises
    ------
    PriorizarError
        A name that is none, a number out of range, or people where there are none.
    """
    weights = ranking.weights.values
    if written is None:
        said = _stated(ranking.weights)
        if said is not None:
            return Polytope(*said)
        people = ranking.weights.group
        return _uniform(weights) if people is None else People(people.values, share=people.share)
    if not isinstance(written, str):
        return written
    name, _, amount = written.partition(":")
    if name in ("uniform", "order", "people", "fixed") and amount:
        raise refusal("robustness.region_name", written=written)
    if name == "uniform":
        return _uniform(weights)
    if name == "order":
        return _in_order(weights)
    if name == "fixed":
        return People(weights[None, :])
    if name == "people":
        people = ranking.weights.group
        if people is None:
            raise refusal("robustness.no_people", scenario=ranking.scenario.id)
        return People(people.values, share=people.share)
    number = _number(amount)
    if name == "within" and number is not None and 0 < number <= 1:
        low, high = np.maximum(weights - number, 0), np.minimum(weights + number, 1)
        off = weights == 0
        return Polytope(*interval_rows(np.where(off, 0, low), np.where(off, 0, high)))
    if name == "dirichlet" and number is not None and number > 0:
        return Dirichlet(weights, number)
    raise refusal("robustness.region_name", written=written)


def varied_region(ranking: Ranking, written: str | Region | None, vary: Vary) -> Region:
    """Give the region of :func:`region_of`, or the weights as they are if only the evidence varies."""
    if vary not in VARIES:
        raise refusal("robustness.vary_unknown", vary=vary, known=", ".join(VARIES))
    if isinstance(written, int | float | list | dict | tuple):
        raise refusal("robustness.region_name", written=in_short(written))
    return region_of(ranking, "fixed" if vary == "evidence" else written)


def region_name(ranking: Ranking, written: str | None, vary: Vary) -> str:
    """Name what :func:`varied_region` gives; ``stated`` is the region the scenario's weights come from."""
    if vary == "evidence":
        return "fixed"
    if written is not None:
        return written
    if _stated(ranking.weights) is not None:
        return "stated"
    return "uniform" if ranking.weights.people is None else "people"


def _stated(weights: Weights) -> tuple[Floats, Floats] | None:
    """Give what statements that leave room say of the criteria's weights: A (k, n) and b, A w <= b.

    None if no node of the value tree was judged so. A statement on the shares of a node is one on the weights
    below it, held against the node's own; what was judged otherwise keeps its shares exactly.
    """
    nodes = {node.id: node for node in reversed(weights.nodes)}  # of two on a node the first is the whole
    unit = dict(zip(weights.criteria, np.eye(len(weights.criteria)), strict=True))

    def total(item: str) -> Floats:
        return unit[item] if item in unit else np.sum([total(one) for one in nodes[item].items], axis=0)

    rows, bounds, leaves_room = [], [], False
    waiting = [weights.nodes[0]]
    while waiting:
        node = waiting.pop()
        waiting += [nodes[item] for item in node.items if item not in unit]
        parts = np.array([total(item) for item in node.items])
        whole = parts.sum(axis=0)
        said = node.judgement.measures.get("region")
        if said is None:
            rest = parts - np.outer(node.judgement.values, whole)
            upper, bound = np.vstack([rest, -rest]), np.zeros(2 * len(rest))
        else:
            upper, bound = said.a_ub @ parts, said.b_ub
            leaves_room = True
            if node is not weights.nodes[0]:  # the root's whole is 1
                upper, bound = upper - np.outer(bound, whole), np.zeros(len(bound))
        rows.append(upper)
        bounds.append(bound)
    return (np.vstack(rows), np.concatenate(bounds)) if leaves_room else None


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _uniform(weights: Floats) -> Region:
    """Any weights, uniformly; a criterion that is turned off stays off."""
    on = weights > 0
    return Simplex(len(weights)) if on.all() else Dirichlet(on / on.sum(), float(on.sum()))


def _in_order(weights: Floats) -> Region:
    """Any weights in the same order; equal ones have none between them, and what is off stays off."""
    on = np.flatnonzero(weights > 0)
    falling = on[np.argsort(-weights[on], kind="stable")]
    tiers = np.split(falling, np.flatnonzero(-np.diff(weights[falling]) > SAME_WEIGHT) + 1)
    pairs = [(int(a), int(b)) for above, below in pairwise(tiers) for a, b in product(above, below)]
    if not pairs:
        return _uniform(weights)
    off = None if len(on) == len(weights) else (weights > 0).astype(float)
    return region(len(weights), at_least=pairs, high=off)
