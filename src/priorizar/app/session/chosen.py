"""What is being looked at: kept in the session, and in the address so that F5 and a link bring it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, cast

import streamlit as st

from priorizar.app.session.compared import KEY as COMPARED
from priorizar.app.session.compared import read_compared, written_compared
from priorizar.app.session.live import Live, as_moved, keep, live
from priorizar.app.session.weights_text import read_weights, written_weights
from priorizar.app.words import LANGUAGE, PROJECTOR, language
from priorizar.locale import LANGUAGES, Language
from priorizar.methods.registry import METHODS, find_method
from priorizar.names import spanish_order
from priorizar.study.model import Province, Study
from priorizar.study.scenario import MethodChoice, Scenario, edited

PROVINCE, SCENARIO, METHOD, WEIGHTS = "provincia", "escenario", "metodo", "pesos"
OWN_METHOD = ""
"""Stands for the method that the scenario names."""
ON_ITS_WAY = 1.0
"""Seconds within which the old address is a browser that is behind, not a reader who went back."""
_WRITTEN = "address"


@dataclass(frozen=True)
class Chosen:
    """What every page is given.

    Parameters
    ----------
    study
        With the evidence this session has taken in, if any.
    language
        Of all that is shown.
    province
        The one looked at.
    stated
        The scenario as its file says.
    method
        Another method than the scenario's; None for its own.
    projector
        Whether it must be read from the back of a room: large letters, few things.
    """

    study: Study
    language: Language
    province: Province
    stated: Scenario
    method: str | None
    projector: bool

    @property
    def scenario(self) -> Scenario:
        """The scenario with the weights as they were moved."""
        return as_moved(self.stated)

    def chain_name(self, id_: str) -> str:
        """Return the name of a chain in the language chosen."""
        return self.study.chains[id_].name[self.language]

    @property
    def slow(self) -> bool:
        """Whether the method scores one draw after another: seconds, not instants."""
        return find_method(self.method or self.stated.method.name).slow

    @property
    def moved(self) -> bool:
        """Whether the weights are other than the scenario's."""
        return live(self.stated).said is not None


@dataclass(frozen=True)
class _Written:
    """The address as it was last written, and the one before."""

    address: dict[str, str]
    before: dict[str, str]
    when: float

    def not_yet(self, said: dict[str, str]) -> bool:
        """Whether a browser that says the address before may not have heard of the last one."""
        return bool(self.before) and said == self.before and monotonic() - self.when < ON_ITS_WAY


def provinces(study: Study) -> list[Province]:
    """Return the provinces that have something to rank, as Spanish sorts."""
    there = {one.province.ubigeo: one.province for one in study.alternatives}
    return sorted(there.values(), key=lambda one: (spanish_order(one.name), one.department))


def methods(study: Study, scenario: Scenario) -> list[str]:
    """Return the methods one may choose instead of the scenario's."""
    return [OWN_METHOD, *(name for name in METHODS if name != scenario.method.name)]


def take_from_address(study: Study) -> None:
    """Bring the session to what the address says: at the first visit, and when a reader changes it.

    What the address says wrongly (a province that is not there) is passed over.
    """
    said = st.query_params.to_dict()
    state = st.session_state
    written: _Written | None = state.get(_WRITTEN)
    if written is not None and (not said or said == written.address or written.not_yet(said)):
        return
    state[_WRITTEN] = _Written(said, {}, monotonic())
    state[LANGUAGE] = said[LANGUAGE] if said.get(LANGUAGE) in LANGUAGES else LANGUAGES[0]
    if said.get(PROVINCE) in {one.ubigeo for one in provinces(study)}:
        state[PROVINCE] = said[PROVINCE]
    if said.get(SCENARIO) in study.scenarios:
        state[SCENARIO] = said[SCENARIO]
    state[METHOD] = said[METHOD] if said.get(METHOD) in METHODS else OWN_METHOD
    state[PROJECTOR] = said.get(PROJECTOR) == "si"
    if COMPARED in said:
        state[COMPARED] = read_compared(said[COMPARED])
    scenario = study.scenarios[state.get(SCENARIO) or next(iter(study.scenarios))]
    weights = read_weights(said.get(WEIGHTS, ""), study.criteria_sets[scenario.criteria].leaf_criteria)
    before = live(scenario)
    if said.get(WEIGHTS, "") != _weights_of(before):
        # Going back in the browser is one step back, and may itself be undone.
        keep(before.saying(weights))


def write_address(stated: Scenario) -> None:
    """Write what is chosen into the address."""
    wanted = _address(cast("Mapping[Any, Any]", st.session_state), stated)
    before: _Written | None = st.session_state.get(_WRITTEN)
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    if before is None or before.address != wanted:
        st.session_state[_WRITTEN] = _Written(wanted, before.address if before else {}, monotonic())


def _address(state: Mapping[Any, Any], stated: Scenario) -> dict[str, str]:
    address = {
        LANGUAGE: language(),
        PROVINCE: str(state[PROVINCE]),
        SCENARIO: str(state[SCENARIO]),
        METHOD: str(state.get(METHOD) or ""),
        PROJECTOR: "si" if state.get(PROJECTOR) else "",
        WEIGHTS: _weights_of(live(stated)),
        COMPARED: written_compared(state.get(COMPARED)),
    }
    return {key: value for key, value in address.items() if value and (key, value) != (LANGUAGE, "es")}


def _weights_of(moved: Live) -> str:
    return "" if moved.said is None else written_weights(moved.said)


def as_ranked(chosen: Chosen) -> Scenario:
    """Return one scenario that ranks by itself as the page does: to explain, to save, to hand out."""
    if chosen.method is None:
        return chosen.scenario
    return edited(chosen.scenario, method=MethodChoice(name=chosen.method))
