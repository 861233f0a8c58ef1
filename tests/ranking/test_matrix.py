"""How evidence becomes cells: which statement holds where, and what stands where there is none."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from priorizar.ranking.matrix import decision_matrix
from priorizar.study.criteria import Criterion
from priorizar.study.model import BASES, LEVELS, Alternative, Chain, Evidence, Place, Province

ALTA = Province("0101", "Alta", "Norte", "I")
BAJA = Province("0102", "Baja", "Norte", "II")
COSTA = Province("0201", "Costa", "Sur", "I")
PAPA = Chain("papa", name=None)
LABEL = {"es": "x", "en": "x"}
DEMAND = Criterion.model_validate(
    {
        "id": "demanda",
        "name": LABEL,
        "direction": "max",
        "scale": {"type": "levels", "levels": [{"value": n, "name": LABEL} for n in (0, 2, 4)]},
    }
)
POSITION = Criterion.model_validate(
    {
        "id": "puesto",
        "name": LABEL,
        "direction": "min",
        "scale": {
            "type": "numeric",
            "unit": LABEL,
            "low": 1,
            "high": 25,
            "value_function": [[1, 1], [5, 0.5], [25, 0]],
        },
    }
)
EVERYWHERE = Place()
DEPARTMENT = Place("Norte")
ZONE = Place(None, "I")
GROUP = Place("Norte", "I")
PROVINCE = Place("Norte", "I", "0101")
WIDEST_FIRST = [EVERYWHERE, DEPARTMENT, ZONE, GROUP, PROVINCE]


def said(place, value, *, low=None, high=None, basis="reported", criterion="demanda", what_if=False):
    low, high = value if low is None else low, value if high is None else high
    return Evidence(place, "papa", criterion, value, low, high, basis, "informe", f"{value}", what_if)


def matrix(*evidence, provinces=(ALTA,), criteria=(DEMAND,), directions=None):
    rows = [Alternative(province, PAPA, "group") for province in provinces]
    return decision_matrix(rows, criteria, evidence, directions)


class TestTheNarrowestWins:
    @pytest.mark.parametrize("narrower", range(1, 5))
    @pytest.mark.parametrize("order", [1, -1])
    def test_over_whatever_is_wider_in_any_order(self, narrower, order):
        evidence = [said(place, value / 2) for value, place in enumerate(WIDEST_FIRST[: narrower + 1])]
        found = matrix(*evidence[::order])
        assert found.value[0, 0] == narrower / 2
        assert LEVELS[found.level[0, 0]] == LEVELS[narrower]

    def test_even_with_the_weakest_basis(self):
        found = matrix(said(DEPARTMENT, 4, basis="measured"), said(PROVINCE, 1, basis="judged"))
        assert found.value[0, 0] == 1
        assert BASES[found.basis[0, 0]] == "judged"

    def test_a_place_speaks_for_those_within_it_and_no_other(self):
        everyone = (ALTA, BAJA, COSTA)
        known = {
            place: matrix(said(place, 1), provinces=everyone).known[:, 0].tolist() for place in WIDEST_FIRST
        }
        assert known == {
            EVERYWHERE: [True, True, True],
            DEPARTMENT: [True, True, False],
            ZONE: [True, False, True],
            GROUP: [True, False, False],
            PROVINCE: [True, False, False],
        }

    def test_a_zone_speaks_across_departments_and_its_group_within_one(self):
        found = matrix(said(ZONE, 1), said(GROUP, 3), provinces=(ALTA, COSTA))
        assert found.value[:, 0].tolist() == [3, 1]
        assert [LEVELS[level] for level in found.level[:, 0]] == ["group", "zone"]

    def test_what_a_scenario_supposes_comes_before_all_else(self):
        found = matrix(said(EVERYWHERE, 1, basis="judged", what_if=True), said(PROVINCE, 4, basis="measured"))
        assert found.value[0, 0] == 1

    def test_of_two_suppositions_the_narrower(self):
        found = matrix(said(PROVINCE, 3, what_if=True), said(EVERYWHERE, 1, what_if=True))
        assert found.value[0, 0] == 3


class TestSeveralStatementsOfOnePlace:
    def test_the_strongest_basis_wins(self):
        ordered = ["judged", "inferred", "reported", "measured"]
        for weaker, stronger in itertools.pairwise(ordered):
            for evidence in ([weaker, stronger], [stronger, weaker]):
                values = {weaker: 1, stronger: 3}
                found = matrix(*(said(GROUP, values[basis], basis=basis) for basis in evidence))
                assert found.value[0, 0] == 3
                assert [one.basis for one in found.evidence(0, 0)] == [stronger]

    def test_equals_give_their_mean_within_an_interval_that_holds_them_all(self):
        found = matrix(said(GROUP, 1, low=0, high=2), said(GROUP, 3, low=2.5, high=4))
        assert (found.value[0, 0], found.low[0, 0], found.high[0, 0]) == (2, 0, 4)
        assert len(found.evidence(0, 0)) == 2

    def test_a_province_is_one_place_however_it_was_written(self):
        found = matrix(said(Place(None, None, "0101"), 1), said(PROVINCE, 3))
        assert found.value[0, 0] == 2


class TestUnknownCells:
    def test_span_the_scale_around_the_amount_worth_one_half(self):
        found = matrix(criteria=(DEMAND, POSITION))
        assert found.low.tolist() == [[0, 1]]
        assert found.high.tolist() == [[4, 25]]
        assert found.value.tolist() == [[2, 5]]
        assert found.scaled.tolist() == [[0.5, 0.5]]

    def test_rest_on_nothing(self):
        found = matrix(provinces=(ALTA, BAJA))
        assert not found.known.any()
        assert found.coverage.tolist() == [0, 0]
        assert BASES[found.basis[0, 0]] == "unknown"
        assert found.level[0, 0] == -1
        assert found.evidence(0, 0) == ()

    def test_coverage_is_the_share_of_criteria_on_which_something_is_stated(self):
        found = matrix(said(DEPARTMENT, 2), provinces=(ALTA, COSTA), criteria=(DEMAND, POSITION))
        assert found.coverage.tolist() == [0.5, 0]

    def test_statements_on_other_chains_and_criteria_do_not_reach_them(self):
        other = Evidence(EVERYWHERE, "lana", "demanda", 1, 1, 1, "measured", "informe", "otra")
        assert not matrix(other, said(EVERYWHERE, 3, criterion="puesto")).known.any()


class TestTheCommonScale:
    def test_one_is_the_best_end_whatever_the_direction(self):
        found = matrix(said(PROVINCE, 4), said(PROVINCE, 1, criterion="puesto"), criteria=(DEMAND, POSITION))
        assert found.scaled.tolist() == [[1, 1]]

    def test_a_value_function_bends_it(self):
        found = matrix(said(PROVINCE, 15, criterion="puesto"), criteria=(POSITION,))
        assert found.scaled[0, 0] == pytest.approx(0.25)

    def test_a_direction_turned_round_turns_the_values_round(self):
        evidence = [said(PROVINCE, 3, low=2, high=4), said(PROVINCE, 3, low=1, high=5, criterion="puesto")]
        plain = matrix(*evidence, criteria=(DEMAND, POSITION))
        turned = matrix(
            *evidence, criteria=(DEMAND, POSITION), directions={"demanda": "min", "puesto": "max"}
        )
        assert turned.directions.tolist() == [-1, 1]
        np.testing.assert_allclose(turned.scaled, 1 - plain.scaled)
        np.testing.assert_allclose(turned.value, plain.value)

    def test_the_interval_goes_from_worst_to_best(self):
        evidence = [said(PROVINCE, 3, low=2, high=4), said(PROVINCE, 3, low=1, high=5, criterion="puesto")]
        worst, best = matrix(*evidence, criteria=(DEMAND, POSITION)).scaled_interval
        np.testing.assert_allclose(worst, [[0.5, 0.5]])
        np.testing.assert_allclose(best, [[1, 1]])

    def test_bounds_are_the_ends_in_the_unit(self):
        assert matrix(criteria=(DEMAND, POSITION)).bounds.tolist() == [[0, 4], [1, 25]]


def test_taking_rows_keeps_everything_about_them():
    everyone = (ALTA, BAJA, COSTA)
    whole = matrix(said(PROVINCE, 1), said(DEPARTMENT, 3), provinces=everyone)
    part = whole.take([2, 0])
    assert part.alternatives == (whole.alternatives[2], whole.alternatives[0])
    assert part.value[:, 0].tolist() == [2, 1]
    assert part.evidence(0, 0) == ()
    assert part.evidence(1, 0) == whole.evidence(0, 0)
