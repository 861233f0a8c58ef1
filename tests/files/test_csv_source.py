"""Tables as spreadsheets save them."""

from __future__ import annotations

import pytest

from priorizar import PriorizarError
from priorizar.files.csv_source import MAX_BYTES, read_table
from priorizar.files.numbers import parse_number
from refusals import problems_of

HEADER = "id,title,author"


def rows(written: str | bytes, required=("id", "title"), optional=("author",)):
    raw = written if isinstance(written, bytes) else written.encode()
    return read_table("data/x.csv", raw, required, optional)


def cells(written, **options):
    return [row.cells for row in rows(written, **options)]


def problems(written, **options):
    return [(one.key.removeprefix("study."), one.line) for one in problems_of(rows, written, **options)]


PLAIN = f"{HEADER}\na,Año de la Ñusta,Pérez\nb,Otro,\n"
READ = [
    {"id": "a", "title": "Año de la Ñusta", "author": "Pérez"},
    {"id": "b", "title": "Otro", "author": ""},
]


SAME = {
    "plain": PLAIN.encode(),
    "bom": PLAIN.encode("utf-8-sig"),
    "latin-1": PLAIN.encode("cp1252"),
    "crlf": PLAIN.replace("\n", "\r\n").encode(),
    "cr": PLAIN.replace("\n", "\r").encode(),
    "semicolons": PLAIN.replace(",", ";").encode(),
    "tabs": PLAIN.replace(",", "\t").encode(),
    "as Excel saves it": PLAIN.replace(",", ";").replace("\n", "\r\n").encode("cp1252"),
    "blank lines": f"\n\n{PLAIN}\n,,\n\n".encode(),
    "quotes": PLAIN.replace("a,Año de la Ñusta", '"a","Año de la Ñusta"').encode(),
    "Spanish heads": PLAIN.replace("id,title", " ID , Título ").encode(),
    "a short row": PLAIN.replace("\nb,Otro,", "\nb , Otro").encode(),
    "no last newline": PLAIN.rstrip("\n").encode(),
}


@pytest.mark.parametrize("written", SAME.values(), ids=SAME)
def test_all_these_say_the_same(written):
    assert [{column: row[column] for column in HEADER.split(",")} for row in rows(written)] == READ


def test_a_semicolon_table_may_hold_commas_and_the_other_way_round():
    assert cells("id;title\na;uno, dos, tres\n", optional=()) == [{"id": "a", "title": "uno, dos, tres"}]
    assert cells("id,title\na,uno; dos; tres\n", optional=()) == [{"id": "a", "title": "uno; dos; tres"}]


def test_the_line_is_where_the_row_begins():
    found = rows(f'{HEADER}\na,"una cita\nen dos líneas",\n\nb,x,\n')
    assert [(row["id"], row.line) for row in found] == [("a", 2), ("b", 5)]


def test_columns_that_begin_with_note_are_the_planners_own():
    assert cells("id,title,nota,Notas del taller,note 2\na,b,c,d,e\n", optional=())[0]["id"] == "a"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (b"", [("empty_file", None)]),
        (b"\n\n \n", [("empty_file", None)]),
        (b"\xef\xbb\xbf", [("empty_file", None)]),
        (b"PK\x03\x04\x00\x00", [("not_text", None)]),
        (b"id,title\na,\x1b[31mrojo\n", [("control_character", 2)]),
        (PLAIN.encode("utf-16"), [("not_text", None)]),
        (b"id\na\n", [("missing_column", 1)]),
        (b"titulo,id\n", []),
        (b"id,title,auhtor\n", [("unknown_column", 1)]),
        (b"id,title,title\n", [("column_twice", 1)]),
        (b"id,title\na,b,c\n", [("row_too_long", 2)]),
        (b"id,title\na,b,,\n", []),
        (b'id,title\na,"sin cerrar\nb,c\n', [("not_csv", 2)]),
        (b'id,title\na,"b"c\n', [("not_csv", 2)]),
        (b"id,title\na," + b"x" * 30_000 + b"\n", [("not_csv", 2)]),
        (b"id,title\na,b,c\nd,e,f\n", [("row_too_long", 2), ("row_too_long", 3)]),
        (b"x" * (MAX_BYTES + 1), [("too_large", None)]),
    ],
)
def test_what_is_no_table_is_refused_at_its_line(written, found):
    if found:
        assert problems(written) == found
    else:
        rows(written)


def test_an_unknown_column_gets_the_nearest():
    with pytest.raises(PriorizarError) as caught:
        rows("id,titel\n")
    guesses = [one.values["guess"].near for one in caught.value.problems if "guess" in one.values]
    assert guesses == ["title"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("written", "number"),
        [
            ("3", 3),
            ("3.5", 3.5),
            ("3,5", 3.5),
            (" 3,5 ", 3.5),
            ("-1.25", -1.25),
            ("\u22121,25", -1.25),
            ("+2", 2),
            (".5", 0.5),
            (",5", 0.5),
            ("1234", 1234),
            ("1.234", 1.234),
            ("0,123", 0.123),
            ("1,2345", 1.2345),
            ("1e3", 1000),
            ("007", 7),
        ],
    )
    def test_with_either_decimal_sign(self, written, number):
        assert parse_number(written) == number

    @pytest.mark.parametrize("written", ["1,234", "12,500", "-1,234", "1.234,5", "1,234.5", "1 234", "1_000"])
    def test_what_could_be_two_things_is_refused(self, written):
        with pytest.raises(ValueError, match=written):
            parse_number(written)

    @pytest.mark.parametrize(
        "written", ["tres", "3 %", "nan", "inf", "1e999", "9" * 400, "0x10", "1e", "1\n2"]
    )
    def test_what_is_none_is_refused(self, written):
        with pytest.raises(ValueError, match=written):
            parse_number(written)
