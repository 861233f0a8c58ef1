"""Reports and minutes as DOCX that an agency edits and signs, from templates it may replace."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from priorizar.errors import PriorizarError, Problem
from priorizar.files.confined import confined
from priorizar.files.door import Bounds, plain_package, read_bounded
from priorizar.report.charts import to_png
from priorizar.report.document import Document

Kind = Literal["informe", "acta"]

NAMESPACE = "urn:priorizar:manifest"
"""Of the custom XML part that carries the manifest as JSON."""

WIDTH = 155
"""Of a chart, in millimetres."""

MOST_BYTES = 10_000_000
BOUNDS = Bounds(unpacked=40_000_000, xml=4_000_000, elements=100_000, branch=100_000)
"""Of a template."""

MEMORY, SECONDS = 1_000_000_000, 120
"""That filling one in may take."""

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
    options = {
        "fields": _printable(document.fields),
        "described": {name: _printable(spec["description"]) for name, spec in document.charts.items()},
        "carried": json.dumps(document.manifest, ensure_ascii=False),
    }

    def drawn(name: str) -> bytes:
        return to_png(document.charts[name])

    if template is None:
        name = f"{kind}.{document.fields['language']}.docx"
        return fill(name, (files("priorizar.report") / "templates" / name).read_bytes(), **options, ask=drawn)
    raw = read_bounded(template, template.name, MOST_BYTES)
    filled: bytes = confined(
        "report.docx:fill_plain", template.name, raw, options, ask=drawn, memory=MEMORY, seconds=SECONDS
    )
    return filled


def fill_plain(name: str, raw: bytes, **options: Any) -> bytes:
    """Fill in somebody's template, once it is seen that it holds no more than it may."""
    return fill(name, plain_package(name, raw, BOUNDS, "report.template_damaged"), bounded=True, **options)


def fill(
    name: str,
    raw: bytes,
    *,
    fields: dict[str, Any],
    described: dict[str, str],
    carried: str,
    ask: Callable[[str], bytes],
    bounded: bool = False,
) -> bytes:
    """Fill in a template.

    Parameters
    ----------
    name, raw
        Of the template.
    fields
        What a template reaches; a ``picture`` is added beside every ``chart``.
    described
        Text alternative of each chart, by name.
    carried
        The manifest, as JSON.
    ask
        Draws a chart by name, as PNG.
    bounded
        Whether it is somebody else's, and may not go on for ever.

    Raises
    ------
    PriorizarError
        If the template cannot be read, or asks for what it may not have.
    """
    from docxtpl import DocxTemplate

    from priorizar.report.template_language import Language

    made = DocxTemplate(io.BytesIO(raw))
    pictures = _Pictures(made, list(described), described, ask)
    for holder in _with_chart(fields):
        holder["picture"] = pictures.mark(holder["chart"]["name"])
    file = io.BytesIO()
    try:
        made.render(fields, jinja_env=Language(pictures.put, bounded=bounded))
        _carry(made.docx, fields, carried)
        made.save(file)
    except PriorizarError as error:
        raise PriorizarError(replace(one, file=name) for one in error.problems) from None
    except (MemoryError, ModuleNotFoundError):
        raise
    except Exception as error:  # whatever somebody's template does wrong
        said = getattr(error, "strerror", None) or getattr(error, "message", None) or str(error)
        raise PriorizarError(Problem("report.template_unreadable", {"said": said[:300]}, name)) from error
    return file.getvalue()


class _Pictures:
    """Charts by the marks that stand for them while a template is filled in.

    A template gets a mark, which is a text, and not the chart: what it is put in the place of is found out
    afterwards. Nobody can write a mark without having been given it.
    """

    def __init__(
        self, made: Any, names: list[str], described: dict[str, str], ask: Callable[[str], bytes]
    ) -> None:
        self.made, self.names, self.described, self.ask = made, names, described, ask
        self.secret = token_hex(8)
        self.drawn: dict[str, bytes] = {}

    def mark(self, name: str) -> str:
        """Return the mark of a chart."""
        return f"picture:{self.secret}:{self.names.index(name)}:"

    def put(self, part: str) -> str:
        """Put the pictures into a part of the document; what is no part but a property has only the text."""
        into = self._picture if "<w:" in part else self._text
        return re.sub(rf"picture:{self.secret}:(\d+):", into, part)

    def _text(self, found: re.Match[str]) -> str:
        return self.described[self.names[int(found.group(1))]]

    def _picture(self, found: re.Match[str]) -> str:
        from docx.shared import Mm
        from docxtpl import InlineImage

        name = self.names[int(found.group(1))]
        if name not in self.drawn:
            self.drawn[name] = self.ask(name)
        shown = str(InlineImage(self.made, io.BytesIO(self.drawn[name]), width=Mm(WIDTH)))
        return shown.replace("<wp:docPr ", f"<wp:docPr descr={quoteattr(self.described[name])} ", 1)


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


def _carry(docx: Any, fields: dict[str, Any], carried: str) -> None:
    """Put the manifest in, and say what the document is."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{NAMESPACE}">{escape(carried)}</manifest>'
    )
    name = PackURI("/customXml/priorizar.xml")
    part = Part(name, "application/xml", content.encode(), docx.part.package)
    docx.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    facts = docx.core_properties
    facts.title = (fields["title"] + " · " + fields["scenario"]["name"])[:255]
    facts.author = fields["program"]
    facts.language = fields["language"]
