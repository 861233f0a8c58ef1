"""What a report says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from priorizar import PriorizarError, Problem, rank
from priorizar.elicitation.statements import Group
from priorizar.report.document import document, words
from priorizar.report.findings import find
from priorizar.report.manifest import Stamp
from priorizar.report.phrases import Phrases

DAY = date(2026, 3, 5)


@pytest.fixture(scope="module")
def whole(study):
    return find(study, "base", others=["exportador"], draws=200)


@pytest.fixture(scope="module")
def anta(study):
    return find(study, "base", provinces=["Anta"], draws=200)


@pytest.mark.long
def test_it_is_plain_data_the_same_in_both_languages(whole):
    def shape(part):
        if isinstance(part, dict):
            return {key: shape(value) for key, value in part.items() if key != "chart"}
        return [shape(one) for one in part] if isinstance(part, list) else type(part).__name__

    spanish, english = (
        document(whole, language, replace(Stamp.now(whole.study), day=DAY)) for language in ("es", "en")
    )
    assert json.loads(json.dumps(spanish.fields, allow_nan=False)) == spanish.fields
    assert shape(spanish.fields) == shape(english.fields)
    assert (spanish.fields["date_written"], english.fields["date_written"]) == (
        "5 de marzo de 2026",
        "5 March 2026",
    )


def test_it_says_the_numbers_of_the_ranking(study, anta):
    (province,) = document(anta).fields["provinces"]
    expected = [one for one in rank(study, "base").rows() if one["province"] == "Anta"]
    assert [(one["rank"].rstrip("="), one["chain"], one["score"]) for one in province["chains"]] == [
        (str(one["rank"]), one["chain_name"], f"{one['score']:.3f}") for one in expected
    ]
    assert [one["rank"].endswith("=") for one in province["chains"]] == [one["tied"] for one in expected]
    drawn = {one["chain_name"]: one for one in anta.robustness.acceptability()}
    for one in province["chains"]:
        told = drawn[one["chain"]]
        assert one["range"] == f"{told['rank_low']}–{told['rank_high']}"
        assert one["first"] == f"{100 * told['first']:.0f}\u00a0%"


@pytest.mark.long
def test_every_province_is_there_and_only_those_asked_for(study, whole, anta):
    assert len(document(whole).fields["provinces"]) == len(rank(study, "base").groups.labels)
    fields = document(anta).fields
    assert [one["name"] for one in fields["provinces"]] == ["Anta"]
    assert [one["province"] for one in fields["leaders"]] == ["Anta"]
    assert [one["province"] for one in fields["evidence"]["by_province"]] == ["Anta"]
    assert any("Anta" in line for line in fields["summary"])


def test_every_chart_it_names_is_there_with_its_text_alternative(whole):
    made = document(whole)
    named = {}

    def collect(part):
        if isinstance(part, dict):
            if "chart" in part:
                named[part["chart"]["name"]] = part["chart"]["description"]
            part = list(part.values())
        for one in part if isinstance(part, list) else []:
            collect(one)

    collect(made.fields)
    assert named == {name: spec["description"] for name, spec in made.charts.items()}
    assert len(named) == 1 + 3 * 28


def test_without_another_scenario_there_is_no_comparison(anta):
    assert document(anta).fields["comparison"] == {"scenarios": [], "provinces": [], "agreement": []}


def test_what_cannot_be_drawn_is_said_and_the_rest_is_there(anta):
    why = PriorizarError(Problem("robustness.nothing_known_has_weight"))
    fields = document(replace(anta, robustness=why)).fields
    assert fields["robustness"]["maps"] == []
    assert fields["robustness"]["about"][0].startswith("No se midió: ")
    assert {one["first"] for one in fields["provinces"][0]["chains"]} == {"–"}
    assert {one["range"] for one in fields["provinces"][0]["chains"]} == {"–"}


def test_evidence_adds_up_to_all_cells(anta):
    for one in document(anta).fields["evidence"]["by_criterion"]:
        counts = [
            int(one[name].split()[0]) for name in ("unknown", "judged", "inferred", "reported", "measured")
        ]
        assert sum(counts) == one["cells"] == 8


def test_what_is_least_known_is_named_only_where_something_is_unknown(anta):
    matrix = anta.ranking.matrix
    (said,) = (line for line in document(anta).fields["summary"] if "no tiene evidencia" in line)
    assert "Lo que menos se sabe es severidad de los cuellos de botella: falta en el 100" in said
    whole = replace(
        anta, ranking=replace(anta.ranking, matrix=replace(matrix, basis=np.maximum(matrix.basis, 1)))
    )
    summary = document(whole).fields["summary"]
    assert summary[-1] == "Todas las celdas tienen evidencia."
    assert not any("menos se sabe" in line for line in summary)


def test_a_share_reads_as_none_or_all_only_where_it_is(anta):
    say = Phrases(anta.ranking, "en")
    assert [say.percent_apart(share) for share in (0.0, 0.0012, 0.34, 0.9991, 1.0)] == [
        "0%",
        "0.1%",
        "34%",
        "99.9%",
        "100%",
    ]


def test_statements_cite_their_source_word_for_word(study, anta):
    quotes = {one.quote for one in study.evidence}
    said = document(anta).fields["statements"]
    assert said
    assert all(one["quote"] in quotes and one["source"] for one in said)


def test_minutes_record_a_group_its_first_round_and_its_dissent(study):
    found = find(study, "taller_ilustrativo", provinces=["Anta"], draws=50)
    told = document(found).fields["acta"]
    assert [one["name"] for one in told["participants"]][:2] == ["P01", "P02"]
    assert {one["helice"] for one in told["participants"]} >= {"Sector público", "Academia"}
    assert all(one["initial"] and one["agreed"] for one in told["weights"])
    assert [one["initial"] for one in told["weights"]] != [one["agreed"] for one in told["weights"]]
    assert told["dissent"][0] == "El acuerdo es bajo, por el orden de importancia."
    assert any("hélice" in line for line in told["dissent"])


def test_minutes_name_factions_first_and_a_helice_of_one_is_that_person(study):
    criteria = [one.id for one in study.criteria_sets[study.scenario("base").criteria].leaf_criteria]
    people = [
        {"code": f"P{number}", "helice": helice, "weights": {"procedure": "points", "values": values}}
        for number, helice, values in (
            (number, helice, dict.fromkeys(criteria, 15) | {criteria[number % 2]: 40})
            for number, helice in enumerate(("publico",) * 6 + ("ong",), 1)
        )
    ]
    group = Group.model_validate({"procedure": "group", "people": people})
    scenario = study.scenario("base").model_copy(update={"weights": group})
    dissent = document(find(study, scenario, provinces=["Anta"], draws=50)).fields["acta"]["dissent"]
    assert "P1, P3, P5, P7" in dissent[0]
    assert "P2, P4, P6" in dissent[1]
    assert dissent[2] == "El acuerdo es bajo, por el orden de importancia."
    assert not any("hélice «ong»" in line for line in dissent)


def test_minutes_leave_room_for_what_nobody_wrote_down(study, anta):
    told = document(anta).fields["acta"]
    assert {one["name"] for one in told["participants"]} == {""}
    assert {one["initial"] for one in told["weights"]} == {""}
    before = document(find(study, "base", others=["ahp"], provinces=["Anta"], draws=50)).fields["acta"]
    weights = rank(study, "ahp").weights.values
    assert [one["initial"] for one in before["weights"]] == [
        f"{100 * one:.1f}".removesuffix(".0") + "\u00a0%" for one in weights
    ]


def test_the_manifest_names_what_it_was_made_from(study, whole):
    made = document(whole)
    assert made.manifest["files"] == dict(sorted(study.files.items()))
    assert [one["id"] for one in made.manifest["compared_with"]] == ["exportador"]
    assert made.manifest["robustness"] == {
        "draws": 200,
        "seed": 0,
        "vary": "both",
        "weights": "any_illustrative",
    }
    printed = {one["key"]: one["content"] for one in made.fields["manifest"]}
    assert printed["data/evidence.csv"] == study.files["data/evidence.csv"]


def test_a_province_that_is_not_ranked_is_refused(study):
    with pytest.raises(PriorizarError, match="Atlántida"):
        find(study, "base", provinces=["Atlántida"])


def test_a_study_with_nothing_around_it_has_a_report(small):
    fields = document(find(small.load(), draws=50)).fields
    assert fields["contradictions"] == []
    assert [one["name"] for one in fields["provinces"]] == ["Alta", "Baja", "Costa"]


def test_every_word_is_in_both_languages():
    assert words("es").keys() == words("en").keys()


@pytest.mark.parametrize(
    ("scenario", "weights", "said"),
    [
        (
            "base",
            None,
            "Pesos: cualesquiera, porque los del escenario son ilustrativos",
        ),
        ("taller_ilustrativo", "people", "Pesos: los de las personas del grupo."),
        ("exportador", "any", "Pesos: cualesquiera, todos por igual de probables."),
        ("exportador", "stated", "Pesos: los que deja abiertos lo declarado en el escenario."),
        ("exportador", "fixed", "Pesos: los del escenario, sin moverse."),
    ],
)
def test_it_says_what_weights_were_drawn_from(study, scenario, weights, said):
    found = find(study, scenario, provinces=["Anta"], draws=50, weights=weights)
    assert said in document(found).fields["robustness"]["about"][0]


def test_where_no_first_place_is_settled_it_says_so(study):
    fields = document(find(study, "base", provinces=["Anta", "Cusco"], draws=200)).fields
    assert any(
        line.startswith("Al variar") and "en ninguna de las 2 provincias" in line
        for line in fields["summary"]
    )
