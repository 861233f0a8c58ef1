"""What the rest of the program may know of a method: all of it is a fact stated here, never its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from priorizar.arrays import Floats

Form = Literal["weighted_sum", "closeness", "other"]
"""How a score follows from values: ``weighted_sum`` Σ wⱼ vⱼ; ``closeness`` D⁻ / (D⁺ + D⁻), each distance the
root of a sum of squares Σ (wⱼ gⱼ)²; ``other`` in any other way."""


@dataclass(frozen=True)
class Option:
    """What may be chosen about a method.

    Parameters
    ----------
    default
        What holds if nothing is said.
    allowed
        The words to choose from, if it is a word.
    low, high
        The range, if it is a number.
    only_with
        Another option and the value it must have for this one to mean anything.
    """

    default: str | float
    allowed: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    only_with: tuple[str, str] | None = None


@dataclass(frozen=True)
class Method:
    """A method in one of its variants, ready to be called.

    Parameters
    ----------
    name
        As in scenario files; ``methods.name_<name>`` of the catalogue is how people call it.
    options
        The variant in force: every option that means anything in it, with its value.
    score, steps, contributions
        ``(matrix, weights, directions)``, plus what ``uses`` names by keyword: the scores (..., m), the
        tables on the way by name, and what each criterion contributes (..., m, n), adding up to the score;
        None where the score is not additively decomposable by criterion.
    takes
        ``scaled``: values from 0 to 1, 1 the best, directions all +1. ``raw``: values in their own units,
        with their directions.
    uses
        ``bounds`` (n, 2) ends of the scales, ``preferences``
        :class:`~priorizar.methods.promethee2.Preferences` from the thresholds of the criteria.
    rowwise
        Whether it scores each alternative by itself, whatever the others are.
    form
        How its score follows from the values. With ``closeness``, ``steps`` has ``weighted`` (..., m, n),
        ``ideal`` and ``anti_ideal`` (..., n). Exact answers on weights, the formulas of a workbook and the
        decomposition of differences depend on it.
    score_range
        Least and greatest score there can be; None where none is known.
    slow
        Whether it scores one weight vector after another: seconds, not instants, for thousands of draws.
    partial
        Whether it refuses some matrices within the scales (zeros, negative values, equal alternatives),
        for want of a right answer.
    about
        Entry of the room ``methods`` of the catalogue that says in a report what the score means.
    """

    name: str
    options: Mapping[str, Any]
    score: Callable[..., Floats]
    steps: Callable[..., Mapping[str, Any]]
    contributions: Callable[..., Floats] | None = None
    takes: Literal["scaled", "raw"] = "raw"
    uses: frozenset[str] = frozenset()
    rowwise: bool = False
    form: Form = "other"
    score_range: tuple[float, float] | None = None
    slow: bool = False
    partial: bool = False
    about: str = "about_other"

    @property
    def variant(self) -> str:
        """Name and options, as files and records identify it."""
        options = ", ".join(f"{key}={value}" for key, value in self.options.items())
        return f"{self.name} ({options})" if options else self.name


@dataclass(frozen=True)
class Entry:
    """One line of the registry.

    Parameters
    ----------
    build
        Makes the method in the variant of its argument.
    options
        What may be chosen.
    """

    build: Callable[[Mapping[str, Any]], Method]
    options: Mapping[str, Option] = field(default_factory=dict)
