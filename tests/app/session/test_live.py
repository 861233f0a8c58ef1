"""Weights being moved: shares, locks, and the way back."""

from __future__ import annotations

import pytest
import streamlit as st

from priorizar import rank
from priorizar.app.session import live as moving

EXPORTS, TRADITION = "oferta_exportable", "tradicion"


@pytest.fixture
def base(study, monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    return study.scenario("base")


def shares(study, base) -> dict[str, float]:
    names = [one.id for one in study.criteria_sets[base.criteria].leaf_criteria]
    return dict(zip(names, moving.shares(study, base), strict=True))


def test_nothing_moved_is_the_scenario_itself(study, base):
    assert moving.as_moved(base) is base
    assert set(shares(study, base).values()) == {0.2}


def test_the_others_make_room(study, base):
    moving.drag(study, base, EXPORTS, 0.6, done=True)
    assert shares(study, base) == pytest.approx(
        {EXPORTS: 0.6} | dict.fromkeys(set(shares(study, base)) - {EXPORTS}, 0.1)
    )
    assert rank(study, moving.as_moved(base)).weights.values.sum() == pytest.approx(1, abs=1e-12)


def test_a_drag_to_the_end_and_back_leaves_everything_as_it_was(study, base):
    moving.drag(study, base, TRADITION, 0.5, done=True)
    before = shares(study, base)
    for to in (0.4, 1.0, 0.2):
        moving.drag(study, base, EXPORTS, to, done=False)
    moving.drag(study, base, EXPORTS, before[EXPORTS], done=True)
    assert shares(study, base) == pytest.approx(before)


def test_a_drag_is_one_step_back(study, base):
    for to in (0.3, 0.4, 0.5):
        moving.drag(study, base, EXPORTS, to, done=False)
    moving.drag(study, base, EXPORTS, 0.6, done=True)
    moving.drag(study, base, TRADITION, 0.3, done=True)
    moving.keep(moving.live(base).undone())
    assert shares(study, base)[EXPORTS] == pytest.approx(0.6)
    moving.keep(moving.live(base).undone())
    assert moving.as_moved(base) is base
    assert moving.live(base).undone() == moving.live(base)


def test_while_a_slider_is_held_it_does_not_rest(study, base):
    moving.drag(study, base, EXPORTS, 0.5, done=False)
    assert not moving.resting(base)
    moving.drag(study, base, EXPORTS, 0.5, done=True)
    assert moving.resting(base)


def test_a_locked_weight_neither_moves_nor_makes_room(study, base):
    moving.lock(base, TRADITION)
    moving.drag(study, base, TRADITION, 0.9, done=True)
    assert moving.as_moved(base) is base
    moving.drag(study, base, EXPORTS, 1.0, done=True)
    assert shares(study, base)[TRADITION] == 0.2
    assert shares(study, base)[EXPORTS] == pytest.approx(0.8)
    moving.lock(base, TRADITION)
    assert moving.live(base).locked == frozenset()


@pytest.mark.parametrize(
    ("criterion", "to"), [("nada", 0.5), (EXPORTS, float("nan")), (EXPORTS, float("inf"))]
)
def test_what_no_slider_sends_is_passed_over(study, base, criterion, to):
    moving.drag(study, base, criterion, to, done=True)
    assert moving.as_moved(base) is base


def test_another_scenario_begins_anew(study, base):
    moving.drag(study, base, EXPORTS, 0.6, done=True)
    other = study.scenario("exportador")
    assert moving.as_moved(other) is other


def test_the_way_back_is_bounded(study, base):
    for step in range(2 * moving.MOST_STEPS):
        moving.drag(study, base, EXPORTS, 0.2 + 0.001 * step, done=True)
    assert len(moving.live(base).past) == moving.MOST_STEPS
