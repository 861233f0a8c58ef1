"""Rankings side by side."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import priorizar as pz
from refusals import refused


def test_a_shift_is_how_many_places_it_rises(beside_base):
    alta = {one["chain"]: one for one in beside_base.rows() if one["province"] == "Alta"}
    assert (alta["lana"]["rank_base"], alta["lana"]["rank_frenos"], alta["lana"]["shift_frenos"]) == (2, 1, 1)
    assert (alta["papa"]["rank_base"], alta["papa"]["rank_frenos"], alta["papa"]["shift_frenos"]) == (
        1,
        2,
        -1,
    )


def test_the_driver_is_the_criterion_whose_contribution_moved_it(beside_base):
    """Base gives lana in Alta (0.25, 0.5, 0.75)/3 and papa (0.75, 0.5, 0.5)/3; frenos 0.75 and 0.5.

    Held against the mean of the beside_base, demand takes back 1/12 and obstacles bring 1/12 more.
    """
    alta = {one["chain"]: one for one in beside_base.rows() if one["province"] == "Alta"}
    assert {one["driver_frenos"] for one in alta.values()} <= {"demanda", "frenos"}
    baja = {one["chain"]: one for one in beside_base.rows() if one["province"] == "Baja"}
    # Both tie on obstacles: lana rises from second to shared first because demand counts no more.
    assert (baja["lana"]["shift_frenos"], baja["lana"]["driver_frenos"]) == (1, "demanda")
    assert (baja["papa"]["shift_frenos"], baja["papa"]["driver_frenos"]) == (0, None)


def test_drivers_point_the_way_of_the_shift(study):
    comparison = pz.compare(study, ["base", "exportador"])
    first, other = comparison.rankings
    for one in comparison.rows():
        assert (one["driver_exportador"] is None) == (one["shift_exportador"] == 0)
    moved = [one for one in comparison.rows() if one["shift_exportador"]]
    names = [criterion.id for criterion in first.matrix.criteria]
    places = {
        (alternative.province.ubigeo, alternative.chain.id): row
        for row, alternative in enumerate(first.matrix.alternatives)
    }
    of_row = first.groups.of_row
    for one in moved:
        row, column = places[one["ubigeo"], one["chain"]], names.index(one["driver_exportador"])
        inside = of_row == of_row[row]
        change = other.contributions[:, column] - first.contributions[:, column]
        assert (change[row] - change[inside].mean()) * np.sign(one["shift_exportador"]) > 0


def test_agreement_is_that_of_scipy(study):
    comparison = pz.compare(study, ["base", "identidad"], by="department")
    for group, found in enumerate(comparison.agreement()):
        inside = comparison.rankings[0].groups.of_row == group
        first, second = (ranking.rank[inside] for ranking in comparison.rankings)
        assert found["alternatives"] == inside.sum()
        assert found["spearman"] == pytest.approx(stats.spearmanr(first, second).statistic)
        assert found["kendall_tau_b"] == pytest.approx(stats.kendalltau(first, second).statistic)
        assert 0 <= found["ws"] <= 1


def test_a_scenario_agrees_wholly_with_itself(study):
    for found in pz.compare(study, ["base", "base"], by="department").agreement():
        assert found["spearman"] == found["kendall_tau_b"] == found["ws"] == pytest.approx(1)


def test_agreement_with_a_ranking_that_ties_everything_is_nothing(beside_base):
    """In Baja and Costa nothing is known of obstacles, so both chains tie."""
    by_group = {one["group"]: one for one in beside_base.agreement()}
    assert by_group["0101"]["spearman"] == pytest.approx(-1)
    assert by_group["0102"]["spearman"] is None
    assert by_group["0102"]["kendall_tau_b"] is None


def test_only_what_every_ranking_has_is_compared(small):
    small.write(
        "scenarios/norte.yaml",
        "id: norte\nname: {es: a, en: b}\nextends: base\n"
        "include: {departments: [Norte]}\nexclude: {chains: [lana]}\n",
    )
    comparison = pz.compare(small.load(), ["base", "norte"])
    assert [(one["province"], one["chain"]) for one in comparison.rows()] == [
        ("Alta", "papa"),
        ("Baja", "papa"),
    ]
    assert {one["group"] for one in comparison.agreement()} == {"0101", "0102"}
    assert {one["alternatives"] for one in comparison.agreement()} == {1}
    assert {one["spearman"] for one in comparison.agreement()} == {None}


def test_nothing_in_common_is_refused(small):
    for place, name in (("Norte", "norte"), ("Sur", "sur")):
        small.write(
            f"scenarios/{name}.yaml",
            f"id: {name}\nname: {{es: a, en: b}}\nextends: base\ninclude: {{departments: [{place}]}}\n",
        )
    assert refused(pz.compare, small.load(), ["norte", "sur"]) == ["ranking.nothing_shared"]


def test_one_scenario_is_refused(study):
    assert refused(pz.compare, study, ["base"]) == ["ranking.compare_two"]


def test_scenarios_over_different_criteria_have_no_driver(small):
    text = small.text("criteria/tres.yaml").replace("id: tres\n", "id: otros\n").replace("demanda", "ventas")
    small.write("criteria/otros.yaml", text)
    small.write(
        "scenarios/otro.yaml",
        "id: otro\nname: {es: a, en: b}\ncriteria: otros\nweights: {procedure: equal}\nmethod: additive\n",
    )
    rows = pz.compare(small.load(), ["base", "otro"]).rows()
    assert any(one["shift_otro"] for one in rows)
    assert all(one["driver_otro"] is None for one in rows)


def test_a_method_that_does_not_come_apart_has_no_driver(study):
    base = study.scenario("base")
    vikor = base.model_copy(update={"id": "otro", "method": type(base.method)(name="vikor")})
    assert all(one["driver_otro"] is None for one in pz.compare(study, [base, vikor]).rows())


def test_one_scenario_by_two_methods_keeps_both_columns(study):
    base = study.scenario("base")
    additive = base.model_copy(update={"method": type(base.method)(name="additive")})
    row = pz.compare(study, [base, additive]).rows()[0]
    assert {"rank_base_topsis (reference=scale)", "rank_base_additive", "shift_base_additive"} <= set(row)


def test_a_frame_has_a_row_an_alternative(study):
    frame = pz.compare(study, ["base", "exportador", "identidad"]).to_frame()
    assert len(frame) == 233
    assert {"shift_exportador", "shift_identidad", "driver_identidad"} <= set(frame)


def test_ws_takes_the_first_scenario_as_the_reference(study):
    """Shifts among the first of ``base`` count most, not those among the first of the other."""
    comparison = pz.compare(study, ["base", "exportador"], by="all")
    x, y = (stats.rankdata(ranking.rank) for ranking in comparison.rankings)
    m = len(x)
    (found,) = comparison.agreement()
    assert found["ws"] == pytest.approx(
        1 - sum(2**-a * abs(a - b) / max(a - 1, m - a) for a, b in zip(x, y, strict=True)), rel=1e-12
    )
    (back,) = pz.compare(study, ["exportador", "base"], by="all").agreement()
    assert abs(found["ws"] - back["ws"]) > 1e-9
