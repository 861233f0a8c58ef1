"""No file from outside is read past the door: whoever opens, unpacks or parses is on the list, and why."""

from __future__ import annotations

import ast
from pathlib import Path

import priorizar

SOURCE = Path(priorizar.__file__).parent
READING = {
    "open", "fdopen", "read_bytes", "read_text", "ZipFile", "load_workbook", "ParquetFile", "read_table",
    "loads", "load", "compose", "parse", "fromstring", "iterparse", "DocxTemplate", "read_csv",
}  # fmt: skip
LISTED = {
    "files/door.py": "the door",
    "files/atomic.py": "writes",
    "files/tables.py": "writes",
    "files/confined.py": "talks with its own process, and reads /proc",
    "files/lock.py": "reads who writes, through the door",
    "files/yaml_source.py": "text that came through the door, bounded before it is composed",
    "files/workbook_reading.py": "a package that the door packed anew",
    "report/reading.py": "a package that the door packed anew",
    "report/parquet_reading.py": "in a process of its own",
    "report/contents.py": "in a process of its own, a package that the door packed anew",
    "files/pack.py": "a pack that came through the door, unpacked piece by piece with bounds of its own",
    "report/docx.py": "templates of its own, and a package that the door packed anew",
    "report/pdf.py": "a template of its own",
    "report/template_language.py": "the language of templates",
    "app/components/scripted.py": "scripts of its own",
    "app/pages/territory/page.py": "what read_outlines wrote",
    "cli/__init__.py": "the null device",
    "cli/streams.py": "the null device",
    "people/reading.py": "a table that came through the door",
    "reading/evidence_form.py": "a table that came through the door",
    "reading/evidence_import.py": "a table that came through the door",
    "reading/load.py": "a table that came through the door",
    "context/tables.py": "a table that came through the door",
}


def test_who_reads_is_on_the_list():
    found: dict[str, set[str]] = {}
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
                if name in READING:
                    found.setdefault(file.relative_to(SOURCE).as_posix(), set()).add(name)
    assert {name: calls for name, calls in found.items() if name not in LISTED} == {}
