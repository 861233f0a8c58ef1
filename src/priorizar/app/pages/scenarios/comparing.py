"""Scenarios side by side: places and shifts, what moves each chain, how far the orders agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from priorizar.app.components.chart import chart
from priorizar.app.components.problems import escape_markdown, show_problems
from priorizar.app.components.table import table
from priorizar.app.pages.scenarios.everywhere import MEASURES, everywhere
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.compared import choose, compared, put_first
from priorizar.app.session.side_by_side import held, names_of, offered, ranked, titles_of
from priorizar.app.words import language, number, say, shift
from priorizar.methods.wording import method_title
from priorizar.questions.interpretation import how_alike
from priorizar.ranking.comparison import Comparison, ComparisonRecord
from priorizar.ranking.ranking import Ranking
from priorizar.report.charts import scenario_bump
from priorizar.report.charts.subjects import headings_of
from priorizar.study.scenario import Scenario

FROM_AFAR = 3
"""Movements that are told on a projector."""


def comparing(chosen: Chosen) -> None:
    """Show the choice of scenarios and what comes of it."""
    st.header(say("scenarios_page.compare_title"), help=say("scenarios_page.compare_help"))
    choices = offered(chosen)
    names = _choice(choices)
    if len(names) < 2:
        st.info(say("scenarios_page.choose_two"))
        return
    rankings, problems = ranked(chosen, [choices[name] for name in names])
    if problems:
        show_problems(problems)
    comparison = held(rankings)
    if comparison is None:
        st.info(say("scenarios_page.nothing_shared"))
        return
    _notes(comparison)
    _in_the_province(chosen, comparison)
    everywhere(chosen, comparison)


def _choice(choices: Mapping[str, Scenario]) -> list[str]:
    """Choose the scenarios, and which of them the others are held against."""
    all_, titles = list(choices), names_of(choices)
    state = st.session_state
    state["compared_choice"] = names = compared(all_)
    many, one = st.columns([3, 1])
    many.multiselect(
        say("scenarios_page.which"),
        all_,
        format_func=titles.__getitem__,
        key="compared_choice",
        on_change=lambda: choose(state["compared_choice"]),
        help=say("scenarios_page.which_help"),
        placeholder=say("scenarios_page.which_none"),
    )
    if names:
        state["compared_first"] = names[0]
        one.selectbox(
            say("scenarios_page.first"),
            names,
            format_func=titles.__getitem__,
            key="compared_first",
            on_change=lambda: put_first(state["compared_first"], all_),
            help=say("scenarios_page.first_help"),
        )
    return names


def _notes(comparison: Comparison) -> None:
    """Show what whoever compares must know: whose weights, and what is counted by which method."""
    titles = titles_of(comparison)
    by_method: dict[str, list[str]] = {}
    for name, ranking in zip(comparison.names, comparison.rankings, strict=True):
        by_method.setdefault(method_title(ranking.method, language()), []).append(titles[name])
    notes = []
    if any(one.scenario.illustrative for one in comparison.rankings):
        notes.append(say("scenarios_page.illustrative"))
    if len(by_method) > 1:
        said = "; ".join(f"{how}: {', '.join(names)}" for how, names in by_method.items())
        notes.append(say("scenarios_page.methods_differ", methods=escape_markdown(said)))
    supposing = [
        titles[n] for n, one in zip(comparison.names, comparison.rankings, strict=True) if _supposes(one)
    ]
    if supposing:
        notes.append(say("scenarios_page.some_suppose", names=escape_markdown(", ".join(supposing))))
    if notes:
        st.caption(" ".join(notes))


def _supposes(ranking: Ranking) -> bool:
    return bool(ranking.scenario.what_if)


def _in_the_province(chosen: Chosen, comparison: Comparison) -> None:
    ubigeo = chosen.province.ubigeo
    rows = [one for one in comparison.records() if one["ubigeo"] == ubigeo]
    if not rows:
        st.info(say("scenarios_page.not_here", province=escape_markdown(chosen.province.name)))
        return
    titles = titles_of(comparison)
    first, *others = comparison.names
    # From the back of a room the lines are read only as wide as the page.
    left, right = (st.container(), st.container()) if chosen.projector else st.columns(2, gap="medium")
    with left:
        table(
            [say("scenarios_page.col_chain"), *titles.values()],
            [
                [
                    chosen.chain_name(one["chain"]),
                    one["rank"][first],
                    *(f"{one['rank'][name]} ({shift(one['shift'][name])})" for name in others),
                ]
                for one in rows
            ],
            caption=say("scenarios_page.places", province=chosen.province.name),
            numbers=range(1, len(titles) + 1),
        )
        st.caption(say("scenarios_page.places_hint", first=escape_markdown(titles[first])))
    with right:
        chart(scenario_bump(comparison, ubigeo, chosen.language), "scenario_bump")
    _movements(chosen, comparison, rows, titles)
    if not chosen.projector:
        _agreement(comparison, ubigeo, titles)


def _movements(
    chosen: Chosen, comparison: Comparison, rows: Sequence[ComparisonRecord], titles: Mapping[str, str]
) -> None:
    """Tell who rises and falls, and the criterion that moves each most."""
    st.header(say("scenarios_page.why_title"), help=say("scenarios_page.why_help"))
    criteria = headings_of(comparison.rankings[0], chosen.language)
    first, *others = comparison.names
    for name in others:
        moved = sorted(
            (one for one in rows if one["shift"][name]),
            key=lambda one: (-abs(one["shift"][name]), -one["shift"][name]),
        )
        shown = moved[:FROM_AFAR] if chosen.projector else moved
        head = say(
            "scenarios_page.from_to" if moved else "scenarios_page.nobody_moves",
            first=escape_markdown(titles[first]),
            other=escape_markdown(titles[name]),
        )
        said = [_movement(chosen, one, name, criteria) for one in shown]
        st.markdown("\n".join([head, "", *(f"- {escape_markdown(line)}" for line in said)]))


def _movement(chosen: Chosen, one: ComparisonRecord, name: str, criteria: Mapping[str, str]) -> str:
    places, driver = one["shift"][name], one["driver"][name]
    way = "rises" if places > 0 else "falls"
    key = f"{way}_one" if abs(places) == 1 else f"{way}_many"
    said = say(f"scenarios_page.{key}", chain=chosen.chain_name(one["chain"]), places=abs(places))
    if driver is None:
        return said + say("scenarios_page.no_driver")
    return said + say("scenarios_page.driver", criterion=criteria.get(driver, driver))


def _agreement(comparison: Comparison, ubigeo: str, titles: Mapping[str, str]) -> None:
    st.header(say("scenarios_page.agreement_title"), help=say("scenarios_page.agreement_help"))
    found = [one for one in comparison.agreement() if one["group"] == ubigeo]
    heads = ["col_scenario", "col_spearman", "col_kendall", "col_ws", "col_said"]
    table(
        [say(f"scenarios_page.{head}") for head in heads],
        [
            [titles[one["scenario"]], *(_measured(one[name]) for name in MEASURES), _read(one["spearman"])]
            for one in found
        ],
        caption=say(
            "scenarios_page.agreement_caption",
            first=titles[comparison.names[0]],
            chains=found[0]["alternatives"] if found else 0,
        ),
        numbers=(1, 2, 3),
    )
    st.caption(say("scenarios_page.agreement_legend"))


def _measured(value: float | None) -> str:
    return "–" if value is None else number(value, 2)


def _read(value: float | None) -> str:
    """Describe a Spearman correlation in words."""
    if value is None:
        return say("scenarios_page.read_unknown")
    return say(f"scenarios_page.read_{how_alike(value)}")
