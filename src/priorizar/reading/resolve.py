"""From a scenario as written to one that stands by itself, every name checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from priorizar.arrays import in_short
from priorizar.elicitation.weighing import weigh
from priorizar.errors import PriorizarError, Problem, gathering, placed, refusal
from priorizar.files.door import read_bounded
from priorizar.files.folder import Folder
from priorizar.files.yaml_source import Document, read_yaml
from priorizar.forms import fill
from priorizar.methods.registry import find_method
from priorizar.names import suggest
from priorizar.people.reading import fill_people
from priorizar.study.criteria import CriteriaSet
from priorizar.study.model import Study, checked_study
from priorizar.study.places import Gazetteer, find_all
from priorizar.study.scenario import ChainComparisons, Scenario, ScenarioFile, Selection, extend
from priorizar.study.statement import suppositions


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
            with gathering(problems), placed(document, part):
                ids[part] = _selection(selection, gazetteer)
    if written.chain_comparisons is not None:
        with gathering(problems), placed(document, "chain_comparisons", "under"):
            ids["chain_comparisons"] = _chain_comparisons(written.chain_comparisons, gazetteer)
    try:
        scenario = extend(parent, written.model_copy(update=ids))
    except ValidationError as error:
        lacking = [document.problem("study.missing_inherited", key=item["loc"][0]) for item in error.errors()]
        raise PriorizarError([*problems, *lacking]) from None
    chosen = criteria_sets.get(scenario.criteria)
    if chosen is None:
        values = {"name": scenario.criteria, "guess": suggest(scenario.criteria, criteria_sets)}
        raise PriorizarError(
            [*problems, document.problem("study.unknown_criteria_set", "criteria", **values)]
        )
    criteria = {criterion.id: criterion for criterion in chosen.leaf_criteria}
    compared = scenario.chain_comparisons
    named: list[tuple[str, ...]] = [("directions", key) for key in scenario.directions]
    named += [("chain_comparisons", "under", key) for key in (compared.under if compared else ())]
    for *path, key in named:
        if key not in criteria:
            values = {"criterion": key, "guess": suggest(key, criteria)}
            problems.append(document.problem("study.unknown_criterion", *path, key, **values))
    said: list[Problem] = []
    if written.weights is not None or written.criteria is not None:
        weights = fill_people(scenario.weights, chosen, read, said)
        scenario = scenario.model_copy(update={"weights": weights})
    problems += said or _weight_problems(scenario, chosen, document)
    with gathering(problems), placed(document, "method"):
        find_method(scenario.method.name, scenario.method.options)
    with gathering(problems), placed(document):
        # Those of the parent were checked when it was read.
        suppositions(scenario, criteria, gazetteer, len(scenario.what_if) - len(written.what_if))
    if problems:
        raise PriorizarError(problems)
    return scenario


def _weight_problems(scenario: Scenario, criteria: CriteriaSet, document: Document) -> list[Problem]:
    """Weigh, for the problems it meets.

    Inherited weights that do not fit other criteria are a problem of the line that chooses those.
    """
    own = isinstance(document.data, dict) and "weights" in document.data
    problems: list[Problem] = []
    with gathering(problems), placed(document, "weights" if own else "criteria"):
        weigh(scenario.weights, criteria)
    # Weights from data are weighed when there are data.
    return [one for one in problems if one.key != "weighting.no_matrix"]


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
    written = fill(ScenarioFile, document.data, document)
    if written.extends is not None and written.extends not in study.scenarios:
        values = {"name": written.extends, "guess": suggest(written.extends, study.scenarios)}
        raise PriorizarError(document.problem("study.unknown_parent", "extends", **values))
    parent = study.scenarios[written.extends] if written.extends else None
    gazetteer = Gazetteer(study.provinces, study.chains)
    read = Folder(study.folder, []).read
    return resolve_scenario(written, document, parent, study.criteria_sets, gazetteer, read)


def _chain_comparisons(written: ChainComparisons, gazetteer: Gazetteer) -> ChainComparisons:
    """Return comparisons with the ids of the chains.

    Raises
    ------
    PriorizarError
        With every chain nobody knows, at the path of its criterion, comparison and side.
    """
    problems: list[Problem] = []
    under: dict[str, tuple[tuple[str, str, float], ...]] = {}
    for criterion, comparisons in written.under.items():
        rows = []
        for row, (a, b, ratio) in enumerate(comparisons):
            with gathering(problems, criterion, row):
                one, other = find_all((a, b), gazetteer.chain)
                rows.append((one, other, ratio))
        under[criterion] = tuple(rows)
    if problems:
        raise PriorizarError(problems)
    return written.model_copy(update={"under": under})


def _selection(selection: Selection, gazetteer: Gazetteer) -> Selection:
    """Return a selection with ids and UBIGEO codes.

    Raises
    ------
    PriorizarError
        With every name nobody knows, at the path of its kind and position.
    """
    finders: dict[str, Callable[[str], str]] = {
        "departments": gazetteer.department,
        "zones": gazetteer.zone,
        "provinces": lambda name: gazetteer.province(name).ubigeo,
        "chains": gazetteer.chain,
    }
    problems: list[Problem] = []
    ids: dict[str, tuple[str, ...]] = {}
    for kind, find in finders.items():
        with gathering(problems, kind):
            ids[kind] = find_all(getattr(selection, kind), find)
    if problems:
        raise PriorizarError(problems)
    return Selection(**ids)
