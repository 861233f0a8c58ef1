"""People's answers as a file to read again: a table with a row a person, or a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from priorizar.elicitation.bounds import PercentStatement
from priorizar.elicitation.statements import (
    Ahp,
    BestWorst,
    Equal,
    Member,
    RankOrder,
    Region,
    Statement,
    TreeStatement,
)
from priorizar.errors import PriorizarError, Problem, gathering
from priorizar.files.tables import to_csv
from priorizar.names import fold
from priorizar.study.criteria import Group

FIXED = ("code", "helice", "institution", "round", "procedure", "illustrative")


def people_csv(members: Sequence[Member], tree: Group) -> bytes:
    """Write a table with a row a person, as ``people/`` of a study folder holds.

    Raises
    ------
    PriorizarError
        If somebody answered in a way that has no columns: by one procedure here and another there.
    """
    problems: list[Problem] = []
    rows: list[dict[str, Any]] = []
    for member in members:
        with gathering(problems):
            rows.append(_row(member))
    if problems:
        raise PriorizarError(problems)
    used = {column for row in rows for column in row} - {"round"}
    if any(member.round > 1 for member in members):
        used.add("round")
    optional = [column for column in FIXED[2:] if column in used or column == "procedure"]
    place = {name: i for i, name in enumerate(_ids(tree))}
    answers = sorted(used - set(FIXED), key=lambda column: _order(column, place))
    columns = [*FIXED[:2], *optional, *answers]
    return to_csv([{column: row.get(column, "") for column in columns} for row in rows])


def people_scenario(members: Sequence[Member], criteria: str, name: str) -> bytes:
    """Write a scenario whose weights are those of people written out, one below the other.

    Parameters
    ----------
    members
        The people.
    criteria
        Id of the criteria set they weigh.
    name
        Of the file, without extension: the id too, as far as it can be one.
    """
    import yaml

    people = [member.model_dump(mode="json", exclude_defaults=True) for member in members]
    scenario = {
        "id": re.sub("[^a-z0-9_]+", "_", fold(name)).lstrip("0123456789_") or "taller",
        "name": {"es": name, "en": name},
        "extends": "base",
        "criteria": criteria,
        "weights": {"procedure": "group", "aggregation": "arithmetic", "each": "helice", "people": people},
    }
    written: str = yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False, width=110)
    return written.encode()


def _ids(group: Group) -> Iterator[str]:
    for node in group.nodes():
        yield node.id


def _order(column: str, place: dict[str, int]) -> tuple[int, int, int]:
    """Place of a column: numbers, the best and the worst, comparisons with them, pairs."""
    a, slash, b = column.partition("/")
    if not slash:
        return (1, 0, 0) if column == "best" else (1, 1, 0) if column == "worst" else (0, place[a], 0)
    if a == "best":
        return (2, place[b], 0)
    return (3, place[a], 0) if b == "worst" else (4, place[a], place[b])


def _row(member: Member) -> dict[str, Any]:
    row: dict[str, Any] = {"code": member.code, "helice": member.helice}
    if member.institution:
        row["institution"] = member.institution
    row["round"] = member.round
    row["procedure"] = member.weights.procedure
    if member.illustrative:
        row["illustrative"] = "sí"
    for column, said in _answers(member.weights, member):
        # One best and one worst a group stand in the same column.
        row[column] = f"{row[column]}; {said}" if column in row else said
    return row


def _answers(statement: Statement, member: Member) -> Iterator[tuple[str, str]]:
    """Return what was said, column by column, down the tree."""
    by_another = statement.procedure not in (member.weights.procedure, "equal")
    if by_another or getattr(statement, "formula", "roc") != "roc":
        raise PriorizarError(Problem("people.no_columns", {"code": member.code}))
    yield from _here(statement)
    for inner in (statement.groups or {}).values() if isinstance(statement, TreeStatement) else ():
        yield from _answers(inner, member)


def _here(statement: Statement) -> Iterator[tuple[str, str]]:
    if isinstance(statement, RankOrder):
        for place, entry in enumerate(statement.order, 1):
            for name in (entry,) if isinstance(entry, str) else entry:
                yield name, str(place)
    elif isinstance(statement, Ahp):
        for a, b, ratio in statement.comparisons:
            # Always the way round in which it is a number from 1: a spreadsheet makes a date of 1/3.
            yield (f"{a}/{b}", _number(ratio)) if ratio >= 1 else (f"{b}/{a}", _number(1 / ratio))
    elif isinstance(statement, BestWorst):
        yield "best", statement.best
        yield "worst", statement.worst
        yield from ((f"best/{name}", _number(ratio)) for name, ratio in statement.best_to_others.items())
        yield from ((f"{name}/worst", _number(ratio)) for name, ratio in statement.others_to_worst.items())
    elif isinstance(statement, Region):
        for one in statement.statements:
            if isinstance(one, PercentStatement):
                yield one.criterion, "-".join(_number(end) for end in one.percent)
            else:
                yield f"{one.criterion}/{one.at_least}", f">={_number(one.times)}"
    elif not isinstance(statement, Equal):
        for name, value in getattr(statement, "values", {}).items():
            yield name, _number(value)


def _number(value: float) -> str:
    """Write a number so that it is read back as it was; a ratio typed as 1/3 comes back as 3."""
    return f"{value:.15g}"
