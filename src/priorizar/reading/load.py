"""From a folder to a study: everything read, every problem reported at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TypeVar

from priorizar.arrays import in_short
from priorizar.errors import PriorizarError, Problem, Spot, gathering, refusal
from priorizar.files.csv_source import Row, read_table
from priorizar.files.folder import Folder, unreadable_told
from priorizar.files.yaml_source import Document, read_yaml
from priorizar.forms import fill
from priorizar.names import fold, suggest
from priorizar.reading import rows as tables
from priorizar.reading.bundled import bundled_folder
from priorizar.reading.resolve import resolve_scenario
from priorizar.study.criteria import CriteriaSet, Criterion
from priorizar.study.model import Evidence, Study
from priorizar.study.places import Gazetteer
from priorizar.study.scenario import Scenario, ScenarioFile
from priorizar.study.statement import suppositions

Read = TypeVar("Read")
Written = tuple[ScenarioFile, Document]
REQUIRED_TABLES = ("territory", "chains", "alternatives", "evidence", "sources")


def load_study(folder: str | Path | None = None) -> Study:
    """Read a study folder.

    Parameters
    ----------
    folder
        A folder with ``criteria/``, ``scenarios/`` and ``data/``, or a pack of one (ZIP); without it, the
        bundled study.

    Returns
    -------
    Study

    Raises
    ------
    PriorizarError
        With every problem found, each with its file and line. A scenario with a problem is no hindrance
        to the others: it is refused when it is asked for, and by :func:`~priorizar.check.check_study`.
    """
    found = read_folder(folder)
    if found.problems or not found.study.scenarios:
        refused = (one for problems in found.study.refused.values() for one in problems)
        raise PriorizarError(found.told((*found.problems, *refused)))
    return found.study


@dataclass(frozen=True)
class Found:
    """What could be read of a folder.

    Parameters
    ----------
    study
        All of it that holds together.
    problems
        What is wrong with the rest, but for scenarios, whose problems the study has.
    broken
        For each table that has problems the names of its rows that do, folded; None where it could not be
        read at all, so that nobody knows what names it would have.
    """

    study: Study
    problems: tuple[Problem, ...]
    broken: Mapping[str, frozenset[str] | None]

    def told(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems as they are to be told.

        Each once; without those that only follow from others, which are counted; and what is the same on
        many lines once, with the others listed.
        """
        unique = list(dict.fromkeys(map(_Same, problems)))
        kept = [one.problem for one in unique if not self._follows(one.problem)]
        held = len(unique) - len(kept)
        told = _not_line_by_line(kept)
        if held:
            told.append(Problem("study.held_back", {"count": held}, kept[0].file))
        return told

    def _follows(self, problem: Problem) -> bool:
        """Whether it only says that something refused already is not there."""
        table = _LOOKED_UP_IN.get(problem.key)
        own = "criteria/" if table == "criteria" else f"data/{table}."
        if table is None or table not in self.broken or (problem.file or "").startswith(own):
            return False
        names = self.broken[table]
        said = next((problem.values[part] for part in _NAMING if part in problem.values), "")
        return names is None or fold(str(said)) in names


_LOOKED_UP_IN = {
    **{f"study.unknown_{kind}": "territory" for kind in ("province", "department", "zone")},
    "study.unknown_chain": "chains",
    "study.unknown_source": "sources",
    "study.unknown_criterion": "criteria",
    "study.unknown_criteria_set": "criteria",
}
"""The table that a name is looked up in, by the problem that it is not there."""

_NAMING = ("name", "source", "criterion")
"""Values of these problems that hold the name."""


class _Same:
    """A problem as something to count once: values may be lists, which have no hash."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.problem == other.problem

    def __hash__(self) -> int:
        return hash((self.problem.key, self.problem.file, self.problem.line, self.problem.path))


@unreadable_told()
def read_folder(folder: str | Path | None = None) -> Found:
    """Read all of a study folder that can be read.

    Raises
    ------
    PriorizarError
        If there is no such folder, it may not be looked at, or what is given is no path.
    """
    if not isinstance(folder, str | PathLike | None):
        raise refusal("study.not_a_path", given=in_short(folder))
    root = bundled_folder() if folder is None else Path(folder)
    if not (root.is_dir() or root.is_file()):
        raise PriorizarError(Problem("study.no_folder", {"folder": str(root)}))
    files = Folder(root, [])
    broken: dict[str, frozenset[str] | None] = {}
    criteria_sets, whole = _criteria_sets(files)
    if not whole:
        broken["criteria"] = None
    rows: dict[str, list[Row]] = {}
    for name in tables.COLUMNS:
        before = len(files.problems)
        rows[name] = _rows(files, name)
        if len(files.problems) > before:
            broken[name] = None
    provinces = _keep(files, tables.provinces(rows["territory"]))
    chains = _keep(files, tables.by_key(rows["chains"], "id", tables.chain))
    sources = _keep(files, tables.by_key(rows["sources"], "id", tables.source))
    ledger = _keep(files, tables.by_key(rows["contradictions"], "id", tables.contradiction))
    files.problems += tables.chain_names(rows["chains"])
    for name in ("territory", "chains", "sources"):
        refused_names = tables.names_of(row for row in rows[name] if row.problems)
        if refused_names:
            broken.setdefault(name, refused_names)
    criteria = _all_criteria(files, criteria_sets)
    gazetteer = Gazetteer(provinces, chains)
    alternatives = _keep(
        files, tables.alternatives(rows["alternatives"], gazetteer, provinces, chains, sources)
    )
    evidence = _keep(files, tables.evidence(rows["evidence"], gazetteer, criteria, sources))
    spots = (row.locate(()) for row in rows["evidence"] if not row.problems)
    notes = tables.unranked(zip(spots, evidence, strict=True), alternatives, provinces)
    scenarios, refused, written = _scenarios(files, criteria_sets, gazetteer)
    for name, (one, document) in written.items():
        if name in scenarios:
            own = _supposed(scenarios[name], one, document, criteria, gazetteer)
            notes += tables.unranked(own, alternatives, provinces)
    study = Study(
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
        notes=tuple(notes),
    )
    return Found(study, tuple(files.problems), broken)


def _supposed(
    scenario: Scenario,
    written: ScenarioFile,
    document: Document,
    criteria: Mapping[str, Criterion],
    gazetteer: Gazetteer,
) -> Iterator[tuple[Spot, Evidence]]:
    """Return what a file of a scenario supposes itself, each with its line."""
    first = len(scenario.what_if) - len(written.what_if)
    for position, one in enumerate(suppositions(scenario, criteria, gazetteer, first)):
        yield document.locate(("what_if", position)), one


def _keep(files: Folder, read: tuple[Read, list[Problem]]) -> Read:
    """Keep the problems of a table that was read, and return what was read."""
    found, problems = read
    files.problems += problems
    return found


MOST_ALIKE = 3
"""Lines of one file on which the same may be told before the rest are only listed."""


def _not_line_by_line(problems: Sequence[Problem]) -> list[Problem]:
    """Tell what is the same on many lines of a file once, and list the others."""
    groups: dict[Hashable, list[Problem]] = {}
    for position, problem in enumerate(problems):
        named = problem.key in _LOOKED_UP_IN and problem.line is not None
        said = (problem.key, problem.file, repr(problem.values)) if named else position
        groups.setdefault(said, []).append(problem)
    told: list[Problem] = []
    for first, *others in groups.values():
        told.append(first)
        if len(others) < MOST_ALIKE:
            told += others
        else:
            values = {"count": len(others), "lines": tuple(one.line for one in others)}
            told.append(Problem("study.same_again", values, first.file, others[0].line))
    return told


def _rows(files: Folder, table: str) -> list[Row]:
    name = f"data/{table}.csv"
    if not files.has(name):
        if table in REQUIRED_TABLES:
            files.problems.append(Problem("study.missing_file", {"file": name}, name))
        return []
    rows: list[Row] = []
    with gathering(files.problems):
        rows = read_table(name, files.read(name), *tables.COLUMNS[table])
    return rows


def _yaml_names(files: Folder, folder: str) -> list[str]:
    return [name for kind in ("yaml", "yml") for name in files.names(f"{folder}/*.{kind}")]


def _criteria_documents(files: Folder, names: Sequence[str]) -> list[Document]:
    stems = [Path(name).stem for name in names]
    files.problems += [
        Problem("study.file_twice", {"stem": stem}, name)
        for position, (name, stem) in enumerate(zip(names, stems, strict=True))
        if stem in stems[:position]
    ]
    if not names:
        files.problems.append(Problem("study.missing_file", {"file": "criteria/*.yaml"}, "criteria/"))
    documents = []
    for name in names:
        with gathering(files.problems):
            documents.append(read_yaml(name, files.read(name)))
    return documents


def _criteria_sets(files: Folder) -> tuple[dict[str, CriteriaSet], bool]:
    """Read the criteria sets, and say whether they are all there."""
    names = _yaml_names(files, "criteria")
    found: dict[str, CriteriaSet] = {}
    for document in _criteria_documents(files, names):
        with gathering(files.problems):
            one = fill(CriteriaSet, document.data, document)
            _check_id(one.id, document)
            found[one.id] = one
    return found, 0 < len(found) == len(names)


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
) -> tuple[dict[str, Scenario], dict[str, tuple[Problem, ...]], dict[str, Written]]:
    """Read the scenarios, each by itself: those that stand, the problems of the others, and their files."""
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
            one = fill(ScenarioFile, document.data, document)
            _check_id(one.id, document)
            written[stem] = (one, document)
    resolved: dict[str, Scenario] = {}
    for name in written:
        _resolve(name, (), written, resolved, refused, files, criteria_sets, gazetteer)
    return resolved, {name: tuple(problems) for name, problems in refused.items()}, written


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
                values = {"name": one.extends, "guess": suggest(one.extends, written)}
                raise PriorizarError(document.problem("study.unknown_parent", "extends", **values))
            _resolve(one.extends, trail, written, resolved, refused, files, criteria_sets, gazetteer)
            if one.extends not in resolved:
                raise PriorizarError(refused[one.extends])
            parent = resolved[one.extends]
        resolved[name] = resolve_scenario(one, document, parent, criteria_sets, gazetteer, files.read)
