"""What tests share: the bundled study, and study folders to edit."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from textwrap import dedent

import openpyxl
import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from priorizar import Comparison, PriorizarError, Problem, Study, compare, language, load_study
from priorizar.check import check_study
from priorizar.reading.bundled import lay_out

# Time is measured elsewhere; a busy machine must not make a property fail.
settings.register_profile("untimed", deadline=None, max_examples=50)
settings.load_profile("untimed")

# What errors say of themselves is read in Spanish here, as on the command line.
language("es")

ROOT = Path(__file__).parents[1]

NEEDS = {
    "browser": {"browser", "served"},
    "office": {"converted"},
    "long": {"open_page", "program"},
}
"""What a test needs beyond Python, told from its fixtures: `make quick` leaves it to `make test`.

A test that takes more than a second by itself is marked `long` where it stands.
"""


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: the worker with the browser waits more than it works."""
    return (os.cpu_count() or 1) + 1


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what a test needs."""
    for mark, fixtures in NEEDS.items():
        if fixtures & set(item.fixturenames):
            item.add_marker(mark)


@cache
def _together(file: str) -> str | None:
    """Name what the tests of a file share that is costly, if anything."""
    if file.startswith("tests/e2e/"):
        return "browser"
    shares = 'scope="module"' in (ROOT / file).read_text(encoding="utf-8")
    return file if shares else None


class Together(LoadScopeScheduling):
    """Schedule tests on workers one by one, but to one worker those that share what is costly.

    One worker opens the browser, for all that need it; a file with a fixture of its own stays whole.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _together(nodeid.partition("::")[0]) or nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    """Schedule so; xdist's own groups are not heard by this pytest."""
    return Together(config, log)


class StudyFolder:
    """A study folder on disk that a test edits, file by file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, content: str | bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode())

    def text(self, name: str) -> str:
        return (self.path / name).read_bytes().decode()

    def append(self, name: str, *lines: str) -> None:
        self.write(name, "".join([self.text(name), *(f"{line}\n" for line in lines)]).encode())

    def replace(self, name: str, old: str, new: str) -> None:
        written = self.text(name)
        assert old in written, f"{name} does not say {old!r}"
        self.write(name, written.replace(old, new, 1).encode())

    def line_of(self, name: str, said: str) -> int:
        return next(n for n, line in enumerate(self.text(name).splitlines(), 1) if said in line)

    def load(self) -> Study:
        return load_study(self.path)

    def problems(self, look: Callable[[Path], object] = check_study) -> list[Problem]:
        """What is wrong with the folder, without the count of what follows from it."""
        try:
            look(self.path)
        except PriorizarError as error:
            return [problem for problem in error.problems if problem.key != "study.held_back"]
        return []

    def problems_of_check(self) -> list[Problem]:
        return self.problems(check_study)


@pytest.fixture(scope="session")
def study() -> Study:
    """The bundled study."""
    return load_study()


@pytest.fixture
def copied(tmp_path: Path) -> StudyFolder:
    """A copy of the bundled study."""
    lay_out(tmp_path / "estudio")
    return StudyFolder(tmp_path / "estudio")


@pytest.fixture
def small(tmp_path: Path) -> StudyFolder:
    """A study small enough to work out by hand: three provinces, two chains, three criteria.

    Alta (department Norte, zone I), Baja (Norte, II) and Costa (Sur, I), each with papa and lana.
    """
    return _lay_small(tmp_path / "estudio")


@pytest.fixture
def beside_base(small: StudyFolder) -> Comparison:
    """The small study's base and a scenario where obstacles alone count, side by side."""
    small.write(
        "scenarios/frenos.yaml",
        """
        id: frenos
        name: {es: Frenos, en: Obstacles}
        extends: base
        weights: {procedure: points, values: {demanda: 0, puesto: 0, frenos: 100}}
        """,
    )
    return compare(small.load(), ["base", "frenos"])


@pytest.fixture(scope="session")
def small_study(tmp_path_factory) -> Study:
    """The same, for tests that only read it."""
    return _lay_small(tmp_path_factory.mktemp("small") / "estudio").load()


def _lay_small(path: Path) -> StudyFolder:
    folder = StudyFolder(path)
    folder.write(
        "criteria/tres.yaml",
        """
        id: tres
        name: {es: Tres criterios, en: Three criteria}
        criteria:
          - id: mercado
            name: {es: Mercado, en: Market}
            criteria:
              - id: demanda
                name: {es: Demanda, en: Demand}
                direction: max
                scale:
                  type: levels
                  levels:
                    - {value: 0, name: {es: Nada, en: None at all}}
                    - {value: 4, name: {es: Toda, en: All there is}}
              - id: puesto
                name: {es: Puesto, en: Position}
                direction: min
                scale:
                  type: numeric
                  unit: {es: puesto, en: position}
                  low: 1
                  high: 25
                  value_function: [[1, 1], [5, 0.5], [25, 0]]
          - id: frenos
            name: {es: Frenos, en: Obstacles}
            direction: min
            scale:
              type: levels
              levels:
                - {value: 0, name: {es: Ninguno, en: None at all}}
                - {value: 4, name: {es: Todos, en: All of them}}
        """,
    )
    folder.write(
        "scenarios/base.yaml",
        """
        id: base
        name: {es: Base, en: Base}
        criteria: tres
        weights: {procedure: equal}
        method: additive
        """,
    )
    folder.write(
        "data/territory.csv",
        """
        ubigeo_inei,province,department,zone
        0101,Alta,Norte,I
        0102,Baja,Norte,II
        0201,Costa,Sur,I
        """,
    )
    folder.write("data/chains.csv", "id,name_es,name_en\npapa,papa,potato\nlana,lana fina,fine wool\n")
    folder.write(
        "data/alternatives.csv",
        "province,chain,level\n"
        + "".join(
            f"{place},{chain},group\n" for place in ("Alta", "Baja", "Costa") for chain in ("papa", "lana")
        ),
    )
    folder.write("data/sources.csv", "id,title\ninforme,Un informe\n")
    folder.write(
        "data/evidence.csv",
        """
        department,zone,province,chain,criterion,value,low,high,basis,source,quote
        ,,,papa,demanda,3,2,4,reported,informe,la papa se vende
        ,,,lana,demanda,1,0,2,reported,informe,la lana no tanto
        Norte,,,papa,puesto,5,4,6,reported,informe,quinto lugar
        ,,Alta,lana,frenos,1,1,1,measured,informe,casi ninguno
        """,
    )
    return folder


@pytest.fixture(scope="session")
def converted(tmp_path_factory) -> Callable[..., Path]:
    """Convert files with LibreOffice; return the folder that they are in."""
    office = shutil.which("soffice")
    if office is None:
        assert "CI" not in os.environ, "LibreOffice is missing: apt-get install libreoffice-calc-nogui"
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def convert(form: str, *files: Path) -> Path:
        out = tmp_path_factory.mktemp(form)
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form]
        subprocess.run(  # noqa: S603 - the program found above, on files that tests wrote
            [*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=100
        )
        return out

    return convert


@pytest.fixture(scope="session")
def recalculated(
    converted, tmp_path_factory
) -> Callable[[Mapping[str, openpyxl.Workbook]], dict[str, openpyxl.Workbook]]:
    """Return workbooks as LibreOffice calculates them: openpyxl saves formulas without what they came to."""

    def calculate(books: Mapping[str, openpyxl.Workbook]) -> dict[str, openpyxl.Workbook]:
        folder = tmp_path_factory.mktemp("sheets")
        for name, book in books.items():
            book.save(folder / f"{name}.xlsx")
        out = converted("xlsx", *(folder / f"{name}.xlsx" for name in books))
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".*extension is not supported")
            return {name: openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True) for name in books}

    return calculate


@pytest.fixture(scope="session")
def as_pdf(converted) -> Callable[[Path], bytes]:
    """Print a file with LibreOffice."""
    return lambda file: (converted("pdf", file) / f"{file.stem}.pdf").read_bytes()


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """Run one of poppler's programs on files and return what it prints."""

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


@pytest.fixture(scope="session")
def pages(program, tmp_path_factory) -> Callable[[bytes], list[str]]:
    """Return the text of each page of a PDF, as another program reads it."""
    file = tmp_path_factory.mktemp("pages") / "read.pdf"

    def read(content: bytes) -> list[str]:
        file.write_bytes(content)
        return program("pdftotext", "-layout", file, "-").split("\f")[:-1]

    return read
