"""Names as people write them."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.errors import describe
from priorizar.names import Suggestion, fold, nearest, spanish_order, suggest
from priorizar.study.model import Place
from priorizar.study.places import Gazetteer, find_chains, find_provinces
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
    with pytest.raises(pz.PriorizarError) as caught:
        getattr(gazetteer, kind)(name)
    (problem,) = caught.value.problems
    assert (problem.key, problem.values["guess"].near) == (f"study.unknown_{kind}", guess)


def test_a_province_brings_its_department_and_zone(gazetteer):
    assert gazetteer.place(None, None, "Caylloma") == Place("Arequipa", "I", "0405")


def test_a_province_in_another_zone_or_department_is_refused(gazetteer):
    for department, zone, part in (("Cusco", None, "department"), (None, "III", "zone")):
        with pytest.raises(pz.PriorizarError) as caught:
            gazetteer.place(department, zone, "Caylloma")
        (problem,) = caught.value.problems
        assert (problem.key, problem.path) == (f"study.other_{part}", (part,))
        assert describe(problem).startswith("Caylloma no está en")


def test_every_part_of_a_place_is_looked_up(gazetteer):
    with pytest.raises(pz.PriorizarError) as caught:
        gazetteer.place("Kusko", "IX", "Callyoma")
    assert [problem.path for problem in caught.value.problems] == [("department",), ("zone",), ("province",)]


def test_a_name_of_two_provinces_asks_which(small):
    small.append("data/territory.csv", "0202,Alta,Sur,II")
    (problem,) = {(one.key, one.values["which"]) for one in small.problems()}
    assert problem == ("study.several_provinces", ("0101 (Norte)", "0202 (Sur)"))
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


def test_a_name_that_has_the_word_is_nearer_than_one_that_looks_like_it():
    known = ["fibra de alpaca", "apícola", "trucha arcoíris"]
    assert nearest("trucha", known) == "trucha arcoíris"
    assert nearest("Alpaca", known) == "fibra de alpaca"
    assert nearest("apicula", known) == "apícola"


class TestWhatIsSuggested:
    def test_is_the_one_that_is_near(self):
        assert suggest("papaa", ["papa", "quinua"]) == Suggestion("papa", (), 2)

    def test_or_all_of_a_few_as_spanish_sorts_them(self):
        found = suggest("xyz", ["oca", "ñame", "Ánade", "nuez"])
        assert (found.near, found.names) == (None, ("Ánade", "nuez", "ñame", "oca"))

    def test_or_the_eight_most_alike_of_many(self):
        known = [f"{letter * 6}" for letter in "abcdefghij"] + ["lana rara", "lana fina"]
        found = suggest("lana nueva de vicuña", known)
        assert (len(found.names), found.count) == (8, 12)
        assert {"lana fina", "lana rara"} <= set(found.names)
        assert list(found.names) == sorted(found.names, key=spanish_order)

    def test_is_a_sentence_in_both_languages(self):
        said = {"name": "x", "guess": suggest("xyz", ["b", "a"])}
        assert describe(pz.Problem("study.no_scenario", said)).endswith("elija entre: a, b")
        assert describe(pz.Problem("study.no_scenario", said), "en").endswith("choose one of: a, b")
        said["guess"] = suggest("paapa", ["papa"])
        assert describe(pz.Problem("study.no_scenario", said)).endswith("¿quiso decir «papa»?")
        said["guess"] = suggest("paapa", [])
        assert describe(pz.Problem("study.no_scenario", said)).endswith("todavía no hay ninguno")
