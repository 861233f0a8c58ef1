"""Whether the method matters: which chain each puts first, and how far they agree."""

from __future__ import annotations

from typing import Any

import streamlit as st

from priorizar.app.components.chart import rows_chart
from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.pages.robustness.asked import asked
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import language, number, say
from priorizar.errors import describe
from priorizar.locale import text
from priorizar.methods.wording import method_name, variant_title
from priorizar.questions.methods import methods_side_by_side
from priorizar.report.charts import method_agreement_map

Record = dict[str, Any]


@telling
def methods(chosen: Chosen) -> None:
    """Show the order by every method that has an answer."""
    st.header(say("robustness_page.methods"), help=say("robustness_page.methods_help"))
    found = asked(
        "methods",
        chosen,
        (chosen.language,),
        lambda scenario, progress: methods_side_by_side(
            chosen.study,
            scenario,
            provinces=[chosen.province.ubigeo],
            language=chosen.language,
        ),
    )
    if found is None:
        return
    named = {
        one["method"]: variant_title(one["name"], one["options"], language()) for one in found["methods"]
    }
    by_chain = _firsts(found["ranks"], named)
    if len(by_chain) == 1:
        st.markdown(
            f"**{say('robustness_page.methods_agree', chain=escape_markdown(next(iter(by_chain))))}**"
        )
    else:
        st.markdown(f"**{say('robustness_page.methods_differ')}**")
    table(
        [say("robustness_page.col_puts_first"), say("robustness_page.col_methods")],
        [[chain, "; ".join(names)] for chain, names in by_chain.items()],
        caption=say("robustness_page.methods_caption", province=chosen.province.name),
    )
    st.caption(say("robustness_page.methods_read"))
    rows_chart(method_agreement_map(found, chosen.province.ubigeo, chosen.language), "robustness_agreement")
    if not chosen.projector:
        _together(found["ranks"])
    for one in found["refused"]:
        st.caption(
            escape_markdown(
                f"{method_name(one['method'], language())}: {describe(one['problem'], language())}"
            )
        )


def _firsts(ranks: list[Record], named: dict[str, str]) -> dict[str, list[str]]:
    """Give the methods by the chain that they put first; one that ties two stands under both."""
    firsts: dict[str, list[str]] = {}
    for one in ranks:
        for method, rank in one["ranks"].items():
            if rank == 1:
                firsts.setdefault(one["chain_name"], []).append(named[method])
    return firsts


def _together(ranks: list[Record]) -> None:
    heads = ("chain", "mean_rank", "borda", "copeland", "places", "why")
    table(
        [say(f"robustness_page.col_{head}") for head in heads],
        [
            [
                one["chain_name"],
                number(one["mean_rank"], 1),
                number(one["borda"]),
                f"{one['copeland']:+d}",
                f"{min(one['ranks'].values())}–{max(one['ranks'].values())}",
                " ".join(_reason(reason) for reason in one["reasons"]),
            ]
            for one in ranks
        ],
        caption=say("robustness_page.together_caption"),
        numbers=(1, 2, 3, 4),
    )
    st.caption(say("robustness_page.together_read"))


def _reason(reason: Record) -> str:
    return text(f"robustness.reason_{reason['key']}", language(), **reason["values"])
