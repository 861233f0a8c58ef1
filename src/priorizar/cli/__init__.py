"""The command line: ``priorizar`` and its commands, one module a group of commands."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

from priorizar.cli import compare, ranking, study, weights
from priorizar.cli.terminal import say_problems
from priorizar.errors import PriorizarError
from priorizar.locale import LANGUAGES, Language, text

# Typer carries its own copy of click in some versions; its errors are reached through what it exports.
_UsageError: Any = typer.BadParameter.__base__
_COMMANDS = (ranking, compare, weights, study)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with 0, 1 (a problem in the data) or 2 (in the usage)."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; no error leaves as a traceback."""
    _speak_utf8()
    given, language, wrong = _language(arguments)
    if wrong is not None:
        return _usage(text("cli.unknown_language", language, written=wrong), language)
    try:
        code = application(language)(given, prog_name="priorizar", standalone_mode=False)
        sys.stdout.flush()
    except PriorizarError as error:
        say_problems(error.problems, language)
        return 1
    except _UsageError as error:
        return _usage(_explain(error, language), language)
    except (typer.Abort, KeyboardInterrupt):
        print(text("cli.interrupted", language), file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever reads has had enough (`| head`); nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0


def application(language: Language) -> typer.Typer:
    """Build the commands with their help in a language."""
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=text("cli.about", language), epilog=text("cli.lang_epilog", language))(_root)
    for commands in _COMMANDS:
        commands.register(app, language)
    return app


def _root(
    version: bool = typer.Option(
        False, "--version", help="priorizar …", is_eager=True, callback=lambda on: _version(on)
    ),
) -> None:
    pass


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"priorizar {version('priorizar')}")
        raise typer.Exit


def _language(arguments: Sequence[str]) -> tuple[list[str], Language, str | None]:
    """Take ``--lang`` out from wherever it stands, for help too is in the language."""
    rest, language, wrong = [], LANGUAGES[0], None
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--lang" or argument.startswith("--lang="):
            written = argument.partition("=")[2] if "=" in argument else next(waiting, "")
            known = [one for one in LANGUAGES if one == written]
            language, wrong = (known[0], wrong) if known else (language, written)
        else:
            rest.append(argument)
    return rest, language, wrong


def _speak_utf8() -> None:
    """Write accents whatever the terminal's code page says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _usage(sentence: str, language: Language) -> int:
    print(text("cli.usage", language, sentence=sentence), file=sys.stderr)
    return 2


def _explain(error: Any, language: Language) -> str:
    """Say in the reader's language what click says in English."""
    kind = type(error).__name__
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    name = parameter.get_error_hint(error.ctx) if parameter is not None else ""
    guesses = ", ".join(getattr(error, "possibilities", None) or [])
    if kind == "NoSuchOption":
        key = "cli.no_such_option_near" if guesses else "cli.no_such_option"
        return text(key, language, option=option, guesses=guesses)
    if kind == "MissingParameter":
        return text("cli.missing_parameter", language, name=name)
    if kind == "BadParameter":
        return text("cli.bad_parameter", language, name=name, said=error.message)
    if kind in ("NoSuchCommand", "UsageError") and "command" in error.message.lower():
        return text("cli.no_such_command", language, said=error.message)
    return str(error.format_message())
