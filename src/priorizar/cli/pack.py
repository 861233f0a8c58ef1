"""``priorizar pack``: a study and what was made of it in one file that opens the same in ten years."""

from pathlib import Path
from typing import Annotated

import typer

from priorizar.cli.options import StudyOption, study_from
from priorizar.locale import Language, text


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""

    @app.command("pack", help=text("export.pack_help", language))
    def pack_command(
        file: Annotated[Path, typer.Argument(help=text("export.pack_file", language), metavar="FILE.zip")],
        outputs: Annotated[
            list[Path] | None, typer.Argument(help=text("export.pack_outputs", language), metavar="[OUTPUT]…")
        ] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.errors import refusal
        from priorizar.files.atomic import write_whole
        from priorizar.report.pack import pack

        if file.suffix.lower() != ".zip":
            raise refusal("export.pack_suffix", file=file.name)
        write_whole(file, pack(study_from(study), outputs or []))
        print(file)
