"""The report as PDF: typeset in this process, with the fonts that the typesetter carries."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from priorizar.report.charts import to_svg
from priorizar.report.document import Document

MANIFEST = "manifest.json"
"""Name of the file attached to the PDF that holds its manifest."""


def to_pdf(document: Document) -> bytes:
    """Typeset a report.

    Tagged and checked as PDF/UA-1, which screen readers can read aloud in order. Text with letters that the
    fonts of the typesetter lack is still printed, from the fonts of the machine, without that promise.

    Parameters
    ----------
    document
        From :func:`priorizar.report.document.document`.

    Returns
    -------
    bytes
        A PDF with the manifest attached.
    """
    import typst

    # Its types do not tell of a document in several parts.
    typeset: Any = typst.compile
    template = files("priorizar.report") / "templates" / "layout.typ"
    parts: dict[str, bytes] = {
        "main.typ": template.read_bytes(),
        "document.json": json.dumps(document.fields, ensure_ascii=False).encode(),
        MANIFEST: json.dumps(document.manifest, ensure_ascii=False, indent=2).encode(),
    }
    parts |= {f"charts/{name}.svg": to_svg(spec) for name, spec in document.charts.items()}
    try:
        return bytes(typeset(parts, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True))
    except typst.TypstError as error:
        if "font" not in str(error):
            raise
        return bytes(typeset(parts, format="pdf"))
