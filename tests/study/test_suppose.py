"""Supposing something else of one cell: what it does to the order, and what is refused."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.study.scenario import WhatIf, edited
from priorizar.study.suppose import better_amounts, supposed
from refusals import refused


def row(study, scenario, province, chain):
    (found,) = [
        one for one in pz.rank(study, scenario).rows() if (one["province"], one["chain"]) == (province, chain)
    ]
    return found


class TestASupposition:
    def test_moves_the_cell_and_nothing_else(self, small):
        study = small.load()
        base = study.scenario("base")
        # lana in Alta: demand 1/4, place unknown 1/2, obstacles 1 of 4; each weighs a third.
        after = pz.rank(study, supposed(study, base, "Alta", "lana", "demanda", 4))
        assert row(study, base, "Alta", "lana")["score"] == pytest.approx((0.25 + 0.5 + 0.75) / 3)
        assert row(study, after.scenario, "Alta", "lana")["score"] == pytest.approx((1 + 0.5 + 0.75) / 3)
        assert row(study, base, "Alta", "lana")["rank"] == 2
        assert row(study, after.scenario, "Alta", "lana")["rank"] == 1
        changed = (after.matrix.value != pz.rank(study, base).matrix.value).sum()
        assert changed == 1
        assert base.what_if == ()

    def test_a_bottleneck_resolved_raises_what_had_it(self, study):
        base = study.scenario("base")
        criteria = {one.id: one for one in study.criteria_sets[base.criteria].leaf_criteria}
        severity = criteria["severidad_cuellos"]
        none = better_amounts(severity, base, severity.midpoint)[-1]
        assert none == severity.scale.low
        place, chain = "Chumbivilcas", "cuyes"
        resolved = supposed(study, base, place, chain, severity.id, none)
        assert row(study, resolved, place, chain)["score"] > row(study, base, place, chain)["score"]
        assert row(study, resolved, place, chain)["rank"] <= row(study, base, place, chain)["rank"]

    def test_takes_the_place_of_an_earlier_one_however_it_was_written(self, small):
        study = small.load()
        earlier = WhatIf(province="alta", chain="Fine wool", criterion="demanda", value=2)
        base = edited(study.scenario("base"), what_if=(earlier,))
        after = supposed(study, base, "0101", "lana fina", "demanda", 4, source="un taller")
        (one,) = after.what_if
        assert (one.province, one.chain, one.value, one.source) == ("Alta", "lana", 4, "un taller")
        assert supposed(study, after, "Alta", "lana", "demanda", 1).what_if[0].value == 1

    def test_names_the_province_by_its_code_where_two_have_the_name(self, small):
        small.replace("data/territory.csv", "0201,Costa,Sur,I", "0201,Alta,Sur,I")
        small.replace("data/alternatives.csv", "province,chain", "department,province,chain")
        lines = small.text("data/alternatives.csv").splitlines()
        places = {"Alta": "Norte,Alta", "Baja": "Norte,Baja", "Costa": "Sur,Alta"}
        rows = [places[line.split(",")[0]] + line[line.index(",") :] for line in lines[1:]]
        small.write("data/alternatives.csv", "\n".join([lines[0], *rows]) + "\n")
        small.replace("data/evidence.csv", ",,Alta,", "Norte,,Alta,")
        study = small.load()
        after = supposed(study, study.scenario("base"), "0201", "lana", "demanda", 4)
        assert [one.province for one in after.what_if] == ["0201"]
        changed = pz.rank(study, after).matrix.value != pz.rank(study).matrix.value
        assert [study.alternatives[row].province.department for row in changed.any(axis=1).nonzero()[0]] == [
            "Sur"
        ]

    def test_leaves_those_on_other_cells_and_wider_places(self, small):
        study = small.load()
        others = (
            WhatIf(department="Norte", chain="lana", criterion="demanda", value=0),
            WhatIf(province="Alta", chain="papa", criterion="demanda", value=0),
            WhatIf(province="Alta", chain="lana", criterion="frenos", value=0),
            WhatIf(province="Baja", chain="lana", criterion="demanda", value=0),
        )
        base = edited(study.scenario("base"), what_if=others)
        after = supposed(study, base, "Alta", "lana", "demanda", 4)
        assert after.what_if[:-1] == others
        ranking = pz.rank(study, after)
        where = [(one.province.name, one.chain.id) for one in ranking.matrix.alternatives]
        demand = dict(zip(where, ranking.matrix.value[:, 0].tolist(), strict=True))
        assert (demand["Alta", "lana"], demand["Baja", "lana"]) == (4, 0)

    def test_can_be_taken_back(self, small):
        study = small.load()
        base = study.scenario("base")
        there = supposed(study, base, "Alta", "lana", "demanda", 4)
        assert supposed(study, there, "Alta", "lana", "demanda", None) == base
        assert supposed(study, base, "Alta", "lana", "demanda", None) == base

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            (("Altra", "lana", "demanda", 1), "unknown_province"),
            (("Alta", "lanna", "demanda", 1), "unknown_chain"),
            (("Alta", "lana", "demando", 1), "unknown_criterion"),
            (("Alta", "lana", "demanda", 9), "outside_scale"),
            (("Alta", "lana", "demanda", float("nan")), "outside_scale"),
            (("Alta", "lana", "demanda", float("inf")), "outside_scale"),
            (("Altra", "lana", "demanda", None), "unknown_province"),
        ],
    )
    def test_that_does_not_hold_is_a_sentence(self, small, said, key):
        study = small.load()
        assert refused(supposed, study, study.scenario("base"), *said) == [f"study.{key}"]

    def test_of_a_chain_that_the_province_does_not_have_is_refused(self, small):
        small.replace("data/alternatives.csv", "Alta,lana,group\n", "")
        study = small.load()
        found = refused(supposed, study, study.scenario("base"), "Alta", "lana", "demanda", 1)
        assert found == ["study.not_in_province"]


class TestBetterAmounts:
    def test_of_a_rubric_are_the_levels_above(self, study):
        base = study.scenario("base")
        exports, *_ = study.criteria_sets[base.criteria].leaf_criteria
        assert better_amounts(exports, base, 1) == (2, 3, 4)
        assert better_amounts(exports, base, 2.5) == (3, 4)
        assert better_amounts(exports, base, 4) == ()

    def test_follow_the_direction_of_the_scenario(self, study):
        base = study.scenario("base")
        exports, *_ = study.criteria_sets[base.criteria].leaf_criteria
        assert better_amounts(exports, edited(base, directions={exports.id: "min"}), 2) == (1, 0)

    def test_of_a_quantity_are_its_best_end(self, small):
        study = small.load()
        base = study.scenario("base")
        _, position, _ = study.criteria_sets["tres"].leaf_criteria
        assert better_amounts(position, base, 5) == (1,)
        assert better_amounts(position, base, 1) == ()
