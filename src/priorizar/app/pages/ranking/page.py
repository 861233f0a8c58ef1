"""Clasificación: the order of one province, while its weights are moved."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.chart import rows_chart
from priorizar.app.components.order import order_table
from priorizar.app.components.problems import escape_markdown, show_problems, telling
from priorizar.app.pages.ranking.order_rows import LiveOrder, live_order
from priorizar.app.pages.ranking.saving import saving
from priorizar.app.pages.ranking.weighing import weighing
from priorizar.app.pages.ranking.why import why
from priorizar.app.session.chosen import Chosen, write_address
from priorizar.app.session.live import resting
from priorizar.app.words import say
from priorizar.errors import PriorizarError
from priorizar.methods.wording import method_title
from priorizar.report.charts import ranking_bars


def show(chosen: Chosen) -> None:
    """Show the page."""
    province = chosen.province
    st.title(escape_markdown(province.name))
    if not chosen.projector:
        where = say("ranking_page.where", department=province.department, zone=province.zone)
        st.caption(escape_markdown(" · ".join(filter(None, (where, _described(chosen))))))
    _board(chosen)
    saving(chosen)
    why(chosen)


@st.fragment
@telling
def _board(chosen: Chosen) -> None:
    """Show what moves: weights, order, bars."""
    left, right = st.columns([1, 2.2], gap="medium")
    order = None
    try:
        order = live_order(chosen)
    except PriorizarError as error:
        with right:
            show_problems(error.problems)
    with left:
        # Weights can be moved also where they give no order: that may be what mends it.
        weighing(chosen, "" if order is None else order.leaders)
    if order is None:
        return
    bars = ranking_bars(order.ranking, chosen.province.ubigeo, chosen.language)
    with right:
        _notes(chosen)
        _order(chosen, order, bars["description"])
        rows_chart(bars, "ranking_bars", alt=say("ranking_page.bars", province=chosen.province.name))
    if resting(chosen.stated):
        write_address(chosen.stated)


def _order(chosen: Chosen, order: LiveOrder, bars: str) -> None:
    order_table(
        "order",
        order.rows,
        heads=[
            {"id": name, "name": say(f"ranking_page.col_{name}"), "help": say(f"ranking_page.help_{name}")}
            for name in ("rank", "move", "name", "score", "doubt", "evidence")
        ],
        caption=say("ranking_page.caption", province=chosen.province.name),
        below=say(
            "ranking_page.below" if order.draws else "ranking_page.below_slow",
            method=method_title(order.ranking.method, chosen.language),
            draws=f"{order.draws:,}",
        ),
        told=order.told,
        bars=bars,
        projector=chosen.projector,
    )


def _described(chosen: Chosen) -> str:
    said = chosen.stated.description
    return "" if said is None else said[chosen.language]


def _notes(chosen: Chosen) -> None:
    """Show what whoever reads the order must know: whose weights these are."""
    if chosen.moved:
        scenario = escape_markdown(chosen.stated.name[chosen.language])
        st.caption(say("ranking_page.moved", scenario=scenario))
    elif chosen.stated.illustrative:
        st.caption(say("ranking_page.illustrative"))
