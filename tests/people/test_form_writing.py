"""The workbook a person fills in: written, filled in as a person would, and read back."""

from __future__ import annotations

import io

import numpy as np
import openpyxl
import pytest

import priorizar as pz
from priorizar.elicitation.weighing import weigh
from priorizar.errors import describe
from priorizar.people.form_writing import PROCEDURES, people_form
from priorizar.people.reading import read_contents
from refusals import problems_of

C = ("oferta_exportable", "ranking_nacional", "vocacion_productiva", "tradicion", "severidad_cuellos")
SAID = np.array([0.4, 0.1, 0.2, 0.2, 0.1])


@pytest.fixture(scope="module")
def tree():
    return pz.load_study().criteria_sets["priorizacion"]


@pytest.fixture(scope="module")
def form(tree):
    return people_form(tree)


class Filled:
    """A form being filled in, by the keys of its rows."""

    def __init__(self, raw: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(raw))

    def sheet(self, kind):
        return next(one for one in self.book if one["A1"].value == f"priorizar/{kind}")

    def answer(self, kind, key, value, column=3, nth=0):
        sheet = self.sheet(kind)
        rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == key]
        sheet.cell(rows[nth], column).value = value
        return self

    def who(self, code="P1", helice="Sector público", **more):
        for key, value in {"code": code, "helice": helice, **more}.items():
            self.answer("person", key, value)
        return self

    def bytes(self):
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()

    def read(self, tree):
        found = read_contents([("ficha.xlsx", self.bytes())], tree)
        assert all(describe(problem, language) for problem in found.problems for language in ("es", "en"))
        return found

    def member(self, tree):
        found = self.read(tree)
        assert found.problems == ()
        (member,) = found.members
        return member

    def problems(self, tree):
        return [(one.cell, one.key) for one in self.read(tree).problems]


def fill(filled, procedure, tree):
    """Answer as somebody would who means ``SAID``."""
    names = {one.id: one.name["es"] for one in tree.leaf_criteria}
    weights = dict(zip(C, SAID, strict=True))
    if procedure == "ahp":
        for i, a in enumerate(C):
            for b in C[i + 1 :]:
                ratio = weights[a] / weights[b]
                which = "Igual" if ratio == 1 else "A" if ratio > 1 else "B"
                filled.answer("ahp", f"{a}/{b}", which, 4)
                filled.answer("ahp", f"{a}/{b}", None if ratio == 1 else max(ratio, 1 / ratio), 5)
    elif procedure == "best_worst":
        filled.answer("best_worst", "best", names[C[0]]).answer("best_worst", "worst", names[C[4]])
        for name, weight in weights.items():
            filled.answer("best_worst", name, 0.4 / weight).answer("best_worst", name, weight / 0.1, 4)
    elif procedure == "region":
        for name in C:
            filled.answer("region", name, 5).answer("region", name, 60, 4)
        filled.answer("region", ">=", names[C[0]], 2).answer("region", ">=", 2).answer(
            "region", ">=", names[C[1]], 4
        )
    elif procedure == "rank_order":
        for name, place in zip(C, (1, 3, 2, 2, 3), strict=True):
            filled.answer("rank_order", name, place)
    else:
        for name, weight in weights.items():
            filled.answer(procedure, name, round(100 * weight))
    return filled


@pytest.mark.long
@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_sheet_comes_back_as_it_was_meant(tree, procedure, language):
    filled = Filled(people_form(tree, language)).who(
        helice="academia", institution="una universidad", round=2
    )
    member = fill(filled, procedure, tree).member(tree)
    assert (member.code, member.helice, member.round) == ("P1", "academia", 2)
    assert member.weights.procedure == procedure
    found = weigh(member.weights, tree).values
    if procedure == "rank_order":
        assert found[0] > found[2] == found[3] > found[1] == found[4]
    elif procedure == "region":
        assert found[0] >= 2 * found[1]
        assert found.max() <= 0.6
    else:
        np.testing.assert_allclose(found, SAID, atol=1e-9)


def test_group_by_group(tree):
    filled = Filled(people_form(tree, by_group=True)).who()
    for name, points in {"mercado": 50, "territorio": 40, "viabilidad": 10}.items():
        filled.answer("points", name, points)
    for name, points in {C[0]: 80, C[1]: 20, C[2]: 50, C[3]: 50}.items():
        filled.answer("points", name, points)
    np.testing.assert_allclose(weigh(filled.member(tree).weights, tree).values, SAID, atol=1e-12)


def test_best_and_worst_group_by_group(tree):
    names = {node.id: node.name["es"] for node in tree.nodes()}
    filled = Filled(people_form(tree, by_group=True)).who()
    pairs = [("mercado", "viabilidad"), (C[0], C[1]), (C[2], C[3])]
    for nth, (best, worst) in enumerate(pairs):
        filled.answer("best_worst", "best", names[best], nth=nth).answer(
            "best_worst", "worst", names[worst], nth=nth
        )
    for name, to, frm in [("territorio", 1.25, 4), ("viabilidad", 5, None), (C[1], 4, None), (C[3], 1, None)]:
        filled.answer("best_worst", name, to).answer("best_worst", name, frm, 4)
    np.testing.assert_allclose(weigh(filled.member(tree).weights, tree).values, SAID, atol=1e-9)


def test_many_criteria_are_asked_group_by_group(study):
    many = study.criteria_sets["ficha_cadena"]
    assert "priorizar/points" in [sheet["A1"].value for sheet in Filled(people_form(many)).book]


class TestLayout:
    def test_has_instructions_identification_and_a_sheet_a_procedure(self, form):
        book = openpyxl.load_workbook(io.BytesIO(form))
        assert book.sheetnames == [
            "Instrucciones", "Identificación", "Puntos", "De a dos", "Cambios", "Orden", "Mejor y peor",
            "Notas", "Desde el menor", "Intervalos", "Listas",
        ]  # fmt: skip
        assert book["Listas"].sheet_state == "hidden"
        said = " ".join(str(cell.value) for row in book["Instrucciones"] for cell in row if cell.value)
        assert "Si la actividad se ha transmitido" in said
        assert "Consta que no se exporta" in said

    def test_answers_are_open_and_the_rest_is_protected(self, form):
        book = openpyxl.load_workbook(io.BytesIO(form))
        for name in book.sheetnames[1:-1]:
            sheet = book[name]
            assert sheet.protection.sheet
            assert sheet.column_dimensions["A"].hidden
            open_cells = [cell for row in sheet for cell in row if not cell.protection.locked]
            assert open_cells
            assert all(cell.value is None for cell in open_cells)

    def test_drop_downs_hold_what_may_be_chosen(self, form):
        book = openpyxl.load_workbook(io.BytesIO(form))

        def choices(sheet, cell):
            rule = next(one for one in book[sheet].data_validations.dataValidation if cell in one.sqref)
            assert rule.type == "list"
            where = rule.formula1.split("!")[1].replace("$", "")
            return [row[0].value for row in book["Listas"][where]]

        assert choices("De a dos", "D5") == ["A", "B", "Igual"]
        assert choices("De a dos", "E5") == list(range(1, 10))
        assert choices("Orden", "C5") == [1, 2, 3, 4, 5]
        assert choices("Mejor y peor", "C4")[0] == "Oferta exportable"
        assert choices("Identificación", "C6") == [
            "Sector público",
            "Sector privado",
            "Academia",
            "Sociedad civil",
        ]

    def test_points_are_added_up_as_one_writes(self, form):
        sheet = openpyxl.load_workbook(io.BytesIO(form))["Puntos"]
        assert [cell.value for row in sheet for cell in row if cell.data_type == "f"] == ["=SUM(C5:C9)"]

    def test_names_that_look_like_formulas_stay_text(self, small):
        small.replace("criteria/tres.yaml", "{es: Frenos,", '{es: "=1+1",')
        book = openpyxl.load_workbook(io.BytesIO(people_form(small.load().criteria_sets["tres"])))
        found = [cell for sheet in book for row in sheet for cell in row if cell.value == "=1+1"]
        assert found
        assert all(cell.data_type == "s" for cell in found)

    def test_one_criterion_has_nothing_to_ask(self, small):
        tree = small.load().criteria_sets["tres"]
        alone = tree.model_copy(update={"criteria": tree.criteria[1:]})
        problems = problems_of(people_form, alone)
        assert problems[0].key == "form.nothing_to_weigh"


class TestProblems:
    def test_blank(self, tree, form):
        assert Filled(form).problems(tree) == [
            ("Identificación!C4", "people.nothing_filled"),
            ("Identificación!C4", "study.missing_cell"),
            ("Identificación!C6", "study.missing_cell"),
        ]

    def test_each_at_its_sheet_and_cell(self, tree, form):
        filled = fill(Filled(form).who(helice="acadmia", round="primera"), "points", tree)
        filled.answer("points", C[1], "mucho").answer("points", C[3], "=5+5")
        assert filled.problems(tree) == [
            ("Identificación!C8", "people.bad_round"),
            ("Puntos!C8", "people.cell_formula"),
            ("Puntos!C6", "study.number_word"),
        ]

    def test_a_helice_nearly_right(self, tree, form):
        filled = fill(Filled(form).who(helice="acadmia"), "points", tree)
        assert filled.problems(tree) == [("Identificación!C6", "weighting.helice_near")]

    def test_what_was_left_blank(self, tree, form):
        filled = fill(Filled(form).who(), "points", tree).answer("points", C[2], None)
        assert filled.problems(tree) == [("Puntos!B1", "weighting.missing_names")]

    def test_comparisons_half_answered(self, tree, form):
        filled = fill(Filled(form).who(), "ahp", tree)
        filled.answer("ahp", f"{C[0]}/{C[1]}", None, 4).answer("ahp", f"{C[0]}/{C[2]}", None, 5)
        filled.answer("ahp", f"{C[0]}/{C[4]}", 0.5, 5).answer("ahp", f"{C[3]}/{C[4]}", "los dos", 4)
        assert filled.problems(tree) == [
            ("De a dos!D5", "people.which_matters_more"),
            ("De a dos!E6", "people.how_many_times"),
            ("De a dos!E8", "people.how_many_times"),
            ("De a dos!D14", "people.which_matters_more"),
        ]

    def test_contradictions_found_in_weighing(self, tree, form):
        filled = Filled(form).who()
        filled.answer("region", C[0], 70).answer("region", C[1], 60)
        assert filled.problems(tree)[0][1] == "weighting.region_empty"
        filled = Filled(form).who()
        filled.answer("region", C[0], 70).answer("region", C[0], 60, 4)
        assert filled.problems(tree) == [("Intervalos!C5", "weighting.percent_range")]

    def test_statements_of_one_criterion_only(self, tree, form):
        filled = Filled(form).who().answer("region", ">=", "Tradición", 2)
        assert filled.problems(tree) == [("Intervalos!C12", "people.two_criteria")]

    def test_several_sheets_need_a_choice(self, tree, form):
        filled = fill(fill(Filled(form).who(), "points", tree), "rank_order", tree)
        assert filled.problems(tree) == [("Identificación!C4", "people.several_filled")]
        filled.answer("person", "sheet", "Orden")
        assert filled.member(tree).weights.procedure == "rank_order"
        filled.answer("person", "sheet", "De a dos")
        assert filled.problems(tree) == [("Identificación!C9", "people.sheet_not_filled")]

    def test_a_sheet_that_does_not_count_may_be_wrong(self, tree, form):
        filled = fill(Filled(form).who(sheet="Puntos"), "points", tree).answer("swing", C[0], "sí")
        assert filled.member(tree).weights.procedure == "points"

    def test_other_criteria(self, study, form):
        filled = Filled(form).who()
        assert filled.problems(study.criteria_sets["ficha_cadena"]) == [
            ("Identificación!C11", "people.other_criteria")
        ]

    def test_sheets_renamed_moved_and_added_do_not_matter(self, tree, form):
        filled = fill(Filled(form).who(), "points", tree)
        filled.sheet("points").title = "Mis puntos"
        filled.book.move_sheet("Mis puntos", -2)
        filled.book.create_sheet("Apuntes", 0)["A1"] = "cualquier cosa"
        np.testing.assert_allclose(weigh(filled.member(tree).weights, tree).values, SAID)
