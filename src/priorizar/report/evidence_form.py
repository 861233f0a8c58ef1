"""Write the workbook in which evidence is filled in; :mod:`priorizar.reading.evidence_form` reads it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any

from priorizar.locale import Language, text
from priorizar.reading.evidence_form import SOURCES
from priorizar.reading.rows import level_label
from priorizar.reading.vocabulary import basis_word
from priorizar.report.formulas import points, scale_text
from priorizar.report.pages import FIRST, Book, Column, Page
from priorizar.study.criteria import LevelsScale
from priorizar.study.model import BASES, Study

ROWS = 1000
"""Rows with drop-downs."""

STEPS = 8
"""Paragraphs of instructions in the catalogue."""


def evidence_form(study: Study, language: Language = "es") -> bytes:
    """Write the workbook: instructions, evidence with drop-downs, sources, and criteria with their levels.

    Parameters
    ----------
    study
        Whose chains, provinces, criteria and sources are offered.
    language
        Of the texts; what is filled in is read back in either.

    Returns
    -------
    bytes
        XLSX.
    """
    return _Form(study, language).write()


class _Form:
    def __init__(self, study: Study, language: Language) -> None:
        self.study, self.language = study, language
        self.file = io.BytesIO()
        made_with = f"priorizar {version('priorizar')}"
        self.book = Book.into(
            self.file, made_with, (made_with, self.label("form_read_back")), illustrative=False
        )
        sets = study.criteria_sets.values()
        self.criteria = list({one.id: one for chosen in sets for one in chosen.leaf_criteria}.values())
        names = ("instructions", "evidence", "sources", "criteria", "lists")
        self.names = {name: self.book.name(text(f"export.form_{name}", self.language)) for name in names}

    def label(self, name: str) -> str:
        return text(f"export.{name}", self.language)

    def write(self) -> bytes:
        self._instructions()
        self._evidence()
        self._sources()
        self._criteria()
        self._lists()
        self.book.file.close()
        return self.file.getvalue()

    def _page(self, name: str, columns: Sequence[Column]) -> Page:
        return self.book.page(self.names[name], text(f"export.form_{name}_title", self.language), columns)

    def _instructions(self) -> None:
        page = self._page(
            "instructions", (Column("", 5, "centre"), Column(self.label("form_how"), 110, "wrapped"))
        )
        page.write([(step, text(f"export.form_step_{step}", self.language)) for step in range(1, STEPS + 1)])

    def _evidence(self) -> None:
        widths = {"chain": 28, "criterion": 34, "value": 30, "source_code": 26, "quote_said": 60, "note": 24}
        names = (
            "department",
            "zone",
            "province",
            "chain",
            "criterion",
            "value",
            "minimum",
            "maximum",
            "basis",
        )
        columns = [
            Column(text(f"export.col_{name}", self.language), widths.get(name, 14), "text")
            for name in (*names, "source_code", "quote_said", "note")
        ]
        page = self._page("evidence", columns)
        page.rows = ROWS
        open_cell = self.book.format(bg_color="#FFF8DC", border=1, border_color="#D9CFA8", text_wrap=True)
        for row in range(FIRST, FIRST + ROWS):
            for at in range(len(columns)):
                page.sheet.write_blank(row, at, None, open_cell)
        self.evidence = page
        page.finish(frozen=0)

    def _sources(self) -> None:
        heads = [
            Column(
                text(f"export.form_source_{name}", self.language), 24 if name != "title" else 60, "wrapped"
            )
            for name in SOURCES
        ]
        page = self._page("sources", heads)
        page.write([[getattr(one, name) for name in SOURCES] for one in self.study.sources.values()])
        self.source_count = page.rows
        page.finish(frozen=1)

    def _criteria(self) -> None:
        columns = (
            Column(self.label("col_criterion"), 34, "wrapped"),
            Column(self.label("col_scale"), 22, "wrapped"),
            Column(self.label("col_value"), 10, "amount"),
            Column(self.label("col_meaning"), 70, "wrapped"),
        )
        page = self._page("criteria", columns)
        rows: list[tuple[Any, ...]] = []
        for one in self.criteria:
            if one.description is not None:
                rows.append((one.name[self.language], "", None, one.description[self.language]))
            amounts, meanings = points(one, self.language)
            scale = scale_text(one, self.language)
            rows += [
                (one.name[self.language], scale, amount, meaning)
                for amount, meaning in zip(amounts.tolist(), meanings, strict=True)
            ]
        page.write(rows, group=0)
        page.finish(frozen=1)

    def _lists(self) -> None:
        """Write what drop-downs offer, and hang them on the columns of the sheet of evidence."""
        sheet = self.book.file.add_worksheet(self.names["lists"])
        sheet.hide()
        study, language = self.study, self.language
        provinces = study.provinces.values()
        offered: list[Iterable[str]] = [
            dict.fromkeys(one.department for one in provinces),
            sorted({one.zone for one in provinces}),
            dict.fromkeys(one.name for one in provinces),
            sorted(one.name[language] for one in study.chains.values()),
            [one.name[language] for one in self.criteria],
        ]
        for column, words in enumerate(offered):
            self._offer(column, self._list(sheet, column, words))
        self._offer(8, self._list(sheet, 8, [basis_word(one, language) for one in reversed(BASES[1:])]))
        sources = self.names["sources"].replace("'", "''")
        self._offer(9, f"='{sources}'!$A${FIRST + 1}:$A${FIRST + self.source_count + 200}")
        self._offer_levels(sheet)

    def _list(self, sheet: Any, column: int, words: Iterable[str]) -> str:
        from xlsxwriter.utility import xl_range_abs

        listed = list(words)
        for row, word in enumerate(listed):
            sheet.write_string(row, column, word)
        name = self.names["lists"].replace("'", "''")
        return f"='{name}'!{xl_range_abs(0, column, max(len(listed), 1) - 1, column)}"

    def _offer(self, column: int, source: str) -> None:
        # What is written otherwise is not refused here: names and codes are understood too.
        rule = {"validate": "list", "source": source, "show_error": False}
        self.evidence.sheet.data_validation(FIRST, column, FIRST + ROWS - 1, column, rule)

    def _offer_levels(self, sheet: Any) -> None:
        """Offer the levels of the criterion that the row names, for value and both ends of its interval."""
        pairs = [
            (one.name[self.language], level_label(level.value, level.name[self.language]))
            for one in self.criteria
            if isinstance(one.scale, LevelsScale)
            for level in one.scale.levels
        ]
        for row, (criterion, level) in enumerate(pairs):
            sheet.write_string(row, 10, criterion)
            sheet.write_string(row, 11, level)
        name = "'" + self.names["lists"].replace("'", "''") + "'"
        first = FIRST + 1
        found = f"MATCH($E{first},{name}!$K:$K,0)-1"
        for column in (5, 6, 7):
            self._offer(column, f"=OFFSET({name}!$L$1,{found},0,COUNTIF({name}!$K:$K,$E{first}),1)")
