"""A ranking on the terminal: one block a group, aligned from block to block."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from priorizar.cli.terminal import words
from priorizar.locale import Language

BAR = 10
GAP = 2


def show(out: Console, result: Any, records: list[dict[str, Any]], language: Language) -> None:
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
    for rows in _blocks(result, records):
        out.print()
        out.print(f"[bold]{escape(_title(result, rows[0], language))}[/]")
        grid = Table(box=None, header_style="dim", pad_edge=False, padding=(0, GAP, 0, 0))
        for head, side, width in columns:
            grid.add_column(escape(head), justify=side, min_width=width, no_wrap=True)
        for record in rows:
            grid.add_row(*_cells(result, record, language, full, wide=wide))
        out.print(grid)
    if not records:
        out.print(say("no_rows"))
    out.print()
    for line in _notes(result, records, language, wide=wide):
        out.print(line, style="dim")


def _head(out: Console, result: Any, language: Language) -> None:
    say = words(language)
    scenario = result.scenario
    out.print(f"[bold]{escape(scenario.name[language])}[/] · {escape(result.variant)}")
    if scenario.illustrative:
        out.print(say("illustrative"), style="yellow")
    else:
        out.print(say("stated_by", who=escape(scenario.stated_by)))
    shares = zip(result.matrix.criteria, result.weights.values, strict=True)
    shown = ", ".join(f"{criterion.heading(language)} {weight:.0%}" for criterion, weight in shares)
    out.print(say("weights_line", weights=escape(shown)))


def _columns(
    result: Any, records: list[dict[str, Any]], language: Language, *, wide: bool
) -> list[tuple[str, Any, int]]:
    """Head, side and least width of each column; the same for every block."""
    say = words(language)
    columns: list[tuple[str, Any, int]] = [(say("col_rank"), "right", 4)]
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


def _cells(result: Any, record: dict[str, Any], language: Language, full: float, *, wide: bool) -> list[str]:
    say = words(language)
    criteria = result.matrix.criteria
    parts = record["contributions"] or {}
    cells = [f"{record['rank']}{'=' if record['tied'] else ' '}", escape(_name(record))]
    if result.by != "province":
        cells.append(escape(record["province"]))
    filled = round(BAR * max(record["score"], 0.0) / full)
    cells += [f"{record['score']:.3f}", f"[cyan]{'█' * filled}[/][dim]{'·' * (BAR - filled)}[/]"]
    if wide:
        for criterion in criteria:
            shown = f"{parts[criterion.id]:.3f}" if criterion.id in parts else "–"
            cells.append(f"[dim]{shown}?[/]" if criterion.id in record["unknown"] else f"{shown} ")
    else:
        most = max(criteria, key=lambda criterion: parts.get(criterion.id, 0.0))
        unknown = "?" if most.id in record["unknown"] else ""
        cells.append(escape(most.heading(language) + unknown) if parts else "–")
    cells += [f"{len(criteria) - len(record['unknown'])}/{len(criteria)}", say(f"level_{record['level']}")]
    return cells


def _full_bar(result: Any) -> float:
    """Score that fills the bar: 1, or the best score of a method that goes beyond it."""
    return max(1.0, float(result.score.max()))


def _name(record: dict[str, Any]) -> str:
    return str(record["chain_name"]) + (" *" if record["extractive"] == "disputed" else "")


def _blocks(result: Any, records: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    column = {"province": "ubigeo", "zone": "zone", "department": "department"}.get(result.by)
    blocks: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        blocks.setdefault(record[column] if column else "", []).append(record)
    return list(blocks.values())


def _title(result: Any, first: dict[str, Any], language: Language) -> str:
    say = words(language)
    zone = say("zone", zone=first["zone"])
    titles = {
        "province": f"{first['province']} · {first['department']} · {zone}",
        "zone": zone.capitalize(),
        "department": first["department"],
        "all": say("all"),
    }
    return str(titles[result.by])


def _notes(result: Any, records: list[dict[str, Any]], language: Language, *, wide: bool) -> list[str]:
    say = words(language)
    notes = [say("legend_criteria" if wide else "legend_most"), say("legend")]
    if any(record["extractive"] == "disputed" for record in records):
        notes.append(say("legend_disputed"))
    notes += [
        say("unranked", chain=escape(one.chain.name[language]), province=escape(one.province.name))
        for one in result.unranked
    ]
    return notes
