"""``priorizar pack``, and a pack wherever a study is asked for."""

from __future__ import annotations

import json
import zipfile

import pytest


@pytest.fixture
def made(priorizar, small, tmp_path):
    """A pack of the small study with a ranking in it."""
    priorizar("rank", "-o", tmp_path / "orden.json", "--study", small.path)
    ran = priorizar("pack", tmp_path / "todo.zip", tmp_path / "orden.json", "--study", small.path)
    assert (ran.code, ran.out, ran.err) == (0, f"{tmp_path / 'todo.zip'}\n", "")
    return tmp_path / "todo.zip"


def test_a_study_is_ranked_from_a_pack(priorizar, small, made):
    here = json.loads(priorizar("rank", "-f", "json", "--study", small.path).out)
    there = json.loads(priorizar("rank", "-f", "json", "--study", made).out)
    assert here["rows"] == there["rows"]


def test_all_of_a_pack_is_verified(priorizar, made):
    ran = priorizar("verify", made)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("todo.zip: ")
    assert "orden.json" in ran.out
    assert ran.out.splitlines()[-1].startswith("Igual: ")
    assert priorizar("verify", made, "--lang", "en").out.splitlines()[-1].startswith("The same: ")


def test_a_file_from_a_pack_is_verified_with_it_as_its_study(priorizar, made, tmp_path):
    assert priorizar("verify", tmp_path / "orden.json", "--study", made).code == 0


def test_a_changed_file_leaves_with_1_and_is_named(priorizar, made, tmp_path):
    other = tmp_path / "otro.zip"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"papa", b"maca") if name.endswith("chains.csv") else content)
    ran = priorizar("verify", other)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "estudio/data/chains.csv" in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("todo.tar",), "no termina en .zip"),
        (("todo.zip", "no_hay.pdf"), "no_hay.pdf"),
        (("no/hay/todo.zip",), "no se pudo escribir"),
    ],
)
def test_what_cannot_be_packed_is_a_sentence_and_nothing_is_left(
    priorizar, small, tmp_path, monkeypatch, arguments, said
):
    folder = tmp_path / "aqui"
    folder.mkdir()
    monkeypatch.chdir(folder)
    ran = priorizar("pack", *arguments, "--study", small.path)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hola"])
def test_what_is_no_pack_is_no_study(priorizar, tmp_path, content):
    file = tmp_path / "a.zip"
    file.write_bytes(content)
    ran = priorizar("rank", "--study", file)
    assert ran.code == 1
    assert "no es un paquete de priorizar" in ran.err
    assert "Traceback" not in ran.err
