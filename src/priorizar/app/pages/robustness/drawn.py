"""What is drawn: what varies, within which weights and how often; and the draws."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from priorizar.app.long_work import Progress
from priorizar.app.pages.robustness.asked import asked, settle
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import number, points, say
from priorizar.questions.acceptability import Robustness, robustness
from priorizar.questions.feasible_weights import region_name
from priorizar.questions.group_problems import VARIES, Vary
from priorizar.ranking.ranking import Ranking
from priorizar.study.scenario import Scenario

SEED = 0
AT_ONCE = 10_000
"""Draws that a method of this program makes in some hundredths of a second."""
DRAWS = (AT_ONCE, 50_000, 200_000, 1_000_000)
FEW_DRAWS = (200, 1_000, 5_000)
"""For methods that rank some hundred times a second."""
NEAR = ("within:0.05", "within:0.1", "within:0.2", "dirichlet:50")


@dataclass(frozen=True)
class Drawing:
    """What to draw.

    Parameters
    ----------
    vary
        Weights, evidence or both.
    region
        Where weights are drawn from, as :func:`~priorizar.questions.feasible_weights.region_of` reads it.
    draws
        How many orders.
    """

    vary: Vary
    region: str | None
    draws: int


def choose_drawing(chosen: Chosen, ranking: Ranking) -> Drawing:
    """Show the choices and give what is chosen."""
    what, within, often = st.columns(3)
    with what:
        vary = st.selectbox(
            say("robustness_page.vary"),
            VARIES,
            format_func={one: say(f"robustness_page.vary_{one}") for one in VARIES}.__getitem__,
            key="robustness_vary",
            help=say("robustness_page.vary_help"),
        )
    regions = _regions(ranking)
    settle("robustness_region", list(regions))
    with within:
        region = st.selectbox(
            say("robustness_page.region"),
            list(regions),
            format_func={one: _region_told(one) for one in regions}.__getitem__,
            key="robustness_region",
            help=say("robustness_page.region_help"),
            disabled=vary == "evidence",
        )
    with often:
        few = chosen.slow
        draws = st.select_slider(
            say("robustness_page.draws"),
            FEW_DRAWS if few else DRAWS,
            value=FEW_DRAWS[1] if few else AT_ONCE,
            format_func=number,
            key="robustness_few_draws" if few else "robustness_draws",
            help=say("robustness_page.draws_help"),
        )
    return Drawing(vary, regions[region], draws)


def _regions(ranking: Ranking) -> dict[str, str | None]:
    """Give the regions that may be chosen by name, what the scenario itself leaves open first."""
    own = region_name(ranking, None, "both")
    people = {"people": "people"} if ranking.weights.group is not None else {}
    return {own: None} | {"uniform": "uniform", "order": "order"} | people | {one: one for one in NEAR}


def _region_told(name: str) -> str:
    """Say which weights a region holds, by its name."""
    return say(f"robustness_page.region_{name.replace(':', '_').replace('.', '_')}")


def draw(chosen: Chosen, drawing: Drawing) -> Robustness | None:
    """Give the draws as chosen: at once, or those of before while nobody has asked for many.

    None while nobody has asked for any of a slow method.
    """
    if not chosen.slow and drawing.draws <= AT_ONCE:
        return _at_once(chosen, drawing)
    many = asked(
        "many_draws",
        chosen,
        (drawing,),
        lambda scenario, progress: _robustness(chosen, scenario, drawing, drawing.draws, progress),
        button=say("robustness_page.draw", draws=number(drawing.draws)),
    )
    if many is None and chosen.slow:
        st.info(say("robustness_page.slow_method", method=_method_name(chosen)))
        return None
    return many or _at_once(chosen, drawing)


def _at_once(chosen: Chosen, drawing: Drawing) -> Robustness | None:
    options = ("at once", drawing.vary, drawing.region)
    return asked(
        "draws",
        chosen,
        options,
        lambda scenario, progress: _robustness(chosen, scenario, drawing, AT_ONCE, progress),
    )


def _robustness(
    chosen: Chosen, scenario: Scenario, drawing: Drawing, draws: int, progress: Progress
) -> Robustness:
    # One thread: others are moving sliders on this machine, and only one can be stopped.
    return robustness(
        chosen.study,
        scenario,
        provinces=[chosen.province.ubigeo],
        method=chosen.method,
        draws=draws,
        seed=SEED,
        region=drawing.region,
        vary=drawing.vary,
        workers=1,
        progress=progress,
    )


def told_of_draws(found: Robustness, drawing: Drawing) -> str:
    """Say how many orders were drawn, from what, and how sure their frequencies are."""
    region = region_name(found.ranking, drawing.region, found.vary)
    return say(
        "robustness_page.drawn",
        draws=number(found.draws),
        seed=found.seed,
        vary=say(f"robustness_page.drawn_{found.vary}"),
        weights=_region_told(region),
        error=points(found.error),
    )


def _method_name(chosen: Chosen) -> str:
    return (chosen.method or chosen.scenario.method.name).upper()
