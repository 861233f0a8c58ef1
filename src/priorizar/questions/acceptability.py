"""How much of a study's ranking survives what nobody knows: SMAA-2 over its groups."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.questions.problems import Problem, Record, Vary, in_rank_order, problems, wanted_groups, where
from priorizar.questions.regions import varied_region
from priorizar.ranking.grouping import By
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
from priorizar.uncertainty.streams import checked_seed

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
CONFIDENCE_DRAWS = 10_000


@dataclass(frozen=True, eq=False)
class Robustness:
    """What the draws say of each group of a ranking.

    Parameters
    ----------
    ranking
        The point ranking, everything as stated.
    others
        The same by other methods, whose draws are counted with it.
    region, vary, seed
        What weights were drawn from, what varied, and where the draws began.
    problems
        What was drawn, one a group.
    groups
        What came out, one a group.
    """

    ranking: Ranking
    others: tuple[Ranking, ...]
    region: Region
    vary: Vary
    seed: int
    problems: tuple[Problem, ...]
    groups: tuple[Acceptability, ...]

    def __repr__(self) -> str:
        return f"<Robustness of {self.ranking!r}: {self.draws} draws of {self.vary}, error {self.error:.4f}>"

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
                problem.simulation(self.region, self.vary, self.seed),
                found.central_weights,
                min(found.draws, CONFIDENCE_DRAWS),
            )
            for problem, found in zip(self.problems, self.groups, strict=True)
        )

    def acceptability(self, language: str = "es") -> list[Record]:
        """Give one record an alternative: how often it has each rank, and how sure that is.

        Returns
        -------
        list of dict
            Where and which chain; ``rank`` and ``score`` of the point ranking; ``first`` and
            ``first_three``, how often it is there, with ``error`` (half-width of the 95 % interval of
            ``first``); ``expected_rank`` with its error; ``rank_low`` and ``rank_high``, which hold 90 %
            of the draws; ``entropy`` in bits; ``holistic``; ``ranks``, the frequency of each rank.
        """
        records = []
        for problem, found in zip(self.problems, self.groups, strict=True):
            low, high = found.rank_interval()
            first, three = found.first(1), found.first(min(3, len(problem.rows)))
            holistic, errors = found.holistic(), half_width(first, found.draws)
            records += [
                self._where(problem, i, language)
                | {
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
                for i in self._order(problem)
            ]
        return records

    def pairwise(self, language: str = "es") -> list[Record]:
        """Give one record a pair of a group: how often the one is ahead of the other, and its error."""
        records = []
        for problem, found in zip(self.problems, self.groups, strict=True):
            errors = half_width(found.pairwise, found.draws)
            order = self._order(problem)
            for i in order:
                for k in order:
                    if i != k:
                        other = self._where(problem, k, language)
                        records.append(
                            self._where(problem, i, language)
                            | {"versus": other["chain"], "versus_name": other["chain_name"]}
                            | {"versus_province": other["province"], "versus_ubigeo": other["ubigeo"]}
                            | {"ahead": float(found.pairwise[i, k]), "error": float(errors[i, k])}
                        )
        return records

    def central_weights(self, language: str = "es") -> list[Record]:
        """Give one record an alternative: the mean weights under which it is first.

        ``weights`` and ``confidence`` are None for an alternative that is never first: nobody's weights
        put it there, so there is no mean of them.
        """
        names = [criterion.id for criterion in self.ranking.matrix.criteria]
        records = []
        for problem, found, sure in zip(self.problems, self.groups, self.confidence, strict=True):
            for i in self._order(problem):
                central = found.central_weights[i]
                never = bool(np.isnan(central).any())
                weights = None if never else dict(zip(names, central.tolist(), strict=True))
                records.append(
                    self._where(problem, i, language)
                    | {"first": float(found.rank[i, 0]), "weights": weights}
                    | {"confidence": None if never else float(sure[i])}
                )
        return records

    def to_frame(self, what: str = "acceptability", language: str = "es") -> pd.DataFrame:
        """Give ``acceptability``, ``pairwise`` or ``central_weights`` as a tidy table."""
        import pandas as pd

        tables: dict[str, Callable[[str], list[Record]]] = {
            "acceptability": self.acceptability,
            "pairwise": self.pairwise,
            "central_weights": self.central_weights,
        }
        if what not in tables:
            raise refusal("robustness.no_table", what=what, known=", ".join(tables))
        records = tables[what](language)
        names = [criterion.id for criterion in self.ranking.matrix.criteria]
        for record in records:
            if "ranks" in record:
                record |= {f"rank_{place}": share for place, share in enumerate(record.pop("ranks"), 1)}
            if "weights" in record:
                weights = record.pop("weights") or dict.fromkeys(names, np.nan)
                record |= {f"weight_{name}": weights[name] for name in names}
        return pd.DataFrame.from_records(records)

    def _order(self, problem: Problem) -> list[int]:
        return in_rank_order(self.ranking, problem)

    def _where(self, problem: Problem, i: int, language: str) -> Record:
        return where(self.ranking, int(problem.rows[i]), language)


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
    region: str | Region | None = None,
    vary: Vary = "both",
    shape: Shape = "uniform",
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
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
    region
        What weights are drawn from: see :func:`~priorizar.questions.regions.region_of`.
    vary
        ``both``, only ``weights``, or only ``evidence``.
    shape
        How a quantity is spread over its interval: ``uniform`` or ``triangular``.
    workers, executor, progress
        See :func:`~priorizar.uncertainty.simulation.simulate`.

    Returns
    -------
    Robustness

    Raises
    ------
    PriorizarError
        What :func:`priorizar.rank` refuses, and a region, number of draws or precision that is none.

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
    seed = checked_seed(seed)
    also = [also] if isinstance(also, str | Mapping) or not isinstance(also, Iterable) else [*also]
    rankings = [rank(study, scenario, by=by, method=one) for one in (method, *also)]
    groups = wanted_groups(study, rankings[0], provinces)
    where_from = varied_region(rankings[0], region, vary)
    split = [problems(one, shape=shape, groups=groups) for one in rankings]
    simulations = [
        one.simulation(where_from, vary, own)
        for found, own in zip(split, _seeds(seed, len(rankings)), strict=True)
        for one in found
    ]
    if precision is not None and also:
        draws = _enough(precision, len(rankings))
    if precision is None or also:
        tallies = simulate(simulations, draws, workers=workers, executor=executor, progress=progress)
    else:
        tallies = simulate_until(
            simulations, precision, workers=workers, executor=executor, progress=progress
        )
    count = len(split[0])
    together = [mixed(tallies[i::count]) if also else tallies[i] for i in range(count)]
    return Robustness(
        rankings[0],
        tuple(rankings[1:]),
        where_from,
        vary,
        seed,
        tuple(split[0]),
        tuple(Acceptability(tally) for tally in together),
    )


def _seeds(seed: int, methods: int) -> list[int]:
    """Give each method draws of its own, or those of all together would be fewer than they seem."""
    others = np.random.SeedSequence(abs(seed)).spawn(methods - 1)
    return [seed, *(int(one.generate_state(1, np.uint64)[0]) for one in others)]


def _enough(precision: float, methods: int) -> int:
    """Draws a method with which no frequency of all together has a larger error."""
    if not (isinstance(precision, int | float) and 0 < precision < 0.5):
        raise refusal("robustness.precision_out_of_range", precision=precision)
    return math.ceil((NORMAL_95 / (2 * precision)) ** 2 / methods)
