"""What every chart is made of."""

from __future__ import annotations

import pytest

from priorizar import rank
from priorizar.report.charts import evidence_map, for_wall, on_screen, ranking_bars, weight_bars
from priorizar.report.charts.frame import percent


def test_on_a_screen_a_chart_fits_its_width_and_has_the_letters_of_its_page(study, drawn):
    printed = weight_bars(rank(study, "base"))
    before = dict(printed)
    shown = on_screen(printed, "#fafafa")
    assert shown["autosize"]["type"] == "fit-x"
    assert 'fill="#fafafa"' in drawn(shown)
    assert 'fill="#fafafa"' not in drawn(printed)
    assert printed == before


@pytest.mark.parametrize(
    ("language", "said"), [("es", ["0\u00a0%", "45\u00a0%", "100\u00a0%"]), ("en", ["0%", "45%", "100%"])]
)
def test_percentages_are_written_as_each_language_does(language, said):
    assert [percent(share, language) for share in (0.0, 0.449, 1.0)] == said


def test_on_a_screen_what_is_chosen_stands_out_from_the_page(study):
    printed = evidence_map(rank(study, "base"), "0801")
    shown = on_screen(printed, "#fafafa")
    assert [one["value"] for one in shown["params"]] == ["#fafafa"]
    assert [one["value"] for one in printed["params"]] == ["black"]
    around = shown["layer"][0]["encoding"]["stroke"]["condition"]
    assert around == {"param": "cell", "empty": False, "value": {"expr": shown["params"][0]["name"]}}


def test_on_a_wall_rows_and_the_letters_beside_marks_are_larger(study, drawn):
    printed = weight_bars(rank(study, "base"))
    before = printed["height"]
    wall = for_wall(printed, 2)
    assert wall["height"] == 2 * before
    assert 'font-size="22px"' in drawn(wall)
    assert 'font-size="22px"' not in drawn(printed)
    assert printed["height"] == before


def test_a_chart_of_bars_alone_is_larger_on_a_wall_too(study):
    printed = ranking_bars(rank(study, "base"), "0801")
    assert for_wall(printed, 2) == printed | {"height": 2 * printed["height"]}
