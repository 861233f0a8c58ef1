"""A group held against itself: the bundled workshop, and groups small enough to work out by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest

import priorizar as pz
from priorizar.elicitation.statements import Group
from priorizar.study.scenario import Scenario
from priorizar.weighting.agreement import consensus
from refusals import problems_of


def person(code, helice, points, round=1):
    values = dict(zip(("demanda", "puesto", "frenos"), points, strict=True))
    said = {"procedure": "points", "values": values}
    return {"code": code, "helice": helice, "round": round, "weights": said}


def with_group(study, *people, **said) -> Scenario:
    group = Group.model_validate({"procedure": "group", "people": people, **said})
    return study.scenario("base").model_copy(update={"weights": group})


@pytest.fixture(scope="module")
def found(study):
    return pz.agreement(study, "taller_ilustrativo")


class TestTheBundledWorkshop:
    def test_is_illustrative_and_has_24_people_of_four_helices(self, study, found):
        assert study.scenario("taller_ilustrativo").illustrative
        people = found.opinions.people
        assert people.illustrative
        assert len(people.codes) == 24
        assert {name: len(rows) for name, rows in people.rows_by_helice.items()} == {
            "publico": 6,
            "privado": 6,
            "academia": 6,
            "sociedad_civil": 6,
        }
        assert len(set(people.procedures)) >= 2

    def test_every_person_says_of_themselves_that_they_are_made_up(self, study):
        members = study.scenario("taller_ilustrativo").weights.people
        assert all(member.illustrative for member in members)
        assert len({member.round for member in members}) == 2

    def test_its_weights_are_the_mean_of_the_four_helices(self, study, found):
        weights = pz.rank(study, "taller_ilustrativo").weights
        np.testing.assert_allclose(
            np.mean([one.weights for one in found.helices.values()], axis=0), weights.values, rtol=1e-12
        )

    def test_a_helice_alone_ranks_as_its_weights_rank(self, study, found):
        """Against points that say the same outright."""
        whole = pz.rank(study, "taller_ilustrativo")
        for one in found.helices.values():
            points = dict(zip(whole.weights.criteria, (100 * one.weights).tolist(), strict=True))
            said = {"procedure": "points", "values": points}
            base = study.scenario("base")
            weights = type(base).model_validate(base.model_dump() | {"weights": said}).weights
            alone = pz.rank(study, base.model_copy(update={"weights": weights}))
            differing = set()
            for ubigeo in study.provinces:
                firsts = [
                    {row["chain"] for row in ranking.rows() if row["ubigeo"] == ubigeo and row["rank"] == 1}
                    for ranking in (whole, alone)
                ]
                if firsts[0] != firsts[1]:
                    differing.add(ubigeo)
            assert {each.ubigeo for each in one.differences if each.other_first} == differing
            assert one.other_firsts == len(differing)
            assert one.provinces == 28

    def test_somebody_moved_and_agreement_grew(self, found):
        (change,) = found.rounds
        assert (change.before, change.after) == (1, 2)
        assert len(change.found.people) == 10
        assert change.found.agreement_grew

    def test_its_record_is_plain(self, found):
        record = json.loads(json.dumps(found.record(), allow_nan=False))
        assert record["people"] == 24
        assert record["agreement"] == {"level": "low", "measure": "order"}
        assert record["consensus_level"] == "high"
        assert record["apart"][0]["code"] == "P15"
        assert record["helices"]["privado"]["other_first"] > 0


class TestByHand:
    def test_where_a_helice_would_put_another_first(self, small):
        study = small.load()
        # lana beats papa only by frenos, in Alta; papa beats it by demanda everywhere.
        people = [person("p", "publico", [100, 0, 0]), person("q", "privado", [0, 0, 100])]
        scenario = with_group(study, *people, shares={"publico": 9, "privado": 1})
        found = pz.agreement(study, scenario)
        assert found.helices["publico"].differences == ()
        by_place = {one.province: one for one in found.helices["privado"].differences}
        assert by_place["Alta"].first == ("papa",)
        assert by_place["Alta"].first_alone == ("lana",)
        assert found.helices["privado"].consensus is None
        assert found.helices["privado"].codes == ("q",)

    def test_rounds_and_who_moved(self, small):
        study = small.load()
        people = [
            person("p", "a1", [100, 0, 0]),
            person("q", "b1", [0, 100, 0]),
            person("r", "b1", [0, 0, 100]),
        ]
        again = [person("p", "a1", [50, 50, 0], round=2), person("q", "b1", [50, 50, 0], round=2)]
        (change,) = pz.agreement(study, with_group(study, *people, *again)).rounds
        assert change.found.people == ("p", "q")
        assert change.found.left == ("r",)
        np.testing.assert_allclose(change.found.moved, [0.5, 0.5])
        assert (change.found.before.mean_distance, change.found.after.mean_distance) == (1, 0)

    def test_a_round_of_one_is_not_compared(self, small):
        study = small.load()
        people = [person("p", "ong", [1, 1, 1]), person("q", "ong", [1, 1, 2])]
        again = person("p", "ong", [1, 2, 1], round=2)
        assert pz.agreement(study, with_group(study, *people, again)).rounds == ()

    def test_the_scale_counts_only_where_all_compared_within_it(self, small):
        study = small.load()

        def pairs(code, ratio):
            said = [("demanda", "puesto", ratio), ("puesto", "frenos", 1), ("demanda", "frenos", ratio)]
            return {"code": code, "helice": "ong", "weights": {"procedure": "ahp", "comparisons": said}}

        within = pz.agreement(study, with_group(study, pairs("p", 9), pairs("q", 0.11))).opinions
        assert within.scale == 9
        assert within.consensus == consensus(within.people.values, 9.0)
        beyond = pz.agreement(study, with_group(study, pairs("p", 10), pairs("q", 1))).opinions
        assert beyond.scale is None
        mixed = pz.agreement(study, with_group(study, pairs("p", 3), person("q", "ong", [1, 1, 1]))).opinions
        assert mixed.scale is None

    def test_the_subjective_part_of_a_blend(self, small):
        small.append("data/evidence.csv", ",,Costa,lana,puesto,9,9,9,measured,informe,noveno")
        study = small.load()
        group = with_group(study, person("p", "a1", [1, 0, 0]), person("q", "b1", [0, 1, 0])).weights
        blend = {"procedure": "blend", "subjective": group, "objective": "standard_deviation", "share": 0.5}
        base = study.scenario("base")
        scenario = type(base).model_validate(base.model_dump() | {"weights": blend})
        found = pz.agreement(study, scenario)
        assert found.opinions.mean_distance == 1
        np.testing.assert_allclose(
            found.helices["a1"].weights - found.helices["b1"].weights, [0.5, -0.5, 0], atol=1e-12
        )

    def test_needs_a_group_of_two(self, study, small):
        problems = problems_of(pz.agreement, study, "base")
        assert problems[0].key == "weighting.no_group"
        alone = small.load()
        problems = problems_of(pz.agreement, alone, with_group(alone, person("p", "ong", [1, 1, 1])))
        assert problems[0].key == "weighting.one_person"
