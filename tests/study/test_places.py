"""Names as people write them."""

from __future__ import annotations

import pytest

from priorizar.names import fold, nearest, spanish_order
from priorizar.study.model import Place
from priorizar.study.places import Gazetteer, UnknownNameError, find_chains, find_provinces
from refusals import problems_of


@pytest.fixture(scope="module")
def gazetteer(study):
    return Gazetteer(study.provinces, study.chains)


@pytest.mark.parametrize("name", ["La Convención", "la convencion", "LA  CONVENCIÓN", "0809"])
def test_a_province_answers_to_its_name_without_accents_and_to_its_code(gazetteer, name):
    assert gazetteer.province(name).name == "La Convención"


@pytest.mark.parametrize("name", ["fibra de camélidos", "fibra_camelidos", "Fibra de camelidos"])
def test_a_chain_answers_to_any_of_its_names(gazetteer, name):
    assert gazetteer.chain(name) == "fibra_camelidos"


def test_aliases_as_sources_print_them_are_understood(study, gazetteer):
    for chain in study.chains.values():
        for name in (chain.id, chain.name.es, chain.name.en, *chain.aliases):
            assert gazetteer.chain(name) == chain.id


def test_what_sources_print_in_table_7_is_an_alias_or_begins_with_one(study, gazetteer):
    for one in study.alternatives:
        assert gazetteer.chain(one.as_printed.split(" (")[0]) == one.chain.id


@pytest.mark.parametrize(
    ("kind", "name", "guess"),
    [
        ("province", "Chumbivilca", "Chumbivilcas"),
        ("chain", "palltta", "palta"),
        ("department", "Cuzco", "Cusco"),
    ],
)
def test_a_name_nobody_knows_gets_the_nearest(gazetteer, kind, name, guess):
    with pytest.raises(UnknownNameError) as caught:
        getattr(gazetteer, kind)(name)
    assert (caught.value.kind, caught.value.guess) == (kind, guess)


def test_a_province_brings_its_department_and_zone(gazetteer):
    assert gazetteer.place(None, None, "Caylloma") == Place("Arequipa", "I", "0405")


def test_a_province_in_another_zone_or_department_is_refused(gazetteer):
    for department, zone in (("Cusco", None), (None, "III")):
        with pytest.raises(UnknownNameError):
            gazetteer.place(department, zone, "Caylloma")


def test_a_name_of_two_provinces_asks_which(small):
    small.append("data/territory.csv", "0202,Alta,Sur,II")
    (problem,) = {(one.key, one.values["guess"]) for one in small.problems()}
    assert problem == ("study.unknown_province", "Alta (Norte); Alta (Sur)")
    for name in ("data/alternatives.csv", "data/evidence.csv"):
        small.write(name, small.text(name).replace("Alta", "0101"))
    assert not small.problems()


def test_finding_reports_every_name_nobody_knows(study):
    assert find_provinces(study, ["anta", "0301"]) == {"0803", "0301"}
    assert find_chains(study, []) == set()
    problems = problems_of(find_provinces, study, ["Anta", "Marte", "Venus"])
    assert [problem.values["name"] for problem in problems] == ["Marte", "Venus"]


def test_spanish_order_puts_the_enye_after_the_n_and_ignores_accents():
    assert sorted(["ñame", "nuez", "ánade", "oca", "Anís"], key=spanish_order) == [
        "ánade",
        "Anís",
        "nuez",
        "ñame",
        "oca",
    ]


def test_folding_and_nearest():
    assert fold("  Fibra_de  CAMÉLIDOS ") == "fibra de camelidos"
    assert nearest("sevridad cuellos", ["severidad_cuellos", "tradicion"]) == "severidad_cuellos"
    assert nearest("zzz", ["severidad_cuellos"]) is None
