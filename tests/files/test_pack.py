"""A pack: files and their digests in one ZIP, read back within bounds."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorizar.errors import PriorizarError
from priorizar.files import pack as module
from priorizar.files.pack import LIST, MOST_FILES, Pack, is_pack, packed

FILES = {
    "estudio/data/chains.csv": b"id\npapa\n",
    "estudio/criteria/a.yaml": b"id: a\n",
    "salidas/a.json": b"{}",
}


@pytest.fixture
def saved(tmp_path):
    def save(content: bytes, name: str = "a.zip") -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return save


def zipped(files: dict[str, bytes], listed: object = None) -> bytes:
    """A ZIP that somebody else made."""
    out = io.BytesIO()
    digests = dict.fromkeys(files, "") if listed is None else listed
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(LIST, json.dumps({"form": module.FORM, "sha256": digests}))
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def refused(path: Path) -> str:
    with pytest.raises(PriorizarError) as caught:
        Pack(path)
    (problem,) = caught.value.problems
    return problem.key


def test_what_was_packed_is_read_back(saved):
    found = Pack(saved(packed(FILES)))
    assert found.files == FILES
    assert found.changed() == []
    assert found.content("data/chains.csv") == b"id\npapa\n"


def test_files_of_the_study_are_found_as_those_of_a_folder_are(saved, tmp_path):
    found = Pack(saved(packed(FILES | {"estudio/data/deep/x.csv": b"", "estudio/data/b.csv": b""})))
    assert found.names("data/*.csv") == ["data/b.csv", "data/chains.csv"]
    assert found.names("data/chains.csv") == ["data/chains.csv"]
    assert found.names("*.json") == []


@given(st.dictionaries(st.sampled_from(["estudio/a", "estudio/b", "salidas/c"]), st.binary(max_size=20)))
def test_the_same_files_make_the_same_bytes_in_any_order(files):
    backwards = dict(reversed(files.items()))
    assert packed(files) == packed(backwards)


def test_a_pack_is_told_by_its_list(saved):
    assert is_pack(saved(packed(FILES)))
    assert not is_pack(saved(b"PK\x03\x04 no list", "b.zip"))
    assert not is_pack(saved(b"hola", "c.zip"))
    assert not is_pack(Path("no_hay.zip"))


def test_what_changed_was_added_or_is_gone_is_named(saved):
    listed = json.loads(zipfile.ZipFile(io.BytesIO(packed(FILES))).read(LIST))["sha256"]
    now = {**FILES, "estudio/data/chains.csv": b"id\nlana\n", "salidas/new.txt": b"x"}
    del now["salidas/a.json"]
    found = Pack(saved(zipped(now, listed)))
    assert found.changed() == ["estudio/data/chains.csv", "salidas/a.json", "salidas/new.txt"]


@pytest.mark.parametrize("name", ["../fuera.csv", "/etc/passwd", "estudio/../../fuera", "estudio\\..\\fuera"])
def test_no_name_leaves_the_pack(saved, name):
    assert refused(saved(zipped(FILES | {name: b"x"}))) == "study.outside_folder"


def test_what_unpacks_without_end_is_stopped(saved, monkeypatch):
    monkeypatch.setattr(module, "MOST_UNPACKED", 1_000_000)
    assert (
        refused(saved(zipped(FILES | {"estudio/data/x.csv": bytes(1_000_001)}))) == "study.unpacks_too_large"
    )
    in_all = {f"estudio/data/{at}.csv": bytes(400_000) for at in range(3)}
    assert refused(saved(zipped(in_all))) == "study.unpacks_too_large"


def test_what_lies_about_its_size_is_stopped_too(saved, monkeypatch):
    """The size that a package states is changed in its directory, where it is read from."""
    monkeypatch.setattr(module, "MOST_UNPACKED", 1_000_000)
    raw, size = zipped({"estudio/x.csv": bytes(5_000_000)}), (5_000_000).to_bytes(4, "little")
    assert size in raw
    lying = raw.replace(size, (10).to_bytes(4, "little"))
    assert refused(saved(lying)) in ("study.unpacks_too_large", "study.no_pack")


def test_too_many_files_are_refused_before_any_is_read(saved):
    many = {f"estudio/data/{at}.csv": b"" for at in range(MOST_FILES)}
    assert refused(saved(zipped(many))) == "study.too_many_files"


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"hola", b"PK\x03\x04", packed(FILES)[:-30], packed({"salidas/a.json": b"{}"})),
        zipped(FILES, listed=["no", "digests"]),
    ],
)
def test_what_is_no_pack_is_refused(saved, content):
    assert refused(saved(content)) == "study.no_pack"


def test_a_pack_of_another_form_or_without_a_list_is_refused(saved):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(LIST, json.dumps({"form": "priorizar pack 99", "sha256": {}}))
        package.writestr("estudio/a.csv", b"")
    assert refused(saved(out.getvalue())) == "study.no_pack"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("estudio/a.csv", b"")
    assert refused(saved(out.getvalue())) == "study.no_pack"


def test_one_that_is_not_there_is_a_sentence(tmp_path):
    assert refused(tmp_path / "no.zip") == "study.no_such_file"
