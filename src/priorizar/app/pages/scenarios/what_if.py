"""Supposing that a chain stood otherwise on a criterion, and what would come of it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from priorizar.app.components.problems import escape_markdown, show_problems
from priorizar.app.pages.scenarios.copying import keep_copy
from priorizar.app.pages.scenarios.effect import effect
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.copies import LONGEST_NAME
from priorizar.app.session.settled import settle
from priorizar.app.session.side_by_side import names_of, offered
from priorizar.app.session.supposing import (
    Supposition,
    suppose,
    suppositions,
    take_all_back,
    take_back,
    with_suppositions,
)
from priorizar.app.words import language, say
from priorizar.errors import PriorizarError
from priorizar.explanation.wording import Wording
from priorizar.names import spanish_order
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.criteria import Criterion, LevelsScale
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.study.suppose import better_amounts

IN = "suppose_in"


@dataclass(frozen=True, eq=False)
class Cell:
    """What is supposed otherwise: a chain of the province, on a criterion, as a scenario has it now."""

    ranking: Ranking
    row: int
    column: int

    @property
    def criterion(self) -> Criterion:
        """The criterion."""
        return self.ranking.matrix.criteria[self.column]

    @property
    def value(self) -> float:
        """What counts now, in the criterion's unit."""
        return float(self.ranking.matrix.value[self.row, self.column])

    @property
    def known(self) -> bool:
        """Whether anything was stated, or supposed, of it."""
        return bool(self.ranking.matrix.known[self.row, self.column])

    def amount(self, amount: float) -> str:
        """Write an amount with what it means."""
        return Wording(self.ranking, language()).amount(self.column, amount)

    def supposing(self, value: float) -> Supposition:
        """Return the supposition that it has a value."""
        one = self.ranking.matrix.alternatives[self.row]
        return Supposition(one.province.ubigeo, one.chain.id, self.criterion.id, value)


def what_if(chosen: Chosen) -> None:
    """Show what may be supposed, what is, and its effect."""
    st.header(say("scenarios_page.what_if_title"), help=say("scenarios_page.what_if_help"))
    st.warning(say("scenarios_page.no_evidence"))
    choices = offered(chosen)
    settle(IN, choices)
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        st.selectbox(
            say("scenarios_page.suppose_in"),
            list(choices),
            format_func=names_of(choices).__getitem__,
            key=IN,
            help=say("scenarios_page.suppose_in_help"),
        )
        scenario = choices[st.session_state[IN]]
        after = _after(chosen.study, scenario)
        _cell(chosen, after)
    with right:
        if not suppositions():
            st.info(say("scenarios_page.nothing_supposed"))
            return
        _supposed(chosen.study, scenario)
        caption = say("scenarios_page.effect", province=chosen.province.name)
        effect(chosen, scenario, after, caption=caption)
        if any(one.ubigeo != chosen.province.ubigeo for one in suppositions()):
            st.caption(say("scenarios_page.elsewhere", province=escape_markdown(chosen.province.name)))
        _keep(chosen, scenario, after)


def _after(study: Study, scenario: Scenario) -> Scenario:
    """Return the scenario with what is supposed; as it is where that cannot be, and why."""
    try:
        return with_suppositions(study, scenario, say("scenarios_page.source"))
    except PriorizarError as error:
        show_problems(error.problems)
        return scenario


def _cell(chosen: Chosen, scenario: Scenario) -> None:
    """Choose a chain and a criterion, and offer what to suppose of them."""
    ranking = rank(chosen.study, scenario)
    ubigeo, alternatives = chosen.province.ubigeo, ranking.matrix.alternatives
    rows = {one.chain.id: row for row, one in enumerate(alternatives) if one.province.ubigeo == ubigeo}
    if not rows:
        st.info(say("scenarios_page.not_here", province=escape_markdown(chosen.province.name)))
        return
    names = {chain: str(alternatives[row].chain.name[language()]) for chain, row in rows.items()}
    chain = st.selectbox(
        say("scenarios_page.chain"),
        sorted(names, key=lambda chain: spanish_order(names[chain])),
        format_func=names.__getitem__,
        key=f"suppose_chain_{ubigeo}",
        help=say("scenarios_page.chain_help"),
    )
    criteria = {one.id: str(one.name[language()]) for one in ranking.matrix.criteria}
    criterion = st.selectbox(
        say("scenarios_page.criterion"),
        list(criteria),
        format_func=criteria.__getitem__,
        key="suppose_criterion",
        help=say("scenarios_page.criterion_help"),
    )
    cell = Cell(ranking, rows[chain], list(criteria).index(criterion))
    now = cell.amount(cell.value)
    st.markdown(
        escape_markdown(say("scenarios_page.now" if cell.known else "scenarios_page.unknown_now", amount=now))
    )
    _better(cell, scenario)
    _any_value(cell)


def _better(cell: Cell, scenario: Scenario) -> None:
    """Offer one step up and the best there is."""
    better = better_amounts(cell.criterion, scenario, cell.value)
    if not better:
        st.caption(say("scenarios_page.at_best"))
        return
    worse_is_more = cell.ranking.matrix.directions[cell.column] < 0
    resolves = isinstance(cell.criterion.scale, LevelsScale) and worse_is_more
    best = "scenarios_page.resolve" if resolves else "scenarios_page.best"
    if len(better) > 1:
        _suppose(cell, better[0], say("scenarios_page.step", amount=cell.amount(better[0])), "suppose_step")
    _suppose(cell, better[-1], say(best, amount=cell.amount(better[-1])), "suppose_best")


def _any_value(cell: Cell) -> None:
    """Offer any value of the scale: a chain may also be supposed worse."""
    scale, key = cell.criterion.scale, "suppose_" + "_".join(cell.supposing(0.0)[:3])
    if isinstance(scale, LevelsScale):
        amounts = {one.value: cell.amount(one.value) for one in scale.levels}
        value = st.selectbox(
            say("scenarios_page.value"),
            list(amounts),
            format_func=amounts.__getitem__,
            key=key,
            help=say("scenarios_page.value_help"),
        )
    else:
        st.session_state.setdefault(key, cell.value)
        value = st.number_input(
            escape_markdown(say("scenarios_page.value_in", unit=scale.unit[language()])),
            min_value=float(scale.low),
            max_value=float(scale.high),
            key=key,
            help=say("scenarios_page.value_help"),
        )
    _suppose(cell, float(value), say("scenarios_page.suppose"), "suppose_value")


def _suppose(cell: Cell, value: float, label: str, key: str) -> None:
    st.button(
        escape_markdown(label),
        key=key,
        on_click=suppose,
        args=(cell.supposing(value),),
        width="stretch",
        help=say("scenarios_page.suppose_help"),
    )


def _supposed(study: Study, scenario: Scenario) -> None:
    """List what is supposed, each with a way to take it back."""
    criteria = {one.id: one for one in study.criteria_sets[scenario.criteria].leaf_criteria}
    st.markdown(say("scenarios_page.supposed"))
    for one in suppositions():
        said, button = st.columns([4, 1], vertical_alignment="center")
        said.markdown(escape_markdown(_said(study, criteria, one)))
        button.button(
            say("scenarios_page.take_back"),
            key="take_back_" + "_".join(one[:3]),
            on_click=take_back,
            args=(one,),
            help=say("scenarios_page.take_back_help"),
        )
    if len(suppositions()) > 1:
        st.button(
            say("scenarios_page.take_all_back"),
            key="take_all_back",
            on_click=take_all_back,
            help=say("scenarios_page.take_back_help"),
        )


def _said(study: Study, criteria: dict[str, Criterion], one: Supposition) -> str:
    """Write a supposition; names that the study no longer has stand as they are."""
    province, chain = study.provinces.get(one.ubigeo), study.chains.get(one.chain)
    criterion = criteria.get(one.criterion)
    value = f"{one.value:g}"
    if criterion is not None and isinstance(criterion.scale, LevelsScale):
        named = [level.name[language()] for level in criterion.scale.levels if level.value == one.value]
        value = " ".join([value, *(f"({name})" for name in named)])
    return say(
        "scenarios_page.supposition",
        province=one.ubigeo if province is None else province.name,
        chain=one.chain if chain is None else chain.name[language()],
        criterion=one.criterion if criterion is None else criterion.name[language()],
        value=value,
    )


def _keep(chosen: Chosen, scenario: Scenario, after: Scenario) -> None:
    """Keep the scenario with what is supposed as a copy, to compare, edit and save."""
    name = st.text_input(
        say("scenarios_page.copy_name"),
        key="supposed_name",
        max_chars=LONGEST_NAME,
        placeholder=say("scenarios_page.copy_name_none"),
        help=say("scenarios_page.copy_name_help"),
    )

    def on_click() -> None:
        plain = say("scenarios_page.supposing_called", scenario=scenario.name[language()])
        keep_copy(chosen, after, name.strip() or plain)
        take_all_back()

    st.button(
        say("scenarios_page.keep"),
        key="keep_supposed",
        on_click=on_click,
        help=say("scenarios_page.keep_help"),
    )
