"""YAML that anybody may have written."""

from __future__ import annotations

import pytest

from priorizar.files.yaml_source import MAX_BYTES, MAX_DEPTH, read_yaml
from refusals import problems_of


def data(written: str | bytes):
    return read_yaml("x.yaml", written if isinstance(written, bytes) else written.encode()).data


def problem(written: str | bytes):
    (found,) = problems_of(data, written)
    assert found.file == "x.yaml"
    return found.key.removeprefix("study."), found.line


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", ("empty_file", None)),
        ("# nada\n", ("empty_file", None)),
        ("a: [1\n", ("not_yaml", 2)),
        ("a: 1\n\tb: 2\n", ("not_yaml", 2)),
        ("a: 1\n---\nb: 2\n", ("not_yaml", 2)),
        ("a: *nadie\n", ("not_yaml", 1)),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", ("key_twice", 4)),
        (BOMB, ("too_many_nodes", 1)),
        ("a: &a [*a]\n", ("too_deep", 1)),
        ("a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), ("too_deep", 1)),
        ("a: " + "[" * 200_000, ("too_deep", 1)),
        ("- " * 200_000 + "x", ("too_deep", 1)),
        ("? " * 200_000 + "x", ("too_deep", 1)),
        ("{a: " * 100_000, ("too_deep", 1)),
        (b"a: 1\nb: \x00\n", ("control_character", 2)),
        (b"a: 1\nb: \x1b[31m\n", ("control_character", 2)),
        ('a: 1\nb: "\\e[31m"\n', ("control_character", 2)),
        ("a: 2024-13-45\n", ("bad_scalar", 1)),
        ("a: " + "9" * 5_000, ("bad_scalar", 1)),
        ("a: !!python/object/apply:os.system ls\n", ("bad_scalar", 1)),
        ("a: !!int tres\n", ("bad_scalar", 1)),
        ("a: !!seq tres\n", ("bad_scalar", 1)),
        ("a: !propio 3\n", ("bad_scalar", 1)),
        (b"a: " + b"x" * MAX_BYTES, ("too_large", None)),
    ],
    ids=lambda written: str(written)[:20],
)
def test_what_is_no_good_is_refused_at_its_line(written, found):
    assert problem(written) == found


@pytest.mark.parametrize(
    "raw",
    [
        "a: ñandú\n".encode(),
        "a: ñandú\n".encode("utf-8-sig"),
        "a: ñandú\r\n".encode(),
        "a: ñandú\n".encode("cp1252"),
    ],
    ids=["utf-8", "bom", "crlf", "latin1"],
)
def test_any_encoding_an_editor_saves(raw):
    assert data(raw) == {"a": "ñandú"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0301", "0301"),
        ("1:30", "1:30"),
        ("'301'", "301"),
        ("301", 301),
        ("0", 0),
        ("0.5", 0.5),
        ("-0.5", -0.5),
        ("[0301, 0405]", ["0301", "0405"]),
    ],
)
def test_a_ubigeo_is_no_octal_number(written, value):
    assert data(f"a: {written}") == {"a": value}


def test_keys_are_texts_whatever_yaml_makes_of_them():
    assert data("no: 1\n1: 2\n") == {"no": 1, "1": 2}


def test_a_few_aliases_are_fine():
    assert data("a: &x {b: 1}\nc: *x\n") == {"a": {"b": 1}, "c": {"b": 1}}


def test_what_aliases_repeat_is_counted_each_time():
    """Six places make 8 ** 6 of one, few enough to end soon if nobody counts."""
    written = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1]"]
    written += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 6)]
    assert problem("\n".join(written)) == ("too_many_nodes", 1)


def test_lines_are_those_of_keys_and_items():
    document = read_yaml("x.yaml", b"a:\n  b: 1\n  c:\n    - 1\n    - 2\n")
    assert [
        document.line("a", "b"),
        document.line("a", "c", 1),
        document.line("a", "c", 7),
        document.line("z"),
    ] == [
        2,
        5,
        3,
        1,
    ]
