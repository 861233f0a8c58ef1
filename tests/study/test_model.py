"""A study: what is derived from it is built once, and kept within bounds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

import priorizar as pz
from priorizar.elicitation.statements import Points
from priorizar.study.model import MOST_KEPT


@pytest.fixture
def fresh(study):
    """The bundled study with nothing kept yet."""
    return replace(study)


def test_what_is_derived_is_built_once(fresh):
    built = []
    for _ in range(3):
        assert fresh.keep("squares", 4, lambda: built.append(4) or 16) == 16
    assert built == [4]


def test_kinds_are_kept_apart(fresh):
    assert (fresh.keep("squares", 4, lambda: 16), fresh.keep("halves", 4, lambda: 2)) == (16, 2)


def test_what_was_not_used_for_longest_goes_first(fresh):
    for number in range(MOST_KEPT):
        fresh.keep("squares", number, lambda n=number: n**2)
    fresh.keep("squares", 0, pytest.fail)
    fresh.keep("squares", MOST_KEPT, lambda: None)
    fresh.keep("squares", 0, pytest.fail)
    assert fresh.keep("squares", 1, lambda: "again") == "again"


def test_what_fails_to_build_is_not_kept(fresh):
    with pytest.raises(ZeroDivisionError):
        fresh.keep("halves", 0, lambda: 1 // 0)
    assert fresh.keep("halves", 0, lambda: "right") == "right"


def test_threads_may_share_a_study(fresh):
    def ask(number):
        return fresh.keep("squares", number % 400, lambda: (number % 400) ** 2) == (number % 400) ** 2

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(20_000)))


def test_weights_that_move_for_hours_do_not_fill_the_memory(fresh):
    base = fresh.scenario("base")
    first = pz.rank(fresh, base)
    names = list(first.weights.criteria)
    for step in range(3 * MOST_KEPT):
        weights = Points(procedure="points", values=dict.fromkeys(names, 10) | {names[0]: step})
        moved = pz.rank(fresh, base.model_copy(update={"weights": weights}))
        assert moved.weights.values[0] == pytest.approx(step / (40 + step))
        # The matrix, which takes longest, is the same throughout.
        assert moved.matrix is first.matrix
    assert {kind: len(kept) for kind, kept in fresh._kept.items()} == {
        "matrix": 1,
        "weights": MOST_KEPT,
        "groups": 1,
    }


def test_a_changed_study_does_not_keep_what_came_of_the_old_one(fresh):
    before = pz.rank(fresh).matrix.known.sum()
    assert before > 0
    assert pz.rank(replace(fresh, evidence=())).matrix.known.sum() == 0
    assert pz.rank(fresh).matrix.known.sum() == before
