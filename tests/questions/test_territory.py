"""Who leads each province, how surely, and on how much evidence."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.questions.territory import territory


@pytest.fixture(scope="module")
def base(study):
    return territory(study, "base")


def by_ubigeo(records):
    return {one["ubigeo"]: one for one in records}


def test_every_province_has_one_record_in_the_order_of_the_study(study, base):
    assert [one["ubigeo"] for one in base] == list(study.provinces)


def test_leaders_are_those_in_the_first_place(study, base):
    for row in pz.rank(study, "base").rows():
        leads = row["chain"] in by_ubigeo(base)[row["ubigeo"]]["leaders"]
        assert leads == (row["rank"] == 1)


def test_how_often_is_what_robustness_says_of_the_leader(study, base):
    found = pz.robustness(study, "base", provinces=["Anta"], draws=20_000, vary="evidence")
    leader = found.acceptability()[0]
    anta = by_ubigeo(base)[leader["ubigeo"]]
    assert anta["leaders"] == [leader["chain"]]
    assert anta["first"] == pytest.approx(leader["first"], abs=2 * anta["error"])


def test_coverage_is_the_share_of_cells_of_the_province_that_are_known(study, base):
    for ubigeo in ("0301", "0803"):
        basis = [one["basis"] for one in pz.cells(study, study.scenarios["base"]) if one["ubigeo"] == ubigeo]
        known = sum(one != "unknown" for one in basis) / len(basis)
        assert by_ubigeo(base)[ubigeo]["coverage"] == pytest.approx(known)
        assert 0 < known < 1


def test_leaders_that_tie_all_stand_there(settled):
    """In Costa both chains are at the same levels; elsewhere papa is ahead."""
    found = territory(settled, "base")
    assert [one["leaders"] for one in found] == [["papa"], ["papa"], ["lana", "papa"]]
    assert [one["first"] for one in found[:2]] == [1.0, 1.0]


def test_without_draws_nothing_is_said_of_how_often(study, base):
    undrawn = territory(study, "base", draws=0)
    assert {one["first"] for one in undrawn} == {None}
    assert [one["leaders"] for one in undrawn] == [one["leaders"] for one in base]
    assert by_ubigeo(undrawn)["0803"]["leaders"] == ["granos_andinos"]


def test_a_method_may_be_another(study):
    vikor = {one["ubigeo"]: one["leaders"] for one in territory(study, "base", method="vikor", draws=0)}
    ranked = pz.rank(study, "base", method="vikor").rows()
    assert all(row["chain"] in vikor[row["ubigeo"]] for row in ranked if row["rank"] == 1)
