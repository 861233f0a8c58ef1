"""Weights as people state them: sliders that stay a whole, points to share, comparisons of two at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations, cycle

import streamlit as st

from priorizar.app.components.problems import escape_markdown
from priorizar.app.components.sliders import Move, sliders
from priorizar.app.session.chosen import Chosen
from priorizar.app.session.live import drag, keep, live, lock, shares
from priorizar.app.words import language, percent, say
from priorizar.elicitation.statements import Ahp, Points
from priorizar.errors import describe, naming
from priorizar.figures import decimals_apart
from priorizar.ranking.ranking import weights_of
from priorizar.report.charts import OKABE_ITO
from priorizar.study.criteria import Criterion
from priorizar.weighting.ahp import ACCEPTABLE_RATIO
from priorizar.weighting.shares import whole_percents

MODE = "weighing_mode"
MODES = ("sliders", "points", "pairs")
RATIOS = (9, 8, 7, 6, 5, 4, 3, 2, 1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6, 1 / 7, 1 / 8, 1 / 9)
"""Saaty's scale, from the first of two mattering extremely more to the second doing so."""


def weighing(chosen: Chosen, leaders: str) -> None:
    """Show the weights and let them be moved; ``leaders`` says who is ahead."""
    st.header(say("weighing.title"), help=say("weighing.help"))
    if chosen.projector:
        st.session_state[MODE] = MODES[0]
    else:
        st.radio(
            say("weighing.mode"),
            MODES,
            format_func=lambda mode: say(f"weighing.mode_{mode}"),
            key=MODE,
            horizontal=True,
            help=say("weighing.mode_help"),
            label_visibility="collapsed",
        )
    criteria = chosen.study.criteria_sets[chosen.stated.criteria].leaf_criteria
    mode = st.session_state[MODE]
    if mode == "sliders":
        _sliders(chosen, criteria, leaders)
    else:
        {"points": _points, "pairs": _pairs}[mode](chosen, criteria)
    _way_back(chosen)


def _sliders(chosen: Chosen, criteria: tuple[Criterion, ...], leaders: str) -> None:
    held = shares(chosen.study, chosen.stated)
    whole = whole_percents(held)
    locked = live(chosen.stated).locked

    def on_move(move: Move) -> None:
        if isinstance(move.get("lock"), str):
            lock(chosen.stated, move["lock"])
        elif isinstance(move.get("criterion"), str) and isinstance(move.get("to"), int | float):
            drag(
                chosen.study,
                chosen.stated,
                move["criterion"],
                move["to"] / 100,
                done=bool(move.get("done")),
            )

    rows = [
        {
            "id": one.id,
            "name": one.heading(language()),
            "help": _meaning(one),
            "colour": colour,
            "share": 100 * share,
            "said": percent(points / 100),
            "locked": one.id in locked,
            "lock": say("weighing.lock", name=one.heading(language())),
            "unlock": say("weighing.unlock", name=one.heading(language())),
        }
        for one, share, points, colour in zip(criteria, held, whole, cycle(OKABE_ITO))
    ]
    sliders("sliders", rows, leaders, on_move)
    if len(criteria) - len(locked) == 1:
        st.caption(say("weighing.one_free"))
    elif not chosen.projector:
        st.caption(say("weighing.sliders_hint"))


def _points(chosen: Chosen, criteria: tuple[Criterion, ...]) -> None:
    """Share points: any numbers, for what counts is their proportion."""
    said = live(chosen.stated).said
    whole = whole_percents(shares(chosen.study, chosen.stated))
    given = said.values if isinstance(said, Points) else {}

    def on_change() -> None:
        values = {one.id: float(st.session_state[f"points_{one.id}"]) for one in criteria}
        if any(values.values()):
            keep(live(chosen.stated).saying(Points(procedure="points", values=values)))

    for one, points in zip(criteria, whole, strict=True):
        st.session_state[f"points_{one.id}"] = float(round(given.get(one.id, points), 1))
        st.number_input(
            escape_markdown(one.heading(language())),
            min_value=0.0,
            max_value=1000.0,
            step=5.0,
            format="%g",
            key=f"points_{one.id}",
            help=escape_markdown(_meaning(one)),
            on_change=on_change,
        )
    total = sum(float(st.session_state[f"points_{one.id}"]) for one in criteria)
    st.caption(say("weighing.points_hint", total=f"{total:g}"))


def _pairs(chosen: Chosen, criteria: tuple[Criterion, ...]) -> None:
    """Compare two criteria at a time; the consistency ratio, and which answer to look at again."""
    said = chosen.scenario.weights
    pairs = list(combinations([one.id for one in criteria], 2))
    names = {one.id: one.heading(language()) for one in criteria}
    if isinstance(said, Ahp):
        _consistency(chosen, names)
    before: dict[tuple[str, str], float] = {}
    for a, b, ratio in said.comparisons if isinstance(said, Ahp) else ():
        before |= {(a, b): ratio, (b, a): 1 / ratio}

    def on_change() -> None:
        answers = tuple((a, b, float(st.session_state[f"pair_{a}_{b}"])) for a, b in pairs)
        keep(live(chosen.stated).saying(Ahp(procedure="ahp", comparisons=answers)))

    st.caption(say("weighing.pairs_hint"))
    if not before:
        st.caption(say("weighing.pairs_anew"))
    for a, b in pairs:
        st.session_state[f"pair_{a}_{b}"] = _nearest_ratio(before.get((a, b), 1.0))
        st.select_slider(
            escape_markdown(say("weighing.pair", a=names[a], b=names[b])),
            RATIOS,
            format_func=_saying_ratio(names[a], names[b]),
            key=f"pair_{a}_{b}",
            on_change=on_change,
        )


def _nearest_ratio(ratio: float) -> float:
    return min(RATIOS, key=lambda one: abs(one - ratio))


def _saying_ratio(a: str, b: str) -> Callable[[float], str]:
    def told(ratio: float) -> str:
        if ratio == 1:
            return say("weighing.equal")
        more, times = (a, ratio) if ratio > 1 else (b, 1 / ratio)
        return say("weighing.times", name=more, times=round(times))

    return told


def _consistency(chosen: Chosen, names: Mapping[str, str]) -> None:
    """Show how well the comparisons fit together, and which to look at first if they do not."""
    judged = weights_of(chosen.study, chosen.scenario)
    measured = judged.nodes[0].judgement.measures["consistency"]
    ratio = decimals_apart(measured.cr, ACCEPTABLE_RATIO)
    if measured.acceptable:
        st.success(say("weighing.consistent", ratio=ratio))
    else:
        st.warning(say("weighing.inconsistent", ratio=ratio))
    for note in judged.notes:
        st.caption(escape_markdown(describe(naming(note, names), language())))


def _way_back(chosen: Chosen) -> None:
    state = live(chosen.stated)
    undo, reset = st.columns(2)
    undo.button(
        say("weighing.undo"),
        key="undo",
        disabled=not state.past,
        help=say("weighing.undo_help"),
        on_click=lambda: keep(live(chosen.stated).undone()),
        width="stretch",
    )
    reset.button(
        say("weighing.reset"),
        key="reset",
        disabled=state.said is None,
        help=say("weighing.reset_help"),
        on_click=lambda: keep(live(chosen.stated).saying(None)),
        width="stretch",
    )


def _meaning(criterion: Criterion) -> str:
    """Describe in one line what a criterion asks."""
    said = criterion.description
    return "" if said is None else str(said[language()])
