"""True shapes of the provinces, from a file of the reader's own: for this session alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from priorizar.app.components.problems import escape_markdown, show_problems
from priorizar.app.components.room_for_files import has_room
from priorizar.app.words import say
from priorizar.errors import PriorizarError, Problem
from priorizar.report.outline_file import MOST_BYTES, Outlines, read_outlines
from priorizar.study.model import Study

_TAKEN, _WRONG, _TURN = "own_shapes", "own_shapes_wrong", "own_shapes_turn"
_NAMED = 12


@dataclass(frozen=True)
class Taken:
    """Outlines of this session, and the name of the file they came in."""

    file: str
    outlines: Outlines


def shapes_taken() -> Taken | None:
    """Return the outlines this session took in."""
    found = st.session_state.get(_TAKEN)
    return found if isinstance(found, Taken) else None


def own_shapes(study: Study, on_taken: Callable[[], None]) -> None:
    """Let a file with outlines be taken in, and be given back; ``on_taken`` is called when one is."""
    state = st.session_state
    # The page keeps what it needs of a file and lets the file itself go: the next uploader is another one.
    key = f"own_shapes_{state.get(_TURN, 0)}"

    def take() -> None:
        uploaded = state.get(key)
        if uploaded is None:
            return
        state[_TURN] = state.get(_TURN, 0) + 1
        state.pop(_WRONG, None)
        try:
            state[_TAKEN] = Taken(uploaded.name, read_outlines(study, uploaded.getvalue(), uploaded.name))
        except PriorizarError as error:
            state[_WRONG] = error.problems
        else:
            on_taken()

    def give_back() -> None:
        state.pop(_TAKEN, None)

    wrong: tuple[Problem, ...] = state.get(_WRONG, ())
    taken = shapes_taken()
    with st.expander(say("territory_page.shapes_title"), expanded=bool(wrong) or taken is not None):
        st.caption(say("territory_page.shapes_how"))
        st.file_uploader(
            say("territory_page.shapes_file"),
            type=["geojson", "json"],
            key=key,
            on_change=take,
            disabled=not has_room(key),
            max_upload_size=MOST_BYTES // 1_000_000,
            help=say("territory_page.shapes_help"),
        )
        if wrong:
            show_problems(wrong)
        if taken is not None:
            st.success(say("territory_page.shapes_taken", file=escape_markdown(taken.file)))
            _tell("territory_page.shapes_missing", taken.outlines.missing)
            _tell("territory_page.shapes_elsewhere", taken.outlines.elsewhere)
            st.button(
                say("territory_page.shapes_give_back"),
                key="own_shapes_give_back",
                on_click=give_back,
                help=say("territory_page.shapes_give_back_help"),
            )


def _tell(key: str, names: tuple[str, ...]) -> None:
    """List what a file lacks or has too much of."""
    if names:
        more = " …" if len(names) > _NAMED else ""
        listed = escape_markdown(", ".join(names[:_NAMED])) + more
        st.caption(say(key, count=len(names), names=listed))
