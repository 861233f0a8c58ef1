"""One statement: from names and numbers to evidence, the same for rows, what-if and cells supposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import priorizar as pz
from priorizar.study.model import Evidence, Place
from priorizar.study.places import Gazetteer
from priorizar.study.scenario import WhatIf, edited
from priorizar.study.statement import interval, statement, suppositions


@pytest.fixture
def known(small):
    study = small.load()
    criteria = {one.id: one for one in study.criteria_sets["tres"].leaf_criteria}
    return Gazetteer(study.provinces, study.chains), criteria


def refused(call, *arguments, **options):
    with pytest.raises(pz.PriorizarError) as caught:
        call(*arguments, **options)
    return [(one.key.removeprefix("study."), one.path) for one in caught.value.problems]


def test_names_become_ids_and_numbers_stay(known):
    value = 0.1 + 0.2  # what text would round
    said = statement(*known, province="alta", chain="Fine wool", criterion="demanda", value=value)
    assert said == Evidence(
        Place("Norte", "I", "0101"), "lana", "demanda", value, value, value, "judged", "", ""
    )


def test_all_that_is_wrong_is_told_each_at_its_part(known):
    said = {"department": "Nortte", "chain": "lanna", "criterion": "demanda", "value": 9, "low": -1}
    assert refused(statement, *known, **said) == [
        ("unknown_department", ("department",)),
        ("unknown_chain", ("chain",)),
        ("outside_scale", ("value",)),
        ("outside_scale", ("low",)),
    ]


class TestTheInterval:
    def test_completes_itself(self, known):
        place = known[1]["puesto"]
        assert interval(place, 3, None, None) == (3, 3, 3)
        assert interval(place, None, 5, 25) == (15, 5, 25)
        assert interval(place, 3, 2, None) == (3, 2, 3)

    def test_in_disorder_or_empty_is_refused(self, known):
        place = known[1]["puesto"]
        assert refused(interval, place, 5, 6, 7) == [("interval_order", ("value",))]
        assert refused(interval, place, None, 7, 6) == [("interval_order", ("low",))]
        assert refused(interval, place, None, 7, None) == [("no_value", ("value",))]
        assert refused(interval, place, float("nan"), None, None) == [("outside_scale", ("value",))]


@given(value=st.floats(0, 4))
def test_a_supposition_stays_the_number_it_is(study, value):
    one = WhatIf(province="Anta", chain="turismo", criterion="tradicion", value=value)
    scenario = edited(study.scenario("base"), what_if=(one,))
    criteria = {one.id: one for one in study.criteria_sets[scenario.criteria].leaf_criteria}
    (said,) = suppositions(scenario, criteria, Gazetteer(study.provinces, study.chains))
    assert (said.value, said.low, said.high, said.what_if) == (value, value, value, True)


def test_suppositions_are_refused_by_their_position(known, study):
    gazetteer, criteria = known
    wrong = WhatIf(chain="lana", criterion="demanda", value=9)
    right = WhatIf(chain="lana", criterion="demanda", value=1)
    scenario = edited(study.scenario("base"), what_if=(right, wrong))
    assert refused(suppositions, scenario, criteria, gazetteer) == [
        ("outside_scale", ("what_if", 1, "value"))
    ]
