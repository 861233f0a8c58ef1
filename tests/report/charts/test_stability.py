"""How far a weight may move before the order changes."""

from __future__ import annotations

import pytest

from priorizar import rank
from priorizar.questions.weight_stability import weight_stability
from priorizar.report.charts import stability_bands


@pytest.fixture(scope="module")
def ranking(study):
    return rank(study, "base")


def of(study, province):
    return weight_stability(study, "base", provinces=[province])


def test_each_band_is_where_the_weight_may_move(study, ranking, drawn):
    records = of(study, "Arequipa")
    spec = stability_bands(records, ranking)
    shown = [(one["low"], one["weight"], one["high"]) for one in spec["data"]["values"]]
    assert shown == [(one["low"], one["weight"], one["high"]) for one in records]
    assert "Arequipa" in spec["description"]
    assert "Tradición" in drawn(spec)


def test_what_comes_in_beyond_each_end_is_said(study, ranking, drawn):
    spec = stability_bands(of(study, "Arequipa"), ranking)
    assert "Ranking 20\u00a0% (16\u00a0% – 100\u00a0%): si baja, entra uva" in spec["description"]
    assert "Tradición 20\u00a0% (0\u00a0% – 24\u00a0%): si sube, entra uva" in spec["description"]
    assert "si sube, entra uva" in drawn(spec)


def test_where_no_weight_changes_anything_that_is_said(study, ranking):
    spec = stability_bands(of(study, "Anta"), ranking, "en")
    assert {one["changes"] for one in spec["data"]["values"]} == {"no weight changes it"}


def test_without_criteria_there_is_an_empty_chart(ranking, drawn):
    drawn(stability_bands([], ranking))
