"""The files of a study folder, bounded before they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorizar.files import door
from priorizar.files.door import MAX_BYTES, read_bounded
from priorizar.files.folder import Folder
from refusals import problems_of, refused


@pytest.fixture
def sized(tmp_path):
    """Make a file of so many bytes, which takes no room on the disk."""

    def make(size: int) -> Path:
        file = tmp_path / "grande.csv"
        with file.open("wb") as written:
            written.truncate(size)
        return file

    return make


def test_a_file_as_large_as_may_be_is_read(sized):
    assert len(read_bounded(sized(MAX_BYTES), "grande.csv")) == MAX_BYTES


def test_a_larger_one_is_refused_before_any_of_it_is_read(sized, monkeypatch):
    file = sized(MAX_BYTES + 1)
    monkeypatch.setattr(door, "PIECE", "nothing may be read")
    for read in (
        lambda: read_bounded(file, "grande.csv"),
        lambda: Folder(file.parent, []).read("grande.csv"),
    ):
        (problem,) = problems_of(read)
        assert (problem.key, problem.file) == ("study.too_large", "grande.csv")
        assert problem.values == {"limit": "20 MB"}


def test_what_is_no_file_or_lies_elsewhere_is_refused(tmp_path):
    (tmp_path / "estudio" / "data").mkdir(parents=True)
    (tmp_path / "ajeno.csv").write_text("a\n")
    folder = Folder(tmp_path / "estudio", [])
    assert refused(folder.read, "data") == ["study.not_a_file"]
    assert refused(folder.read, "data/nada.csv") == ["study.no_such_file"]
    assert refused(folder.read, "../ajeno.csv") == ["study.outside_folder"]
