"""One alternative among those it is ranked with, scored again with other amounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from priorizar.arrays import Bools, Floats, Ints
from priorizar.methods.ranks import ranks
from priorizar.ranking.matrix import DecisionMatrix
from priorizar.ranking.ranking import Ranking, inputs_of

CELLS_AT_ONCE = 1 << 20


@dataclass(frozen=True, eq=False)
class Trials:
    """What scores and ranks would be if one alternative had other amounts, all others as they are.

    Parameters
    ----------
    ranking
        As it stands.
    row
        The alternative, a row of ``ranking.matrix``.
    """

    ranking: Ranking
    row: int

    @cached_property
    def members(self) -> Ints:
        """(k,) rows ranked together with it, itself among them."""
        rows = self.ranking.groups.members[self.ranking.groups.of_row[self.row]]
        return np.asarray(rows[rows >= 0])

    @property
    def at(self) -> int:
        """Which of the members it is."""
        return int(self.ranking.groups.slot[self.row])

    @cached_property
    def matrix(self) -> DecisionMatrix:
        """The members' cells (k, n)."""
        return self.ranking.matrix.take(self.members)

    @property
    def amounts(self) -> Floats:
        """(n,) its own amounts, in the criteria's units."""
        return np.asarray(self.matrix.value[self.at])

    @property
    def known(self) -> Bools:
        """(n,) whether anything is stated on its cells."""
        return np.asarray(self.matrix.known[self.at])

    @property
    def leaves_out(self) -> bool:
        """Whether unknown cells have no weight."""
        return self.ranking.scenario.unknown == "leave_out"

    @property
    def weights(self) -> Floats:
        """(n,) of the scenario."""
        return self.ranking.weights.values

    @cached_property
    def place(self) -> int:
        """Rank as it stands."""
        return int(self.ranking.rank[self.row])

    def scores(self, supposed: Floats) -> Floats:
        """Score the group with each of several suppositions about the alternative.

        Parameters
        ----------
        supposed
            (s, n) amounts in the criteria's units; NaN where a cell stays as it is. What is supposed
            counts as known, which matters where unknown cells are left out.

        Returns
        -------
        (s, k)
        """
        if self.ranking.method.rowwise:
            scores = np.tile(self.ranking.score[self.members], (len(supposed), 1))
            scores[:, self.at] = self._alone(supposed)
            return scores
        step = max(1, CELLS_AT_ONCE // self.matrix.value.size)
        scores = np.empty((len(supposed), len(self.members)))
        for start in range(0, len(supposed), step):
            scores[start : start + step] = self._among(supposed[start : start + step])
        return scores

    def ranks(self, supposed: Floats) -> Ints:
        """(s,) its rank under each supposition (s, n)."""
        return np.asarray(ranks(self.scores(supposed))[:, self.at])

    def one_cell(self, column: int, amounts: Floats | list[float]) -> Floats:
        """(s, n) suppositions about one criterion, from its amounts (s,)."""
        rows = np.full((len(amounts), len(self.amounts)), np.nan)
        rows[:, column] = amounts
        return rows

    def _filled(self, supposed: Floats) -> Floats:
        return np.where(np.isnan(supposed), self.amounts, supposed)

    def _alone(self, supposed: Floats) -> Floats:
        how = self.ranking.method
        mine = replace(self.matrix.take([self.at]), value=self._filled(supposed)[:, None, :])
        values, directions, extra = inputs_of(mine, how)
        weights = self.weights
        if self.leaves_out:
            weights = np.where(self.known | ~np.isnan(supposed), weights, 0.0)
            weights = weights / weights.sum(axis=-1, keepdims=True)
        return np.asarray(how.score(values, weights, directions, **extra)[..., 0])

    def _among(self, supposed: Floats) -> Floats:
        values = np.tile(self.matrix.value, (len(supposed), 1, 1))
        values[:, self.at] = self._filled(supposed)
        inputs, directions, extra = inputs_of(replace(self.matrix, value=values), self.ranking.method)
        return self.ranking.method.score(inputs, self.weights, directions, **extra)
