"""The public functions: the wrong kind of thing is taken where it is meant, or refused in a sentence."""

from __future__ import annotations

import numpy as np
import pytest

import priorizar as pz
from priorizar.errors import describe
from priorizar.locale import LANGUAGES

PAIRS = [("x", "y", 3)]
POINTS = {"procedure": "points", "values": {"a": 60, "b": 40}}


def refused(call) -> list[str]:
    with pytest.raises(pz.PriorizarError) as caught:
        call()
    for problem in caught.value.problems:
        for language in LANGUAGES:
            assert describe(problem, language)
    return [problem.key for problem in caught.value.problems]


class TestTakenWhereItIsMeant:
    def test_weights_of_a_synthesis_as_a_mapping(self):
        found = pz.ahp_synthesis({"a": 3, "b": 1}, ["x", "y"], {"a": PAIRS, "b": {("y", "x"): 3}})
        np.testing.assert_allclose(found.scores, [0.75 * 0.75 + 0.25 * 0.25, 0.75 * 0.25 + 0.25 * 0.75])
        weights = pz.weigh({"procedure": "points", "values": {"a": 75, "b": 25}}, ["a", "b"])
        again = pz.ahp_synthesis(weights, ["x", "y"], {"a": PAIRS, "b": [("y", "x", 3)]})
        np.testing.assert_array_equal(found.scores, again.scores)

    def test_criteria_by_name(self):
        assert pz.weigh(POINTS, ["a", "b"]).by_criterion == {"a": 0.6, "b": 0.4}
        assert pz.weigh(POINTS, ("b", "a")).by_criterion == {"b": 0.4, "a": 0.6}

    def test_a_province_by_itself_and_draws_as_people_write_them(self, study):
        one = pz.robustness(study, provinces="Chumbivilcas", draws=1e3)
        many = pz.robustness(study, provinces=["Chumbivilcas"], draws=1000)
        assert one.acceptability() == many.acceptability()
        assert one.draws == 1000

    def test_another_method_by_itself(self, study):
        one, many = (
            pz.robustness(study, provinces="Anta", draws=100, also=also) for also in ("vikor", ["vikor"])
        )
        assert one.acceptability() == many.acceptability()

    def test_a_file_of_people_by_itself_and_a_scenario_s_path_as_text(self, study):
        people = pz.read_people(str(study.folder / "people" / "taller_ilustrativo.csv"), tree_of(study))
        assert len(people.members) > 20
        path = study.folder / "scenarios" / "ahp.yaml"
        assert pz.read_scenario(study, str(path)) == pz.read_scenario(study, path)

    def test_a_scenario_by_name_or_as_read(self, study):
        assert pz.cells(study, "base") == pz.cells(study, study.scenario("base"))


def tree_of(study):
    return study.criteria_sets[study.scenario("base").criteria]


WRONG = [None, 3, 3.5, True, {}, [], ("base", 3), {"weights": POINTS}, object(), b"base"]


def kind(one: object) -> str:
    """Name a case the same in every process, as no object by itself does."""
    return type(one).__name__


class TestRefused:
    @pytest.mark.parametrize("wrong", WRONG, ids=kind)
    def test_what_is_no_scenario(self, study, wrong):
        for call in (pz.rank, pz.agreement, pz.robustness, pz.cells):
            assert refused(lambda call=call: call(study, wrong)) == ["study.not_a_scenario"]
        assert refused(lambda: pz.compare(study, ["base", wrong])) == ["study.not_a_scenario"]

    @pytest.mark.parametrize("wrong", [*WRONG, "base"], ids=kind)
    def test_what_is_no_study(self, wrong):
        for call in (pz.rank, pz.agreement, pz.robustness, pz.cells):
            assert refused(lambda call=call: call(wrong, "base")) == ["study.not_a_study"]

    @pytest.mark.parametrize("seed", [None, -1, 1.5, "1", True, float("nan"), float("inf")])
    def test_what_is_no_seed(self, study, seed):
        assert refused(lambda: pz.robustness(study, draws=10, seed=seed)) == ["robustness.seed_negative"]

    @pytest.mark.parametrize("draws", [None, 0, -5, 10.5, "10", True, float("nan"), float("inf"), [10]])
    def test_what_is_no_number_of_draws(self, study, draws):
        (key,) = refused(lambda: pz.robustness(study, draws=draws))
        assert key in ("robustness.no_draws", "arrays.not_whole")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"provinces": 5},
            {"provinces": ["Anta", 5]},
            {"region": 3},
            {"vary": 3},
            {"shape": 3},
            {"by": 3},
            {"method": 3},
            {"method": {"nome": "topsis"}},
            {"also": 3},
            {"precision": "fina"},
            {"workers": -1},
            {"workers": "dos"},
        ],
        ids=repr,
    )
    def test_what_a_simulation_cannot_use(self, study, wrong):
        assert refused(lambda: pz.robustness(study, **({"draws": 10} | wrong)))

    @pytest.mark.parametrize(
        ("arguments", "key"),
        [
            (((POINTS), 3), "not_a_tree"),
            ((POINTS, []), "not_a_tree"),
            ((POINTS, "ab"), "not_a_tree"),
            ((POINTS, ["a", 3]), "not_a_tree"),
            ((POINTS, ["a", "b", "a"]), "named_twice"),
            ((3, ["a", "b"]), "not_a_statement"),
            ((None, ["a", "b"]), "not_a_statement"),
            ((POINTS, ["a", "b"], 3), "not_a_matrix"),
        ],
    )
    def test_what_is_no_judgement(self, arguments, key):
        assert refused(lambda: pz.weigh(*arguments)) == [f"weighting.{key}"]

    @pytest.mark.parametrize(
        ("arguments", "key"),
        [
            ((3, ["x", "y"], {"a": PAIRS}), "weighting.not_weights"),
            (({}, ["x", "y"], {"a": PAIRS}), "weighting.not_weights"),
            (({"a": "x"}, ["x", "y"], {"a": PAIRS}), "weighting.number_negative"),
            (({"a": 1}, "xy", {"a": PAIRS}), "weighting.not_a_tree"),
            (({"a": 1}, ["x", "x"], {"a": PAIRS}), "weighting.named_twice"),
            (({"a": 1}, ["x", "y"], PAIRS), "weighting.not_comparisons"),
            (({"a": 1}, ["x", "y"], {"a": None}), "weighting.not_comparisons"),
            (({"a": 1}, ["x", "y"], {"a": ["xy3"]}), "weighting.not_comparisons"),
            (({"a": 1}, ["x", "y"], {"a": [("x", "y")]}), "weighting.not_comparisons"),
            (({"a": 1}, ["x", "y"], {"a": PAIRS}, "z"), "arrays.not_allowed"),
            (({"a": 1}, ["x", "y"], {"a": PAIRS}, "ideal", "z"), "arrays.not_allowed"),
        ],
    )
    def test_what_is_no_synthesis(self, arguments, key):
        assert refused(lambda: pz.ahp_synthesis(*arguments)) == [key]

    @pytest.mark.parametrize("wrong", [5, 5.0, b"x", ["x", 5]], ids=repr)
    def test_what_is_no_path(self, study, wrong):
        assert refused(lambda: pz.read_people(wrong, tree_of(study))) == ["study.not_a_path"]
        assert refused(lambda: pz.load_study(wrong)) == ["study.not_a_path"]
        assert refused(lambda: pz.read_scenario(study, wrong)) == ["study.not_a_path"]

    def test_what_is_no_context_tree_or_list(self, study):
        assert refused(lambda: pz.read_context(study, 5)) == ["arrays.not_allowed"]
        assert refused(lambda: pz.read_people([], 5)) == ["weighting.not_a_tree"]
        for wrong in ("base", 3, ["base"], study.scenario("base")):
            assert refused(lambda wrong=wrong: pz.compare(study, wrong)) == ["ranking.compare_two"]
        assert refused(lambda: pz.explain(study, "base", 5, "turismo")) == ["study.not_names"]
        assert refused(lambda: pz.explain(study, "base", "Anta", 6)) == ["study.not_names"]
        assert refused(lambda: pz.explain_province(study, "base", 5)) == ["study.not_names"]
