"""What one browser supposes of chains in provinces, on top of a scenario: no evidence, nor kept as such."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.study.suppose import supposed

KEY = "suppositions"
MOST = 50


class Supposition(NamedTuple):
    """A value supposed for one cell; the value is in the criterion's unit."""

    ubigeo: str
    chain: str
    criterion: str
    value: float


def suppositions() -> tuple[Supposition, ...]:
    """Return what this session supposes."""
    return tuple(st.session_state.get(KEY, ()))


def suppose(one: Supposition) -> None:
    """Suppose something more, instead of what was supposed of the same cell."""
    others = [other for other in suppositions() if other[:3] != one[:3]]
    st.session_state[KEY] = (*others, one)[-MOST:]


def take_back(one: Supposition) -> None:
    """Suppose it no more."""
    st.session_state[KEY] = tuple(other for other in suppositions() if other != one)


def take_all_back() -> None:
    """Suppose nothing."""
    st.session_state[KEY] = ()


def with_suppositions(study: Study, scenario: Scenario, source: str) -> Scenario:
    """Return a scenario that supposes all of it too; raises PriorizarError where it cannot be supposed."""
    for one in suppositions():
        scenario = supposed(study, scenario, one.ubigeo, one.chain, one.criterion, one.value, source=source)
    return scenario
