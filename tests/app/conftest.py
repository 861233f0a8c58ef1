"""What tests of the app share: the app as it is served, opened at a page, without a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from priorizar.app.main import PAGES
from priorizar.app.serving import SCRIPT

SECONDS = 60


@pytest.fixture(autouse=True)
def _main_module_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page run here becomes the main module, which processes started by later tests would run again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Open one page of the app at an address: ``open_page("robustness", provincia="0803")``."""

    def opened(name: str, study: Path | None = None, **address: str) -> AppTest:
        monkeypatch.setattr("sys.argv", ["app", *(["--study", str(study)] if study else [])])
        test = AppTest.from_file(SCRIPT, default_timeout=SECONDS)
        # As the browser names the page of an address; AppTest.switch_page() knows files alone.
        test._page_hash = calc_hash(PAGES[name])
        for key, value in address.items():
            test.query_params[key] = value
        return test.run()

    return opened
