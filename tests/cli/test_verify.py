"""``priorizar verify``."""

from __future__ import annotations

import pytest


def test_the_same_study_gives_the_same(priorizar, tmp_path):
    priorizar("rank", "-s", "exportador", "-o", tmp_path / "a.json")
    ran = priorizar("verify", tmp_path / "a.json")
    assert (ran.code, ran.err) == (0, "")
    assert "a.json: escenario «Exportador»" in ran.out
    assert "vuelto a clasificar: 233 alternativas" in ran.out
    assert ran.out.splitlines()[-1].startswith("Igual: ")
    told = priorizar("verify", tmp_path / "a.json", "--lang", "en").out
    assert "ranked again: 233 alternatives" in told
    assert told.splitlines()[-1].startswith("The same: ")


def test_a_changed_study_leaves_with_1_and_says_what(priorizar, copied, tmp_path):
    priorizar("rank", "-o", tmp_path / "a.csv", "--study", copied.path)
    copied.replace("data/evidence.csv", ",,,ajo,oferta_exportable,1,0,2", ",,,ajo,oferta_exportable,2,0,2")
    ran = priorizar("verify", tmp_path / "a.csv", "--study", copied.path)
    assert ran.code == 1
    assert "data/evidence.csv" in ran.out
    assert "≠" in ran.out
    assert "ajo (" in ran.out


def test_a_file_without_manifest_is_a_sentence(priorizar, tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n", encoding="utf-8")
    ran = priorizar("verify", tmp_path / "a.csv")
    assert ran.code == 1
    assert "a.csv.manifest.json" in ran.err


@pytest.mark.long
@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
@pytest.mark.parametrize(
    "command",
    [
        ("compare", "base", "exportador"),
        ("evidence", "-p", "Anta"),
        ("robustness", "--draws", "20", "-p", "Anta"),
        ("robustness", "methods", "-p", "Anta"),
    ],
)
def test_every_table_carries_its_manifest(priorizar, copied, tmp_path, command, suffix):
    file = tmp_path / f"a.{suffix}"
    assert priorizar(*command, "-o", file, "--study", copied.path).code == 0
    ran = priorizar("verify", file, "--study", copied.path)
    assert (ran.code, ran.err) == (0, "")
    copied.replace("scenarios/exportador.yaml", "tradicion: 5", "tradicion: 50")
    ran = priorizar("verify", file, "--study", copied.path)
    assert ran.code == (1 if command[0] == "compare" else 0)
    assert ("exportador: " in ran.out) == (command[0] == "compare")
