"""One statement about a chain, somewhere, on one criterion: from names and numbers to evidence.

Rows of ``evidence.csv``, workbooks filled in, ``what_if`` of scenarios and cells supposed by hand all come
here with numbers that are numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from priorizar.errors import Column, PriorizarError, Problem, gathering, refusal
from priorizar.names import suggest
from priorizar.study.criteria import Criterion
from priorizar.study.model import Evidence
from priorizar.study.places import MOST_SHOWN, Gazetteer
from priorizar.study.scenario import Scenario

HEADS = {"value_head": Column("value"), "low_head": Column("low"), "high_head": Column("high")}
"""How problems of an interval name its three parts."""


def statement(
    gazetteer: Gazetteer,
    criteria: Mapping[str, Criterion],
    *,
    chain: str,
    criterion: str,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    department: str | None = None,
    zone: str | None = None,
    province: str | None = None,
    basis: str = "judged",
    source: str = "",
    quote: str = "",
    what_if: bool = False,
) -> Evidence:
    """Make a statement.

    Parameters
    ----------
    gazetteer
        Knows the places and chains.
    criteria
        By id.
    chain, criterion
        Any of the chain's names; the criterion's id.
    value, low, high
        In the criterion's unit. Without a value it is the middle of ``low`` and ``high`` on the
        criterion's value scale; without these they are the value.
    department, zone, province
        Where it holds, by any name; everywhere without them.
    basis
        One of :data:`~priorizar.study.model.BASES`.
    source, quote
        Who says it, and how.
    what_if
        Whether it is supposed.

    Raises
    ------
    PriorizarError
        With every name nobody knows, or numbers that are off the scale or out of order, each at the path of
        its part: ``("chain",)``, ``("value",)``.
    """
    problems: list[Problem] = []
    place = chain_id = None
    with gathering(problems):
        place = gazetteer.place(department, zone, province)
    with gathering(problems, "chain"):
        chain_id = gazetteer.chain(chain)
    chosen = criteria.get(criterion)
    if chosen is None:
        values = {"criterion": criterion[:MOST_SHOWN], "guess": suggest(criterion, criteria)}
        problems.append(Problem("study.unknown_criterion", values, path=("criterion",)))
    else:
        with gathering(problems):
            amounts = interval(chosen, value, low, high)
    if problems or place is None or chain_id is None or chosen is None:
        raise PriorizarError(problems)
    return Evidence(place, chain_id, criterion, *amounts, basis, source, quote, what_if)


def interval(
    criterion: Criterion, value: float | None, low: float | None, high: float | None
) -> tuple[float, float, float]:
    """Complete a value and its interval: each from the others, within the scale and in order.

    Raises
    ------
    PriorizarError
        With each number that is off the scale, or if nothing is said or the three do not fit together.
    """
    if value is None and (low is None or high is None):
        raise refusal("study.no_value", "value", **HEADS)
    scale = criterion.scale
    shown = {"criterion": criterion.id, "low": f"{scale.low:g}", "high": f"{scale.high:g}"}
    given = {"value": value, "low": low, "high": high}
    outside = [
        Problem("study.outside_scale", {"written": f"{number:g}", **shown}, path=(part,))
        for part, number in given.items()
        if number is not None and not scale.low <= number <= scale.high
    ]
    if outside:
        raise PriorizarError(outside)
    least = value if low is None else low
    most = value if high is None else high
    assert least is not None  # noqa: S101 - for the type checker: a value or both ends were given
    assert most is not None  # noqa: S101
    if least > most or (value is not None and not least <= value <= most):
        said = {"value": "" if value is None else f"{value:g}", "low": f"{least:g}", "high": f"{most:g}"}
        raise refusal("study.interval_order", "value" if value is not None else "low", **said, **HEADS)
    return criterion.between(least, most) if value is None else value, least, most


def suppositions(
    scenario: Scenario, criteria: Mapping[str, Criterion], gazetteer: Gazetteer, first: int = 0
) -> list[Evidence]:
    """Return what a scenario supposes, as evidence that comes before all other.

    Parameters
    ----------
    scenario
        Of the study that the names are of.
    criteria
        Of its set, by id.
    gazetteer
        Knows the places and chains.
    first
        Position of the first that is wanted.

    Raises
    ------
    PriorizarError
        With everything that does not hold together, each at its path, ``("what_if", position, part)``.
    """
    found: list[Evidence] = []
    problems: list[Problem] = []
    for position, one in enumerate(scenario.what_if[first:]):
        with gathering(problems, "what_if", position):
            found.append(statement(gazetteer, criteria, **dict(one), what_if=True))
    if problems:
        raise PriorizarError(problems)
    return found
