"""The description of an experiment: what is uncertain about a ranking, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal

from priorizar.errors import refusal
from priorizar.names import suggest
from priorizar.questions.feasible_weights import feasible_weights, why_any
from priorizar.ranking.ranking import Ranking
from priorizar.uncertainty.evidence import Shape
from priorizar.uncertainty.regions import Region
from priorizar.uncertainty.streams import checked_seed

Vary = Literal["both", "weights", "evidence"]
VARIES: tuple[Vary, ...] = ("both", "weights", "evidence")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """What is uncertain about a ranking, and how it is drawn.

    Every question of uncertainty takes one, whatever it uses of it.

    Parameters
    ----------
    weights
        The feasible weights: a region, or its name as
        :func:`~priorizar.questions.feasible_weights.feasible_weights` reads it; None for those that the
        scenario's own statement leaves open.
    vary
        ``both``, only ``weights``, or only ``evidence``.
    shape
        How a quantity is spread over its interval: ``uniform`` or ``triangular``.
    draws
        How often each group is ranked.
    precision
        Draw instead until no frequency has a larger error (half-width of its 95 % interval).
    seed
        The same seed gives the same numbers, however many workers.
    workers, executor, progress
        See :func:`~priorizar.uncertainty.simulation.simulate`.

    Raises
    ------
    PriorizarError
        If ``vary`` is none of :data:`VARIES`, or the seed no whole number from 0 up.
    """

    weights: str | Region | None = None
    vary: Vary = "both"
    shape: Shape = "uniform"
    draws: int = 10_000
    precision: float | None = None
    seed: int = 0
    workers: int | None = None
    executor: Executor | None = None
    progress: Progress | None = None

    def __post_init__(self) -> None:
        """Refuse to vary what cannot, and what is no seed."""
        if self.vary not in VARIES:
            raise refusal("robustness.vary_unknown", vary=self.vary, guess=suggest(str(self.vary), VARIES))
        object.__setattr__(self, "seed", checked_seed(self.seed))

    def feasible_weights(self, ranking: Ranking) -> Region:
        """Return what weights are drawn from; only the ranking's own if only evidence varies."""
        return feasible_weights(ranking, "fixed" if self.vary == "evidence" else self.weights)

    def weights_name(self, ranking: Ranking) -> str:
        """Name the feasible weights.

        ``any_illustrative`` and ``any_equal``: any, since nobody stated those of the scenario.
        """
        if self.vary == "evidence":
            return "fixed"
        if self.weights is None:
            why = why_any(ranking)
            return "stated" if why is None else f"any_{why}"
        if isinstance(self.weights, str):
            return "any" if self.weights == "uniform" else self.weights
        return type(self.weights).__name__.lower()
