"""The answer of SMAA-2 over a study's groups: what the draws say of each, as records and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from priorizar.errors import refusal
from priorizar.names import suggest
from priorizar.questions.experiment import Experiment, Vary
from priorizar.questions.group_problems import GroupProblem, alternative_at, criteria_ids, in_rank_order
from priorizar.ranking.naming import AlternativeId, AlternativeNames, Row, named, pair_of
from priorizar.ranking.ranking import Ranking
from priorizar.uncertainty.acceptability import Acceptability, confidence_factors, half_width
from priorizar.uncertainty.regions import Region

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
CONFIDENCE_DRAWS = 10_000


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
