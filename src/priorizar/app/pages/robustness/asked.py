"""Asking a question: at once, or on a button with its progress and a way to stop; answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, TypeVar, cast

import streamlit as st

from priorizar.app.long_work import Progress, beside
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import number, percent, say
from priorizar.study.scenario import Scenario

Answer = TypeVar("Answer")
Work = Callable[[Scenario, Progress], Answer]
_KEPT, _BEGUN = "robustness_kept", "robustness_begun"


def asked(
    name: str,
    chosen: Chosen,
    options: tuple[Hashable, ...],
    work: Work[Answer],
    *,
    button: str | None = None,
) -> Answer | None:
    """Return the answer to a question, the one kept if nothing that it depends on has changed.

    Of each question only the last answer is kept.

    Parameters
    ----------
    name
        Of the question, in the session.
    chosen
        What is looked at; the answer depends on all of it but the language and the projector.
    options
        What else the answer depends on.
    work
        What answers, given the scenario with its weights as moved and what to call with how far it is. It
        runs in a thread of its own where there is a button, and must touch neither screen nor session.
    button
        What is written on the button that starts it; None to answer at once.

    Returns
    -------
    Answer or None
        None while nobody has asked, or when it was stopped: a sentence then says so.
    """
    kept = cast("dict[str, tuple[tuple[Any, ...], Any]]", st.session_state.setdefault(_KEPT, {}))
    scenario = chosen.scenario
    basis = (chosen.study, scenario, chosen.method, chosen.province.ubigeo, *options)
    if name in kept and kept[name][0] == basis:
        return cast("Answer", kept[name][1])
    if button is None:
        with st.spinner(say("robustness_page.at_once")):
            answer = work(scenario, lambda done, total: None)
    else:
        begun = _was_stopped(name)
        place = st.empty()
        with place.container():
            if begun is not None:
                st.warning(begun)
            if not st.button(button, key=f"robustness_ask_{name}", help=say("robustness_page.ask_help")):
                return None
        try:
            with place.container():
                answer = _with_progress(name, partial(work, scenario))
        except Exception:
            # Refused, not stopped: its own sentence says why.
            st.session_state.pop(_BEGUN, None)
            place.empty()
            raise
        place.empty()
    kept[name] = (basis, answer)
    return answer


def _with_progress(name: str, work: Callable[[Progress], Answer]) -> Answer:
    """Work while a bar says how far it is; a click on the button, as any other, ends it."""
    bar = st.progress(0.0, text=say("robustness_page.working", seconds="0"))
    st.button(
        say("robustness_page.stop"), key=f"robustness_stop_{name}", help=say("robustness_page.stop_help")
    )
    reached = say("robustness_page.stopped")
    st.session_state[_BEGUN] = (name, reached)

    def tell(share: float | None, seconds: float) -> None:
        if share is not None:
            st.session_state[_BEGUN] = (name, say("robustness_page.stopped_at", share=percent(share)))
        bar.progress(share or 0.0, text=say("robustness_page.working", seconds=number(seconds)))

    answer = beside(work, tell)
    st.session_state.pop(_BEGUN, None)
    return answer


def _was_stopped(name: str) -> str | None:
    """Return the sentence about work of this name that was left unfinished, once."""
    begun = cast("tuple[str, str] | None", st.session_state.get(_BEGUN))
    if begun is None or begun[0] != name:
        return None
    del st.session_state[_BEGUN]
    return begun[1]
