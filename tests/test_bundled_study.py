"""The bundled study: whole, in both languages, and saying what its sources say."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import priorizar
from priorizar import Study, cells, rank, read_context
from priorizar.check import check_study
from priorizar.context.tables import CONTEXT
from priorizar.ranking.ranking import matrix_of
from priorizar.reading.bundled import PARTS, bundled_folder, lay_out

FILES = sorted(path for part in PARTS for path in (bundled_folder() / part).rglob("*") if path.is_file())


def cell(study: Study, province: str, chain: str, criterion: str) -> dict:
    (found,) = (
        one
        for one in cells(study, study.scenario("base"))
        if (one["province"], one["chain"], one["criterion"]) == (province, chain, criterion)
    )
    return found


def table(name: str) -> list[dict[str, str]]:
    with (bundled_folder() / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_has_28_provinces_and_233_alternatives(study):
    assert len(study.provinces) == 28
    assert Counter(one.department for one in study.provinces.values()) == {
        "Apurímac": 7,
        "Arequipa": 8,
        "Cusco": 13,
    }
    assert len(study.alternatives) == 233
    assert {one.province.ubigeo for one in study.alternatives} == set(study.provinces)


def test_nothing_is_wrong_with_it():
    check_study(bundled_folder())


def test_caylloma_has_the_inei_code_and_not_the_one_of_reniec(study):
    assert study.provinces["0405"].name == "Caylloma"


def test_every_statement_has_a_quote_and_a_source_that_exists(study):
    assert all(one.quote and one.source in study.sources for one in study.evidence)
    assert {one["source"] for one in table("alternatives")} <= set(study.sources)


def test_every_statement_names_a_chain_and_a_criterion_of_the_study(study):
    criteria = {one.id for one in study.criteria_sets["priorizacion"].leaf_criteria}
    assert all(one.chain in study.chains and one.criterion in criteria for one in study.evidence)


def test_statements_on_pairs_that_cuadro_7_lacks_are_those_of_the_ledger(study):
    """Entry c15: cuadro 13 has projects of five chains where cuadro 7 does not list them."""
    listed = {(one.province.ubigeo, one.chain.id) for one in study.alternatives}
    told = {(one.place.province, one.chain) for one in study.evidence if one.place.province}
    names = {(study.provinces[ubigeo].name, chain) for ubigeo, chain in told - listed}
    assert names == {
        ("Cusco", "cuyes"),
        ("Calca", "cuyes"),
        ("Acomayo", "cuyes"),
        ("Anta", "palta"),
        ("Chumbivilcas", "granos_andinos"),
    }


@pytest.mark.parametrize(
    "scenario", sorted(path.stem for path in (bundled_folder() / "scenarios").glob("*.yaml"))
)
def test_every_scenario_ranks_every_province(study, scenario):
    ranking = rank(study, scenario)
    assert np.isfinite(ranking.score).all()
    assert len(ranking.groups.labels) == 28
    assert all(ranking.rank[ranking.groups.of_row == group].min() == 1 for group in range(28))


def test_the_scenarios_the_project_promises_are_there_and_all_illustrative(study):
    promised = {"base", "exportador", "identidad", "viabilidad", "necesidad", "solo_documentado", "ahp"}
    assert promised <= set(study.scenarios)
    assert all(study.scenarios[name].illustrative for name in promised)


def test_the_chain_record_is_empty_and_in_units(study):
    record = study.criteria_sets["ficha_cadena"].leaf_criteria
    assert {one.scale.type for one in record} == {"numeric"}
    assert not {one.id for one in record} & {one.criterion for one in study.evidence}


def test_the_ledger_has_its_sixteen_entries(study):
    assert [one.id for one in study.ledger] == [f"c{number:02}" for number in range(1, 17)]


def test_all_texts_stand_in_both_languages(study):
    sets = study.criteria_sets.values()
    labels = [one.name for one in study.chains.values()]
    labels += [text for one in study.ledger for text in (one.says, one.chosen)]
    labels += [node.description for one in sets for node in one.nodes() if node.description]
    labels += [one.description for one in study.scenarios.values()]
    assert all(label.es.strip() and label.en.strip() for label in labels)
    long = [label for label in labels if len(label.es) > 40]
    assert len(long) > 30
    assert all(label.es != label.en for label in long)


def test_every_level_of_every_rubric_is_defined(study):
    for one in study.criteria_sets["priorizacion"].leaf_criteria:
        if one.scale.type == "levels":
            assert [level.value for level in one.scale.levels] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("name", sorted(CONTEXT))
def test_every_context_table_reads(study, name):
    records = read_context(study, name)
    assert records
    assert all(record["source"] in study.sources for record in records)


def test_every_indicator_has_a_name(study):
    described = {row["indicator"] for row in read_context(study, "indicators")}
    assert {row["indicator"] for row in read_context(study, "extractive_context")} == described


def test_the_program_knows_no_criterion_place_chain_source_or_indicator_of_it(study):
    """Another study has others: what a view must know of this one is in its tables and its criteria."""
    known = {*study.sources, *study.chains}
    known |= {node.id for one in study.criteria_sets.values() for node in one.nodes()}
    known |= {name for one in study.provinces.values() for name in (one.name, one.department)}
    known |= {str(row["indicator"]) for row in read_context(study, "indicators")}
    known -= {"empresas", "territorio"}  # also a hélice, and the address of a page
    for file in sorted(Path(priorizar.__file__).parent.rglob("*.py")):
        said = {
            node.value for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Constant)
        }
        assert known.isdisjoint(said), file


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_file_names_a_path_of_some_machine(file):
    assert not re.search(r"/(home|work|tmp|root|Users)/|[A-Z]:\\", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_is_utf8_without_mark_and_ends_in_a_newline(file):
    raw = file.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8").endswith("\n")
    assert b"\r" not in raw


class TestWhatTheSourcesSay:
    """Facts of the study, read again from its tables and sections."""

    def test_chumbivilcas_has_six_chains(self, study):
        """Cuadro 7, zone I of Cusco."""
        chains = {one.chain.id for one in study.alternatives if one.province.name == "Chumbivilcas"}
        expected = {
            "acuicultura",
            "artesania_textil",
            "cuyes",
            "derivados_papa",
            "lacteos",
            "fibra_camelidos",
        }
        assert chains == expected

    def test_camelids_of_chumbivilcas_inherit_the_second_place_of_cusco(self, study):
        """Cuadro 8: «Fibra de camélidos … Arequipa, Cusco, Puno, Ayacucho y Apurímac»."""
        found = cell(study, "Chumbivilcas", "fibra_camelidos", "ranking_nacional")
        assert (found["value"], found["low"], found["high"]) == (2, 1, 3)
        assert (found["basis"], found["level"]) == ("reported", "department")
        assert found["statements"][0]["source"] == "cuadro_8"

    def test_the_sentence_on_zone_i_names_camelids(self, study):
        """Section 3.4: «fibra de camélidos, cuyes y lácteos» of zone I, whatever the department."""
        for province in ("Chumbivilcas", "Cotabambas"):
            found = cell(study, province, "fibra_camelidos", "vocacion_productiva")
            assert (found["value"], found["level"], found["statements"][0]["source"]) == (
                3,
                "zone",
                "seccion_3_4",
            )

    def test_camelids_of_canchis_have_a_project_under_way(self, study):
        """Cuadro 13: «Camélidos Maranganí, Canchis»; the province wins over the department."""
        found = cell(study, "Canchis", "fibra_camelidos", "vocacion_productiva")
        assert (found["value"], found["level"], found["statements"][0]["source"]) == (
            4,
            "province",
            "cuadro_13",
        )

    def test_coffee_of_la_convencion_has_a_denomination_of_origin(self, study):
        """Café Machu Picchu-Huadquiña, district of Santa Teresa, 2011."""
        found = cell(study, "La Convención", "cafe", "tradicion")
        assert (found["value"], found["low"], found["high"], found["level"]) == (4, 3, 4, "province")
        assert "Huadquiña" in found["statements"][0]["quote"]

    def test_cocoa_of_la_convencion_has_chocolate_projects_and_a_native_variety(self, study):
        """Cuadro 13: Pumaty and D'Wasi; chuncho cocoa."""
        vocation = cell(study, "La Convención", "cacao", "vocacion_productiva")
        assert (vocation["value"], vocation["statements"][0]["source"]) == (4, "cuadro_13")
        tradition = cell(study, "La Convención", "cacao", "tradicion")
        assert (tradition["value"], tradition["low"], tradition["high"]) == (3, 2, 4)

    def test_severity_is_known_of_carpentry_in_cusco_and_of_nothing_else(self, study):
        """Cuadro 11."""
        (found,) = (one for one in study.evidence if one.criterion == "severidad_cuellos")
        assert (found.chain, found.place.department, found.place.level) == (
            "carpinteria",
            "Cusco",
            "department",
        )
        assert (found.value, found.low, found.high, found.source) == (3, 2, 4, "cuadro_11")

    def test_tradition_is_unknown_of_200_of_the_233_pairs(self, study):
        matrix = matrix_of(study, study.scenario("base"))
        column = [criterion.id for criterion in matrix.criteria].index("tradicion")
        assert (~matrix.known[:, column]).sum() == 200

    def test_only_aggregates_are_disputed(self, study):
        """Cuadro 7 lists them as non-extractive; ledger entry c14."""
        disputed = [one.id for one in study.chains.values() if one.extractive == "disputed"]
        assert disputed == ["agregados_no_metalizados"]

    def test_caylloma_is_the_only_group_of_one(self, study):
        """Ledger entry c16."""
        assert {one.province.name for one in study.alternatives if one.level == "province"} == {"Caylloma"}


class TestCopies:
    """The copy that `init` lays out, and the one in the wheel."""

    def test_a_copy_has_every_file_as_it_is(self, tmp_path):
        written = lay_out(tmp_path / "copia")
        names = {path.relative_to(tmp_path / "copia") for path in written}
        assert names == {path.relative_to(bundled_folder()) for path in FILES}
        assert all(
            (tmp_path / "copia" / name).read_bytes() == (bundled_folder() / name).read_bytes()
            for name in names
        )

    def test_the_wheel_carries_every_part_where_it_is_looked_for(self):
        root = Path(__file__).resolve().parent.parent
        build = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
        carried = build["targets"]["wheel"]["force-include"]
        assert carried == {part: f"priorizar/bundled/{part}" for part in PARTS}
