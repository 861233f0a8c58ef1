"""What is said around a province: of its department, its zone and its chains."""

from __future__ import annotations

import pytest

from priorizar.context.province import province_context

CANAS, ANTA, ABANCAY, CAYLLOMA = "0805", "0803", "0301", "0405"


@pytest.fixture(scope="module")
def canas(study):
    return province_context(study, CANAS)


def test_indicators_are_those_of_the_department_from_the_first_year_to_the_last(study, canas):
    assert {row["department"] for rows in canas.indicators.values() for row in rows} == {"Cusco"}
    exports = canas.indicators["extractive_exports_musd"]
    assert [(row["year"], row["value"]) for row in exports] == [
        (2018, 4089.7),
        (2019, 3406.0),
        (2020, 2699.1),
        (2021, 5053.5),
        (2022, 6305.6),
    ]
    (ihh,) = province_context(study, ABANCAY).indicators["ihh_sectoral"]
    assert (ihh["year"], ihh["value"], ihh["note"]) == (2017, 0.47, "máximo del período")


def test_a_project_without_a_province_is_in_the_department_and_not_here(canas):
    assert [row["name"] for row in canas.competites] == [
        "AEO Aproval Layo",
        "AEO Túpac Amaru",
        "AEO Micaela Bastidas",
    ]
    assert len(canas.competites_elsewhere) == 14 - 3
    assert "Vicuñas (módulos)" in [row["name"] for row in canas.competites_elsewhere]


def test_no_competites_are_stated_outside_cusco(study):
    found = province_context(study, CAYLLOMA)
    assert found.competites == found.competites_elsewhere == ()


def test_vocation_is_said_of_the_zone_the_department_or_one_within_the_other(study):
    said = {(row["zone"], row["department"]) for row in province_context(study, ABANCAY).vocations}
    assert study.provinces[ABANCAY].zone == "II"
    assert said == {("II", "Apurímac"), ("", "Apurímac")}
    assert ("I", "") in {
        (row["zone"], row["department"]) for row in province_context(study, CAYLLOMA).vocations
    }


def test_positions_are_of_the_department_and_of_chains_of_the_province(study):
    found = province_context(study, ANTA)
    assert {row["department"] for row in found.positions} == {"Cusco"}
    listed = {(row["chain"], row["position_in_list"]) for row in found.positions}
    assert {("cacao", 5), ("turismo", 1)} <= listed


def test_every_chain_of_the_province_is_placed_or_unplaced_or_unlisted(study):
    """Avocado is on the national list, which names none of the three departments."""
    found = province_context(study, ABANCAY)
    chains = {one.chain.id for one in study.alternatives if one.province.ubigeo == ABANCAY}
    placed = {row["chain"] for row in found.positions}
    assert placed | {*found.unplaced} | {*found.unlisted} == chains
    assert not placed & {*found.unplaced} | {*found.unplaced} & {*found.unlisted}
    assert "palta" in found.unplaced
    assert found.unlisted == ("acuicultura",)


def test_products_are_those_of_the_chains_of_the_province(study):
    chains = {one.chain.id for one in study.alternatives if one.province.ubigeo == ANTA}
    found = province_context(study, ANTA)
    assert {row["chain"] for row in found.products} <= chains
    assert ("café", "current") in {(row["product"], row["demand"]) for row in found.products}
    assert len(found.markets) == 15


def test_places_are_compared_as_people_write_them(small):
    small.write(
        "data/extractive_context.csv",
        """
        indicator,year,department,value,unit,note,source
        peso,2021,NORTE,5,%,,informe
        peso,2020,norte,4,%,,informe
        peso,2020,Sur,1,%,,informe
        """,
    )
    found = province_context(small.load(), "0101")
    assert [row["value"] for row in found.indicators["peso"]] == [4, 5]


def test_indicators_are_called_what_their_table_says(study, small):
    described = province_context(study, ABANCAY).described
    assert described["ihh_sectoral"]["name_en"] == "Concentration by sectors (IHH)"
    assert str(described["ihh_sectoral"]["meaning_es"]).startswith("IHH (índice de Herfindahl-Hirschman)")
    assert province_context(small.load(), "0101").described == {}


def test_a_study_without_the_tables_says_nothing(small):
    found = province_context(small.load(), "0101")
    assert found.indicators == {}
    assert found.vocations == found.positions == found.products == found.competites == ()
