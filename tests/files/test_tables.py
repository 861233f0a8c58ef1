"""A ranking as CSV, JSON and XLSX."""

from __future__ import annotations

import csv
import io
import json
import sys
import tracemalloc
from collections.abc import Sequence

import openpyxl
import pyarrow.parquet
import pytest

from priorizar import PriorizarError
from priorizar.files import tables
from priorizar.files.tables import PARQUET_KEY, flat, to_csv, to_json, to_parquet, to_xlsx, write_xlsx
from refusals import problems_of

RECORDS = [
    {
        "chain": "palta",
        "score": 0.5,
        "rank": 1,
        "tied": False,
        "unknown": ["a", "b"],
        "contributions": {"a": 0.5, "b": 0},
    },
    {
        "chain": "=cmd()",
        "score": 0.25,
        "rank": 2,
        "tied": True,
        "unknown": [],
        "contributions": {"a": 0.25, "b": 0},
    },
]


def sheet(content: bytes, name=None):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book[name] if name else book.worksheets[0]


def test_what_is_nested_gets_columns_of_its_own():
    assert flat(RECORDS[0]) == {
        "chain": "palta",
        "score": 0.5,
        "rank": 1,
        "tied": False,
        "unknown": "a;b",
        "contribution_a": 0.5,
        "contribution_b": 0,
    }


def test_csv_is_read_back_as_it_was():
    rows = list(csv.DictReader(io.StringIO(to_csv(RECORDS).decode("utf-8"))))
    assert list(rows[0]) == ["chain", "score", "rank", "tied", "unknown", "contribution_a", "contribution_b"]
    assert rows[0] == {key: str(cell) for key, cell in flat(RECORDS[0]).items()}


def test_csv_runs_nothing():
    assert "\n'=cmd()," in to_csv(RECORDS).decode()


def test_csv_leaves_negative_numbers_alone():
    assert to_csv([{"a": -0.5, "b": "-0.5"}]).decode() == "a,b\n-0.5,'-0.5\n"


def test_json_is_read_back_as_it_was():
    assert json.loads(to_json({"rows": RECORDS})) == {"rows": RECORDS}
    assert "ñ" in to_json({"a": "ñ"}).decode()


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_json_never_carries_what_is_no_number(number):
    with pytest.raises(ValueError, match="JSON"):
        to_json({"a": number})


def test_xlsx_keeps_numbers_as_numbers_and_text_as_text():
    rows = list(sheet(to_xlsx({"Uno": RECORDS})).iter_rows(values_only=True))
    assert rows[0] == ("chain", "score", "rank", "tied", "unknown", "contribution_a", "contribution_b")
    assert rows[1] == ("palta", 0.5, 1, False, "a;b", 0.5, 0)


def test_xlsx_runs_nothing():
    texts = ["=cmd()", "+1+1", "@SUM(A1)", "http://x.org", "=HYPERLINK(1)", "{=1}", "1234"]
    page = sheet(to_xlsx({"Uno": [{"a": text} for text in texts]}))
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [cell.value.lstrip("'") for cell in cells] == texts


def test_xlsx_of_nothing_is_a_workbook_all_the_same():
    assert sheet(to_xlsx({"Nada": []})).max_row == 1


def test_every_sheet_is_there():
    content = to_xlsx({"Uno": RECORDS, "x" * 40: RECORDS})
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["Uno", "x" * 31]


class Many(Sequence):
    """Records that are made when asked for, so that only the writer's own memory counts."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, at):
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(self.count))]
        if at >= self.count:
            raise IndexError(at)
        return {"province": f"Provincia {at}", "chain": f"cadena_{at}", "score": at / 7, "rank": at + 1}


def peak_of_writing(rows: int, folder) -> int:
    tracemalloc.start()
    try:
        with open(folder / f"{rows}.xlsx", "wb") as file:
            write_xlsx(file, {"Uno": Many(rows)})
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.long
def test_xlsx_needs_no_more_memory_for_more_rows(tmp_path):
    few, many = peak_of_writing(1_000, tmp_path), peak_of_writing(8_000, tmp_path)
    assert many < few + 500_000
    assert many < 5_000_000
    *_, last = sheet((tmp_path / "8000.xlsx").read_bytes()).iter_rows(values_only=True)
    assert last == ("Provincia 7999", "cadena_7999", pytest.approx(7_999 / 7, rel=1e-15), 8_000)


def test_xlsx_of_more_rows_than_a_sheet_holds_is_refused():
    problems = problems_of(to_xlsx, {"Uno": Many(tables.MOST_ROWS + 1)})
    assert problems[0].key == "export.too_many_rows"


def test_parquet_is_read_back_as_it_was_with_its_manifest():
    found = pyarrow.parquet.read_table(io.BytesIO(to_parquet(RECORDS, {"seed": 3, "ñ": "á"})))
    assert found.to_pylist() == [flat(record) for record in RECORDS]
    assert json.loads(found.schema.metadata[PARQUET_KEY.encode()]) == {"seed": 3, "ñ": "á"}


def test_parquet_without_its_library_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(PriorizarError) as caught:
        to_parquet(RECORDS, {})
    assert "[report]" in str(caught.value)
