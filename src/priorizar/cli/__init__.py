"""The command line: ``priorizar`` and its commands, one module a group of commands."""

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

# No plugins are used here; to look for them pydantic would read the metadata of every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

import typer

from priorizar.cli.language import asked_language
from priorizar.cli.streams import with_last_resort
from priorizar.cli.terminal import INTERRUPTED, Interrupted, say_problems
from priorizar.errors import PriorizarError, Problem, describe
from priorizar.locale import Language, text
from priorizar.names import suggest

# Typer carries its own copy of click in some versions; its errors are reached through what it exports.
_UsageError: Any = typer.BadParameter.__base__
# The module of each command: only the one asked for is imported, all of them for help.
_COMMANDS = {
    "rank": "ranking",
    "compare": "compare",
    "explain": "explain",
    "weights": "weights",
    "robustness": "robustness",
    "report": "report",
    "app": "app",
    "verify": "verify",
    "pack": "pack",
    "template": "evidence_import",
    "import": "evidence_import",
    "check": "study",
    "init": "study",
    "schema": "study",
    "evidence": "study",
    "ledger": "study",
}


@with_last_resort
def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, 1 (a problem in the data) or 2 (in the usage).

    No error leaves as a traceback.
    """
    _speak_utf8()
    given, language, wrong = asked_language(arguments)
    if wrong is not None:
        return _usage(text("cli.unknown_language", language, written=wrong), language)
    try:
        code = application(language, given[:1])(
            given or ["--help"], prog_name="priorizar", standalone_mode=False
        )
        sys.stdout.flush()
    except PriorizarError as error:
        say_problems(error.problems, language)
        return 1
    except _UsageError as error:
        return _usage(_explain(error, given, language), language)
    except Interrupted as stopped:
        print(stopped, file=sys.stderr)
        return INTERRUPTED
    except (typer.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Whoever reads has had enough (`| head`); typer and rich leave for no other reason.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if code == INTERRUPTED:  # typer answers an interruption with its code and says nothing
        print(text("cli.interrupted", language), file=sys.stderr)
    return code if isinstance(code, int) else 0


def application(language: Language, asked: Sequence[str] = ()) -> typer.Typer:
    """Build the command asked for, or all of them if it is none, with help in a language."""
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=text("cli.about", language), epilog=text("cli.lang_epilog", language))(_root)
    modules = [_COMMANDS[name] for name in asked if name in _COMMANDS] or dict.fromkeys(_COMMANDS.values())
    for name in modules:
        import_module(f"priorizar.cli.{name}").register(app, language)
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


def _speak_utf8() -> None:
    """Write accents whatever the terminal's code page says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _usage(sentence: str, language: Language) -> int:
    print(text("cli.usage", language, sentence=sentence), file=sys.stderr)
    return 2


def _explain(error: Any, given: Sequence[str], language: Language) -> str:
    """Describe in the reader's language what click says in English."""
    parameter = getattr(error, "param", None)
    if parameter is not None:
        is_option = parameter.param_type_name == "option"
        name = parameter.opts[0] if is_option else parameter.metavar or parameter.name
        help_text = (getattr(parameter, "help", None) or "").rstrip(".")
        if type(error).__name__ == "MissingParameter":
            return text("cli.missing_parameter", language, name=name, help=help_text)
        offered = [word for word in re.findall("'([^']+)'", error.message) if word not in given]
        return text("cli.bad_parameter", language, name=name, help=": ".join([help_text, *_listed(offered)]))
    command = error.ctx.command if error.ctx is not None else None
    option = getattr(error, "option_name", None)
    if option is not None and type(error).__name__ == "NoSuchOption":
        known = [opt for one in command.params for opt in one.opts] if command is not None else []
        return _unknown("option", option, known, language)
    if option is not None:
        return text("cli.bad_option", language, option=option)
    commands = getattr(command, "commands", None)
    if commands:
        return _unknown("command", next(iter(given), ""), list(commands), language)
    return text("cli.too_many_arguments", language, said=error.message.rpartition("(")[2].rstrip(")"))


def _listed(offered: Sequence[str]) -> list[str]:
    return [", ".join(offered)] if offered else []


def _unknown(kind: str, written: str, known: Sequence[str], language: Language) -> str:
    return describe(
        Problem(f"cli.no_such_{kind}", {"written": written, "guess": suggest(written, known)}), language
    )
