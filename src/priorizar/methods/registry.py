"""Every method by name, with its options checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.methods.additive import additive, additive_contributions, additive_steps
from priorizar.methods.bridge import BRIDGED, NOT_OFFERED, bridged, bridged_steps
from priorizar.methods.copras import copras, copras_steps
from priorizar.methods.promethee2 import promethee2, promethee2_contributions, promethee2_steps
from priorizar.methods.topsis import (
    NORMALIZATIONS,
    REFERENCES,
    topsis,
    topsis_contributions,
    topsis_steps,
)
from priorizar.methods.vikor import vikor, vikor_steps
from priorizar.names import suggest

Floats = NDArray[np.float64]


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
        As in scenario files.
    options
        The variant in force: every option that means anything in it, with its value.
    score, steps, contributions
        ``(matrix, weights, directions)``, plus what ``uses`` names by keyword: the scores (..., m),
        the tables on the way by name, and what each criterion brings (..., m, n), which is None where
        the score does not come apart.
    takes
        ``scaled``: values from 0 to 1, 1 the best, directions all +1. ``raw``: values in their own
        units, with their directions.
    uses
        ``bounds`` (n, 2) ends of the scales, ``preferences``
        :class:`~priorizar.methods.promethee2.Preferences`.
    rowwise
        Whether it scores each alternative by itself, whatever the others are.
    """

    name: str
    options: Mapping[str, Any]
    score: Callable[..., Floats]
    steps: Callable[..., Mapping[str, NDArray[Any]]]
    contributions: Callable[..., Floats] | None = None
    takes: Literal["scaled", "raw"] = "raw"
    uses: frozenset[str] = frozenset()
    rowwise: bool = False


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


def find_method(name: str, options: Mapping[str, Any] | None = None) -> Method:
    """Give a method by name, in the variant that the options say.

    Parameters
    ----------
    name
        One of :data:`METHODS`.
    options
        Any of the method's options; the others have their defaults.

    Raises
    ------
    PriorizarError
        Unknown method, option or value, with the one that was probably meant; a method of pymcdm
        that is not offered, with the reason.

    Examples
    --------
    >>> find_method("topsis", {"reference": "observed"}).options
    {'reference': 'observed', 'normalization': 'vector'}
    """
    if name in NOT_OFFERED:
        raise refusal(f"methods.not_offered_{name}")
    if name not in METHODS:
        raise _unknown("method", name, METHODS)
    entry = METHODS[name]
    given = dict(options or {})
    problems = [
        problem
        for option, value in given.items()
        for problem in (
            _value_problems(option, value, entry.options[option])
            if option in entry.options
            else _unknown("option", option, entry.options, method=name).problems
        )
    ]
    if problems:
        raise PriorizarError(problems)
    chosen = {option: given.get(option, what.default) for option, what in entry.options.items()}
    for option, what in entry.options.items():
        if what.only_with and chosen[what.only_with[0]] != what.only_with[1]:
            if option in given:
                other, needed = what.only_with
                raise refusal("methods.option_without_effect", option=option, other=other, needed=needed)
            del chosen[option]
    return entry.build(chosen)


def _value_problems(option: str, value: object, what: Option) -> list[Problem]:
    if what.allowed:
        if value in what.allowed:
            return []
        values = {"option": option, "value": value, "guess": suggest(str(value), what.allowed)}
        return [Problem("methods.option_value", values, path=(option,))]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and what.low <= value <= what.high:  # type: ignore[operator]
        return []
    values = {"option": option, "value": value, "low": what.low, "high": what.high}
    return [Problem("methods.option_range", values, path=(option,))]


def _unknown(what: str, name: str, known: Mapping[str, Any], **values: str) -> PriorizarError:
    path = ("name",) if what == "method" else (name,)
    return refusal(f"methods.unknown_{what}", *path, name=name, guess=suggest(str(name), known), **values)


def _topsis(options: Mapping[str, Any]) -> Method:
    by_scale = options["reference"] == "scale"
    return Method(
        "topsis",
        options,
        score=partial(topsis, **options),
        steps=partial(topsis_steps, **options),
        contributions=partial(topsis_contributions, **options),
        takes="scaled" if by_scale else "raw",
        rowwise=by_scale,
    )


def _additive(options: Mapping[str, Any]) -> Method:
    return Method(
        "additive",
        options,
        score=additive,
        steps=additive_steps,
        contributions=additive_contributions,
        takes="scaled",
        rowwise=True,
    )


def _vikor(options: Mapping[str, Any]) -> Method:
    return Method("vikor", options, score=partial(vikor, **options), steps=partial(vikor_steps, **options))


def _promethee2(options: Mapping[str, Any]) -> Method:
    return Method(
        "promethee2",
        options,
        score=promethee2,
        steps=promethee2_steps,
        contributions=promethee2_contributions,
        uses=frozenset({"preferences"}),
    )


def _copras(options: Mapping[str, Any]) -> Method:
    return Method("copras", options, score=copras, steps=copras_steps)


def _bridged(name: str, options: Mapping[str, Any]) -> Method:
    by_scale = BRIDGED[name].bounds
    return Method(
        name,
        options,
        score=partial(bridged, name),
        steps=partial(bridged_steps, name),
        uses=frozenset({"bounds"}) if by_scale else frozenset(),
        rowwise=by_scale,
    )


METHODS: dict[str, Entry] = {
    "topsis": Entry(
        _topsis,
        {
            "reference": Option("scale", REFERENCES),
            "normalization": Option("vector", NORMALIZATIONS, only_with=("reference", "observed")),
        },
    ),
    "additive": Entry(_additive),
    "vikor": Entry(_vikor, {"v": Option(0.5)}),
    "promethee2": Entry(_promethee2),
    "copras": Entry(_copras),
    **{name: Entry(partial(_bridged, name)) for name in BRIDGED},
}
"""Every method that can be named, the project's own first."""
