"""The command that installs an extra works where it is shown."""

from __future__ import annotations

import sys
from pathlib import Path

import priorizar.installing as module
from priorizar.installing import install_command

ROOT = Path(module.__file__).parents[2]


def test_from_the_sources_it_installs_the_extra_of_these_sources():
    assert (ROOT / "pyproject.toml").is_file()
    said = install_command("report")
    assert said.startswith(f"{sys.executable} -m pip install ")
    assert said.endswith(f'-e "{ROOT}[report]"')


def test_an_installed_package_asks_for_the_libraries_by_name(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "__file__", str(tmp_path / "site-packages/priorizar/installing.py"))
    monkeypatch.setattr(
        module,
        "requires",
        lambda name: [
            "numpy>=1.26",
            "pyarrow>=15; extra == 'report'",
            'typst<0.16,>=0.15; extra == "report"',
            "uvloop>=0.19; (sys_platform != 'win32') and extra == 'app'",
        ],
    )
    assert install_command("report").endswith('-m pip install "pyarrow>=15" "typst<0.16,>=0.15"')
    monkeypatch.setattr(sys, "platform", "win32")
    assert "uvloop" not in install_command("app")
