"""What a scenario may say, from the written form to weights on a value tree."""

import subprocess
import sys
from string import Formatter
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from priorizar.elicitation.statements import WeightStatement
from priorizar.elicitation.weighing import weigh
from priorizar.errors import PriorizarError, describe
from priorizar.locale import messages
from priorizar.weighting.rank_order import roc
from refusals import refused

FORM = TypeAdapter(WeightStatement)


def leaf(name):
    return SimpleNamespace(id=name)


def group(name, *children):
    return SimpleNamespace(id=name, children=children)


TREE = group(
    "root",
    group("market", leaf("a"), leaf("b")),
    group("place", leaf("c"), group("deep", leaf("d"), leaf("e"))),
)
FLAT = group("root", *map(leaf, "abcde"))


def read(procedure, **said):
    return FORM.validate_python({"procedure": procedure, **said})


def values(statement, tree=TREE, matrix=None):
    return weigh(statement, tree, matrix).values


def keys(statement, tree=TREE, matrix=None):
    return [key.removeprefix("weighting.") for key in refused(weigh, statement, tree, matrix)]


def observations(seed=0, rows=9):
    rng = np.random.default_rng(seed)
    return SimpleNamespace(
        value=rng.random((rows, 5)) + 0.1,
        directions=np.array([1, -1, 1, 1, 1]),
        known=np.ones((rows, 5), dtype=bool),
    )


EVERY = [
    ("equal", {}),
    ("points", {"values": {"a": 10, "b": 20, "c": 30, "d": 40, "e": 0}}),
    ("direct", {"values": {"a": 9, "b": 7, "c": 7, "d": 3, "e": 1}}),
    ("swing", {"values": {"a": 100, "b": 80, "c": 60, "d": 20, "e": 0}}),
    ("smart", {"values": {"a": 10, "b": 20, "c": 60, "d": 25, "e": 10}}),
    ("rank_order", {"order": ["b", ["a", "c"], "e", "d"], "formula": "rank_sum"}),
    (
        "best_worst",
        {
            "best": "a",
            "worst": "e",
            "best_to_others": {"b": 2, "c": 3, "d": 4, "e": 8},
            "others_to_worst": {"b": 4, "c": 3, "d": 2},
        },
    ),
    ("ahp", {"comparisons": [["a", "b", 3], ["b", "c", "1/2"], ["c", "d", 4], ["d", "e", 1], ["a", "e", 5]]}),
    (
        "region",
        {
            "statements": [
                {"criterion": "a", "percent": [20, 40]},
                {"criterion": "b", "at_least": "c", "times": 2},
            ]
        },
    ),
    ("objective", {"scheme": "critic"}),
    ("blend", {"subjective": {"procedure": "equal"}, "objective": "entropy", "share": 0.5}),
]


@pytest.mark.parametrize(("procedure", "said"), EVERY)
def test_every_procedure_weighs_every_criterion_and_order_permutes(procedure, said):
    statement = read(procedure, **said)
    seen = observations()
    weights = weigh(statement, TREE, seen)
    assert weights.criteria == tuple("abcde")
    assert weights.values.sum() == pytest.approx(1, abs=1e-12)
    assert weights.values.min() >= 0
    assert weights.nodes[0].procedure == procedure
    order = [3, 0, 4, 2, 1]
    turned = SimpleNamespace(
        value=seen.value[:, order], directions=seen.directions[order], known=seen.known[:, order]
    )
    again = weigh(statement, group("root", *(leaf("abcde"[i]) for i in order)), turned)
    np.testing.assert_allclose(again.values, weights.values[order], atol=1e-6)
    assert FORM.validate_json(FORM.dump_json(statement)) == statement


class TestTree:
    def test_equal_over_criteria_or_with_groups_over_what_lies_below(self):
        np.testing.assert_allclose(values(read("equal")), 0.2)
        np.testing.assert_allclose(values(read("equal", groups={})), [1 / 4, 1 / 4, 1 / 6, 1 / 6, 1 / 6])
        inner = {"place": {"procedure": "equal", "groups": {}}}
        np.testing.assert_allclose(values(read("equal", groups=inner)), [1 / 4, 1 / 4, 1 / 4, 1 / 8, 1 / 8])

    def test_naming_groups_is_enough_to_weigh_groups(self):
        np.testing.assert_allclose(
            values(read("points", values={"market": 80, "place": 20})), [0.4, 0.4] + [0.2 / 3] * 3
        )

    def test_local_weights_multiply_down_to_global_ones(self):
        statement = read(
            "points",
            values={"market": 60, "place": 40},
            groups={
                "market": {"procedure": "ahp", "comparisons": [["a", "b", 3]]},
                "place": {
                    "procedure": "rank_order",
                    "order": ["deep", "c"],
                    "groups": {"deep": {"procedure": "points", "values": {"d": 0, "e": 100}}},
                },
            },
        )
        weights = weigh(statement, TREE)
        np.testing.assert_allclose(weights.values, [0.45, 0.15, 0.1, 0, 0.3], rtol=1e-12)
        assert [node.id for node in weights.nodes] == ["root", "market", "place", "deep"]
        assert weights.nodes[2].items == ("c", "deep")
        assert weights.nodes[1].judgement.measures["consistency"].cr == 0

    @given(st.lists(st.integers(0, 100), min_size=2, max_size=4).filter(any), st.integers(1, 5))
    def test_an_equal_split_of_a_group_shares_its_weight(self, points, parts):
        whole = group("root", *(leaf(f"g{i}") for i in range(len(points))))
        split = group(
            "root",
            group("g0", *(leaf(f"p{k}") for k in range(parts))),
            *(leaf(f"g{i}") for i in range(1, len(points))),
        )
        statement = read("points", values={f"g{i}": value for i, value in enumerate(points)})
        before, after = values(statement, whole), values(statement, split)
        np.testing.assert_allclose(after[:parts], before[0] / parts, rtol=1e-12)
        np.testing.assert_allclose(after[parts:], before[1:], rtol=1e-12)

    def test_one_criterion_takes_all(self):
        assert values(read("ahp", comparisons=[]), group("root", leaf("a"))).tolist() == [1]

    def test_objective_weights_within_a_group_see_only_its_columns(self):
        statement = read(
            "equal", groups={"place": {"procedure": "objective", "scheme": "standard_deviation"}}
        )
        weights = values(statement, matrix=observations())
        assert weights[:2].sum() == pytest.approx(0.5)
        alone = values(read("objective", scheme="standard_deviation"), matrix=observations())
        np.testing.assert_allclose(weights[2:] / 0.5, alone[2:] / alone[2:].sum(), rtol=1e-12)

    def test_blend_of_a_tree_and_data(self):
        said = {"procedure": "points", "values": {"market": 50, "place": 50}}
        seen = observations()
        weights = values(read("blend", subjective=said, objective="entropy", share=0.25), matrix=seen)
        subjective = values(FORM.validate_python(said))
        found = values(read("objective", scheme="entropy"), matrix=seen)
        np.testing.assert_allclose(weights, 0.25 * subjective + 0.75 * found, rtol=1e-12)


class TestRefuses:
    def test_all_problems_of_all_nodes_at_once(self):
        statement = read(
            "points",
            values={"market": -1, "plaze": 60},
            groups={
                "market": {"procedure": "ahp", "comparisons": [["a", "b", 3], ["b", "a", 3]]},
                "place": {"procedure": "rank_order", "order": ["c", "c"]},
                "nowhere": {"procedure": "equal"},
            },
        )
        assert keys(statement) == [
            "unknown_name",
            "missing_names",
            "number_negative",
            "unknown_name",
            "contradictory",
            "missing_names",
            "named_twice",
        ]

    def test_a_misspelt_criterion_is_matched_with_criteria(self):
        with pytest.raises(PriorizarError) as caught:
            weigh(
                read("points", values={"oferta": 50, "tradision": 50}),
                group("r", leaf("oferta"), leaf("tradicion")),
            )
        assert caught.value.problems[0].values["guess"].near == "tradicion"

    def test_comparisons_that_leave_two_sides(self):
        assert keys(read("ahp", comparisons=[["a", "b", 2], ["c", "d", 2]])) == ["not_connected"]

    def test_groups_of_a_criterion(self):
        deep = {"c": {"procedure": "equal"}}
        assert keys(read("equal", groups={"place": {"procedure": "equal", "groups": deep}})) == [
            "unknown_name"
        ]

    def test_a_file_of_judgements_that_nobody_has_read(self):
        assert keys(read("group", file="taller.csv")) == ["group_unread"]

    def test_data_that_are_not_there(self):
        assert keys(read("objective", scheme="critic")) == ["no_matrix"]

    def test_columns_that_tell_nothing(self):
        seen = observations()
        seen.value[:, 3] = 2
        with pytest.raises(PriorizarError) as caught:
            weigh(read("objective", scheme="critic"), TREE, seen)
        assert caught.value.problems[0].values["criteria"] == ("d",)

    @pytest.mark.parametrize(
        "said",
        [
            {"procedure": "points", "values": {"a": "many"}},
            {"procedure": "points", "values": {"a": True}},
            {"procedure": "points", "values": {"a": float("nan")}},
            {"procedure": "points", "valus": {}},
            {"procedure": "guess"},
            {"procedure": "ahp", "comparisons": [["a", "b"]]},
            {"procedure": "ahp", "comparisons": [["a", "b", "1/0"]]},
            {"procedure": "objective", "scheme": "critic", "groups": {}},
            {"procedure": "region", "statements": [{"criterion": "a"}]},
            {"procedure": "region", "statements": ["a"]},
            {"procedure": "blend", "subjective": {"procedure": "equal"}, "objective": "entropy", "share": 2},
        ],
    )
    def test_what_is_not_of_the_form(self, said):
        with pytest.raises(ValidationError):
            FORM.validate_python(said)


class TestNotes:
    def test_inconsistent_comparisons_come_with_advice_in_words(self):
        circle = [["a", "b", 3], ["b", "c", 4], ["c", "a", 2], ["a", "d", 2], ["a", "e", 2]]
        notes = weigh(read("ahp", comparisons=circle), FLAT).notes
        assert notes[0].key == "weighting.inconsistent"
        assert {note.key for note in notes[1:]} == {"weighting.repair_circular"}
        assert notes[1].values["cr"] < notes[0].values["cr"]
        assert "1/" in describe(notes[1], "es")

    def test_a_ratio_just_over_its_limit_is_not_rounded_to_it(self):
        said = [["a", "b", 1], ["b", "c", 1], ["a", "c", 2.7685]]  # CR = 0.1003
        notes = weigh(read("ahp", comparisons=said), group("root", *map(leaf, "abc"))).notes
        assert "razón de consistencia 0.1003, más de 0.10" in describe(notes[0], "es")
        assert "consistency ratio 0.1003, above 0.10" in describe(notes[0], "en")

    def test_points_that_nearly_add_up_are_not_said_to_add_up_to_something_else(self):
        (note,) = weigh(
            read("points", values={"a": 50, "b": 30, "c": 20.000001}), group("r", *map(leaf, "abc"))
        ).notes
        assert describe(note, "es").startswith("Los puntos suman 100.000001 y no 100 ")

    def test_consistent_ones_do_not(self):
        said = [["a", "b", 2], ["b", "c", 2], ["a", "c", 4]]
        assert weigh(read("ahp", comparisons=said), group("root", *map(leaf, "abc"))).notes == ()

    def test_just_enough_comparisons_cannot_be_checked(self):
        (note,) = weigh(read("ahp", comparisons=[["a", x, 2] for x in "bcde"]), FLAT).notes
        assert note.key == "weighting.nothing_to_check"

    def test_answers_of_best_and_worst_that_do_not_fit(self):
        statement = read(
            "best_worst",
            best="a",
            worst="c",
            best_to_others={"b": 8, "c": 9},
            others_to_worst={"b": 8, "a": 9},
        )
        (note,) = weigh(statement, group("root", *map(leaf, "abc"))).notes
        assert note.key == "weighting.best_worst_inconsistent"
        assert note.values["name"] == "b"

    def test_unknown_cells_behind_objective_weights(self):
        seen = observations()
        seen.known[2:4, 1] = False
        (note,) = weigh(read("objective", scheme="critic"), TREE, seen).notes
        assert (note.values["unknown"], note.values["cells"]) == (2, 45)


def test_a_region_over_all_criteria_can_be_sampled_and_its_centre_is_the_weight():
    order = [{"criterion": x, "at_least": y} for x, y in zip("abcd", "bcde", strict=True)]
    weights = weigh(read("region", statements=order), TREE)
    np.testing.assert_allclose(weights.values, roc(5), atol=1e-9)
    assert weights.region.a_ub.shape == (4, 5)
    assert weigh(read("equal"), TREE).region is None


def test_what_is_wrong_is_at_its_path_in_what_was_said():
    statement = read(
        "blend",
        subjective={
            "procedure": "points",
            "values": {"market": 1, "place": -1},
            "groups": {"market": {"procedure": "ahp", "comparisons": [["a", "b", 2], ["b", "b", 3]]}},
        },
        objective="critic",
        share=0.5,
    )
    with pytest.raises(PriorizarError) as caught:
        weigh(statement, TREE, observations())
    assert [(problem.key.removeprefix("weighting."), problem.path) for problem in caught.value.problems] == [
        ("number_negative", ("subjective", "values", "place")),
        ("compared_with_itself", ("subjective", "groups", "market", "comparisons", 1)),
    ]
    for procedure, said in EVERY[1:9]:
        assert set(read(procedure, **said).names()) <= set("abcde")


@pytest.mark.parametrize(
    ("procedure", "said", "paths"),
    [
        (
            "points",
            {"values": {"a": 1, "b": 1, "c": 1, "d": -1, "z": 1}},
            [("values", "z"), ("values",), ("values", "d")],
        ),
        ("rank_order", {"order": ["a", ["b", "c"], "d", ["e", "b"]]}, [("order", 3, 1)]),
        ("rank_order", {"order": ["a", "b", "c", "d", "z"]}, [("order", 4), ("order",)]),
        (
            "ahp",
            {"comparisons": [["a", "b", 2], ["b", "a", 3], ["c", "z", 1], ["c", "c", 1], ["d", "e", 0]]},
            [("comparisons", 2, 1), ("comparisons", 1), ("comparisons", 3), ("comparisons", 4, 2)],
        ),
        ("ahp", {"comparisons": [["a", "b", 2]]}, [("comparisons",)]),
        (
            "best_worst",
            {
                "best": "a",
                "worst": "e",
                "best_to_others": {"b": 0, "c": 3, "d": 4, "e": 8, "a": 2},
                "others_to_worst": {"b": 4, "c": 3, "d": 2},
            },
            [("best_to_others", "b"), ("best_to_others", "a")],
        ),
        (
            "region",
            {
                "statements": [
                    {"criterion": "a", "percent": [20, 10]},
                    {"criterion": "b", "at_least": "b", "times": 2},
                    {"criterion": "b", "at_least": "z"},
                ]
            },
            [("statements", 2, "at_least"), ("statements", 0, "percent"), ("statements", 1, "at_least")],
        ),
    ],
)
def test_every_problem_is_at_the_entry_at_fault(procedure, said, paths):
    with pytest.raises(PriorizarError) as caught:
        weigh(read(procedure, **said), FLAT)
    found = [problem.path for problem in caught.value.problems]
    assert found == paths


def test_both_languages_say_the_same_things():
    spanish, english = messages("weighting", "es"), messages("weighting", "en")
    assert spanish.keys() == english.keys()
    for key in spanish:
        filled = [
            {name for _, name, _, _ in Formatter().parse(text[key]) if name} for text in (spanish, english)
        ]
        assert filled[0] == filled[1], key


def test_reading_statements_loads_nothing_heavy():
    heavy = ["scipy", "pandas", "pymcdm", "openpyxl"]
    code = f"import sys, priorizar.elicitation.statements; print([x for x in {heavy} if x in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == "[]"
