"""The report as PDF, opened by other programs (poppler)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from priorizar.report.document import document
from priorizar.report.findings import find
from priorizar.report.pdf import to_pdf

HOSTILE = '#let x = 1 $x^2$ *n* _c_ <b>h</b> =1+1 {{ 7*7 }} {% raw %} ]]> &amp; [#panic()] \\ @cita // "z"'
LONG = "turismo " + "vivencial y comunitario de larguísimo nombre " * 8


# What the system tells of finished children is the largest of all of them, LibreOffice included.
TELLS_ITS_MEMORY = """
import atexit, pathlib, sys
atexit.register(lambda: print(pathlib.Path("/proc/self/status").read_text(), file=sys.stderr))
from priorizar.start import main
main()
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[bytes, int]:
    """The whole study, three scenarios, everything in it, and the most memory in kB that writing it took."""
    file = tmp_path_factory.mktemp("whole") / "todo.pdf"
    command = [sys.executable, "-c", TELLS_ITS_MEMORY, "report", "--draws", "1000", "--output", str(file)]
    for name in ("exportador", "necesidad"):
        command += ["--compare", name]
    ran = subprocess.run(  # noqa: S603 - this very program
        command, check=True, capture_output=True, timeout=100, text=True
    )
    (memory,) = re.findall(r"VmHWM:\s+(\d+) kB", ran.stderr)
    return file.read_bytes(), int(memory)


@pytest.fixture(scope="module")
def whole(made) -> bytes:
    return made[0]


@pytest.fixture(scope="module")
def read(whole, pages) -> list[str]:
    """The text of each of its pages."""
    return pages(whole)


@pytest.fixture(scope="module")
def anta(study) -> bytes:
    return to_pdf(document(find(study, "base", provinces=["Anta"], draws=200), "en"))


@pytest.fixture
def saved(tmp_path: Path):
    def save(content: bytes) -> Path:
        file = tmp_path / "informe.pdf"
        file.write_bytes(content)
        return file

    return save


def flat(text: str) -> str:
    """Join lines, and words that were parted at the end of one."""
    return " ".join(re.sub("\u00ad\\s*", "", text).split())


def test_every_chapter_and_province_is_there_in_order(study, read):
    contents = flat(read[1])
    chapters = ["En un minuto", "Método y pesos", "Orden por provincia", "Comparación de escenarios"]
    chapters += ["Cuánto resiste el orden", "La evidencia y sus vacíos", "Contradicciones de la fuente"]
    found = [contents.index(chapter) for chapter in [*chapters, "Anexo: fuentes"]]
    assert found == sorted(found)
    everything = flat(" ".join(read[2:]))
    for province in study.provinces.values():
        assert f"{province.name} · {province.department} · zona {province.zone}" in everything


def test_the_contents_give_the_page_of_each_chapter(read):
    chapters = "Orden por provincia|Contradicciones de la fuente|Anexo: fuentes"
    entries = re.findall(rf"^\s*({chapters})[ .\u2060]+(\d+)$", read[1], re.MULTILINE)
    assert len(entries) == 3
    for chapter, number in entries:
        assert chapter in read[int(number) - 1]
        assert f"Página {number} de {len(read)}" in read[int(number) - 1]


def test_accents_come_out_as_letters(read):
    everything = " ".join(read)
    assert all(word in everything for word in ("Apurímac", "Quispicanchi", "artesanía", "Página", "anís"))
    assert "\ufffd" not in everything


def test_a_table_over_several_pages_repeats_its_head(read):
    start = next(i for i, page in enumerate(read) if "Anexo: afirmaciones" in page and i > 2)
    following = read[start + 1]
    assert "Criterio" in following
    assert "Cita" in following
    assert "Anexo" not in following


def test_every_page_can_be_seen_and_none_is_blank(whole, saved, program, tmp_path):
    file = saved(whole)
    program("pdftoppm", "-r", "20", "-gray", file, tmp_path / "page")
    drawn = sorted(tmp_path.glob("page-*.pgm"))
    assert len(drawn) > 50
    for page in drawn:
        assert min(page.read_bytes()[20:]) < 128, page.name


def test_it_is_tagged_titled_and_declares_pdf_ua(anta, saved, program):
    file = saved(anta)
    facts = program("pdfinfo", file)
    assert re.search(r"Tagged:\s+yes", facts)
    assert "Prioritisation of productive chains · Base" in facts
    assert re.search(r"Page size:.*A4", facts)
    assert "pdfuaid:part" in program("pdfinfo", "-meta", file)
    assert re.search(rb"/Lang\s*\(en", anta)
    structure = program("pdfinfo", "-struct", file)
    assert all(tag in structure for tag in ("Figure", "TH", "H1", "Table"))


def test_every_figure_has_its_text_alternative(anta, saved, program):
    structure = program("pdfinfo", "-struct", saved(anta))
    assert structure.count("Figure") == 3
    assert len(re.findall(rb"/Alt\s*[(<]", anta)) == 3


def test_its_fonts_go_with_it(anta, saved, program):
    lines = program("pdffonts", saved(anta)).splitlines()[2:]
    assert lines
    assert all("Libertinus" in line and re.search(r" yes yes yes +\d", line) for line in lines)


def test_the_manifest_is_attached(study, anta, saved, program, tmp_path):
    program("pdfdetach", "-saveall", "-o", tmp_path, saved(anta))
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == study.files
    assert manifest["scenario"]["id"] == "base"
    assert manifest["provinces"] == ["0803"]


def test_markup_in_a_name_comes_out_as_text(copied, pages):
    named(copied, "granos andinos", HOSTILE)
    named(copied, "turismo", LONG)
    copied.replace("scenarios/base.yaml", "  es: Base\n", f"  es: {json.dumps(HOSTILE)}\n")
    everything = flat(" ".join(pages(report(copied))))
    assert everything.count(HOSTILE) > 5
    assert flat(LONG) in everything


def test_letters_that_no_font_has_do_not_stop_it(copied, pages):
    named(copied, "granos andinos", "quinua 可可 🍫")
    assert any("quinua" in page for page in pages(report(copied)))


def test_a_study_with_empty_sections_has_a_report(small, pages):
    read = pages(to_pdf(document(find(small.load(), draws=50))))
    ledger = next(page for page in read[2:] if "Contradicciones" in page)
    assert "Nada que mostrar." in ledger


def test_an_alternative_alone_in_its_province(small, pages):
    small.write("data/alternatives.csv", "province,chain,level\nAlta,papa,group\n")
    assert any("Alta · Norte · zona I" in page for page in pages(report(small)))


def named(folder, old: str, new: str) -> None:
    quoted = '"' + new.replace('"', '""') + '"'
    folder.replace("data/chains.csv", f",{old},", f",{quoted},")


def report(folder) -> bytes:
    study = folder.load()
    places = ["Anta"] if "0803" in study.provinces else []
    return to_pdf(document(find(study, "base", provinces=places, draws=50)))


def test_a_whole_study_takes_no_more_than_600_megabytes(made):
    _, memory = made
    assert memory < 600_000
