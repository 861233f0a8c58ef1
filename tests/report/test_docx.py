"""Report and minutes as DOCX, opened by other programs (LibreOffice, poppler)."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from priorizar import PriorizarError
from priorizar.report.document import document
from priorizar.report.docx import NAMESPACE, to_docx
from priorizar.report.findings import find

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src" / "priorizar" / "report" / "templates"
HOSTILE = '#let x = 1 $x^2$ *n* _c_ <b>h</b> =1+1 {{ 7*7 }} {% raw %} ]]> &amp; [#panic()] \\ @cita // "z"'


@pytest.fixture(scope="module")
def anta(study):
    found = find(study, "base", others=["exportador"], provinces=["Anta", "Cusco"], draws=200)
    return document(found)


@pytest.fixture
def template(tmp_path):
    """Write a template of some paragraphs."""

    def write(*paragraphs: str) -> Path:
        made = docx.Document()
        for paragraph in paragraphs:
            made.add_paragraph(paragraph)
        made.save(str(tmp_path / "propia.docx"))
        return tmp_path / "propia.docx"

    return write


def text(content: bytes) -> str:
    opened = docx.Document(io.BytesIO(content))
    cells = [
        cell.text for table in opened.tables for row in table.rows for cell in row.cells if cell.text.strip()
    ]
    return "\n".join([*(one.text for one in opened.paragraphs), *cells])


@pytest.fixture
def printed(as_pdf, pages, tmp_path):
    """Return the text that LibreOffice prints."""

    def read(content: bytes) -> str:
        (tmp_path / "made.docx").write_bytes(content)
        words = " ".join(pages(as_pdf(tmp_path / "made.docx")))
        return " ".join(words.split())

    return read


def test_a_report_is_printed_whole(anta, printed):
    said = printed(to_docx(anta))
    for line in ("Informe de priorización", "Anta · Cusco · zona III", "granos andinos", "Página 1 de"):
        assert line in said
    assert all(digest[:30] in said for digest in anta.manifest["files"].values())
    assert "{{" not in said
    assert "{%" not in said


def test_minutes_have_all_that_gets_signed(study, printed):
    made = document(find(study, "taller_ilustrativo", provinces=["Anta"], draws=50))
    said = printed(to_docx(made, "acta"))
    chapters = ["Acta de priorización", "Lugar", "Fecha", "Participantes", "Procedimiento"]
    chapters += ["Pesos iniciales y acordados", "Resultado", "Disenso", "Firmas"]
    found = [said.index(chapter) for chapter in chapters]
    assert found == sorted(found)
    assert "No declara conformidad" in said
    assert "P01" in said
    assert "Pesos ilustrativos" in said


def test_english_minutes(study):
    made = document(find(study, "base", provinces=["Anta"], draws=50), "en")
    said = text(to_docx(made, "acta"))
    assert "Minutes of the prioritisation" in said
    assert "Signatures" in said
    assert not re.search(r"\b(Provincia|Cadena|Firmas)\b", said)


def test_every_picture_has_its_text_alternative(anta):
    with zipfile.ZipFile(io.BytesIO(to_docx(anta))) as packed:
        body = packed.read("word/document.xml")
        pictures = [name for name in packed.namelist() if name.startswith("word/media/")]
    said = [part.get("descr") for part in parse_xml(body).iter() if part.tag.endswith("}docPr")]
    assert len(said) == len(pictures) == 5
    assert set(said) <= {spec["description"] for spec in anta.charts.values()}


def test_the_manifest_goes_with_it(study, anta):
    with zipfile.ZipFile(io.BytesIO(to_docx(anta, "acta"))) as packed:
        carried = parse_xml(packed.read("customXml/priorizar.xml"))
        related = packed.read("word/_rels/document.xml.rels").decode()
    assert carried.tag == f"{{{NAMESPACE}}}manifest"
    manifest = json.loads(carried.text)
    assert manifest == json.loads(json.dumps(anta.manifest))
    assert manifest["files"] == study.files
    assert "customXml/priorizar.xml" in related


def test_markup_in_a_name_comes_out_as_text(copied, printed):
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    copied.replace("data/chains.csv", ",granos andinos,", f",{quoted},")
    copied.replace("scenarios/base.yaml", "  es: Base\n", f"  es: {json.dumps(HOSTILE)}\n")
    content = to_docx(document(find(copied.load(), "base", provinces=["Anta"], draws=50)))
    assert text(content).count(HOSTILE) > 5
    assert HOSTILE in printed(content)


def test_characters_that_xml_has_no_place_for_are_left_out(anta, template):
    anta.fields["title"], kept = "a\x0bb\x1f\ufffec", anta.fields["title"]
    try:
        assert "abc" in text(to_docx(anta, template=template("{{ title }}")))
    finally:
        anta.fields["title"] = kept


def test_a_template_of_ones_own(anta, template):
    own = template(
        "{{ scenario.name }}",
        "{%p for one in provinces %}",
        "{{ one.name }}: {{ one.chains[0].chain }}",
        "{{ one.picture }}",
        "{%p endfor %}",
        "{{ acta.dissent[0] }} {{ words.province }}",
    )
    content = to_docx(anta, template=own)
    assert "Anta: granos andinos" in text(content)
    assert len(docx.Document(io.BytesIO(content)).inline_shapes) == 2


@pytest.mark.parametrize(
    "paragraph",
    [
        "{{ scenaro.name }}",
        "{{ scenario.nombre }}",
        "{% for one in provinces %}",
        "{{ 1/0 }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ scenario.__class__.__init__.__globals__ }}",
        "{% for i in range(100000000) %}{% endfor %}",
        "{% include 'secretos.txt' %}",
    ],
)
def test_a_template_that_goes_wrong_or_too_far_is_refused_by_name(anta, template, paragraph):
    with pytest.raises(PriorizarError, match=r"propia\.docx: la plantilla no se puede usar"):
        to_docx(anta, template=template(paragraph))


@pytest.mark.parametrize("content", [None, b"", b"not a document", b"PK\x05\x06" + bytes(18)])
def test_a_template_that_is_none_is_refused(anta, tmp_path, content):
    file = tmp_path / "propia.docx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(PriorizarError, match=r"propia\.docx: (la plantilla no se puede usar|no existe)"):
        to_docx(anta, template=file)


@pytest.mark.parametrize("name", ["informe.es", "informe.en", "acta.es", "acta.en"])
def test_the_templates_carried_are_those_that_the_tool_makes(name):
    kind, language = name.split(".")
    spec = importlib.util.spec_from_file_location("report_templates", ROOT / "tools" / "report_templates.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    file = TEMPLATES / f"{name}.docx"
    carried = docx.Document(str(file))
    made = getattr(tool, kind)(language)
    assert carried.element.xml == made.element.xml
    assert carried.sections[0].header._element.xml == made.sections[0].header._element.xml
    assert file.stat().st_size < 60_000


def test_the_fields_are_documented(anta):
    told = (ROOT / "docs" / "report-templates.md").read_text(encoding="utf-8")
    missing = sorted(
        name
        for name in names(anta.fields) - set(anta.fields["words"])
        if not re.search(rf"`[\w.]*\b{name}`", told)
    )
    assert missing == []


def names(part) -> set[str]:
    """Every key of the fields."""
    if isinstance(part, dict):
        return set(part).union(*(names(one) for one in part.values()))
    return set().union(*(names(one) for one in part)) if isinstance(part, list) else set()
