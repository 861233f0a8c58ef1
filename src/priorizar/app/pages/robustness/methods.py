"""Whether the method matters: which chain each puts first, and how far they agree."""

from __future__ import annotations

import streamlit as st

from priorizar.app.components.chart import rows_chart
from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.pages.robustness.asked import asked
from priorizar.app.session.chosen import Chosen
from priorizar.app.words import language, number, say
from priorizar.errors import describe
from priorizar.methods.wording import method_name, method_title
from priorizar.questions.methods import MethodComparison, methods_side_by_side
from priorizar.report.answers import reason_in_words
from priorizar.report.charts import method_agreement_map


@telling
def methods(chosen: Chosen) -> None:
    """Show the order by every method that has an answer."""
    st.header(say("robustness_page.methods"), help=say("robustness_page.methods_help"))
    found = asked(
        "methods",
        chosen,
        (),
        lambda scenario, progress: methods_side_by_side(
            chosen.study, scenario, provinces=[chosen.province.ubigeo]
        ),
    )
    if found is None:
        return
    by_chain = _firsts(chosen, found)
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
        _together(chosen, found)
    for one in found.refused:
        st.caption(
            escape_markdown(
                f"{method_name(one['method'], language())}: {describe(one['problem'], language())}"
            )
        )


def _firsts(chosen: Chosen, found: MethodComparison) -> dict[str, list[str]]:
    """Return the methods by the chain that they put first; one that ties two stands under both."""
    named = {name: method_title(one.method, chosen.language) for name, one in found.rankings.items()}
    firsts: dict[str, list[str]] = {}
    for one in found.ranks:
        for method, rank in one["ranks"].items():
            if rank == 1:
                firsts.setdefault(chosen.chain_name(one["chain"]), []).append(named[method])
    return firsts


def _together(chosen: Chosen, found: MethodComparison) -> None:
    heads = ("chain", "mean_rank", "borda", "copeland", "places", "why")
    table(
        [say(f"robustness_page.col_{head}") for head in heads],
        [
            [
                chosen.chain_name(one["chain"]),
                number(one["mean_rank"], 1),
                number(one["borda"]),
                f"{one['copeland']:+d}",
                f"{min(one['ranks'].values())}–{max(one['ranks'].values())}",
                " ".join(
                    reason_in_words(chosen.study, found.first, reason, chosen.language)
                    for reason in one["reasons"]
                ),
            ]
            for one in found.ranks
        ],
        caption=say("robustness_page.together_caption"),
        numbers=(1, 2, 3, 4),
    )
    st.caption(say("robustness_page.together_read"))
