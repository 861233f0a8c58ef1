"""Before and after, chain by chain, in one province."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.problems import escape_markdown, show_problems
from priorizar.app.components.table import table
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.side_by_side import held, ranked
from priorizar.app.words import number, say, shift
from priorizar.study.scenario import Scenario


def effect(chosen: Chosen, before: Scenario, after: Scenario, *, caption: str) -> None:
    """Show the order of the province by one scenario and by another, and who moved."""
    rankings, problems = ranked(chosen, (before, after))
    if problems:
        show_problems(problems)
        return
    comparison = held(rankings)
    records = [] if comparison is None else comparison.records()
    here = [one for one in records if one["ubigeo"] == chosen.province.ubigeo]
    if comparison is None or not here:
        st.info(say("scenarios_page.not_here", province=escape_markdown(chosen.province.name)))
        return
    then, now = comparison.names
    heads = ("col_chain", "col_before", "col_after", "col_shift", "col_score_before", "col_score_after")
    table(
        [say(f"scenarios_page.{head}") for head in heads],
        [
            [
                chosen.chain_name(one["chain"]),
                one["rank"][then],
                one["rank"][now],
                shift(one["shift"][now]),
                number(one["score"][then], 3),
                number(one["score"][now], 3),
            ]
            for one in sorted(here, key=lambda one: one["rank"][now])
        ],
        caption=caption,
        numbers=(1, 2, 3, 4, 5),
    )
