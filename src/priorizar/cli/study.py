"""Commands on the study itself: ``check``, ``init``, ``schema``, ``evidence``, ``ledger``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

from priorizar.cli.options import (
    Format,
    StudyOption,
    form_of,
    hand_out,
    scenario_from,
    study_from,
    write_out,
)
from priorizar.cli.terminal import console, show_notes, table, words
from priorizar.locale import Language

if TYPE_CHECKING:
    from priorizar.ranking.cells import CellRow
    from priorizar.report.table import Table

Form = Literal["criteria", "scenario"]


def register(app: typer.Typer, language: Language) -> None:
    """Add the commands, with their help in the language."""
    say = words(language)

    @app.command("check", help=say("check_help"))
    def check_command(
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.check import check_study

        loaded = check_study(study)
        facts = {
            "provinces": len(loaded.provinces),
            "chains": len(loaded.chains),
            "alternatives": len(loaded.alternatives),
            "statements": len(loaded.evidence),
            "scenarios": len(loaded.scenarios),
        }
        print(say("check_good", **facts))
        show_notes(console(), loaded.notes, language)

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
        from priorizar.ranking.cells import cells
        from priorizar.study.places import wanted_among

        loaded = study_from(study)
        wanted = wanted_among(loaded, province or (), chain or ())
        picked = scenario_from(loaded, scenario)
        rows = [one for one in cells(loaded, picked, language) if wanted(one)]

        def build() -> "Table":
            from priorizar.report.answers import Inquiry
            from priorizar.report.exports import Request, table

            inquiry = Inquiry(provinces=province or ())
            return table(
                loaded,
                picked,
                Request(
                    what="evidence",
                    inquiry=inquiry,
                    language=language,
                    chains=chain or (),
                    title=say("sheet_evidence"),
                ),
            )

        hand_out(form_of(form, output), output, lambda out: _show_evidence(out, rows, language), build)

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


def _show_evidence(out: Console, records: "Sequence[CellRow]", language: Language) -> None:
    say = words(language)
    blocks: dict[tuple[str, str], list[CellRow]] = {}
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
