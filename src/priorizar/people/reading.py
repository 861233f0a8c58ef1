"""Reading who weighed and how: tables with a row a person, and the workbooks that people fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from os import PathLike
from pathlib import Path, PurePath
from typing import Any

from pydantic import ValidationError

from priorizar.arrays import in_short
from priorizar.elicitation.statements import MOST_PEOPLE, Blend, Group, Member, Statement, TreeStatement
from priorizar.elicitation.weighing import weigh
from priorizar.errors import PriorizarError, Problem, gathering, refusal
from priorizar.files.door import read_bounded
from priorizar.files.sheet import Cell, read_csv
from priorizar.files.workbook_reading import read_workbook
from priorizar.names import fold, suggest
from priorizar.people.answers import PROCEDURES, Answers, TreeNames, read_procedure
from priorizar.people.form_reading import is_form, read_form
from priorizar.people.table_reading import read_rows
from priorizar.study.criteria import Group as CriteriaGroup

_YES = {"si", "yes", "true", "verdadero", "1", "x", "ilustrativo", "ilustrativa"}
_NO = {"no", "false", "falso", "0"}


@dataclass(frozen=True)
class Reading:
    """What came out of reading files of people.

    Parameters
    ----------
    members
        Those whose answers are right, in the order of the files.
    problems
        What is wrong with the others, who are left out.
    left_out
        How many of them there are; a file that cannot be read counts as one.
    """

    members: tuple[Member, ...]
    problems: tuple[Problem, ...]
    left_out: int


def read_people(files: str | Path | Iterable[str | Path], tree: CriteriaGroup) -> Reading:
    """Read files of people: CSV or XLSX with a row a person, or workbooks filled in.

    Parameters
    ----------
    files
        Where they are: paths, or one.
    tree
        What the people weigh: a criteria set, or a group of one.

    Returns
    -------
    Reading
        Nobody's good answers are lost for somebody else's bad ones, nor for a file that cannot be read.

    Raises
    ------
    PriorizarError
        Something given that is no path, or no criteria set or group.
    """
    contents: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    paths = [files] if isinstance(files, str | PathLike) or not isinstance(files, Iterable) else list(files)
    for path in paths:
        if not isinstance(path, str | PathLike):
            raise refusal("study.not_a_path", given=in_short(path))
    if not isinstance(tree, CriteriaGroup):
        raise refusal("weighting.not_a_tree", given=in_short(tree))
    wanted = dict.fromkeys(str(path) for path in paths)
    for file in wanted:
        with gathering(problems):
            contents.append((file, read_bounded(Path(file), file)))
    read = read_contents(contents, tree)
    lost = len(wanted) - len(contents)
    return replace(read, problems=(*problems, *read.problems), left_out=read.left_out + lost)


def read_contents(files: Iterable[tuple[str, bytes]], tree: CriteriaGroup) -> Reading:
    """Read what files of people hold, given the name, by which problems call it, and content of each."""
    names = TreeNames(tree)
    members: list[Member] = []
    problems: list[Problem] = []
    left_out = 0
    places: dict[tuple[str, int], Cell] = {}
    for file, raw in files:
        try:
            persons = _persons(file, raw, names)
        except PriorizarError as error:
            problems += error.problems
            left_out += 1
            continue
        for fields, answers in persons:
            member = _member(fields, answers, names)
            if member is not None:
                key = (member.code, member.round)
                first = places.setdefault(key, answers.home)
                if first is not answers.home:
                    values = {"code": member.code, "round": member.round, "place": _place(first)}
                    answers.problems.append(answers.home.problem("people.twice", **values))
            if member is not None and len(members) >= MOST_PEOPLE:
                answers.problems.append(answers.home.problem("people.too_many", limit=MOST_PEOPLE))
            if answers.problems or member is None:
                problems += answers.problems
                left_out += 1
            else:
                members.append(member)
    return Reading(tuple(members), tuple(problems), left_out)


def fill_people(
    statement: Statement, tree: CriteriaGroup, read: Callable[[str], bytes], problems: list[Problem]
) -> Statement:
    """Read the files of the groups in a judgement.

    Parameters
    ----------
    statement
        As a scenario says it.
    tree
        What it judges.
    read
        Gives the content of a file; may refuse.
    problems
        Takes in what is wrong.

    Returns
    -------
    Statement
        With the people of each group, and the digest of their file.
    """
    if isinstance(statement, Group):
        return _filled(statement, tree, read, problems)
    if isinstance(statement, Blend):
        subjective = fill_people(statement.subjective, tree, read, problems)
        return statement.model_copy(update={"subjective": subjective})
    if isinstance(statement, TreeStatement) and statement.groups:
        below = {node.id: node for node in tree.criteria if isinstance(node, CriteriaGroup)}
        groups = {
            name: fill_people(inner, below[name], read, problems) if name in below else inner
            for name, inner in statement.groups.items()
        }
        return statement.model_copy(update={"groups": groups})
    return statement


def _filled(
    group: Group, tree: CriteriaGroup, read: Callable[[str], bytes], problems: list[Problem]
) -> Group:
    if group.file is None:
        return group
    try:
        raw = read(group.file)
    except PriorizarError as error:
        problems += error.problems
        return group
    digest = sha256(raw).hexdigest()
    if group.sha256 not in (None, digest):
        problems.append(Problem("people.changed", {"sha256": digest}, group.file))
    found = read_contents([(group.file, raw)], tree)
    problems += found.problems
    return group.model_copy(update={"people": found.members, "sha256": digest})


def _persons(file: str, raw: bytes, names: TreeNames) -> list[tuple[dict[str, Cell], Answers]]:
    """Take a file apart into persons: what they say of themselves, and their answers."""
    kind = PurePath(file).suffix.lower()
    if kind == ".csv":
        sheets = [read_csv(file, raw)]
    elif kind == ".xlsx":
        sheets = read_workbook(file, raw)
        if is_form(sheets):
            return [read_form(sheets, names)]
    elif kind == ".xlsm":
        raise PriorizarError(Problem("people.macros", {}, file))
    else:
        raise PriorizarError(Problem("people.unknown_kind", {"kind": kind or file}, file))
    tables = [one for one in sheets if one.rows and not fold(one.title or "").startswith(("nota", "note"))]
    if not tables:
        raise PriorizarError(Problem("study.empty_file", {}, file))
    return [person for sheet in tables for person in read_rows(sheet, names)]


def _member(fields: Mapping[str, Cell], answers: Answers, names: TreeNames) -> Member | None:
    """Make a person of what they say of themselves and what they answered; None where that fails."""
    answers.problems += [cell.problem(cell.fault) for cell in fields.values() if cell.fault is not None]
    said: dict[str, Any] = {
        key: fields[key].text for key in ("code", "helice", "institution") if key in fields
    }
    if not said.get("code") and "name" in fields:
        said["code"] = fields["name"].text
    for field in ("code", "helice"):
        cell = fields.get(field, answers.home)
        if not said.get(field) and cell.fault is None:
            answers.problems.append(cell.problem("study.missing_cell", column=field))
    said["round"] = _round(fields, answers)
    said["illustrative"] = _illustrative(fields, answers)
    procedure = _procedure(fields, answers)
    if procedure is None:
        return None
    said["weights"] = answers.judgement(procedure, names)
    if answers.problems:
        return None
    try:
        member = Member.model_validate(said)
    except ValidationError as error:
        answers.problems += [_misfit(item, fields, answers) for item in error.errors()]
        return None
    try:
        weigh(member.weights, names.tree)
    except PriorizarError as error:
        answers.problems += [replace(one, person=member.code).at(answers) for one in error.problems]
        return None
    return member


def _procedure(fields: Mapping[str, Cell], answers: Answers) -> str | None:
    cell = fields.get("procedure")
    if cell is None or cell.fault is not None:
        return None
    if not cell.text:
        answers.problems.append(cell.problem("study.missing_cell", column="procedure"))
        return None
    procedure = read_procedure(cell.text)
    if procedure is None:
        answers.problems.append(_not_one_of(cell, "procedure", list(PROCEDURES)))
    return procedure


def _round(fields: Mapping[str, Cell], answers: Answers) -> int:
    cell = fields.get("round")
    if cell is None or cell.fault is not None or not cell.text:
        return 1
    if not (cell.text.isascii() and cell.text.isdigit() and 1 <= int(cell.text) <= 1000):
        answers.problems.append(cell.problem("people.bad_round", written=cell.text[:40]))
        return 1
    return int(cell.text)


def _illustrative(fields: Mapping[str, Cell], answers: Answers) -> bool:
    cell = fields.get("illustrative")
    word = "" if cell is None else fold(cell.text)
    if cell is not None and word and word not in _YES | _NO:
        answers.problems.append(_not_one_of(cell, "illustrative", ["sí", "no"]))
    return word in _YES


def _not_one_of(cell: Cell, where: str, known: Sequence[str]) -> Problem:
    guess = suggest(cell.text, known)
    values = {"where": where, "written": cell.text[:40], "guess": guess}
    return cell.problem("study.not_one_of", **values)


def _misfit(item: Any, fields: Mapping[str, Cell], answers: Answers) -> Problem:
    """Return what a person's record would not take."""
    column = str(item["loc"][0])
    cell = fields.get(column, answers.home)
    if column == "code" and not cell.text:
        cell = fields.get("name", cell)
    own = item.get("ctx", {}).get("error")
    if isinstance(own, PriorizarError):
        return own.problems[0].at(cell)
    return cell.problem("study.too_long", where=column)


def _place(cell: Cell) -> str:
    return cell.problem("people.twice").place
