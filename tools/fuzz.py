"""Feed the program's doors with files that nobody would write: `python tools/fuzz.py --seconds 600`.

Each target is a reader of files from outside. It may give something or refuse with a sentence; any other
error, or a process that ends, is a defect, and the smallest file that shows it is printed. Nothing is written
but in memory and in a temporary folder.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from priorizar import PriorizarError
from priorizar.errors import describe
from priorizar.files.atomic import as_said, harmless
from priorizar.files.csv_source import read_table
from priorizar.files.tables import to_csv
from priorizar.files.workbook_reading import read_workbook
from priorizar.files.yaml_source import read_yaml
from priorizar.reading.bundled import bundled_folder
from priorizar.reading.evidence_form import Sent, read_evidence
from priorizar.reading.load import load_study
from priorizar.report.docx import fill_plain
from priorizar.report.outline_file import read_outlines
from priorizar.report.reading import read_back
from priorizar.report.template_language import Language

STUDY = load_study()
FOLDER = bundled_folder()
FIELDS: dict[str, Any] = {
    "title": "Título", "program": "p", "language": "es", "scenario": {"name": "Base"},
    "summary": ["uno", "dos"], "leaders": [{"province": "Anta", "share": 0.5, "chart": {"name": "a"}}],
}  # fmt: skip
WORDS = st.sampled_from(
    [
        *("{{", "}}", "{%", "%}", "{#", "#}", "for x in summary", "endfor", "if title", "endif", "set x ="),
        *("title", "scenario", "leaders", "loop", "x", "self", "cycler", "range", "macro m()", "m()"),
        *(".", "[0]", "['name']", "__class__", "|", "upper", "join", "is", "in", "not"),
        *("(", ")", "*", "~", "+", ",", ":", "'a'", "9", "1e9"),
    ]
)


def parts(raw: bytes) -> dict[str, bytes]:
    """Take a package apart."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def workbook() -> bytes:
    """Write a workbook with all kinds of cells."""
    book = openpyxl.Workbook()
    book.active.append(["department", "chain", "criterion", "value", "basis", "source"])
    book.active.append(["Cusco", "cuyes", "exportacion", 2.5, "=1+1", True])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def document() -> bytes:
    """Write a template."""
    made = docx.Document()
    made.add_paragraph("{{ title }} {% for x in summary %}{{ x|upper }}{% endfor %}")
    made.sections[0].footer.paragraphs[0].text = "{{ scenario.name }}"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


MARKS = (b"<", b"&", b"\0", b"\xff\xfe", b'"', b"[", b"{", b"!!", b"1e999")


@st.composite
def mutated(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Change a file here and there: bytes, pieces taken out, doubled, put elsewhere."""
    raw = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(raw))), draw(st.integers(0, 40))
        piece = bytes(raw[at : at + length])
        how = draw(st.integers(0, 4))
        if how == 0:
            raw[at : at + length] = b""
        elif how == 1:
            raw[at:at] = piece * draw(st.integers(1, 200))
        elif how == 2:
            raw[at : at + length] = draw(st.binary(max_size=12))
        elif how == 3:
            raw[at:at] = draw(st.sampled_from(MARKS))
        else:
            other = draw(st.integers(0, len(raw)))
            raw[other:other] = piece
    return bytes(raw)


@st.composite
def repacked(draw: st.DrawFn, raw: bytes) -> bytes:
    """Change one part of a package and pack it again, or change the package itself."""
    if draw(st.booleans()):
        return draw(mutated([raw]))
    inside = parts(raw)
    name = draw(st.sampled_from(sorted(inside)))
    inside[name] = draw(mutated([inside[name] or b" "]))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for one, content in inside.items():
            package.writestr(one, content)
    return file.getvalue()


def allowed(read: Callable[..., object], *given: object, **named: object) -> None:
    """Read; a refusal must be a sentence in both languages."""
    try:
        read(*given, **named)
    except PriorizarError as error:
        for problem in error.problems[:20]:
            assert describe(problem, "es"), problem
            assert describe(problem, "en"), problem


def _read_back(raw: bytes, folder: Path) -> None:
    file = folder / "a"
    file.write_bytes(raw)
    (folder / "a.manifest.json").write_bytes(MANIFEST)
    allowed(read_back, file)


def _fill(raw: bytes) -> None:
    fields = json.loads(json.dumps(FIELDS))
    allowed(fill_plain, "a.docx", raw, fields=fields, described={"a": "d"}, carried="{}", ask=lambda _: b"")


def _language(said: str) -> None:
    try:
        came_to = Language().from_string(said).render(json.loads(json.dumps(FIELDS)))
    except Exception:  # in a document it becomes a refusal
        return
    assert "<" not in came_to.replace("&lt;", ""), said
    assert len(came_to) < 10_000, said


def _round_trip(said: str) -> None:
    assert as_said(harmless(said)) == said
    assert to_csv([{"a": said}])


YAML = [file.read_bytes() for file in (*FOLDER.glob("criteria/*.yaml"), *FOLDER.glob("scenarios/*.yaml"))]
CSV = [file.read_bytes()[:4000] for file in FOLDER.glob("data/*.csv")]
MANIFEST = json.dumps({"scenario": {}, "files": {}, "versions": {}, "scores": {}, "ranks": {}}).encode()
RING = [[-72, -13], [-72.5, -13], [-72.5, -13.5], [-72, -13]]
SHAPE = {"type": "Polygon", "coordinates": [RING]}
FEATURE = {"type": "Feature", "properties": {"ubigeo": "0803"}, "geometry": SHAPE}
SHAPES = json.dumps({"type": "FeatureCollection", "features": [FEATURE]}).encode()


def targets(folder: Path) -> dict[str, Callable[[], None]]:
    """Return what is fed, by name: each a property that hypothesis runs."""
    book, template = workbook(), document()
    return {
        "yaml": given(mutated(YAML))(lambda raw: allowed(read_yaml, "a.yaml", raw)),
        "csv": given(mutated(CSV))(lambda raw: allowed(read_table, "a.csv", raw, ("id",), ("note",))),
        "workbook": given(repacked(book))(lambda raw: allowed(read_workbook, "a.xlsx", raw)),
        "evidence": given(mutated([*CSV, SHAPES]))(
            lambda raw: allowed(read_evidence, STUDY, Sent("a.csv", b"," + raw))
        ),
        "outlines": given(mutated([SHAPES]))(lambda raw: allowed(read_outlines, STUDY, raw, "a")),
        "verify": given(mutated([MANIFEST, SHAPES, *CSV]) | repacked(book) | repacked(template))(
            lambda raw: _read_back(raw, folder)
        ),
        "document": given(repacked(template))(_fill),
        "template": given(st.lists(WORDS, max_size=25).map(" ".join))(_language),
        "formulas": given(st.text() | st.text(alphabet="'=+-@\t\r\n ＝a"))(_round_trip),
    }


def main() -> int:
    """Run all targets in turn until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    asked = parser.parse_args()
    end, round_, counts = time.monotonic() + asked.seconds, 0, dict.fromkeys(targets(Path()), 0)
    print(f"seed {asked.seed}")
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            for name, target in targets(Path(folder)).items():
                examples = 100
                run = settings(
                    max_examples=examples,
                    deadline=None,
                    database=None,
                    phases=(Phase.generate, Phase.shrink),
                    suppress_health_check=list(HealthCheck),
                    print_blob=False,
                )(seed(asked.seed + round_)(target))
                try:
                    run()
                except Exception as error:
                    print(f"{name}: {error!r}", *getattr(error, "__notes__", ()), sep="\n")
                    print(f"again: python tools/fuzz.py --seed {asked.seed + round_}")
                    return 1
                counts[name] += examples
                if time.monotonic() >= end:
                    break
            round_ += 1
    print("no defect in", ", ".join(f"{count} {name}" for name, count in counts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
