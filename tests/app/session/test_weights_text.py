"""Weights in an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from priorizar.app.pages.ranking.weighing import RATIOS
from priorizar.app.session.weights_text import read_weights, written_weights
from priorizar.elicitation.statements import Ahp, Points


@pytest.fixture(scope="module")
def criteria(study):
    return study.criteria_sets["priorizacion"].leaf_criteria


@given(said=some.lists(some.floats(0.001, 1000), min_size=5, max_size=5))
def test_points_come_back(said, criteria):
    values = {one.id: float(f"{value:.6g}") for one, value in zip(criteria, said, strict=True)}
    points = Points(procedure="points", values=values)
    assert read_weights(written_weights(points), criteria) == points


@given(said=some.lists(some.sampled_from(RATIOS), min_size=10, max_size=10))
def test_comparisons_come_back(said, criteria):
    written = "pares:" + ",".join(f"{one:.6g}" for one in said)
    read = read_weights(written, criteria)
    assert isinstance(read, Ahp)
    assert [ratio for *_, ratio in read.comparisons] == pytest.approx(said, rel=1e-5)
    assert written_weights(read) == written


@pytest.mark.parametrize(
    "written",
    [
        "",
        "puntos:",
        "puntos:1,2,3",
        "puntos:1,2,3,4,x",
        "puntos:0,0,0,0,0",
        "puntos:-1,2,3,4,5",
        "puntos:nan,2,3,4,5",
        "puntos:inf,2,3,4,5",
        "pares:1,1,1",
        "pares:" + ",".join(["20"] * 10),
        "<script>:1,2,3,4,5",
        "puntos:" + "9" * 100_000,
    ],
)
def test_what_is_none_is_passed_over(written, criteria):
    assert read_weights(written, criteria) is None


@given(written=some.text(max_size=60))
def test_nothing_an_address_says_breaks_it(written, criteria):
    for kind in ("puntos:", "pares:", ""):
        read_weights(kind + written, criteria)
