"""Evidence of one's own: a template, a file sent, what it would change, and its use in this session only."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.room_for_files import has_room
from priorizar.app.components.table import table
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.evidence_taken import (
    give_back,
    has_own,
    own_sources,
    own_statements,
    take_in,
    was_lost,
)
from priorizar.app.studies import shared_study
from priorizar.app.words import say
from priorizar.errors import PriorizarError, Problem, describe, in_parts
from priorizar.questions.moves import moves
from priorizar.ranking.ranking import rank
from priorizar.reading.evidence_form import Sent
from priorizar.reading.evidence_import import Import, plan_import
from priorizar.report.evidence_form import evidence_form
from priorizar.report.evidence_table import evidence_csv, sources_csv
from priorizar.study.model import Evidence

MOST_MEGABYTES = 5
MOST_SHOWN = 100
"""Rows of a table: of more problems or changes the rest is only counted."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TURN = "own_evidence_turn"


def own_evidence(chosen: Chosen) -> None:
    """Offer the template, take a file, say what it would do, and use it when told so."""
    st.header(say("evidence_page.own_title"))
    st.markdown(say("evidence_page.own_intro"))
    if was_lost():
        st.warning(say("evidence_page.own_lost"))
    if has_own():
        _in_use(chosen)
    study, language = chosen.study, chosen.language
    st.download_button(
        say("evidence_page.template"),
        lambda: evidence_form(study, language),
        say("evidence_page.template_file"),
        XLSX,
        key="evidence_template",
        on_click="ignore",
        help=say("evidence_page.template_help"),
    )
    sent = _sent()
    if sent is not None:
        _planned(chosen, sent)


def _sent() -> Sent | None:
    # A new key empties the box once its file is in use.
    turn = st.session_state.setdefault(_TURN, 0)
    key = f"own_evidence_{turn}"
    found = st.file_uploader(
        say("evidence_page.upload"),
        ["csv", "xlsx"],
        key=key,
        disabled=not has_room(key),
        help=say("evidence_page.upload_help"),
        max_upload_size=MOST_MEGABYTES,
    )
    return None if found is None else Sent(found.name, found.getvalue())


def _planned(chosen: Chosen, sent: Sent) -> None:
    """Show what taking a file in would do; nothing is done before the button is clicked."""
    try:
        with st.spinner(say("evidence_page.reading")):
            planned = plan_import(chosen.study, sent)
    except PriorizarError as error:
        _problems(sent.shown, error.problems, chosen)
        return
    counts = {"added": planned.added, "replaced": planned.replaced, "same": planned.same}
    st.info(say("evidence_page.would_do", file=escape_markdown(sent.shown), **counts))
    for note in planned.notes:
        st.warning(escape_markdown(describe(note, chosen.language)))
    if not planned.files:
        st.caption(say("evidence_page.nothing_new"))
        return
    _changes(planned, chosen)
    _moves(planned, chosen)
    if st.button(say("evidence_page.use"), key="use_evidence", help=say("evidence_page.use_help")):
        take_in(shared_study(), planned.after)
        st.session_state[_TURN] += 1
        st.rerun()


def _problems(name: str, problems: Sequence[Problem], chosen: Chosen) -> None:
    """List what is wrong with a file, each by its cell."""
    st.error(say("evidence_page.refused", file=escape_markdown(name), count=len(problems)))
    parts = [in_parts(one, chosen.language) for one in problems[:MOST_SHOWN]]
    table(
        [say(f"evidence_page.col_{name}") for name in ("cell", "sheet", "what", "why", "mend")],
        [[one["cell"] or "–", one["sheet"] or "–", one["what"], one["why"], one["mend"]] for one in parts],
        caption=say("evidence_page.problems"),
    )
    _more(problems)


def _changes(planned: Import, chosen: Chosen) -> None:
    rows = [one for one in planned.rows(chosen.language) if one["change"] != "same"]
    table(
        [
            say(f"evidence_page.col_{name}")
            for name in ("change", "place", "chain", "criterion", "before", "after", "basis", "source")
        ],
        [
            [
                say(f"evidence_page.change_{one['change']}"),
                _where(one["province"], one["zone"], one["department"]),
                one["chain_name"],
                one["criterion_name"],
                "; ".join(f"{was:g}" for was in one["values_before"]) or "–",
                _amount(one["value"], one["low"], one["high"]),
                say(f"charts.basis_{one['basis']}"),
                one["source"],
            ]
            for one in rows[:MOST_SHOWN]
        ],
        caption=say("evidence_page.changes"),
    )
    _more(rows)


@telling
def _moves(planned: Import, chosen: Chosen) -> None:
    """Show which ranks of the scenario looked at would move, in all provinces."""
    before, after = (
        rank(study, chosen.scenario, method=chosen.method) for study in (planned.study, planned.after)
    )
    moved = [one for one in moves(before, after) if one["rank_before"] != one["rank_after"]]
    scenario = chosen.stated.name[chosen.language]
    if not moved:
        st.caption(escape_markdown(say("evidence_page.no_moves", scenario=scenario)))
        return
    table(
        [say(f"evidence_page.col_{name}") for name in ("province", "chain", "rank_before", "rank_after")],
        [
            [
                chosen.study.provinces[one["ubigeo"]].name,
                chosen.chain_name(one["chain"]),
                one["rank_before"] or "–",
                one["rank_after"] or "–",
            ]
            for one in moved[:MOST_SHOWN]
        ],
        caption=say("evidence_page.moves", scenario=scenario, count=len(moved)),
        numbers=(2, 3),
    )
    _more(moved)


def _in_use(chosen: Chosen) -> None:
    """Show that the session looks at evidence of its own; offer to keep it, and the way back."""
    own = own_statements()
    st.success(say("evidence_page.in_use", count=len(own)))
    with st.expander(say("evidence_page.in_use_list")):
        _own_table(own, chosen)
    study = chosen.study
    with st.container(horizontal=True):
        st.download_button(
            say("evidence_page.keep"),
            lambda: evidence_csv(study),
            "evidence.csv",
            "text/csv",
            key="own_evidence_csv",
            on_click="ignore",
            help=say("evidence_page.keep_help"),
        )
        if own_sources():
            st.download_button(
                say("evidence_page.keep_sources"),
                lambda: sources_csv(study),
                "sources.csv",
                "text/csv",
                key="own_sources_csv",
                on_click="ignore",
                help=say("evidence_page.keep_sources_help"),
            )
        back = st.button(
            say("evidence_page.give_back"), key="give_back", help=say("evidence_page.give_back_help")
        )
    if back:
        give_back()
        st.rerun()


def _own_table(own: Sequence[Evidence], chosen: Chosen) -> None:
    study, language = chosen.study, chosen.language
    names = {
        one.id: one.name[language] for chosen in study.criteria_sets.values() for one in chosen.leaf_criteria
    }
    table(
        [
            say(f"evidence_page.col_{name}")
            for name in ("place", "chain", "criterion", "after", "basis", "source", "quote")
        ],
        [
            [
                _where(
                    study.provinces[one.place.province].name if one.place.province else "",
                    one.place.zone or "",
                    one.place.department or "",
                ),
                study.chains[one.chain].name[language],
                names[one.criterion],
                _amount(one.value, one.low, one.high),
                say(f"charts.basis_{one.basis}"),
                one.source,
                one.quote,
            ]
            for one in own[:MOST_SHOWN]
        ],
        caption=say("evidence_page.in_use_list"),
    )
    _more(own)


def _where(province: str, zone: str, department: str) -> str:
    """Name the place of a statement, as narrowly as it was made."""
    if province:
        return province
    if zone:
        key = "evidence_page.level_group" if department else "evidence_page.level_zone"
        return say(key, zone=zone, department=department)
    if department:
        return say("evidence_page.level_department", department=department)
    return say("evidence_page.level_all")


def _amount(value: float, low: float, high: float) -> str:
    if low == high:
        return f"{value:g}"
    return say("evidence_page.amount", value=f"{value:g}", low=f"{low:g}", high=f"{high:g}")


def _more(rows: Sequence[object]) -> None:
    """Count what a table left out."""
    if rows[MOST_SHOWN:]:
        st.caption(say("evidence_page.more", count=len(rows[MOST_SHOWN:])))
