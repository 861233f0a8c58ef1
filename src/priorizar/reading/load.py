"""From a folder to a study: everything read, every problem reported at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from priorizar.errors import PriorizarError, Problem
from priorizar.files.csv_source import Row, read_table
from priorizar.files.folder import Folder, unreadable_told
from priorizar.files.yaml_source import Document, fill, read_yaml
from priorizar.names import nearest
from priorizar.reading import rows as tables
from priorizar.reading.bundled import bundled_folder
from priorizar.reading.resolve import resolve_scenario
from priorizar.study.criteria import CriteriaSet, Criterion
from priorizar.study.model import Study
from priorizar.study.places import Gazetteer
from priorizar.study.scenario import Scenario, ScenarioFile

Read = TypeVar("Read")
Written = tuple[ScenarioFile, Document]
REQUIRED_TABLES = ("territory", "chains", "alternatives", "evidence", "sources")


@unreadable_told
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
        With every problem found, each with its file and line. A scenario with a problem is no hindrance
        to the others: it is refused when it is asked for, and by :func:`~priorizar.check.check_study`.
    """
    root = bundled_folder() if folder is None else Path(folder)
    if not root.is_dir():
        raise PriorizarError(Problem("study.no_folder", {"folder": str(root)}))
    files = Folder(root, [])
    criteria_sets = _criteria_sets(files)
    rows = {name: _rows(files, name) for name in tables.COLUMNS}
    provinces = _keep(files, tables.by_key(rows["territory"], "ubigeo_inei", tables.province))
    chains = _keep(files, tables.by_key(rows["chains"], "id", tables.chain))
    sources = _keep(files, tables.by_key(rows["sources"], "id", tables.source))
    ledger = _keep(files, tables.by_key(rows["contradictions"], "id", tables.contradiction))
    files.problems += tables.chain_names(rows["chains"])
    if files.problems and not (criteria_sets and provinces and chains and sources):
        # All that refers to them would be reported as unknown.
        raise PriorizarError(_once(files.problems))
    criteria = _all_criteria(files, criteria_sets)
    gazetteer = Gazetteer(provinces, chains)
    alternatives = _keep(
        files, tables.alternatives(rows["alternatives"], gazetteer, provinces, chains, sources)
    )
    evidence = _keep(files, tables.evidence(rows["evidence"], gazetteer, criteria, sources))
    scenarios, refused = _scenarios(files, criteria_sets, gazetteer)
    if files.problems or not scenarios:
        raise PriorizarError(_once([*files.problems, *(one for found in refused.values() for one in found)]))
    return Study(
        folder=root,
        criteria_sets=criteria_sets,
        provinces=provinces,
        chains=chains,
        alternatives=tuple(alternatives),
        evidence=tuple(evidence),
        sources=sources,
        scenarios=scenarios,
        refused=refused,
        ledger=tuple(ledger.values()),
        files=files.digests,
    )


def _keep(files: Folder, read: tuple[Read, list[Problem]]) -> Read:
    """Keep the problems of a table that was read, and give what was read."""
    found, problems = read
    files.problems += problems
    return found


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
    rows: list[Row] = []
    with files.gathering():
        rows = read_table(name, files.read(name), *tables.COLUMNS[table])
    return rows


def _yaml_names(files: Folder, folder: str) -> list[str]:
    return [name for kind in ("yaml", "yml") for name in files.names(f"{folder}/*.{kind}")]


def _documents(files: Folder, folder: str) -> list[Document]:
    names = _yaml_names(files, folder)
    stems = [Path(name).stem for name in names]
    files.problems += [
        Problem("study.file_twice", {"stem": stem}, name)
        for position, (name, stem) in enumerate(zip(names, stems, strict=True))
        if stem in stems[:position]
    ]
    if not names:
        files.problems.append(Problem("study.missing_file", {"file": f"{folder}/*.yaml"}, f"{folder}/"))
    documents = []
    for name in names:
        with files.gathering():
            documents.append(read_yaml(name, files.read(name)))
    return documents


def _criteria_sets(files: Folder) -> dict[str, CriteriaSet]:
    found: dict[str, CriteriaSet] = {}
    for document in _documents(files, "criteria"):
        with files.gathering():
            one = fill(CriteriaSet, document)
            _check_id(one.id, document)
            found[one.id] = one
    # With one missing, all that names its criteria would be reported as unknown.
    return found if len(found) == len(_yaml_names(files, "criteria")) else {}


def _all_criteria(files: Folder, criteria_sets: Mapping[str, CriteriaSet]) -> dict[str, Criterion]:
    """Gather the criteria of all sets; evidence on one holds for all, so it must be the same in all."""
    found: dict[str, tuple[Criterion, str]] = {}
    for name, criteria_set in criteria_sets.items():
        for one in criteria_set.leaf_criteria:
            first, where = found.setdefault(one.id, (one, name))
            if first.scale != one.scale:
                values = {"criterion": one.id, "other": f"criteria/{where}.yaml"}
                files.problems.append(Problem("study.criterion_differs", values, f"criteria/{name}.yaml"))
    return {name: one for name, (one, _) in found.items()}


def _check_id(written: str, document: Document) -> None:
    stem = Path(document.file).stem
    if written != stem:
        raise PriorizarError(document.problem("study.id_not_file", "id", id=written, stem=stem))


def _scenarios(
    files: Folder, criteria_sets: Mapping[str, CriteriaSet], gazetteer: Gazetteer
) -> tuple[dict[str, Scenario], dict[str, tuple[Problem, ...]]]:
    """Read the scenarios, each by itself: those that stand, and the problems of those that do not."""
    names = _yaml_names(files, "scenarios")
    if not names:
        files.problems.append(Problem("study.missing_file", {"file": "scenarios/*.yaml"}, "scenarios/"))
    written: dict[str, Written] = {}
    refused: dict[str, list[Problem]] = {}
    for file in names:
        stem = Path(file).stem
        with _refusing(refused, stem):
            if stem in written or stem in refused:
                raise PriorizarError(Problem("study.file_twice", {"stem": stem}, file))
            document = read_yaml(file, files.read(file))
            one = fill(ScenarioFile, document)
            _check_id(one.id, document)
            written[stem] = (one, document)
    resolved: dict[str, Scenario] = {}
    for name in written:
        _resolve(name, (), written, resolved, refused, files, criteria_sets, gazetteer)
    return resolved, {name: tuple(problems) for name, problems in refused.items()}


@contextmanager
def _refusing(refused: dict[str, list[Problem]], name: str) -> Iterator[None]:
    try:
        yield
    except PriorizarError as error:
        refused.setdefault(name, []).extend(error.problems)


def _resolve(
    name: str,
    trail: tuple[str, ...],
    written: Mapping[str, Written],
    resolved: dict[str, Scenario],
    refused: dict[str, list[Problem]],
    files: Folder,
    criteria_sets: Mapping[str, CriteriaSet],
    gazetteer: Gazetteer,
) -> None:
    """Resolve a scenario after what it extends; what extends a refused one is refused for the same."""
    if name in resolved or name in refused:
        return
    one, document = written[name]
    trail = (*trail, name)
    with _refusing(refused, name):
        parent = None
        if one.extends is not None:
            if one.extends in trail:
                cycle = " → ".join((*trail[trail.index(one.extends) :], one.extends))
                raise PriorizarError(document.problem("study.extends_cycle", "extends", cycle=cycle))
            if one.extends not in written and one.extends not in refused:
                guess = nearest(one.extends, written) or ", ".join(written)
                values = {"name": one.extends, "guess": guess}
                raise PriorizarError(document.problem("study.unknown_parent", "extends", **values))
            _resolve(one.extends, trail, written, resolved, refused, files, criteria_sets, gazetteer)
            if one.extends not in resolved:
                raise PriorizarError(refused[one.extends])
            parent = resolved[one.extends]
        resolved[name] = resolve_scenario(one, document, parent, criteria_sets, gazetteer, files.read)
