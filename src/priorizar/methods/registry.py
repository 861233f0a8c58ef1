"""Every method by name, with its options checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.methods.additive import additive_method
from priorizar.methods.bridge import BRIDGED, NOT_OFFERED, bridged_method
from priorizar.methods.copras import copras_method
from priorizar.methods.method import Entry, Method, Option
from priorizar.methods.promethee2 import promethee2_method
from priorizar.methods.topsis import NORMALIZATIONS, REFERENCES, topsis_method
from priorizar.methods.vikor import vikor_method
from priorizar.names import suggest


def find_method(name: str, options: Mapping[str, Any] | None = None) -> Method:
    """Return a method by name, in the variant that the options say.

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


METHODS: dict[str, Entry] = {
    "topsis": Entry(
        topsis_method,
        {
            "reference": Option("scale", REFERENCES),
            "normalization": Option("vector", NORMALIZATIONS, only_with=("reference", "observed")),
        },
    ),
    "additive": Entry(additive_method),
    "vikor": Entry(vikor_method, {"v": Option(0.5)}),
    "promethee2": Entry(promethee2_method),
    "copras": Entry(copras_method),
    **{name: Entry(partial(bridged_method, name)) for name in BRIDGED},
}
"""Every method that can be named, the project's own first."""

DEFAULT = "topsis"
"""The method of a scenario that names none."""

WEIGHTED_SUM = "additive"
"""The method of the questions that are about weighted sums, whatever a scenario names."""

SIDE_BY_SIDE: tuple[Mapping[str, Any], ...] = (
    {"name": "topsis"},
    {"name": "additive"},
    *({"name": "topsis", "reference": "observed", "normalization": one} for one in NORMALIZATIONS),
    {"name": "vikor"},
    {"name": "promethee2"},
    {"name": "copras"},
    *({"name": one} for one in ("spotis", "mabac", "edas", "codas", "cocoso", "mairca", "moora", "rim")),
)
"""Methods and variants held side by side, where the data allow them."""
