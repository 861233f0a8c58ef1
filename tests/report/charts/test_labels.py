"""Where names of points on a map go."""

from __future__ import annotations

from itertools import combinations

from priorizar.report.charts import territory_map
from priorizar.report.charts.labels import LETTER, place_names


def boxes(spec):
    """Boxes of the names of a map of 460 by 620 pixels."""
    low, high = spec["layer"][2]["data"]["values"]
    scale = min(460 / (high["x"] - low["x"]), 620 / (high["y"] - low["y"]))
    found = {}
    for one in spec["data"]["values"]:
        x, y = (one["x"] - low["x"]) * scale, (high["y"] - one["y"]) * scale
        width = LETTER * len(one["province"])
        left = x + one["dx"] - {"left": 0, "center": width / 2, "right": width}[one["align"]]
        top = y + one["dy"] - {"top": 0, "middle": 6.5, "bottom": 13}[one["baseline"]]
        found[one["province"]] = (left, top, left + width, top + 13)
    return found


def test_no_name_of_a_province_covers_another(study):
    there = boxes(territory_map(study, {}, title="x"))
    assert len(there) == 28
    for (one, a), (other, b) in combinations(there.items(), 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} and {other}"


def test_a_name_stands_to_the_right_where_nothing_is_in_its_way():
    assert [side.align for side in place_names([(0, 0), (0, 200)], ["Anta", "Cusco"])] == ["left", "left"]


def test_of_two_points_side_by_side_each_name_goes_to_its_own_side():
    assert [side.align for side in place_names([(0, 0), (20, 0)], ["Canas", "Canchis"])] == ["right", "left"]
