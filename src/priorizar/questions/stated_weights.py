"""The feasible weights that a scenario's own statement leaves open, procedure by procedure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from priorizar.elicitation.weights import JudgedNode, Weights
from priorizar.uncertainty.judged import (
    USUAL_DEVIATION,
    Blended,
    Branch,
    RatioErrors,
    Tree,
    pairs_in_order,
    redundancy,
    usual_concentration,
)
from priorizar.uncertainty.order import Order
from priorizar.uncertainty.polytope import Polytope
from priorizar.uncertainty.regions import Dirichlet, People, Region, Simplex

Floats = npt.NDArray[np.float64]


def anybody_stated(weights: Weights) -> bool:
    """Whether the weights come from more than everything weighing the same."""
    return any(node.procedure != "equal" for node in weights.nodes)


def stated_weights(weights: Weights, deviation: float = USUAL_DEVIATION) -> Region:
    """Return the weights that fit what was said.

    What was said at each node of the value tree leaves its own room, and the shares of each node are drawn by
    themselves:

    - everything equal, or nothing said: any shares;
    - points, ratings, swing, SMART: around the shares stated, as far as people usually err (``deviation``);
    - an order: any shares in that order;
    - comparisons, best and worst: within their own inconsistency; where nothing could contradict, as points;
    - intervals and ratios: any shares that keep them, uniformly;
    - a group: the shares of one of its people, each as likely as it counts;
    - data: the shares that the data give, which do not vary; a blend varies in what people say of it.

    Parameters
    ----------
    weights
        With everything said on the way.
    deviation
        How far a share stated as a number may be off, as a part of it.
    """
    position = {criterion: at for at, criterion in enumerate(weights.criteria)}
    nodes: dict[str, list[JudgedNode]] = {}
    for node in weights.nodes:
        nodes.setdefault(node.id, []).append(node)

    def branch(name: str) -> Branch:
        said = nodes[name]
        below = tuple(position[item] if item in position else branch(item) for item in said[0].items)
        return Branch(_shares(said, deviation), below)

    root = branch(weights.nodes[0].id)
    if all(isinstance(at, int) for at in root.below) and list(root.below) == sorted(position.values()):
        return root.shares
    return Tree(len(position), root, *_limits(weights))


def _shares(said: Sequence[JudgedNode], deviation: float) -> Region:
    """Feasible shares of a node; of two judgements on it the second is a part of the first."""
    node, measures, values = said[0], said[0].judgement.measures, said[0].judgement.values
    if len(values) == 1:
        return People(np.ones((1, 1)))
    if "people" in measures:
        return People(measures["people"].values, share=measures["people"].share)
    if node.procedure == "blend":
        stated = _shares(said[1:], deviation) if len(said) > 1 else People(values[None, :])
        return Blended(stated, node.judgement.steps["objective"], float(measures["share"]))
    make = _BY_PROCEDURE.get(node.procedure, _around)
    return make(node, deviation)


def _any(node: JudgedNode, deviation: float) -> Region:
    return Simplex(len(node.items))


def _around(node: JudgedNode, deviation: float) -> Region:
    """Around what was stated; what has no weight stays without."""
    on = int((node.judgement.values > 0).sum())
    if on < 2:
        return People(node.judgement.values[None, :])
    return Dirichlet(node.judgement.values, usual_concentration(on, deviation))


def _in_order(node: JudgedNode, deviation: float) -> Region:
    pairs = pairs_in_order(node.judgement.steps["rank"])
    return Order(len(node.items), tuple(pairs)) if pairs else Simplex(len(node.items))


def _within_limits(node: JudgedNode, deviation: float) -> Region:
    found = node.judgement.measures["region"]
    return Polytope(found.a_ub, found.b_ub)


def _compared(node: JudgedNode, deviation: float) -> Region:
    return _inconsistent(np.asarray(node.judgement.steps["matrix"], dtype=float), node, deviation)


def _best_worst(node: JudgedNode, deviation: float) -> Region:
    """Of best and worst: k - 1 ratios of the best to each, and k - 1 of each to the worst, one in common."""
    to_others, to_worst = node.judgement.steps["best_to_others"], node.judgement.steps["others_to_worst"]
    values = node.judgement.values
    best = int(np.argmax(np.where(to_others == 1, values, -1)))
    worst = int(np.argmax(np.where(to_worst == 1, -values, -2)))
    ratios = np.eye(len(values))
    ratios[ratios == 0] = np.nan
    ratios[:, worst], ratios[best, :] = to_worst, to_others
    return _inconsistent(ratios, node, deviation)


def _inconsistent(ratios: Floats, node: JudgedNode, deviation: float) -> Region:
    """Within the ratios' own inconsistency; around what was stated where none could have shown."""
    values = node.judgement.values
    if (values > 0).all() and redundancy(ratios) > 0:
        return RatioErrors(values, ratios)
    return _around(node, deviation)


def _fixed(node: JudgedNode, deviation: float) -> Region:
    return People(node.judgement.values[None, :])


_BY_PROCEDURE: Mapping[str, Callable[[JudgedNode, float], Region]] = {
    "equal": _any,
    "rank_order": _in_order,
    "region": _within_limits,
    "ahp": _compared,
    "best_worst": _best_worst,
    "objective": _fixed,
}


def _limits(weights: Weights) -> tuple[Floats, Floats]:
    """Return what was stated as limits, over the criteria: A (k, n) and b, A w <= b.

    A statement on the shares of a node is one on the weights below it, held against the node's own.
    """
    nodes = {node.id: node for node in reversed(weights.nodes)}  # of two on a node the first is the whole
    unit = dict(zip(weights.criteria, np.eye(len(weights.criteria)), strict=True))

    def total(item: str) -> Floats:
        return unit[item] if item in unit else np.sum([total(one) for one in nodes[item].items], axis=0)

    rows, bounds = [np.zeros((0, len(unit)))], [np.zeros(0)]
    for node in nodes.values():
        parts = np.array([total(item) for item in node.items])
        whole = parts.sum(axis=0)
        limits = _own_limits(node)
        if limits is not None:
            # The whole of the root is 1; below, the limits are on shares of the node's own weight.
            rows.append(limits[0] @ parts - np.outer(limits[1], whole))
            bounds.append(np.zeros(len(limits[1])))
    return np.vstack(rows), np.concatenate(bounds)


def _own_limits(node: JudgedNode) -> tuple[Floats, Floats] | None:
    region = node.judgement.measures.get("region")
    if region is not None:
        return region.a_ub, region.b_ub
    if node.procedure == "rank_order":
        return _in_order(node, USUAL_DEVIATION).constraints
    if node.procedure == "objective":
        gap = np.eye(len(node.items))
        values = node.judgement.values
        return np.vstack([gap, -gap]), np.concatenate([values, -values])
    return None
