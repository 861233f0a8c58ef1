"""Who can be first at all, and whether the order of some depends on who else is there."""

from __future__ import annotations

from typing import Any

import streamlit as st

from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.pages.robustness.asked import asked
from priorizar.app.pages.robustness.drawn import Drawing
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import number, say
from priorizar.questions.potentially_optimal import who_can_be_first
from priorizar.questions.reversals import rank_reversals
from priorizar.ranking.ranking import Ranking
from priorizar.report.charts.subjects import headings_of

Record = dict[str, Any]


@telling
def contenders(chosen: Chosen, drawing: Drawing) -> None:
    """Show which chains can be first, and which are behind another whatever happens."""
    st.header(say("robustness_page.contenders"), help=say("robustness_page.contenders_help"))
    records = asked(
        "contenders",
        chosen,
        (drawing.vary, drawing.region, chosen.language),
        lambda scenario, progress: who_can_be_first(
            chosen.study,
            scenario,
            region=drawing.region,
            vary=drawing.vary,
            provinces=[chosen.province.ubigeo],
            language=chosen.language,
        ),
    )
    if not records:
        return
    can = [one["chain_name"] for one in records if one["can_be_first"]]
    never = [one["chain_name"] for one in records if not one["can_be_first"]]
    st.markdown(f"**{say('robustness_page.can', chains=_listed(can))}**")
    st.markdown(
        say("robustness_page.cannot", chains=_listed(never)) if never else say("robustness_page.all_can")
    )
    table(
        [say(f"robustness_page.col_{head}") for head in ("chain", "can", "margin", "dominated")],
        [
            [
                one["chain_name"],
                say("robustness_page.yes") if one["can_be_first"] else say("robustness_page.never"),
                "–" if one["margin"] is None else f"{one['margin']:+.3f}",
                ", ".join(one["dominated_by"]) or "–",
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
        (chosen.language,),
        lambda scenario, progress: rank_reversals(
            chosen.study,
            scenario,
            method=chosen.method,
            provinces=[chosen.province.ubigeo],
            language=chosen.language,
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
                "–" if one["worst"] is None else _worst(one, headings),
            ]
            for one in records
        ],
        caption=say("robustness_page.reversals_caption", province=chosen.province.name),
        numbers=(1, 2, 3),
    )
    st.caption(say("robustness_page.reversals_read"))


def _worst(one: Record, headings: dict[str, str]) -> str:
    about = headings.get(one["worst"], one["worst"])
    return say("robustness_page.worst", about=about, pairs=number(one["pairs"]))


def _listed(names: list[str]) -> str:
    return ", ".join(escape_markdown(one) for one in names) or "–"
