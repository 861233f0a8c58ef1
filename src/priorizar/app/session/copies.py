"""Copies of scenarios that one browser edits: they change nobody else's scenarios, nor any file."""

from __future__ import annotations

import streamlit as st

from priorizar.study.criteria import Label
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario, edited

KEY = "copies"
_MADE = "copies_made"
MOST = 12
"""Copies in one session: more than anybody compares, and a bound on what a session keeps."""
LONGEST_NAME = 80


def copies(study: Study) -> dict[str, Scenario]:
    """Return the copies of this session by their id; those of scenarios that are no more are left out.

    An id has a hyphen, which no identifier of a file has.
    """
    kept: dict[str, Scenario] = st.session_state.setdefault(KEY, {})
    return {id_: one for id_, one in kept.items() if study.scenarios.keys() & set(one.lineage)}


def make_copy(scenario: Scenario, name: str) -> str | None:
    """Copy a scenario under a name and return the copy's id; None if there are as many as may be."""
    kept = st.session_state.setdefault(KEY, {})
    if len(kept) >= MOST:
        return None
    made = st.session_state[_MADE] = st.session_state.get(_MADE, 0) + 1
    own = {"id": f"copia-{made}", "description": None, "author": None, "date": None, "note": None}
    kept[own["id"]] = _named(scenario.model_copy(update=own), name)
    return own["id"]


def put_back(changed: Scenario) -> None:
    """Keep a copy as edited."""
    st.session_state[KEY][changed.id] = changed


def rename(copy: Scenario, name: str) -> None:
    """Call a copy something else; a name of nothing changes nothing."""
    put_back(_named(copy, name))


def suppose_no_more(copy: Scenario, position: int) -> None:
    """Take back one of the things that a copy supposes."""
    put_back(edited(copy, what_if=copy.what_if[:position] + copy.what_if[position + 1 :]))


def forget(id_: str) -> None:
    """Throw a copy away."""
    st.session_state[KEY].pop(id_, None)


def _named(scenario: Scenario, name: str) -> Scenario:
    plain = " ".join(name.split())[:LONGEST_NAME]
    return scenario.model_copy(update={"name": Label(es=plain, en=plain)}) if plain else scenario
