"""What the scenario looked at said before it was replaced: to be read, downloaded, put back."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.notice import notice, show_notice
from priorizar.app.components.problems import escape_markdown, show_problems, telling
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import say
from priorizar.errors import PriorizarError, Problem
from priorizar.files.door import read_bounded
from priorizar.reading.scenario_file import restore_scenario
from priorizar.reading.scenario_versions import Version, versions_of

WHICH = "former_version"
_WRONG = "former_version_wrong"


@telling
def former_versions(chosen: Chosen, *, may_restore: bool) -> None:
    """Show the former versions of the scenario, if there are any."""
    show_notice()
    found = versions_of(chosen.study, chosen.stated.id)
    wrong: tuple[Problem, ...] = st.session_state.pop(_WRONG, ())
    if not found:
        return
    scenario = chosen.stated.name[chosen.language]
    with st.expander(say("versions.title", count=len(found)), expanded=bool(wrong)):
        if wrong:
            show_problems(wrong)
        st.caption(escape_markdown(say("versions.what", scenario=scenario)))
        picked = st.selectbox(
            say("versions.which"),
            range(len(found)),
            format_func=lambda at: _when(found[at]),
            key=WHICH,
            help=say("versions.which_help"),
        )
        version = found[picked or 0]
        st.code(
            read_bounded(version.file, version.file.name).decode("utf-8", errors="replace"), language="yaml"
        )
        with st.container(horizontal=True):
            st.download_button(
                say("versions.download"),
                version.file.read_bytes,
                f"{version.scenario}-{version.file.name}",
                "application/yaml",
                key="former_version_download",
                on_click="ignore",
                help=say("versions.download_help"),
            )
            if may_restore:
                st.button(
                    say("versions.restore"),
                    key="former_version_restore",
                    on_click=_restore,
                    args=(chosen, version),
                    help=say("versions.restore_help"),
                )


def _restore(chosen: Chosen, version: Version) -> None:
    try:
        restore_scenario(chosen.study, version)
    except PriorizarError as error:
        st.session_state[_WRONG] = error.problems
        return
    st.session_state.pop(WHICH, None)
    scenario = chosen.stated.name[chosen.language]
    notice(escape_markdown(say("versions.restored", scenario=scenario, when=_when(version))))


def _when(version: Version) -> str:
    return say("versions.until", when=f"{version.until:%Y-%m-%d %H:%M:%S}")
