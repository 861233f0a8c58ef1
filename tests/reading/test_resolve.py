"""What a scenario takes from the one it extends, and what is refused about it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import priorizar as pz
from priorizar.errors import describe
from priorizar.files.yaml_source import read_yaml
from priorizar.reading.resolve import resolve_document
from refusals import problems_of

NAME = "name: {es: a, en: b}\n"


def scenario(small, name, written):
    small.write(f"scenarios/{name}.yaml", f"id: {name}\n{NAME}{written}")


def only_problem(small):
    (problem,) = small.problems()
    return problem


class TestExtending:
    def test_through_a_chain_the_nearest_word_holds(self, small):
        scenario(small, "hijo", "extends: base\nmethod: topsis\nunknown: leave_out\n")
        scenario(small, "nieto", "extends: hijo\nunknown: midpoint\n")
        found = small.load().scenario("nieto")
        assert found.lineage == ("base", "hijo", "nieto")
        assert (found.method.name, found.unknown, found.criteria) == ("topsis", "midpoint", "tres")
        assert found.weights.procedure == "equal"

    def test_files_may_stand_in_any_order(self, small):
        scenario(small, "a", "extends: z\n")
        scenario(small, "z", "extends: base\nmethod: vikor\n")
        assert small.load().scenario("a").method.name == "vikor"

    def test_directions_merge_and_suppositions_add_up(self, small):
        supposed = "what_if: [{{chain: {}, criterion: frenos, value: 1}}]\n"
        scenario(small, "hijo", "extends: base\ndirections: {frenos: max}\n" + supposed.format("papa"))
        scenario(small, "nieto", "extends: hijo\ndirections: {demanda: min}\n" + supposed.format("lana"))
        found = small.load().scenario("nieto")
        assert found.directions == {"frenos": "max", "demanda": "min"}
        assert [one.chain for one in found.what_if] == ["papa", "lana"]

    def test_selections_replace(self, small):
        scenario(small, "hijo", "extends: base\nexclude: {chains: [papa]}\n")
        scenario(small, "nieto", "extends: hijo\nexclude: {provinces: [Alta]}\n")
        found = small.load().scenario("nieto").exclude
        assert (found.chains, found.provinces) == ((), ("0101",))

    def test_selections_are_kept_as_codes(self, small):
        scenario(small, "parte", "extends: base\ninclude: {departments: [NORTE], chains: [Fine wool]}\n")
        found = small.load().scenario("parte").include
        assert (found.departments, found.chains) == (("Norte",), ("lana",))

    def test_what_a_scenario_says_of_itself_is_not_inherited(self, small):
        scenario(small, "hijo", "extends: base\nnote: un apunte\nauthor: alguien\ndate: 2025-03-12\n")
        scenario(small, "nieto", "extends: hijo\n")
        study = small.load()
        assert study.scenario("hijo").date == "2025-03-12"
        assert (
            study.scenario("nieto").note,
            study.scenario("nieto").author,
            study.scenario("nieto").date,
        ) == (
            None,
            None,
            None,
        )


class TestWhoStatedTheWeights:
    def test_nobody_unless_it_says_so(self, small):
        assert small.load().scenario("base").illustrative

    def test_comes_with_the_weights(self, small):
        points = "weights: {procedure: points, values: {demanda: 60, puesto: 20, frenos: 20}}\n"
        scenario(small, "taller", f'extends: base\nstated_by: "Taller de Alta"\n{points}')
        scenario(small, "mismos", "extends: taller\nmethod: topsis\n")
        scenario(small, "otros", "extends: taller\nweights: {procedure: equal}\n")
        study = small.load()
        assert study.scenario("taller").stated_by == "Taller de Alta"
        assert study.scenario("mismos").stated_by == "Taller de Alta"
        assert study.scenario("otros").illustrative


class TestRefusals:
    def test_a_cycle_names_its_members_and_no_other(self, small):
        scenario(small, "a", "extends: b\n")
        scenario(small, "b", "extends: c\n")
        scenario(small, "c", "extends: b\n")
        problem = only_problem(small)
        assert (problem.key, problem.place) == ("study.extends_cycle", "scenarios/c.yaml:3")
        assert problem.values["cycle"] == "b → c → b"

    def test_extending_oneself_is_a_cycle(self, small):
        scenario(small, "a", "extends: a\n")
        assert only_problem(small).values["cycle"] == "a → a"

    def test_an_unknown_parent_gets_the_nearest(self, small):
        scenario(small, "a", "extends: bsae\n")
        problem = only_problem(small)
        assert (problem.key, problem.line, problem.values["guess"].near) == (
            "study.unknown_parent",
            3,
            "base",
        )

    def test_what_extends_a_broken_file_is_not_to_blame(self, small):
        scenario(small, "a", "extends: base\n")
        scenario(small, "b", "extends: a\n")
        small.replace("scenarios/base.yaml", "method", "metodo")
        assert [problem.key for problem in small.problems()] == ["study.unknown_key"]

    @pytest.mark.parametrize(
        ("written", "key", "guess"),
        [
            ("criteria: trez", "study.unknown_criteria_set", "tres"),
            ("directions: {freno: max}", "study.unknown_criterion", "frenos"),
            ("method: adittive", "methods.unknown_method", "additive"),
            ("method: {name: topsis, referense: observed}", "methods.unknown_option", "reference"),
            ("include: {provinces: [Alto]}", "study.unknown_province", "Alta"),
            ("exclude: {chains: [lana finna]}", "study.unknown_chain", "lana fina"),
            ("include: {departments: [Nortte]}", "study.unknown_department", "Norte"),
            ("what_if: [{chain: papas, criterion: frenos, value: 1}]", "study.unknown_chain", "papa"),
            ("what_if: [{chain: papa, criterion: freno, value: 1}]", "study.unknown_criterion", "frenos"),
        ],
    )
    def test_a_name_nobody_knows_gets_the_nearest(self, small, written, key, guess):
        scenario(small, "a", f"extends: base\n{written}\n")
        problem = only_problem(small)
        assert (problem.key, problem.values["guess"].near, problem.place) == (
            key,
            guess,
            "scenarios/a.yaml:4",
        )

    def test_a_weight_on_a_criterion_that_is_not_there(self, small):
        scenario(
            small,
            "a",
            "extends: base\nweights:\n  procedure: points\n  values:\n    demanda: 1\n    puesto: 1\n"
            "    frenoss: 1\n    frenos: 1\n",
        )
        problem = only_problem(small)
        assert (problem.key, problem.line) == ("weighting.unknown_name", 9)
        assert problem.values["guess"].near == "frenos"

    @pytest.mark.parametrize(
        ("cell", "key"),
        [
            ("value: 9", "study.outside_scale"),
            ("basis: judged", "study.no_value"),
            ("value: 1, low: 2, high: 3", "study.interval_order"),
            ("value: .nan", "study.not_a_yaml_number"),
        ],
    )
    def test_a_supposition_that_does_not_hold_together(self, small, cell, key):
        scenario(small, "a", f"extends: base\nwhat_if:\n  - {{chain: papa, criterion: frenos, {cell}}}\n")
        problem = only_problem(small)
        assert (problem.key, problem.line) == (key, 5)

    def test_without_criteria_or_weights_there_is_no_scenario(self, small):
        scenario(small, "a", "method: topsis\n")
        assert sorted(problem.values["key"] for problem in small.problems()) == ["criteria", "weights"]

    def test_the_same_name_in_yaml_and_yml(self, small):
        small.write("scenarios/base.yml", small.text("scenarios/base.yaml"))
        problem = only_problem(small)
        assert (problem.key, problem.file) == ("study.file_twice", "scenarios/base.yml")

    def test_an_id_that_is_not_the_name_of_the_file(self, small):
        small.replace("scenarios/base.yaml", "id: base", "id: basse")
        assert only_problem(small).key == "study.id_not_file"


class TestAFileOfItsOwn:
    def test_may_extend_the_scenarios_of_the_study(self, small, tmp_path):
        file = tmp_path / "mio.yaml"
        file.write_text(f"id: mio\n{NAME}extends: base\nmethod: vikor\n", encoding="utf-8")
        found = pz.read_scenario(small.load(), file)
        assert (found.lineage, found.method.name) == (("base", "mio"), "vikor")

    @pytest.mark.parametrize(
        ("written", "key"),
        [
            (f"id: mio\n{NAME}extends: bas\n", "study.unknown_parent"),
            (f"id: mio\n{NAME}extends: base\nmetodo: a\n", "study.unknown_key"),
            ("", "study.empty_file"),
        ],
    )
    def test_is_refused_by_its_own_name(self, small, tmp_path, written, key):
        file = tmp_path / "mio.yaml"
        file.write_text(written, encoding="utf-8")
        problems = problems_of(pz.read_scenario, small.load(), file)
        assert [(problem.key, problem.file) for problem in problems] == [(key, str(file))]

    def test_a_folder_or_nothing_in_its_place_is_refused(self, small, tmp_path):
        study = small.load()
        for path, key in ((tmp_path, "study.not_a_file"), (tmp_path / "no.yaml", "study.no_such_file")):
            with pytest.raises(pz.PriorizarError) as caught:
                pz.read_scenario(study, path)
            assert caught.value.problems[0].key == key


def test_a_changed_copy_is_another_scenario(study):
    base = study.scenario("base")
    pz.rank(study, base)
    other = base.model_copy(update={"include": base.include.model_copy(update={"provinces": ("0301",)})})
    assert len(pz.rank(study, other).rows()) == 9
    assert len(pz.rank(study, base).rows()) == 233


COMPARED = """id: a
name: {es: a, en: b}
extends: base
weights:
  procedure: ahp
  comparisons:
    - [demanda, puesto, 3]
    - [puesto, demanda, 1/3]
    - [demanda, frenos, -2]
    - [frenos, demanda, 1/2]
    - [puesto, frenos, 1]
    - [puesto, puesto, 4]
"""


def test_each_wrong_comparison_is_told_at_its_own_line_with_its_own_remedy(small):
    """A ratio below zero on line 9, and a criterion compared with itself on line 12."""
    small.write("scenarios/a.yaml", COMPARED)
    found = [(problem.place, problem.key, describe(problem)) for problem in small.problems()]
    assert [(place, key) for place, key, _ in found] == [
        ("scenarios/a.yaml:9", "weighting.ratio_not_positive"),
        ("scenarios/a.yaml:12", "weighting.compared_with_itself"),
    ]
    assert "un número mayor que cero" in found[0][2]
    assert "quite esa línea" in found[1][2]


def test_weights_inherited_that_do_not_fit_other_criteria_are_told_where_these_are_chosen(small):
    small.write(
        "criteria/otros.yaml",
        small.text("criteria/tres.yaml").replace("id: tres", "id: otros").replace("id: puesto", "id: lugar"),
    )
    points = "weights: {procedure: points, values: {demanda: 1, puesto: 1, frenos: 1}}"
    scenario(small, "b", f"extends: base\n{points}\n")
    scenario(small, "c", "extends: b\ncriteria: otros\n")
    assert [(problem.key, problem.place) for problem in small.problems()] == [
        ("weighting.unknown_name", "scenarios/c.yaml:4"),
        ("weighting.missing_names", "scenarios/c.yaml:4"),
    ]


def test_a_person_written_out_in_a_scenario_has_the_line_of_their_answer(small):
    scenario(
        small,
        "a",
        """extends: base
weights:
  procedure: group
  people:
    - code: P1
      helice: academia
      weights: {procedure: equal}
    - code: P2
      helice: academia
      weights:
        procedure: points
        values:
          demanda: 1
          puesto: 1
          frenos: -1
""",
    )
    problem = only_problem(small)
    assert (problem.key, problem.line, problem.person) == ("weighting.number_negative", 17, "P2")


WHOLE = """id: entero
name: {es: a, en: b}
extends: base
criteria: tres
method:
  name: vikor
  v: 0.5
directions:
  frenos: min
include:
  departments:
    - Norte
  provinces:
    - Alta
    - "0102"
exclude:
  chains:
    - papa
weights:
  procedure: blend
  share: 0.5
  objective: critic
  subjective:
    procedure: points
    values:
      mercado: 60
      frenos: 40
    groups:
      mercado:
        procedure: ahp
        comparisons:
          - [demanda, puesto, 3]
          - [puesto, demanda, 1/3]
what_if:
  - chain: papa
    province: Alta
    department: Norte
    zone: I
    criterion: demanda
    value: 2
    low: 1
    high: 3
    basis: judged
"""

MUTILATED = [
    ("extends: base", "extends: bazo"),
    ("criteria: tres", "criteria: quatro"),
    ("  name: vikor", "  name: vikorr"),
    ("  v: 0.5", "  v: 1.5"),
    ("  v: 0.5", "  w: 0.5"),
    ("  frenos: min", "  frenoz: min"),
    ("  frenos: min", "  frenos: menos"),
    ("    - Norte", "    - Nortte"),
    ("    - Alta", "    - Altea"),
    ("    - papa", "    - papaa"),
    ("  share: 0.5", "  share: 1.5"),
    ("  objective: critic", "  objective: crítico"),
    ("      mercado: 60", "      mercado: -60"),
    ("      mercado: 60", "      mercado: mucho"),
    ("          - [demanda, puesto, 3]", "          - [demanda, puesto, 0]"),
    ("          - [puesto, demanda, 1/3]", "          - [puesto, demanda, 3]"),
    ("          - [puesto, demanda, 1/3]", "          - [puesto, puesto, 3]"),
    ("          - [puesto, demanda, 1/3]", "          - [puesto, demnda, 1/3]"),
    ("  - chain: papa", "  - chain: pappa"),
    ("    province: Alta", "    province: Altea"),
    ("    department: Norte", "    department: Sur"),
    ("    zone: I", "    zone: II"),
    ("    zone: I", "    zone: IX"),
    ("    criterion: demanda", "    criterion: demnda"),
    ("    value: 2", "    value: 9"),
    ("    value: 2", "    value: 0"),
    ("    low: 1", "    low: -1"),
    ("    high: 3", "    high: tres"),
    ("    basis: judged", "    basis: supuesto"),
]


@pytest.fixture
def tiny(small):
    """The small study, to resolve scenarios in: nothing of it changes."""
    return small.load()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(0, len(MUTILATED) - 1), min_size=1, max_size=5), st.integers(0, 4))
def test_every_problem_of_a_mutilated_scenario_is_at_a_line_that_was_mutilated(tiny, chosen, blank_lines):
    lines = ["# nota"] * blank_lines + WHOLE.splitlines()
    hurt = set()
    for which in sorted(chosen):
        old, new = MUTILATED[which]
        at = next((n for n, line in enumerate(lines) if line == old), None)
        if at is not None:
            lines[at] = new
            hurt.add(at + 1)
    document = read_yaml("scenarios/entero.yaml", "\n".join(lines).encode())
    with pytest.raises(pz.PriorizarError) as caught:
        resolve_document(tiny, document)
    assert {problem.line for problem in caught.value.problems} <= hurt
    assert {problem.file for problem in caught.value.problems} == {"scenarios/entero.yaml"}


@pytest.mark.parametrize(("old", "new"), MUTILATED)
def test_one_mutilated_line_is_the_line_of_every_problem(tiny, old, new):
    written = WHOLE.replace(f"\n{old}\n", f"\n{new}\n")
    line = written.splitlines().index(new) + 1
    with pytest.raises(pz.PriorizarError) as caught:
        resolve_document(tiny, read_yaml("scenarios/entero.yaml", written.encode()))
    assert {problem.place for problem in caught.value.problems} == {f"scenarios/entero.yaml:{line}"}
