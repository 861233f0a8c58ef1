"""From a study and a scenario to what is simulated: one problem a group of alternatives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, product
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from priorizar.errors import PriorizarError, refusal
from priorizar.errors import Problem as Complaint
from priorizar.grouping import By
from priorizar.matrix import DecisionMatrix
from priorizar.methods.registry import Method
from priorizar.ranking import Ranking, inputs_of, rank
from priorizar.study.model import Study
from priorizar.study.places import find_provinces
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.evidence import Evidence, Shape
from priorizar.uncertainty.polytope import Polytope
from priorizar.uncertainty.regions import Dirichlet, People, Region, Simplex, interval_rows, region
from priorizar.uncertainty.simulation import Score, Simulation
from priorizar.uncertainty.stability import Form

Record = dict[str, Any]
Floats = npt.NDArray[np.float64]
Vary = Literal["both", "weights", "evidence"]
VARIES: tuple[Vary, ...] = ("both", "weights", "evidence")
SAME_WEIGHT = 1e-12


@dataclass(frozen=True, eq=False)
class Problem:
    """The alternatives of one group, what is doubtful about them, and how they are scored.

    Parameters
    ----------
    label
        Of the group, as in :class:`~priorizar.grouping.Groups`.
    rows
        (k,) of the ranking's matrix.
    evidence
        Their cells, as the method takes them.
    score
        ``score(matrix (..., k, n), weights (..., n)) -> (..., k)``; can be pickled.
    form
        What is known of the score, for exact answers.
    """

    label: str
    rows: npt.NDArray[np.int64]
    evidence: Evidence
    score: Score
    form: Form

    def simulation(self, region: Region, vary: Vary, seed: int) -> Simulation:
        """Give the problem to be drawn over and over, with its evidence as stated if only weights vary."""
        evidence = self.evidence
        if vary == "weights":
            evidence = replace(evidence, low=evidence.value, high=evidence.value)
        return Simulation(self.score, evidence, region, seed)


@dataclass(frozen=True, eq=False)
class KnownOnly:
    """A score that shares out the weight of what is unknown of an alternative among what is known.

    Parameters
    ----------
    score
        Of a method that scores each alternative by itself.
    known
        (k, n) what is known.
    """

    score: Score
    known: npt.NDArray[np.bool_]

    def __call__(self, matrix: Floats, weights: Floats) -> Floats:
        """Score (..., k, n) by (..., n) as (..., k)."""
        own = weights[..., None, :] * self.known
        total = own.sum(axis=-1, keepdims=True)
        if not (total > 0).all():
            raise refusal("robustness.nothing_known_has_weight")
        return self.score(matrix[..., :, None, :], own / total)[..., 0]


def problems(ranking: Ranking, *, shape: Shape = "uniform", groups: Collection[str] = ()) -> list[Problem]:
    """Split a ranking into what can be simulated by itself.

    Parameters
    ----------
    ranking
        The point ranking: its scenario, method, matrix and groups.
    shape
        How a quantity is spread over its interval.
    groups
        Labels of the groups wanted; all of them if none are named.
    """
    matrix, how = ranking.matrix, ranking.method
    _, directions, extra = inputs_of(matrix, how)
    method: Score = partial(how.score, directions=directions, **extra)
    form: Form = _form(how)
    leave_out = ranking.scenario.unknown == "leave_out"
    found = []
    for group, label in enumerate(ranking.groups.labels):
        if groups and label not in groups:
            continue
        members = ranking.groups.members[group]
        rows = members[members >= 0]
        part = matrix.take(rows)
        evidence = _evidence(part, how, shape)
        score = method
        if leave_out:
            known = part.known
            fixed = (
                np.where(known, evidence.low, evidence.value),
                np.where(known, evidence.high, evidence.value),
            )
            evidence = replace(evidence, low=fixed[0], high=fixed[1])
            score = KnownOnly(method, known)
        found.append(Problem(label, rows, evidence, score, "any" if leave_out else form))
    return found


def _form(how: Method) -> Form:
    if how.name == "additive":
        return "additive"
    return "topsis_scale" if how.name == "topsis" and how.takes == "scaled" else "any"


def _evidence(matrix: DecisionMatrix, how: Method, shape: Shape) -> Evidence:
    levels: list[Floats | None] = []
    functions: list[tuple[Floats, Floats] | None] = []
    for criterion, sign in zip(matrix.criteria, matrix.directions, strict=True):
        scale = criterion.scale
        levels.append(np.array([one.value for one in scale.levels]) if scale.type == "levels" else None)
        amounts, values = criterion.points
        turned = (sign > 0) != (criterion.direction == "max")
        functions.append((amounts, 1 - values if turned else values))
    return Evidence(
        matrix.value, matrix.low, matrix.high, levels, functions if how.takes == "scaled" else None, shape
    )


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
        said = ranking.weights.region
        if said is not None:
            return Polytope(said.a_ub, said.b_ub)
        members = _people(ranking)
        return _uniform(weights) if members is None else People(members)
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
        members = _people(ranking)
        if members is None:
            raise refusal("robustness.no_people", scenario=ranking.scenario.id)
        return People(members)
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
    return region_of(ranking, "fixed" if vary == "evidence" else written)


def region_name(ranking: Ranking, written: str | None, vary: Vary) -> str:
    """Name what :func:`varied_region` gives; ``stated`` is the region the scenario's weights come from."""
    if vary == "evidence":
        return "fixed"
    if written is not None:
        return written
    if ranking.weights.region is not None:
        return "stated"
    return "uniform" if ranking.weights.people is None else "people"


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


def _people(ranking: Ranking) -> Floats | None:
    """(p, n) weights of each person of a group, where the scenario's weights come from one."""
    return ranking.weights.people


def ask(
    study: Study,
    scenario: str | Scenario,
    by: By,
    provinces: Collection[str],
    method: str | Mapping[str, Any] | None = None,
    shape: Shape = "uniform",
) -> tuple[Ranking, list[Problem]]:
    """Rank a study, and split off the groups in which some provinces are (all, without any)."""
    ranking = rank(study, scenario, by=by, method=method)
    return ranking, problems(ranking, shape=shape, groups=wanted_groups(study, ranking, provinces))


def wanted_groups(study: Study, ranking: Ranking, provinces: Collection[str]) -> set[str]:
    """Give the labels of the groups in which any of some provinces are; none for all.

    Raises
    ------
    PriorizarError
        With every province that nobody knows, or of which nothing is ranked.
    """
    chosen = find_provinces(study, provinces)
    ranked = {
        one.province.ubigeo: ranking.groups.labels[group]
        for one, group in zip(ranking.matrix.alternatives, ranking.groups.of_row, strict=True)
    }
    missing = [
        Complaint(
            "robustness.nothing_there",
            {"province": study.provinces[ubigeo].name, "scenario": ranking.scenario.id},
        )
        for ubigeo in sorted(chosen - ranked.keys())
    ]
    if missing:
        raise PriorizarError(missing)
    return {ranked[ubigeo] for ubigeo in chosen}


def criteria_ids(ranking: Ranking) -> list[str]:
    """Give the criteria, in the order of the columns."""
    return [criterion.id for criterion in ranking.matrix.criteria]


def in_rank_order(ranking: Ranking, problem: Problem) -> list[int]:
    """Give the places in a group by the rank of the point ranking."""
    place = {int(row): i for i, row in enumerate(ranking.order)}
    return sorted(range(len(problem.rows)), key=lambda i: place[int(problem.rows[i])])


def where(ranking: Ranking, row: int, language: str) -> Record:
    """Say which alternative a row of a ranking is."""
    return dict(ranking.matrix.alternatives[row].record(language))
