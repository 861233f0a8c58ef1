"""Rankings side by side: who moved, by how much, what moved them, and how far the orders agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

import numpy as np
from numpy.typing import NDArray

from priorizar.errors import refusal
from priorizar.methods.rank_correlation import kendall_tau_b, spearman, weighted_similarity
from priorizar.methods.ranks import ranks
from priorizar.ranking.grouping import By
from priorizar.ranking.naming import AlternativeId, Pair, Row, id_of, named, pair_of
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


class ComparisonRecord(AlternativeId):
    """An alternative in every ranking, by id; each part by the name of the ranking.

    ``shift`` is how many places it rises (positive) or falls against the first ranking, among the
    alternatives that every ranking has. ``driver`` is the criterion whose contribution, held against its mean
    in the group, changed most in the direction of the shift: None where the shift is 0 or scores are not
    additively decomposable. The first ranking has neither.
    """

    rank: dict[str, int]
    score: dict[str, float]
    shift: dict[str, int]
    driver: dict[str, str | None]


class Correlations(TypedDict):
    """How far two orders agree; None where one ties everything or has one alternative."""

    spearman: float | None
    kendall_tau_b: float | None
    ws: float | None


class OrderAgreement(Correlations):
    """How far a ranking's order of a group agrees with the first's, over the alternatives both rank."""

    scenario: str
    group: str
    alternatives: int


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two or more rankings of one study; the first is what the others are held against."""

    rankings: tuple[Ranking, ...]

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.names)}: {len(self.shared)} alternatives>"

    @cached_property
    def _where(self) -> list[dict[Pair, int]]:
        """Row of each alternative in each ranking."""
        return [
            {pair_of(one): row for row, one in enumerate(ranking.matrix.alternatives)}
            for ranking in self.rankings
        ]

    @cached_property
    def shared(self) -> tuple[Pair, ...]:
        """Alternatives that every ranking has, in the order of the first."""
        first = self.rankings[0]
        ordered = [pair_of(first.matrix.alternatives[row]) for row in first.order]
        return tuple(pair for pair in ordered if all(pair in rows for rows in self._where))

    @cached_property
    def _rows(self) -> list[NDArray[np.int64]]:
        return [np.array([rows[pair] for pair in self.shared], dtype=np.int64) for rows in self._where]

    @cached_property
    def _among_shared(self) -> list[NDArray[np.int64]]:
        """Ranks among the shared alternatives of a group: what only one ranking has must not count."""
        of_row = self.rankings[0].groups.of_row[self._rows[0]]
        placed = []
        for ranking, rows in zip(self.rankings, self._rows, strict=True):
            score = ranking.score[rows]
            places = np.empty(len(rows), dtype=np.int64)
            for group in np.unique(of_row):
                places[of_row == group] = ranks(score[of_row == group])
            placed.append(places)
        return placed

    def records(self, group: str | None = None) -> list[ComparisonRecord]:
        """Return one record an alternative: of all groups, or of one of the first ranking's."""
        first, names = self.rankings[0], self.names
        drivers = [self._drivers(position) for position in range(1, len(self.rankings))]
        records: list[ComparisonRecord] = []
        wanted = None if group is None else first.groups.labels.index(group)
        for at, row in enumerate(self._rows[0]):
            if wanted is not None and first.groups.of_row[row] != wanted:
                continue
            before, *after = (int(places[at]) for places in self._among_shared)
            there = [
                (name, ranking, rows[at])
                for name, ranking, rows in zip(names, self.rankings, self._rows, strict=True)
            ]
            records.append(
                {
                    **id_of(first.matrix.alternatives[row]),
                    "rank": {name: int(ranking.rank[own]) for name, ranking, own in there},
                    "score": {name: float(ranking.score[own]) for name, ranking, own in there},
                    "shift": {name: before - place for name, place in zip(names[1:], after, strict=True)},
                    "driver": {name: one[at] for name, one in zip(names[1:], drivers, strict=True)},
                }
            )
        return records

    def rows(self, language: str = "es", group: str | None = None) -> list[Row]:
        """Return :meth:`records` as rows of a table, with names.

        Returns
        -------
        list of dict
            Where and which chain; ``rank_…`` and ``score_…`` for each ranking; ``shift_…`` and ``driver_…``
            for each but the first.
        """
        rows = named(self.records(group), self.rankings[0].matrix.alternatives, language)
        return [self._row(one) for one in rows]

    def _row(self, record: Row) -> Row:
        rank, score, shift, driver = (record.pop(part) for part in ("rank", "score", "shift", "driver"))
        for name in self.names:
            record |= {f"rank_{name}": rank[name], f"score_{name}": score[name]}
        for name in self.names[1:]:
            record |= {f"shift_{name}": shift[name], f"driver_{name}": driver[name]}
        return record

    @cached_property
    def names(self) -> tuple[str, ...]:
        """One name a ranking: the scenario's, with its method's where a scenario stands twice."""
        ids = [ranking.scenario.id for ranking in self.rankings]
        names: list[str] = []
        for name, ranking in zip(ids, self.rankings, strict=True):
            told = name if ids.count(name) == 1 else f"{name}_{ranking.variant}"
            same = sum(one == told or one.startswith(f"{told} #") for one in names)
            names.append(f"{told} #{same + 1}" if same else told)
        return tuple(names)

    def agreement(self) -> list[OrderAgreement]:
        """Measure how far each ranking's order agrees with the first's, group by group."""
        first = self.rankings[0]
        of_row = first.groups.of_row[self._rows[0]]
        records: list[OrderAgreement] = []
        before, *after = self._among_shared
        for name, places in zip(self.names[1:], after, strict=True):
            for group, label in enumerate(first.groups.labels):
                inside = of_row == group
                if not inside.any():
                    continue
                measures = _correlations(before[inside], places[inside])
                records.append(
                    {"scenario": name, "group": label, "alternatives": int(inside.sum()), **measures}
                )
        return records

    def _drivers(self, position: int) -> list[str | None]:
        first, other = self.rankings[0], self.rankings[position]
        shifts = self._among_shared[0] - self._among_shared[position]
        before, after = _relative(first), _relative(other)
        if before is None or after is None:
            return [None] * len(shifts)
        names = [criterion.id for criterion in first.matrix.criteria]
        if names != [criterion.id for criterion in other.matrix.criteria]:
            return [None] * len(shifts)
        change = after[self._rows[position]] - before[self._rows[0]]
        driving = (change * np.sign(shifts)[:, None]).argmax(axis=1)
        return [names[column] if shift else None for column, shift in zip(driving, shifts, strict=True)]

    def to_frame(self, language: str = "es") -> pd.DataFrame:
        """Return :meth:`rows` as a table."""
        import pandas as pd

        return pd.DataFrame.from_records(self.rows(language))


def compare(study: Study, scenarios: Sequence[str | Scenario], *, by: By = "province") -> Comparison:
    """Rank a study by several scenarios and hold them side by side.

    Parameters
    ----------
    study
        From :func:`priorizar.load_study`.
    scenarios
        Two or more names or scenarios; the first is what the others are held against.
    by
        Which alternatives are ranked among themselves, as in :func:`priorizar.rank`.

    Raises
    ------
    PriorizarError
        Fewer than two scenarios, no alternative in common, or what :func:`priorizar.rank` refuses.
    """
    if not isinstance(scenarios, Sequence) or isinstance(scenarios, str) or len(scenarios) < 2:
        raise refusal("ranking.compare_two")
    comparison = Comparison(tuple(rank(study, scenario, by=by) for scenario in scenarios))
    if not comparison.shared:
        raise refusal("ranking.nothing_shared")
    return comparison


def _relative(ranking: Ranking) -> NDArray[np.float64] | None:
    """Return contributions (m, n) less their mean in the group: what sets an alternative apart."""
    parts = ranking.contributions
    if parts is None:
        return None
    of_row = ranking.groups.of_row
    count = len(ranking.groups.labels)
    means = np.zeros((count, parts.shape[1]))
    np.add.at(means, of_row, parts)
    means /= np.bincount(of_row, minlength=count)[:, None]
    return np.asarray(parts - means[of_row])


def _correlations(first: NDArray[np.int64], second: NDArray[np.int64]) -> Correlations:
    return {
        "spearman": _or_none(spearman(first, second)),
        "kendall_tau_b": _or_none(kendall_tau_b(first, second)),
        "ws": _or_none(weighted_similarity(first, second)),
    }


def _or_none(value: float | NDArray[np.float64]) -> float | None:
    return float(value) if np.isfinite(value) else None
