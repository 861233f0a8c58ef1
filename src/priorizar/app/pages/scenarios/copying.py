"""Copies of scenarios: made, weighed otherwise, renamed, saved."""

from __future__ import annotations

from datetime import date

import streamlit as st

from priorizar.app.components.notice import notice
from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.pages.scenarios.effect import effect
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.compared import compare_too
from priorizar.app.session.copies import (
    LONGEST_NAME,
    MOST,
    copies,
    forget,
    make_copy,
    put_back,
    rename,
    suppose_no_more,
)
from priorizar.app.session.settled import settle
from priorizar.app.session.side_by_side import names_of, offered
from priorizar.app.studies import why_not_saved
from priorizar.app.words import language, say
from priorizar.elicitation.statements import Points
from priorizar.methods.registry import METHODS
from priorizar.methods.wording import method_heading
from priorizar.ranking.ranking import weights_of
from priorizar.reading.scenario_file import file_of, identifier_of, save_scenario, scenario_yaml
from priorizar.study.criteria import Criterion
from priorizar.study.scenario import MethodChoice, Scenario, WhatIf, edited
from priorizar.weighting.shares import whole_percents

EDITED = "copy_edited"
"""Which copy is open: kept while another part of the page is looked at."""
_SAVED = "copy_saved"
_LONGEST_NOTE = 1_000
_MOST_POINTS = 1_000.0


def copying(chosen: Chosen) -> None:
    """Show the copies of this session and let one be edited."""
    st.header(say("scenarios_page.copies_title"), help=say("scenarios_page.copies_help"))
    if _SAVED in st.session_state:
        st.success(say("scenarios_page.saved", file=escape_markdown(st.session_state.pop(_SAVED))))
    _new(chosen)
    made = copies(chosen.study)
    if not made:
        st.info(say("scenarios_page.no_copies"))
        return
    state = st.session_state
    open_ = state.get(EDITED)
    state["copy_choice"] = open_ if open_ in made else next(iter(made))
    st.selectbox(
        say("scenarios_page.edit_which"),
        list(made),
        format_func=names_of(made).__getitem__,
        key="copy_choice",
        on_change=lambda: state.update({EDITED: state["copy_choice"]}),
        help=say("scenarios_page.edit_which_help"),
    )
    _one(chosen, made[state["copy_choice"]])


def keep_copy(chosen: Chosen, scenario: Scenario, name: str) -> None:
    """Make a copy, take it into the comparison and open it."""
    before = list(offered(chosen))
    made = make_copy(scenario, name)
    if made is None:
        notice(say("scenarios_page.too_many", most=MOST))
        return
    compare_too(made, [*before, made])
    st.session_state[EDITED] = made
    named = copies(chosen.study)[made].name[language()]
    notice(say("scenarios_page.copy_made", copy=escape_markdown(named)))


def _new(chosen: Chosen) -> None:
    choices = offered(chosen)
    which, called, button = st.columns([2, 2, 1], vertical_alignment="bottom")
    settle("copy_of", choices)
    which.selectbox(
        say("scenarios_page.copy_of"),
        list(choices),
        format_func=names_of(choices).__getitem__,
        key="copy_of",
        help=say("scenarios_page.copy_of_help"),
    )
    called.text_input(
        say("scenarios_page.copy_name"),
        key="copy_name",
        max_chars=LONGEST_NAME,
        placeholder=say("scenarios_page.copy_name_none"),
        help=say("scenarios_page.copy_name_help"),
    )

    def on_click() -> None:
        source = choices[st.session_state["copy_of"]]
        plain = say("scenarios_page.copy_called", scenario=source.name[language()])
        keep_copy(chosen, source, st.session_state["copy_name"].strip() or plain)
        st.session_state["copy_name"] = ""

    button.button(
        say("scenarios_page.make_copy"),
        key="make_copy",
        on_click=on_click,
        width="stretch",
        help=say("scenarios_page.make_copy_help"),
    )


def _one(chosen: Chosen, copy: Scenario) -> None:
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        _name_and_method(copy)
        _weights(chosen, copy)
        _supposed(copy)
        st.button(
            say("scenarios_page.forget"),
            key="forget_copy",
            on_click=lambda: forget(copy.id),
            help=say("scenarios_page.forget_help"),
        )
    with right:
        origin = chosen.study.scenarios[
            next(one for one in reversed(copy.lineage) if one in chosen.study.scenarios)
        ]
        effect(
            chosen,
            origin,
            copy,
            caption=say(
                "scenarios_page.copy_effect",
                province=chosen.province.name,
                scenario=origin.name[language()],
                copy=copy.name[language()],
            ),
        )
        _saving(chosen, copy)


def _name_and_method(copy: Scenario) -> None:
    state, name, method = st.session_state, f"name_{copy.id}", f"method_{copy.id}"
    state[name] = str(copy.name[language()])
    st.text_input(
        say("scenarios_page.copy_name"),
        key=name,
        max_chars=LONGEST_NAME,
        on_change=lambda: rename(copy, state[name]),
        help=say("scenarios_page.rename_help"),
    )

    def on_method() -> None:
        if state[method] != copy.method.name:
            put_back(edited(copy, method=MethodChoice(name=state[method])))

    state[method] = copy.method.name
    st.selectbox(
        say("app.method"),
        list(METHODS),
        format_func=lambda one: method_heading(one, language()),
        key=method,
        on_change=on_method,
        help=say("app.method_help"),
    )


def _weights(chosen: Chosen, copy: Scenario) -> None:
    """Share points among the criteria: what counts is their proportion."""
    criteria = chosen.study.criteria_sets[copy.criteria].leaf_criteria
    state = st.session_state
    keys = {one.id: f"points_{copy.id}_{one.id}" for one in criteria}

    def on_change() -> None:
        values = {name: float(state[key]) for name, key in keys.items()}
        if any(values.values()):
            put_back(edited(copy, weights=Points(procedure="points", values=values)))
        else:
            notice(say("scenarios_page.no_points"))

    st.caption(say("scenarios_page.points_hint"))
    columns = st.columns(2)
    said = _points(chosen, copy, criteria)
    for at, (one, points) in enumerate(zip(criteria, said, strict=True)):
        state[keys[one.id]] = points
        columns[at % 2].number_input(
            escape_markdown(one.heading(language())),
            min_value=0.0,
            max_value=max(_MOST_POINTS, *said),
            step=5.0,
            format="%g",
            key=keys[one.id],
            on_change=on_change,
            help=None if one.description is None else str(one.description[language()]),
        )


def _points(chosen: Chosen, copy: Scenario, criteria: tuple[Criterion, ...]) -> list[float]:
    """Return the points as said; weights said otherwise as percentages."""
    said = copy.weights
    if isinstance(said, Points) and set(said.values) == {one.id for one in criteria}:
        return [float(said.values[one.id]) for one in criteria]
    return [float(one) for one in whole_percents(weights_of(chosen.study, copy).values.tolist())]


def _supposed(copy: Scenario) -> None:
    """List what a copy supposes, each with a way to take it back."""
    if not copy.what_if:
        return
    st.caption(say("scenarios_page.copy_supposes"))
    for position, one in enumerate(copy.what_if):
        said, button = st.columns([4, 1], vertical_alignment="center")
        said.markdown(escape_markdown(_statement(one)))
        button.button(
            say("scenarios_page.take_back"),
            key=f"no_more_{copy.id}_{position}",
            on_click=suppose_no_more,
            args=(copy, position),
            help=say("scenarios_page.take_back_help"),
        )


def _statement(one: WhatIf) -> str:
    where = ", ".join(filter(None, (one.province, one.zone, one.department)))
    value = "" if one.value is None else f"{one.value:g}"
    return " · ".join(filter(None, (where, one.chain, one.criterion, value)))


@telling
def _saving(chosen: Chosen, copy: Scenario) -> None:
    """Offer the copy as a file, and let it be kept in the study's own folder."""
    with st.expander(say("scenarios_page.save_title")):
        author = st.text_input(
            say("scenarios_page.author"),
            key=f"author_{copy.id}",
            max_chars=LONGEST_NAME,
            help=say("scenarios_page.author_help"),
        )
        note = st.text_input(
            say("scenarios_page.note"),
            key=f"note_{copy.id}",
            max_chars=_LONGEST_NOTE,
            help=say("scenarios_page.note_help"),
        )
        name = str(copy.name[language()])
        written = file_of(
            chosen.study,
            copy,
            identifier=identifier_of(name),
            name=name,
            author=author.strip() or None,
            note=note.strip() or None,
            date=date.today().isoformat(),
        )
        st.download_button(
            say("scenarios_page.download"),
            data=lambda: scenario_yaml(written, chosen.language),
            file_name=f"{written.id}.yaml",
            mime="application/yaml",
            key="download_copy",
            on_click="ignore",
            help=say("scenarios_page.download_help"),
        )
        why_not = why_not_saved(chosen.study)
        if why_not is not None:
            st.info(escape_markdown(why_not))
            return
        replace = st.checkbox(
            say("scenarios_page.replace"), key="replace_scenario", help=say("scenarios_page.replace_help")
        )
        if st.button(say("scenarios_page.save"), key="save_copy", help=say("scenarios_page.save_help")):
            file = save_scenario(chosen.study, written, replace=replace, language=language())
            st.session_state[_SAVED] = file.name
            # The study is read again, and the choices of the whole page with it.
            st.rerun(scope="app")
