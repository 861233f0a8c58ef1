"""``priorizar verify``: make a result again, and say what differs."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from priorizar.cli.options import StudyOption, study_from
from priorizar.cli.terminal import console
from priorizar.errors import describe
from priorizar.locale import Language, text


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""

    @app.command("verify", help=text("export.verify_help", language))
    def verify_command(
        file: Annotated[Path, typer.Argument(help=text("export.verify_file", language), metavar="FILE")],
        template: Annotated[
            Path | None, typer.Option("--template", help=text("export.verify_template", language))
        ] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.report.verify import verify

        found = verify(study_from(study), file, template)
        made = found.manifest
        out = console()
        out.print(
            text(
                "export.verify_head",
                language,
                file=escape(file.name),
                scenario=escape(made["scenario"]["name"].get(language, "")),
                time=escape(str(made.get("time", "–"))),
            ),
            soft_wrap=True,
        )
        for note in found.notes:
            out.print(f"  {escape(describe(note, language))}", style="dim", soft_wrap=True)
        for difference in found.differences:
            out.print(f"[red]≠[/] {escape(describe(difference, language))}", soft_wrap=True)
        for what, count in found.compared.items():
            out.print(f"  {text(f'export.verify_compared_{what}', language, count=count)}", style="dim")
        if found.differences:
            out.print(text("export.verify_differs", language), style="bold")
            raise typer.Exit(1)
        out.print(text("export.verify_same", language), style="bold")
