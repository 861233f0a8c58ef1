"""What is drawn: what varies, within which weights and how often; and the draws."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from priorizar.app.pages.robustness.asked import asked
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.settled import settle
from priorizar.app.words import language, number, points, say
from priorizar.methods.wording import method_name
from priorizar.questions.acceptability import rank_acceptability
from priorizar.questions.experiment import VARIES, Experiment
from priorizar.questions.robustness import Robustness
from priorizar.ranking.ranking import Ranking
from priorizar.report.answers import feasible_weights_in_words
from priorizar.study.scenario import Scenario

SEED = 0
AT_ONCE = 10_000
"""Draws that a method of this program makes in some hundredths of a second."""
DRAWS = (AT_ONCE, 50_000, 200_000, 1_000_000)
FEW_DRAWS = (200, 1_000, 5_000)
"""For methods that rank some hundred times a second."""
NEAR = ("within:0.05", "within:0.1", "within:0.2", "dirichlet:50")


def choose_experiment(chosen: Chosen, ranking: Ranking) -> Experiment:
    """Show the choices and return what is chosen."""
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
    settle("robustness_region", regions)
    with within:
        region = st.selectbox(
            say("robustness_page.region"),
            list(regions),
            # Why any are drawn is said below, beside how many were; there is no room for it here.
            format_func={one: _region_told(_kind(one)) for one in regions}.__getitem__,
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
    # One worker: others are moving sliders on this machine, and only one can be stopped.
    return Experiment(weights=regions[region], vary=vary, draws=draws, seed=SEED, workers=1)


def _regions(ranking: Ranking) -> dict[str, str | None]:
    """Return the feasible weights that may be chosen, by name; what the scenario itself leaves open first."""
    own = Experiment().weights_name(ranking)
    others = ["stated", "any", "order", *(["people"] if ranking.weights.group is not None else []), *NEAR]
    return {own: None} | {one: one for one in others if one != _kind(own)}


def _kind(region: str) -> str:
    """Return the name of a region without why it is drawn: ``any`` for ``any_equal``."""
    return "any" if region.startswith("any") else region


def _region_told(name: str) -> str:
    """Describe which weights a region holds, by its name."""
    return feasible_weights_in_words(name, language())


def uncertainty(experiment: Experiment) -> tuple[str, str]:
    """Return what an answer depends on that counts no draws: what varies, and within which weights."""
    return experiment.vary, str(experiment.weights)


def draw(chosen: Chosen, experiment: Experiment) -> Robustness | None:
    """Return the draws as chosen: at once, or those of before while nobody has asked for many.

    None while nobody has asked for any of a slow method.
    """
    if not chosen.slow and experiment.draws <= AT_ONCE:
        return _at_once(chosen, experiment)
    many = asked(
        "many_draws",
        chosen,
        (experiment,),
        lambda scenario, progress: _drawn(chosen, scenario, replace(experiment, progress=progress)),
        button=say("robustness_page.draw", draws=number(experiment.draws)),
    )
    if many is None and chosen.slow:
        st.info(say("robustness_page.slow_method", method=_method_name(chosen)))
        return None
    return many or _at_once(chosen, experiment)


def _at_once(chosen: Chosen, experiment: Experiment) -> Robustness | None:
    few = replace(experiment, draws=AT_ONCE)
    return asked(
        "draws",
        chosen,
        ("at once", few),
        lambda scenario, progress: _drawn(chosen, scenario, replace(few, progress=progress)),
    )


def _drawn(chosen: Chosen, scenario: Scenario, experiment: Experiment) -> Robustness:
    return rank_acceptability(
        chosen.study,
        scenario,
        experiment,
        provinces=[chosen.province.ubigeo],
        method=chosen.method,
    )


def told_of_draws(found: Robustness) -> str:
    """Describe how many orders were drawn, from what, and how sure their frequencies are."""
    return say(
        "robustness_page.drawn",
        draws=number(found.draws),
        seed=found.seed,
        vary=say(f"robustness_page.drawn_{found.vary}"),
        weights=_region_told(found.weights_name),
        error=points(found.error),
    )


def _method_name(chosen: Chosen) -> str:
    return method_name(chosen.method or chosen.scenario.method.name, chosen.language)
