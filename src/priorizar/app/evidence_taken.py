"""Evidence that one browser has taken in: it changes nobody else's study, nor any file."""

from __future__ import annotations

from typing import cast

import streamlit as st

from priorizar.study.model import Study

KEY = "study_with_own_evidence"


def session_study(shared: Study) -> Study:
    """Give the study with the evidence this session took in; the shared one if it took none."""
    own = st.session_state.get(KEY)
    if own is None:
        return shared
    basis, study = cast("tuple[Study, Study]", own)
    if basis is not shared:
        # The files changed meanwhile: what was taken in was checked against the old ones.
        del st.session_state[KEY]
        return shared
    return study


def take_in(shared: Study, study: Study) -> None:
    """Use a study with more evidence in this session, until it is given back or the page is opened anew."""
    st.session_state[KEY] = (shared, study)


def give_back() -> None:
    """Use the shared study again."""
    st.session_state.pop(KEY, None)


def has_own() -> bool:
    """Whether this session looks at evidence of its own."""
    return KEY in st.session_state
