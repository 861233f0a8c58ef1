"""``priorizar app``: the live board in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from priorizar.cli.options import StudyOption
from priorizar.errors import refusal
from priorizar.installing import install_command
from priorizar.locale import Language, text


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""

    def own(name: str) -> str:
        return text(f"app.{name}", language)

    @app.command("app", help=own("command_help"))
    def app_command(
        port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help=own("option_port"))] = None,
        address: Annotated[str, typer.Option("--address", help=own("option_address"))] = "localhost",
        allow_saving: Annotated[
            bool, typer.Option("--allow-saving", help=text("serving.option_allow_saving", language))
        ] = False,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from importlib.util import find_spec

        if find_spec("streamlit") is None:
            raise refusal("app.not_installed", install=install_command("app"))
        from priorizar.app.serving import address_shown, free_port, serve

        folder: Path | None = study
        if folder is not None and not folder.is_dir():
            raise refusal("study.no_folder", folder=str(folder))
        chosen = free_port(address, port)
        print(text("app.open_at", language, url=address_shown(address, chosen)), flush=True)
        serve(None if folder is None else folder.resolve(), address, chosen, allow_saving=allow_saving)
