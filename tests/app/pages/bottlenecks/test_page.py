"""The page Cuellos de botella."""

from __future__ import annotations

import html
import re

import pytest

import priorizar as pz
from on_screen import table_of
from priorizar.context.stages import value_chain_stages
from priorizar.context.tables import CONTEXT

ABANCAY, ANTA, CUSCO = "0301", "0803", "0801"


def table(page, caption):
    """Cells of a table, row by row, its head first."""
    return [
        [html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>([^<]*)</t", row)]
        for row in table_of(page, caption).split("</tr>")[:-1]
    ]


def folded(page):
    """What stands folded under stages, one text a list of stages."""
    return [html.unescape(one.proto.body) for one in page.get("html") if "pz-stage" in one.proto.body]


def own(page, *chains):
    page.radio("bottlenecks_which").set_value("own").run()
    return page.multiselect("bottlenecks_own").set_value(list(chains)).run()


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_it_opens_in_both_languages(open_page, idioma):
    page = open_page("bottlenecks", provincia=ANTA, idioma=idioma)
    assert not page.exception
    assert not page.error
    assert page.title[0].value == {"es": "Cuellos de botella en Anta", "en": "Bottlenecks in Anta"}[idioma]
    assert folded(page)


def test_it_opens_on_every_scenario(open_page, study):
    for scenario in study.scenarios:
        page = open_page("bottlenecks", provincia=ABANCAY, escenario=scenario)
        assert not page.exception
        assert not page.error


class TestTheChains:
    def test_are_the_first_of_the_province(self, open_page, study):
        page = open_page("bottlenecks", provincia=ABANCAY)
        ranked = [one["chain_name"] for one in pz.rank(study).rows() if one["ubigeo"] == ABANCAY]
        assert [row[0] for row in table(page, "Severidad")[1:]] == ranked[:3]
        page.slider("bottlenecks_how_many").set_value(5).run()
        assert [row[0] for row in table(page, "Severidad")[1:]] == ranked[:5]

    def test_are_fewer_on_a_projector(self, open_page):
        page = open_page("bottlenecks", provincia=ABANCAY, proyector="si")
        assert len(table(page, "Severidad")) == 1 + 2

    def test_may_be_chosen_also_from_outside_the_province(self, open_page):
        page = own(open_page("bottlenecks", provincia=ABANCAY), "cafe", "anis")
        rows = table(page, "Severidad")[1:]
        assert [row[0] for row in rows] == ["café", "anís"]
        assert rows[0][1:3] == ["–", "no está en la lista de la provincia"]
        assert rows[1][1] == "1"

    def test_none_chosen_says_so_and_what_is_of_all_stays(self, open_page):
        page = own(open_page("bottlenecks", provincia=ABANCAY))
        assert any("Elija al menos una cadena" in one.value for one in page.info)
        assert len(folded(page)) == 1


class TestSeverity:
    def test_unknown_is_said_as_unknown_and_spans_the_scale(self, open_page):
        for row in table(open_page("bottlenecks", provincia=ABANCAY), "Severidad")[1:]:
            assert row[2:] == ["no se sabe: nadie lo ha dicho", "de «Ninguno» a «La bloquean»", "–"]

    def test_that_of_carpentry_in_cusco_has_its_level_and_source(self, open_page):
        (row,) = table(own(open_page("bottlenecks", provincia=CUSCO), "carpinteria"), "Severidad")[1:]
        assert row[2] == "No dejan crecer a la cadena"
        assert row[3] == "de «En varias etapas» a «La bloquean»"
        assert row[4].startswith("inferido · estudio, cuadro 11")

    def test_a_study_without_the_criterion_or_the_tables_says_so(self, open_page, small):
        page = open_page("bottlenecks", study=small.path, provincia="0101")
        assert not page.exception
        assert not page.error
        said = " ".join(one.value for one in page.info)
        assert "no tiene un criterio de severidad" in said
        assert "no trae tablas" in said


class TestStages:
    def test_count_what_the_study_says_of_all_and_of_each(self, open_page, study):
        page = own(open_page("bottlenecks", provincia=CUSCO), "carpinteria", "palta")
        head, *rows = table(page, "Etapas y cadenas")
        assert head == ["Etapa", "De todas", "carpintería", "palta"]
        assert len(rows) == 9
        records = value_chain_stages(study, ["carpinteria", "palta"], "Cusco")
        counted = sum(len(one.problems) for one in records if one.chain == "carpinteria")
        said = re.findall(r"problemas: (\d+)", " ".join(row[2] for row in rows))
        assert sum(map(int, said)) == counted == 10
        assert rows[0][1] == "problemas: 5, impulsores: 1, instrumentos: 4"

    def test_what_is_of_all_is_shown_once_and_apart(self, open_page):
        page = own(open_page("bottlenecks", provincia=CUSCO), "carpinteria", "palta")
        carpentry, avocado, general = folded(page)
        assert "Empleo de madera húmeda" in carpentry
        assert "COMPITES" in avocado
        assert "Fletes de transporte poco accesibles" in general
        assert "Fletes de transporte" not in carpentry + avocado

    def test_instruments_have_their_kind_level_quotes_and_sources(self, open_page):
        (avocado, _) = folded(own(open_page("bottlenecks", provincia=CUSCO), "palta"))
        assert "Procompite <small>(fondo, regional o local)" in avocado
        assert "(inversión pública, no dice de qué nivel)" in avocado
        assert "«iniciar o fortalecer la especialización territorial" in avocado
        assert "sección 4.1.2" in avocado
        assert "en Cusco" in avocado

    def test_instruments_of_another_department_are_not_shown(self, open_page):
        text = " ".join(folded(own(open_page("bottlenecks", provincia=ABANCAY), "palta")))
        assert "Marca Cusco" not in text
        assert "la etapa se asignó aquí" in text

    def test_a_chain_of_which_nothing_is_said_says_so(self, open_page):
        page = own(open_page("bottlenecks", provincia=ABANCAY), "ajo")
        assert any("no dice nada de esta cadena" in one.value for one in page.caption)

    def test_every_kind_and_level_has_a_word_in_both_languages(self, open_page, study):
        for idioma in ("es", "en"):
            page = open_page("bottlenecks", provincia=CUSCO, idioma=idioma)
            own(page, *list(study.chains)[:8])
            assert not page.exception
            assert not page.error


class TestWhatTheStudyItselfSays:
    def test_its_doubt_about_instruments_stands_open(self, open_page):
        (found,) = open_page("bottlenecks", provincia=ABANCAY).warning
        assert "resultados heterogéneos y en muchos casos poco sostenibles" in found.value
        assert "Procompite" in found.value
        assert "sección 5.2" in found.value

    @pytest.mark.parametrize(("province", "warned"), [(ABANCAY, True), (CUSCO, False)])
    def test_the_problems_of_carpentry_are_those_of_cusco(self, open_page, province, warned):
        page = own(open_page("bottlenecks", provincia=province), "carpinteria")
        said = " ".join(one.value for one in page.warning)
        assert ("son los de Cusco, según estudio, cuadro 11" in said) == warned
        assert ("no se sabe si son también los de Apurímac" in said) == warned


class TestWhatAnotherStudySays:
    """What the page must know of a study is in its tables and in a role, whatever its names."""

    def test_its_criterion_in_the_role_is_the_severity(self, open_page, small):
        small.replace("criteria/tres.yaml", "- id: frenos\n", "- id: frenos\n    role: bottlenecks\n")
        page = own(open_page("bottlenecks", study=small.path, provincia="0101"), "lana")
        (row,) = table(page, "Severidad")[1:]
        assert row[2:] == [
            "Ninguno / Todos",
            "de «Ninguno / Todos» a «Ninguno / Todos»",
            "medido · Un informe",
        ]

    @pytest.mark.parametrize(("province", "warned"), [("0101", False), ("0201", True)])
    def test_its_problems_of_one_department_are_told_as_such(self, open_page, small, province, warned):
        small.write(
            "data/bottlenecks.csv",
            """
            stage,problem,chain,department,stage_from,source
            Acopio,No hay almacén,,Norte,printed,informe
            Acopio,Se moja,lana,,printed,informe
            """,
        )
        page = open_page("bottlenecks", study=small.path, provincia=province)
        assert [
            "son los de Norte, según Un informe" in one.value and "si son también los de Sur" in one.value
            for one in page.warning
        ] == [True] * warned

    def test_its_doubts_about_instruments_stand_open(self, open_page, small):
        head = ",".join(CONTEXT["instruments"])
        small.write(
            "data/instruments.csv",
            f"{head},reservation\n"
            "Fondo A,fund,,,,,,,,casi no sirve,informe,yes\n"
            "Fondo B,fund,,,,,,,,sirve,informe,\n",
        )
        (found,) = open_page("bottlenecks", study=small.path, provincia="0101").warning
        assert "Fondo A" in found.value
        assert "casi no sirve" in found.value
        assert "Fondo B" not in found.value


def test_what_files_say_is_no_html(open_page, small):
    small.write(
        "data/bottlenecks.csv",
        "stage,problem,chain,stage_from,source\nAcopio,<script>x</script>,papa,printed,informe\n",
    )
    page = open_page("bottlenecks", study=small.path, provincia="0101")
    (found, *_) = [one.proto.body for one in page.get("html") if "pz-stage" in one.proto.body]
    assert "&lt;script&gt;" in found
    assert "<script>" not in found
