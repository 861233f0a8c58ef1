"""What is on every page: language, province, scenario, method, projector."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.problems import escape_markdown
from priorizar.app.session.chosen import METHOD, PROVINCE, SCENARIO, Chosen, methods, provinces
from priorizar.app.session.evidence_taken import has_own
from priorizar.app.session.settled import settle
from priorizar.app.words import LANGUAGE, PROJECTOR, language, say
from priorizar.methods.wording import method_heading, method_name
from priorizar.study.model import Study

_TONGUES = {"es": "Español", "en": "English"}


def sidebar(study: Study) -> Chosen:
    """Show the choices and return what is chosen."""
    state = st.session_state
    with st.sidebar:
        state.setdefault(LANGUAGE, "es")
        st.radio(
            say("app.language"),
            list(_TONGUES),
            format_func=_TONGUES.__getitem__,
            key=LANGUAGE,
            horizontal=True,
            label_visibility="collapsed",
        )
        there = {one.ubigeo: one for one in provinces(study)}
        settle(PROVINCE, there)
        st.selectbox(
            say("app.province"),
            list(there),
            format_func=lambda ubigeo: f"{there[ubigeo].name} · {there[ubigeo].department}",
            key=PROVINCE,
            help=say("app.province_help"),
        )
        settle(SCENARIO, study.scenarios)
        st.selectbox(
            say("app.scenario"),
            list(study.scenarios),
            format_func=lambda id_: study.scenarios[id_].name[language()],
            key=SCENARIO,
            help=say("app.scenario_help"),
        )
        stated = study.scenarios[state[SCENARIO]]
        offered = methods(study, stated)
        settle(METHOD, offered)
        own = say("app.own_method", method=method_name(stated.method.name, language()))
        called = {name: method_heading(name, language()) if name else own for name in offered}
        st.selectbox(
            say("app.method"),
            offered,
            format_func=called.__getitem__,
            key=METHOD,
            help=say("app.method_help"),
        )
        st.toggle(say("app.projector"), key=PROJECTOR, help=say("app.projector_help"))
        _about(study)
    return Chosen(
        study, language(), there[state[PROVINCE]], stated, state[METHOD] or None, bool(state[PROJECTOR])
    )


def _about(study: Study) -> None:
    """Show which scenarios cannot be used, if any, and whether the evidence is not the study's alone."""
    if has_own():
        st.info(say("app.own_evidence"))
    if study.refused:
        st.warning(say("app.refused", names=escape_markdown(", ".join(study.refused))))
