"""A study and what was made of it in one file, and all of it checked."""

from __future__ import annotations

import numpy as np
import pytest

import priorizar as pz
from packages import repacked
from priorizar.errors import PriorizarError
from priorizar.files.pack import LIST, Pack
from priorizar.report.exports import Request, table
from priorizar.report.make import report
from priorizar.report.manifest import beside
from priorizar.report.pack import README, pack, verify_pack


@pytest.fixture
def outputs(small, tmp_path):
    """A table with its manifest beside it, and minutes."""
    study = small.load()
    csv = tmp_path / "orden.csv"
    table(study, study.scenario("base"), Request(what="ranking")).save("csv", csv)
    acta = tmp_path / "acta.docx"
    acta.write_bytes(report(study, study.scenario("base"), "acta", draws=20))
    return [csv, acta]


@pytest.fixture
def one(small, outputs, tmp_path):
    file = tmp_path / "todo.zip"
    file.write_bytes(pack(small.load(), outputs))
    return file


def changed(file, name, content):
    """Put other content in for that of a file in the pack, and leave its list as it was."""
    file.write_bytes(repacked(file.read_bytes(), {name: content}))


def keys(call, *arguments):
    with pytest.raises(PriorizarError) as caught:
        call(*arguments)
    return [one.key for one in caught.value.problems]


def test_holds_the_study_the_outputs_and_what_is_read_first(one):
    found = Pack(one)
    assert {"estudio/criteria/tres.yaml", "estudio/data/evidence.csv", "estudio/scenarios/base.yaml"} < set(
        found.files
    )
    assert {"salidas/orden.csv", "salidas/orden.csv.manifest.json", "salidas/acta.docx"} < set(found.files)
    said = found.files[README].decode()
    assert "priorizar verify" in said
    assert LIST in said


def test_a_study_is_read_from_it_as_from_its_folder(small, one):
    here, there = pz.rank(small.load()), pz.rank(pz.load_study(one))
    np.testing.assert_array_equal(here.score, there.score)
    assert small.load().files == pz.load_study(one).files


def test_people_behind_weights_go_along(copied, tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(pack(copied.load(), []))
    here, there = (pz.rank(one, "taller_ilustrativo") for one in (copied.load(), pz.load_study(file)))
    np.testing.assert_array_equal(here.score, there.score)


def test_the_same_study_and_outputs_make_the_same_bytes(small, outputs, one):
    assert pack(small.load(), outputs) == one.read_bytes()


def test_a_pack_of_a_pack_is_the_same(outputs, one):
    assert pack(pz.load_study(one), outputs) == one.read_bytes()


def test_all_of_it_is_checked(one):
    found = verify_pack(one)
    assert (found.changed, found.differs) == ((), False)
    assert found.files == len(Pack(one).files)
    assert list(found.outputs) == ["acta.docx", "orden.csv"]
    assert all(made.differences == () for made in found.outputs.values())


def test_a_changed_file_of_the_study_is_named_with_what_it_moves(one):
    evidence = Pack(one).files["estudio/data/evidence.csv"]
    assert b",,,lana,demanda,1,0,2" in evidence
    other = evidence.replace(b",,,lana,demanda,1,0,2", b",,,lana,demanda,4,0,4")
    changed(one, "estudio/data/evidence.csv", other)
    found = verify_pack(one)
    assert (found.changed, found.differs) == (("estudio/data/evidence.csv",), True)
    assert all(made.differences for made in found.outputs.values())


def test_a_changed_file_that_breaks_the_study_is_named_beside_what_it_breaks(one):
    chains = Pack(one).files["estudio/data/chains.csv"]
    changed(one, "estudio/data/chains.csv", chains.replace(b"papa", b"maca"))
    found = verify_pack(one)
    assert (found.changed, found.outputs, found.differs) == (("estudio/data/chains.csv",), {}, True)
    assert found.problems[0].file == "data/alternatives.csv"


def test_a_changed_output_is_named(one):
    rows = Pack(one).files["salidas/orden.csv"]
    changed(one, "salidas/orden.csv", rows.replace(b"papa", b"quinua"))
    found = verify_pack(one)
    assert (found.changed, found.differs) == (("salidas/orden.csv",), True)
    assert found.outputs["orden.csv"].differences
    assert not found.outputs["acta.docx"].differences


def test_an_output_that_cannot_be_made_again_is_told_of_and_the_rest_is_checked(one):
    changed(one, "salidas/acta.docx", b"PK nada")
    found = verify_pack(one)
    assert found.differs
    assert [one.key for one in found.outputs["acta.docx"]] == ["export.no_manifest"]
    assert found.outputs["orden.csv"].differences == ()


def test_what_has_no_manifest_or_a_name_twice_is_refused_all_at_once(small, outputs, tmp_path):
    (tmp_path / "otro").mkdir()
    twice = tmp_path / "otro" / "acta.docx"
    twice.write_bytes(outputs[1].read_bytes())
    (tmp_path / "notas.json").write_text("{}", encoding="utf-8")
    asked = [*outputs, twice, tmp_path / "notas.json", tmp_path / "no.pdf"]
    wanted = ["export.pack_name_twice", "export.no_manifest", "study.no_such_file"]
    assert keys(pack, small.load(), asked) == wanted


def test_a_study_that_changed_since_it_was_read_is_refused(small, outputs):
    study = small.load()
    small.append("data/chains.csv", "maca,maca,maca")
    assert keys(pack, study, outputs) == ["export.pack_study_changed"]


def test_an_output_whose_manifest_lies_beside_needs_it(small, outputs):
    beside(outputs[0]).unlink()
    assert keys(pack, small.load(), outputs) == ["export.no_manifest_beside"]
