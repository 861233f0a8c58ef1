"""How the app is served: the settings in force, and those that a projector in a room depends on."""

from __future__ import annotations

import gc
import sys
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
import uvicorn
from streamlit import config
from streamlit.runtime.scriptrunner import script_runner

from priorizar.app.server.connections import Connection
from priorizar.app.serving import LONGEST_MESSAGE, SCRIPT, free_port, serve
from priorizar.app.settings import SETTINGS

ROOT = Path(__file__).parents[2]


def flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


@pytest.fixture
def options_given_back() -> Iterator[None]:
    before = {name: config.get_option(name) for name in [*SETTINGS, "server.port", "logger.level"]}
    yield
    for name, value in before.items():
        config._set_option(name, value, "test")


def test_streamlit_run_serves_the_app_as_priorizar_app_does():
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert dict(flat(written)) == SETTINGS


@pytest.mark.parametrize("script", [SCRIPT, ROOT / "app_streamlit.py"])
def test_streamlit_finds_no_pages_of_its_own_beside_the_script(script):
    assert script.is_file()
    assert not (script.parent / "pages").exists()


@pytest.mark.usefixtures("options_given_back")
def test_served_settings_are_in_force(monkeypatch, tmp_path):
    ran: list[uvicorn.Config] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: ran.append(self.config))
    monkeypatch.setattr("priorizar.app.serving._end_at_once", lambda: None)
    monkeypatch.setattr("priorizar.app.serving._make_ready", lambda: None)
    monkeypatch.setattr("sys.argv", ["test"])
    port = free_port("localhost")
    serve(tmp_path, "localhost", port)
    assert sys.argv == [str(SCRIPT), "--study", str(tmp_path)]
    assert {name: config.get_option(name) for name in SETTINGS} == SETTINGS
    assert config.get_option("server.port") == port
    assert (ran[0].http, ran[0].proxy_headers, ran[0].ws_max_size) == (Connection, False, LONGEST_MESSAGE)


@pytest.mark.usefixtures("options_given_back")
def test_no_collection_follows_an_answer(monkeypatch):
    collected: list[int] = []
    monkeypatch.setattr(script_runner, "gc", SimpleNamespace(collect=collected.append))
    finish = partial(
        script_runner.ScriptRunner._on_script_finished,
        MagicMock(),
        MagicMock(has_script_started=False),
        script_runner.ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
        premature_stop=False,
        run_descriptor=None,
    )
    config._set_option("runner.postScriptGC", True, "test")
    finish()
    assert collected == [2], "this version of Streamlit does not collect any more: the setting means nothing"
    config._set_option("runner.postScriptGC", SETTINGS["runner.postScriptGC"], "test")
    finish()
    assert collected == [2]


def test_what_is_warm_is_out_of_the_collector_s_way(open_page):
    open_page("ranking", provincia="0803")
    assert gc.get_freeze_count() > 10_000


def test_the_settings_ask_for_this_machine_alone_and_no_forged_requests():
    assert SETTINGS["server.address"] == "localhost"
    assert SETTINGS["server.enableXsrfProtection"] is True
    assert SETTINGS["server.enableCORS"] is True
    assert SETTINGS["server.enableStaticServing"] is False
    assert SETTINGS["browser.gatherUsageStats"] is False
