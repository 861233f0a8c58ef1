"""AHP to the end in a study: levels of a rubric, and chains, compared in pairs."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

import priorizar as pz
from priorizar.ranking.ranking import compared_in, matrix_of
from priorizar.study.criteria import Criterion
from refusals import problems_of

NAME = {"es": "x", "en": "x"}


def criterion(direction="max", levels=3, **scale) -> Criterion:
    rubric = [{"value": value, "name": NAME} for value in range(levels)]
    said = {"type": "levels", "levels": rubric, **scale}
    return Criterion.model_validate({"id": "c", "name": NAME, "direction": direction, "scale": said})


def refused(**said) -> str:
    with pytest.raises(ValidationError) as caught:
        criterion(**said)
    return caught.value.errors()[0]["ctx"]["error"].problems[0].key


class TestLevels:
    def test_consistent_comparisons_are_ratios_to_the_best(self):
        one = criterion(comparisons=[[2, 1, 2], [1, 0, 3], [2, 0, 6]])
        np.testing.assert_allclose(one.to_value(np.array([0.0, 1, 2, 1.5]), "max"), [1 / 6, 1 / 2, 1, 3 / 4])

    def test_not_all_need_be_compared(self):
        one = criterion(comparisons=[[2, 1, 2], [1, 0, "3"]])
        np.testing.assert_allclose(one.to_value(np.array([0.0, 1, 2]), "max"), [1 / 6, 1 / 2, 1])

    def test_less_is_better(self):
        one = criterion("min", comparisons=[[0, 1, 2], [1, 2, 2]])
        np.testing.assert_allclose(one.to_value(np.array([0.0, 1, 2]), "min"), [1, 1 / 2, 1 / 4])

    def test_values_said_outright(self):
        one = criterion(value_function=[[0, 0], [1, 0.8], [2, 1]])
        np.testing.assert_allclose(one.to_value(np.array([1.0]), "max"), [0.8])
        np.testing.assert_allclose(one.to_value(np.array([1.0]), "min"), [0.2])
        assert one.midpoint == pytest.approx(0.625)

    def test_the_middle_of_the_doubt_is_halfway_between_the_ends(self):
        one = criterion(levels=2, comparisons=[[1, 0, 4]])
        assert one.midpoint == pytest.approx(0.5)

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ({"comparisons": [[1, 2, 2], [1, 0, 3]]}, "study.levels_worth"),
            ({"comparisons": [[2, 1, 1], [1, 0, 1]]}, "study.levels_worth"),
            ({"direction": "min", "comparisons": [[2, 1, 2], [1, 0, 3]]}, "study.levels_worth"),
            ({"value_function": [[0, 0], [2, 1]]}, "study.levels_worth"),
            ({"value_function": [[0, 0], [1, 0.5], [2, 0.9]]}, "study.levels_worth"),
            ({"value_function": [[0, -1], [1, 0.5], [2, 1]]}, "study.levels_worth"),
            ({"value_function": [[0, 0.6], [1, 0.5], [2, 1]]}, "study.levels_worth"),
            ({"comparisons": [[2, 1, 2]]}, "weighting.not_connected"),
            ({"comparisons": [[2, 1, 2], [1, 2, 2], [1, 0, 2]]}, "weighting.contradictory"),
            ({"comparisons": [[2, 9, 2]]}, "weighting.unknown_name"),
            (
                {"comparisons": [[2, 1, 2], [1, 0, 2]], "value_function": [[0, 0], [1, 0.5], [2, 1]]},
                "study.levels_worth_twice",
            ),
        ],
    )
    def test_refused(self, said, key):
        assert refused(**said).startswith(key)

    def test_ratios_cannot_be_turned_round(self):
        problems = problems_of(criterion(comparisons=[[2, 1, 2], [1, 0, 3]]).to_value, np.array([1.0]), "min")
        assert problems[0].key == "study.ratios_turned"

    def test_in_a_study_a_weighted_sum_adds_ratings(self, small):
        small.replace(
            "criteria/tres.yaml",
            "      type: levels\n      levels:\n        - {value: 0, name: {es: Ninguno, en: None at all}}",
            "      type: levels\n      comparisons: [[0, 4, 5]]\n      levels:\n"
            "        - {value: 0, name: {es: Ninguno, en: None at all}}",
        )
        study = small.load()
        rows = {(row["province"], row["chain"]): row for row in pz.rank(study).rows()}
        # lana in Alta: frenos 1 of 4, between 1 (none) and 1/5 (all of them).
        assert rows["Alta", "lana"]["contributions"]["frenos"] == pytest.approx((1 - 0.8 / 4) / 3)
        (found,) = compared_in(study, study.scenario("base"))
        assert (found.criterion.id, found.items) == ("frenos", ("0", "4"))
        assert found.consistency.cr == 0

    def test_a_problem_has_its_line(self, small):
        small.replace(
            "criteria/tres.yaml",
            "      type: levels\n      levels:\n        - {value: 0, name: {es: Ninguno, en: None at all}}",
            "      type: levels\n      comparisons: [[4, 0, 5]]\n      levels:\n"
            "        - {value: 0, name: {es: Ninguno, en: None at all}}",
        )
        (problem,) = small.problems()
        assert (problem.key, problem.file) == ("study.levels_worth", "criteria/tres.yaml")


class TestChains:
    def scenario(self, folder, said, extra=""):
        folder.write(
            "scenarios/pares.yaml",
            f"id: pares\nname: {{es: Pares, en: Pairs}}\nextends: base\n{extra}\nchain_comparisons:\n{said}",
        )

    ALL = (
        "  under:\n    demanda: [[papa, lana fina, 3]]\n    puesto: [[papa, lana, 1/2]]\n"
        "    frenos: [[Papa, lana, 4]]\n"
    )

    def test_a_weighted_sum_is_ahp_to_the_end(self, small):
        for mode in ("ideal", "distributive"):
            self.scenario(small, f"  mode: {mode}\n{self.ALL}")
            study = small.load()
            ranking = pz.rank(study, "pares")
            pairs = {"demanda": 3.0, "puesto": 0.5, "frenos": 4.0}
            by_hand = pz.ahp_synthesis(
                ranking.weights,
                ["papa", "lana"],
                {name: [("papa", "lana", ratio)] for name, ratio in pairs.items()},
                mode,
            )
            expected = dict(zip(by_hand.alternatives, by_hand.scores, strict=True))
            for row in ranking.rows():
                assert row["score"] == pytest.approx(expected[row["chain"]], abs=1e-12)
                assert row["unknown"] == []

    def test_one_criterion_compared_and_the_others_from_evidence(self, small):
        self.scenario(small, "  under:\n    frenos: [[papa, lana, 4]]\n", "directions: {frenos: max}")
        study = small.load()
        matrix = matrix_of(study, study.scenario("pares"))
        plain = matrix_of(study, study.scenario("base"))
        np.testing.assert_allclose(matrix.scaled[:, :2], plain.scaled[:, :2])
        papa = [one.chain.id == "papa" for one in matrix.alternatives]
        np.testing.assert_allclose(matrix.scaled[:, 2], np.where(papa, 1, 0.25))
        assert matrix.known[:, 2].all()

    def test_robustness_and_other_methods_take_them_as_they_are(self, small):
        self.scenario(small, self.ALL)
        study = small.load()
        for method in ("topsis", "promethee2", "vikor"):
            assert len(pz.rank(study, "pares", method=method).score) == 6

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ("  under:\n    demandas: [[papa, lana, 3]]\n", "study.unknown_criterion"),
            ("  under:\n    demanda: [[papa, lena, 3]]\n", "study.unknown_chain"),
            ("  under:\n    demanda: [[papa, lana, 0]]\n", "weighting.ratio_not_positive"),
            ("  under:\n    demanda: [[papa, lana, 3], [lana, papa, 3]]\n", "weighting.contradictory"),
            ("  under:\n    demanda: []\n", "weighting.not_connected"),
            ("  mode: distributive\n  under:\n    demanda: [[papa, lana, 3]]\n", "weighting.not_compared"),
            ("  mode: idel\n  under: {}\n", "study.not_one_of"),
        ],
    )
    def test_refused(self, small, said, key):
        self.scenario(small, said)
        assert key in [one.key for one in small.problems_of_check()]

    def test_not_supposed_as_well(self, small):
        extra = "what_if: [{chain: papa, criterion: frenos, value: 1}]"
        self.scenario(small, "  under:\n    frenos: [[papa, lana, 4]]\n", extra)
        assert [one.key for one in small.problems_of_check()] == ["weighting.compared_and_supposed"]

    def test_inconsistent_ones_are_noted(self, study):
        base = study.scenario("base")
        chains = ["cuyes", "lacteos", "fibra_camelidos"]
        circle = [(chains[0], chains[1], 4), (chains[1], chains[2], 4), (chains[2], chains[0], 4)]
        said = base.model_dump() | {
            "include": {"chains": chains},
            "chain_comparisons": {"under": {"tradicion": circle}},
        }
        (found,) = compared_in(study, type(base).model_validate(said))
        assert not found.consistency.acceptable
        assert found.notes[0].key == "weighting.inconsistent"
