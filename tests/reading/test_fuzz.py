"""Whatever a file says, reading it ends in a study or in problems, never in anything else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from priorizar import PriorizarError, Problem
from priorizar.check import check_study
from priorizar.errors import describe
from priorizar.files.csv_source import read_table
from priorizar.files.yaml_source import read_yaml
from priorizar.forms import fill
from priorizar.reading.bundled import bundled_folder, lay_out
from priorizar.reading.rows import COLUMNS
from priorizar.reading.schema import FORMS

YAML = [
    path.relative_to(bundled_folder()).as_posix()
    for part in ("criteria", "scenarios")
    for path in sorted((bundled_folder() / part).glob("*.yaml"))
]
CSV = [f"data/{name}.csv" for name in COLUMNS]
ODD = [
    "",
    "\n",
    ",",
    ";",
    '"',
    "'",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "<<: ",
    "!!",
    "|",
    ">",
    "%",
    "@",
    "\t",
]
ODD += [
    "?",
    "#",
    "\0",
    "\x1b",
    "\ufeff",
    "\ud7ff",
    "é",
    "null",
    "~",
    "yes",
    "0x1",
    "1e999",
    ".nan",
    ".inf",
    "-",
    "1:2:3",
]
ODD += [
    "0301",
    "2020-01-01",
    "=cmd()",
    "1,234",
    "9" * 50,
    "id:",
    "extends: base",
    "  ",
    "\r",
    "\u2028",
    "\u0085",
]


def mutations(raw: bytes) -> st.SearchStrategy[bytes]:
    """A file with pieces cut out, copied elsewhere or replaced by something odd."""
    place = st.integers(0, len(raw))
    piece = st.sampled_from(ODD).map(str.encode) | st.binary(max_size=4)
    moved = st.builds(lambda start, length: raw[start : start + length], place, st.integers(0, 60))
    change = st.tuples(place, st.integers(0, 30), piece | moved)

    def apply(changes: list[tuple[int, int, bytes]]) -> bytes:
        written = raw
        for start, length, new in sorted(changes, key=lambda one: one[0], reverse=True):
            written = written[:start] + new + written[start + length :]
        return written

    return st.lists(change, min_size=1, max_size=4).map(apply)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("fuzz") / "estudio"
    lay_out(path)
    return path


FUZZ = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.long
@pytest.mark.parametrize("name", YAML + CSV)
@given(data=st.data())
@FUZZ
def test_a_mutated_file_of_the_bundled_study(folder, name, data):
    original = (bundled_folder() / name).read_bytes()
    (folder / name).write_bytes(data.draw(mutations(original)))
    try:
        problems = problems_of(check_study, folder)
    finally:
        (folder / name).write_bytes(original)
    assert all(problem.file for problem in problems)
    assert all(describe(problem, language) for problem in problems for language in ("es", "en"))


def problems_of(read, *arguments) -> tuple[Problem, ...]:
    try:
        read(*arguments)
    except PriorizarError as error:
        return error.problems
    return ()


ANY_BYTES = st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))


def filled(form, raw: bytes):
    document = read_yaml("x.yaml", raw)
    return fill(form, document.data, document)


@given(ANY_BYTES)
@settings(max_examples=100, deadline=None)
def test_any_bytes_as_yaml(raw):
    for form in FORMS.values():
        problems = problems_of(lambda form=form: filled(form, raw))
        assert problems
        assert all(problem.file == "x.yaml" for problem in problems)


@given(ANY_BYTES)
@settings(max_examples=100, deadline=None)
def test_any_bytes_as_a_table(raw):
    problems = problems_of(read_table, "x.csv", raw, *COLUMNS["evidence"])
    assert problems
    assert all(problem.file == "x.csv" for problem in problems)
