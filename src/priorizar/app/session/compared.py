"""Which scenarios stand side by side: the first is what the others are held against."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

KEY = "comparar"
"""In the session and in the address."""
MOVED = "pesos-movidos"
"""Stands for the scenario with the weights, or the method, as they were changed."""
AT_FIRST = 3
MOST = 50


def compared(offered: Sequence[str]) -> list[str]:
    """Return the scenarios chosen, of those offered; the first few offered while nobody chose."""
    chosen = st.session_state.get(KEY)
    return list(offered[:AT_FIRST]) if chosen is None else [one for one in chosen if one in offered]


def choose(scenarios: Collection[str]) -> None:
    """Compare these, the first with the others."""
    st.session_state[KEY] = list(scenarios)


def put_first(scenario: str, offered: Sequence[str]) -> None:
    """Hold the others against this one."""
    choose([scenario, *(one for one in compared(offered) if one != scenario)])


def compare_too(scenario: str, offered: Sequence[str]) -> None:
    """Take one more scenario into the comparison."""
    choose([*(one for one in compared(offered) if one != scenario), scenario])


def read_compared(written: str) -> list[str]:
    """Read what an address says; whether they are there is seen when they are shown."""
    return list(dict.fromkeys(one for one in written.split(",")[:MOST] if one))


def written_compared(chosen: Sequence[str] | None) -> str:
    """Write them for an address; copies, which are in one session only, are left out."""
    return ",".join(one for one in chosen or () if one == MOVED or "-" not in one)
