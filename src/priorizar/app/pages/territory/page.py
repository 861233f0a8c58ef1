"""Territorio: the provinces on a map, and what is said around the one looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from priorizar.app.components.chart import chart
from priorizar.app.components.problems import telling
from priorizar.app.components.table import table
from priorizar.app.pages.territory.own_shapes import own_shapes, shapes_taken
from priorizar.app.pages.territory.surroundings import surroundings
from priorizar.app.pages.territory.territory_now import (
    COLOURS,
    DRAWS,
    SORTS,
    ProvinceNow,
    colours,
    table_rows,
    territory_now,
)
from priorizar.app.session.chosen import PROVINCE, Chosen
from priorizar.app.session.settled import settle
from priorizar.app.words import say
from priorizar.report.charts import territory_map, territory_tiles

BY, VIEW, SORT = "territory_by", "territory_view", "territory_sort"


def show(chosen: Chosen) -> None:
    """Show the page."""
    st.title(say("territory_page.title"))
    if not chosen.projector:
        st.caption(say("territory_page.intro"))
    records = territory_now(chosen)
    if chosen.projector:
        _map(chosen, records)
        _surroundings(chosen)
        _table(chosen, records)
        return
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        _map(chosen, records)
        _surroundings(chosen)
    with right:
        _table(chosen, records)


@telling
def _map(chosen: Chosen, records: list[ProvinceNow]) -> None:
    """Show the map; it stands in no fragment, since the province chosen on it is that of the whole page."""
    by = st.radio(
        say("territory_page.by"),
        COLOURS,
        format_func={one: say(f"territory_page.by_{one}") for one in COLOURS}.__getitem__,
        key=BY,
        horizontal=True,
        help=say("territory_page.by_help"),
    )
    views = ["tiles", "points", "shapes"] if shapes_taken() else ["tiles", "points"]
    settle(VIEW, views)
    view = st.radio(
        say("territory_page.view"),
        views,
        format_func={one: say(f"territory_page.view_{one}") for one in views}.__getitem__,
        key=VIEW,
        horizontal=True,
        help=say("territory_page.view_help"),
    )
    values = colours(records, by)
    said: dict[str, Any] = {
        "title": say(f"territory_page.title_{by}"),
        "province": chosen.province.ubigeo,
        "language": chosen.language,
    }
    if by == "doubt" and all(value is None for value in values.values()):
        st.info(say("territory_page.not_drawn"))
    if view == "tiles":
        spec = territory_tiles(chosen.study, values, **said)
    else:
        taken = shapes_taken() if view == "shapes" else None
        shapes = None if taken is None else json.loads(taken.outlines.written)
        spec = territory_map(chosen.study, values, shapes=shapes, **said)
    # Another province makes another chart: one that remembers an old click would not tell it a second time.
    key = f"territory_{view}_{chosen.province.ubigeo}"
    chart(spec, key, on_select=lambda: choose(st.session_state.get(key)), selection="province")
    st.caption(say("territory_page.how_to_choose"))
    own_shapes(chosen.study, on_taken=_show_shapes)


def _show_shapes() -> None:
    st.session_state[VIEW] = "shapes"


def choose(event: Mapping[str, Any] | None) -> None:
    """Make the province that was clicked on that of the whole app."""
    clicked = (event or {}).get("selection", {}).get("province") or []
    if clicked:
        st.session_state[PROVINCE] = str(clicked[0]["ubigeo"])


@telling
def _table(chosen: Chosen, records: list[ProvinceNow]) -> None:
    st.header(say("territory_page.table_title"), help=say("territory_page.table_help"))
    sort = st.selectbox(
        say("territory_page.sort"),
        SORTS,
        format_func={one: say(f"territory_page.sort_{one}") for one in SORTS}.__getitem__,
        key=SORT,
        help=say("territory_page.sort_help"),
    )
    heads = [say(f"territory_page.col_{name}") for name in ("province", "leader", "doubt", "coverage")]
    rows = table_rows(records, sort, chosen.province.ubigeo)
    table(heads, rows, caption=say("territory_page.caption"), numbers=(2, 3))
    st.caption(say("territory_page.below", draws=f"{DRAWS:,}"))


@st.fragment
@telling
def _surroundings(chosen: Chosen) -> None:
    surroundings(chosen)
