"""What another scenario changes over all provinces: who leads, who gains, how far the orders agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from priorizar.app.components.chart import chart
from priorizar.app.components.problems import escape_markdown
from priorizar.app.components.table import table
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.side_by_side import titles_of
from priorizar.app.words import say
from priorizar.questions.shifts import Gain, changes_of_leader, gains, leaders
from priorizar.ranking.comparison import Comparison
from priorizar.report.charts import scenario_agreement_map
from priorizar.report.charts.comparison import Measure

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
        _leaders(chosen, comparison, titles)
    with st.expander(say("scenarios_page.gains_title")):
        _gains(chosen, comparison, titles)
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


def _leaders(chosen: Chosen, comparison: Comparison, titles: Mapping[str, str]) -> None:
    """List the provinces where another chain comes first."""
    found = leaders(comparison)
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
                _province(chosen, group),
                _listed(chosen, some["before"]),
                *(_listed(chosen, there[name]["after"]) if name in there else "–" for name in others),
            ]
        )
    table(
        [say("scenarios_page.col_province"), titles[first], *(titles[name] for name in others)],
        rows,
        caption=say("scenarios_page.leaders_caption"),
    )


def _gains(chosen: Chosen, comparison: Comparison, titles: Mapping[str, str]) -> None:
    """Show in how many provinces each chain rises and falls."""
    others = comparison.names[1:]
    # Those that gain the same, by name.
    found = sorted(
        gains(comparison),
        key=lambda one: (others.index(one["scenario"]), -one["mean"], chosen.chain_name(one["chain"])),
    )
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
                chosen.chain_name(chain),
                by[chain, others[0]]["alternatives"],
                *(_gain(by[chain, name]) for name in others),
            ]
            for chain in chains
        ],
        caption=say("scenarios_page.gains_caption", first=titles[comparison.names[0]]),
        numbers=(1,),
    )


def _province(chosen: Chosen, group: str) -> str:
    return chosen.study.provinces[group].name if group in chosen.study.provinces else group


def _listed(chosen: Chosen, chains: Sequence[str]) -> str:
    return ", ".join(chosen.chain_name(chain) for chain in chains)


def _gain(one: Gain) -> str:
    if not one["rises"] and not one["falls"]:
        return "="
    mean = f"{one['mean']:+.1f}".replace("-", "−")
    return say("scenarios_page.gain", rises=one["rises"], falls=one["falls"], mean=mean)
