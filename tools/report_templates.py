"""Make the DOCX templates that `priorizar report` carries: `python tools/report_templates.py`.

Their texts are those of the catalogue, so that a report says the same in DOCX and in PDF. What stands between
braces is filled in by docxtpl; the fields are listed in docs/report-templates.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from priorizar.locale import LANGUAGES, Language
from priorizar.report.document import words

FOLDER = Path(__file__).parents[1] / "src" / "priorizar" / "report" / "templates"
LOCALE = {"es": "es-PE", "en": "en-GB"}
BLUE = RGBColor(0x00, 0x72, 0xB2)
Columns = Sequence[tuple[float, str, str]]
"""Width in centimetres, head and field of each column of a table."""


def start(language: Language, title: str) -> Any:
    """Begin an A4 document in a language, with page numbers and headings."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.3)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), LOCALE[language])
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(lang)
    for level in ("Title", "Heading 1", "Heading 2"):
        document.styles[level].font.color.rgb = BLUE
    header = section.header.paragraphs[0]
    header.text = f"{title} · {{{{ scenario.name }}}}"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    said = words(language)
    footer.add_run(f"{{{{ code }}}} · {{{{ date_written }}}} · {said['page']} ")
    number(footer, "PAGE")
    footer.add_run(f" {said['of']} ")
    number(footer, "NUMPAGES")
    document.add_paragraph(title, style="Title")
    return document


def number(paragraph: Any, field: str) -> None:
    """Put a number that the word processor counts."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, field), ("end", None)):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def table(document: Any, rows: str, columns: Columns) -> None:
    """Put a table with a row for each record of a field; its head is repeated on every page."""
    grid = document.add_table(rows=4, cols=len(columns), style="Light Grid Accent 1")
    grid.autofit = False
    for column, (width, head, field) in enumerate(columns):
        grid.columns[column].width = Cm(width)
        grid.rows[0].cells[column].text = head
        grid.rows[2].cells[column].text = f"{{{{ row.{field} }}}}" if field else ""
    grid.rows[1].cells[0].text = f"{{%tr for row in {rows} %}}"
    grid.rows[3].cells[0].text = "{%tr endfor %}"
    for at, row in enumerate(grid.rows):
        marks = ["w:cantSplit"] + (["w:tblHeader"] if at == 0 else [])
        for mark in marks:
            row._tr.get_or_add_trPr().append(OxmlElement(mark))
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(8.5)
                    run.font.bold = at == 0
    document.add_paragraph()


def lines(document: Any, field: str, style: str = "Normal") -> None:
    """Put a paragraph for each line of a field."""
    document.add_paragraph(f"{{%p for line in {field} %}}")
    document.add_paragraph("{{ line }}", style=style)
    document.add_paragraph("{%p endfor %}")


def where(document: Any, field: str, text: str | None = None) -> None:
    """Put a paragraph that is there only if a field says something."""
    document.add_paragraph(f"{{%p if {field} %}}")
    document.add_paragraph(text or f"{{{{ {field} }}}}")
    document.add_paragraph("{%p endif %}")


def informe(language: Language) -> Any:
    """Make the report."""
    w = words(language)
    document = start(language, w["report"])
    document.add_paragraph("{{ scenario.name }}", style="Subtitle")
    where(document, "scenario.description")
    where(document, "scenario.stated_by")
    where(document, "illustrative")
    document.add_paragraph("{{ date_written }} · {{ program }}")
    document.add_paragraph("{{ no_conformity }}").runs[0].italic = True

    document.add_heading(w["one_minute"], 1)
    lines(document, "summary")
    table(
        document,
        "leaders",
        (
            (3.2, w["province"], "province"),
            (3, w["department"], "department"),
            (6.2, w["leader"], "chains"),
            (2.2, w["first"], "first"),
            (2, w["coverage"], "coverage"),
        ),
    )

    document.add_heading(w["method_and_weights"], 1)
    lines(document, "method.text")
    document.add_paragraph("{{ method.variant }}")
    document.add_paragraph("{{ weights.procedure }}")
    lines(document, "weights.notes")
    table(
        document,
        "weights.rows",
        ((7, w["criterion"], "criterion"), (6.6, w["group"], "group"), (3, w["weight"], "weight")),
    )
    document.add_paragraph("{{ weights.picture }}")
    document.add_heading(w["criteria"], 2)
    table(
        document,
        "criteria",
        (
            (3.4, w["criterion"], "name"),
            (5.2, w["description"], "description"),
            (2, w["direction"], "direction"),
            (6, w["scale"], "scale"),
        ),
    )

    document.add_heading(w["ranking"], 1)
    document.add_paragraph("{{ legend }}")
    document.add_paragraph("{%p for one in provinces %}")
    document.add_heading(f"{{{{ one.name }}}} · {{{{ one.department }}}} · {w['zone']} {{{{ one.zone }}}}", 2)
    lines(document, "one.about")
    table(
        document,
        "one.chains",
        (
            (1.2, w["rank"], "rank"),
            (4.4, w["chain"], "chain"),
            (1.7, w["score"], "score"),
            (1.5, w["first"], "first"),
            (1.9, w["range"], "range"),
            (1.4, w["coverage"], "coverage"),
            (4.5, w["without"], "without"),
        ),
    )
    where(document, "one.unranked")
    document.add_paragraph("{{ one.picture }}")
    lines(document, "one.why", "List Bullet")
    document.add_paragraph("{%p endfor %}")

    document.add_paragraph("{%p if comparison.scenarios %}")
    document.add_heading(w["comparison"], 1)
    lines(document, "comparison.agreement")
    document.add_paragraph("{%p for one in comparison.provinces %}")
    document.add_heading("{{ one.province }}", 2)
    document.add_paragraph("{{ one.picture }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")

    document.add_heading(w["robustness"], 1)
    lines(document, "robustness.about")
    document.add_paragraph("{%p if robustness.stability %}")
    document.add_heading(w["tightest"], 2)
    table(
        document,
        "robustness.stability",
        (
            (3.2, w["province"], "province"),
            (4.4, w["criterion"], "criterion"),
            (2, w["weight"], "weight"),
            (3.2, w["from_to"], "from_to"),
            (3.8, w["enters"], "enters"),
        ),
    )
    document.add_paragraph("{%p endif %}")

    document.add_heading(w["evidence"], 1)
    lines(document, "evidence.about")
    table(
        document,
        "evidence.by_criterion",
        (
            (4.4, w["criterion"], "criterion"),
            (1.5, w["cells"], "cells"),
            *((2.1, w[name], name) for name in ("measured", "reported", "inferred", "judged", "unknown")),
        ),
    )
    document.add_heading(w["gaps"], 2)
    table(
        document,
        "evidence.by_province",
        (
            (3.6, w["province"], "province"),
            (1.8, w["cells"], "cells"),
            (2.6, w["known"], "known"),
            (8.6, w["nothing"], "nothing_on"),
        ),
    )
    document.add_heading(w["find_out"], 2)
    table(
        document,
        "evidence.find_out",
        (
            (3.4, w["province"], "province"),
            (4.6, w["chain"], "chain"),
            (5.6, w["criterion"], "criterion"),
            (3, w["doubt_removed"], "doubt_removed"),
        ),
    )

    document.add_heading(w["contradictions"], 1)
    table(
        document,
        "contradictions",
        ((2.8, w["place"], "place"), (6.9, w["says"], "says"), (6.9, w["chosen"], "chosen")),
    )
    document.add_heading(w["annex_sources"], 1)
    table(
        document,
        "sources",
        (
            (5, w["title"], "title"),
            (3, w["author"], "author"),
            (1.3, w["year"], "year"),
            (3.3, w["locator"], "locator"),
            (4, w["link"], "url"),
        ),
    )
    _manifest(document, w)
    return document


def acta(language: Language) -> Any:
    """Make the minutes."""
    w = words(language)
    document = start(language, w["acta"])
    for head, field in (
        (w["place_of_meeting"], "acta.place"),
        (w["date"], "date_written"),
        (w["scenario"], "scenario.name"),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{head}: ").bold = True
        paragraph.add_run(f"{{{{ {field} }}}}")
    where(document, "illustrative")
    document.add_paragraph("{{ no_conformity }}").runs[0].italic = True

    document.add_heading(w["participants"], 1)
    table(
        document,
        "acta.participants",
        ((5.2, w["name"], "name"), (6, w["institution"], "institution"), (5.4, w["helice"], "helice")),
    )
    document.add_heading(w["procedure"], 1)
    document.add_paragraph("{{ weights.procedure }}")
    lines(document, "weights.notes")
    lines(document, "method.text")
    document.add_heading(w["before_after"], 1)
    where(document, "acta.initial_note")
    table(
        document,
        "acta.weights",
        ((8.6, w["criterion"], "criterion"), (4, w["initial"], "initial"), (4, w["agreed"], "agreed")),
    )
    document.add_heading(w["result"], 1)
    lines(document, "summary")
    table(
        document,
        "acta.result",
        (
            (3.4, w["province"], "province"),
            (3.2, w["department"], "department"),
            (10, w["first_places"], "chains"),
        ),
    )
    document.add_heading(w["dissent"], 1)
    lines(document, "acta.dissent", "List Bullet")
    document.add_heading(w["comments"], 1)
    document.add_paragraph("…")
    document.add_heading(w["signatures"], 1)
    table(
        document,
        "acta.signatures",
        ((6, w["name"], "name"), (3.6, w["identity"], ""), (7, w["signature"], "")),
    )
    signed = document.tables[-1]
    signed.rows[2].height = Cm(1.3)
    _manifest(document, w)
    return document


def _manifest(document: Any, w: dict[str, str]) -> None:
    document.add_heading(w["annex_manifest"], 1)
    table(document, "manifest", ((4.6, w["key"], "key"), (12, w["content"], "content")))


def main() -> None:
    """Write every template."""
    for language in LANGUAGES:
        informe(language).save(FOLDER / f"informe.{language}.docx")
        acta(language).save(FOLDER / f"acta.{language}.docx")


if __name__ == "__main__":
    main()
