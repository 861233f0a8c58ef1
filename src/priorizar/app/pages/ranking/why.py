"""Why a chain stands where it stands, in words: its evidence, its doubt, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from priorizar.app.components.problems import escape_markdown, telling
from priorizar.app.components.table import table
from priorizar.app.session.chosen import Chosen, as_ranked
from priorizar.app.session.settled import settle
from priorizar.app.words import percent, say
from priorizar.errors import PriorizarError
from priorizar.explanation.account import Explanation, explain
from priorizar.explanation.differences import Difference
from priorizar.explanation.province import ProvinceExplanation, explain_province
from priorizar.explanation.sentences import answer_text
from priorizar.explanation.wording import NEGLIGIBLE, Wording, signed
from priorizar.locale import text
from priorizar.methods.wording import method_name
from priorizar.ranking.ranking import weights_of
from priorizar.study.scenario import Scenario
from priorizar.weighting.shares import shown_shares, whole_percents

CHAIN, VERSUS = "why_chain", "why_versus"
NOBODY = ""
"""Stands for no other chain to hold it against."""
SECTIONS = ("evidence", "doubt", "change", "weights", "profile", "screen")


@st.fragment
@telling
def why(chosen: Chosen) -> None:
    """Explain one chain of the province, with the weights as they are when this part is drawn.

    It stands outside what moves with the sliders: a page of sentences that changes under a finger cannot be
    read. The weights it speaks of are written on it, and a button takes those of now.
    """
    st.header(say("why.title"), help=say("why.help"))
    scenario = as_ranked(chosen)
    try:
        account = explain_province(chosen.study, scenario, chosen.province.ubigeo, chosen.language)
    except PriorizarError:
        st.caption(say("why.no_order"))
        return
    chain, versus = _picked(account)
    _weights(chosen, scenario)
    found = explain(chosen.study, scenario, chosen.province.ubigeo, chain, versus, chosen.language)
    _paragraphs(found.sentences["why"])
    if found.against:
        with st.expander(say("why.grid")):
            _grid(found)
    for name in SECTIONS:
        if found.sentences[name]:
            with st.expander(
                text(f"explanation.section_{name}", chosen.language), expanded=name == SECTIONS[0]
            ):
                _points(found.sentences[name])
    _province(chosen, account)


def _picked(account: ProvinceExplanation) -> tuple[str, str | None]:
    """Let a chain be chosen, in their order, and another one to hold it against."""
    names = {
        one.alternative.chain.id: say(
            "why.chain_option", rank=one.rank, name=one.alternative.chain.name[account.language]
        )
        for one in account.chains
    }
    state = st.session_state
    settle(CHAIN, names)
    left, middle, right = st.columns([2, 2, 1.4], vertical_alignment="bottom")
    left.selectbox(
        say("why.chain"), list(names), format_func=names.__getitem__, key=CHAIN, help=say("why.chain_help")
    )
    chain = str(state[CHAIN])
    others = [NOBODY, *(one for one in names if one != chain)]
    settle(VERSUS, others)
    middle.selectbox(
        say("why.versus"),
        others,
        format_func=lambda one: names.get(one, say("why.nobody")),
        key=VERSUS,
        help=say("why.versus_help"),
    )
    right.button(say("why.again"), key="why_again", help=say("why.again_help"), width="stretch")
    return chain, state[VERSUS] or None


def _weights(chosen: Chosen, scenario: Scenario) -> None:
    """Show with which weights and method it is explained: those on the sliders may have moved since."""
    weights = weights_of(chosen.study, scenario)
    criteria = chosen.study.criteria_sets[scenario.criteria].leaf_criteria
    shares = ", ".join(
        f"{one.heading(chosen.language)} {percent(points / 100)}"
        for one, points in zip(criteria, whole_percents(weights.values.tolist()), strict=True)
    )
    st.caption(
        escape_markdown(
            say("why.with_weights", shares=shares, method=method_name(scenario.method.name, chosen.language))
        )
    )


def _grid(found: Explanation) -> None:
    """Lay out what each criterion brings to each difference, with its amount and weight."""
    ranking, row = found.ranking, found.row
    rows: list[list[str]] = []
    shares = shown_shares(ranking.weights.values)
    for column, criterion in enumerate(ranking.matrix.criteria):
        amount = f"{ranking.matrix.value[row, column]:g}"
        rows.append(
            [
                criterion.heading(found.language),
                percent(shares[column]),
                amount if ranking.matrix.known[row, column] else f"{amount}?",
                *("–" if held.parts is None else _signed(held.parts[column]) for held in found.against),
            ]
        )
    differences = [_signed(held.difference) for held in found.against]
    rows.append([text("explanation.total", found.language), "", "", *differences])
    heads = [say("why.criterion"), say("why.weight"), say("why.amount")]
    heads += [_rival(found, held) for held in found.against]
    caption = say("why.grid_caption", chain=found.alternative.chain.name[found.language])
    table(heads, rows, caption=caption, numbers=range(1, len(heads)))
    st.caption(text("explanation.grid_legend", found.language))


def _signed(number: float) -> str:
    return "0.000" if abs(number) < NEGLIGIBLE else signed(number)


def _rival(found: Explanation, held: Difference) -> str:
    if held.row is None:
        return text("explanation.against_average", found.language)
    name = found.ranking.matrix.alternatives[held.row].chain.name[found.language]
    rank = int(found.ranking.rank[held.row])
    return text("explanation.against", found.language, name=name, rank=rank)


def _province(chosen: Chosen, account: ProvinceExplanation) -> None:
    """Show what the province and each of its chains are strong and weak in, and the screen."""
    with st.expander(escape_markdown(say("why.province", province=chosen.province.name))):
        _paragraphs(account.sentences["province"])
        _points(account.sentences["chains"])
        st.caption(text("explanation.profile_rule", chosen.language))
        screened = [one for one in account.chains if one.screen]
        if screened:
            _screen(account, screened)


def _screen(account: ProvinceExplanation, screened: Sequence[Explanation]) -> None:
    """Lay out which rules of the screen each chain meets."""
    words = Wording(account.ranking, account.language)
    rules = [rule.name[account.language] for rule, _ in screened[0].screen]
    rows = [
        [
            one.alternative.chain.name[account.language],
            *(answer_text(answer, words) for _, answer in one.screen),
            answer_text(one.screened, words),
        ]
        for one in screened
    ]
    table([say("why.chain"), *rules, say("why.any_rule")], rows, caption=say("why.screen"))


def _paragraphs(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        st.markdown(escape_markdown(sentence))


def _points(sentences: Sequence[str]) -> None:
    st.markdown("\n".join(f"- {escape_markdown(sentence)}" for sentence in sentences))
