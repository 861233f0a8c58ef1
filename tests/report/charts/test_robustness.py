"""What of an order survives what nobody knows."""

from __future__ import annotations

from collections import defaultdict

import pytest

from priorizar import robustness
from priorizar.report.charts import acceptability_map

ANTA = "0803"


@pytest.fixture(scope="module")
def drawings(study):
    return robustness(study, "base", provinces=["Anta"], draws=400)


def test_frequencies_of_each_chain_add_up_to_one(drawings, drawn):
    spec = acceptability_map(drawings, ANTA)
    total = defaultdict(float)
    for one in spec["data"]["values"]:
        total[one["chain"]] += one["share"]
    assert len(total) == 8
    assert all(share == pytest.approx(1) for share in total.values())
    assert spec["layer"][0]["encoding"]["color"]["scale"]["scheme"] == "viridis"
    assert "granos andinos" in drawn(spec)
