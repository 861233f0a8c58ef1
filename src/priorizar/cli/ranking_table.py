"""A ranking on the terminal: one block a group, aligned from block to block."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from priorizar.cli.terminal import group_title, words
from priorizar.locale import Language
from priorizar.methods.wording import method_title
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.ranking.ranking import Ranking, RankRow

Column = tuple[str, str, int]
"""Head, side, width."""
Cell = tuple[str, str]
"""What is shown, and its style."""

BAR = 10
GAP = 2
SHORTEST = 8
"""To which a name is cut on a terminal that is too narrow for it."""


def show(out: Console, result: "Ranking", records: "Sequence[RankRow]", language: Language) -> None:
    """Print each group's order: rank, chain, score, what brings it, and what it rests on.

    On a narrow terminal the criteria's columns give way to the one that brings most.
    """
    say = words(language)
    _head(out, result, language)
    columns = _columns(result, records, language, wide=True)
    wide = sum(width + GAP for _, _, width in columns) <= out.width
    if not wide:
        columns = _columns(result, records, language, wide=False)
    full = _full_bar(result)
    kept, columns = _fitting(columns, out.width)
    head = _line([(name, "") for name, _, _ in columns], columns)
    for rows in _blocks(result, records):
        title = escape(_title(result, rows[0], language))
        cells = [_cells(result, record, language, full, wide=wide) for record in rows]
        lines = [_line([row[at] for at in kept], columns) for row in cells]
        out.print("\n".join(("", f"[bold]{title}[/]", f"[dim]{head}[/]", *lines)), soft_wrap=True)
    if not records:
        out.print(say("no_rows"))
    out.print()
    for line in _notes(result, records, language, wide=wide):
        out.print(line, style="dim")


def _fitting(columns: list[Column], width: int) -> tuple[list[int], list[Column]]:
    """Leave out columns, and at last part of the names, until a line fits: their places, and what is left."""
    kept = list(range(len(columns)))

    def needed() -> int:
        return sum(columns[at][2] + GAP for at in kept) - GAP

    # From the end: the bar, what brings most, what it was said of, the evidence.
    for from_end in (4, 3, 1, 2):
        if needed() > width and len(columns) - from_end > 2:
            kept.remove(len(columns) - from_end)
    fitted = [columns[at] for at in kept]
    over = needed() - width
    if over > 0:
        head, side, wide = fitted[1]
        fitted[1] = head, side, max(SHORTEST, wide - over)
    return kept, fitted


def _line(cells: list[Cell], columns: list[Column]) -> str:
    """Pad the cells to their columns. A table of the library would measure every cell of every block."""
    padded = []
    for (shown, style), (_, side, width) in zip(cells, columns, strict=True):
        if len(shown) > width:
            shown = shown[: width - 1] + "…"
        filled = escape(shown.rjust(width) if side == "right" else shown.ljust(width))
        padded.append(f"[{style}]{filled}[/]" if style else filled)
    return (" " * GAP).join(padded).rstrip()


def _head(out: Console, result: "Ranking", language: Language) -> None:
    say = words(language)
    scenario = result.scenario
    out.print(f"[bold]{escape(scenario.name[language])}[/] · {escape(method_title(result.method, language))}")
    if scenario.illustrative:
        out.print(say("illustrative"), style="yellow")
    else:
        out.print(say("stated_by", who=escape(scenario.stated_by or "")))
    shares = zip(result.matrix.criteria, shown_shares(result.weights.values), strict=True)
    shown = ", ".join(f"{criterion.heading(language)} {weight:.0%}" for criterion, weight in shares)
    out.print(say("weights_line", weights=escape(shown)))


def _columns(
    result: "Ranking", records: "Sequence[RankRow]", language: Language, *, wide: bool
) -> list[Column]:
    """Lay out the columns, as wide as the widest of their cells; the same for every block."""
    say = words(language)
    columns: list[Column] = [(say("col_rank"), "right", 4)]
    columns.append((say("col_chain"), "left", max((len(_name(record)) for record in records), default=0)))
    if result.by != "province":
        columns.append(
            (say("col_province"), "left", max((len(one["province"]) for one in records), default=0))
        )
    columns += [(say("col_score"), "right", 5), ("", "left", BAR)]
    heads = [criterion.heading(language) for criterion in result.matrix.criteria]
    if wide:
        columns += [(head, "right", max(6, len(head))) for head in heads]
    else:
        columns.append((say("col_most"), "left", max(len(head) for head in heads) + 1))
    columns += [(say("col_evidence"), "right", 3), (say("col_level"), "left", 7)]
    return [(head, side, max(width, len(head))) for head, side, width in columns]


def _cells(
    result: "Ranking", record: "RankRow", language: Language, full: float, *, wide: bool
) -> list[Cell]:
    say = words(language)
    criteria = result.matrix.criteria
    parts = record["contributions"] or {}
    cells = [(f"{record['rank']}{'=' if record['tied'] else ' '}", ""), (_name(record), "")]
    if result.by != "province":
        cells.append((record["province"], ""))
    filled = round(BAR * max(record["score"], 0.0) / full)
    cells += [(f"{record['score']:.3f}", ""), ("█" * filled + "·" * (BAR - filled), "cyan")]
    if wide:
        for criterion in criteria:
            shown = f"{parts[criterion.id]:.3f}" if criterion.id in parts else "–"
            cells.append((f"{shown}?", "dim") if criterion.id in record["unknown"] else (f"{shown} ", ""))
    else:
        most = max(criteria, key=lambda criterion: parts.get(criterion.id, 0.0))
        unknown = "?" if most.id in record["unknown"] else ""
        cells.append((most.heading(language) + unknown if parts else "–", ""))
    known = f"{len(criteria) - len(record['unknown'])}/{len(criteria)}"
    return [*cells, (known, ""), (say(f"level_{record['level']}"), "")]


def _full_bar(result: "Ranking") -> float:
    """Return the score that fills the bar: 1, or the best score of a method that goes beyond it."""
    return max(1.0, float(result.score.max()))


def _name(record: "RankRow") -> str:
    return record["chain_name"] + (" *" if record["extractive"] == "disputed" else "")


def _blocks(result: "Ranking", records: "Sequence[RankRow]") -> "list[list[RankRow]]":
    blocks: dict[str, list[RankRow]] = {}
    for record in records:
        keys = {"province": record["ubigeo"], "zone": record["zone"], "department": record["department"]}
        blocks.setdefault(keys.get(result.by, ""), []).append(record)
    return list(blocks.values())


def _title(result: "Ranking", first: "RankRow", language: Language) -> str:
    say = words(language)
    if result.by == "province":
        return f"{first['province']} · {first['department']} · {say('zone', zone=first['zone'])}"
    return group_title(result.by, first["zone"] if result.by == "zone" else first["department"], say)


def _notes(result: "Ranking", records: "Sequence[RankRow]", language: Language, *, wide: bool) -> list[str]:
    say = words(language)
    unknown = say(f"legend_{result.scenario.unknown}")
    notes = [say("legend_criteria" if wide else "legend_most", unknown=unknown), say("legend")]
    if any(record["extractive"] == "disputed" for record in records):
        notes.append(say("legend_disputed"))
    notes += [
        say("unranked", chain=escape(one.chain.name[language]), province=escape(one.province.name))
        for one in result.unranked
    ]
    return notes
