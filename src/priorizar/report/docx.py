"""Reports and minutes as DOCX that an agency edits and signs, from templates it may replace."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from priorizar.errors import refusal
from priorizar.report.charts import Spec, to_png
from priorizar.report.document import Document

Kind = Literal["informe", "acta"]

NAMESPACE = "urn:priorizar:manifest"
"""Of the custom XML part that carries the manifest as JSON."""

WIDTH = 155
"""Of a chart, in millimetres."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def to_docx(document: Document, kind: Kind = "informe", template: Path | None = None) -> bytes:
    """Fill in a template.

    Parameters
    ----------
    document
        From :func:`priorizar.report.document.document`.
    kind
        Which of the built-in templates.
    template
        Another one: a DOCX with the fields of ``docs/report-templates.md`` between braces.

    Returns
    -------
    bytes
        A DOCX with the manifest in a custom XML part.

    Raises
    ------
    PriorizarError
        If the template cannot be read, or asks for a field there is none of.
    """
    if template is not None:
        return _filled(document, template)
    name = f"{kind}.{document.fields['language']}.docx"
    with as_file(files("priorizar.report") / "templates" / name) as built_in:
        return _filled(document, built_in)


def _filled(document: Document, template: Path) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    # A template is somebody's file: what it says runs with nothing at hand but the fields.
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    fields = _printable(document.fields)
    made = DocxTemplate(template)
    for holder in _with_chart(fields):
        name = holder["chart"]["name"]
        holder["picture"] = _Picture(made, document.charts[name])
    try:
        made.render(fields, jinja_env=environment)
    except Exception as error:  # whatever somebody's template does wrong
        said = getattr(error, "strerror", None) or getattr(error, "message", None) or str(error)
        raise refusal("report.template_unreadable", file=template.name, said=said) from error
    _carry(made.docx, document)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


class _Picture:
    """A chart, drawn where a template asks for it, with its text alternative."""

    def __init__(self, made: Any, spec: Spec) -> None:
        self.made, self.spec = made, spec

    def __html__(self) -> str:
        from docx.shared import Mm
        from docxtpl import InlineImage

        said = quoteattr(_printable(self.spec["description"]))
        drawn = str(InlineImage(self.made, io.BytesIO(to_png(self.spec)), width=Mm(WIDTH)))
        return drawn.replace("<wp:docPr ", f"<wp:docPr descr={said} ", 1)


def _with_chart(part: Any) -> Iterator[dict[str, Any]]:
    """Find every dict that has a ``chart``."""
    if isinstance(part, dict):
        if "chart" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inside in part:
            yield from _with_chart(inside)


def _printable(part: Any) -> Any:
    """Leave out the characters that XML has no place for."""
    if isinstance(part, str):
        return _UNPRINTABLE.sub("", part)
    if isinstance(part, dict):
        return {key: _printable(value) for key, value in part.items()}
    return [_printable(value) for value in part] if isinstance(part, list) else part


def _carry(docx: Any, document: Document) -> None:
    """Put the manifest in, and say what the document is."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    said = escape(json.dumps(document.manifest, ensure_ascii=False))
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{NAMESPACE}">{said}</manifest>'
    name = PackURI("/customXml/priorizar.xml")
    part = Part(name, "application/xml", content.encode(), docx.part.package)
    docx.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    facts = docx.core_properties
    facts.title = _printable(document.fields["title"] + " · " + document.fields["scenario"]["name"])[:255]
    facts.author = document.fields["program"]
    facts.language = document.fields["language"]
