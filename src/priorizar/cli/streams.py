"""The last resort of the command line: streams that are closed or full, a disk or a memory that is.

What a command knows of it says in its own words; what is left is said here, in a sentence like any other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps

from priorizar.cli.language import asked_language
from priorizar.errors import Problem, describe

Run = Callable[[Sequence[str]], int]


def with_last_resort(run: Run) -> Run:
    """Let no error of the system leave as a traceback: 1, and a sentence where there is room for one."""

    @wraps(run)
    def safely(arguments: Sequence[str]) -> int:
        _open_closed()
        try:
            return run(arguments)
        except MemoryError:
            problem = Problem("study.no_memory")
        except RecursionError:
            problem = Problem("study.no_stack")
        except OSError as error:
            what = error.filename if isinstance(error.filename, str) else None
            problem = Problem("study.system", {"said": error.strerror or str(error)}, what)
        _say(problem, arguments)
        return 1

    return safely


def _open_closed() -> None:
    """Open what was closed before the program began, or the next file opened would take its place."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDONLY if mode == "r" else os.O_WRONLY)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))


def _say(problem: Problem, arguments: Sequence[str]) -> None:
    _, language, _ = asked_language(arguments)
    with suppress(OSError):
        print(describe(problem, language), file=sys.stderr, flush=True)
    # What is left in the buffers has nowhere to go, and Python would complain of it when it ends.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
