"""Making a result again from its manifest."""

from __future__ import annotations

import json
import zipfile

import openpyxl
import pytest

import priorizar as pz
from priorizar.errors import PriorizarError
from priorizar.report import verify as module
from priorizar.report.make import report
from priorizar.report.manifest import manifest
from priorizar.report.reading import manifest_in, read_back
from priorizar.report.verify import verify
from refusals import problems_of


def keys(problems) -> list[str]:
    return [one.key.removeprefix("export.verify_") for one in problems]


def bare(study, tmp_path, **rank):
    file = tmp_path / "manifiesto.json"
    file.write_text(json.dumps(manifest(study, pz.rank(study, **rank))), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["base", "ahp", "necesidad", "solo_documentado", "exportador"])
def test_what_did_not_change_is_the_same(study, tmp_path, name):
    found = verify(study, bare(study, tmp_path, scenario=name))
    assert (found.differences, keys(found.notes)) == ((), ["manifest_only"])
    assert found.compared == {"alternatives": 233}


def test_every_scenario_of_the_study_can_be_made_again(study, tmp_path):
    for name in study.scenarios:
        assert verify(study, bare(study, tmp_path, scenario=name)).differences == ()


def test_another_method_and_grouping_are_made_again(study, tmp_path):
    how = {"name": "vikor", "v": 0.25}
    assert verify(study, bare(study, tmp_path, by="zone", method=how)).differences == ()


def test_changed_evidence_is_named_with_what_it_moves(small, tmp_path):
    file = bare(small.load(), tmp_path)
    small.replace("data/evidence.csv", ",,,lana,demanda,1,0,2", ",,,lana,demanda,4,0,4")
    found = verify(small.load(), file)
    assert keys(found.notes) == ["changed", "manifest_only"]
    assert found.notes[0].values["files"] == "data/evidence.csv"
    assert keys(found.differences) == ["scores", "ranks"]
    assert found.differences[0].values["count"] == 3
    assert "lana (Alta)" in found.differences[0].values["which"]


def test_a_change_that_moves_nothing_is_a_note(small, tmp_path):
    file = bare(small.load(), tmp_path)
    small.replace("data/evidence.csv", "la lana no tanto", "la lana apenas")
    (small.path / "criteria" / "otros.yaml").write_text(
        small.text("criteria/tres.yaml").replace("id: tres", "id: otros"), encoding="utf-8"
    )
    found = verify(small.load(), file)
    assert keys(found.notes) == ["changed", "new", "manifest_only"]
    assert found.differences == ()


def test_a_scenario_that_is_another_now_matters(small, tmp_path):
    file = bare(small.load(), tmp_path)
    small.replace("scenarios/base.yaml", "method: additive", "method: topsis")
    found = verify(small.load(), file)
    assert keys(found.differences) == ["scenario"]
    assert found.differences[0].values["parts"] == "method"


def test_a_scenario_and_criteria_that_are_gone(small, study, tmp_path):
    assert keys(verify(small.load(), bare(study, tmp_path)).differences) == ["no_criteria"]
    one = small.load().scenario("base").model_copy(update={"id": "otro"})
    found = verify(small.load(), bare(small.load(), tmp_path, scenario=one))
    assert keys(found.differences) == ["no_scenario"]


def test_alternatives_that_come_and_go(small, tmp_path):
    file = bare(small.load(), tmp_path)
    small.replace("data/alternatives.csv", "Costa,lana,group\n", "")
    found = verify(small.load(), file)
    assert keys(found.differences) == ["alternatives_gone"]
    assert found.differences[0].values["which"] == "lana (Costa)"
    shorter = bare(small.load(), tmp_path)
    small.append("data/alternatives.csv", "Costa,lana,group")
    assert keys(verify(small.load(), shorter).differences) == ["alternatives_new"]


def test_another_version_is_a_note(small, tmp_path, monkeypatch):
    file = bare(small.load(), tmp_path)
    monkeypatch.setattr(module, "versions", lambda: {"priorizar": "99"})
    found = verify(small.load(), file)
    assert keys(found.notes) == ["version", "manifest_only"]
    assert found.differences == ()


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.xlsx", "a.parquet", "a.geojson"])
def test_every_form_of_a_ranking_can_be_verified(study, tmp_path, name):
    from priorizar.cli import run

    assert run(["rank", "-s", "ahp", "-p", "Anta", "-o", str(tmp_path / name)]) == 0
    back = read_back(tmp_path / name)
    made, shown = back.manifest, back.rows
    assert made["scenario"]["id"] == "ahp"
    wanted = [one for one in pz.rank(study, "ahp").rows() if one["province"] == "Anta"]
    assert list(shown) == [f"{one['ubigeo']}/{one['chain']}" for one in wanted]
    # A workbook keeps 16 digits of a number.
    for one, found in zip(wanted, shown.values(), strict=True):
        assert found == (one["rank"], pytest.approx(one["score"], rel=1e-15))
    assert verify(study, tmp_path / name).differences == ()


def test_rows_that_somebody_changed_are_found(study, tmp_path):
    from priorizar.cli import run

    file = tmp_path / "a.csv"
    run(["rank", "-p", "Anta", "-o", str(file)])
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = lines[0].split(",").index("score")
    cells = lines[1].split(",")
    was, cells[at] = cells[at], "0.99"
    file.write_text("".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    found = verify(study, file)
    assert keys(found.differences) == ["altered"]
    assert found.differences[0].values == {"place": "2 · score", "was": was, "now": "0.99"}


def test_rows_of_a_file_that_does_not_say_how_it_was_asked_for_are_held_against_its_ranks(study, tmp_path):
    """As those are that were written before the manifest kept it."""
    from priorizar.cli import run

    file = tmp_path / "a.json"
    run(["rank", "-p", "Anta", "-o", str(file)])
    content = json.loads(file.read_text(encoding="utf-8"))
    del content["manifest"]["output"]
    file.write_text(json.dumps(content), encoding="utf-8")
    found = verify(study, file)
    assert (found.differences, keys(found.notes)) == ((), ["no_output"])
    content["rows"][0]["score"] = 0.99
    file.write_text(json.dumps(content), encoding="utf-8")
    found = verify(study, file)
    assert keys(found.differences) == ["rows"]
    values = found.differences[0].values
    assert (values["count"], values["of"]) == (1, len(content["rows"]))


@pytest.mark.long
def test_the_planners_workbook_can_be_verified(study, tmp_path, recalculated):
    file = tmp_path / "a.xlsx"
    file.write_bytes(report(study, study.scenario("exportador"), "xlsx", draws=20, provinces=["Anta"]))
    found = verify(study, file)
    assert (found.differences, found.notes) == ((), ())
    with pytest.warns(UserWarning, match="extension is not supported"):
        book = openpyxl.load_workbook(file)
    book["Pesos"]["E8"].value = 0
    book.create_sheet("Mis apuntes")["A1"].value = "algo"
    recalculated({"cambiado": book})["cambiado"].save(tmp_path / "b.xlsx")
    found = verify(study, tmp_path / "b.xlsx").differences
    assert {"altered", "added"} <= set(keys(found)) <= {"altered", "added", "missing"}
    places = {one.values["place"] for one in found}
    assert {"Pesos!E8", "Pesos!F8", "Mis apuntes!A1"} <= places
    # What follows from the weights is another now too: scores on the first sheet.
    assert any(one.startswith("Resultados!") for one in places)


def test_a_pdf_and_a_docx_carry_theirs(study, tmp_path):
    document = pytest.importorskip("priorizar.report.document")
    pytest.importorskip("typst")
    from priorizar.report.docx import to_docx
    from priorizar.report.findings import find
    from priorizar.report.pdf import to_pdf

    found = find(study, study.scenario("base"), others=[], provinces=["Anta"], seed=0, draws=50)
    made = document.document(found, "es")
    for name, content in (("a.pdf", to_pdf(made)), ("a.docx", to_docx(made, "informe", None))):
        (tmp_path / name).write_bytes(content)
        assert manifest_in(tmp_path / name) == json.loads(json.dumps(made.manifest))
        assert verify(study, tmp_path / name).differences == ()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{}", b"[]", b"{", b"PK", b"PAR1", b"%PDF-1.7", b"hola", b"\xff\xfe\x00", b'{"manifest": 3}'),
        b'{"manifest": {"scenario": {}, "files": {}, "scores": {}, "ranks": {}, "versions": {}}}',
        b"%PDF-1.7 /EmbeddedFile stream\nnada",
    ],
)
def test_what_carries_no_manifest_is_refused(study, tmp_path, content):
    file = tmp_path / "a"
    file.write_bytes(content)
    problems = problems_of(verify, study, file)
    assert problems[0].key in ("export.no_manifest", "export.no_manifest_beside")


def test_what_is_not_there_or_unpacks_too_large_is_refused(study, tmp_path):
    with pytest.raises(PriorizarError) as caught:
        verify(study, tmp_path / "no.json")
    assert caught.value.problems[0].key == "study.no_such_file"
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(201):
            part.write(bytes(1_000_000))
    with pytest.raises(PriorizarError) as caught:
        verify(study, tmp_path / "a.xlsx")
    assert caught.value.problems[0].key == "study.unpacks_too_large"
