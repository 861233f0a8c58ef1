"""Records by id, and the names that tables put on them."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.locale import LANGUAGES
from priorizar.ranking.naming import named


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_where_the_ids_stood(study, language):
    (row,) = named(
        [{"group": "x", "ubigeo": "0803", "chain": "cafe", "gain": 1.5}], study.alternatives, language
    )
    assert row == {
        "group": "x",
        "department": "Cusco",
        "zone": study.provinces["0803"].zone,
        "province": "Anta",
        "ubigeo": "0803",
        "chain": "cafe",
        "chain_name": {"es": "café", "en": "coffee"}[language],
        "gain": 1.5,
    }
    assert list(row) == [
        "group", "department", "zone", "province", "ubigeo", "chain", "chain_name", "gain"
    ]  # fmt: skip


def without_names(row):
    return {
        key: value
        for key, value in row.items()
        if key not in ("department", "zone", "province", "chain_name")
    }


def test_rows_are_the_records_with_names(study):
    ranking = pz.rank(study, "exportador")
    assert [without_names(one) for one in ranking.rows("en")] == ranking.records()
    assert ranking.records("0803") == [one for one in ranking.records() if one["ubigeo"] == "0803"]


def test_rows_of_a_comparison_spread_its_records_over_columns(study):
    comparison = pz.compare(study, ["base", "exportador"])
    for row, record in zip(comparison.rows(), comparison.records(), strict=True):
        assert (row["ubigeo"], row["chain"]) == (record["ubigeo"], record["chain"])
        for name in comparison.names:
            assert (row[f"rank_{name}"], row[f"score_{name}"]) == (
                record["rank"][name],
                record["score"][name],
            )
        assert row["shift_exportador"] == record["shift"]["exportador"]
        assert row["driver_exportador"] == record["driver"]["exportador"]
        assert "base" not in record["shift"]
