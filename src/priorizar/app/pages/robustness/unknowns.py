"""What to find out first, and what the order depends on."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from priorizar.app.components.chart import rows_chart
from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.pages.robustness.asked import asked
from priorizar.app.pages.robustness.drawn import SEED, uncertainty
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.settled import settle
from priorizar.app.words import number, say, with_error
from priorizar.questions.experiment import Experiment
from priorizar.questions.one_at_a_time import one_at_a_time
from priorizar.questions.sensitivity import SobolIndex, sobol_indices
from priorizar.questions.value_of_information import (
    CellInformation,
    value_of_information,
    value_of_information_by_criterion,
)
from priorizar.ranking.ranking import Ranking
from priorizar.report.charts import what_to_find_out_bars
from priorizar.report.charts.subjects import headings_of
from priorizar.study.scenario import Scenario

AMONG = (1, 3)
DRAWS, FEW_DRAWS = 20_000, 2_000
SHOWN = 10


@telling
def find_out(chosen: Chosen, ranking: Ranking, experiment: Experiment) -> None:
    """Show which unknown cell, once known, would settle most of who is first."""
    st.header(say("robustness_page.find_out"), help=say("robustness_page.find_out_help"))
    first = st.radio(
        say("robustness_page.among"),
        AMONG,
        format_func={one: say(f"robustness_page.among_{one}") for one in AMONG}.__getitem__,
        key="robustness_among",
        horizontal=True,
        help=say("robustness_page.among_help"),
    )
    draws = FEW_DRAWS if chosen.slow else DRAWS
    records = asked(
        "find_out",
        chosen,
        (first, *uncertainty(experiment)),
        lambda scenario, progress: value_of_information(
            chosen.study,
            scenario,
            replace(experiment, draws=draws),
            first=first,
            provinces=[chosen.province.ubigeo],
            method=chosen.method,
        ),
        button=say("robustness_page.ask_find_out") if chosen.slow else None,
    )
    if records is not None:
        headings = headings_of(ranking, chosen.language)
        _first_thing(chosen, records, headings)
        if records:
            rows_chart(what_to_find_out_bars(records, ranking, chosen.language), "robustness_find_out")
            st.caption(say("robustness_page.find_out_read", draws=number(draws), seed=SEED))
    if not chosen.projector:
        _by_criterion(chosen, ranking, experiment, first)


def _first_thing(chosen: Chosen, records: list[CellInformation], headings: dict[str, str]) -> None:
    """Show what to find out first, in words."""
    if not records:
        st.markdown(say("robustness_page.all_known"))
        return
    one = records[0]
    if one["doubt"] <= 0:
        st.markdown(say("robustness_page.no_doubt"))
    elif one["gain"] <= one["noise"]:
        st.markdown(say("robustness_page.no_single", doubt=number(one["doubt"], 2)))
    else:
        said = say(
            "robustness_page.find_first",
            criterion=escape_markdown(headings[one["criterion"]]),
            chain=escape_markdown(chosen.chain_name(one["chain"])),
            gain=number(one["gain"], 2),
            noise=number(one["noise"], 3),
            doubt=number(one["doubt"], 2),
        )
        st.markdown(f"**{said}**")
        st.markdown(say("robustness_page.see_evidence"))


def _by_criterion(chosen: Chosen, ranking: Ranking, experiment: Experiment, first: int) -> None:
    records = asked(
        "criteria",
        chosen,
        (first, *uncertainty(experiment)),
        lambda scenario, progress: value_of_information_by_criterion(
            chosen.study,
            scenario,
            experiment,
            first=first,
            provinces=[chosen.province.ubigeo],
            method=chosen.method,
        ),
        button=say("robustness_page.ask_criteria"),
    )
    if not records:
        return
    headings = headings_of(ranking, chosen.language)
    table(
        [say(f"robustness_page.col_{head}") for head in ("criterion", "cells", "gain", "doubt_now")],
        [
            [
                headings[one["criterion"]],
                str(one["cells"]),
                f"{number(one['gain'], 2)} ± {number(one['error'], 2)}",
                number(one["doubt"], 2),
            ]
            for one in records
        ],
        caption=say("robustness_page.criteria_caption"),
        numbers=(1, 2, 3),
    )


@telling
def one_cell(chosen: Chosen, ranking: Ranking) -> None:
    """Show what each uncertain cell does by itself."""
    st.header(say("robustness_page.one_cell"), help=say("robustness_page.one_cell_help"))
    records = asked(
        "one_cell",
        chosen,
        (),
        lambda scenario, progress: one_at_a_time(
            chosen.study, scenario, provinces=[chosen.province.ubigeo], method=chosen.method
        ),
    )
    if not records:
        st.markdown(say("robustness_page.all_known"))
        return
    headings = headings_of(ranking, chosen.language)
    heads = ("chain", "criterion", "score_range", "rank", "rank_range", "winner")
    table(
        [say(f"robustness_page.col_{head}") for head in heads],
        [
            [
                chosen.chain_name(one["chain"]),
                headings[one["criterion"]],
                f"{number(one['score_worst'], 3)} – {number(one['score_best'], 3)}",
                str(one["rank"]),
                f"{one['rank_worst']} – {one['rank_best']}",
                say("robustness_page.yes") if one["winner_changes"] else "–",
            ]
            for one in records[:SHOWN]
        ],
        caption=say("robustness_page.one_cell_caption", count=SHOWN),
        numbers=(2, 3, 4),
    )
    st.caption(say("robustness_page.one_cell_read"))


@telling
def depends_on(chosen: Chosen, ranking: Ranking, experiment: Experiment) -> None:
    """Show which weights and cells the score of one chain varies with."""
    st.header(say("robustness_page.sobol"), help=say("robustness_page.sobol_help"))
    rows = [one for one in ranking.records() if one["ubigeo"] == chosen.province.ubigeo]
    names = {one["chain"]: chosen.chain_name(one["chain"]) for one in rows}
    settle("robustness_sobol_chain", names)
    chain = st.selectbox(
        say("robustness_page.sobol_chain"),
        list(names),
        format_func=names.__getitem__,
        key="robustness_sobol_chain",
        help=say("robustness_page.sobol_chain_help"),
    )

    def of_chain(scenario: Scenario) -> list[SobolIndex]:
        found = sobol_indices(
            chosen.study,
            scenario,
            experiment,
            provinces=[chosen.province.ubigeo],
            method=chosen.method,
        )
        return [one for one in found if one["chain"] == chain and one["output"] == "score"][:SHOWN]

    records = asked(
        "sobol",
        chosen,
        (chain, *uncertainty(experiment)),
        lambda scenario, progress: of_chain(scenario),
        button=say("robustness_page.ask_sobol"),
    )
    if records is None:
        return
    if not records:
        st.markdown(say("robustness_page.sobol_none"))
        return
    headings = headings_of(ranking, chosen.language)
    table(
        [say(f"robustness_page.col_{head}") for head in ("input", "alone", "in_all")],
        [
            [
                say(
                    f"robustness_page.input_{one['input']}",
                    criterion=headings.get(one["criterion"] or "", ""),
                    chain="" if one["of_chain"] is None else chosen.chain_name(one["of_chain"]),
                ),
                with_error(one["first"], one["first_error"], 0),
                with_error(one["total"], one["total_error"], 0),
            ]
            for one in records
        ],
        caption=say("robustness_page.sobol_caption", chain=names[chain]),
        numbers=(1, 2),
    )
    st.caption(say("robustness_page.sobol_read", seed=SEED))
