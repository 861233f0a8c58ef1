"""Opening workbooks with another program: LibreOffice calculates what openpyxl only reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest


@pytest.fixture(scope="session")
def recalculated(
    tmp_path_factory,
) -> Callable[[Mapping[str, openpyxl.Workbook]], dict[str, openpyxl.Workbook]]:
    """Give workbooks as LibreOffice calculates them: openpyxl saves formulas without what they came to."""
    office = shutil.which("soffice")
    if office is None:
        assert "CI" not in os.environ, "LibreOffice is missing: apt-get install libreoffice-calc-nogui"
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def calculate(books: Mapping[str, openpyxl.Workbook]) -> dict[str, openpyxl.Workbook]:
        folder = tmp_path_factory.mktemp("sheets")
        files = []
        for name, book in books.items():
            book.save(folder / f"{name}.xlsx")
            files.append(str(folder / f"{name}.xlsx"))
        out = folder / "out"
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx"]
        subprocess.run(  # noqa: S603 - the program found above, on files written above
            [*command, "--outdir", str(out), *files], check=True, capture_output=True, timeout=120
        )
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".*extension is not supported")
            return {name: openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True) for name in books}

    return calculate


@pytest.fixture(scope="session")
def as_pdf(tmp_path_factory) -> Callable[[Path], bytes]:
    """Print a file with LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        assert "CI" not in os.environ, "LibreOffice is missing: apt-get install libreoffice-calc-nogui"
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def show(file: Path) -> bytes:
        out = tmp_path_factory.mktemp("pdf")
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(  # noqa: S603
            [*command, "--outdir", str(out), str(file)], check=True, capture_output=True, timeout=120
        )
        return (out / f"{file.stem}.pdf").read_bytes()

    return show


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """Run one of poppler's programs on files and give what it prints."""

    def run(name: str, *arguments: object) -> str:
        found = shutil.which(name)
        if found is None:
            assert "CI" not in os.environ, f"{name} is missing: apt-get install poppler-utils"
            pytest.skip(f"{name} is not installed")
        done = subprocess.run(  # noqa: S603
            [found, *map(str, arguments)], check=True, capture_output=True, timeout=120
        )
        return done.stdout.decode(errors="replace")

    return run


@pytest.fixture
def pages(program, tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Give the text of each page of a PDF, as another program reads it."""

    def read(content: bytes) -> list[str]:
        file = tmp_path / "read.pdf"
        file.write_bytes(content)
        return program("pdftotext", "-layout", file, "-").split("\f")[:-1]

    return read
