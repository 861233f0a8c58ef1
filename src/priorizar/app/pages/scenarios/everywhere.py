"""What another scenario changes over all provinces: who leads, who gains, how far the orders agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from priorizar.app.components.chart import chart
from priorizar.app.components.problems import escape_markdown
from priorizar.app.components.table import table
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.side_by_side import titles_of
from priorizar.app.words import language, say
from priorizar.questions.shifts import changes_of_leader, gains, leaders
from priorizar.ranking.comparison import Comparison
from priorizar.report.charts import scenario_agreement_map
from priorizar.report.charts.comparison import Measure

Record = dict[str, Any]
MEASURES: tuple[Measure, ...] = ("spearman", "kendall_tau_b", "ws")


def everywhere(chosen: Chosen, comparison: Comparison) -> None:
    """Show what changes over all provinces."""
    st.header(say("scenarios_page.everywhere_title"), help=say("scenarios_page.everywhere_help"))
    titles = titles_of(comparison)
    counts = [
        say(
            "scenarios_page.leader_changes",
            other=escape_markdown(titles[one["scenario"]]),
            first=escape_markdown(titles[comparison.names[0]]),
            changed=one["changed"],
            groups=one["groups"],
        )
        for one in changes_of_leader(comparison)
    ]
    st.markdown("\n".join(f"- {line}" for line in counts))
    if chosen.projector:
        return
    with st.expander(say("scenarios_page.leaders_title")):
        _leaders(comparison, titles)
    with st.expander(say("scenarios_page.gains_title")):
        _gains(comparison, titles)
    called = {name: say(f"scenarios_page.measure_{name}") for name in MEASURES}
    measure = st.selectbox(
        say("scenarios_page.measure"),
        MEASURES,
        format_func=called.__getitem__,
        key="agreement_measure",
        help=say("scenarios_page.measure_help"),
    )
    chart(scenario_agreement_map(comparison, chosen.language, measure), "scenario_agreement")
    st.caption(say("scenarios_page.map_hint", first=escape_markdown(titles[comparison.names[0]])))


def _leaders(comparison: Comparison, titles: Mapping[str, str]) -> None:
    """List the provinces where another chain comes first."""
    found = leaders(comparison, language())
    first, *others = comparison.names
    moved = dict.fromkeys(one["group"] for one in found if one["changed"])
    if not moved:
        st.caption(say("scenarios_page.leaders_none"))
        return
    by = {(one["group"], one["scenario"]): one for one in found}
    rows = []
    for group in moved:
        there = {name: by[group, name] for name in others if (group, name) in by}
        some = next(iter(there.values()))
        rows.append(
            [
                some["province"],
                ", ".join(some["before"]),
                *(", ".join(there[name]["after"]) if name in there else "–" for name in others),
            ]
        )
    table(
        [say("scenarios_page.col_province"), titles[first], *(titles[name] for name in others)],
        rows,
        caption=say("scenarios_page.leaders_caption"),
    )


def _gains(comparison: Comparison, titles: Mapping[str, str]) -> None:
    """Show in how many provinces each chain rises and falls."""
    found = gains(comparison, language())
    others = comparison.names[1:]
    by = {(one["chain"], one["scenario"]): one for one in found}
    chains = dict.fromkeys(one["chain"] for one in found)
    table(
        [
            say("scenarios_page.col_chain"),
            say("scenarios_page.col_provinces"),
            *(titles[name] for name in others),
        ],
        [
            [
                by[chain, others[0]]["chain_name"],
                by[chain, others[0]]["alternatives"],
                *(_gain(by[chain, name]) for name in others),
            ]
            for chain in chains
        ],
        caption=say("scenarios_page.gains_caption", first=titles[comparison.names[0]]),
        numbers=(1,),
    )


def _gain(one: Record) -> str:
    if not one["rises"] and not one["falls"]:
        return "="
    mean = f"{one['mean']:+.1f}".replace("-", "−")
    return say("scenarios_page.gain", rises=one["rises"], falls=one["falls"], mean=mean)
