"""The value of information: against conditioning by hand, and against ranking again with the cell changed."""

from __future__ import annotations

import numpy as np
import pytest

import priorizar as pz
from priorizar.questions.experiment import Experiment
from priorizar.questions.group_problems import criteria_ids, group_problems
from priorizar.questions.value_of_information import (
    value_of_information,
    value_of_information_by_criterion,
)
from priorizar.study.scenario import WhatIf

PROVINCE, CODE = "Chumbivilcas", "0807"


def entropy(share):
    inside = np.array([one for one in share if 0 < one < 1])
    return float(-(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside)).sum())


def doubt(answer):
    return entropy([one["first"] for one in answer.acceptability()])


def supposing(study, scenario, chain, criterion, value):
    here = study.scenario(scenario)
    known = WhatIf(province=CODE, chain=chain, criterion=criterion, value=value)
    return here.model_copy(update={"what_if": (*here.what_if, known)})


class TestValueOfInformation:
    @pytest.mark.parametrize("vary", ["both", "evidence"])
    def test_knowing_a_cell_lowers_the_doubt_by_as_much_as_said(self, study, vary):
        """Each level the cell may take supposed in turn, and the doubt that is left on average."""
        draws, asked = 40_000, {"provinces": [PROVINCE], "vary": vary}
        records = value_of_information(
            study, "exportador", Experiment(draws=draws, vary=vary), provinces=[PROVINCE]
        )
        assert records[0]["doubt"] == pytest.approx(
            doubt(pz.robustness(study, "exportador", draws=draws, **asked))
        )
        ranking = pz.rank(study, "exportador")
        (problem,) = group_problems(ranking, groups=[CODE])
        names = criteria_ids(ranking)
        chains = [ranking.matrix.alternatives[row].chain.id for row in problem.rows]
        checked = 0
        for record in [one for one in records if one["criterion"] != "ranking_nacional"][:3]:
            i, j = chains.index(record["chain"]), names.index(record["criterion"])
            levels = np.unique(
                problem.evidence.at(
                    np.tile(np.linspace(0.001, 0.999, 101), (len(problem.evidence.cells), 1))
                )[j, i]
            )
            performances = levels * 4 if ranking.matrix.directions[j] > 0 else 4 - levels * 4
            left = [
                doubt(
                    pz.robustness(
                        study,
                        supposing(study, "exportador", record["chain"], record["criterion"], float(one)),
                        draws=draws,
                        **asked,
                    )
                )
                for one in performances
            ]
            assert record["gain"] == pytest.approx(record["doubt"] - np.mean(left), abs=0.02)
            checked += 1
        assert checked == 3

    @pytest.mark.parametrize("first", [1, 3])
    def test_gains_hold_together(self, study, first):
        records = value_of_information(
            study, experiment=Experiment(draws=20_000), first=first, provinces=[PROVINCE, "Anta", "Islay"]
        )
        for group in {one["group"] for one in records}:
            here = [one for one in records if one["group"] == group]
            gains = np.array([one["gain"] for one in here])
            assert (gains >= 0).all()
            assert (np.diff(gains) <= 0).all()  # what to find out first is first
            assert gains[0] > here[0]["noise"]
            # Cells are independent: what they tell apart cannot be more than there is to tell.
            assert gains.sum() <= here[0]["doubt"] + sum(one["noise"] for one in here)

    def test_every_uncertain_cell_and_no_other(self, study):
        records = value_of_information(study, experiment=Experiment(draws=2000))
        listed = {(one["group"], one["chain"], one["criterion"]) for one in records}
        ranking = pz.rank(study)
        names = criteria_ids(ranking)
        there = {
            (problem.label, ranking.matrix.alternatives[problem.rows[i]].chain.id, names[j])
            for problem in group_problems(ranking)
            for i, j in problem.evidence.cells
        }
        assert listed == there
        assert len(records) == len(there)

    def test_a_criterion_without_weight_is_worth_nothing(self, study, points):
        scenario = points(1, 1, 1, 0, 1)
        records = value_of_information(study, scenario, Experiment(draws=20_000))
        idle = [one for one in records if one["criterion"] == "tradicion"]
        assert len(idle) > 100
        # What chance makes of it is as large as said 1 time in 20.
        beyond = np.mean([one["gain"] > one["noise"] for one in idle])
        assert beyond < 0.1
        assert max(one["gain"] for one in idle) < 0.01

    def test_nothing_uncertain_nothing_to_find_out(self, settled):
        assert value_of_information(settled, experiment=Experiment(draws=500)) == []
        assert value_of_information_by_criterion(settled) == []

    def test_evidence_held_there_is_nothing_to_find_out(self, study):
        assert (
            value_of_information(
                study, experiment=Experiment(draws=500, vary="weights"), provinces=[PROVINCE]
            )
            == []
        )

    def test_by_another_method(self, study):
        asked = {"experiment": Experiment(draws=4000), "provinces": [PROVINCE]}
        by_vikor = value_of_information(study, method="vikor", **asked)
        drawn = pz.robustness(study, method="vikor", draws=4000, provinces=[PROVINCE])
        assert by_vikor[0]["doubt"] == pytest.approx(doubt(drawn))
        assert by_vikor != value_of_information(study, **asked)

    def test_draws_are_a_whole_number_however_it_is_written(self, study):
        asked = {"provinces": [PROVINCE]}
        assert value_of_information(study, experiment=Experiment(draws=1e3), **asked) == (
            value_of_information(study, experiment=Experiment(draws=1000), **asked)
        )
        for draws in (2.5, None, "many"):
            with pytest.raises(pz.PriorizarError) as refused:
                value_of_information(study, experiment=Experiment(draws=draws), **asked)
            assert [one.key for one in refused.value.problems] == ["arrays.not_whole"]

    def test_workers_make_no_difference(self, study):
        alone, together = (
            value_of_information(
                study, experiment=Experiment(draws=90_000, workers=workers), provinces=["Caylloma"]
            )
            for workers in (1, 3)
        )
        assert alone == together


class TestValueOfInformationByCriterion:
    def test_a_criterion_is_worth_at_least_its_best_cell(self, study):
        asked = {"provinces": [PROVINCE]}
        cells = value_of_information(study, experiment=Experiment(draws=40_000), **asked)
        criteria = value_of_information_by_criterion(study, **asked)
        for record in criteria:
            best = max(one["gain"] for one in cells if one["criterion"] == record["criterion"])
            assert record["gain"] + record["error"] >= best - 0.02
            assert record["cells"] == sum(one["criterion"] == record["criterion"] for one in cells)
            assert 0 <= record["gain"] <= record["doubt"]
            assert record["doubt"] == pytest.approx(cells[0]["doubt"], abs=0.05)
        assert [one["gain"] for one in criteria] == sorted((one["gain"] for one in criteria), reverse=True)

    def test_all_that_is_uncertain_settles_it_if_weights_are_held(self, small):
        """One criterion holds all the doubt: with it known, none is left."""
        small.write(
            "data/evidence.csv",
            """
            department,zone,province,chain,criterion,value,low,high,basis,source,quote
            ,,,papa,demanda,4,,,measured,informe,toda
            ,,,lana,demanda,4,,,measured,informe,toda
            ,,,papa,frenos,0,,,measured,informe,nada
            ,,,lana,frenos,0,,,measured,informe,nada
            """,
        )
        (alta, *_) = value_of_information_by_criterion(
            small.load(), experiment=Experiment(vary="evidence"), provinces=["Alta"]
        )
        assert alta["criterion"] == "puesto"
        assert alta["cells"] == 2
        assert alta["doubt"] == pytest.approx(2, abs=0.01)
        assert alta["gain"] == pytest.approx(2, abs=0.01)
