"""Cuellos de botella: what holds chains back at each stage, and the instruments named for it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.pages.bottlenecks.stages import counts, stage_name, stages
from priorizar.app.session.chosen import Chosen, as_ranked
from priorizar.app.sources import source_line
from priorizar.app.words import say
from priorizar.context.stages import StageRecord, value_chain_stages
from priorizar.names import fold, spanish_order
from priorizar.ranking.cells import CellRecord, cell_records
from priorizar.ranking.ranking import RankRecord, rank
from priorizar.report.charts.evidence import meaning
from priorizar.study.criteria import Criterion

WHICH, HOW_MANY, OWN = "bottlenecks_which", "bottlenecks_how_many", "bottlenecks_own"
MOST = 8


def show(chosen: Chosen) -> None:
    """Show the page."""
    st.title(say("bottlenecks_page.title", province=escape_markdown(chosen.province.name)))
    if not chosen.projector:
        department = escape_markdown(chosen.province.department)
        st.caption(say("bottlenecks_page.intro", department=department))
    _page(chosen)


@st.fragment
@telling
def _page(chosen: Chosen) -> None:
    there = [
        one
        for one in rank(chosen.study, as_ranked(chosen)).records()
        if one["ubigeo"] == chosen.province.ubigeo
    ]
    chains = _which(chosen, [one["chain"] for one in there])
    _severity(chosen, {one["chain"]: one for one in there}, chains)
    department = chosen.province.department
    records = chosen.study.keep(
        "value_chain_stages",
        (tuple(chains), department),
        lambda: value_chain_stages(chosen.study, chains, department),
    )
    if not records:
        st.info(say("bottlenecks_page.no_tables"))
        return
    _overview(chosen, records, chains)
    _of_one(chosen, records, chains)
    _of_all(chosen, records)


def _which(chosen: Chosen, leading: Sequence[str]) -> list[str]:
    """Let the chains be chosen: the first ones of the province, or any."""
    ways = ["leading", "own"] if leading else ["own"]
    which = st.radio(
        say("bottlenecks_page.which"),
        ways,
        format_func={one: say(f"bottlenecks_page.which_{one}") for one in ways}.__getitem__,
        key=WHICH,
        horizontal=True,
        help=say("bottlenecks_page.which_help"),
    )
    if which == "leading":
        many = st.slider(
            say("bottlenecks_page.how_many"),
            1,
            MOST,
            2 if chosen.projector else 3,
            key=HOW_MANY,
            help=say("bottlenecks_page.how_many_help"),
        )
        return list(leading[:many])
    names = {id_: one.name[chosen.language] for id_, one in chosen.study.chains.items()}
    return st.multiselect(
        say("bottlenecks_page.own"),
        sorted(names, key=lambda id_: spanish_order(names[id_])),
        format_func=names.__getitem__,
        key=OWN,
        max_selections=MOST,
        placeholder=say("bottlenecks_page.own_placeholder"),
        help=say("bottlenecks_page.own_help"),
    )


def _severity(chosen: Chosen, there: dict[str, RankRecord], chains: Sequence[str]) -> None:
    """Show how severe the bottlenecks of each chain are said to be: a thing apart from their list."""
    st.header(say("bottlenecks_page.severity"), help=say("bottlenecks_page.severity_help"))
    criteria = chosen.study.criteria_sets[chosen.stated.criteria].leaf_criteria
    if not chains:
        st.info(say("bottlenecks_page.choose_some"))
        return
    severity = next((one for one in criteria if one.role == "bottlenecks"), None)
    if severity is None:
        st.info(say("bottlenecks_page.no_severity"))
        return
    scenario = chosen.stated
    found = chosen.study.keep(
        "severity",
        (scenario.data_key,),
        lambda: {
            (one["ubigeo"], one["chain"]): one
            for one in cell_records(chosen.study, scenario)
            if one["criterion"] == severity.id
        },
    )
    rows = []
    for chain in chains:
        ranked = there.get(chain)
        place = "–" if ranked is None else f"{ranked['rank']}{'=' if ranked['tied'] else ''}"
        cell = found.get((chosen.province.ubigeo, chain))
        rows.append([_name(chosen, chain), place, *_level(chosen, severity, cell)])
    table(
        [say(f"bottlenecks_page.col_{name}") for name in ("chain", "place", "severity", "between", "basis")],
        rows,
        caption=say("bottlenecks_page.severity_caption", province=chosen.province.name),
    )


def _level(chosen: Chosen, criterion: Criterion, cell: CellRecord | None) -> list[str]:
    """Describe the level of a cell, between which it could be, and who says so."""
    if cell is None:
        return [say("bottlenecks_page.not_ranked"), "–", "–"]
    low, high = (meaning(criterion, end, chosen.language) for end in (cell["low"], cell["high"]))
    between = say("bottlenecks_page.between", low=low, high=high)
    if cell["basis"] == "unknown":
        return [say("bottlenecks_page.unknown"), between, "–"]
    sources = dict.fromkeys(source_line(chosen.study, one["source"]) for one in cell["statements"])
    basis = say(f"bottlenecks_page.basis_{cell['basis']}")
    if cell["what_if"]:
        basis = say("bottlenecks_page.what_if")
    return [
        meaning(criterion, cell["value"], chosen.language),
        between,
        " · ".join([basis, *sources]),
    ]


def _overview(chosen: Chosen, records: Sequence[StageRecord], chains: Sequence[str]) -> None:
    """Show stages by chains: how much is said of each."""
    st.header(say("bottlenecks_page.overview"), help=say("bottlenecks_page.overview_help"))
    by_stage: dict[str, list[str]] = {}
    for one in records:
        by_stage.setdefault(stage_name(one), []).append(counts(one))
    table(
        [
            say("bottlenecks_page.col_stage"),
            say("bottlenecks_page.of_all"),
            *(_name(chosen, chain) for chain in chains),
        ],
        [[stage, *said] for stage, said in by_stage.items()],
        caption=say("bottlenecks_page.overview_caption"),
    )
    st.caption(say("bottlenecks_page.blank"))


def _of_one(chosen: Chosen, records: Sequence[StageRecord], chains: Sequence[str]) -> None:
    """Show what is said of each chain by itself."""
    if not chains:
        return
    st.header(say("bottlenecks_page.of_one"), help=say("bottlenecks_page.of_one_help"))
    for chain in chains:
        st.markdown(f"**{escape_markdown(_name(chosen, chain))}**")
        said = [one for one in records if one.chain == chain and not one.empty]
        if not said:
            st.caption(say("bottlenecks_page.nothing_of_it"))
            continue
        _elsewhere(chosen, said)
        stages(chosen.study, said)


def _of_all(chosen: Chosen, records: Sequence[StageRecord]) -> None:
    """Show once what is said of all chains, and what the study itself doubts of its instruments."""
    st.header(say("bottlenecks_page.of_all_title"), help=say("bottlenecks_page.of_all_help"))
    said = [one for one in records if one.of_all_chains]
    _elsewhere(chosen, said)
    for quote, (source, names) in _reservations(said).items():
        st.warning(
            say(
                "bottlenecks_page.reservation",
                names=escape_markdown(", ".join(names)),
                quote=escape_markdown(quote),
                source=escape_markdown(source_line(chosen.study, source)),
            )
        )
    stages(chosen.study, said)


def _elsewhere(chosen: Chosen, records: Sequence[StageRecord]) -> None:
    """Warn of problems that were found in another department."""
    here = chosen.province.department
    found_in = dict.fromkeys((one.source, one.department) for part in records for one in part.problems)
    for source, department in found_in:
        if department and fold(department) != fold(here):
            st.warning(
                say(
                    "bottlenecks_page.diagnosed_elsewhere",
                    source=escape_markdown(source_line(chosen.study, source)),
                    department=escape_markdown(department),
                    here=escape_markdown(here),
                )
            )


def _reservations(records: Sequence[StageRecord]) -> dict[str, tuple[str, list[str]]]:
    """Return the sentences in which the study doubts instruments, each with its source and their names."""
    found: dict[str, tuple[str, list[str]]] = {}
    for record in records:
        for instrument in record.instruments:
            for naming in instrument.namings:
                if naming.reservation:
                    names = found.setdefault(naming.quote, (naming.source, []))[1]
                    if instrument.name not in names:
                        names.append(instrument.name)
    return found


def _name(chosen: Chosen, chain: str) -> str:
    return chosen.study.chains[chain].name[chosen.language]
