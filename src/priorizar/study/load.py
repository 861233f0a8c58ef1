"""From a folder to a study: everything read, every problem reported at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from priorizar.errors import PriorizarError, Problem
from priorizar.methods.registry import find_method
from priorizar.study import tables
from priorizar.study.bundled import bundled_folder
from priorizar.study.criteria import CriteriaSet, Criterion
from priorizar.study.csv_source import Row, read_table
from priorizar.study.model import Evidence, Study
from priorizar.study.names import nearest
from priorizar.study.places import Gazetteer, UnknownName
from priorizar.study.scenario import Scenario, ScenarioFile, Selection, extend
from priorizar.study.yaml_source import Document, fill, read_yaml
from priorizar.weighting.statements import names_in, weigh

Read = TypeVar("Read")
REQUIRED_TABLES = ("territory", "chains", "alternatives", "evidence", "sources")


class Folder:
    """The files of a study folder, each read once and no path leaving it."""

    def __init__(self, root: Path, problems: list[Problem]) -> None:
        self.root = root.resolve()
        self.problems = problems
        self.digests: dict[str, str] = {}

    def names(self, pattern: str) -> list[str]:
        """Files that match, in order of name, as paths inside the folder."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))

    def read(self, name: str) -> bytes | None:
        """Give a file's content, or none where it is missing, unreadable or outside the folder."""
        path = self.root / name
        try:
            if not path.resolve().is_relative_to(self.root):
                self.problems.append(Problem("study.outside_folder", {}, name))
                return None
            if path.stat().st_size > 20_000_000:
                values = {"size": path.stat().st_size, "limit": 20_000_000}
                self.problems.append(Problem("study.too_large", values, name))
                return None
            raw = path.read_bytes()
        except OSError as error:
            self.problems.append(Problem("study.unreadable", {"said": error.strerror or str(error)}, name))
            return None
        self.digests[name] = hashlib.sha256(raw).hexdigest()
        return raw

    def gather(self, read: Callable[[], Read], otherwise: Read) -> Read:
        """Run a reader; its problems are kept and reading goes on."""
        try:
            return read()
        except PriorizarError as error:
            self.problems.extend(error.problems)
            return otherwise


def load_study(folder: str | Path | None = None) -> Study:
    """Read a study folder.

    Parameters
    ----------
    folder
        A folder with ``criteria/``, ``scenarios/`` and ``data/``; without it, the bundled study.

    Returns
    -------
    Study

    Raises
    ------
    PriorizarError
        With every problem found, each with its file and line.
    """
    root = bundled_folder() if folder is None else Path(folder)
    if not root.is_dir():
        raise PriorizarError(Problem("study.no_folder", {"folder": str(root)}))
    files = Folder(root, [])
    criteria_sets = _criteria_sets(files)
    criteria = _all_criteria(criteria_sets)
    rows = {name: _rows(files, name) for name in tables.COLUMNS}
    provinces, problems = tables.by_key(rows["territory"], "ubigeo_inei", tables.province)
    files.problems += problems
    chains, problems = tables.by_key(rows["chains"], "id", tables.chain)
    files.problems += problems
    sources, problems = tables.by_key(rows["sources"], "id", tables.source)
    files.problems += problems
    ledger, problems = tables.by_key(rows["contradictions"], "id", tables.contradiction)
    files.problems += problems
    gazetteer = Gazetteer(provinces, chains)
    alternatives, problems = tables.alternatives(rows["alternatives"], gazetteer, provinces, chains)
    files.problems += problems
    evidence, problems = tables.evidence(rows["evidence"], gazetteer, criteria, sources)
    files.problems += problems
    scenarios = _scenarios(files, criteria_sets, gazetteer)
    if files.problems:
        raise PriorizarError(_once(files.problems))
    return Study(
        folder=root,
        criteria_sets=criteria_sets,
        provinces=provinces,
        chains=chains,
        alternatives=tuple(alternatives),
        evidence=tuple(evidence),
        sources=sources,
        scenarios=scenarios,
        ledger=tuple(ledger.values()),
        files=files.digests,
    )


def _once(problems: Sequence[Problem]) -> list[Problem]:
    unique: list[Problem] = []
    for problem in problems:
        if problem not in unique:
            unique.append(problem)
    return unique


def _rows(files: Folder, table: str) -> list[Row]:
    name = f"data/{table}.csv"
    if not (files.root / name).exists():
        if table in REQUIRED_TABLES:
            files.problems.append(Problem("study.missing_file", {"file": name}, name))
        return []
    raw = files.read(name)
    required, optional = tables.COLUMNS[table]
    return [] if raw is None else files.gather(lambda: read_table(name, raw, required, optional), [])


def _documents(files: Folder, folder: str) -> list[Document]:
    names = [name for kind in ("yaml", "yml") for name in files.names(f"{folder}/*.{kind}")]
    if not names:
        files.problems.append(Problem("study.missing_file", {"file": f"{folder}/*.yaml"}, f"{folder}/"))
    documents = []
    for name in names:
        raw = files.read(name)
        document = None if raw is None else files.gather(lambda n=name, r=raw: read_yaml(n, r), None)
        if document is not None:
            documents.append(document)
    return documents


def _criteria_sets(files: Folder) -> dict[str, CriteriaSet]:
    found: dict[str, CriteriaSet] = {}
    for document in _documents(files, "criteria"):
        one = files.gather(lambda d=document: fill(CriteriaSet, d), None)
        if one is not None and _id_is_file_name(one.id, document, files):
            found[one.id] = one
    return found


def _all_criteria(criteria_sets: Mapping[str, CriteriaSet]) -> dict[str, Criterion]:
    """Every criterion of every set: evidence is the same whichever set asks for it."""
    return {criterion.id: criterion for one in criteria_sets.values() for criterion in one.leaf_criteria}


def _id_is_file_name(written: str, document: Document, files: Folder) -> bool:
    stem = Path(document.file).stem
    if written != stem:
        files.problems.append(document.problem("study.id_not_file", "id", id=written, stem=stem))
    return written == stem


def _scenarios(
    files: Folder, criteria_sets: Mapping[str, CriteriaSet], gazetteer: Gazetteer
) -> dict[str, Scenario]:
    written: dict[str, tuple[ScenarioFile, Document]] = {}
    for document in _documents(files, "scenarios"):
        one = files.gather(lambda d=document: fill(ScenarioFile, d), None)
        if one is not None and _id_is_file_name(one.id, document, files):
            written[one.id] = (one, document)
    resolved: dict[str, Scenario | None] = {}

    def resolve(name: str, trail: tuple[str, ...]) -> Scenario | None:
        if name in resolved:
            return resolved[name]
        one, document = written[name]
        parent = None
        if one.extends is not None:
            if one.extends in (*trail, name):
                cycle = " → ".join((*trail, name, one.extends))
                files.problems.append(document.problem("study.extends_cycle", "extends", cycle=cycle))
                resolved[name] = None
                return None
            if one.extends not in written:
                guess = nearest(one.extends, written) or ", ".join(written)
                files.problems.append(
                    document.problem("study.unknown_parent", "extends", name=one.extends, guess=guess)
                )
                resolved[name] = None
                return None
            parent = resolve(one.extends, (*trail, name))
            if parent is None:
                resolved[name] = None
                return None
        resolved[name] = files.gather(
            lambda: resolve_scenario(one, document, parent, criteria_sets, gazetteer), None
        )
        return resolved[name]

    for name in written:
        resolve(name, ())
    return {name: scenario for name, scenario in resolved.items() if scenario is not None}


def resolve_scenario(
    written: ScenarioFile,
    document: Document,
    parent: Scenario | None,
    criteria_sets: Mapping[str, CriteriaSet],
    gazetteer: Gazetteer,
) -> Scenario:
    """Lay a scenario over its parent and check every name it uses.

    Raises
    ------
    PriorizarError
        With every name nobody knows, each at its line.
    """
    problems: list[Problem] = []
    ids: dict[str, Selection] = {}
    for part in ("include", "exclude"):
        selection = getattr(written, part)
        if selection is not None:
            ids[part] = _selection(selection, part, document, gazetteer, problems)
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
    for key in scenario.directions:
        if key not in criteria:
            guess = nearest(key, criteria) or ", ".join(criteria)
            problems.append(
                document.problem("study.unknown_criterion", "directions", key, criterion=key, guess=guess)
            )
    problems += _weight_problems(scenario, chosen, document)
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
    lines = {name: ("weights", *path) for path, name in reversed([*names_in(scenario.weights)])}
    try:
        weigh(scenario.weights, criteria)
    except PriorizarError as error:
        return [
            document.problem(one.key, *lines.get(str(one.values.get("name")), ("weights",)), **one.values)
            for one in error.problems
        ]
    return []


def read_scenario(study: Study, path: Path) -> Scenario:
    """Read one scenario file that need not be in the study's folder; it may extend the study's own.

    Raises
    ------
    PriorizarError
        With every problem found.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        values = {"said": error.strerror or str(error)}
        raise PriorizarError(Problem("study.unreadable", values, str(path))) from None
    document = read_yaml(str(path), raw)
    written = fill(ScenarioFile, document)
    if written.extends is not None and written.extends not in study.scenarios:
        guess = nearest(written.extends, study.scenarios) or ", ".join(study.scenarios)
        raise PriorizarError(
            document.problem("study.unknown_parent", "extends", name=written.extends, guess=guess)
        )
    parent = study.scenarios[written.extends] if written.extends else None
    gazetteer = Gazetteer(study.provinces, study.chains)
    return resolve_scenario(written, document, parent, study.criteria_sets, gazetteer)


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
            except UnknownName as unknown:
                values = {"name": unknown.name[:60], "guess": unknown.guess}
                problems.append(
                    document.problem(f"study.unknown_{unknown.kind}", part, kind, position, **values)
                )
        ids[kind] = tuple(found)
    return Selection(**ids)
