"""The sheets of a workbook that calculate: weights, scales and values, and from them the scores.

A weighted sum of values on the scales, and closeness to the ends of the scales, score each row by itself,
which a formula can do: what a planner changes in a weight, a value or a scale shows in the ranks at once.
Scores of other methods are numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from priorizar.locale import Language
from priorizar.methods.method import Form, Method
from priorizar.methods.ranks import TOLERANCE
from priorizar.methods.wording import method_title
from priorizar.ranking.ranking import Ranking
from priorizar.report.manifest import key_of
from priorizar.report.pages import FIRST, HEAD, Book, Column, Formula, Page
from priorizar.study.criteria import CriteriaSet, Criterion, Group, LevelsScale
from priorizar.study.model import Study
from priorizar.weighting.shares import as_percent

KEY, CHAIN, RAW = 0, 3, 4
"""Columns of the sheet of values: the key of a row, its chain, and the first of the amounts."""


def weighted_sum_formula(weights: str, values: str, only: str) -> str:
    """Return the formula of Σ wⱼ vⱼ, over the sum of the weights that count if some do not."""
    total = f"/SUMPRODUCT({only}{weights})" if only else ""
    return f'=IFERROR(SUMPRODUCT({only}{weights}*{values}){total},"")'


def closeness_formula(weights: str, values: str, only: str) -> str:
    """Return the formula of D⁻ / (D⁺ + D⁻); it does not depend on the sum of the weights."""
    up = f"SQRT(SUMPRODUCT({only}({weights}*{values})^2))"
    down = f"SQRT(SUMPRODUCT({only}({weights}*(1-{values}))^2))"
    return f'=IFERROR({up}/({up}+{down}),"")'


FORMULAS: dict[Form, Callable[[str, str, str], str]] = {
    "weighted_sum": weighted_sum_formula,
    "closeness": closeness_formula,
}
"""Score of a row, by the form of the method: from the ranges of its weights and of its values from 0 to 1,
and what they are multiplied by to leave out what is unknown (empty if nothing is left out)."""


def score_formula(how: Method) -> Callable[[str, str, str], str] | None:
    """Return how a sheet calculates the score of a row; None if it cannot."""
    return FORMULAS.get(how.form) if how.takes == "scaled" else None


class Live:
    """Weights, scales and values of a ranking, and where they stand in the workbook.

    Parameters
    ----------
    book, study, ranking
        Where to write, and what.
    rows
        Rows of the ranking's matrix, in the order of the sheet of values.
    label
        Texts of the catalogue.
    language
        Of the names.
    """

    def __init__(
        self,
        book: Book,
        study: Study,
        ranking: Ranking,
        rows: Sequence[int],
        label: Callable[..., str],
        language: Language,
    ) -> None:
        self.book, self.ranking, self.rows, self.label, self.language = book, ranking, rows, label, language
        self.criteria = ranking.matrix.criteria
        self.tree = study.criteria_sets[ranking.scenario.criteria]
        self.formula = score_formula(ranking.method)
        self.on = self.formula is not None
        self._weights_name = book.name(label("sheet_weights"))
        self._scales_name = book.name(label("sheet_scales"))
        self._values_name = book.name(label("sheet_values"))

    def cell(self, formula: str, value: Any) -> Any:
        """Return a formula with what it comes to, or only that where nothing calculates."""
        return Formula(formula, value) if self.on else value

    def write(self) -> None:
        """Add the three sheets, in the order in which one works with them."""
        method = method_title(self.ranking.method, self.language)
        note = self.label("note_live" if self.on else "note_not_live", method=method)
        self._weights(note)
        self.values_page = self._begin_values(note)
        self._scales()
        self._fill_values()

    def score(self, key: str) -> str:
        """Return the formula of the score of the row whose key stands in a cell."""
        return f"=INDEX({self.values_page.range(self._score)},MATCH({key},{self._keys},0))"

    def coverage(self, key: str) -> str:
        """Return the formula of the share of criteria on which there is a value."""
        amounts = self.values_page.range(RAW, RAW + len(self.criteria) - 1)
        return f"=COUNT(INDEX({amounts},MATCH({key},{self._keys},0),0))/{len(self.criteria)}"

    def amount(self, key: str, column: int) -> str:
        """Return the formula of an amount, or a question mark where there is none."""
        found = f"INDEX({self.values_page.range(RAW + column)},MATCH({key},{self._keys},0))"
        return f'=IF({found}="","?",{found})'

    @property
    def _keys(self) -> str:
        return self.values_page.range(KEY)

    @property
    def _score(self) -> int:
        return RAW + 2 * len(self.criteria)

    def _direction(self, column: int) -> str:
        more = self.ranking.matrix.directions[column] > 0
        return self.label("direction_max" if more else "direction_min")

    def _weights(self, note: str) -> None:
        label, language = self.label, self.language
        columns = (
            Column(label("col_group"), 26, "wrapped"),
            Column(label("col_criterion"), 34, "wrapped"),
            Column(label("col_direction"), 18),
            Column(label("col_scale"), 24, "wrapped"),
            Column(label("col_weight"), 14, "input" if self.on else "number"),
            Column(label("col_share"), 16, "share1"),
        )
        self.weights_page = page = self.book.page(self._weights_name, label("title_weights"), columns, note)
        page.rows = len(self.criteria)
        groups = _groups(self.tree, language)
        stated = page.range(4)
        rows = []
        for column, (criterion, weight) in enumerate(
            zip(self.criteria, self.ranking.weights.values.tolist(), strict=True)
        ):
            share = f"=IF(SUM({stated})>0,E{FIRST + column + 1}/SUM({stated}),NA())"
            rows.append(
                (
                    groups.get(criterion.id, ""),
                    criterion.name[language],
                    self._direction(column),
                    scale_text(criterion, language),
                    as_percent(weight),
                    self.cell(share, weight),
                )
            )
        page.write(rows, group=0)
        page.bars(5)
        if self.on:
            page.sheet.data_validation(
                FIRST,
                4,
                page.last,
                4,
                {
                    "validate": "decimal",
                    "criteria": ">=",
                    "value": 0,
                    "error_title": label("bad_weight_title"),
                    "error_message": label("bad_weight"),
                },
            )
        page.finish(frozen=2)

    def _scales(self) -> None:
        """Write the points of each value function; a rubric has one at each level."""
        label, language = self.label, self.language
        kind = "input" if self.on else "number"
        columns = (
            Column(label("col_criterion"), 34, "wrapped"),
            Column(label("col_direction"), 18),
            Column(label("col_amount"), 12, kind),
            Column(label("col_meaning"), 56, "wrapped"),
            Column(label("col_worth"), 14, kind),
        )
        page = self.book.page(self._scales_name, label("title_scales"), columns, label("note_scales"))
        rows: list[tuple[Any, ...]] = []
        self.points: list[tuple[int, int]] = []
        for column, criterion in enumerate(self.criteria):
            amounts, meanings = points(criterion, language)
            worth = self.ranking.matrix.to_value(np.tile(amounts[:, None], len(self.criteria)))[:, column]
            self.points.append((FIRST + len(rows) + 1, FIRST + len(rows) + len(amounts)))
            rows += [
                (criterion.name[language], self._direction(column), *point)
                for point in zip(amounts.tolist(), meanings, worth.tolist(), strict=True)
            ]
        page.write(rows, group=0)
        page.finish(frozen=1)

    def _begin_values(self, note: str) -> Page:
        label, language = self.label, self.language
        kind = "input" if self.on else "number"
        heads = [criterion.heading(language) for criterion in self.criteria]
        scales = [scale_text(criterion, language) for criterion in self.criteria]
        columns = (
            Column(label("col_key"), 4),
            Column(label("col_department"), 13),
            Column(label("col_province"), 17),
            Column(label("col_chain"), 28, "wrapped"),
            *(Column(f"{head}\n{scale}", 14, kind) for head, scale in zip(heads, scales, strict=True)),
            *(Column(label("col_worth_of", criterion=head), 13, "score") for head in heads),
            Column(label("col_score"), 11, "score"),
        )
        left_out = self.ranking.scenario.unknown == "leave_out"
        unknown = label("note_blank_leave_out" if left_out else "note_blank_midpoint")
        page = self.book.page(self._values_name, label("title_values"), columns, f"{note} {unknown}")
        page.rows = len(self.rows)
        page.sheet.set_column(KEY, KEY, 4, None, {"hidden": True})
        return page

    def _fill_values(self) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell as cell_name

        ranking, page, n = self.ranking, self.values_page, len(self.criteria)
        matrix = ranking.matrix
        weights_row = HEAD - 1
        page.put(weights_row, CHAIN, self.label("col_share"), "text", bold=True)
        share = self.weights_page.range(5).partition("!")[0]
        for column, weight in enumerate(ranking.weights.values.tolist()):
            formula = f"={share}!$F${FIRST + column + 1}"
            page.put(weights_row, RAW + n + column, self.cell(formula, weight), "share1", bold=True)
        rows = []
        for line, row in enumerate(self.rows, FIRST):
            one = matrix.alternatives[row]
            known = matrix.known[row]
            amounts = [
                float(value) if there else None for value, there in zip(matrix.value[row], known, strict=True)
            ]
            worth = [
                self.cell(
                    self._worth(cell_name(line, RAW + column), column), float(matrix.scaled[row, column])
                )
                for column in range(n)
            ]
            score = self.cell(self._score_formula(line), float(ranking.score[row]))
            names = (one.province.department, one.province.name, one.chain.name[self.language])
            key = key_of(one.province.ubigeo, one.chain.id)
            rows.append((key, *names, *amounts, *worth, score))
        page.write(rows, group=2)
        self._mark_values()
        page.bars(self._score)
        page.finish(frozen=RAW)

    def _mark_values(self) -> None:
        """Grey what is blank, redden what is off its scale, and refuse typing it."""
        from xlsxwriter.utility import xl_rowcol_to_cell as cell_name

        page, n, label = self.values_page, len(self.criteria), self.label
        blank = self.book.file.add_format({"bg_color": "#EDEDED"})
        off = self.book.file.add_format({"bg_color": "#F4B6A6", "font_color": "#7A1A00"})
        pale = {"font_color": "#9A9A9A", "italic": True}
        if self.ranking.scenario.unknown == "leave_out":
            pale["num_format"] = '"–"'
        faint = self.book.file.add_format(pale)
        for column, criterion in enumerate(self.criteria):
            where = (FIRST, RAW + column, page.last, RAW + column)
            first = cell_name(FIRST, RAW + column, col_abs=True)
            low, high = criterion.scale.low, criterion.scale.high
            rule = {"type": "formula", "criteria": f'={first}=""', "format": blank, "stop_if_true": True}
            page.sheet.conditional_format(*where, rule)
            page.sheet.conditional_format(
                *where,
                {"type": "cell", "criteria": "not between", "minimum": low, "maximum": high, "format": off},
            )
            there = (FIRST, RAW + n + column, page.last, RAW + n + column)
            page.sheet.conditional_format(
                *there, {"type": "formula", "criteria": f'={first}=""', "format": faint}
            )
            if self.on:
                page.sheet.data_validation(
                    *where,
                    {
                        "validate": "decimal",
                        "criteria": "between",
                        "minimum": low,
                        "maximum": high,
                        "error_title": label("bad_value_title"),
                        "error_message": label("bad_value", low=f"{low:g}", high=f"{high:g}"),
                    },
                )

    def _worth(self, amount: str, column: int) -> str:
        """Return the formula of a value from 0 to 1: linear between the points of the scale."""
        start, end = self.points[column]
        sheet = "'" + self._scales_name.replace("'", "''") + "'"
        amounts, worth = f"{sheet}!$C${start}:$C${end}", f"{sheet}!$E${start}:$E${end}"
        k = f"MIN(MATCH({amount},{amounts},1),{end - start})"
        before, after = f"INDEX({amounts},{k})", f"INDEX({amounts},{k}+1)"
        low, high = f"INDEX({worth},{k})", f"INDEX({worth},{k}+1)"
        inside = f"AND({amount}>=MIN({amounts}),{amount}<=MAX({amounts}))"
        line = f"{low}+({amount}-{before})/({after}-{before})*({high}-{low})"
        return f'=IF({amount}="",0.5,IF(ISNUMBER({amount}),IF({inside},{line},NA()),NA()))'

    def _score_formula(self, line: int) -> str:
        """Return the formula of a score; blank where a value is missing or the weights are invalid."""
        from xlsxwriter.utility import xl_range, xl_range_abs

        n = len(self.criteria)
        amounts = xl_range(line, RAW, line, RAW + n - 1)
        v = xl_range(line, RAW + n, line, RAW + 2 * n - 1)
        w = xl_range_abs(HEAD - 1, RAW + n, HEAD - 1, RAW + 2 * n - 1)
        # What is left out shares its weight among the rest.
        left_out = self.ranking.scenario.unknown == "leave_out"
        return self.formula(w, v, f"ISNUMBER({amounts})*" if left_out else "") if self.formula else ""


def rank_formula(score: str, scores: str, group: str, groups: str) -> str:
    """Return the formula of a rank: one more than the scores of the group that exceed this one."""
    return f'=IF(ISNUMBER({score}),1+COUNTIFS({groups},{group},{scores},">"&({score}+{TOLERANCE:.0E})),"")'


def tie_formula(score: str, scores: str, group: str, groups: str) -> str:
    """Return the formula of the mark of a tie within the group."""
    near = f'{scores},">="&({score}-{TOLERANCE:.0E}),{scores},"<="&({score}+{TOLERANCE:.0E})'
    return f'=IF(ISNUMBER({score}),IF(COUNTIFS({groups},{group},{near})>1,"=",""),"")'


def points(criterion: Criterion, language: str) -> tuple[NDArray[np.float64], list[str]]:
    """Return the amounts between which a criterion's value is linear, and what each means."""
    scale = criterion.scale
    if isinstance(scale, LevelsScale):
        amounts = np.array([level.value for level in scale.levels], dtype=float)
        return amounts, [level.name[language] for level in scale.levels]
    amounts = criterion.points[0]
    return amounts, [f"{amount:g} {scale.unit[language]}" for amount in amounts]


def scale_text(criterion: Criterion, language: str) -> str:
    """Return the ends of a scale and its unit."""
    scale = criterion.scale
    ends = f"{scale.low:g}–{scale.high:g}"
    return ends if isinstance(scale, LevelsScale) else f"{ends} ({scale.unit[language]})"


def _groups(tree: CriteriaSet, language: str) -> dict[str, str]:
    """Name the groups above each criterion."""
    found: dict[str, str] = {}

    def walk(group: Group, trail: tuple[str, ...]) -> None:
        for node in group.criteria:
            if isinstance(node, Group):
                walk(node, (*trail, node.name[language]))
            else:
                found[node.id] = " › ".join(trail)

    walk(tree, ())
    return found
