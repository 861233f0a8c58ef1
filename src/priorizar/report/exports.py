"""What can be taken away as a table: the rows of each answer, and what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from priorizar.errors import describe
from priorizar.files.tables import to_csv, to_json, to_parquet, to_xlsx
from priorizar.locale import Language, text
from priorizar.questions.acceptability import robustness
from priorizar.questions.feasible_weights import region_name
from priorizar.questions.methods import methods_side_by_side
from priorizar.questions.potentially_optimal import who_can_be_first
from priorizar.questions.value_of_information import what_to_find_out
from priorizar.questions.weight_stability import weight_stability
from priorizar.ranking.cells import cells
from priorizar.ranking.comparison import compare
from priorizar.ranking.ranking import rank
from priorizar.report.geojson import to_geojson
from priorizar.report.manifest import for_sheet, manifest
from priorizar.study.model import Study
from priorizar.study.places import find_provinces
from priorizar.study.scenario import Scenario

Record = dict[str, Any]
Form = Literal["csv", "xlsx", "json", "geojson", "parquet"]
SEED, DRAWS = 0, 10_000


@dataclass(frozen=True, eq=False)
class Table:
    """One answer as rows.

    Parameters
    ----------
    rows
        One record each.
    manifest
        What they were made from, with the seed where there were draws.
    more
        Further tables that belong to it, by name.
    """

    rows: list[Record]
    manifest: Record
    more: Mapping[str, list[Record]] = field(default_factory=dict)


Ask = Callable[[Study, Scenario, Collection[str], Language], Table]


def table(
    name: str, study: Study, scenario: Scenario, provinces: Collection[str], language: Language = "es"
) -> Table:
    """Give the rows of an answer.

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
        What the question refuses, or a province nobody knows.
    """
    return TABLES[name](study, scenario, find_provinces(study, provinces), language)


def forms(name: str) -> tuple[Form, ...]:
    """Name the forms a table can be written in."""
    return ("xlsx", "csv", "json", "geojson", "parquet") if name == "ranking" else ("xlsx", "csv", "json")


def written(name: str, found: Table, form: Form, study: Study, language: Language = "es") -> bytes:
    """Write a table in a form: as :mod:`priorizar.cli` does, its manifest within wherever there is room.

    Parameters
    ----------
    name, found
        Which table, and what :func:`table` gave.
    form
        One of :func:`forms`. CSV has no room for the manifest: it goes beside.
    study
        Whose provinces a map needs.
    language
        Of the names of sheets.
    """
    if form == "csv":
        return to_csv(found.rows)
    if form == "json":
        return to_json({"rows": found.rows, **found.more, "manifest": found.manifest})
    if form == "geojson":
        return to_geojson(study, found.rows, found.manifest)
    if form == "parquet":
        return to_parquet(found.rows, found.manifest)
    sheets = {text(f"exports.table_{name}", language): found.rows}
    sheets |= {text(f"exports.table_{one}", language): rows for one, rows in found.more.items()}
    return to_xlsx(sheets | {text("export.sheet_manifest", language): for_sheet(found.manifest)})


def _within(records: list[Record], provinces: Collection[str]) -> list[Record]:
    return [one for one in records if not provinces or one["ubigeo"] in provinces]


def _ranking(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    ranking = rank(study, scenario)
    return Table(_within(ranking.rows(language), provinces), manifest(study, ranking))


def _comparison(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    found = compare(study, [scenario, *(one for one in study.scenarios if one != scenario.id)])
    first, *others = (manifest(study, ranking) for ranking in found.rankings)
    agreement = [one for one in found.agreement() if not provinces or one["group"] in provinces]
    made_from = first | {"compared_with": others}
    return Table(_within(found.rows(language), provinces), made_from, {"agreement": agreement})


def _drawn(question: str) -> Ask:
    def ask(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
        found = robustness(study, scenario, provinces=provinces, draws=DRAWS, seed=SEED)
        facts = _facts(question, provinces) | {"draws": found.draws, "largest_error": found.error}
        facts |= {"region": region_name(found.ranking, None, "both")}
        made_from = manifest(study, found.ranking, seed=SEED) | {"robustness": facts}
        return Table(getattr(found, question)(language), made_from)

    return ask


def _asked(question: str, find: Callable[..., list[Record]], **how: Any) -> Ask:
    def ask(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
        rows = find(study, scenario, provinces=provinces, language=language, **how)
        made_from = manifest(study, rank(study, scenario), seed=SEED)
        return Table(rows, made_from | {"robustness": _facts(question, provinces) | how})

    return ask


def _methods(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    found = methods_side_by_side(study, scenario, provinces=provinces, language=language)
    refused = [
        {"method": one["method"], "problem": describe(one["problem"], language)} for one in found["refused"]
    ]
    rows = [
        one
        | {
            "reasons": [
                text(f"robustness.reason_{why['key']}", language, **why["values"]) for why in one["reasons"]
            ]
        }
        for one in found["ranks"]
    ]
    made_from = manifest(study, rank(study, scenario)) | {"robustness": _facts("methods", provinces)}
    return Table(rows, made_from, {"agreement": found["agreement"], "refused": refused})


def _facts(question: str, provinces: Collection[str]) -> Record:
    return {"question": question, "provinces": sorted(provinces), "seed": SEED}


def _evidence(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    return Table(_within(cells(study, scenario, language), provinces), manifest(study, rank(study, scenario)))


def _matrix(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    ranking = rank(study, scenario)
    names = [one.id for one in ranking.matrix.criteria]
    amounts = zip(ranking.matrix.value.tolist(), ranking.matrix.known.tolist(), strict=True)
    rows = [
        # What nobody knows stays blank.
        one.record(language)
        | {name: value if there else None for name, value, there in zip(names, values, known, strict=True)}
        for one, (values, known) in zip(ranking.matrix.alternatives, amounts, strict=True)
    ]
    return Table(_within(rows, provinces), manifest(study, ranking))


def _ledger(study: Study, scenario: Scenario, provinces: Collection[str], language: Language) -> Table:
    rows = [
        {"id": one.id, "place": one.place, "says": one.says[language], "chosen": one.chosen[language]}
        for one in study.ledger
    ]
    return Table(rows, manifest(study, rank(study, scenario)))


TABLES: dict[str, Ask] = {
    "ranking": _ranking,
    "comparison": _comparison,
    "acceptability": _drawn("acceptability"),
    "pairwise": _drawn("pairwise"),
    "central_weights": _drawn("central_weights"),
    "stability": _asked("stability", weight_stability),
    "unknowns": _asked("unknowns", what_to_find_out, draws=DRAWS, seed=SEED),
    "methods": _methods,
    "contenders": _asked("contenders", who_can_be_first),
    "evidence": _evidence,
    "matrix": _matrix,
    "ledger": _ledger,
}
"""Every table by name, in the order in which they are offered."""
