"""Writing the workbook that one person fills in; :mod:`priorizar.people.form_reading` reads it back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from priorizar.errors import refusal
from priorizar.files.sheet import letters
from priorizar.files.tables import TEXT_STAYS_TEXT
from priorizar.locale import Language, text
from priorizar.people.form_reading import AT_LEAST, FIRST, KEY, MARK, PERSON, SECOND, THIRD
from priorizar.study.criteria import Criterion, Group, LevelsScale, Node
from priorizar.weighting.helices import HELICES

MANY = 9
"""With more criteria than these, nobody holds them all in mind: they are asked about group by group."""

PROCEDURES = ("points", "ahp", "swing", "rank_order", "best_worst", "direct", "smart", "region")
STATEMENTS = 8
LINE = 15
"""Height of a line of text, in points."""
Block = tuple[str, Sequence[Node]]


def people_form(tree: Group, language: Language = "es", *, by_group: bool = False) -> bytes:
    """Write the workbook: instructions, who one is, and a sheet a procedure.

    Parameters
    ----------
    tree
        The criteria set that is weighed.
    language
        Of the texts; answers are read back in either.
    by_group
        Ask about the groups first and then within each; otherwise about all criteria at once, unless
        there are more than nine.

    Returns
    -------
    bytes
        XLSX. Cells for answers are open, the others protected without a password.

    Raises
    ------
    PriorizarError
        If there is one criterion only.
    """
    leaves = tuple(tree.leaves())
    if len(leaves) < 2:
        raise refusal("form.nothing_to_weigh", criteria=tree.id)
    grouped = by_group or len(leaves) > MANY
    blocks = list(_blocks(tree, language)) if grouped else [("", leaves)]
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True} | TEXT_STAYS_TEXT)
    form = _Form(book, tree, language)
    form.instructions(leaves)
    form.person()
    for procedure in PROCEDURES:
        form.ask(procedure, blocks)
    form.lists.hide()
    book.close()
    return file.getvalue()


def _blocks(group: Group, language: Language) -> Iterator[Block]:
    """Return what is weighed together, from the top down; a group of one needs no question."""
    if len(group.criteria) > 1:
        yield group.name[language], group.criteria
    for node in group.criteria:
        if isinstance(node, Group):
            yield from _blocks(node, language)


class _Form:
    """A workbook being written."""

    def __init__(self, book: Any, tree: Group, language: Language) -> None:
        self.book, self.tree, self.language = book, tree, language
        wrap = {"text_wrap": True, "valign": "top"}
        self.plain = book.add_format(wrap)
        self.quiet = book.add_format(wrap | {"font_color": "#666666"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format(wrap | {"bold": True, "bottom": 1})
        self.open = book.add_format(
            {"locked": False, "bg_color": "#FFF8DC", "border": 1, "border_color": "#999999", "valign": "top"}
        )
        self.wrong = book.add_format({"font_color": "#C00000", "bold": True})
        self._lists: dict[tuple[str, ...], str] = {}
        self.sheets = {
            name: book.add_worksheet(text(f"form.sheet_{name}", self.language))
            for name in ("instructions", PERSON, *PROCEDURES)
        }
        self.lists = book.add_worksheet(self.term("sheet_lists"))

    def term(self, name: str) -> str:
        """Return one of the texts of the form."""
        return text(f"form.{name}", self.language)

    def name(self, node: Node) -> str:
        """Return the name of a criterion or group."""
        return node.name[self.language]

    def source(self, words: Sequence[str | int]) -> str:
        """Put the words of a drop-down on the sheet of lists, once, and return where they are."""
        key = tuple(str(word) for word in words)
        if key not in self._lists:
            column = len(self._lists)
            for row, word in enumerate(words):
                self.lists.write(row, column, word)
            named = letters(column + 1)
            where = f"${named}$1:${named}${len(words)}"
            self._lists[key] = f"='{self.term('sheet_lists')}'!{where}"
        return self._lists[key]

    def start(self, kind: str, widths: Sequence[int]) -> Any:
        """Begin a sheet that is read back: its mark, its title, and how to fill it in."""
        sheet = self.sheets[kind]
        sheet.write_string(0, KEY - 1, f"{MARK}{kind}")
        sheet.set_column(KEY - 1, KEY - 1, None, None, {"hidden": True})
        for column, width in enumerate(widths, 1):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 1, text(f"form.title_{kind}", self.language), self.title)
        sheet.merge_range(1, 1, 1, len(widths), text(f"form.how_{kind}", self.language), self.plain)
        _fit(sheet, 1, (text(f"form.how_{kind}", self.language), sum(widths)))
        self._paper(sheet)
        return sheet

    def _paper(self, sheet: Any) -> None:
        """Protect a sheet, and lay it out to be printed too."""
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)

    def instructions(self, leaves: Sequence[Criterion]) -> None:
        """Write what to do, and what each criterion means."""
        sheet = self.sheets["instructions"]
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 70)
        sheet.set_column(2, 3, 34)
        self._paper(sheet)
        sheet.write_string(0, 0, f"{self.term('title')}: {self.name(self.tree)}", self.title)
        row = 2
        for step in ("step_1", "step_2", "step_3", "step_4"):
            sheet.merge_range(row, 0, row, 3, self.term(step), self.plain)
            _fit(sheet, row, (self.term(step), 172))
            row += 1
        row += 1
        for column, head in enumerate(("col_sheet", "col_use")):
            sheet.write_string(row, column, self.term(head), self.head)
        for procedure in PROCEDURES:
            row += 1
            sheet.write_string(row, 0, text(f"form.sheet_{procedure}", self.language), self.plain)
            sheet.merge_range(row, 1, row, 3, text(f"form.use_{procedure}", self.language), self.plain)
        row += 2
        for column, head in enumerate(("col_criterion", "col_meaning", "col_worst", "col_best")):
            sheet.write_string(row, column, self.term(head), self.head)
        for criterion in leaves:
            row += 1
            worst, best = self.ends(criterion)
            said = (self.name(criterion), self.meaning(criterion), worst, best)
            for column, part in enumerate(said):
                sheet.write_string(row, column, part, self.plain)
            _fit(sheet, row, *zip(said, (34, 70, 34, 34), strict=True))

    def meaning(self, node: Node) -> str:
        """Return what a criterion or group is, in words."""
        return node.description[self.language] if node.description is not None else ""

    def ends(self, criterion: Criterion) -> tuple[str, str]:
        """Return the worst and the best end of a criterion's scale, in words."""
        scale = criterion.scale
        if isinstance(scale, LevelsScale):
            ends = [scale.levels[0].name[self.language], scale.levels[-1].name[self.language]]
        else:
            ends = [f"{end:g} {scale.unit[self.language]}" for end in (scale.low, scale.high)]
        return (ends[0], ends[1]) if criterion.direction == "max" else (ends[1], ends[0])

    def person(self) -> None:
        """Write the sheet on which one says who one is."""
        sheet = self.start(PERSON, (26, 34, 60))
        titles = [text(f"form.sheet_{procedure}", self.language) for procedure in PROCEDURES]
        helices = [text(f"form.helice_{helice}", self.language) for helice in HELICES]
        other = {"error_type": "warning", "error_message": self.term("other_helice")}
        rules: dict[str, dict[str, Any]] = {
            "code": {},
            "name": {},
            "helice": {"validate": "list", "source": self.source(helices)} | other,
            "institution": {},
            "round": {"validate": "integer", "criteria": ">=", "value": 1},
            "sheet": {"validate": "list", "source": self.source(titles)},
        }
        for row, (key, rule) in enumerate(rules.items(), 3):
            sheet.write_string(row, KEY - 1, key)
            sheet.write_string(row, 1, text(f"form.person_{key}", self.language), self.plain)
            sheet.write_string(row, FIRST, text(f"form.hint_{key}", self.language), self.quiet)
            sheet.write_blank(row, FIRST - 1, None, self.open)
            if rule:
                sheet.data_validation(row, FIRST - 1, row, FIRST - 1, rule)
        row = 4 + len(rules)
        sheet.write_string(row, KEY - 1, "criteria")
        sheet.write_string(row, 1, self.term("person_criteria"), self.quiet)
        sheet.write_string(row, FIRST - 1, self.tree.id, self.quiet)

    def ask(self, procedure: str, blocks: Sequence[Block]) -> None:
        """Write the sheet of a procedure."""
        ask, widths = {
            "ahp": (self._pairs, (40, 40, 24, 18)),
            "best_worst": (self._best_worst, (40, 30, 30, 70)),
            "region": (self._intervals, (40, 16, 40, 70)),
        }.get(procedure, (self._numbers(procedure), (40, 14, 38, 60)))
        sheet = self.start(procedure, widths)
        row = 3
        for heading, items in blocks:
            if heading:
                sheet.write_string(row, 1, heading, self.title)
                row += 1
            row = ask(sheet, row, items) + 1

    def _heads(self, sheet: Any, row: int, *heads: str) -> None:
        for column, head in enumerate(heads, 1):
            sheet.write_string(row, column, head, self.head)

    def _open(self, sheet: Any, row: int, column: int, rule: dict[str, Any]) -> None:
        """Open a cell for an answer; columns as the reader counts them."""
        sheet.write_blank(row, column - 1, None, self.open)
        message = {"error_title": self.term("error_title"), "error_message": self.term("error_message")}
        sheet.data_validation(row, column - 1, row, column - 1, rule | message)

    def _numbers(self, procedure: str) -> Callable[[Any, int, Sequence[Node]], int]:
        def ask(sheet: Any, row: int, items: Sequence[Node]) -> int:
            swing = procedure == "swing"
            wide = ("col_worst", "col_best") if swing else ("col_meaning",)
            self._heads(
                sheet,
                row,
                self.term("col_criterion"),
                text(f"form.col_{procedure}", self.language),
                *map(self.term, wide),
            )
            first = row + 1
            for row, node in enumerate(items, first):
                sheet.write_string(row, KEY - 1, node.id)
                sheet.write_string(row, 1, self.name(node), self.plain)
                self._open(sheet, row, FIRST, self._number_rule(procedure, len(items)))
                if swing and isinstance(node, Criterion):
                    for column, end in enumerate(self.ends(node), FIRST):
                        sheet.write_string(row, column, end, self.quiet)
                    _fit(sheet, row, *((end, 38) for end in self.ends(node)))
                else:
                    sheet.merge_range(row, FIRST, row, FIRST + 1, self.meaning(node), self.quiet)
                    _fit(sheet, row, (self.name(node), 40), (self.meaning(node), 98))
            if procedure == "points":
                row += 1
                sheet.write_string(row, 1, self.term("total"), self.head)
                sheet.write_formula(row, FIRST - 1, f"=SUM(C{first + 1}:C{row})", self.head, 0)
                wrong = f"=AND(C{row + 1}<>0,C{row + 1}<>100)"
                sheet.conditional_format(
                    row,
                    FIRST - 1,
                    row,
                    FIRST - 1,
                    {"type": "formula", "criteria": wrong, "format": self.wrong},
                )
            return row + 1

        return ask

    def _number_rule(self, procedure: str, items: int) -> dict[str, Any]:
        if procedure == "rank_order":
            return {"validate": "list", "source": self.source(range(1, items + 1))}
        if procedure in ("points", "swing"):
            return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        return {"validate": "decimal", "criteria": ">=", "value": 0}

    def _pairs(self, sheet: Any, row: int, items: Sequence[Node]) -> int:
        self._heads(
            sheet, row, self.term("col_a"), self.term("col_b"), self.term("col_which"), self.term("col_times")
        )
        which = {"validate": "list", "source": self.source(("A", "B", self.term("same")))}
        # Odd answers are allowed: 2.5 times is a judgement too.
        times = {"validate": "list", "source": self.source(range(1, 10)), "error_type": "warning"}
        for i, a in enumerate(items):
            for b in items[i + 1 :]:
                row += 1
                sheet.write_string(row, KEY - 1, f"{a.id}/{b.id}")
                sheet.write_string(row, 1, self.name(a), self.plain)
                sheet.write_string(row, 2, self.name(b), self.plain)
                self._open(sheet, row, SECOND, which)
                self._open(sheet, row, THIRD, times)
        return row + 1

    def _best_worst(self, sheet: Any, row: int, items: Sequence[Node]) -> int:
        names = {"validate": "list", "source": self.source([self.name(node) for node in items])}
        for end in ("best", "worst"):
            sheet.write_string(row, KEY - 1, end)
            sheet.write_string(row, 1, self.term(end), self.head)
            self._open(sheet, row, FIRST, names)
            row += 1
        self._heads(
            sheet,
            row,
            self.term("col_criterion"),
            self.term("col_best_to"),
            self.term("col_to_worst"),
            self.term("col_meaning"),
        )
        _fit(sheet, row, (self.term("col_best_to"), 26), (self.term("col_to_worst"), 26))
        times = {"validate": "decimal", "criteria": ">=", "value": 1}
        for node in items:
            row += 1
            self._two_answers(sheet, row, node, times)
        return row + 1

    def _two_answers(self, sheet: Any, row: int, node: Node, rule: dict[str, Any]) -> None:
        """Write a row that asks for two numbers on a criterion or group, and what that means."""
        sheet.write_string(row, KEY - 1, node.id)
        sheet.write_string(row, 1, self.name(node), self.plain)
        sheet.write_string(row, SECOND, self.meaning(node), self.quiet)
        _fit(sheet, row, (self.name(node), 40), (self.meaning(node), 70))
        self._open(sheet, row, FIRST, rule)
        self._open(sheet, row, SECOND, rule)

    def _intervals(self, sheet: Any, row: int, items: Sequence[Node]) -> int:
        self._heads(
            sheet,
            row,
            self.term("col_criterion"),
            self.term("col_low"),
            self.term("col_high"),
            self.term("col_meaning"),
        )
        percent = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        for node in items:
            row += 1
            self._two_answers(sheet, row, node, percent)
        row += 2
        self._heads(sheet, row, self.term("col_this"), self.term("col_at_least"), self.term("col_other"))
        names = {"validate": "list", "source": self.source([self.name(node) for node in items])}
        for _ in range(STATEMENTS):
            row += 1
            sheet.write_string(row, KEY - 1, AT_LEAST)
            self._open(sheet, row, 2, names)
            self._open(sheet, row, FIRST, {"validate": "decimal", "criteria": ">", "value": 0})
            self._open(sheet, row, SECOND, names)
        return row + 1


def _fit(sheet: Any, row: int, *texts: tuple[str, int]) -> None:
    """Make a row high enough for texts that wrap, each in a column so many characters wide."""
    sheet.set_row(row, LINE * max(-(-len(said) * 11 // (width * 10)) or 1 for said, width in texts))
