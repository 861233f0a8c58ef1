"""Saving what is on the screen as a scenario of the study, for everybody who opens it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from priorizar.app.components.problems import escape_markdown, show_problems, telling
from priorizar.app.pages.ranking.former_versions import former_versions
from priorizar.app.session.chosen import SCENARIO, Chosen, as_ranked
from priorizar.app.session.evidence_taken import has_own
from priorizar.app.studies import why_not_saved
from priorizar.app.words import say
from priorizar.errors import PriorizarError, Problem
from priorizar.reading.scenario_file import file_of, identifier_of, save_scenario, scenario_yaml
from priorizar.study.scenario import ScenarioFile, edited

NAME, AUTHOR, NOTE, STATED_BY = "saving_name", "saving_author", "saving_note", "saving_stated_by"
LONGEST_NAME, LONGEST_NOTE = 80, 1_000
_SAID = "saving_said"
"""What came of the last attempt, told when the page is drawn again: a file, problems, or a name in use."""


def saving(chosen: Chosen) -> None:
    """Offer to save the scenario with its weights as moved and its method as picked."""
    why_not = why_not_saved(chosen.study)
    with st.expander(say("saving.title"), expanded=_SAID in st.session_state):
        _shown(chosen, why_not)
    former_versions(chosen, may_restore=why_not is None)


@telling
def _shown(chosen: Chosen, why_not: str | None) -> None:
    st.caption(say("saving.what"))
    if has_own():
        st.caption(say("saving.own_evidence"))
    if why_not is not None:
        st.info(escape_markdown(why_not))
    with st.form("saving", border=False):
        st.text_input(say("saving.name"), key=NAME, max_chars=LONGEST_NAME, help=say("saving.name_help"))
        st.text_input(
            say("saving.author"), key=AUTHOR, max_chars=LONGEST_NAME, help=say("saving.author_help")
        )
        st.text_input(
            say("saving.stated_by"), key=STATED_BY, max_chars=LONGEST_NAME, help=say("saving.stated_by_help")
        )
        st.text_area(
            say("saving.note"), key=NOTE, max_chars=LONGEST_NOTE, height=80, help=say("saving.note_help")
        )
        st.form_submit_button(
            say("saving.save" if why_not is None else "saving.write"),
            on_click=_attempt,
            args=(chosen,),
            help=say("saving.save_help" if why_not is None else "saving.write_help"),
        )
    st.caption(say("versions.unverified"))
    _tell(chosen)


def _written(chosen: Chosen) -> ScenarioFile:
    """Read the form and return the scenario as a file."""
    name, author, note, stated_by = (
        str(st.session_state.get(key) or "").strip() or None for key in (NAME, AUTHOR, NOTE, STATED_BY)
    )
    if name is None:
        raise PriorizarError(Problem("saving.no_name"))
    scenario = edited(as_ranked(chosen), stated_by=stated_by)
    return file_of(
        chosen.study,
        scenario,
        identifier=identifier_of(name),
        name=" ".join(name.split()),
        author=author,
        date=date.today().isoformat(),
        note=note,
    )


def _attempt(chosen: Chosen, replace: bool = False) -> None:
    """Save, or find out why not; called before the page is drawn, so that it can choose what was saved."""
    state = st.session_state
    try:
        written = _written(chosen)
        if why_not_saved(chosen.study) is not None:
            state[_SAID] = {"yaml": written}
            return
        file = save_scenario(chosen.study, written, replace=replace, language=chosen.language)
    except PriorizarError as error:
        there = [problem.values["id"] for problem in error.problems if problem.key == "study.scenario_exists"]
        state[_SAID] = {"exists": there[0]} if there else {"problems": error.problems}
        return
    state[_SAID] = {"file": file}
    state[SCENARIO] = written.id


def _tell(chosen: Chosen) -> None:
    """Tell what came of it, once."""
    said = st.session_state.pop(_SAID, {})
    if "file" in said:
        st.success(escape_markdown(say("saving.saved", file=f"scenarios/{said['file'].name}")))
    if "problems" in said:
        show_problems(said["problems"])
    if "exists" in said:
        _ask(chosen, said["exists"])
    if "yaml" in said:
        st.download_button(
            say("saving.download"),
            scenario_yaml(said["yaml"], chosen.language).encode(),
            file_name=f"{said['yaml'].id}.yaml",
            mime="application/yaml",
            on_click="ignore",
            help=say("saving.download_help"),
        )


def _ask(chosen: Chosen, identifier: str) -> None:
    """Ask before a scenario is replaced, and name those that would change with it."""
    scenarios = chosen.study.scenarios
    name = scenarios[identifier].name[chosen.language] if identifier in scenarios else identifier
    st.warning(escape_markdown(say("saving.exists", name=name, file=f"scenarios/{identifier}.yaml")))
    follow = [one.name[chosen.language] for one in scenarios.values() if identifier in one.lineage[:-1]]
    if follow:
        st.warning(escape_markdown(say("saving.follow", names=", ".join(follow))))
    st.button(
        say("saving.replace"),
        key="saving_replace",
        on_click=_attempt,
        args=(chosen, True),
        help=say("saving.replace_help"),
    )
