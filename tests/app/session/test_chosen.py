"""What the address says is what the session shows."""

from __future__ import annotations

import pytest
import streamlit as st

from priorizar.app.session.chosen import METHOD, PROVINCE, SCENARIO, take_from_address
from priorizar.app.session.live import MOST_STEPS, live
from priorizar.app.words import LANGUAGE, PROJECTOR


class Address(dict[str, str]):
    """The address of a browser, as Streamlit gives it."""

    def to_dict(self) -> dict[str, str]:
        return dict(self)


@pytest.fixture
def visit(study, monkeypatch):
    """Come to an address in one and the same browser."""
    monkeypatch.setattr(st, "session_state", {})

    def visited(**address: str):
        monkeypatch.setattr(st, "query_params", Address(address))
        take_from_address(study)
        return st.session_state

    return visited


def test_what_an_address_names_is_taken(visit):
    state = visit(idioma="en", provincia="0803", escenario="exportador", metodo="vikor", proyector="si")
    assert (state[LANGUAGE], state[PROVINCE], state[SCENARIO]) == ("en", "0803", "exportador")
    assert (state[METHOD], state[PROJECTOR]) == ("vikor", True)


def test_what_it_names_wrongly_is_passed_over(visit):
    state = visit(idioma="qu", provincia="9999", escenario="../x", metodo="eval", pesos="puntos:nan,1,1,1,1")
    assert (state[LANGUAGE], state[METHOD], state[PROJECTOR]) == ("es", "", False)
    assert not state.keys() & {PROVINCE, SCENARIO}


def test_going_back_in_the_browser_can_be_undone(study, visit):
    visit(pesos="puntos:60,10,10,10,10")
    visit(pesos="puntos:20,20,20,20,20")
    base = next(iter(study.scenarios.values()))
    assert list(live(base).said.values.values()) == [20.0] * 5
    assert list(live(base).undone().said.values.values()) == [60.0, 10.0, 10.0, 10.0, 10.0]


def test_going_to_and_fro_is_remembered_within_bounds(study, visit):
    for points in range(1, MOST_STEPS + 20):
        visit(pesos=f"puntos:{points},10,10,10,10")
    assert len(live(next(iter(study.scenarios.values()))).past) == MOST_STEPS
