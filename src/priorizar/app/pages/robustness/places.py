"""How often each chain takes each place, and how sure the first place is."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.chart import rows_chart
from priorizar.app.components.problems import escape_markdown
from priorizar.app.components.table import table
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import in_a_hundred, number, percent, points, say, with_error
from priorizar.questions.interpretation import how_sure
from priorizar.questions.robustness import RankAcceptabilityRow, Robustness
from priorizar.report.charts import acceptability_map


def headline(found: Robustness, language: str) -> None:
    """Show in plain words how sure the first place is."""
    records = found.acceptability(language)
    leader = records[0]
    most = max(records, key=lambda one: one["first"])
    said = say(
        "robustness_page.headline",
        chain=_beginning(leader),
        times=in_a_hundred(leader["first"]),
        error=points(leader["error"]),
        verdict=say(f"robustness_page.verdict_{how_sure(leader['first'])}"),
    )
    with st.container(border=True):
        st.markdown(f"**{said}**")
        more = [
            say(
                "robustness_page.first_three",
                chain=_beginning(leader),
                times=in_a_hundred(leader["first_three"]),
            )
        ]
        if most["chain"] != leader["chain"] and most["first"] > leader["first"]:
            more.append(
                say("robustness_page.other_first", chain=_name(most), times=in_a_hundred(most["first"]))
            )
        st.markdown(" ".join(more))


def places(chosen: Chosen, found: Robustness) -> None:
    """Show how often each chain takes each place."""
    st.header(say("robustness_page.places"), help=say("robustness_page.places_help"))
    st.caption(say("robustness_page.places_about"))
    rows_chart(acceptability_map(found, chosen.province.ubigeo, chosen.language), "robustness_places")
    if chosen.projector:
        return
    heads = ("chain", "rank", "first", "three", "expected", "between", "doubt")
    table(
        [say(f"robustness_page.col_{head}") for head in heads],
        [_row(one) for one in found.acceptability(chosen.language)],
        caption=say("robustness_page.places_caption", province=chosen.province.name),
        numbers=(1, 2, 3, 4, 5, 6),
    )
    st.caption(say("robustness_page.places_read"))


def _row(one: RankAcceptabilityRow) -> list[str]:
    return [
        one["chain_name"],
        str(one["rank"]),
        with_error(one["first"], one["error"]),
        percent(one["first_three"], 1),
        f"{number(one['expected_rank'], 2)} ± {number(one['expected_rank_error'], 2)}",
        f"{one['rank_low']}–{one['rank_high']}",
        number(one["entropy"], 2),
    ]


def _beginning(one: RankAcceptabilityRow) -> str:
    """Name a chain at the beginning of a sentence."""
    name = one["chain_name"]
    return escape_markdown(name[:1].upper() + name[1:])


def _name(one: RankAcceptabilityRow) -> str:
    return escape_markdown(one["chain_name"])
