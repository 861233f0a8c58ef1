"""``priorizar app`` before it serves anything."""

from __future__ import annotations

import socket

import pytest

from priorizar.cli import run


@pytest.fixture
def taken():
    with socket.create_server(("localhost", 0)) as held:
        yield held.getsockname()[1]


def test_a_port_in_use_is_a_sentence(taken, capsys):
    assert run(["app", "--port", str(taken)]) == 1
    assert str(taken) in capsys.readouterr().err


def test_an_address_of_another_machine_is_a_sentence(capsys):
    assert run(["app", "--address", "192.0.2.77"]) == 1
    assert "192.0.2.77" in capsys.readouterr().err


def test_a_study_that_is_not_there_is_a_sentence(tmp_path, capsys):
    assert run(["app", "--study", str(tmp_path / "nada")]) == 1
    assert "nada" in capsys.readouterr().err


def test_without_streamlit_it_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert run(["app"]) == 1
    assert "[app]" in capsys.readouterr().err


def test_it_serves_what_was_asked(monkeypatch, tmp_path, capsys):
    served = []
    monkeypatch.setattr("priorizar.app.serving.serve", lambda *given, **more: served.append((*given, more)))
    monkeypatch.setattr("priorizar.app.serving.free_port", lambda address, port: 8642)
    assert run(["app", "--study", str(tmp_path), "--address", "0.0.0.0"]) == 0
    assert run(["app", "--address", "0.0.0.0", "--allow-saving"]) == 0
    assert served == [
        (tmp_path.resolve(), "0.0.0.0", 8642, {"allow_saving": False}),
        (None, "0.0.0.0", 8642, {"allow_saving": True}),
    ]
    assert "http://localhost:8642" in capsys.readouterr().out


def test_it_serves_this_machine_alone_unless_told_otherwise(monkeypatch):
    asked, served = [], []
    monkeypatch.setattr("priorizar.app.serving.serve", lambda *given, **more: served.append((*given, more)))
    monkeypatch.setattr("priorizar.app.serving.free_port", lambda *given: asked.append(given) or 8642)
    assert run(["app"]) == 0
    assert asked == [("localhost", None)]
    assert served == [(None, "localhost", 8642, {"allow_saving": False})]
