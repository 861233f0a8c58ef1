"""What can be taken away as a table: the rows of each answer, and what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from priorizar.locale import Language, text
from priorizar.questions import Question
from priorizar.questions.experiment import Experiment
from priorizar.ranking.cells import cells
from priorizar.ranking.comparison import compare
from priorizar.ranking.naming import Row
from priorizar.ranking.ranking import rank
from priorizar.report.answers import Inquiry, answer
from priorizar.report.manifest import manifest
from priorizar.report.table import Table
from priorizar.study.model import Study
from priorizar.study.places import find_provinces
from priorizar.study.scenario import Scenario

SEED, DRAWS = 0, 10_000
EXPERIMENT = Experiment(draws=DRAWS, seed=SEED)

Build = Callable[[Study, Scenario, Collection[str], Language], Table]


def table(
    name: str, study: Study, scenario: Scenario, provinces: Collection[str], language: Language = "es"
) -> Table:
    """Return an answer as a table.

    Parameters
    ----------
    name
        One of :data:`TABLES`.
    study, scenario
        As for :func:`priorizar.rank`.
    provinces
        Only these (names or UBIGEO codes); all without any.
    language
        Of the names and reasons in the rows.

    Raises
    ------
    PriorizarError
        What the question refuses, or an unknown province.
    """
    return TABLES[name](study, scenario, find_provinces(study, provinces), language)


def _title(name: str, language: Language) -> str:
    return text(f"exports.table_{name}", language)


def _within(records: Sequence[Mapping[str, Any]], provinces: Collection[str]) -> list[Mapping[str, Any]]:
    return [one for one in records if not provinces or one["ubigeo"] in provinces]


def _ranking(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    ranking = rank(study, scenario)
    return Table(
        title=_title("ranking", language),
        rows=_within(ranking.rows(language), provinces),
        manifest=manifest(study, ranking),
        language=language,
        study=study,
    )


def _comparison(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    found = compare(study, [scenario, *(one for one in study.scenarios if one != scenario.id)])
    first, *others = (manifest(study, ranking) for ranking in found.rankings)
    return Table(
        title=_title("comparison", language),
        rows=_within(found.rows(language), provinces),
        manifest=first | {"compared_with": others},
        language=language,
        more={"agreement": [one for one in found.agreement() if not provinces or one["group"] in provinces]},
    )


def _asked(question: Question) -> Build:
    def build(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
        inquiry = Inquiry(experiment=EXPERIMENT, provinces=provinces)
        found = answer(question, study, scenario, inquiry, language)
        facts: Row = {"question": question, "provinces": sorted(provinces), "seed": SEED}
        if found.drawn is not None:
            facts |= {"draws": found.drawn.draws, "largest_error": found.drawn.error}
            facts |= {"region": found.drawn.weights_name}
        elif question == "unknowns":
            facts |= {"draws": DRAWS}
        seed = None if question == "methods" else SEED
        return Table(
            title=_title(question, language),
            rows=found.rows,
            manifest=manifest(study, found.ranking, seed=seed) | {"robustness": facts},
            language=language,
            more=found.more,
        )

    return build


def _evidence(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    return Table(
        title=_title("evidence", language),
        rows=_within(cells(study, scenario, language), provinces),
        manifest=manifest(study, rank(study, scenario)),
        language=language,
    )


def _matrix(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    ranking = rank(study, scenario)
    names = [one.id for one in ranking.matrix.criteria]
    performances = zip(ranking.matrix.value.tolist(), ranking.matrix.known.tolist(), strict=True)
    rows = [
        # What is unknown stays blank.
        one.record(language)
        | {name: value if there else None for name, value, there in zip(names, values, known, strict=True)}
        for one, (values, known) in zip(ranking.matrix.alternatives, performances, strict=True)
    ]
    return Table(
        title=_title("matrix", language),
        rows=_within(rows, provinces),
        manifest=manifest(study, ranking),
        language=language,
    )


def _ledger(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    rows = [
        {"id": one.id, "place": one.place, "says": one.says[language], "chosen": one.chosen[language]}
        for one in study.ledger
    ]
    return Table(
        title=_title("ledger", language),
        rows=rows,
        manifest=manifest(study, rank(study, scenario)),
        language=language,
    )


TABLES: dict[str, Build] = {
    "ranking": _ranking,
    "comparison": _comparison,
    "acceptability": _asked("acceptability"),
    "pairwise": _asked("pairwise"),
    "central_weights": _asked("central_weights"),
    "stability": _asked("stability"),
    "unknowns": _asked("unknowns"),
    "methods": _asked("methods"),
    "contenders": _asked("contenders"),
    "evidence": _evidence,
    "matrix": _matrix,
    "ledger": _ledger,
}
"""Every table by name, in the order in which they are offered."""
