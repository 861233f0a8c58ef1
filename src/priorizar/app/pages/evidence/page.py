"""Evidencia: what each cell rests on, how much is known, what the source says twice, and one's own."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from priorizar.app.components.chart import chart
from priorizar.app.components.matrix import matrix
from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.pages.evidence.cell_account import cell_account
from priorizar.app.pages.evidence.evidence_rows import (
    account,
    heads,
    legend,
    matrix_rows,
    province_cells,
    told,
)
from priorizar.app.pages.evidence.own_evidence import own_evidence
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import say
from priorizar.names import fold
from priorizar.ranking.ranking import rank
from priorizar.report.charts import coverage_bars
from priorizar.study.model import Contradiction
from priorizar.study.scenario import edited

OPEN = "evidence_cell"
REACH = "coverage_reach"
SEARCH = "ledger_search"
_OF: tuple[Literal["criterion", "chain"], ...] = ("criterion", "chain")


def show(chosen: Chosen) -> None:
    """Show the page."""
    st.title(say("evidence_page.title", province=escape_markdown(chosen.province.name)))
    if not chosen.projector:
        st.caption(say("evidence_page.intro"))
    names = ("matrix", "coverage", "ledger", "own")
    tabs = st.tabs([say(f"evidence_page.tab_{name}") for name in names])
    for tab, part in zip(tabs, (_matrix, _coverage, _ledger, _own), strict=True):
        with tab:
            part(chosen)


@st.fragment
@telling
def _matrix(chosen: Chosen) -> None:
    """Show the cells of the province, and the one that was opened."""
    found = province_cells(chosen)
    state = st.session_state
    st.header(say("evidence_page.matrix_title"), help=say("evidence_page.matrix_help"))
    if not found.records:
        st.info(say("evidence_page.nothing_here"))
        return

    def on_open(chain: str, criterion: str) -> None:
        state[OPEN] = chain, criterion

    opened = state.get(OPEN) if state.get(OPEN) in found.records else None
    left, right = st.columns([5, 4], gap="medium")
    with left:
        matrix(
            "evidence_matrix",
            matrix_rows(found),
            on_open,
            heads=heads(found, chosen.language),
            legend=legend(),
            said={
                "caption": say("evidence_page.caption", province=chosen.province.name),
                "corner": say("evidence_page.col_chain"),
                "hint": say("evidence_page.hint"),
                "told": ""
                if opened is None
                else say("evidence_page.opened", cell=told(found.records[opened])),
            },
            selected=opened,
            projector=chosen.projector,
        )
    with right:
        if opened is None:
            st.info(say("evidence_page.none_open"))
        else:
            cell_account(account(chosen, found, *opened))


@st.fragment
@telling
def _coverage(chosen: Chosen) -> None:
    """Show how much is known, by criterion and by chain."""
    st.header(say("evidence_page.coverage_title"), help=say("evidence_page.coverage_help"))
    reach = st.radio(
        say("evidence_page.reach"),
        ["province", "study"],
        format_func=lambda one: escape_markdown(
            say(f"evidence_page.reach_{one}", province=chosen.province.name)
        ),
        key=REACH,
        horizontal=True,
        help=say("evidence_page.reach_help"),
    )
    # Also of chains that a scenario leaves out of the order because nothing is known of them.
    ranking = rank(chosen.study, edited(chosen.stated, unknown="midpoint"))
    group = chosen.province.ubigeo if reach == "province" else None
    if group is not None and group not in ranking.groups.labels:
        st.info(say("evidence_page.nothing_here"))
        return
    for column, of in zip(st.columns(2, gap="medium"), _OF, strict=True):
        with column:
            name = say(f"evidence_page.by_{of}")
            st.markdown(f"**{name}**")
            chart(coverage_bars(ranking, chosen.language, group=group, of=of), f"coverage_{of}")


@st.fragment
@telling
def _ledger(chosen: Chosen) -> None:
    """Show what the source says twice and differently, and what was chosen."""
    st.header(say("evidence_page.ledger_title"), help=say("evidence_page.ledger_help"))
    ledger = chosen.study.ledger
    if not ledger:
        st.info(say("evidence_page.no_ledger"))
        return
    search = st.text_input(
        say("evidence_page.search"), key=SEARCH, max_chars=100, help=say("evidence_page.search_help")
    )
    found = [one for one in ledger if _speaks_of(one, search, chosen.language)]
    st.caption(say("evidence_page.found", found=len(found), all=len(ledger)))
    if not found:
        st.info(escape_markdown(say("evidence_page.not_found", search=search)))
        return
    table(
        [say(f"evidence_page.col_{name}") for name in ("where_said", "says", "chosen")],
        [[one.place, one.says[chosen.language], one.chosen[chosen.language]] for one in found],
        caption=say("evidence_page.ledger_caption"),
    )


def _speaks_of(one: Contradiction, search: str, language: str) -> bool:
    """Whether an entry has every word looked for, whatever its accents."""
    said = fold(" ".join((one.id, one.place, one.says[language], one.chosen[language])))
    return all(word in said for word in fold(search).split())


@st.fragment
@telling
def _own(chosen: Chosen) -> None:
    """Take evidence of one's own into this session."""
    own_evidence(chosen)
