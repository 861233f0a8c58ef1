"""Criteria: scales, value functions, and what is refused about them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorizar.study.criteria import Criterion

LABEL = {"es": "x", "en": "x"}


def numeric(low, high, direction="max", points=None) -> Criterion:
    scale = {"type": "numeric", "unit": LABEL, "low": low, "high": high, "value_function": points}
    return Criterion.model_validate({"id": "c", "name": LABEL, "direction": direction, "scale": scale})


class TestValues:
    def test_grow_with_max_and_fall_with_min(self):
        amounts = np.array([0.0, 2.5, 10.0])
        assert numeric(0, 10).to_value(amounts, "max").tolist() == [0, 0.25, 1]
        assert numeric(0, 10, "min").to_value(amounts, "min").tolist() == [1, 0.75, 0]

    def test_follow_the_value_function(self):
        position = numeric(1, 25, "min", [[1, 1], [5, 0.5], [25, 0]])
        assert position.to_value(np.array([1.0, 3.0, 5.0, 15.0, 25.0]), "min").tolist() == [
            1,
            0.75,
            0.5,
            0.25,
            0,
        ]

    def test_turn_round_with_the_direction(self):
        position = numeric(1, 25, "min", [[1, 1], [5, 0.5], [25, 0]])
        assert position.to_value(np.array([1.0, 15.0]), "max").tolist() == [0, 0.75]


class TestTheMidpoint:
    def test_is_the_amount_worth_one_half(self):
        assert numeric(0, 10).midpoint == 5
        assert numeric(1, 25, "min", [[1, 1], [5, 0.5], [25, 0]]).midpoint == 5

    def test_of_an_interval_is_halfway_in_value_and_not_in_amount(self):
        position = numeric(1, 25, "min", [[1, 1], [5, 0.5], [25, 0]])
        assert position.between(5, 25) == 15
        assert position.between(1, 25) == 5
        assert position.between(3, 3) == 3

    @given(st.floats(-100, 100), st.floats(0.1, 100), st.floats(0, 1), st.floats(0, 1))
    def test_never_leaves_the_interval(self, low, width, one, other):
        criterion = numeric(low, low + width)
        ends = sorted((low + one * width, low + other * width))
        ends = [min(max(end, low), low + width) for end in ends]
        assert ends[0] <= criterion.between(*ends) <= ends[1]


def tree(scale: str, direction: str = "max", more: str = "") -> str:
    return (
        "id: tres\nname: {es: a, en: b}\ncriteria:\n"
        f"  - id: uno\n    name: {{es: a, en: b}}\n    direction: {direction}\n    scale: {scale}\n{more}"
    )


def numbers(points: str = "", low: str = "0", high: str = "10") -> str:
    function = f", value_function: {points}" if points else ""
    return f"{{type: numeric, unit: {{es: u, en: u}}, low: {low}, high: {high}{function}}}"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (tree("{type: levels, levels: []}"), "study.too_short"),
        (tree("{type: levels, levels: [{value: 0, name: {es: a, en: b}}]}"), "study.too_short"),
        (
            tree(
                "{type: levels, levels: [{value: 1, name: {es: a, en: b}}, {value: 1, name: {es: c, en: d}}]}"
            ),
            "study.levels_order",
        ),
        (tree(numbers(low="10", high="0")), "study.bounds_order"),
        (tree(numbers(high=".inf")), "study.not_a_yaml_number"),
        (tree(numbers("[[0, 0], [5, 1]]")), "study.value_function"),
        (tree(numbers("[[0, 0], [5, 0.7], [4, 0.8], [10, 1]]")), "study.value_function"),
        (tree(numbers("[[0, 0], [5, 0.7], [6, 0.6], [10, 1]]")), "study.value_function"),
        (tree(numbers("[[0, 0.1], [10, 1]]")), "study.value_function"),
        (tree(numbers("[]")), "study.value_function"),
        (tree(numbers("[[0, 1], [10, 0]]")), "study.value_function_direction"),
        (tree(numbers("[[0, 0], [10, 1]]"), direction="min"), "study.value_function_direction"),
        (tree("{type: escala}"), "study.not_one_of"),
        (tree("{low: 0}"), "study.missing_key"),
        (tree(numbers(), direction="maximo"), "study.not_one_of"),
        (tree(numbers(), more="    thresholds: {function: linear, q: 3, p: 2}\n"), "study.thresholds"),
        (tree(numbers(), more="    thresholds: {function: gaussian}\n"), "study.thresholds"),
        (tree(numbers(), more="    thresholds: {function: usual, q: -1}\n"), "study.wrong_type"),
        (
            tree(numbers(), more="  - id: uno\n    name: {es: a, en: b}\n    criteria: []\n"),
            "study.too_short",
        ),
        ("id: tres\nname: {es: a, en: b}\ncriteria: [uno]\n", "study.not_a_mapping"),
        ("id: Tres\nname: {es: a, en: b}\ncriteria: []\n", "study.bad_identifier"),
        ("id: tres\nname: {es: a}\ncriteria: []\n", "study.missing_key"),
        ("id: tres\nname: {es: '', en: a}\ncriteria: []\n", "study.too_short"),
    ],
)
def test_what_makes_no_scale_is_refused(small, written, key):
    small.write("criteria/tres.yaml", written)
    problems = small.problems()
    assert key in [problem.key for problem in problems]
    assert all(problem.file == "criteria/tres.yaml" and problem.line for problem in problems)


def test_one_id_twice_in_a_tree_is_refused(small):
    small.replace("criteria/tres.yaml", "id: puesto", "id: demanda")
    (problem,) = small.problems()
    assert (problem.key, problem.values["criterion"]) == ("study.duplicate_criterion", "demanda")


class TestARole:
    def test_is_read(self, small):
        small.replace("criteria/tres.yaml", "- id: frenos\n", "- id: frenos\n    role: bottlenecks\n")
        roles = {one.id: one.role for one in small.load().criteria_sets["tres"].leaf_criteria}
        assert roles == {"demanda": None, "puesto": None, "frenos": "bottlenecks"}

    def test_is_that_of_one_criterion_of_a_set(self, small):
        for name, gap in (("frenos", "    "), ("demanda", "        ")):
            small.replace("criteria/tres.yaml", f"- id: {name}\n", f"- id: {name}\n{gap}role: bottlenecks\n")
        (problem,) = small.problems()
        assert problem.key == "study.role_twice"
        assert problem.values == {"role": "bottlenecks", "first": "demanda", "criterion": "frenos"}

    def test_is_one_that_the_program_knows(self, small):
        small.replace("criteria/tres.yaml", "- id: frenos\n", "- id: frenos\n    role: frenos\n")
        assert small.problems()


def test_a_broken_tree_is_reported_by_itself(small):
    """And not every statement on its criteria."""
    small.replace("criteria/tres.yaml", "direction: max", "direccion: max")
    assert sorted(problem.key for problem in small.problems()) == ["study.missing_key", "study.unknown_key"]
    small.write("criteria/tres.yaml", "id: [tres\n")
    assert [problem.key for problem in small.problems()] == ["study.not_yaml"]


def test_groups_nest_to_any_depth(small):
    small.write(
        "criteria/tres.yaml",
        """
        id: tres
        name: {es: a, en: b}
        criteria:
          - id: g1
            name: {es: a, en: b}
            criteria:
              - id: g2
                name: {es: a, en: b}
                criteria:
                  - id: g3
                    name: {es: a, en: b}
                    criteria:
                      - &hoja
                        id: demanda
                        name: {es: a, en: b}
                        direction: max
                        scale: {type: numeric, unit: {es: a, en: b}, low: 0, high: 4}
                  - id: puesto
                    name: {es: a, en: b}
                    direction: min
                    scale: {type: numeric, unit: {es: a, en: b}, low: 1, high: 25}
          - id: frenos
            name: {es: a, en: b}
            direction: min
            scale: {type: numeric, unit: {es: a, en: b}, low: 0, high: 4}
        """,
    )
    leaves = small.load().criteria_sets["tres"].leaf_criteria
    assert [one.id for one in leaves] == ["demanda", "puesto", "frenos"]


def test_one_criterion_in_two_sets_has_one_scale(small):
    """A statement on it holds in both, and cannot mean two things."""
    copy = small.text("criteria/tres.yaml").replace("id: tres\n", "id: otros\n")
    small.write("criteria/otros.yaml", copy)
    assert small.problems() == []
    small.write("criteria/otros.yaml", copy.replace("low: 1", "low: 0").replace("[[1, 1]", "[[0, 1]"))
    (problem,) = small.problems()
    assert (problem.key, problem.values["criterion"]) == ("study.criterion_differs", "puesto")


class TestTheScreen:
    def rule(self, small, written):
        small.append("criteria/tres.yaml", f"screen: [{{name: {{es: a, en: b}}, {written}}}]")
        return small

    def test_is_read(self, small):
        (rule,) = self.rule(small, "criterion: demanda, at_least: 3").load().criteria_sets["tres"].screen
        assert (rule.criterion, rule.threshold) == ("demanda", 3)

    @pytest.mark.parametrize(
        ("written", "key"),
        [
            ("criterion: demandas, at_least: 3", "study.unknown_criterion"),
            ("criterion: demanda, at_least: 5", "explanation.screen_outside"),
            ("criterion: demanda", "explanation.screen_threshold"),
            ("criterion: demanda, at_least: 1, at_most: 2", "explanation.screen_threshold"),
        ],
    )
    def test_that_screens_by_nothing_is_refused(self, small, written, key):
        (problem,) = self.rule(small, written).problems()
        assert problem.key == key
        assert problem.line
