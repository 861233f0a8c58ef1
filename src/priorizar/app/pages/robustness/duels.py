"""Two chains against each other: how often one is ahead, and what would put them level."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.pages.robustness.asked import asked
from priorizar.app.pages.robustness.drawn import SEED
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.settled import settle
from priorizar.app.words import percent, points, say
from priorizar.questions.experiment import Experiment
from priorizar.questions.minimal_weight_change import minimal_weight_change
from priorizar.questions.robustness import Robustness
from priorizar.ranking.ranking import Ranking
from priorizar.weighting.shares import shown_shares


@telling
def duel(chosen: Chosen, ranking: Ranking, found: Robustness | None) -> None:
    """Show two chains against each other."""
    st.header(say("robustness_page.duel"), help=say("robustness_page.duel_help"))
    rows = [one for one in ranking.records() if one["ubigeo"] == chosen.province.ubigeo]
    if len(rows) < 2:
        st.markdown(say("robustness_page.one_chain"))
        return
    names = {one["chain"]: chosen.chain_name(one["chain"]) for one in rows}
    pair = _pair(names)
    if pair is None:
        return
    if found is not None:
        _often(found, pair, names)
    _levelled(chosen, ranking, pair, names)
    if found is not None and not chosen.projector:
        _every_pair(found, names, chosen)


def _pair(names: dict[str, str]) -> tuple[str, str] | None:
    """Choose two chains; given in their order, the one ahead first."""
    chains = list(names)
    settle("robustness_one", chains)
    settle("robustness_other", chains, 1)
    one, other = st.columns(2)
    with one:
        first = st.selectbox(
            say("robustness_page.duel_one"),
            chains,
            format_func=names.__getitem__,
            key="robustness_one",
            help=say("robustness_page.duel_one_help"),
        )
    with other:
        second = st.selectbox(
            say("robustness_page.duel_other"),
            chains,
            format_func=names.__getitem__,
            key="robustness_other",
            help=say("robustness_page.duel_other_help"),
        )
    if first == second:
        st.info(say("robustness_page.duel_same"))
        return None
    ahead, behind = sorted((first, second), key=chains.index)
    return ahead, behind


def _often(found: Robustness, pair: tuple[str, str], names: dict[str, str]) -> None:
    for one in found.pairwise_records():
        if {one["chain"], one["versus"]} == set(pair):
            said = say(
                "robustness_page.ahead",
                one=escape_markdown(names[one["chain"]]),
                other=escape_markdown(names[one["versus"]]),
                share=percent(one["ahead"], 1),
                error=points(one["error"]),
            )
            st.markdown(f"**{said}**")
    st.caption(say("robustness_page.ahead_read"))


def _levelled(chosen: Chosen, ranking: Ranking, pair: tuple[str, str], names: dict[str, str]) -> None:
    """Show the smallest change of all weights together that puts the two level."""
    ahead, behind = pair
    answer = asked(
        "overtaking",
        chosen,
        pair,
        lambda scenario, progress: minimal_weight_change(
            chosen.study,
            scenario,
            chosen.province.ubigeo,
            behind,
            ahead,
            Experiment(weights="uniform", seed=SEED),
            method=chosen.method,
        ),
        button=say("robustness_page.ask_level") if chosen.slow else None,
    )
    if answer is None:
        return
    shown = {"ahead": escape_markdown(names[ahead]), "behind": escape_markdown(names[behind])}
    if answer["weights"] is None:
        st.markdown(
            say("robustness_page.never_level" if answer["exact"] else "robustness_page.no_level", **shown)
        )
        return
    st.markdown(say("robustness_page.level", **shown))
    criteria = ranking.matrix.criteria
    stated = shown_shares(ranking.weights.values, 1)
    then = shown_shares([answer["weights"][one.id] for one in criteria], 1)
    table(
        [say(f"robustness_page.col_{head}") for head in ("criterion", "weight", "weight_then")],
        [
            [one.heading(chosen.language), percent(now, 1), percent(later, 1)]
            for one, now, later in zip(criteria, stated, then, strict=True)
        ],
        caption=say("robustness_page.level_caption", ahead=names[ahead], behind=names[behind]),
        numbers=(1, 2),
    )
    st.caption(say("robustness_page.level_exact" if answer["exact"] else "robustness_page.level_searched"))


def _every_pair(found: Robustness, names: dict[str, str], chosen: Chosen) -> None:
    ahead = {(one["chain"], one["versus"]): one["ahead"] for one in found.pairwise_records()}
    table(
        [say("robustness_page.col_chain"), *names.values()],
        [
            [names[one], *("–" if one == other else percent(ahead[one, other]) for other in names)]
            for one in names
        ],
        caption=say("robustness_page.pairs_caption", province=chosen.province.name),
        numbers=range(1, 1 + len(names)),
    )
    st.caption(say("robustness_page.pairs_read", error=points(found.error)))
