"""A study folder: everything wrong with it, at once, each thing at its file and line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import priorizar as pz
from priorizar.check import check_study
from priorizar.errors import Problem, describe
from refusals import problems_of, refused

TERRITORY, CHAINS, ALTERNATIVES = "data/territory.csv", "data/chains.csv", "data/alternatives.csv"
EVIDENCE, SOURCES = "data/evidence.csv", "data/sources.csv"


def said(problem: Problem) -> tuple[str, str]:
    return problem.key.removeprefix("study."), problem.place


def test_the_small_study_is_whole(small):
    study = small.load()
    assert (len(study.provinces), len(study.chains), len(study.alternatives), len(study.evidence)) == (
        3,
        2,
        6,
        4,
    )
    assert small.problems_of_check() == []


def test_every_file_read_has_its_digest(small):
    assert sorted(small.load().files) == [
        "criteria/tres.yaml",
        "data/alternatives.csv",
        "data/chains.csv",
        "data/evidence.csv",
        "data/sources.csv",
        "data/territory.csv",
        "scenarios/base.yaml",
    ]
    before = small.load().files
    small.append(SOURCES, "otro,Otro informe")
    after = small.load().files
    assert {name for name in before if before[name] != after[name]} == {SOURCES}


class TestRows:
    """One row added to a table, and what is wrong with it."""

    @pytest.mark.parametrize(
        ("table", "row", "found"),
        [
            (TERRITORY, "0101,Otra,Norte,I", ["id_twice"]),
            (TERRITORY, "301,Otra,Norte,I", ["lost_zeros"]),
            (TERRITORY, "0301,,Norte,I", ["missing_cell"]),
            (TERRITORY, ",Otra,Norte,I", ["missing_cell"]),
            (CHAINS, "papa,otra,other", ["id_twice"]),
            (CHAINS, "Otra,otra,other", ["bad_identifier"]),
            (CHAINS, "otra,,other", ["missing_cell"]),
            (CHAINS, "otra,otra,potato", ["name_of_two"]),
            (ALTERNATIVES, "Alta,papa,group", ["pair_twice"]),
            (ALTERNATIVES, "Alto,papa,group", ["unknown_province"]),
            (ALTERNATIVES, "Alta,pap,grupo", ["not_one_of", "unknown_chain"]),
            (ALTERNATIVES, ",papa,group", ["missing_cell"]),
            (SOURCES, "informe,Otro", ["id_twice"]),
            (EVIDENCE, ",,,papa,demanda,3,2,4,reported,informe,la papa se vende", ["statement_twice"]),
            (EVIDENCE, ",,,papa,demanda,9,,,reported,informe,x", ["outside_scale"]),
            (EVIDENCE, ",,,papa,demanda,,,,reported,informe,x", ["no_value"]),
            (EVIDENCE, ",,,papa,demanda,,1,,reported,informe,x", ["no_value"]),
            (EVIDENCE, ",,,papa,demanda,1,2,3,reported,informe,x", ["interval_order"]),
            (EVIDENCE, ",,,papa,demanda,,3,2,reported,informe,x", ["interval_order"]),
            (EVIDENCE, ',,,papa,demanda,"1,234",,,reported,informe,x', ["not_a_number"]),
            (EVIDENCE, ",,,papa,demanda,nan,,,reported,informe,x", ["number_unknown"]),
            (EVIDENCE, ",,,papa,demanda,2,,,unknown,informe,x", ["not_one_of"]),
            (EVIDENCE, ",,,papa,demanda,2,,,reported,,x", ["missing_cell"]),
            (EVIDENCE, ",,,papa,demanda,2,,,reported,informes,x", ["unknown_source"]),
            (EVIDENCE, ",,,papa,demnda,2,,,reported,informe,x", ["unknown_criterion"]),
            (EVIDENCE, "Sur,,Alta,papa,demanda,2,,,reported,informe,x", ["other_department"]),
            (EVIDENCE, ",II,Alta,papa,demanda,2,,,reported,informe,x", ["other_zone"]),
            (EVIDENCE, "Este,,,papa,demanda,2,,,reported,informe,x", ["unknown_department"]),
            (
                EVIDENCE,
                "Este,,,papaa,demnda,dos,,,dicho,informes,x",
                [
                    "unknown_source",
                    "not_one_of",
                    "number_word",
                    "unknown_department",
                    "unknown_chain",
                    "unknown_criterion",
                ],
            ),
        ],
    )
    def test_is_refused_at_its_line(self, small, table, row, found):
        small.append(table, row)
        line = len(small.text(table).splitlines())
        assert [said(problem) for problem in small.problems()] == [(key, f"{table}:{line}") for key in found]

    @pytest.mark.parametrize(
        "row",
        [
            ',,,papa,demanda,"2,5",2,3,judged,informe,coma decimal',
            ",,,papa,demanda,,2,3,judged,informe,solo el intervalo",
            "norte,i,alta,Potato,demanda,2,,,judged,informe,otros nombres",
            ",,0101,papa,demanda,2,,,judged,informe,por su código",
            "",
            ",,,,,,,,,,",
        ],
    )
    def test_is_taken(self, small, row):
        small.append(EVIDENCE, row)
        assert small.problems() == []

    def test_an_interval_alone_stands_for_its_middle_in_value(self, small):
        small.append(EVIDENCE, "Sur,,,papa,puesto,,5,25,judged,informe,entre quinto y último")
        assert small.load().evidence[-1].value == 15


def test_everything_is_reported_at_once(small):
    small.append(EVIDENCE, ",,,papaa,demanda,2,,,judged,informe,x", ",,,lana,demanda,9,,,judged,informe,x")
    small.append(CHAINS, "Mala,mala,bad")
    small.append(ALTERNATIVES, "Alto,papa,group")
    small.replace("scenarios/base.yaml", "method: additive", "metod: additive")
    small.write("scenarios/otro.yaml", "id: otro\nname: {es: a, en: b}\nextends: ninguno\n")
    found = {said(problem) for problem in small.problems()}
    assert found == {
        ("unknown_chain", "data/evidence.csv:6"),
        ("outside_scale", "data/evidence.csv:7"),
        ("bad_identifier", "data/chains.csv:4"),
        ("unknown_province", "data/alternatives.csv:8"),
        ("unknown_key", "scenarios/base.yaml:5"),
        ("unknown_parent", "scenarios/otro.yaml:3"),
    }


def test_a_table_that_names_cannot_be_looked_up_in_is_reported_by_itself(small):
    """And not everything that refers to it."""
    small.write(CHAINS, "id;nombre\n")
    small.write(SOURCES, b"PK\x03\x04\0")
    assert {said(problem)[1].split(":")[0] for problem in small.problems()} == {CHAINS, SOURCES}


def every_problem(folder) -> list[Problem]:
    with pytest.raises(pz.PriorizarError) as caught:
        check_study(folder.path)
    return list(caught.value.problems)


class TestWhatFollows:
    """What is only a consequence of something told already is counted, not told."""

    def test_from_a_row_of_the_territory_that_is_wrong(self, small):
        small.replace(TERRITORY, "0102,Baja", "0101,Baja")
        first, held = every_problem(small)
        assert said(first) == ("id_twice", f"{TERRITORY}:3")
        assert (held.key, held.file, held.values["count"]) == ("study.held_back", TERRITORY, 2)

    def test_from_a_table_that_cannot_be_read_but_not_what_can_be_known_besides(self, small):
        small.write(CHAINS, "id;nombre\n")
        small.append(
            EVIDENCE, ",,,papa,demnda,2,,,reported,informe,x", ",,,papa,demanda,dos,,,reported,zzz,x"
        )
        small.write("scenarios/otro.yaml", "id: otro\nname: {es: a, en: b}\nextends: ninguno\n")
        small.write("data/export_products.csv", "product,demand,chain\n")
        found = [said(problem) for problem in small.problems()]
        assert found[:1] == [("missing_column", f"{CHAINS}:1")]
        assert {key for key, _ in found} == {
            *("missing_column", "unknown_criterion", "number_level", "unknown_source", "unknown_parent")
        }
        assert every_problem(small)[-1].values["count"] == 12

    def test_a_name_that_is_nowhere_is_told_even_so(self, small):
        small.replace(TERRITORY, "0102,Baja", "0101,Baja")
        small.append(ALTERNATIVES, "Bajja,papa,group")
        assert said(small.problems()[1]) == ("unknown_province", f"{ALTERNATIVES}:8")

    def test_the_same_name_on_many_lines_is_told_once(self, small):
        small.append(EVIDENCE, *(f",,,papaa,demanda,{n},,,reported,informe,x" for n in (1, 2, 3, 4)))
        first, others = small.problems()
        assert said(first) == ("unknown_chain", f"{EVIDENCE}:6")
        assert (said(others), others.values["lines"]) == (("same_again", f"{EVIDENCE}:7"), (7, 8, 9))
        small.append(EVIDENCE, ",,,lanaa,demanda,1,,,reported,informe,x")
        assert said(small.problems()[-1]) == ("unknown_chain", f"{EVIDENCE}:10")

    def test_zeros_that_a_spreadsheet_took_away_are_one_message(self, small):
        small.write(TERRITORY, small.text(TERRITORY).replace("\n0", "\n"))
        (problem,) = every_problem(small)
        assert said(problem) == ("lost_zeros", f"{TERRITORY}:2")
        assert (problem.values["count"], problem.values["lines"]) == (3, (2, 3, 4))
        assert problem.values["example"] == "0101"


class TestNotes:
    def test_the_small_study_has_none(self, small):
        assert small.load().notes == ()

    def test_evidence_that_no_ranking_uses_is_noted(self, small):
        small.replace(ALTERNATIVES, "Alta,lana,group\n", "")
        small.write(
            "scenarios/otro.yaml",
            "id: otro\nname: {es: a, en: b}\nextends: base\nwhat_if:\n"
            "  - {chain: papa, criterion: frenos, value: 1}\n"
            "  - {chain: lana, province: Alta, criterion: frenos, value: 1}\n",
        )
        study = small.load()
        assert [(one.key, one.place) for one in study.notes] == [
            ("study.unranked_evidence", f"{EVIDENCE}:5"),
            ("study.unranked_evidence", "scenarios/otro.yaml:6"),
        ]
        assert "lana – Alta" in describe(study.notes[0])
        assert "is about" in describe(study.notes[0], "en")

    def test_pairs_of_the_bundled_study_that_wait_for_a_line_are_one_note(self, study):
        (note,) = study.notes
        assert note.values["count"] == 11
        assert "cuyes – Calca" in describe(note)


def test_one_source_does_not_say_two_things_of_one_cell(small):
    small.append(EVIDENCE, ",,,papa,demanda,2,,,judged,informe,otra base")
    assert small.problems() == []
    small.append(EVIDENCE, ",,,papa,demanda,2,,,reported,informe,otro valor")
    (problem,) = small.problems()
    assert (said(problem), problem.values["line"]) == (("source_says_two", f"{EVIDENCE}:7"), 2)
    assert "«low» y «high»" in describe(problem)


class TestFiles:
    @pytest.mark.parametrize("name", [TERRITORY, CHAINS, ALTERNATIVES, EVIDENCE, SOURCES])
    def test_a_table_that_is_missing_or_empty(self, small, name):
        small.write(name, b"")
        assert [said(problem) for problem in small.problems()] == [("empty_file", name)]
        (small.path / name).unlink()
        assert [said(problem) for problem in small.problems()] == [("missing_file", name)]
        (small.path / name).mkdir()
        assert [said(problem) for problem in small.problems()] == [("not_a_file", name)]

    @pytest.mark.parametrize("name", ["criteria/tres.yaml", "scenarios/base.yaml"])
    def test_a_folder_without_any(self, small, name):
        (small.path / name).unlink()
        (problem,) = small.problems()
        assert said(problem) == ("missing_file", f"{Path(name).parent}/")

    def test_the_ledger_may_be_missing(self, small):
        assert small.load().ledger == ()

    @pytest.mark.parametrize("name", ["data/evidence.csv", "scenarios/base.yaml", "data/bottlenecks.csv"])
    def test_a_50_mb_file_is_refused_without_being_read(self, small, name):
        (small.path / name).touch()
        os.truncate(small.path / name, 50_000_000)
        assert [said(problem) for problem in small.problems_of_check()] == [("too_large", name)]

    def test_a_pipe_is_refused_without_waiting_for_it(self, small):
        (small.path / EVIDENCE).unlink()
        os.mkfifo(small.path / EVIDENCE)
        assert [said(problem) for problem in small.problems()] == [("not_a_file", EVIDENCE)]

    @pytest.mark.parametrize("name", ["data/evidence.csv", "scenarios/base.yaml", "data/competites.csv"])
    def test_a_link_that_leaves_the_folder_is_not_followed(self, small, tmp_path, name):
        outside = tmp_path / "fuera"
        outside.write_bytes((small.path / name).read_bytes() if (small.path / name).exists() else b"name\n")
        (small.path / name).unlink(missing_ok=True)
        (small.path / name).symlink_to(outside)
        assert [said(problem) for problem in small.problems_of_check()] == [("outside_folder", name)]

    def test_a_linked_folder_that_leaves_it_is_not_followed(self, small, tmp_path):
        (small.path / "data").rename(tmp_path / "fuera")
        (small.path / "data").symlink_to(tmp_path / "fuera")
        assert {said(problem)[0] for problem in small.problems()} == {"outside_folder"}

    def test_a_link_within_the_folder_is_fine(self, small):
        (small.path / EVIDENCE).rename(small.path / "data/dichos.csv")
        (small.path / EVIDENCE).symlink_to(small.path / "data/dichos.csv")
        assert small.problems() == []

    def test_the_study_itself_may_be_reached_by_a_link(self, small, tmp_path):
        (tmp_path / "atajo").symlink_to(small.path)
        assert len(pz.load_study(tmp_path / "atajo").alternatives) == 6

    def test_a_folder_that_is_not_there(self, tmp_path):
        assert refused(pz.load_study, tmp_path / "no") == ["study.no_folder"]


class TestWhatTheCheckAdds:
    def test_a_scenario_that_cannot_rank(self, small):
        small.write(
            "scenarios/solo.yaml",
            "id: solo\nname: {es: a, en: b}\nextends: base\nunknown: leave_out\nmethod: vikor\n",
        )
        assert small.problems(pz.load_study) == []
        (problem,) = small.problems_of_check()
        assert (problem.key, problem.place) == ("ranking.leave_out_needs_rowwise", "scenarios/solo.yaml:5")

    def test_a_scenario_that_leaves_nothing(self, small):
        small.write(
            "scenarios/nada.yaml",
            "id: nada\nname: {es: a, en: b}\nextends: base\nexclude: {zones: [I, II]}\n",
        )
        (problem,) = small.problems_of_check()
        assert (problem.key, problem.file) == ("ranking.nothing_left", "scenarios/nada.yaml")

    @pytest.mark.parametrize(
        ("row", "key"),
        [
            ("Producción,Heladas,papaa,printed,informe", "unknown_chain"),
            ("Producción,Heladas,papa,printed,informes", "unknown_source"),
            ("Producción,Heladas,papa,printed,informe,de más", "row_too_long"),
        ],
    )
    def test_a_context_table_that_names_nobody(self, small, row, key):
        small.write("data/bottlenecks.csv", f"stage,problem,chain,stage_from,source\n{row}\n")
        (problem,) = small.problems_of_check()
        assert said(problem) == (key, "data/bottlenecks.csv:2")

    def test_a_context_figure_that_is_no_number(self, small):
        small.write(
            "data/extractive_context.csv",
            'indicator,year,department,value,unit,note,source\nx,2021,Norte,"1,234",u,,informe\n',
        )
        assert [said(problem) for problem in small.problems_of_check()] == [
            ("not_a_number", "data/extractive_context.csv:2")
        ]


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_problem_is_one_line_that_says_what_why_and_how(small, language):
    small.append(
        EVIDENCE, "Este,,,papaa,demnda,dos,,,dicho,informes,x", ",,,papa,demanda,9,,,judged,informe,x,y,z"
    )
    small.append(CHAINS, "Mala,,bad")
    small.write("scenarios/otro.yaml", b"id: otro\n\tname: \x00")
    small.write(
        "scenarios/uno.yaml", "id: [1]\nnombre: a\nname: {es: 1}\nmethod: 3\nweights: {procedure: ahpp}\n"
    )
    problems = small.problems()
    assert len(problems) > 8
    for problem in problems:
        sentence = describe(problem, language)
        assert sentence.startswith(f"{problem.file}:{problem.line}: ")
        assert sentence.count(" · ") == 2
        assert "\n" not in sentence


class TestAScenarioWithAProblem:
    def test_is_no_hindrance_to_the_others(self, small):
        small.write("scenarios/rota.yaml", "id: rota\nname: {es: a, en: b}\nextends: base\nwegihts: 1\n")
        small.write("scenarios/hija.yaml", "id: hija\nname: {es: a, en: b}\nextends: rota\n")
        study = small.load()
        assert len(pz.rank(study, "base").rows()) > 0
        assert set(study.refused) == {"rota", "hija"}
        assert [one.key for one in small.problems()] == ["study.unknown_key"]

    @pytest.mark.parametrize("name", ["rota", "hija"])
    def test_is_refused_with_its_problems_when_it_is_asked_for(self, small, name):
        small.write("scenarios/rota.yaml", "id: rota\nname: {es: a, en: b}\nextends: base\nwegihts: 1\n")
        small.write("scenarios/hija.yaml", "id: hija\nname: {es: a, en: b}\nextends: rota\n")
        problems = problems_of(pz.rank, small.load(), name)
        (problem,) = problems
        assert (problem.key, problem.place) == ("study.unknown_key", "scenarios/rota.yaml:4")
