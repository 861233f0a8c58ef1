"""Tables with a row a person: what every procedure's columns say, and every problem by its place."""

from __future__ import annotations

import io

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import priorizar as pz
from priorizar.elicitation.statements import Ahp, Member
from priorizar.elicitation.weighing import weigh
from priorizar.errors import describe
from priorizar.people.answers import parse_ratio
from priorizar.people.reading import read_contents
from priorizar.people.writing import people_csv, people_scenario
from refusals import problems_of

C = ("oferta_exportable", "ranking_nacional", "vocacion_productiva", "tradicion", "severidad_cuellos")


@pytest.fixture(scope="module")
def tree():
    return pz.load_study().criteria_sets["priorizacion"]


def csv(head: str, *rows: str) -> bytes:
    return ("\n".join([head, *rows]) + "\n").encode()


def read(tree, head, *rows, file="a.csv"):
    return read_contents([(file, csv(head, *rows))], tree)


def one(tree, head, row):
    found = read(tree, head, row)
    assert found.problems == ()
    (member,) = found.members
    return member


def problems(tree, head, *rows):
    found = read(tree, head, *rows)
    assert all(describe(problem, language) for problem in found.problems for language in ("es", "en"))
    return [(problem.line, problem.key) for problem in found.problems]


FIVE = ",".join(C)


class TestProcedures:
    def test_points_by_id_or_by_any_name(self, tree):
        head = "Código,Hélice,procedimiento,Exports,ranking nacional,VOCACION_productiva,tradition,Cuellos"
        member = one(tree, head, "P1,Sector público,puntos,40,30,15,5,10")
        assert (member.code, member.helice, member.round) == ("P1", "publico", 1)
        np.testing.assert_allclose(weigh(member.weights, tree).values, [0.4, 0.3, 0.15, 0.05, 0.1])

    @pytest.mark.parametrize("procedure", ["direct", "swing", "smart"])
    def test_other_numbers(self, tree, procedure):
        member = one(tree, f"code,helice,procedure,{FIVE}", f'P1,ong,{procedure},"10,5",20,30,40,50')
        assert member.weights.procedure == procedure
        assert member.weights.values["oferta_exportable"] == 10.5

    def test_an_order_with_ties(self, tree):
        member = one(tree, f"code,helice,procedure,{FIVE}", "P1,ong,orden,2,1,2,4,5")
        assert member.weights.order == (
            ("ranking_nacional",),
            ("oferta_exportable", "vocacion_productiva"),
            ("tradicion",),
            ("severidad_cuellos",),
        )

    def test_comparisons_either_way_round_and_not_all_of_them(self, tree):
        head = "code,helice,procedure," + ",".join(f"{C[0]}/{other}" for other in C[1:]) + f",{C[1]} / {C[0]}"
        member = one(tree, head, "P1,ong,ahp,3,1/3,0.5,2,")
        assert isinstance(member.weights, Ahp)
        assert member.weights.comparisons == (
            (C[0], C[1], 3.0),
            (C[0], C[2], 1 / 3),
            (C[0], C[3], 0.5),
            (C[0], C[4], 2.0),
        )

    def test_best_and_worst(self, tree):
        head = "code,helice,procedure,mejor,peor,"
        head += ",".join([f"best/{name}" for name in C[1:]] + [f"{name}/peor" for name in C[1:4]])
        member = one(tree, head, "P1,ong,best_worst,Oferta exportable,severidad_cuellos,2,3,4,8,4,3,2")
        assert (member.weights.best, member.weights.worst) == (C[0], C[4])
        assert member.weights.best_to_others == dict(zip(C[1:], (2, 3, 4, 8), strict=True))
        assert member.weights.others_to_worst == dict(zip(C[1:4], (4, 3, 2), strict=True))

    def test_intervals(self, tree):
        head = f"code,helice,procedure,{FIVE},{C[0]}/{C[1]},{C[2]}/{C[3]}"
        member = one(tree, head, "P1,ong,intervalos,20-40,>=5 %,<= 30,,10 a 20,>=2,1/2-3")
        said = [str(statement.said) for statement in member.weights.statements]
        assert said == [
            "20 % ≤ oferta_exportable ≤ 40 %",
            "5 % ≤ ranking_nacional ≤ 100 %",
            "0 % ≤ vocacion_productiva ≤ 30 %",
            "10 % ≤ severidad_cuellos ≤ 20 %",
            "oferta_exportable ≥ 2 × ranking_nacional",
            "vocacion_productiva ≥ 0.5 × tradicion",
            "tradicion ≥ 0.333333 × vocacion_productiva",
        ]

    def test_everything_the_same(self, tree):
        np.testing.assert_allclose(
            weigh(one(tree, "name,helice,procedure", "Ana,ong,iguales").weights, tree).values, 0.2
        )

    def test_whoever_names_a_group_weighs_group_by_group(self, tree):
        head = "code,helice,procedure,mercado,territorio,viabilidad,oferta_exportable,ranking_nacional"
        member = one(tree, head, "P1,ong,points,60,30,10,80,20")
        np.testing.assert_allclose(
            weigh(member.weights, tree).values, [0.48, 0.12, 0.15, 0.15, 0.1], rtol=1e-12
        )

    def test_comparisons_of_groups_and_within_them(self, tree):
        head = "code,helice,procedure,mercado/territorio,territorio/viabilidad,Exportación/Ranking"
        member = one(tree, head, "P1,ong,ahp,2,3,4")
        np.testing.assert_allclose(
            weigh(member.weights, tree).values, np.array([0.48, 0.12, 0.15, 0.15, 0.1]), rtol=1e-9
        )

    def test_one_best_and_one_worst_a_group(self, tree):
        head = (
            "code,helice,procedure,best,worst,best/territorio,best/viabilidad,territorio/worst,"
            "best/ranking_nacional"
        )
        row = "P1,ong,best_worst,mercado; oferta_exportable,viabilidad; ranking_nacional,2,6,3,4"
        weights = weigh(one(tree, head, row).weights, tree)
        np.testing.assert_allclose(weights.values, np.array([0.48, 0.12, 0.15, 0.15, 0.1]), atol=1e-9)


class TestPerson:
    def test_a_code_keeps_the_name_out(self, tree):
        member = one(tree, "code,name,helice,procedure", "P1,Ana Quispe,ong,equal")
        assert "Quispe" not in member.model_dump_json()
        assert one(tree, "code,name,helice,procedure", ",Ana Quispe,ong,equal").code == "Ana Quispe"

    def test_rounds_institution_and_being_made_up(self, tree):
        member = one(
            tree,
            "code,helice,procedure,ronda,institución,ilustrativo,nota del taller",
            "P1,ong,equal,2,una mesa,Sí,llegó tarde",
        )
        assert (member.round, member.institution, member.illustrative) == (2, "una mesa", True)

    def test_semicolons_windows_letters_and_decimal_commas(self, tree):
        head = "code;helice;procedure;" + ";".join(C)
        raw = f"{head}\nP1;Pública;puntos;12,5;12,5;25;25;25\n".encode("cp1252")
        (member,) = read_contents([("a.csv", raw)], tree).members
        assert member.weights.values["oferta_exportable"] == 12.5


class TestProblems:
    HEAD = f"code,helice,procedure,{FIVE}"

    def test_each_at_its_line_and_the_good_ones_kept(self, tree):
        found = read(
            tree,
            self.HEAD,
            "P1,ong,points,20,20,20,20,20",
            "P2,ong,points,20,veinte,20,20,20",
            "P3,ong,points,20,20,20,20,20",
            "P4,publco,points,20,20,20,20,20",
            "P5,ong,pontos,20,20,20,20,20",
            ",ong,points,20,20,20,20,20",
            "P7,,points,20,20,20,20,20",
            "P8,ong,points,20,20,,20,20",
            "P3,ong,points,20,20,20,20,20",
            'P9,ong,points,"1,234",20,20,20,20',
        )
        assert [member.code for member in found.members] == ["P1", "P3"]
        assert [(one.line, one.key) for one in found.problems] == [
            (3, "study.number_word"),
            (5, "weighting.helice_near"),
            (6, "study.not_one_of"),
            (7, "study.missing_cell"),
            (8, "study.missing_cell"),
            (9, "weighting.missing_names"),
            (10, "people.twice"),
            (11, "study.not_a_number"),
        ]
        assert found.left_out == 8
        assert "a.csv:4" in describe(found.problems[6])
        assert "points" in describe(found.problems[2])

    @pytest.mark.parametrize(
        ("head", "row", "key"),
        [
            (f"{HEAD},{C[0]}/{C[1]}", "P,ong,points,20,20,20,20,20,3", "people.other_procedure"),
            (f"code,helice,procedure,{C[0]}/{C[1]}", "P,ong,ahp,-3", "weighting.ratio_not_positive"),
            (f"code,helice,procedure,{C[0]}/{C[1]}", "P,ong,ahp,01-mar", "people.not_a_ratio"),
            (f"code,helice,procedure,{C[0]}/{C[1]}", "P,ong,ahp,1/0", "people.not_a_ratio"),
            (f"code,helice,procedure,{C[0]}/{C[1]}", "P,ong,ahp,3", "weighting.not_connected"),
            (
                f"code,helice,procedure,mercado/territorio,{C[0]}/{C[2]}",
                "P,ong,ahp,3,3",
                "people.compared_across",
            ),
            ("code,helice,procedure,tradicion", "P,ong,region,mucho", "people.not_an_interval"),
            ("code,helice,procedure,tradicion", "P,ong,region,-5", "people.not_an_interval"),
            ("code,helice,procedure,tradicion", "P,ong,region,40-20", "weighting.percent_range"),
            (f"code,helice,procedure,{C[0]}/{C[1]}", "P,ong,region,>=0", "people.not_an_interval"),
            (f"code,helice,procedure,{C[0]},{C[1]}", "P,ong,region,60-70,50-60", "weighting.region_empty"),
            ("code,helice,procedure,best", "P,ong,best_worst,tradición", "people.one_best_one_worst"),
            ("code,helice,procedure,best", "P,ong,best_worst,tradixion", "people.unknown_criterion"),
            ("code,helice,procedure,round", "P,ong,equal,segunda", "people.bad_round"),
            ("code,helice,procedure,round", "P,ong,equal,²", "people.bad_round"),
            ("code,helice,procedure,round", "P,ong,equal,0", "people.bad_round"),
            ("code,helice,procedure,illustrative", "P,ong,equal,quizá", "study.not_one_of"),
            ("code,helice,procedure", "P,ong,equal,7", "people.cell_without_head"),
            ("code,helice,procedure", f"{'P' * 101},ong,equal", "study.too_long"),
        ],
    )
    def test_of_a_row(self, tree, head, row, key):
        found = problems(tree, head, row)
        assert (2, key) in found
        assert {line for line, _ in found} == {2}

    @pytest.mark.parametrize(
        ("head", "key", "said"),
        [
            ("code,helice,procedure,tradision", "study.unknown_column", "tradicion"),
            ("code,helice,procedure,mercdo/tradision", "study.unknown_column", "«mercado/tradicion»"),
            ("code,helice,procedur", "study.unknown_column", "procedure"),
            ("code,procedure", "study.missing_column", "helice"),
            ("helice,procedure", "study.missing_column", "code"),
            ("code,helice,procedure,tradicion,Tradición", "study.column_twice", "tradicion"),
        ],
    )
    def test_of_the_head(self, tree, head, key, said):
        found = read(tree, head, "P1,ong,equal")
        assert key in [one.key for one in found.problems]
        assert any(said in describe(one) for one in found.problems)
        assert (found.members, found.left_out) == ((), 1)

    def test_more_people_than_can_be_compared(self, tree, monkeypatch):
        monkeypatch.setattr("priorizar.people.reading.MOST_PEOPLE", 2)
        found = read(tree, "code,helice,procedure", *(f"P{i},ong,equal" for i in range(4)))
        assert [member.code for member in found.members] == ["P0", "P1"]
        assert [(one.line, one.key) for one in found.problems] == [
            (4, "people.too_many"),
            (5, "people.too_many"),
        ]

    def test_a_broken_file_does_not_lose_the_others(self, tree, tmp_path):
        good = tmp_path / "a.csv"
        good.write_bytes(csv("code,helice,procedure", "P1,ong,equal"))
        (tmp_path / "b.xls").write_bytes(b"x")
        (tmp_path / "c.csv").write_bytes(b"")
        found = pz.read_people([good, tmp_path / "b.xls", tmp_path / "c.csv", tmp_path / "none.csv"], tree)
        assert [member.code for member in found.members] == ["P1"]
        assert found.left_out == 3
        assert [one.key for one in found.problems] == [
            "study.no_such_file",
            "people.unknown_kind",
            "study.empty_file",
        ]


class TestWorkbook:
    """The same table in XLSX."""

    @staticmethod
    def book(*rows, title="taller", more=()):
        book = openpyxl.Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        for name, content in more:
            sheet = book.create_sheet(name)
            for row in content:
                sheet.append(row)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    HEAD = ("code", "helice", "procedure", *C)

    def test_every_sheet_is_read_but_notes(self, tree):
        raw = self.book(
            self.HEAD,
            ("P1", "ong", "points", 20, 20, 20, 20, 20.0),
            more=[
                ("otros", [self.HEAD, ("P2", "ong", "points", "20", 20, 20, 20, "20,5")]),
                ("Notas", [("lo que sea",)]),
                ("vacía", []),
            ],
        )
        found = read_contents([("a.xlsx", raw)], tree)
        assert found.problems == ()
        assert [member.code for member in found.members] == ["P1", "P2"]
        assert found.members[1].weights.values["severidad_cuellos"] == 20.5

    def test_problems_by_sheet_and_cell(self, tree):
        import datetime

        raw = self.book(
            self.HEAD,
            ("P1", "ong", "points", 20, "veinte", 20, 20, 20),
            ("P2", "ong", "points", datetime.date(2025, 3, 1), True, "=1+1", 20, "#DIV/0!"),
            ("P3", "ong", "points", 20, 20, 20, 20, 20, "¿y esto?"),
        )
        found = read_contents([("a.xlsx", raw)], tree)
        assert [(one.place, one.key) for one in found.problems] == [
            ("a.xlsx[taller!E2]", "study.number_word"),
            ("a.xlsx[taller!D3]", "people.cell_date"),
            ("a.xlsx[taller!E3]", "people.cell_yes_no"),
            ("a.xlsx[taller!F3]", "people.cell_formula"),
            ("a.xlsx[taller!H3]", "people.cell_error"),
            ("a.xlsx[taller!I4]", "people.cell_without_head"),
        ]

    def test_a_percentage_is_the_percentage_shown(self, tree):
        book = openpyxl.Workbook()
        book.active.append(self.HEAD)
        book.active.append(("P1", "ong", "points", 0.2, 20, 20, 20, 20))
        book.active["D2"].number_format = "0%"
        file = io.BytesIO()
        book.save(file)
        (member,) = read_contents([("a.xlsx", file.getvalue())], tree).members
        assert member.weights.values["oferta_exportable"] == 20


class TestWrittenAgain:
    HEAD = "code,helice,institution,round,procedure,illustrative," + FIVE

    def test_the_bundled_table_as_it_is(self, tree):
        path = pz.load_study().folder / "people" / "taller_ilustrativo.csv"
        found = pz.read_people([path], tree)
        assert found.problems == ()
        assert people_csv(found.members, tree) == path.read_bytes()

    @pytest.mark.long
    @settings(max_examples=60)
    @given(data=st.data())
    def test_whatever_was_answered(self, tree, data):
        numbers = st.floats(0.01, 100).map(lambda value: float(f"{value:.6g}"))
        procedure = data.draw(st.sampled_from(["points", "direct", "rank_order", "ahp", "equal"]))
        said = {"procedure": procedure}
        if procedure in ("points", "direct"):
            said["values"] = {name: data.draw(numbers) for name in C}
            if data.draw(st.booleans()):
                said["values"] = {
                    name: data.draw(numbers) for name in ("mercado", "territorio", "viabilidad")
                }
                inner = {name: data.draw(numbers) for name in C[:2]}
                said["groups"] = {"mercado": {"procedure": procedure, "values": inner}}
        elif procedure == "rank_order":
            said["order"] = data.draw(st.permutations(C))
        elif procedure == "ahp":
            ratio = st.sampled_from([1 / 9, 1 / 7, 1 / 3, 0.5, 1, 2, 3, 9])
            said["comparisons"] = [(a, b, data.draw(ratio)) for i, a in enumerate(C) for b in C[i + 1 :]]
        text = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
        member = Member.model_validate(
            {
                "code": data.draw(text),
                "helice": "ong",
                "weights": said,
                "institution": data.draw(text | st.just("=1+1")),
                "round": data.draw(st.integers(1, 3)),
                "illustrative": data.draw(st.booleans()),
            }
        )
        found = read_contents([("a.csv", people_csv([member], tree))], tree)
        assert found.problems == ()
        (again,) = found.members
        assert again.model_dump(exclude={"weights"}) == member.model_dump(exclude={"weights"})
        np.testing.assert_allclose(
            weigh(again.weights, tree).values, weigh(member.weights, tree).values, rtol=1e-9
        )

    def test_best_worst_and_intervals(self, tree):
        worst = {"procedure": "best_worst", "best": C[0], "worst": C[4]}
        worst["best_to_others"] = dict(zip(C[1:], (2, 3, 4, 8), strict=True))
        worst["others_to_worst"] = dict(zip(C[1:4], (4, 3, 2), strict=True))
        region = {
            "procedure": "region",
            "statements": [
                {"criterion": C[0], "percent": [20, 40]},
                {"criterion": C[1], "at_least": C[2], "times": 2},
            ],
        }
        people = [
            Member.model_validate({"code": code, "helice": "ong", "weights": said})
            for code, said in (("P1", worst), ("P2", region))
        ]
        found = read_contents([("a.csv", people_csv(people, tree))], tree)
        assert found.problems == ()
        assert found.members == tuple(people)

    def test_formulas_do_nothing(self, tree):
        members = [
            Member.model_validate({"code": code, "helice": code, "weights": {"procedure": "equal"}})
            for code in ("=HYPERLINK(1)", "@x", "+1", "-2")
        ]
        raw = people_csv(members, tree)
        assert b"\n=" not in raw
        assert b",=" not in raw
        assert [one.code for one in read_contents([("a.csv", raw)], tree).members] == [
            one.code for one in members
        ]

    def test_what_a_table_cannot_hold_is_refused(self, tree):
        mixed = {"procedure": "points", "values": {"mercado": 1, "territorio": 1, "viabilidad": 1}}
        mixed["groups"] = {"mercado": {"procedure": "rank_order", "order": list(C[:2])}}
        member = Member.model_validate({"code": "P1", "helice": "ong", "weights": mixed})
        found = problems_of(people_csv, [member], tree)
        assert found[0].key == "people.no_columns"

    def test_as_a_scenario(self, tree, tmp_path):
        study = pz.load_study()
        found = pz.read_people([study.folder / "people" / "taller_ilustrativo.csv"], tree)
        file = tmp_path / "mi_taller.yaml"
        file.write_bytes(people_scenario(found.members, "priorizacion", file.stem))
        scenario = pz.read_scenario(study, file)
        bundled = pz.rank(study, "taller_ilustrativo")
        np.testing.assert_allclose(pz.rank(study, scenario).weights.values, bundled.weights.values)
        assert scenario.illustrative


class TestInAStudy:
    """``procedure: group, file: …`` in a scenario."""

    def scenario(self, folder, **said):
        weights = ", ".join(f"{key}: {value}" for key, value in said.items())
        folder.write(
            "scenarios/taller.yaml",
            f"""
            id: taller
            name: {{es: Taller, en: Workshop}}
            extends: base
            stated_by: "un taller"
            weights: {{procedure: group, {weights}}}
            """,
        )

    def test_reads_the_file_and_hashes_it(self, copied):
        self.scenario(copied, file="people/mio.csv")
        copied.write("people/mio.csv", csv("code,helice,procedure", "P1,ong,equal", "P2,ong,equal"))
        study = copied.load()
        assert study.files["people/mio.csv"] == study.scenario("taller").weights.sha256
        assert not study.scenario("taller").illustrative
        ranking = pz.rank(study, "taller")
        assert ranking.weights.people.shape == (2, 5)
        np.testing.assert_allclose(ranking.weights.values, 0.2)

    def test_people_made_up_make_the_weights_illustrative_whoever_states_them(self, copied):
        self.scenario(copied, file="people/taller_ilustrativo.csv")
        assert copied.load().scenario("taller").illustrative

    def test_one_bad_row_is_a_problem_of_the_study(self, copied):
        self.scenario(copied, file="people/mio.csv")
        copied.write("people/mio.csv", csv("code,helice,procedure", "P1,ong,equal", "P2,ong,igualito"))
        (problem,) = copied.problems()
        assert (problem.file, problem.line, problem.key) == ("people/mio.csv", 3, "study.not_one_of")

    @pytest.mark.parametrize(
        ("file", "key"),
        [
            ("people/none.csv", "study.no_such_file"),
            ("../fuera.csv", "study.outside_folder"),
            ("/etc/passwd", "study.outside_folder"),
            ("people", "study.not_a_file"),
            ("people/LEEME.md", "people.unknown_kind"),
        ],
    )
    def test_only_files_of_the_folder(self, copied, file, key):
        (copied.path.parent / "fuera.csv").write_bytes(csv("code,helice,procedure", "P1,ong,equal"))
        self.scenario(copied, file=file)
        (problem,) = copied.problems()
        assert problem.key == key

    def test_no_link_leads_out_of_the_folder(self, copied):
        outside = copied.path.parent / "fuera.csv"
        outside.write_bytes(csv("code,helice,procedure", "P1,ong,equal"))
        (copied.path / "people" / "enlace.csv").symlink_to(outside)
        self.scenario(copied, file="people/enlace.csv")
        (problem,) = copied.problems()
        assert problem.key == "study.outside_folder"

    def test_a_file_changed_since_is_told(self, copied):
        self.scenario(copied, file="people/taller_ilustrativo.csv", sha256="'00'")
        (problem,) = copied.problems()
        assert problem.key == "people.changed"

    def test_people_written_out_have_their_lines(self, copied):
        copied.write(
            "scenarios/taller.yaml",
            """
            id: taller
            name: {es: Taller, en: Workshop}
            extends: base
            weights:
              procedure: group
              people:
                - {code: P1, helice: ong, weights: {procedure: equal}}
                - code: P2
                  helice: ong
                  weights:
                    procedure: points
                    values:
                      oferta_exportable: 20
                      tradision: 80
            """,
        )
        found = copied.problems()
        line = copied.line_of("scenarios/taller.yaml", "tradision")
        assert ("weighting.unknown_name", line) in [(one.key, one.line) for one in found]

    def test_a_scenario_that_extends_one_of_a_group_has_its_people(self, copied):
        self.scenario(copied, file="people/taller_ilustrativo.csv")
        copied.write(
            "scenarios/hijo.yaml",
            "id: hijo\nname: {es: Hijo, en: Child}\nextends: taller\nmethod: additive\n",
        )
        study = copied.load()
        assert pz.rank(study, "hijo").weights.people.shape == (24, 5)


@pytest.mark.parametrize(("written", "ratio"), [("3", 3), ("1/3", 1 / 3), ("0,5", 0.5), ("2,5 / 5", 0.5)])
def test_ratios(written, ratio):
    assert parse_ratio(written) == ratio


@settings(max_examples=200)
@given(raw=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_end_in_a_traceback(tree, raw):
    for file in ("a.csv", "a.xlsx"):
        found = read_contents([(file, raw)], tree)
        assert found.members or found.problems or file == "a.csv"


@settings(max_examples=200)
@given(
    cells=st.lists(
        st.text(st.characters(exclude_characters='",\n\r;\t', exclude_categories=["C"]), max_size=12)
        | st.sampled_from(
            ["3", "1/3", "20-40", ">=2", "best", "tradicion", "points", "ahp", "region", "ong"]
        ),
        min_size=11,
        max_size=11,
    )
)
def test_no_row_ends_in_a_traceback(tree, cells):
    head = f"code,helice,procedure,{FIVE},best,worst,tradicion/ranking_nacional"
    found = read(tree, head, ",".join(cells))
    assert all(describe(problem) for problem in found.problems)
