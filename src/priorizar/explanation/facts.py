"""The facts that explain the place of one alternative, computed as they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from priorizar.context.tables import Record, read_context
from priorizar.errors import PriorizarError
from priorizar.explanation.differences import Difference, held_against
from priorizar.explanation.doubt import Doubt, doubts
from priorizar.explanation.improvements import BestEnd, Goal, at_best, goals
from priorizar.explanation.profiles import Profile, Similar, chain_profile, same_chain, similar_chains
from priorizar.explanation.screening import Screened, any_met, screened
from priorizar.explanation.trials import Trials
from priorizar.explanation.weight_changes import WeightChange, weight_change
from priorizar.ranking.ranking import Ranking
from priorizar.study.criteria import ScreenRule
from priorizar.study.model import Alternative, Evidence, Study

Found = TypeVar("Found")


@dataclass(frozen=True, eq=False)
class Facts:
    """Why an alternative stands where it stands, and what would change that.

    Parameters
    ----------
    study
        What it is part of.
    ranking
        Of the provinces by the scenario.
    row
        The alternative, a row of ``ranking.matrix``.
    versus
        Row of a chain it is to be held against besides the first two.
    """

    study: Study
    ranking: Ranking
    row: int
    versus: int | None = None

    @property
    def alternative(self) -> Alternative:
        """Chain and province."""
        return self.ranking.matrix.alternatives[self.row]

    @property
    def rank(self) -> int:
        """Its place in the province, from 1."""
        return int(self.ranking.rank[self.row])

    @property
    def score(self) -> float:
        """Its score; higher is better."""
        return float(self.ranking.score[self.row])

    @cached_property
    def trials(self) -> Trials:
        """The alternative among those of its province."""
        return Trials(self.ranking, self.row)

    @cached_property
    def against(self) -> tuple[Difference, ...]:
        """It against the first two of the others, the one asked for, and the province's average."""
        return held_against(self.trials, self.versus)

    @cached_property
    def evidence(self) -> tuple[tuple[Evidence, ...], ...]:
        """For each criterion, the statements its cell rests on; none where it is unknown."""
        return tuple(
            self.ranking.matrix.evidence(self.row, column)
            for column in range(len(self.ranking.matrix.criteria))
        )

    @cached_property
    def goals(self) -> tuple[Goal, ...] | None:
        """What would take it one place up, and to the first; none of them if it is first.

        None where the method has no answer for an amount that had to be supposed.
        """
        return self._supposing(lambda: goals(self.trials))

    @cached_property
    def at_best(self) -> tuple[BestEnd, ...] | None:
        """It with each criterion alone at the best end of its scale; None as for :attr:`goals`."""
        return self._supposing(lambda: at_best(self.trials))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...] | None:
        """Its rank with each doubtful cell, and with all, at either end; None as for :attr:`goals`."""
        return self._supposing(lambda: doubts(self.trials))

    @cached_property
    def weight_changes(self) -> tuple[WeightChange | None, ...]:
        """For each goal, the smallest change of weights at which it catches up with who is there."""
        return tuple(weight_change(self.trials, goal.holder) for goal in self.goals or ())

    @property
    def bottlenecks(self) -> tuple[BestEnd, ...]:
        """Criteria of which less is better that would lift it if they were resolved, the most first."""
        directions = self.ranking.matrix.directions
        lifting = [one for one in self.at_best or () if directions[one.column] < 0 and one.rank < self.rank]
        return tuple(sorted(lifting, key=lambda one: -one.score))

    @cached_property
    def profile(self) -> Profile:
        """What it is strong and weak in among the chains of its province."""
        return chain_profile(self.ranking, self.row)

    @cached_property
    def similar(self) -> tuple[Similar, ...]:
        """Chains of the province by how near their profiles are, nearest first."""
        return similar_chains(self.ranking, self.row)

    @cached_property
    def elsewhere(self) -> tuple[int, ...]:
        """Rows of the same chain in every province, this one among them, best rank first."""
        return same_chain(self.ranking, self.row)

    @cached_property
    def screen(self) -> tuple[tuple[ScreenRule, Screened], ...]:
        """Each rule of the screen of the criteria, and whether it is met."""
        rules = self.study.criteria_sets[self.ranking.scenario.criteria].screen
        return tuple((rule, screened(self.ranking.matrix, self.row, rule)) for rule in rules)

    @property
    def screened(self) -> Screened:
        """Whether any rule of the screen is met."""
        return any_met(tuple(answer for _, answer in self.screen))

    @cached_property
    def problems(self) -> tuple[Record, ...]:
        """Rows of the table of bottlenecks that name this very chain."""
        chain = self.alternative.chain.id
        return tuple(one for one in read_context(self.study, "bottlenecks") if one["chain"] == chain)

    def _supposing(self, find: Callable[[], Found]) -> Found | None:
        try:
            return find()
        except PriorizarError:
            if self.ranking.method.partial:
                return None
            raise
