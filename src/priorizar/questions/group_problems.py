"""A ranking split into decision problems that are simulated by themselves: one a group of alternatives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.methods.method import Form, Method
from priorizar.questions.experiment import Experiment
from priorizar.ranking.grouping import By
from priorizar.ranking.matrix import DecisionMatrix
from priorizar.ranking.naming import AlternativeId, id_of
from priorizar.ranking.ranking import Ranking, inputs_of, rank
from priorizar.study.model import Study
from priorizar.study.places import find_provinces
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.evidence import Evidence, Shape
from priorizar.uncertainty.regions import Region
from priorizar.uncertainty.simulation import Score, Simulation

Floats = npt.NDArray[np.float64]
NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class GroupProblem:
    """The alternatives of one group, what is uncertain about them, and how they are scored.

    Parameters
    ----------
    label
        The group's, as in :class:`~priorizar.ranking.grouping.Groups`.
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

    def simulation(self, feasible: Region, experiment: Experiment) -> Simulation:
        """Return what is drawn over and over: evidence stays as stated if only weights vary."""
        evidence = self.evidence
        if experiment.vary == "weights":
            evidence = replace(evidence, low=evidence.value, high=evidence.value)
        return Simulation(self.score, evidence, feasible, experiment.seed)


@dataclass(frozen=True, eq=False)
class KnownOnly:
    """A score that shares out the weight of an alternative's unknown cells among its known ones.

    Parameters
    ----------
    score
        Of a method that scores each alternative by itself.
    known
        (k, n) which cells are known.
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


def group_problems(
    ranking: Ranking, *, shape: Shape = "uniform", groups: Collection[str] = ()
) -> list[GroupProblem]:
    """Split a ranking into decision problems that can be simulated by themselves.

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
    form: Form = how.form if how.takes == "scaled" else "other"
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
        found.append(GroupProblem(label, rows, evidence, score, "other" if leave_out else form))
    return found


def _evidence(matrix: DecisionMatrix, how: Method, shape: Shape) -> Evidence:
    levels: list[Floats | None] = []
    functions: list[tuple[Floats, Floats] | None] = []
    for criterion, sign in zip(matrix.criteria, matrix.directions, strict=True):
        scale = criterion.scale
        levels.append(np.array([one.value for one in scale.levels]) if scale.type == "levels" else None)
        performances, values = criterion.points
        turned = (sign > 0) != (criterion.direction == "max")
        functions.append((performances, 1 - values if turned else values))
    return Evidence(
        matrix.value, matrix.low, matrix.high, levels, functions if how.takes == "scaled" else None, shape
    )


def ranked_problems(
    study: Study,
    scenario: str | Scenario,
    by: By,
    provinces: Collection[str],
    method: str | Mapping[str, Any] | None = None,
    shape: Shape = "uniform",
) -> tuple[Ranking, list[GroupProblem]]:
    """Rank a study, and return the ranking with the problems of the groups that some provinces are in.

    Those of all groups if no provinces are named.
    """
    ranking = rank(study, scenario, by=by, method=method)
    return ranking, group_problems(ranking, shape=shape, groups=wanted_groups(study, ranking, provinces))


def wanted_groups(study: Study, ranking: Ranking, provinces: Collection[str]) -> set[str]:
    """Return the labels of the groups that any of some provinces are in; none for all.

    Raises
    ------
    PriorizarError
        With every province that is unknown, or of which nothing is ranked.
    """
    chosen = find_provinces(study, provinces)
    ranked = {
        one.province.ubigeo: ranking.groups.labels[group]
        for one, group in zip(ranking.matrix.alternatives, ranking.groups.of_row, strict=True)
    }
    missing = [
        Problem(
            "robustness.nothing_there",
            {"province": study.provinces[ubigeo].name, "scenario": ranking.scenario.id},
        )
        for ubigeo in sorted(chosen - ranked.keys())
    ]
    if missing:
        raise PriorizarError(missing)
    return {ranked[ubigeo] for ubigeo in chosen}


def criteria_ids(ranking: Ranking) -> list[str]:
    """Return the ids of the criteria, in the order of the columns."""
    return [criterion.id for criterion in ranking.matrix.criteria]


def in_rank_order(ranking: Ranking, problem: GroupProblem) -> list[int]:
    """Return the positions in a group by the rank of the point ranking."""
    place = {int(row): i for i, row in enumerate(ranking.order)}
    return sorted(range(len(problem.rows)), key=lambda i: place[int(problem.rows[i])])


def alternative_at(ranking: Ranking, problem: GroupProblem, i: int) -> AlternativeId:
    """Return which alternative stands at a position in a group."""
    return id_of(ranking.matrix.alternatives[problem.rows[i]])


def score_near(problem: GroupProblem, weights: Floats) -> Score:
    """Return the score; of alternatives judged by their known cells, its limit at the ends.

    With all the weight on criteria without a known cell there is no score.
    """
    if not isinstance(problem.score, KnownOnly):
        return problem.score
    return lambda matrix, at: problem.score(matrix, at + NEAR * (weights - at))
