"""The workbook a planner goes on working in: results, departments, weights, values, evidence, doubt."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from priorizar.locale import Language, text
from priorizar.methods.wording import method_title
from priorizar.questions.acceptability import rank_acceptability
from priorizar.questions.experiment import Experiment, Progress, Vary
from priorizar.questions.robustness import RankAcceptabilityRow, Robustness
from priorizar.ranking.comparison import compare
from priorizar.ranking.ranking import Ranking, rank
from priorizar.report.answers import feasible_weights_in_words
from priorizar.report.findings import DRAWS
from priorizar.report.formulas import Live, rank_formula, tie_formula
from priorizar.report.manifest import SHEET_KEY, Stamp, drawn_from, for_sheet, key_of, manifest
from priorizar.report.pages import FIRST, Book, Column, Page
from priorizar.study.model import Study, checked_study
from priorizar.study.places import find_provinces
from priorizar.study.scenario import Scenario

Label = Callable[..., str]
SCORE, KEY, GROUP = 6, 11, 12
"""Columns of the sheet of results that formulas name."""


def workbook(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    others: Sequence[str | Scenario] | None = None,
    language: Language = "es",
    provinces: Collection[str] = (),
    seed: int = 0,
    draws: int = DRAWS,
    weights: str | None = None,
    vary: Vary = "both",
    stamp: Stamp | None = None,
    output: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Write the workbook of a scenario.

    With additive, and TOPSIS of reference ``scale``, scores and ranks are formulas that follow what is
    changed in weights, values and scales; with other methods they are numbers, and the sheets label so.

    Parameters
    ----------
    study, scenario
        As for :func:`priorizar.rank`.
    others
        Scenarios to hold beside it; all others of the study if none are named.
    language
        Of the texts.
    provinces
        Names or UBIGEO codes of the only provinces to show; all without any.
    seed, draws, weights, vary, progress
        Of the robustness, as for :func:`priorizar.robustness`.
    stamp, output
        When it was made and how it was asked for, as :func:`priorizar.report.document.document` takes them.

    Returns
    -------
    bytes
        XLSX.

    Raises
    ------
    PriorizarError
        What ranking and comparing refuse, or a province nobody knows.
    """

    def label(name: str, /, **values: Any) -> str:
        return text(f"export.{name}", language, **values)

    ranking = rank(study, scenario)
    wanted = find_provinces(study, provinces)
    rows = [
        int(row)
        for row in ranking.order
        if not wanted or ranking.matrix.alternatives[row].province.ubigeo in wanted
    ]
    beside = (
        others if others is not None else [name for name in study.scenarios if name != ranking.scenario.id]
    )
    experiment = Experiment(weights=weights, vary=vary, draws=draws, seed=seed, progress=progress)
    doubt = rank_acceptability(study, scenario, experiment, provinces=wanted)
    facts = manifest(study, ranking, seed=seed, stamp=stamp)
    facts |= {"robustness": drawn_from(experiment, ranking), "provinces": sorted(wanted)}
    facts |= {"compared_with": [_written(study, one) for one in beside]}
    facts |= {"output": dict(output)} if output else {}
    name = ranking.scenario.name[language]
    illustrative = ranking.scenario.illustrative
    who = label("illustrative") if illustrative else label("stated_by", who=ranking.scenario.stated_by)
    file = io.BytesIO()
    book = Book.into(
        file,
        f"priorizar {facts['versions']['priorizar']} · {name} · {facts['time'][:10]}",
        (f"{name} · {method_title(ranking.method, language)}", who),
        illustrative=illustrative,
    )
    book.file.set_properties({"title": label("title_results"), "subject": name, "comments": who})
    _fill(book, study, ranking, rows, doubt, beside, facts, label, language)
    book.file.close()
    return file.getvalue()


def _written(study: Study, scenario: str | Scenario) -> dict[str, Any]:
    found = checked_study(study).scenario(scenario)
    return found.model_dump(mode="json", exclude_none=True)


def _fill(
    book: Book,
    study: Study,
    ranking: Ranking,
    rows: list[int],
    doubt: Robustness,
    beside: Sequence[str | Scenario],
    facts: dict[str, Any],
    label: Label,
    language: Language,
) -> None:
    live = Live(book, study, ranking, rows, label, language)
    found = {key_of(one["ubigeo"], one["chain"]): one for one in doubt.acceptability(language)}
    results = _begin_results(book, live, ranking, len(rows), label)
    departments = list(dict.fromkeys(ranking.matrix.alternatives[row].province.department for row in rows))
    pages = [(one, _begin_department(book, one, live, label)) for one in departments]
    live.write()
    _fill_results(results, live, ranking, rows, found, language)
    for department, page in pages:
        own = [row for row in rows if ranking.matrix.alternatives[row].province.department == department]
        _fill_department(page, results, live, ranking, own, language)
    shown = {
        key_of(one.province.ubigeo, one.chain.id)
        for one in map(ranking.matrix.alternatives.__getitem__, rows)
    }
    if beside:
        _comparison(book, study, ranking, beside, shown, label, language)
    _robustness(book, doubt, found, label, language)
    _evidence(book, study, ranking, rows, label, language)
    _manifest(book, facts, label)


def _begin_results(book: Book, live: Live, ranking: Ranking, count: int, label: Label) -> Page:
    columns = (
        Column(label("col_rank"), 6, "rank"),
        Column(label("col_tie"), 7, "centre"),
        Column(label("col_department"), 13),
        Column(label("col_zone"), 7, "centre"),
        Column(label("col_province"), 18),
        Column(label("col_chain"), 32, "wrapped"),
        Column(label("col_score"), 16, "score"),
        Column(label("col_coverage"), 12, "share"),
        Column(label("col_level"), 12),
        Column(label("col_interval"), 13, "centre"),
        Column(label("col_first"), 12, "share"),
        Column(label("col_key"), 4),
        Column(label("col_group_number"), 4, "whole"),
    )
    notes = [
        label(
            "note_results" if live.on else "note_not_live",
            method=method_title(ranking.method, live.language),
        ),
        label("note_doubt"),
    ]
    if ranking.unranked:
        names = "; ".join(f"{one.chain.id} ({one.province.name})" for one in ranking.unranked)
        notes.append(label("note_unranked", names=names))
    page = book.page(book.name(label("sheet_results")), label("title_results"), columns, " ".join(notes))
    page.rows = count
    for hidden in (KEY, GROUP):
        page.sheet.set_column(hidden, hidden, 4, None, {"hidden": True})
    return page


def _fill_results(
    page: Page,
    live: Live,
    ranking: Ranking,
    rows: list[int],
    found: Mapping[str, RankAcceptabilityRow],
    language: Language,
) -> None:
    scores, groups = (page.range(at).partition("!")[2] for at in (SCORE, GROUP))
    cells = []
    for line, row in enumerate(rows, FIRST + 1):
        one = ranking.matrix.alternatives[row]
        key = key_of(one.province.ubigeo, one.chain.id)
        seen = found[key]
        parts = (f"$G{line}", scores, f"$M{line}", groups)
        cells.append(
            (
                live.cell(rank_formula(*parts), int(ranking.rank[row])),
                live.cell(tie_formula(*parts), "=" if ranking.tied[row] else ""),
                one.province.department,
                one.province.zone,
                one.province.name,
                one.chain.name[language] + ("" if one.chain.extractive == "no" else " *"),
                live.cell(live.score(f"$L{line}"), float(ranking.score[row])),
                live.cell(live.coverage(f"$L{line}"), float(ranking.matrix.coverage[row])),
                text(f"cli.level_{one.level}", language),
                f"{seen['rank_low']}–{seen['rank_high']}",
                seen["first"],
                key,
                int(ranking.groups.of_row[row]) + 1,
            )
        )
    page.write(cells, group=4)
    page.bars(SCORE)
    page.finish(frozen=6)


def _begin_department(book: Book, department: str, live: Live, label: Label) -> Page:
    heads = [criterion.heading(live.language) for criterion in live.criteria]
    columns = (
        Column(label("col_province"), 18),
        Column(label("col_rank"), 6, "rank"),
        Column(label("col_tie"), 7, "centre"),
        Column(label("col_chain"), 32, "wrapped"),
        Column(label("col_score"), 16, "score"),
        *(Column(head, 14, "amount") for head in heads),
        Column(label("col_key"), 4),
    )
    title = label("title_department", department=department)
    page = book.page(book.name(department), title, columns, label("note_department"))
    page.sheet.set_column(len(columns) - 1, len(columns) - 1, 4, None, {"hidden": True})
    return page


def _fill_department(
    page: Page, results: Page, live: Live, ranking: Ranking, rows: list[int], language: Language
) -> None:
    from xlsxwriter.utility import xl_col_to_name

    key_column = xl_col_to_name(len(page.columns) - 1)
    keys = results.range(KEY)
    cells = []
    for line, row in enumerate(rows, FIRST + 1):
        one = ranking.matrix.alternatives[row]
        key = f"${key_column}{line}"
        here = f"MATCH({key},{keys},0)"
        amounts = [
            live.cell(live.amount(key, column), float(value) if there else "?")
            for column, (value, there) in enumerate(
                zip(ranking.matrix.value[row], ranking.matrix.known[row], strict=True)
            )
        ]
        cells.append(
            (
                one.province.name,
                live.cell(f"=INDEX({results.range(0)},{here})", int(ranking.rank[row])),
                live.cell(f"=INDEX({results.range(1)},{here})", "=" if ranking.tied[row] else ""),
                one.chain.name[language] + ("" if one.chain.extractive == "no" else " *"),
                live.cell(live.score(key), float(ranking.score[row])),
                *amounts,
                key_of(one.province.ubigeo, one.chain.id),
            )
        )
    page.write(cells, group=0)
    page.bars(4)
    page.finish(frozen=4)


def _comparison(
    book: Book,
    study: Study,
    ranking: Ranking,
    beside: Sequence[str | Scenario],
    shown: set[str],
    label: Label,
    language: Language,
) -> None:
    compared = compare(study, [ranking.scenario, *beside])
    names = {one.id: one.heading(language) for held in compared.rankings for one in held.matrix.criteria}
    titles = [one.scenario.name[language] for one in compared.rankings]
    columns = [
        Column(label("col_department"), 13),
        Column(label("col_province"), 18),
        Column(label("col_chain"), 30, "wrapped"),
        Column(titles[0], 12, "rank"),
    ]
    for title in titles[1:]:
        columns += [
            Column(title, 12, "centre"),
            Column("▲▼", 6, "shift"),
            Column(label("col_driver"), 13, "wrapped"),
        ]
    page = book.page(
        book.name(label("sheet_comparison")), label("title_comparison"), columns, label("note_comparison")
    )
    first, *rest = compared.names
    cells = []
    for one in compared.records():
        if key_of(one["ubigeo"], one["chain"]) in shown:
            held = [
                part
                for name in rest
                for part in (
                    one["rank"][name],
                    one["shift"][name],
                    names.get(one["driver"][name] or "", ""),
                )
            ]
            place = study.provinces[one["ubigeo"]]
            chain = study.chains[one["chain"]].name[language]
            cells.append((place.department, place.name, chain, one["rank"][first], *held))
    page.write(cells, group=1)
    for at in range(5, len(columns), 3):
        for sign, colour in ((">", "#1B7A3D"), ("<", "#B03A2E")):
            rule = {"type": "cell", "criteria": sign, "value": 0}
            look = book.file.add_format({"font_color": colour, "bold": True})
            page.sheet.conditional_format(FIRST, at, page.last, at, rule | {"format": look})
    page.finish(frozen=3)


def _robustness(
    book: Book,
    doubt: Robustness,
    found: Mapping[str, RankAcceptabilityRow],
    label: Label,
    language: Language,
) -> None:
    places = max(len(one["ranks"]) for one in found.values())
    columns = (
        Column(label("col_department"), 13),
        Column(label("col_province"), 18),
        Column(label("col_chain"), 30, "wrapped"),
        Column(label("col_rank"), 6, "rank"),
        Column(label("col_first"), 12, "share1"),
        Column(label("col_three"), 12, "share1"),
        Column(label("col_expected"), 10, "number"),
        Column(label("col_low"), 8, "whole"),
        Column(label("col_high"), 8, "whole"),
        *(Column(str(place), 6, "share") for place in range(1, places + 1)),
    )
    note = label(
        "note_robustness",
        draws=f"{doubt.draws:,}",
        seed=doubt.seed,
        weights=feasible_weights_in_words(doubt.weights_name, language),
        error=f"{100 * doubt.error:.1f}",
    )
    page = book.page(book.name(label("sheet_robustness")), label("title_robustness"), columns, note)
    cells = [
        (
            *(one[name] for name in ("department", "province", "chain_name", "rank", "first", "first_three")),
            *(one[name] for name in ("expected_rank", "rank_low", "rank_high")),
            *(one["ranks"] + [None] * (places - len(one["ranks"]))),
        )
        for one in found.values()
    ]
    page.write(cells, group=1)
    page.bars(4)
    scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    colours = {"min_color": "#FFFFFF", "max_color": "#2E86A8"}
    page.sheet.conditional_format(FIRST, 9, page.last, 8 + places, scale | colours)
    page.finish(frozen=4)


def _evidence(
    book: Book, study: Study, ranking: Ranking, rows: list[int], label: Label, language: Language
) -> None:
    """Write each statement that a shown cell rests on, once, with its source."""
    columns = (
        Column(label("col_department"), 13),
        Column(label("col_zone"), 7, "centre"),
        Column(label("col_province"), 17),
        Column(label("col_chain"), 24, "wrapped"),
        Column(label("col_criterion"), 24, "wrapped"),
        Column(label("col_value"), 8, "number"),
        Column(label("col_low"), 8, "number"),
        Column(label("col_high"), 8, "number"),
        Column(label("col_basis"), 12),
        Column(label("col_quote"), 60, "wrapped"),
        Column(label("col_source"), 38, "wrapped"),
        Column(label("col_source_id"), 18, "wrapped"),
    )
    matrix = ranking.matrix
    used = dict.fromkeys(
        one for row in rows for column in range(len(matrix.criteria)) for one in matrix.evidence(row, column)
    )
    criteria = {one.id: one.name[language] for one in matrix.criteria}
    cells = []
    for one in sorted(used, key=lambda one: (study.chains[one.chain].name[language], one.criterion)):
        source = study.sources.get(one.source)
        cited = (source.title, source.author, source.year, source.locator) if source is not None else ()
        basis = text(f"cli.basis_{one.basis}", language)
        cells.append(
            (
                one.place.department or label("everywhere"),
                one.place.zone or "",
                study.provinces[one.place.province].name if one.place.province else "",
                study.chains[one.chain].name[language],
                criteria[one.criterion],
                one.value,
                one.low,
                one.high,
                label("what_if") if one.what_if else basis,
                one.quote,
                ". ".join(filter(None, cited)),
                one.source,
            )
        )
    page = book.page(
        book.name(label("sheet_evidence")), label("title_evidence"), columns, label("note_evidence")
    )
    page.write(cells)
    page.finish(frozen=5)


def _manifest(book: Book, facts: dict[str, Any], label: Label) -> None:
    columns = (Column(label("col_fact"), 44), Column(label("col_said"), 90, "wrapped"))
    page = book.page(
        book.name(label("sheet_manifest")), label("title_manifest"), columns, label("note_manifest")
    )
    lines = for_sheet(facts)
    page.write([(one["key"], one["value"]) for one in lines])
    for at, one in enumerate(lines, FIRST):
        if one["key"] == SHEET_KEY:
            page.sheet.set_row(at, None, None, {"hidden": True})
    page.finish()
