"""The page Territorio."""

from __future__ import annotations

import json
import re

import pytest

from on_screen import table_of
from priorizar.app.pages.territory.page import choose
from priorizar.app.words import LANGUAGE
from priorizar.elicitation.statements import Points
from priorizar.questions.territory import territory
from priorizar.study.scenario import edited

ANTA, CANAS, ABANCAY = "0803", "0805", "0301"


def leading(study, one) -> str:
    return " = ".join(study.chains[chain].name.es for chain in one["leaders"])


def shown(page) -> str:
    """All that the page says outside its charts."""
    return "\n".join(str(one.proto.body) for one in page.get("html")) + "\n".join(
        one.value for one in (*page.caption, *page.info, *page.markdown)
    )


def chart_of(page):
    (found,) = page.get("vega_lite_chart")
    return json.loads(found.proto.spec), found.proto


def coloured(page, study):
    """What is said of each province, from the text alternative."""
    _, proto = chart_of(page)
    said = dict.fromkeys(study.provinces)
    for ubigeo, province in study.provinces.items():
        (said[ubigeo],) = re.findall(rf"[.;] {province.name} ([^;]*?)(?=;|\.$)", proto.alt)
    return said


def rows(page):
    """Cells of the table of provinces, row by row."""
    body = table_of(page, "Quién va primera").split("<tbody>")[1]
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t", row) for row in body.split("</tr>")[:-1]]


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_it_opens_in_both_languages(open_page, idioma):
    page = open_page("territory", provincia=ANTA, idioma=idioma)
    assert not page.exception
    assert not page.error
    assert page.title[0].value == {"es": "Territorio", "en": "Territory"}[idioma]
    assert "Anta" in page.header[0].value + page.header[1].value


def test_it_opens_on_every_scenario(open_page, study):
    for scenario in study.scenarios:
        page = open_page("territory", provincia=ABANCAY, escenario=scenario)
        assert not page.exception
        assert not page.error
        assert set(coloured(page, study)) == set(study.provinces)


class TestTheMap:
    def test_says_who_leads_each_province(self, open_page, study):
        expected = {one["ubigeo"]: leading(study, one) for one in territory(study, draws=0)}
        assert coloured(open_page("territory", provincia=ANTA), study) == expected

    def test_begins_with_the_province_chosen(self, open_page):
        spec, proto = chart_of(open_page("territory", provincia=ANTA))
        assert spec["layer"][0]["params"][0]["value"] == [{"ubigeo": ANTA}]
        assert list(proto.selection_mode) == ["province"]

    def test_may_say_how_sure_the_lead_is_and_how_much_is_known(self, open_page, study):
        page = open_page("territory", provincia=ANTA)
        found = {one["ubigeo"]: one for one in territory(study)}
        for by, column in (("doubt", "first"), ("coverage", "coverage")):
            said = coloured(page.radio("territory_by").set_value(by).run(), study)
            assert said == {ubigeo: f"{100 * one[column]:.0f}\u00a0%" for ubigeo, one in found.items()}

    def test_may_have_points_at_the_capitals(self, open_page):
        page = open_page("territory", provincia=ANTA)
        page.radio("territory_view").set_value("points").run()
        spec, _ = chart_of(page)
        assert spec["projection"]["type"] == "identity"
        assert not page.exception

    def test_moves_with_the_weights(self, open_page, study):
        page = open_page("territory", provincia=ANTA, pesos="puntos:0,0,100,0,0")
        names = [one.id for one in study.criteria_sets["priorizacion"].leaf_criteria]
        said = Points(procedure="points", values=dict(zip(names, (0, 0, 100, 0, 0), strict=True)))
        expected = territory(study, edited(study.scenarios["base"], weights=said), draws=0)
        assert coloured(page, study) == {one["ubigeo"]: leading(study, one) for one in expected}
        assert coloured(page, study) != coloured(open_page("territory", provincia=ANTA), study)

    def test_a_method_that_would_take_minutes_is_not_drawn(self, open_page, study):
        page = open_page("territory", provincia=ANTA, metodo="edas")
        expected = territory(study, "base", method="edas", draws=0)
        assert coloured(page, study) == {one["ubigeo"]: leading(study, one) for one in expected}
        page.radio("territory_by").set_value("doubt").run()
        assert set(coloured(page, study).values()) == {"sin dato"}
        assert any("tardaría minutos" in one.value for one in page.info)


def test_a_click_chooses_the_province_and_one_beside_the_map_does_not(monkeypatch):
    state = {"provincia": ANTA}
    monkeypatch.setattr("streamlit.session_state", state)
    choose({"selection": {"province": []}})
    choose({})
    choose(None)
    assert state == {"provincia": ANTA}
    choose({"selection": {"province": [{"ubigeo": CANAS}]}})
    assert state == {"provincia": CANAS}


class TestTheTable:
    def test_sorts_names_as_spanish_does_and_marks_the_province_chosen(self, open_page):
        names = [row[0] for row in rows(open_page("territory", provincia=ANTA))]
        assert len(names) == 28
        assert names[3] == "▸ Anta"
        assert names.index("Camaná") < names.index("Canas") < names.index("Caravelí")
        assert names[-1] == "Urubamba"

    @pytest.mark.parametrize(("sort", "column"), [("doubt", 2), ("coverage", 3)])
    def test_may_begin_with_what_is_least_sure_or_known(self, open_page, sort, column):
        page = open_page("territory", provincia=ANTA)
        page.selectbox("territory_sort").set_value(sort).run()
        shares = [int(row[column].split("\u00a0")[0]) for row in rows(page)]
        assert shares == sorted(shares)
        assert len(set(shares)) > 3


class TestTheSurroundings:
    def test_indicators_have_units_years_and_sources(self, open_page):
        said = table_of(open_page("territory", provincia=ABANCAY), "Dependencia de lo extractivo")
        assert "0.47 índice 0-1 (máximo del período)" in said
        assert "2017" in said
        assert "US$ 2,021.3 millones" in said
        assert "cuadro 4" in said

    def test_what_ihh_is_and_that_two_tables_do_not_agree_is_said(self, open_page):
        said = shown(open_page("territory", provincia=ABANCAY))
        assert "suma de los cuadrados" in said
        assert "No cuadra con el cuadro 4" in said

    def test_projects_are_those_of_the_province_and_what_is_blank_is_not_zero(self, open_page):
        page = open_page("territory", provincia=CANAS)
        here = table_of(page, "COMPITES en Canas")
        assert here.count("<tr>") == 3 + 1
        assert "366" in here
        assert "no consta" in here
        assert "Pumaty" in table_of(page, "Los demás de Cusco")

    def test_a_department_of_which_no_project_is_named_says_so(self, open_page):
        page = open_page("territory", provincia=ABANCAY)
        assert any("ningún COMPITES en Apurímac" in one.value for one in page.info)

    def test_the_national_ranking_says_which_lists_do_not_name_the_department(self, open_page):
        page = open_page("territory", provincia=ABANCAY)
        said = shown(page)
        assert "anís" in table_of(page, "Apurímac en el ranking nacional")
        assert "sin nombrar a Apurímac: " in said
        assert "El ranking no trata de: acuicultura." in said

    def test_a_study_without_tables_says_that_it_says_nothing(self, open_page, small):
        page = open_page("territory", study=small.path, provincia="0101")
        assert not page.exception
        assert not page.error
        assert sum("no dice nada de esto" in one.value for one in page.info) == 4


class TestOwnShapes:
    def shape(self, study):
        features = []
        for ubigeo in (ANTA, CANAS):
            one = study.provinces[ubigeo]
            ring = [[one.longitude + x, one.latitude + y] for x, y in ((-0.1, -0.1), (0.1, -0.1), (0, 0.2))]
            shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
            features.append({"type": "Feature", "properties": {"UBIGEO": ubigeo}, "geometry": shape})
        features.append({"type": "Feature", "properties": {"UBIGEO": "1501"}, "geometry": None})
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()

    def test_are_shown_once_taken_in_with_what_is_missing_and_may_be_removed(self, open_page, study):
        page = open_page("territory", provincia=ANTA)
        assert page.radio("territory_view").options == ["Mosaico", "Capitales"]
        page.file_uploader[0].upload("mapa.geojson", self.shape(study), "application/geo+json").run()
        assert not page.error
        assert page.radio("territory_view").value == "shapes"
        spec, _ = chart_of(page)
        assert [one["ubigeo"] for one in spec["layer"][0]["data"]["values"]] == [ANTA, CANAS]
        said = shown(page)
        assert "Provincias sin forma en el archivo (26)" in said
        assert "no se usan (1): 1501" in said
        page.button("own_shapes_give_back").click().run()
        assert page.radio("territory_view").value == "tiles"

    def test_a_file_that_is_none_is_a_sentence_and_changes_nothing(self, open_page):
        page = open_page("territory", provincia=ANTA)
        page.file_uploader[0].upload("mapa <b>.geojson", b"hola", "application/geo+json").run()
        (error,) = page.error
        assert "no es un archivo JSON" in error.value
        assert "mapa \\<b\\>" in error.value
        assert page.radio("territory_view").value == "tiles"


def test_the_language_is_the_reader_s(open_page, study):
    page = open_page("territory", provincia=ANTA, idioma="en")
    assert page.session_state[LANGUAGE] == "en"
    assert coloured(page, study)[ANTA] == "Andean grains"
