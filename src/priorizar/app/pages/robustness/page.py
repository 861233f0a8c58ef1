"""Robustez: what of the order of one province survives what nobody knows."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.pages.robustness.contenders import contenders, reversals
from priorizar.app.pages.robustness.drawn import choose_experiment, draw, told_of_draws
from priorizar.app.pages.robustness.duels import duel
from priorizar.app.pages.robustness.methods import methods
from priorizar.app.pages.robustness.places import headline, places
from priorizar.app.pages.robustness.unknowns import depends_on, find_out, one_cell
from priorizar.app.pages.robustness.weights import central, stability
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import say
from priorizar.methods.wording import method_title
from priorizar.questions.experiment import Experiment
from priorizar.questions.robustness import Robustness
from priorizar.ranking.ranking import Ranking, rank

PART = "robustness_part"
Part = Callable[[Chosen, Ranking, Experiment, Robustness | None], None]


# No part of it is a fragment: only a click that runs the whole page again interrupts work that is under way.
def show(chosen: Chosen) -> None:
    """Show the page."""
    st.title(say("robustness_page.title", province=escape_markdown(chosen.province.name)))
    ranking = rank(chosen.study, chosen.scenario, method=chosen.method)
    scenario = escape_markdown(chosen.stated.name[chosen.language])
    whose = "robustness_page.moved" if chosen.moved else "robustness_page.of_scenario"
    st.caption(
        say(whose, scenario=scenario, variant=escape_markdown(method_title(ranking.method, chosen.language)))
    )
    with st.expander(say("robustness_page.drawing")) if chosen.projector else st.container():
        experiment = choose_experiment(chosen, ranking)
    found = _drawn(chosen, experiment)
    part = st.radio(
        say("robustness_page.part"),
        list(PARTS),
        format_func={one: say(f"robustness_page.part_{one}") for one in PARTS}.__getitem__,
        key=PART,
        horizontal=True,
        help=say("robustness_page.part_help"),
    )
    PARTS[part](chosen, ranking, experiment, found)


def _drawn(chosen: Chosen, experiment: Experiment) -> Robustness | None:
    """Draw, and show in a sentence how sure the first place is."""
    shown: list[Robustness] = []

    @telling
    def headed() -> None:
        found = draw(chosen, experiment)
        if found is not None:
            headline(found, chosen.language)
            st.caption(told_of_draws(found))
            shown.append(found)

    headed()
    return shown[0] if shown else None


def _places(chosen: Chosen, ranking: Ranking, experiment: Experiment, found: Robustness | None) -> None:
    if found is None:
        st.caption(say("robustness_page.draw_first"))
    else:
        telling(places)(chosen, found)


def _weights(chosen: Chosen, ranking: Ranking, experiment: Experiment, found: Robustness | None) -> None:
    stability(chosen, ranking)
    if found is not None:
        central(chosen, found)
    else:
        st.caption(say("robustness_page.draw_first"))


def _methods(chosen: Chosen, ranking: Ranking, experiment: Experiment, found: Robustness | None) -> None:
    methods(chosen)


def _unknowns(chosen: Chosen, ranking: Ranking, experiment: Experiment, found: Robustness | None) -> None:
    find_out(chosen, ranking, experiment)
    one_cell(chosen, ranking)
    if not chosen.projector:
        depends_on(chosen, ranking, experiment)


def _duel(chosen: Chosen, ranking: Ranking, experiment: Experiment, found: Robustness | None) -> None:
    duel(chosen, ranking, found)


def _contenders(chosen: Chosen, ranking: Ranking, experiment: Experiment, found: Robustness | None) -> None:
    contenders(chosen, experiment)
    if not chosen.projector:
        reversals(chosen, ranking)


PARTS: dict[str, Part] = {
    "places": _places,
    "weights": _weights,
    "methods": _methods,
    "unknowns": _unknowns,
    "duel": _duel,
    "contenders": _contenders,
}
"""One a question; only the one looked at is computed."""
