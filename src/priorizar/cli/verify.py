"""``priorizar verify``: make a result again, and say what differs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from priorizar.cli.options import StudyOption, study_from
from priorizar.cli.terminal import console
from priorizar.errors import describe
from priorizar.locale import Language, text

if TYPE_CHECKING:
    from priorizar.report.verify import Verification


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
        from priorizar.files.pack import is_pack
        from priorizar.report.verify import verify

        if is_pack(file):
            _show_pack(file, language)
            return
        if not _show(file.name, verify(study_from(study), file, template), language):
            raise typer.Exit(1)


def _show_pack(file: Path, language: Language) -> None:
    from priorizar.report.pack import verify_pack

    found = verify_pack(file)
    out = console()
    out.print(
        text(
            "export.pack_head",
            language,
            file=escape(file.name),
            files=found.files,
            outputs=len(found.outputs),
        ),
        style="bold",
    )
    for name in found.changed:
        out.print(f"[red]≠[/] {escape(text('export.pack_changed', language, file=name))}", soft_wrap=True)
    for problem in found.problems:
        out.print(f"[red]≠[/] {escape(describe(problem, language))}", soft_wrap=True)
    for name, made in found.outputs.items():
        out.print()
        if not isinstance(made, tuple):
            _show(name, made, language)
        else:
            for problem in made:
                out.print(f"[red]≠[/] {escape(name)}: {escape(describe(problem, language))}", soft_wrap=True)
    out.print()
    out.print(text(f"export.verify_{'differs' if found.differs else 'same'}", language), style="bold")
    if found.differs:
        raise typer.Exit(1)


def _show(name: str, found: "Verification", language: Language) -> bool:
    """Show what came of making a file again; return whether it is the same."""
    made = found.manifest
    out = console()
    out.print(
        text(
            "export.verify_head",
            language,
            file=escape(name),
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
    out.print(text(f"export.verify_{'differs' if found.differences else 'same'}", language), style="bold")
    return not found.differences
