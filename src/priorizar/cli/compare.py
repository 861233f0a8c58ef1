"""``priorizar compare``: two or more scenarios side by side."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from priorizar.cli.options import (
    Format,
    StudyOption,
    form_of,
    scenario_from,
    study_from,
    write_csv,
    write_out,
)
from priorizar.cli.terminal import console, on_paper, table, words
from priorizar.locale import Language
from priorizar.ranking.grouping import By

_MEASURES = ("spearman", "kendall_tau_b", "ws")


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""
    say = words(language)

    @app.command("compare", help=say("compare_help"))
    def compare_command(
        scenarios: Annotated[list[str], typer.Argument(help=say("scenarios"), metavar="SCENARIO SCENARIO…")],
        by: Annotated[By, typer.Option(help=say("by"))] = "province",
        province: Annotated[list[str] | None, typer.Option("--province", "-p", help=say("province"))] = None,
        chain: Annotated[list[str] | None, typer.Option("--chain", "-c", help=say("chain"))] = None,
        form: Annotated[Format | None, typer.Option("--format", "-f", help=say("format"))] = None,
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.ranking.comparison import compare
        from priorizar.study.places import find_chains, find_provinces

        loaded = study_from(study)
        result = compare(loaded, [scenario_from(loaded, one) for one in scenarios], by=by)
        ubigeos, chains = find_provinces(loaded, province or ()), find_chains(loaded, chain or ())
        records = [
            record
            for record in result.rows(language)
            if (not ubigeos or record["ubigeo"] in ubigeos) and (not chains or record["chain"] in chains)
        ]
        chosen = form_of(form, output)
        if chosen == "table" and output is None:
            _show(console(), result, records, loaded, language)
        else:
            _write(loaded, result, records, chosen, output, language)


def _write(
    study: Any, result: Any, records: list[dict[str, Any]], form: str, output: Path | None, language: Language
) -> None:
    from priorizar.files.tables import to_json, to_xlsx
    from priorizar.report.manifest import for_sheet, manifest

    if form == "table":
        write_out(on_paper(lambda paper: _show(paper, result, records, study, language)), output)
        return
    say = words(language)
    first, *others = (manifest(study, ranking) for ranking in result.rankings)
    made_from = first | {"compared_with": others}
    if form == "csv":
        write_csv(records, made_from, output)
    elif form == "json":
        content = {"rows": records, "agreement": result.agreement(), "manifests": [first, *others]}
        write_out(to_json(content), output)
    else:
        sheets = {
            say("sheet_comparison"): records,
            say("sheet_agreement"): result.agreement(),
            say("sheet_manifest"): for_sheet(made_from),
        }
        write_out(to_xlsx(sheets), output)


def _show(out: Console, result: Any, records: list[dict[str, Any]], study: Any, language: Language) -> None:
    say = words(language)
    names = result.names
    titles = {name: one.scenario.name[language] for name, one in zip(names, result.rankings, strict=True)}
    out.print(f"[bold]{escape(' · '.join(titles.values()))}[/]")
    if any(one.scenario.illustrative for one in result.rankings):
        out.print(say("illustrative"), style="yellow")
    agreement: dict[str, dict[str, dict[str, Any]]] = {}
    for one in result.agreement():
        agreement.setdefault(one["group"], {})[one["scenario"]] = one
    criteria = {
        one.id: one.heading(language) for ranking in result.rankings for one in ranking.matrix.criteria
    }
    labels = result.rankings[0].groups.labels
    column = {"province": "ubigeo", "zone": "zone", "department": "department"}.get(result.rankings[0].by)
    for group in labels:
        rows = [record for record in records if column is None or record[column] == group]
        if not rows:
            continue
        out.print()
        heads = [(say("col_chain"), "left")]
        if column != "ubigeo":
            heads.append((say("col_province"), "left"))
        heads.append((titles[names[0]], "right"))
        for name in names[1:]:
            heads += [(titles[name], "right"), ("", "left"), (say("col_driver"), "left")]
        grid = table(*heads, title=escape(_title(study, column, group, language)))
        for record in rows:
            cells = [escape(record["chain_name"])]
            if column != "ubigeo":
                cells.append(escape(record["province"]))
            cells.append(str(record[f"rank_{names[0]}"]))
            for name in names[1:]:
                driver = record[f"driver_{name}"]
                cells += [str(record[f"rank_{name}"]), _shift(record[f"shift_{name}"])]
                cells.append(escape(criteria.get(driver, "")) if driver else "")
            grid.add_row(*cells)
        out.print(grid)
        for name in names[1:]:
            found = agreement.get(group, {}).get(name)
            if found:
                shown = {key: "–" if found[key] is None else f"{found[key]:.2f}" for key in _MEASURES}
                out.print(say("agreement", scenario=escape(titles[name]), **shown), style="dim")
    out.print()
    out.print(say("compare_legend"), style="dim")


def _title(study: Any, column: str | None, group: str, language: Language) -> str:
    say = words(language)
    if column == "ubigeo":
        return str(study.provinces[group].name)
    if column == "zone":
        zone = say("zone", zone=group)
        return zone[0].upper() + zone[1:]
    return group if column else say("all")


def _shift(places: int) -> str:
    if places > 0:
        return f"[green]▲{places}[/]"
    return f"[red]▼{-places}[/]" if places < 0 else "[dim]=[/]"
