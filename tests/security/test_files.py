"""Files that fill the memory, never end, or lie about themselves: refused, and at what cost."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from pathlib import Path

import openpyxl
import pytest

from packages import lying, repacked
from priorizar import PriorizarError
from priorizar.files.confined import confined
from priorizar.files.door import read_bounded, read_json
from priorizar.files.workbook_reading import read_workbook, read_workbook_apart
from priorizar.files.yaml_source import read_yaml

SHEET = "xl/worksheets/sheet1.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

MAKE = """
import io, os, zipfile, openpyxl
from pathlib import Path
from priorizar.files.workbook_reading import read_workbook
from priorizar.report.reading import read_back
book = openpyxl.Workbook(); plain = io.BytesIO(); book.save(plain); plain = plain.getvalue()
read_workbook("a.xlsx", plain)
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
def sheet(rows):
    rows = b"><sheetData>" + rows + b"</sheetData></worksheet>"
    return repacked(plain, {{SHEET: b"<worksheet " + SPACE + rows}})
"""


def workbook() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def key(do) -> str:
    with pytest.raises(PriorizarError) as caught:
        do()
    return caught.value.problems[0].key


class TestWorkbooks:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-7", "cp037"])
    def test_entities_are_refused_in_any_encoding(self, encoding):
        declared = encoding.removesuffix("-le").removesuffix("-be")
        said = f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE a [<!ENTITY a "{"a" * 9999}">]>'
        said += f"<worksheet {SPACE}><sheetData>{'&a;' * 9999}</sheetData></worksheet>"
        bomb = repacked(workbook(), {SHEET: said.encode(encoding)})
        found = key(lambda: read_workbook("a.xlsx", bomb))
        assert found in ("study.declares_entities", "people.not_a_workbook")

    def test_a_package_that_lies_about_its_sizes_is_refused(self):
        bomb = lying(repacked(workbook(), {SHEET: b"<a>" + bytes(50_000_000)}), SHEET, 1000)
        assert key(lambda: read_workbook("a.xlsx", bomb)) == "people.not_a_workbook"

    @pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_a_packing_that_cannot_be_bounded_is_refused(self, packing):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", packing) as package:
            package.writestr("xl/workbook.xml", bytes(1_000_000))
        assert key(lambda: read_workbook("a.xlsx", file.getvalue())) == "people.not_a_workbook"

    def test_a_part_twice_is_refused(self):
        file = io.BytesIO(workbook())
        with zipfile.ZipFile(file, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("xl/workbook.xml", b"<workbook/>")
        assert key(lambda: read_workbook("a.xlsx", file.getvalue())) == "people.not_a_workbook"

    def test_xml_by_another_name_is_looked_at_too(self):
        said = '<!DOCTYPE a [<!ENTITY a "b">]><a/>'
        bomb = repacked(workbook(), {"xl/media/a.png": said.encode("utf-16")})
        assert key(lambda: read_workbook("a.xlsx", bomb)) == "study.declares_entities"

    def test_nesting_without_end_is_refused(self):
        bomb = repacked(workbook(), {SHEET: b"<a>" * 100_000})
        assert key(lambda: read_workbook("a.xlsx", bomb)) == "study.too_deep"

    @pytest.mark.parametrize(
        "bomb",
        [
            """repacked(plain, {{SHEET: ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a "'
               + "a" * 10_000 + '">]><a>' + "&a;" * 200_000 + "</a>").encode("utf-16")}})""",
            """lying(repacked(plain, {{SHEET: b"<a>" + bytes(200_000_000)}}), SHEET, 1000)""",
            """sheet(b"<row>" + b"<c><v>1</v></c>" * 200_000 + b"</row>")""",
            """sheet(b"<row><c t='inlineStr'><is>" + b"<r/>" * 400_000 + b"</is></c></row>")""",
            """repacked(plain, {{"xl/styles.xml": b"<a>" + b"<font/>" * 400_000}})""",
            """repacked(plain, {{"xl/sharedStrings.xml": b"<a>" + b"<si/>" * 900_000}})""",
        ],
    )
    def test_what_a_refused_one_costs(self, cheap, bomb):
        do = "assert len(bomb) < 1_000_000\ndef refuse(): read_workbook('a.xlsx', bomb)"
        cheap(f"{MAKE}bomb = {bomb}\n{do}")

    def test_one_that_came_over_a_network_is_read_elsewhere(self, monkeypatch):
        monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: pytest.fail("it was read here"))
        rows = '<row r="1"><c r="A1"><v>7</v></c></row>'
        said = f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>"
        book = repacked(workbook(), {SHEET: said.encode()})
        (sheet,) = read_workbook_apart("a.xlsx", book)
        (cell,) = sheet.cells()
        assert (cell.text, cell.problem("x.y").place) == ("7", "a.xlsx[Sheet!A1]")
        assert key(lambda: read_workbook_apart("a.xlsx", b"PK")) == "people.not_a_workbook"


class TestAProcessOfItsOwn:
    def test_memory_is_bounded(self):
        rows = ("<row>" + "<c><v>1</v></c>" * 25_000 + "</row>") * 9
        said = f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>"
        book, given = repacked(workbook(), {SHEET: said.encode()}), {"results": True}
        task = "files.workbook_reading:told"
        assert confined(task, "a", book, given)
        assert key(lambda: confined(task, "a", book, given, memory=70_000_000)) == "study.too_heavy"

    def test_what_a_library_trips_over_is_one_sentence(self):
        assert key(lambda: confined("files.door:decode", "a", b"")) == "study.unreadable"  # two arguments

    def test_time_is_bounded(self):
        task = "files.workbook_reading:told"
        given = {"results": True}
        assert key(lambda: confined(task, "a", workbook(), given, seconds=0.01)) == "study.too_heavy"

    def test_nothing_where_the_user_stands_is_run(self, tmp_path, monkeypatch):
        (tmp_path / "openpyxl.py").write_text("import os\nopen('ran', 'w')\n")
        (tmp_path / "priorizar.py").write_text("import os\nopen('ran', 'w')\n")
        monkeypatch.chdir(tmp_path)
        assert read_workbook_apart("a.xlsx", workbook())
        assert not (tmp_path / "ran").exists()


class TestWhatIsNoFile:
    @pytest.mark.parametrize("path", ["/dev/zero", "/dev/urandom", "/dev/stdin", "/", "/proc/self/mem"])
    def test_devices_and_folders_are_refused(self, path):
        if not os.path.exists(path):
            pytest.skip("this system has none")
        assert key(lambda: read_bounded(Path(path), "a")) in ("study.not_a_file", "study.unreadable")

    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        found: list[str] = []
        reading = threading.Thread(
            target=lambda: found.append(key(lambda: read_bounded(tmp_path / "pipe", "a"))), daemon=True
        )
        reading.start()
        reading.join(5)
        assert found == ["study.not_a_file"]

    def test_a_file_that_does_not_tell_its_size_is_bounded_as_it_is_read(self, tmp_path, monkeypatch):
        (tmp_path / "a").write_bytes(bytes(1000))
        real = os.fstat

        class Small:
            def __init__(self, handle: int) -> None:
                self.st_mode, self.st_size = real(handle).st_mode, 0

        monkeypatch.setattr("priorizar.files.door.os.fstat", Small)
        assert key(lambda: read_bounded(tmp_path / "a", "a", most=999)) == "study.too_large"

    def test_what_is_not_there_is_said_to_be_not_there(self, tmp_path):
        assert key(lambda: read_bounded(tmp_path / "no", "no")) == "study.no_such_file"
        assert key(lambda: read_bounded(Path("a\0b"), "a")) == "study.unreadable"


class TestJson:
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (b"[" + b"9" * 400 + b"]", "study.no_json_number"),
            (b"[NaN]", "study.no_json_number"),
            (b"[-Infinity]", "study.no_json_number"),
            (b"[1e400]", "study.no_json_number"),
            (b"[" * 101, "study.too_deep"),
            (b'{"a":' * 101, "study.too_deep"),
            (b"[[],[],[],[],[],[]" * 20, "study.too_many_nodes"),
            (b"{", "export.not_geojson"),
            (b'["\\', "export.not_geojson"),
        ],
    )
    def test_what_is_refused(self, raw, expected):
        assert key(lambda: read_json("a", raw, "export.not_geojson", 102)) == expected

    def test_brackets_within_texts_are_no_nesting(self):
        assert read_json("a", b'["' + b"[" * 50 + b'\\"' + b"[" * 40 + b'"]', "x.y", 200)

    def test_what_a_refused_one_costs(self, cheap, tmp_path):
        cheap(
            MAKE
            + """
file = Path({file}); file.write_bytes(b'{{"a":[' + b"[]," * 490_000 + b"1]}}")
def refuse(): read_back(file)
""",
            file=str(tmp_path / "a.json"),
        )


class TestYaml:
    @pytest.mark.parametrize(
        "said", ["timestamp abc", "int abc", "float abc", "bool abc", "binary é", "python/name:os.system x"]
    )
    def test_a_tag_that_is_not_so_is_one_sentence(self, said):
        assert key(lambda: read_yaml("a.yaml", f"a: !!{said}".encode())) == "study.bad_scalar"

    def test_a_tag_on_a_list_builds_nothing(self):
        said = b"a: !!python/object/apply:os.system [exit]"
        assert read_yaml("a.yaml", said).data == {"a": ["exit"]}

    def test_what_a_refused_one_costs(self, cheap):
        cheap(
            """
            from priorizar.files.yaml_source import read_yaml
            read_yaml("a", b"a: 1")
            def refuse(): read_yaml("a.yaml", b"[" + b"[]," * 330_000 + b"]")
            """
        )


@pytest.mark.parametrize(
    "table",
    [
        """b"a,b" + b"," * 9_000_000""",
        """b"a,b\\n" + b"1,2,3\\n" * 900_000""",
        """b"a,x\\n" + b"1,2\\n" * 900_000""",
        """b"a,b\\n" + b"\\n" * 2_900_000 + b"1,2,3" """,
    ],
)
def test_what_a_refused_table_costs(cheap, table):
    script = "from priorizar.files.csv_source import read_table\ntable = {table}\n"
    cheap((script + "def refuse(): read_table('a.csv', table, ['a', 'b'])").replace("{table}", table))
