"""From a scenario as written to one that stands by itself, every name checked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from priorizar.arrays import in_short
from priorizar.elicitation.statements import names_in, weigh
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.files.csv_source import Row
from priorizar.files.folder import Folder, read_bounded
from priorizar.files.yaml_source import Document, fill, read_yaml
from priorizar.methods.registry import find_method
from priorizar.names import nearest
from priorizar.people.reading import fill_people
from priorizar.reading import rows as tables
from priorizar.study.criteria import CriteriaSet, Criterion
from priorizar.study.model import Evidence, Study, checked_study
from priorizar.study.places import Gazetteer, UnknownNameError
from priorizar.study.scenario import ChainComparisons, Scenario, ScenarioFile, Selection, extend


def resolve_scenario(
    written: ScenarioFile,
    document: Document,
    parent: Scenario | None,
    criteria_sets: Mapping[str, CriteriaSet],
    gazetteer: Gazetteer,
    read: Callable[[str], bytes],
) -> Scenario:
    """Lay a scenario over its parent, read the people behind its weights and check every name it uses.

    ``read`` gives the content of a file of the study folder.

    Raises
    ------
    PriorizarError
        With every name nobody knows, each at its line.
    """
    problems: list[Problem] = []
    ids: dict[str, Selection | ChainComparisons] = {}
    for part in ("include", "exclude"):
        selection = getattr(written, part)
        if selection is not None:
            ids[part] = _selection(selection, part, document, gazetteer, problems)
    compared = written.chain_comparisons
    if compared is not None:
        ids["chain_comparisons"] = _chain_comparisons(compared, document, gazetteer, problems)
    try:
        scenario = extend(parent, written.model_copy(update=ids))
    except ValidationError as error:
        lacking = [
            document.problem("study.missing_key", key=item["loc"][0], where="") for item in error.errors()
        ]
        raise PriorizarError([*problems, *lacking]) from None
    chosen = criteria_sets.get(scenario.criteria)
    if chosen is None:
        guess = nearest(scenario.criteria, criteria_sets) or ", ".join(criteria_sets)
        values = {"name": scenario.criteria, "guess": guess}
        raise PriorizarError(
            [*problems, document.problem("study.unknown_criteria_set", "criteria", **values)]
        )
    criteria = {criterion.id: criterion for criterion in chosen.leaf_criteria}
    compared = scenario.chain_comparisons
    named: list[tuple[str, ...]] = [("directions", key) for key in scenario.directions]
    named += [("chain_comparisons", "under", key) for key in (compared.under if compared else ())]
    for *path, key in named:
        if key not in criteria:
            guess = nearest(key, criteria) or ", ".join(criteria)
            problems.append(
                document.problem("study.unknown_criterion", *path, key, criterion=key, guess=guess)
            )
    said: list[Problem] = []
    if written.weights is not None or written.criteria is not None:
        weights = fill_people(scenario.weights, chosen, read, said)
        scenario = scenario.model_copy(update={"weights": weights})
    problems += said or _weight_problems(scenario, chosen, document)
    try:
        find_method(scenario.method.name, scenario.method.options)
    except PriorizarError as error:
        problems += [document.problem(one.key, "method", **one.values) for one in error.problems]
    for position, _ in enumerate(written.what_if):
        row = what_if_row(written, position, document)
        tables.one_evidence(row, gazetteer, criteria, what_if=True)
        problems += row.problems
    if problems:
        raise PriorizarError(problems)
    return scenario


def _weight_problems(scenario: Scenario, criteria: CriteriaSet, document: Document) -> list[Problem]:
    """Weigh, for the problems it meets: each at the line that names what it is about."""
    lines = {
        (_who(document, path), name): ("weights", *path)
        for path, name in reversed([*names_in(scenario.weights)])
    }
    try:
        weigh(scenario.weights, criteria)
    except PriorizarError as error:
        return [
            document.problem(
                one.key, *lines.get((one.file, str(one.values.get("name"))), ("weights",)), **one.values
            )
            for one in error.problems
            if one.key != "weighting.no_matrix"  # weights from data are weighed when there are data
        ]
    return []


def _who(document: Document, path: Sequence[Hashable]) -> str | None:
    """Give the code of the person of a group within whose answers a path lies."""
    if "people" not in path:
        return None
    said = document.data.get("weights")
    for part in path[: path.index("people") + 2]:
        inside = (isinstance(said, dict) and part in said) or (
            isinstance(said, list) and isinstance(part, int)
        )
        said = said[part] if inside else None
    return str(said.get("code")) if isinstance(said, dict) else None


def read_scenario(study: Study, path: str | Path) -> Scenario:
    """Read one scenario file that need not be in the study's folder; it may extend the study's own.

    Raises
    ------
    PriorizarError
        With every problem found.
    """
    if not isinstance(path, str | PathLike):
        raise refusal("study.not_a_path", given=in_short(path))
    return resolve_document(checked_study(study), read_yaml(str(path), read_bounded(Path(path), str(path))))


def resolve_document(study: Study, document: Document) -> Scenario:
    """Resolve a scenario file as read, which may extend the study's own.

    Raises
    ------
    PriorizarError
        With every problem found.
    """
    written = fill(ScenarioFile, document)
    if written.extends is not None and written.extends not in study.scenarios:
        guess = nearest(written.extends, study.scenarios) or ", ".join(study.scenarios)
        raise PriorizarError(
            document.problem("study.unknown_parent", "extends", name=written.extends, guess=guess)
        )
    parent = study.scenarios[written.extends] if written.extends else None
    gazetteer = Gazetteer(study.provinces, study.chains)
    read = Folder(study.folder, []).read
    return resolve_scenario(written, document, parent, study.criteria_sets, gazetteer, read)


def what_if_row(written: ScenarioFile | Scenario, position: int, document: Document | None = None) -> Row:
    """Give a supposition of a scenario the form of a row of ``evidence.csv``."""
    said = written.what_if[position].model_dump()
    cells = {column: "" if value is None else str(value) for column, value in said.items()}
    if document is None:
        return Row(f"scenarios/{written.id}", position + 1, cells)
    return Row(document.file, document.line("what_if", position), cells)


def suppositions(
    scenario: Scenario, criteria: Mapping[str, Criterion], gazetteer: Gazetteer
) -> list[Evidence]:
    """Give what a scenario supposes, as evidence that comes before all other.

    Raises
    ------
    PriorizarError
        If a supposition does not hold together (a scenario built in memory).
    """
    rows = [what_if_row(scenario, position) for position in range(len(scenario.what_if))]
    found = [tables.one_evidence(row, gazetteer, criteria, what_if=True) for row in rows]
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise PriorizarError(problems)
    return [one for one in found if one is not None]


def _chain_comparisons(
    written: ChainComparisons, document: Document, gazetteer: Gazetteer, problems: list[Problem]
) -> ChainComparisons:
    """Give comparisons with the ids of the chains."""
    under: dict[str, tuple[tuple[str, str, float], ...]] = {}
    for criterion, comparisons in written.under.items():
        rows = []
        for row, (a, b, ratio) in enumerate(comparisons):
            ids = []
            for position, name in enumerate((a, b)):
                try:
                    ids.append(gazetteer.chain(name))
                except UnknownNameError as unknown:
                    path = ("chain_comparisons", "under", criterion, row, position)
                    values = {"name": unknown.name[:60], "guess": unknown.guess}
                    problems.append(document.problem("study.unknown_chain", *path, **values))
                    ids.append(name)
            rows.append((ids[0], ids[1], ratio))
        under[criterion] = tuple(rows)
    return written.model_copy(update={"under": under})


def _selection(
    selection: Selection, part: str, document: Document, gazetteer: Gazetteer, problems: list[Problem]
) -> Selection:
    finders: dict[str, Callable[[str], str]] = {
        "departments": gazetteer.department,
        "zones": gazetteer.zone,
        "provinces": lambda name: gazetteer.province(name).ubigeo,
        "chains": gazetteer.chain,
    }
    ids: dict[str, tuple[str, ...]] = {}
    for kind, find in finders.items():
        found = []
        for position, name in enumerate(getattr(selection, kind)):
            try:
                found.append(find(name))
            except UnknownNameError as unknown:
                values = {"name": unknown.name[:60], "guess": unknown.guess}
                problems.append(
                    document.problem(f"study.unknown_{unknown.kind}", part, kind, position, **values)
                )
        ids[kind] = tuple(found)
    return Selection(**ids)
