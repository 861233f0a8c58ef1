"""Stages by chains: problems, opportunities and instruments, each where the study says it."""

from __future__ import annotations

import csv

import pytest

from priorizar import PriorizarError
from priorizar.context.stages import StageRecord, value_chain_stages
from priorizar.reading.bundled import bundled_folder

STAGES_OF_CUADRO_9 = [
    "Producción",
    "Intermediación y transporte",
    "Organización",
    "Acopio",
    "Transformación",
    "Innovación",
    "Financiamiento",
    "Comercialización",
]


def table(name):
    with (bundled_folder() / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(records, stage, chain) -> StageRecord:
    (found,) = (one for one in records if (one.stage, one.chain) == (stage, chain))
    return found


def names(record):
    return [one.name for one in record.instruments]


@pytest.fixture
def told(small):
    """The small study with two stages; of lana one problem, in the stage printed last."""
    small.write(
        "data/bottlenecks.csv",
        """
        stage,problem,chain,stage_from,source
        Venta,Nadie compra,,printed,informe
        Acopio,No hay almacén,,printed,informe
        Acopio,Se moja,lana,assigned,informe
        """,
    )
    small.write(
        "data/opportunities.csv",
        """
        stage,opportunity,chains,named_as_printed,source
        Cosecha,Buen año,PAPA; lana fina,papas y lanas,informe
        """,
    )
    small.write(
        "data/instruments.csv",
        """
        instrument,kind,level,department,stage,stage_from,named_for,chains,named_as_printed,quote,source
        Fondo A,fund,national,,acopio,assigned,No hay almacén,,,hay un fondo,informe
        Fondo A,fund,national,norte,Acopio,assigned,No hay almacén,,,en el Norte más,informe
        Fondo A,fund,national,,,,,,,sirve para todo,informe
        Marca Sur,brand,,Sur,Venta,printed,Nadie compra,lana,lana,la lana del Sur,informe
        """,
    )
    return small.load()


@pytest.fixture(scope="module")
def cusco(study):
    return value_chain_stages(study, ["carpinteria", "palta", "cafe"], "Cusco")


class TestStagesByChains:
    def test_stages_go_in_the_order_of_the_tables_and_no_stage_in_particular_last(self, told):
        found = value_chain_stages(told, [])
        assert [one.stage for one in found] == ["Venta", "Acopio", "Cosecha", None]
        assert all(one.of_all_chains for one in found)

    def test_each_stage_says_first_what_is_of_all_chains_then_of_each_in_the_order_asked(self, told):
        found = value_chain_stages(told, ["lana fina", "Papa", "lana"])
        assert [one.chain for one in found] == [None, "lana", "papa"] * 4

    def test_a_problem_of_one_chain_is_not_said_of_all_nor_of_another(self, told):
        found = value_chain_stages(told, ["papa", "lana"])
        assert [one.text for one in at(found, "Acopio", None).problems] == ["No hay almacén"]
        (problem,) = at(found, "Acopio", "lana").problems
        assert (problem.text, problem.source, problem.stage_from) == ("Se moja", "informe", "assigned")
        assert at(found, "Acopio", "papa").empty
        assert at(found, "Acopio", "papa").of_all_chains is False

    def test_what_is_said_of_two_chains_is_said_of_each_and_not_of_all(self, told):
        found = value_chain_stages(told, ["papa", "lana"])
        for chain in ("papa", "lana"):
            (one,) = at(found, "Cosecha", chain).opportunities
            assert (one.text, one.named_as_printed) == ("Buen año", "papas y lanas")
        assert at(found, "Cosecha", None).empty

    def test_an_instrument_named_twice_in_a_place_is_one_with_two_namings(self, told):
        (one,) = at(value_chain_stages(told, []), "Acopio", None).instruments
        assert (one.name, one.kind, one.level) == ("Fondo A", "fund", "national")
        assert [naming.quote for naming in one.namings] == ["hay un fondo", "en el Norte más"]
        assert {naming.source for naming in one.namings} == {"informe"}

    def test_an_instrument_named_for_no_stage_and_no_chain_stands_only_there(self, told):
        (general,) = at(value_chain_stages(told, ["papa"]), None, None).instruments
        assert [one.quote for one in general.namings] == ["sirve para todo"]
        assert at(value_chain_stages(told, ["papa"]), None, "papa").empty

    def test_a_department_has_its_own_instruments_and_those_of_everywhere(self, told):
        north, south = (value_chain_stages(told, ["lana"], place) for place in ("NORTE", "Sur"))
        assert names(at(north, "Venta", "lana")) == []
        assert names(at(south, "Venta", "lana")) == ["Marca Sur"]
        assert [len(at(one, "Acopio", None).instruments[0].namings) for one in (north, south)] == [2, 1]

    def test_a_study_without_the_tables_has_no_stages(self, small):
        assert value_chain_stages(small.load(), ["papa"], "Norte") == []

    def test_chains_and_departments_nobody_knows_are_refused(self, told):
        with pytest.raises(PriorizarError) as caught:
            value_chain_stages(told, ["seda", "papa", "oro"])
        assert [one.values["name"] for one in caught.value.problems] == ["seda", "oro"]
        with pytest.raises(PriorizarError) as caught:
            value_chain_stages(told, [], "Nortte")
        assert [one.key for one in caught.value.problems] == ["study.unknown_department"]


class TestTheBundledStudy:
    def test_the_stages_are_those_of_cuadro_9(self, cusco):
        assert list(dict.fromkeys(one.stage for one in cusco)) == [*STAGES_OF_CUADRO_9, None]

    def test_no_problem_of_cuadro_9_is_of_one_chain_and_every_one_of_cuadro_11_is_of_carpentry(self, cusco):
        of = {(problem.source, one.chain) for one in cusco for problem in one.problems}
        assert of == {("cuadro_9", None), ("cuadro_11", "carpinteria")}
        assert sum(len(one.problems) for one in cusco) == 34

    def test_cuadro_9_itself_puts_five_instruments_in_a_stage(self, study):
        printed = {
            (one.stage, instrument.name)
            for one in value_chain_stages(study, study.chains)
            for instrument in one.instruments
            if any(naming.stage_from == "printed" for naming in instrument.namings)
        }
        assert printed == {
            ("Producción", "Proyectos de inversión para el control de plagas y enfermedades"),
            ("Intermediación y transporte", "Inversión en infraestructura vial"),
            ("Organización", "Procompite"),
            ("Acopio", "Programas sectoriales de registro de productos"),
            ("Innovación", "Fondos para innovación e impulso de la competitividad"),
        }

    def test_proinnovate_is_for_bottlenecks_in_general(self, cusco):
        """Section 5.4: «orientar estos instrumentos a la resolución de los cuellos de botella»."""
        (found,) = (one for one in at(cusco, None, None).instruments if one.name == "ProInnóvate")
        assert found.level == "national"
        assert "resolución de los cuellos de botella de las cadenas productivas" in {
            naming.named_for for naming in found.namings
        }

    def test_procompite_is_named_for_avocado_in_cusco_and_not_for_coffee_nor_elsewhere(self, study, cusco):
        """Section 4.1.2: seven chains, coffee not among them."""
        assert "Procompite" in names(at(cusco, None, "palta"))
        assert "Procompite" not in names(at(cusco, None, "cafe"))
        arequipa = value_chain_stages(study, ["palta"], "Arequipa")
        assert names(at(arequipa, None, "palta")) == []

    def test_the_brand_of_cusco_is_of_cusco(self, study, cusco):
        assert "Marca Cusco" in names(at(cusco, "Innovación", None))
        for place in ("Apurímac", "Arequipa"):
            found = value_chain_stages(study, study.chains, place)
            assert not any("Marca Cusco" in names(one) for one in found)

    def test_the_edir_of_apurimac_names_three_chains(self, study):
        """Section 4.1.3: «asistencia técnica, financiamiento y comercialización»."""
        found = value_chain_stages(study, study.chains, "Apurímac")
        edir = {
            (one.stage, one.chain)
            for one in found
            if one.stage and any(name.startswith("Estrategia de Desarrollo") for name in names(one))
        }
        assert edir == {
            (stage, chain)
            for stage in ("Producción", "Financiamiento", "Comercialización")
            for chain in ("palta", "granos_andinos", "fibra_camelidos")
        }


class TestTheTableOfInstruments:
    def test_every_row_has_a_name_a_kind_and_a_quote(self):
        assert all(row["instrument"] and row["kind"] and row["quote"] for row in table("instruments"))

    def test_an_instrument_has_one_kind_and_one_level(self):
        found = {(row["instrument"], row["kind"], row["level"]) for row in table("instruments")}
        assert len(found) == len({row["instrument"] for row in table("instruments")})

    def test_only_cuadro_9_prints_a_stage_and_no_row_without_stage_says_where_it_is_from(self):
        for row in table("instruments"):
            expected = ("printed" if row["source"] == "cuadro_9" else "assigned") if row["stage"] else ""
            assert row["stage_from"] == expected

    def test_a_row_with_a_stage_is_named_for_a_problem_or_opportunity_of_that_stage(self):
        said = {(row["stage"], row["problem"]) for row in table("bottlenecks")}
        said |= {(row["stage"], row["opportunity"]) for row in table("opportunities")}
        # Section 4.1.3 names the stage itself, and no problem of it.
        said.add(("Comercialización", "comercialización"))
        for row in table("instruments"):
            assert not row["stage"] or (row["stage"], row["named_for"]) in said

    def test_chains_are_named_with_the_words_of_the_source(self):
        assert all(bool(row["chains"]) == bool(row["named_as_printed"]) for row in table("instruments"))

    def test_no_statement_stands_twice(self):
        rows = [tuple(row.values()) for row in table("instruments")]
        assert len(rows) == len(set(rows)) == 89


def test_a_problem_says_where_it_was_found(study):
    found = value_chain_stages(study, ["carpinteria"])
    of_carpentry = {one.department for record in found if record.chain for one in record.problems}
    of_all = {one.department for record in found if record.of_all_chains for one in record.problems}
    assert (of_carpentry, of_all) == ({"Cusco"}, {""})


def test_a_table_without_the_optional_columns_is_read(copied):
    copied.write(
        "data/bottlenecks.csv", "stage,problem,chain,stage_from,source\nProducción,Uno,,printed,cuadro_9\n"
    )
    found = value_chain_stages(copied.load(), [])
    assert [one.department for record in found for one in record.problems] == [""]


def test_a_sentence_that_doubts_its_instrument_says_so(study):
    named = [
        (one.name, naming.reservation)
        for record in value_chain_stages(study, [])
        for one in record.instruments
        for naming in one.namings
    ]
    assert {name for name, doubted in named if doubted} == {
        "PIP de apoyo al desarrollo productivo (Pipadp)",
        "Procompite",
    }
