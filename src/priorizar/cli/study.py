"""Commands on the study itself: ``check``, ``init``, ``schema``, ``evidence``, ``ledger``."""

from pathlib import Path
from typing import Annotated, Any, Literal

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
from priorizar.errors import describe
from priorizar.locale import Language

Form = Literal["criteria", "scenario"]


def register(app: typer.Typer, language: Language) -> None:
    """Add the commands, with their help in the language."""
    say = words(language)

    @app.command("check", help=say("check_help"))
    def check_command(
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.check import check_study
        from priorizar.reading.strange_names import strange_names

        loaded = check_study(study)
        facts = {
            "provinces": len(loaded.provinces),
            "chains": len(loaded.chains),
            "alternatives": len(loaded.alternatives),
            "statements": len(loaded.evidence),
            "scenarios": len(loaded.scenarios),
        }
        print(say("check_good", **facts))
        for note in strange_names(loaded):
            print(describe(note, language))

    @app.command("init", help=say("init_help"))
    def init_command(folder: Annotated[Path, typer.Argument(help=say("init_folder"), metavar="DIR")]) -> None:
        from priorizar.reading.bundled import lay_out

        written = lay_out(folder)
        print(say("init_done", count=len(written), folder=folder))

    @app.command("schema", help=say("schema_help"))
    def schema_command(
        form: Annotated[Form, typer.Argument(help=say("schema_form"))],
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
    ) -> None:
        from priorizar.files.tables import to_json
        from priorizar.reading.schema import json_schema

        write_out(to_json(json_schema(form)), output)

    @app.command("evidence", help=say("evidence_help"))
    def evidence_command(
        province: Annotated[list[str] | None, typer.Option("--province", "-p", help=say("province"))] = None,
        chain: Annotated[list[str] | None, typer.Option("--chain", "-c", help=say("chain"))] = None,
        scenario: Annotated[str, typer.Option("--scenario", "-s", help=say("scenario"))] = "base",
        form: Annotated[Format | None, typer.Option("--format", "-f", help=say("format"))] = None,
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.files.tables import to_json, to_xlsx
        from priorizar.ranking.cells import cells
        from priorizar.ranking.ranking import rank
        from priorizar.report.manifest import for_sheet, manifest
        from priorizar.study.places import find_chains, find_provinces

        loaded = study_from(study)
        ubigeos, chains = find_provinces(loaded, province or ()), find_chains(loaded, chain or ())
        picked = scenario_from(loaded, scenario)
        records = [
            record
            for record in cells(loaded, picked, language)
            if (not ubigeos or record["ubigeo"] in ubigeos) and (not chains or record["chain"] in chains)
        ]
        chosen = form_of(form, output)
        made_from = {} if chosen == "table" else manifest(loaded, rank(loaded, picked))
        if chosen == "csv":
            write_csv(records, made_from, output)
        elif chosen == "json":
            write_out(to_json({"rows": records, "manifest": made_from}), output)
        elif chosen == "xlsx":
            sheets = {say("sheet_evidence"): records, say("sheet_manifest"): for_sheet(made_from)}
            write_out(to_xlsx(sheets), output)
        elif output is not None:
            write_out(on_paper(lambda paper: _show_evidence(paper, records, language)), output)
        else:
            _show_evidence(console(), records, language)

    @app.command("ledger", help=say("ledger_help"))
    def ledger_command(
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        out = console()
        entries = study_from(study).ledger
        out.print(say("ledger_intro", count=len(entries)))
        for entry in entries:
            out.print(f"\n[bold]{escape(entry.id)}[/] · {escape(entry.place)}")
            out.print(f"  {say('ledger_says')}: {escape(entry.says[language])}")
            out.print(f"  {say('ledger_chosen')}: {escape(entry.chosen[language])}")


def _show_evidence(out: Console, records: list[dict[str, Any]], language: Language) -> None:
    say = words(language)
    blocks: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in records:
        blocks.setdefault((record["province"], record["chain_name"]), []).append(record)
    for (province, chain), rows in blocks.items():
        grid = table(
            (say("col_criterion"), "left"),
            (say("col_value"), "right"),
            (say("col_interval"), "right"),
            (say("col_basis"), "left"),
            (say("col_level"), "left"),
            (say("col_source"), "left"),
            title=f"{escape(chain)} · {escape(province)}",
        )
        for record in rows:
            known = record["basis"] != "unknown"
            sources = "; ".join(f"{one['source']}: «{one['quote']}»" for one in record["statements"])
            grid.add_row(
                escape(record["criterion_name"]),
                f"{record['value']:g}" if known else f"[dim]{record['value']:g}?[/]",
                f"{record['low']:g}–{record['high']:g}",
                say(f"basis_{record['basis']}"),
                say(f"stated_{record['level']}") if known else "",
                escape(sources),
            )
        out.print(grid)
        out.print()
    if not records:
        out.print(say("no_rows"))
