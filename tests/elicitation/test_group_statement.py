"""A group's judgement in a scenario: who counts, how it is put together over a tree, what is refused."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from priorizar.elicitation.statements import Group, WeightStatement
from priorizar.elicitation.weighing import read_statement, weigh
from priorizar.errors import PriorizarError
from priorizar.weighting.aggregation import aggregate_judgements
from priorizar.weighting.ahp import geometric_mean
from refusals import problems_of, refused

FORM = TypeAdapter(WeightStatement)


def leaf(name):
    return SimpleNamespace(id=name)


def group(name, *children):
    return SimpleNamespace(id=name, children=children)


ABC = group("root", *map(leaf, "abc"))
TREE = group("root", group("market", leaf("a"), leaf("b")), group("place", leaf("c"), leaf("d")))


def person(code, helice="publico", **said):
    extra = {key: said.pop(key) for key in ("round", "illustrative") if key in said}
    return {"code": code, "helice": helice, "weights": {"procedure": "points"} | said, **extra}


def points(code, *values, helice="publico", **extra):
    return person(code, helice, values=dict(zip("abcd", values, strict=False)), **extra)


def pairs(code, *comparisons, helice="publico", groups=None):
    said = {"procedure": "ahp", "comparisons": [list(one) for one in comparisons]}
    return person(code, helice, **said, **({"groups": groups} if groups is not None else {}))


def of(*people, **said):
    return FORM.validate_python({"procedure": "group", "people": people, **said})


def values(*people, tree=ABC, **said):
    return weigh(of(*people, **said), tree).values


def keys(*people, tree=ABC, **said):
    return [key.removeprefix("weighting.") for key in refused(weigh, of(*people, **said), tree)]


CROWD = [points(f"p{i}", 100, 0, 0) for i in range(5)] + [points("q", 0, 100, 0, helice="academia")]


class TestWhoCounts:
    def test_each_helice_the_same_however_many_people_it_sent(self):
        np.testing.assert_allclose(values(*CROWD), [0.5, 0.5, 0])

    def test_or_each_person(self):
        np.testing.assert_allclose(values(*CROWD, each="person"), [5 / 6, 1 / 6, 0])

    def test_or_as_shared_out(self):
        np.testing.assert_allclose(values(*CROWD, shares={"Público": 1, "academia": 3}), [0.25, 0.75, 0])
        assert keys(*CROWD, shares={"publico": 1, "privado": 1}) == [
            "unknown_name",
            "missing_names",
        ]

    def test_the_last_round_of_each_person_counts_unless_one_is_asked_for(self):
        people = [
            points("p", 100, 0, 0),
            points("q", 0, 100, 0),
            points("p", 0, 0, 100, round=2),
        ]
        np.testing.assert_allclose(values(*people), [0, 0.5, 0.5])
        np.testing.assert_allclose(values(*people, round=1), [0.5, 0.5, 0])
        np.testing.assert_allclose(values(*people, round=2), [0, 0, 1])
        assert keys(*people, round=3) == ["nobody"]

    def test_weights_carry_the_people_in_the_order_in_which_they_appear(self):
        people = [points("p", 2, 1, 1), points("q", 1, 2, 1, helice="ong"), points("p", 1, 1, 2, round=2)]
        weights = weigh(of(*people), ABC)
        assert weights.group.codes == ("p", "q")
        assert weights.group.helices == ("publico", "ong")
        assert weights.group.rows_by_helice == {"publico": (0,), "ong": (1,)}
        np.testing.assert_allclose(weights.people, [[0.25, 0.25, 0.5], [0.25, 0.5, 0.25]])
        np.testing.assert_allclose(weights.group.share @ weights.people, weights.values)

    def test_nobody_else_has_people(self):
        assert weigh({"procedure": "equal"}, ABC).people is None


@pytest.mark.long
@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(1, 9), min_size=3, max_size=3), min_size=1, max_size=6), st.data())
def test_properties_of_every_way_to_put_priorities_together(answers, data):
    helices = data.draw(
        st.lists(st.sampled_from(["publico", "privado", "ong"]), min_size=len(answers), max_size=len(answers))
    )
    people = [
        points(f"p{i}", *answer, helice=helice)
        for i, (answer, helice) in enumerate(zip(answers, helices, strict=True))
    ]
    for how in ("arithmetic", "geometric", "median", "trimmed"):
        for each in ("helice", "person"):
            said = {"aggregation": how, "each": each}
            found = values(*people, **said)
            assert found.sum() == pytest.approx(1, abs=1e-12)
            assert found.min() >= 0
            # Everybody a second time: the same group.
            twice = [one | {"code": f"{one['code']}again"} for one in people]
            np.testing.assert_allclose(values(*people, *twice, **said), found, atol=1e-9)
            np.testing.assert_allclose(values(*reversed(people), **said), found, atol=1e-9)
            turned = group("root", *map(leaf, "cab"))
            np.testing.assert_allclose(values(*people, tree=turned, **said), found[[2, 0, 1]], atol=1e-9)
    # A second copy of one person moves nothing where their hélice has nobody else.
    alone = [i for i, helice in enumerate(helices) if helices.count(helice) == 1]
    for i in alone:
        copy = people[i] | {"code": "copy"}
        np.testing.assert_allclose(values(*people, copy), values(*people), atol=1e-9)


GROUPED = [
    pairs(
        "p",
        ("market", "place", 4),
        groups={"market": {"procedure": "ahp", "comparisons": [["a", "b", 2]]}},
    ),
    pairs(
        "q",
        ("place", "market", 1),
        groups={
            "market": {"procedure": "ahp", "comparisons": [["a", "b", 8]]},
            "place": {"procedure": "ahp", "comparisons": [["c", "d", 3]]},
        },
    ),
]


class TestTogetherOnATree:
    def test_judgements_are_joined_node_by_node_and_whoever_said_nothing_does_not_count_there(self):
        found = weigh(of(*GROUPED, aggregation="aij"), TREE)
        # √(4·1) = 2 at the root, √(2·8) = 4 in the market, 3 in the place.
        np.testing.assert_allclose(found.values, [2 / 3 * 0.8, 2 / 3 * 0.2, 1 / 3 * 0.75, 1 / 3 * 0.25])
        assert [(node.id, node.procedure) for node in found.nodes] == [
            ("root", "group"),
            ("root", "ahp"),
            ("market", "ahp"),
            ("place", "ahp"),
        ]
        assert found.nodes[1].judgement.measures["consistency"].cr == 0

    def test_priorities_are_joined_over_all_criteria(self):
        mean = values(*GROUPED, tree=TREE)
        each = [values(one, tree=TREE) for one in GROUPED]
        np.testing.assert_allclose(mean, np.mean(each, axis=0))

    def test_a_group_nobody_judged_is_shared_equally(self):
        found = values(pairs("p", ("market", "place", 3)), tree=TREE, aggregation="aij")
        np.testing.assert_allclose(found, [0.375, 0.375, 0.125, 0.125])

    def test_a_group_within_a_group_of_criteria(self):
        said = FORM.validate_python(
            {
                "procedure": "points",
                "values": {"market": 60, "place": 40},
                "groups": {
                    "market": {"procedure": "group", "people": [points("p", 3, 1), points("q", 1, 1)]}
                },
            }
        )
        found = weigh(said, TREE)
        np.testing.assert_allclose(found.values, [0.6 * 0.625, 0.6 * 0.375, 0.2, 0.2])
        assert found.people is None

    @settings(max_examples=30)
    @given(st.lists(st.lists(st.floats(0.2, 5), min_size=3, max_size=3), min_size=1, max_size=5))
    def test_joint_judgements_are_the_geometric_mean_of_consistent_ones(self, ratios):
        """Forman & Peniwati (1998): for row geometric means, AIJ and geometric AIP are the same."""
        people = []
        for i, scale in enumerate(ratios):
            said = [("a", "b", scale[0]), ("b", "c", scale[1]), ("a", "c", scale[0] * scale[1])]
            people.append(pairs(f"p{i}", *said))
        joint = values(*people, aggregation="aij", each="person")
        np.testing.assert_allclose(joint, values(*people, aggregation="geometric", each="person"), rtol=1e-9)

    def test_joint_judgements_are_those_of_the_numeric_core(self):
        people = [
            pairs("p", ("a", "b", 3), ("b", "c", 2), ("a", "c", 4)),
            pairs("q", ("a", "b", "1/2"), ("b", "c", 5), helice="privado"),
            pairs("r", ("a", "b", 7), ("b", "c", 1), ("a", "c", 9), helice="privado"),
        ]
        for how, middle in (("aij", "mean"), ("aij_median", "median"), ("aij_trimmed", "trimmed")):
            weights = weigh(of(*people, aggregation=how), ABC)
            said = [weigh(one["weights"], ABC).nodes[0].judgement.steps["matrix"] for one in people]
            joint = aggregate_judgements(np.array(said), np.array([0.5, 0.25, 0.25]), middle, 0.1)
            np.testing.assert_allclose(weights.nodes[1].judgement.steps["matrix"], joint)
        np.testing.assert_allclose(geometric_mean(joint).sum(), 1)

    def test_unanimous_people_get_what_they_say(self):
        said = pairs("p", ("a", "b", 3), ("b", "c", 2), ("a", "c", 4))
        people = [said | {"code": f"p{i}"} for i in range(4)]
        alone = weigh(said["weights"], ABC).values
        for how in ("arithmetic", "geometric", "median", "trimmed", "aij", "aij_median", "aij_trimmed"):
            np.testing.assert_allclose(values(*people, aggregation=how), alone, rtol=1e-9)


class TestRefuses:
    def test_judgements_together_where_somebody_did_not_compare(self):
        people = [pairs("p", ("a", "b", 3), ("b", "c", 2)), points("q", 1, 1, 1)]
        with pytest.raises(PriorizarError) as caught:
            values(*people, aggregation="aij")
        assert caught.value.problems[0].key == "weighting.aij_needs_ahp"
        assert caught.value.problems[0].values["codes"] == ("q",)

    def test_groups_compared_by_some_and_criteria_by_others(self):
        all_at_once = pairs("q", ("a", "b", 1), ("b", "c", 1), ("c", "d", 1))
        people = [pairs("p", ("market", "place", 3)), all_at_once]
        assert keys(*people, tree=TREE, aggregation="aij") == ["aij_mixed"]
        assert values(*people, tree=TREE).sum() == pytest.approx(1)

    def test_everything_wrong_with_everybody_each_by_name(self):
        with pytest.raises(PriorizarError) as caught:
            values(points("p", 1, -1, 1), points("q", 1, 1, 1), points("r", 0, 0, 0))
        assert [(one.person, one.key) for one in caught.value.problems] == [
            ("p", "weighting.number_negative"),
            ("r", "weighting.all_zero"),
        ]

    def test_one_zero_in_a_geometric_mean(self):
        assert keys(points("p", 0, 1, 1), points("q", 1, 1, 1), aggregation="geometric") == ["geometric_zero"]

    @pytest.mark.parametrize(
        "said",
        [
            {},
            {"people": [points("p", 1, 1, 1), points("p", 1, 1, 1)]},
            {"people": [points("p", 1, 1, 1, helice="privdo")]},
            {"people": [{"code": "p", "helice": "ong", "weights": {"procedure": "objective"}}]},
            {"people": [points("p", 1, 1, 1, round=0)]},
            {"people": [points("", 1, 1, 1)]},
            {"file": "a.csv", "trim": 0.5},
            {"file": ""},
        ],
    )
    def test_what_is_not_of_the_form(self, said):
        with pytest.raises(ValidationError):
            FORM.validate_python({"procedure": "group", **said})

    def test_plain_data_with_the_same_sentences_as_a_file(self):
        problems = problems_of(weigh, {"procedure": "points", "valus": {"a": 1}}, ABC)
        assert {one.key for one in problems} == {"study.missing_key", "study.unknown_key"}
        problems = problems_of(weigh, {"procedure": "group"}, ABC)
        assert problems[0].key == "weighting.group_of_nobody"


class TestWritten:
    def test_who_was_read_from_a_file_stays_out_of_what_is_written(self):
        read = of(points("p", 1, 1, 1)).model_copy(update={"file": "people/a.csv", "sha256": "00"})
        assert "people" not in read.model_dump()
        assert FORM.validate_json(read.model_dump_json(exclude_none=True)) == Group(
            procedure="group", file="people/a.csv", sha256="00"
        )

    def test_who_is_written_out_stays(self):
        written = of(points("p", 1, 1, 1, illustrative=True))
        assert FORM.validate_json(written.model_dump_json()) == written
        assert written.illustrative
        blend = {"procedure": "blend", "subjective": written, "objective": "critic", "share": 0.5}
        assert FORM.validate_python(blend).illustrative
        assert not of(points("p", 1, 1, 1)).illustrative
        assert not read_statement({"procedure": "equal"}).illustrative

    def test_what_one_said_is_at_their_place_and_has_their_code(self):
        with pytest.raises(PriorizarError) as caught:
            weigh(of(points("p", 1, 1, 1), points("q", 1, -1, 1)), ABC)
        (problem,) = caught.value.problems
        assert problem.path == ("people", 1, "weights", "values", "b")
        assert (problem.person, problem.file, problem.place) == ("q", None, "q")


def test_whose_comparisons_do_not_fit_is_noted():
    circle = pairs("p", ("a", "b", 3), ("b", "c", 3), ("c", "a", 3))
    weights = weigh(of(circle, points("q", 1, 1, 1)), ABC)
    (note,) = weights.notes
    assert note.key == "weighting.people_inconsistent"
    assert [code.split()[0] for code in note.values["codes"]] == ["p"]
    assert weights.group.consistency_ratios[1] is None
    assert weigh(of(points("q", 1, 1, 1)), ABC).notes == ()


def test_a_ratio_just_over_its_limit_is_not_rounded_to_it():
    """For three criteria 2 · 0.58 · CR = t + 1/t - 2, t³ being a/c over a/b · b/c."""
    ratio = 0.1003
    more = 2 + 2 * 0.58 * ratio
    t = (more + (more**2 - 4) ** 0.5) / 2
    (note,) = weigh(of(pairs("p", ("a", "b", 1), ("b", "c", 1), ("a", "c", t**3))), ABC).notes
    assert note.values["codes"] == ("p (0.1003)",)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Público", "publico"),
        ("SECTOR PRIVADO", "privado"),
        ("universidades", "academia"),
        ("sociedad_civil", "sociedad_civil"),
        ("Sociedad  Civil", "sociedad_civil"),
        ("cooperación internacional", "cooperación internacional"),
        ("comunidad", "comunidad"),
    ],
)
def test_helices_as_people_write_them(written, read):
    assert of(points("p", 1, 1, 1, helice=written)).people[0].helice == read


@pytest.mark.parametrize("written", ["sociedad civl", "publco", "acadmia"])
def test_a_helice_nearly_right_is_a_slip(written):
    problems = problems_of(
        read_statement, {"procedure": "group", "people": [points("p", 1, 1, 1, helice=written)]}
    )
    assert problems[0].key == "weighting.helice_near"
