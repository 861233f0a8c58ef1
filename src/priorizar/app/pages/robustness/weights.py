"""How far each weight may move, and which weights put each chain first."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.chart import rows_chart
from priorizar.app.components.problems import telling
from priorizar.app.components.table import table
from priorizar.app.pages.robustness.asked import asked
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import percent, say
from priorizar.questions.robustness import CentralWeightsRow, Robustness
from priorizar.questions.weight_stability import weight_stability
from priorizar.ranking.ranking import Ranking
from priorizar.report.charts import central_weights_bars, stability_bands
from priorizar.report.charts.subjects import headings_of
from priorizar.weighting.shares import shown_shares

STAYS = {"first": 1, "three": 3, "whole": None}
"""What must stay while a weight moves, as the question asks for it."""


@telling
def stability(chosen: Chosen, ranking: Ranking) -> None:
    """Show how far each weight may move, the others in proportion, before the order changes."""
    st.header(say("robustness_page.stability"), help=say("robustness_page.stability_help"))
    stays = st.radio(
        say("robustness_page.stays"),
        list(STAYS),
        format_func={one: say(f"robustness_page.stays_{one}") for one in STAYS}.__getitem__,
        key="robustness_stays",
        horizontal=True,
        help=say("robustness_page.stays_help"),
    )
    records = asked(
        "stability",
        chosen,
        (stays,),
        lambda scenario, progress: weight_stability(
            chosen.study,
            scenario,
            first=STAYS[stays],
            provinces=[chosen.province.ubigeo],
            method=chosen.method,
        ),
        button=say("robustness_page.search_stability") if chosen.slow else None,
    )
    if records is None:
        return
    st.caption(say("robustness_page.stability_read"))
    rows_chart(stability_bands(records, ranking, chosen.language), "robustness_stability")
    if chosen.projector:
        return
    headings = headings_of(ranking, chosen.language)
    nobody = say("robustness_page.nothing")
    table(
        [
            say(f"robustness_page.col_{head}")
            for head in ("criterion", "weight", "from", "to", "below", "above")
        ],
        [
            [
                headings[one["criterion"]],
                *(percent(share, 1) for share in (share, one["low"], one["high"])),
                *(
                    nobody if chain is None else chosen.chain_name(chain)
                    for chain in (one["below"], one["above"])
                ),
            ]
            for one, share in zip(records, shown_shares([one["weight"] for one in records], 1), strict=True)
        ],
        caption=say("robustness_page.stability_caption", province=chosen.province.name),
        numbers=(1, 2, 3),
    )
    exact = all(one["exact"] for one in records)
    widest = max(one["resolution"] for one in records)
    st.caption(
        say("robustness_page.stability_exact")
        if exact
        else say("robustness_page.stability_searched", step=percent(widest, 3))
    )


@telling
def central(chosen: Chosen, found: Robustness) -> None:
    """Show the mean weights with which each chain is first, and how sure that makes it."""
    st.header(say("robustness_page.central"), help=say("robustness_page.central_help"))
    st.caption(say("robustness_page.central_about"))
    rows_chart(central_weights_bars(found, chosen.province.ubigeo, chosen.language), "robustness_central")
    records = asked(
        "confidence",
        chosen,
        (found.draws, found.vary, repr(found.region), chosen.language),
        lambda scenario, progress: found.central_weights(chosen.language),
        button=say("robustness_page.ask_confidence") if chosen.slow else None,
    )
    if records is None or chosen.projector:
        return
    headings = headings_of(found.ranking, chosen.language)
    edges = [say(f"robustness_page.col_{head}") for head in ("chain", "first", "confidence")]
    table(
        [*edges[:2], *headings.values(), edges[2]],
        [[one["chain_name"], percent(one["first"], 1), *_central(one, list(headings))] for one in records],
        caption=say("robustness_page.central_caption", province=chosen.province.name),
        numbers=range(1, 3 + len(headings)),
    )
    st.caption(say("robustness_page.central_read"))


def _central(one: CentralWeightsRow, criteria: list[str]) -> list[str]:
    """Write the weights and the confidence of a chain; one that is never first has none."""
    weights, confidence = one["weights"], one["confidence"]
    if weights is None or confidence is None:
        return [say("robustness_page.never"), *("" for _ in criteria)]
    shares = shown_shares([weights[criterion] for criterion in criteria])
    return [*(percent(share) for share in shares), percent(confidence)]
