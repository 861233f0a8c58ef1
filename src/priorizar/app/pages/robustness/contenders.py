"""Who can be first at all, and whether the order of some depends on who else is there."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.pages.robustness.asked import asked
from priorizar.app.pages.robustness.drawn import uncertainty
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import number, say
from priorizar.questions.experiment import Experiment
from priorizar.questions.potentially_optimal import potentially_optimal
from priorizar.questions.reversals import RankReversal, rank_reversals
from priorizar.ranking.ranking import Ranking
from priorizar.report.charts.subjects import headings_of


@telling
def contenders(chosen: Chosen, experiment: Experiment) -> None:
    """Show which chains can be first, and which are behind another whatever happens."""
    st.header(say("robustness_page.contenders"), help=say("robustness_page.contenders_help"))
    records = asked(
        "contenders",
        chosen,
        uncertainty(experiment),
        lambda scenario, progress: potentially_optimal(
            chosen.study, scenario, experiment, provinces=[chosen.province.ubigeo]
        ),
    )
    if not records:
        return
    can = [chosen.chain_name(one["chain"]) for one in records if one["can_be_first"]]
    never = [chosen.chain_name(one["chain"]) for one in records if not one["can_be_first"]]
    st.markdown(f"**{say('robustness_page.can', chains=_listed(can))}**")
    st.markdown(
        say("robustness_page.cannot", chains=_listed(never)) if never else say("robustness_page.all_can")
    )
    table(
        [say(f"robustness_page.col_{head}") for head in ("chain", "can", "margin", "dominated")],
        [
            [
                chosen.chain_name(one["chain"]),
                say("robustness_page.yes") if one["can_be_first"] else say("robustness_page.never"),
                "–" if one["margin"] is None else f"{one['margin']:+.3f}",
                ", ".join(chosen.chain_name(chain) for chain in one["dominated_by"]) or "–",
            ]
            for one in records
        ],
        caption=say("robustness_page.contenders_caption", province=chosen.province.name),
        numbers=(2,),
    )
    st.caption(say("robustness_page.contenders_read"))


@telling
def reversals(chosen: Chosen, ranking: Ranking) -> None:
    """Show what turns round when chains come and go."""
    st.header(say("robustness_page.reversals"), help=say("robustness_page.reversals_help"))
    records = asked(
        "reversals",
        chosen,
        (),
        lambda scenario, progress: rank_reversals(
            chosen.study, scenario, method=chosen.method, provinces=[chosen.province.ubigeo]
        ),
        button=say("robustness_page.ask_reversals") if chosen.slow else None,
    )
    if not records:
        return
    headings = headings_of(ranking, chosen.language)
    table(
        [say(f"robustness_page.col_{head}") for head in ("change", "tried", "reversed", "winners", "worst")],
        [
            [
                say(f"robustness_page.change_{one['change']}"),
                str(one["tried"]),
                str(one["reversed"]),
                str(one["winner_changed"]),
                _worst(one, chosen, headings),
            ]
            for one in records
        ],
        caption=say("robustness_page.reversals_caption", province=chosen.province.name),
        numbers=(1, 2, 3),
    )
    st.caption(say("robustness_page.reversals_read"))


def _worst(one: RankReversal, chosen: Chosen, headings: dict[str, str]) -> str:
    worst = one["worst"]
    if worst is None:
        return "–"
    about = headings.get(worst, worst)
    if one["change"] in ("drop", "copy"):
        about = chosen.chain_name(worst)
    return say("robustness_page.worst", about=about, pairs=number(one["pairs"]))


def _listed(names: list[str]) -> str:
    return ", ".join(escape_markdown(one) for one in names) or "–"
