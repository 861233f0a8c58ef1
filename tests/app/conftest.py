"""What tests of the app share: one page of it, run without a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

SECONDS = 60


def _page(name: str) -> None:
    from importlib import import_module

    from priorizar.app.components.problems import told
    from priorizar.app.session.chosen import take_from_address, write_address
    from priorizar.app.session.evidence_taken import session_study
    from priorizar.app.sidebar import sidebar
    from priorizar.app.studies import shared_study

    study = session_study(shared_study())
    take_from_address(study)
    chosen = sidebar(study)
    with told():
        import_module(f"priorizar.app.pages.{name}.page").show(chosen)
    write_address(chosen.stated)


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
        test = AppTest.from_function(_page, args=(name,), default_timeout=SECONDS)
        for key, value in address.items():
            test.query_params[key] = value
        return test.run()

    return opened
