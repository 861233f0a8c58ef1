"""``priorizar rank``: the chains of each province in order."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from priorizar.cli.options import StudyOption, read_method, study_from, write_out
from priorizar.cli.terminal import console, table, words
from priorizar.locale import Language

Grouping = StrEnum("Grouping", {name: name for name in ("province", "zone", "department", "all")})
Format = StrEnum("Format", {name: name for name in ("table", "csv", "json", "xlsx")})
BAR = 12


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""
    say = words(language)

    @app.command("rank", help=say("rank_help"))
    def rank_command(
        scenario: Annotated[str, typer.Option("--scenario", "-s", help=say("scenario"))] = "base",
        by: Annotated[Grouping, typer.Option(help=say("by"))] = Grouping("province"),
        province: Annotated[list[str] | None, typer.Option("--province", "-p", help=say("province"))] = None,
        chain: Annotated[list[str] | None, typer.Option("--chain", "-c", help=say("chain"))] = None,
        method: Annotated[str | None, typer.Option("--method", "-m", help=say("method"))] = None,
        top: Annotated[int | None, typer.Option(min=1, help=say("top"))] = None,
        form: Annotated[Format, typer.Option("--format", "-f", help=say("format"))] = Format("table"),
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.ranking import rank
        from priorizar.study.places import find_chains, find_provinces

        loaded = study_from(study)
        result = rank(loaded, scenario, by=by.value, method=read_method(method))
        ubigeos = find_provinces(loaded, province or ())
        chains = find_chains(loaded, chain or ())
        records = [
            record
            for record in result.rows(language)
            if (not ubigeos or record["ubigeo"] in ubigeos)
            and (not chains or record["chain"] in chains)
            and (top is None or record["rank"] <= top)
        ]
        if form == "table" and output is None:
            show(console(), result, records, language)
        else:
            write_out(content(loaded, result, records, form.value, language), output)


def content(study: Any, result: Any, records: list[dict[str, Any]], form: str, language: Language) -> bytes:
    """Give the ranking as the bytes of a file."""
    from priorizar.report.manifest import manifest
    from priorizar.report.tables import flat, to_csv, to_json, to_xlsx

    if form == "csv":
        return to_csv(records)
    if form == "xlsx":
        say = words(language)
        facts = [{"key": key, "value": str(value)} for key, value in flat(manifest(study, result)).items()]
        return to_xlsx({say("sheet_ranking"): records, say("sheet_manifest"): facts})
    if form == "json":
        return to_json({"rows": records, "manifest": manifest(study, result)})
    plain = Console(width=110, file=None, record=True, quiet=False, highlight=False, no_color=True)
    with plain.capture() as captured:
        show(plain, result, records, language)
    return captured.get().encode()


def show(out: Console, result: Any, records: list[dict[str, Any]], language: Language) -> None:
    """Print one block a group: rank, chain, score, what brings it, and what it rests on."""
    say = words(language)
    scenario = result.scenario
    out.print(f"[bold]{escape(scenario.name[language])}[/] · {escape(result.variant)}")
    if scenario.illustrative:
        out.print(say("illustrative"), style="yellow")
    else:
        out.print(say("stated_by", who=escape(scenario.stated_by)))
    shown = ", ".join(
        f"{criterion.heading(language)} {weight:.0%}"
        for criterion, weight in zip(result.matrix.criteria, result.weights.values, strict=True)
    )
    out.print(say("weights_line", weights=escape(shown)))
    criteria = result.matrix.criteria
    for group, rows in _blocks(result, records):
        out.print()
        heads = [(say("col_rank"), "right"), (say("col_chain"), "left")]
        if result.by != "province":
            heads.append((say("col_province"), "left"))
        heads += [(say("col_score"), "right"), ("", "left")]
        heads += [(criterion.heading(language), "right") for criterion in criteria]
        heads += [(say("col_evidence"), "right"), (say("col_level"), "left")]
        grid = table(*heads, title=_title(result, group, rows, language))
        for record in rows:
            grid.add_row(*_cells(result, record, language))
        out.print(grid)
    if not records:
        out.print(say("no_rows"))
    out.print()
    out.print(say("legend"), style="dim")
    if any(record["extractive"] == "disputed" for record in records):
        out.print(say("legend_disputed"), style="dim")
    for one in result.unranked:
        out.print(say("unranked", chain=one.chain.name[language], province=one.province.name), style="yellow")


def _blocks(result: Any, records: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    column = {"province": "ubigeo", "zone": "zone", "department": "department", "all": None}[result.by]
    blocks: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        blocks.setdefault(record[column] if column else "", []).append(record)
    return list(blocks.items())


def _title(result: Any, group: str, rows: list[dict[str, Any]], language: Language) -> str:
    say = words(language)
    first = rows[0]
    if result.by == "province":
        return escape(f"{first['province']} · {first['department']} · {say('zone', zone=first['zone'])}")
    if result.by == "zone":
        return escape(say("zone", zone=group))
    return escape(group or say("all"))


def _cells(result: Any, record: dict[str, Any], language: Language) -> list[str]:
    say = words(language)
    parts = record["contributions"] or {}
    tie = "=" if record["tied"] else ""
    mark = " *" if record["extractive"] == "disputed" else ""
    cells = [f"{record['rank']}{tie}", escape(record["chain_name"] + mark)]
    if result.by != "province":
        cells.append(escape(record["province"]))
    best = max(float(result.score.max()), 1e-12)
    filled = round(BAR * min(max(record["score"] / max(best, 1.0), 0.0), 1.0))
    cells += [f"{record['score']:.3f}", f"[cyan]{'█' * filled}[/][dim]{'·' * (BAR - filled)}[/]"]
    for criterion in result.matrix.criteria:
        unknown = criterion.id in record["unknown"]
        shown = f"{parts[criterion.id]:.3f}" if criterion.id in parts else "–"
        cells.append(f"[dim]{shown}?[/]" if unknown else f"{shown} ")
    count = len(result.matrix.criteria)
    cells += [f"{count - len(record['unknown'])}/{count}", say(f"level_{record['level']}")]
    return cells
