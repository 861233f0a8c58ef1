"""The study that the app shows is the one that its files say now."""

from __future__ import annotations

import os

import pytest

from priorizar.app.studies import shared_study


@pytest.fixture
def shown(small, monkeypatch):
    monkeypatch.setattr("sys.argv", ["app", "--study", str(small.path)])
    return shared_study


def test_is_read_once_for_everybody(shown):
    assert shown() is shown()


def test_is_read_again_after_an_edit_that_keeps_the_size_of_a_file(small, shown):
    before = shown()
    file = small.path / "data" / "evidence.csv"
    told = file.stat()
    small.replace("data/evidence.csv", "papa,demanda,3,2,4", "papa,demanda,2,2,4")
    # A second later, however coarse the clock of the disk is.
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns + 10**9))
    assert file.stat().st_size == told.st_size
    after = shown()
    assert (before.evidence[0].value, after.evidence[0].value) == (3, 2)


def test_is_read_again_after_an_edit_that_keeps_the_time_of_a_file(small, shown):
    before = shown()
    file = small.path / "data" / "evidence.csv"
    told = file.stat()
    small.append("data/evidence.csv", ",,Costa,lana,demanda,3,,,reported,informe,algo más")
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert len(shown().evidence) == len(before.evidence) + 1


@pytest.mark.parametrize("name", ["scenarios/otro.yaml", "people/grupo.csv"])
def test_is_read_again_when_a_file_comes(small, shown, name):
    before = shown()
    small.write(name, "id: otro\nname: {es: a, en: b}\nextends: base\n")
    assert shown() is not before
