"""Evidence that one browser has taken in: it changes nobody else's study, nor any file."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import streamlit as st

from priorizar.study.model import Evidence, Study

KEY = "study_with_own_evidence"
_LOST = "own_evidence_lost"
_APART = ("scenarios/", "people/")


def session_study(shared: Study) -> Study:
    """Return the study with the evidence this session took in; the shared one if it took none."""
    own = st.session_state.get(KEY)
    if own is None:
        return shared
    basis, study = cast("tuple[Study, Study]", own)
    if basis is shared:
        return study
    if _rests_on(basis) != _rests_on(shared):
        # What was taken in was checked against files that are no more.
        give_back()
        st.session_state[_LOST] = True
        return shared
    # Somebody saved a scenario: what was taken in still fits, and the new scenario is there too.
    files = {
        name: digest
        for name, digest in shared.files.items()
        if name in study.files or name.startswith(_APART)
    }
    renewed = replace(shared, evidence=study.evidence, sources=study.sources, files=files)
    take_in(shared, renewed)
    return renewed


def _rests_on(study: Study) -> dict[str, str]:
    """Return the files against which evidence is checked."""
    return {name: digest for name, digest in study.files.items() if not name.startswith(_APART)}


def take_in(shared: Study, study: Study) -> None:
    """Use a study with more evidence in this session, until it is given back or the page is opened anew."""
    st.session_state[KEY] = (shared, study)
    st.session_state.pop(_LOST, None)


def give_back() -> None:
    """Use the shared study again."""
    st.session_state.pop(KEY, None)
    st.session_state.pop(_LOST, None)


def has_own() -> bool:
    """Whether this session looks at evidence of its own."""
    return KEY in st.session_state


def was_lost() -> bool:
    """Whether what this session took in no longer fits the study, for its files changed since."""
    return _LOST in st.session_state


def own_statements() -> tuple[Evidence, ...]:
    """Return the statements that this session took in."""
    if not has_own():
        return ()
    shared, study = cast("tuple[Study, Study]", st.session_state[KEY])
    known = set(shared.evidence)
    return tuple(one for one in study.evidence if one not in known)


def own_sources() -> tuple[str, ...]:
    """Return the ids of the sources that came with them."""
    if not has_own():
        return ()
    shared, study = cast("tuple[Study, Study]", st.session_state[KEY])
    return tuple(id_ for id_ in study.sources if id_ not in shared.sources)
