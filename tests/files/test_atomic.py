"""Files written whole or not at all, and text that no spreadsheet runs."""

from __future__ import annotations

import os
import stat

import pytest

from priorizar.files.atomic import harmless, write_whole
from refusals import problems_of


def test_a_file_is_written(tmp_path):
    write_whole(tmp_path / "a.csv", b"uno")
    assert (tmp_path / "a.csv").read_bytes() == b"uno"


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"viejo")
    file.chmod(0o640)
    write_whole(file, b"nuevo")
    assert file.read_bytes() == b"nuevo"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_of_any_other(tmp_path):
    (tmp_path / "otro").touch()
    write_whole(tmp_path / "a.csv", b"uno")
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "otro").stat().st_mode


@pytest.mark.parametrize("step", ["replace", "chmod", "fdopen"])
def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    file = tmp_path / "a.csv"
    file.write_bytes(b"viejo")
    real = getattr(os, step)

    def full(first, *rest):
        if step == "fdopen":
            real(first, *rest).close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    problems = problems_of(write_whole, file, b"nuevo")
    assert problems[0].key == "study.cannot_write"
    assert file.read_bytes() == b"viejo"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("name", ["no/hay/a.csv", "."])
def test_where_nothing_can_be_written_it_is_said(tmp_path, name):
    problems = problems_of(write_whole, tmp_path / name, b"uno")
    assert problems[0].key == "study.cannot_write"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["=cmd()", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "=HYPERLINK(1)", "\n=1"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "palta", "a=b", "ñandú", "3.5", "(-1)"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text
