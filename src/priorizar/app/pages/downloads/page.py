"""Descargas: all that is on the screen, to be taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from importlib.util import find_spec

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from priorizar.app.components.chart import chart
from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.long_work import Progress, beside
from priorizar.app.session.chosen import Chosen, as_ranked
from priorizar.app.session.evidence_taken import has_own
from priorizar.app.words import number, percent, say
from priorizar.errors import PriorizarError, describe
from priorizar.files.door import decode, read_bounded
from priorizar.files.tables import Record, flat, to_json
from priorizar.installing import install_command
from priorizar.locale import LANGUAGES, text
from priorizar.methods.wording import method_name
from priorizar.names import fold
from priorizar.reading.scenario_file import file_of, identifier_of, scenario_yaml
from priorizar.report import chart_exports, exports
from priorizar.report.answers import Inquiry
from priorizar.report.make import SUFFIX, report
from priorizar.report.table import Form, Table
from priorizar.study.criteria import Label
from priorizar.study.scenario import Scenario

SCOPE, TABLE, CHART, FORM, OTHERS = (
    f"downloads_{one}" for one in ("scope", "table", "chart", "form", "others")
)
HERE, ALL = "here", "all"
FIRST_ROWS, LONGEST_CELL = 5, 60
MIMES = {
    "csv": "text/csv",
    "json": "application/json",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "png": "image/png",
    "svg": "image/svg+xml",
    "yaml": "application/yaml",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def show(chosen: Chosen) -> None:
    """Show the page."""
    st.title(say("app.page_downloads"))
    scenario = _handed_out(chosen)
    st.caption(escape_markdown(" ".join(_what(chosen, scenario))))
    st.radio(
        say("downloads_page.scope"),
        (HERE, ALL),
        format_func=lambda one: escape_markdown(
            say(f"downloads_page.scope_{one}", province=chosen.province.name)
        ),
        key=SCOPE,
        horizontal=True,
        help=say("downloads_page.scope_help"),
    )
    _tables(chosen, scenario)
    _charts(chosen, scenario)
    _scenario(chosen, scenario)
    _reports(chosen, scenario)


def _changed(chosen: Chosen) -> bool:
    return chosen.moved or chosen.method is not None


def _handed_out(chosen: Chosen) -> Scenario:
    """Return the scenario as ranked: under a name of its own if it is not what its file says."""
    scenario = as_ranked(chosen)
    if not _changed(chosen):
        return scenario
    names = {one: text("downloads_page.changed", one, scenario=scenario.name[one]) for one in LANGUAGES}
    own = dict.fromkeys(("description", "author", "date", "note"))
    return scenario.model_copy(update=own | {"id": identifier_of(names["es"]), "name": Label(**names)})


def _what(chosen: Chosen, scenario: Scenario) -> list[str]:
    """Describe what is taken away: whose weights, by which method, with whose evidence."""
    values = {
        "scenario": chosen.stated.name[chosen.language],
        "method": method_name(scenario.method.name, chosen.language),
    }
    said = [say("downloads_page.what_moved" if chosen.moved else "downloads_page.what", **values)]
    if scenario.illustrative:
        said.append(say("downloads_page.illustrative"))
    if has_own():
        said.append(say("downloads_page.own_evidence"))
    return said


def _provinces(chosen: Chosen) -> tuple[str, ...]:
    return (chosen.province.ubigeo,) if st.session_state[SCOPE] == HERE else ()


def _file(chosen: Chosen, scenario: Scenario, what: str, suffix: str, *, everywhere: bool) -> str:
    """Name a file in plain letters: what, where, by which scenario, when."""
    where = say("downloads_page.file_all") if everywhere else chosen.province.name
    parts = (what, where, scenario.id, *([chosen.method] if chosen.method else []))
    plain = "_".join(re.sub(r"[^a-z0-9]+", "-", fold(part)).strip("-") for part in parts)
    return f"{plain}_{date.today().isoformat()}.{suffix}"


def _offer(
    place: DeltaGenerator, label: str, build: Callable[[], bytes] | bytes, name: str, about: str
) -> None:
    """Offer a file that is written when it is clicked; nothing else on the page changes then."""
    place.download_button(
        label,
        build,
        file_name=name,
        mime=MIMES[name.rpartition(".")[2]],
        key=f"download_{name}",
        on_click="ignore",
        help=about,
    )


@st.fragment
@telling
def _tables(chosen: Chosen, scenario: Scenario) -> None:
    st.header(say("downloads_page.tables"), help=say("downloads_page.tables_help"))
    name = st.selectbox(
        say("downloads_page.table"),
        list(exports.TABLES),
        format_func=lambda one: say(f"exports.table_{one}"),
        key=TABLE,
        help=say("downloads_page.table_help"),
    )
    study, where = chosen.study, _provinces(chosen)
    inquiry = Inquiry(provinces=where)
    request = exports.Request(what=name, inquiry=inquiry, language=chosen.language)
    # What refuses does so here, in a sentence: a file that fails when it is clicked says nothing of why.
    with st.spinner(say("downloads_page.counting")):
        found = exports.table(study, scenario, request)
    _preview(chosen, name, found.rows)
    if not found.rows:
        return

    def build(form: Form) -> Callable[[], bytes]:
        # Asked for again rather than kept: a page that is only looked at holds no rows.
        return lambda: exports.table(study, scenario, request).written(form)

    def named(suffix: str) -> str:
        return _file(chosen, scenario, say(f"exports.table_{name}"), suffix, everywhere=not where)

    row = st.container(horizontal=True)
    for form in found.forms:
        missing = _missing(chosen, form, found)
        if missing is None:
            _offer(row, form.upper(), build(form), named(form), say(f"downloads_page.about_{form}"))
        else:
            st.caption(escape_markdown(missing))
    _offer(
        row,
        say("downloads_page.beside"),
        lambda: to_json(exports.table(study, scenario, request).manifest),
        f"{named('csv')}.manifest.json",
        say("downloads_page.about_beside"),
    )


def _missing(chosen: Chosen, form: Form, found: Table) -> str | None:
    """Return what a form lacks to be written; None if nothing."""
    if form == "parquet" and find_spec("pyarrow") is None:
        return say("export.no_pyarrow", install=install_command("report"))
    if form == "geojson":
        try:
            found.written(form)
        except PriorizarError as error:
            return describe(error.problems[0], chosen.language)
    return None


def _preview(chosen: Chosen, name: str, rows: Sequence[Record]) -> None:
    if not rows:
        st.info(say("downloads_page.empty"))
        return
    if chosen.projector:
        st.caption(say("downloads_page.rows", count=number(len(rows))))
        return
    st.caption(say("downloads_page.rows_shown", count=number(len(rows)), shown=min(FIRST_ROWS, len(rows))))
    first = [flat(one) for one in rows[:FIRST_ROWS]]
    heads = list(dict.fromkeys(column for row in first for column in row))
    cells = [[_cell(row.get(column, "")) for column in heads] for row in first]
    table(heads, cells, caption=say(f"exports.table_{name}"))


def _cell(said: object) -> str:
    if isinstance(said, float):
        return number(said, 3)
    whole = str(said)
    return whole if len(whole) <= LONGEST_CELL else f"{whole[: LONGEST_CELL - 1]}…"


@st.fragment
@telling
def _charts(chosen: Chosen, scenario: Scenario) -> None:
    st.header(say("downloads_page.charts"), help=say("downloads_page.charts_help"))
    name = st.selectbox(
        say("downloads_page.chart"),
        list(chart_exports.CHARTS),
        format_func=lambda one: say(f"exports.chart_{one}"),
        key=CHART,
        help=say("downloads_page.chart_help"),
    )
    asked = (chosen.study, scenario, chosen.province.ubigeo, chosen.language)
    with st.spinner(say("downloads_page.counting")):
        drawn = chart_exports.spec(name, *asked)
    chart(drawn, f"downloads_chart_{name}")
    if name in chart_exports.OF_ALL:
        st.caption(say("downloads_page.chart_of_all"))

    def build(form: chart_exports.Form) -> Callable[[], bytes]:
        return lambda: chart_exports.written(
            chart_exports.headed(chart_exports.spec(name, *asked), name, *asked), form
        )

    can_draw = chart_exports.can_draw()
    forms: tuple[chart_exports.Form, ...] = ("png", "svg", "json") if can_draw else ("json",)
    row = st.container(horizontal=True)
    for form in forms:
        file = _file(
            chosen, scenario, say(f"exports.chart_{name}"), form, everywhere=name in chart_exports.OF_ALL
        )
        _offer(row, form.upper(), build(form), file, say(f"downloads_page.about_chart_{form}"))
    if not can_draw:
        st.info(say("exports.no_vl_convert", install=install_command("report")))


@telling
def _reports(chosen: Chosen, scenario: Scenario) -> None:
    """Write a report on one button and offer it on another: it takes seconds, and may fail.

    No fragment: a click within one waits until it is done, and so could not stop it.
    """
    st.header(say("downloads_page.reports"), help=say("downloads_page.reports_help"))
    form = st.radio(
        say("downloads_page.form"),
        list(SUFFIX),
        format_func=lambda one: say(f"downloads_page.form_{one}"),
        captions=[say(f"downloads_page.form_{one}_is") for one in SUFFIX],
        key=FORM,
        help=say("downloads_page.form_help"),
    )
    others = st.multiselect(
        say("downloads_page.others"),
        [one for one in chosen.study.scenarios if one != scenario.id],
        format_func=lambda one: chosen.study.scenarios[one].name[chosen.language],
        key=f"{OTHERS}_{form}",
        max_selections=1 if form == "acta" else None,
        help=say("downloads_page.others_help"),
        placeholder=say("downloads_page.others_none"),
    )
    slot = st.empty()
    if not slot.button(say("downloads_page.prepare"), help=say("downloads_page.prepare_help")):
        return
    where = _provinces(chosen)

    def work(progress: Progress) -> bytes:
        return report(
            chosen.study,
            scenario,
            form,
            others=others,
            provinces=where,
            language=chosen.language,
            progress=progress,
        )

    with slot.container():
        st.button(say("downloads_page.stop"), help=say("downloads_page.stop_help"))
        content = beside(work, _telling_time(st.progress(0.0)))
    _offer(
        slot.container(),
        say("downloads_page.ready", size=number(len(content) / 1024)),
        content,
        _file(
            chosen,
            scenario,
            say(f"downloads_page.file_{form}"),
            SUFFIX[form].lstrip("."),
            everywhere=not where,
        ),
        say("downloads_page.ready_help"),
    )


def _telling_time(bar: DeltaGenerator) -> Callable[[float | None, float], None]:
    def tell(share: float | None, seconds: float) -> None:
        if share is None or share >= 1:
            bar.progress(share or 0.0, say("downloads_page.writing", seconds=number(seconds)))
        else:
            bar.progress(share, say("downloads_page.drawing", share=percent(share)))

    return tell


@telling
def _scenario(chosen: Chosen, scenario: Scenario) -> None:
    st.header(say("downloads_page.scenario"), help=say("downloads_page.scenario_help"))
    identifier, content = _written(chosen, scenario)
    with st.expander(say("downloads_page.see_scenario")):
        st.code(content, language="yaml")
    _offer(
        st.container(),
        "YAML",
        content.encode(),
        f"{identifier}.yaml",
        say("downloads_page.about_yaml"),
    )


def _written(chosen: Chosen, scenario: Scenario) -> tuple[str, str]:
    """Return the scenario as a file, and its identifier; the study's own file while nothing was moved."""
    file = chosen.study.folder / "scenarios" / f"{scenario.id}.yaml"
    if not _changed(chosen) and file.is_file():
        return scenario.id, decode(read_bounded(file, f"scenarios/{file.name}"))
    today = date.today().isoformat()
    name = scenario.name[chosen.language]
    written = file_of(chosen.study, scenario, identifier=scenario.id, name=name, date=today)
    return written.id, scenario_yaml(written, chosen.language)
