"""How much of a study's ranking survives uncertain weights and evidence: SMAA-2 over its groups."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, Any, TypedDict, cast

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.names import suggest
from priorizar.questions.experiment import Experiment, Progress, Vary
from priorizar.questions.group_problems import (
    GroupProblem,
    alternative_at,
    criteria_ids,
    group_problems,
    in_rank_order,
    wanted_groups,
)
from priorizar.ranking.grouping import By
from priorizar.ranking.naming import AlternativeId, AlternativeNames, Row, named, pair_of
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.acceptability import (
    NORMAL_95,
    Acceptability,
    confidence_factors,
    half_width,
    mixed,
    simulate_until,
)
from priorizar.uncertainty.evidence import Shape
from priorizar.uncertainty.regions import Region
from priorizar.uncertainty.simulation import simulate

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
CONFIDENCE_DRAWS = 10_000


class Power(TypedDict):
    """Who draws, and who is told how far it is."""

    workers: int | None
    executor: Executor | None
    progress: Progress | None


class RankAcceptability(AlternativeId):
    """How often an alternative has each rank, and how sure that is.

    ``rank`` and ``score`` are those of the point ranking; ``first`` and ``first_three`` how often it is
    there, with ``error`` (half-width of the 95 % interval of ``first``); ``expected_rank`` with its error;
    ``rank_low`` and ``rank_high`` hold 90 % of the draws; ``entropy`` is in bits; ``ranks`` is the frequency
    of each rank.
    """

    rank: int
    score: float
    first: float
    error: float
    first_three: float
    expected_rank: float
    expected_rank_error: float
    rank_low: int
    rank_high: int
    entropy: float
    holistic: float
    draws: int
    ranks: list[float]


class RankAcceptabilityRow(AlternativeNames, RankAcceptability):
    """How often an alternative has each rank, with its names."""


class PairwiseWinning(AlternativeId):
    """How often an alternative is ahead of another one of its group, with the error."""

    versus: str
    versus_ubigeo: str
    ahead: float
    error: float


class PairwiseWinningRow(AlternativeNames, PairwiseWinning):
    """How often an alternative is ahead of another, with the names of both."""

    versus_name: str
    versus_province: str


class CentralWeights(AlternativeId):
    """The mean weights under which an alternative is first, and its confidence factor.

    Both are None for an alternative that is never first: no feasible weights put it there.
    """

    first: float
    weights: dict[str, float] | None
    confidence: float | None


class CentralWeightsRow(AlternativeNames, CentralWeights):
    """The central weights of an alternative, with its names."""


@dataclass(frozen=True, eq=False)
class Robustness:
    """What the draws say of each group of a ranking.

    Parameters
    ----------
    ranking
        The point ranking, everything as stated.
    others
        The same by other methods, whose draws are counted with it.
    experiment
        What was uncertain, and how it was drawn.
    region
        The feasible weights: what they were drawn from.
    problems
        What was drawn, one a group.
    groups
        What came out, one a group.
    """

    ranking: Ranking
    others: tuple[Ranking, ...]
    experiment: Experiment
    region: Region
    problems: tuple[GroupProblem, ...]
    groups: tuple[Acceptability, ...]

    def __repr__(self) -> str:
        return f"<Robustness of {self.ranking!r}: {self.draws} draws of {self.vary}, error {self.error:.4f}>"

    @property
    def vary(self) -> Vary:
        """What varied."""
        return self.experiment.vary

    @property
    def seed(self) -> int:
        """Where the draws began."""
        return self.experiment.seed

    @property
    def weights_name(self) -> str:
        """Name of the feasible weights, as an :class:`Experiment` names them."""
        return self.experiment.weights_name(self.ranking)

    @property
    def draws(self) -> int:
        """Draws of the group that has most."""
        return max(one.draws for one in self.groups)

    @property
    def error(self) -> float:
        """Largest half-width of the 95 % interval of a frequency."""
        return max(one.error for one in self.groups)

    @cached_property
    def confidence(self) -> tuple[Floats, ...]:
        """(k,) for each group the confidence factors, from at most 10,000 matrices; NaN where undefined.

        By the first of the methods.
        """
        return tuple(
            confidence_factors(
                problem.simulation(self.region, self.experiment),
                found.central_weights,
                min(found.draws, CONFIDENCE_DRAWS),
            )
            for problem, found in zip(self.problems, self.groups, strict=True)
        )

    def acceptability_records(self) -> list[RankAcceptability]:
        """Return one record an alternative, by id: how often it has each rank, and how sure that is."""
        records: list[RankAcceptability] = []
        for problem, found in zip(self.problems, self.groups, strict=True):
            low, high = found.rank_interval()
            first, three = found.first(1), found.first(min(3, len(problem.rows)))
            holistic, errors = found.holistic(), half_width(first, found.draws)
            records += [
                {
                    **alternative_at(self.ranking, problem, i),
                    "rank": int(self.ranking.rank[problem.rows[i]]),
                    "score": float(self.ranking.score[problem.rows[i]]),
                    "first": float(first[i]),
                    "error": float(errors[i]),
                    "first_three": float(three[i]),
                    "expected_rank": float(found.expected_rank[i]),
                    "expected_rank_error": float(found.expected_rank_error[i]),
                    "rank_low": int(low[i]),
                    "rank_high": int(high[i]),
                    "entropy": float(found.entropy[i]),
                    "holistic": float(holistic[i]),
                    "draws": found.draws,
                    "ranks": found.rank[i].tolist(),
                }
                for i in in_rank_order(self.ranking, problem)
            ]
        return records

    def acceptability(self, language: str = "es") -> list[RankAcceptabilityRow]:
        """Return :meth:`acceptability_records` with names."""
        return cast("list[RankAcceptabilityRow]", self._named(self.acceptability_records(), language))

    def pairwise_records(self) -> list[PairwiseWinning]:
        """Return one record a pair of a group, by id: how often the one is ahead of the other."""
        records: list[PairwiseWinning] = []
        for problem, found in zip(self.problems, self.groups, strict=True):
            errors = half_width(found.pairwise, found.draws)
            order = in_rank_order(self.ranking, problem)
            for i, k in permutations(order, 2):
                other = alternative_at(self.ranking, problem, k)
                records.append(
                    {
                        **alternative_at(self.ranking, problem, i),
                        "versus": other["chain"],
                        "versus_ubigeo": other["ubigeo"],
                        "ahead": float(found.pairwise[i, k]),
                        "error": float(errors[i, k]),
                    }
                )
        return records

    def pairwise(self, language: str = "es") -> list[PairwiseWinningRow]:
        """Return :meth:`pairwise_records` with the names of both."""
        names = {pair_of(one): one.record(language) for one in self.ranking.matrix.alternatives}
        rows = []
        for row in self._named(self.pairwise_records(), language):
            other = names[row.pop("versus_ubigeo"), row["versus"]]
            ahead, error = row.pop("ahead"), row.pop("error")
            row |= {"versus_name": other["chain_name"], "versus_province": other["province"]}
            rows.append(row | {"versus_ubigeo": other["ubigeo"], "ahead": ahead, "error": error})
        return cast("list[PairwiseWinningRow]", rows)

    def central_weights_records(self) -> list[CentralWeights]:
        """Return one record an alternative, by id: the mean weights under which it is first."""
        names = criteria_ids(self.ranking)
        records: list[CentralWeights] = []
        for problem, found, sure in zip(self.problems, self.groups, self.confidence, strict=True):
            for i in in_rank_order(self.ranking, problem):
                central = found.central_weights[i]
                never = bool(np.isnan(central).any())
                records.append(
                    {
                        **alternative_at(self.ranking, problem, i),
                        "first": float(found.rank[i, 0]),
                        "weights": None if never else dict(zip(names, central.tolist(), strict=True)),
                        "confidence": None if never else float(sure[i]),
                    }
                )
        return records

    def central_weights(self, language: str = "es") -> list[CentralWeightsRow]:
        """Return :meth:`central_weights_records` with names."""
        return cast("list[CentralWeightsRow]", self._named(self.central_weights_records(), language))

    def rows(self, what: str = "acceptability", language: str = "es") -> list[Row]:
        """Return ``acceptability``, ``pairwise`` or ``central_weights`` as rows of a table.

        Raises
        ------
        PriorizarError
            For any other table.
        """
        tables: dict[str, Callable[[str], Sequence[Mapping[str, Any]]]] = {
            "acceptability": self.acceptability,
            "pairwise": self.pairwise,
            "central_weights": self.central_weights,
        }
        if what not in tables:
            raise refusal("robustness.no_table", what=what, guess=suggest(str(what), tables))
        return [dict(one) for one in tables[what](language)]

    def to_frame(self, what: str = "acceptability", language: str = "es") -> pd.DataFrame:
        """Return ``acceptability``, ``pairwise`` or ``central_weights`` as a tidy table."""
        import pandas as pd

        records = self.rows(what, language)
        names = criteria_ids(self.ranking)
        for record in records:
            if "ranks" in record:
                record |= {f"rank_{place}": share for place, share in enumerate(record.pop("ranks"), 1)}
            if "weights" in record:
                weights = record.pop("weights") or dict.fromkeys(names, np.nan)
                record |= {f"weight_{name}": weights[name] for name in names}
        return pd.DataFrame.from_records(records)

    def _named(self, records: Sequence[Mapping[str, Any]], language: str) -> list[Row]:
        return named(records, self.ranking.matrix.alternatives, language)


def robustness(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    also: Sequence[str | Mapping[str, Any]] = (),
    draws: int = 10_000,
    precision: float | None = None,
    seed: int = 0,
    weights: str | Region | None = None,
    vary: Vary = "both",
    shape: Shape = "uniform",
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    region: str | Region | None = None,
) -> Robustness:
    """Rank a study over and over as weights and evidence vary, and count.

    Parameters
    ----------
    study, scenario, by, method
        As for :func:`priorizar.rank`.
    provinces
        Only the groups in which these are (names or UBIGEO codes); all without any.
    also
        Other methods, with as many draws each, counted together: acceptability over methods.
    draws
        Rankings of each group.
    precision
        Draw instead until no frequency has a larger error (half-width of its 95 % interval); with
        ``also``, as often as any frequency could take, so that all methods weigh the same.
    seed
        The same seed gives the same numbers, however many workers.
    weights
        The feasible weights: see :func:`~priorizar.questions.feasible_weights.feasible_weights`. Without
        any, those that the scenario's statement leaves open; any at all where nobody stated them.
    vary
        ``both``, only ``weights``, or only ``evidence``.
    shape
        How a quantity is spread over its interval: ``uniform`` or ``triangular``.
    workers, executor, progress
        See :func:`~priorizar.uncertainty.simulation.simulate`.
    region
        The former name of ``weights``.

    Returns
    -------
    Robustness

    Raises
    ------
    PriorizarError
        What :func:`priorizar.rank` refuses, and an invalid region, number of draws or precision.

    Notes
    -----
    Cells are drawn independently of one another, also those of several provinces that rest on one statement
    about all of them: pooled, what is said of them together is doubted of each by itself.

    Examples
    --------
    >>> import priorizar as pz
    >>> r = pz.robustness(pz.load_study(), "base", provinces=["Chumbivilcas"])
    >>> r.to_frame("acceptability")  # doctest: +SKIP
    """
    experiment = Experiment(
        weights=region if weights is None else weights,
        vary=vary,
        shape=shape,
        draws=draws,
        precision=precision,
        seed=seed,
        workers=workers,
        executor=executor,
        progress=progress,
    )
    return rank_acceptability(
        study, scenario, experiment, by=by, provinces=provinces, method=method, also=also
    )


def rank_acceptability(
    study: Study,
    scenario: str | Scenario,
    experiment: Experiment,
    *,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    also: Sequence[str | Mapping[str, Any]] = (),
) -> Robustness:
    """Answer :func:`robustness` by the description of an experiment."""
    others = [also] if isinstance(also, str | Mapping) or not isinstance(also, Iterable) else [*also]
    run, several = experiment, len(others) > 0
    rankings = [rank(study, scenario, by=by, method=one) for one in (method, *others)]
    groups = wanted_groups(study, rankings[0], provinces)
    feasible = run.feasible_weights(rankings[0])
    split = [group_problems(one, shape=run.shape, groups=groups) for one in rankings]
    simulations = [
        one.simulation(feasible, replace(run, seed=own))
        for found, own in zip(split, _seeds(run.seed, len(rankings)), strict=True)
        for one in found
    ]
    power: Power = {"workers": run.workers, "executor": run.executor, "progress": run.progress}
    if run.precision is None or several:
        enough = run.draws if run.precision is None else _enough(run.precision, len(rankings))
        tallies = simulate(simulations, enough, **power)
    else:
        tallies = simulate_until(simulations, run.precision, **power)
    count = len(split[0])
    together = [mixed(tallies[i::count]) if several else tallies[i] for i in range(count)]
    return Robustness(
        rankings[0],
        tuple(rankings[1:]),
        # What drew is gone by the time somebody reads the answer.
        replace(run, executor=None, progress=None),
        feasible,
        tuple(split[0]),
        tuple(Acceptability(tally) for tally in together),
    )


def _seeds(seed: int, methods: int) -> list[int]:
    """Return a seed for each method: the same draws twice would seem more than they are."""
    others = np.random.SeedSequence(abs(seed)).spawn(methods - 1)
    return [seed, *(int(one.generate_state(1, np.uint64)[0]) for one in others)]


def _enough(precision: float, methods: int) -> int:
    """Return the draws a method with which no frequency of all together has a larger error."""
    if not (isinstance(precision, int | float) and 0 < precision < 0.5):
        raise refusal("robustness.precision_out_of_range", precision=precision)
    return math.ceil((NORMAL_95 / (2 * precision)) ** 2 / methods)
