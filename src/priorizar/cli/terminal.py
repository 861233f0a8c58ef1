"""What the terminal shows: colour where there is a terminal, plain text where there is none."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from priorizar.cli.screen import Console
from priorizar.errors import Problem, describe
from priorizar.locale import Language, text

if TYPE_CHECKING:
    from rich.table import Table

    from priorizar.ranking.grouping import By

PLAIN_WIDTH = 132
Say = Callable[..., str]
"""A text of the command line by its name, filled with values."""


INTERRUPTED = 130
"""How a command leaves that was interrupted: 128 and the number of the signal, as shells have it."""


class Interrupted(Exception):  # noqa: N818 - no error: somebody wanted it
    """Somebody stopped a command: what is to be said of how far it came."""


def console() -> Console:
    """Return the console for results: as wide as the terminal, or wide enough for a file."""
    return Console(highlight=False) if sys.stdout.isatty() else plain_console()


def plain_console() -> Console:
    """Return a console for files and pipes: no colour, wide enough for every column."""
    return Console(width=PLAIN_WIDTH, highlight=False, no_color=True, force_terminal=False)


def on_paper(show: Callable[[Console], None]) -> bytes:
    """Return what would be shown, as the bytes of a text file."""
    paper = plain_console()
    with paper.capture() as captured:
        show(paper)
    return captured.get().encode()


def say_problems(problems: Iterable[Problem], language: Language) -> None:
    """Write each problem on a line of its own to standard error, and how many there are."""
    problems = list(problems)
    err = Console(stderr=True, highlight=False, soft_wrap=True)
    for problem in problems:
        place = f"[bold]{escape(problem.place)}[/]: " if problem.place else ""
        sentence = describe(replace(problem, file=None, person=None), language)
        err.print(f"{place}{escape(sentence)}")
    if len(problems) > 1:
        err.print(text("cli.problem_count", language, count=len(problems)), style="red")


def say_waiting(what: Problem, language: Language) -> None:
    """Write on standard error what is waited for."""
    print(describe(what, language), file=sys.stderr, flush=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on standard error how far a long run has come, where there is a terminal."""
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    task = bar.add_task(what, total=None)
    with bar:
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show_notes(out: Console, notes: Iterable[Problem], language: Language) -> None:
    """Show what to look at that is no error, each on a line of its own."""
    for note in notes:
        out.print(escape(text("cli.note", language, said=describe(note, language))), soft_wrap=True)


def words(language: Language) -> Say:
    """Return the texts of the command line in a language: ``say("name", **values)``."""

    def say(name: str, /, **values: Any) -> str:
        return text(f"cli.{name}", language, **values)

    return say


def group_title(by: "By", group: str, say: Say) -> str:
    """Return the title of a zone, of a department, or of all."""
    if by == "zone":
        zone = say("zone", zone=group)
        return zone[0].upper() + zone[1:]
    return say("all") if by == "all" else group


def shift(places: int) -> str:
    """Mark how many places something rose (above 0) or fell."""
    if places > 0:
        return f"[green]▲{places}[/]"
    return f"[red]▼{-places}[/]" if places < 0 else "[dim]=[/]"


def table(*columns: tuple[str, str], title: str | None = None) -> "Table":
    """Start a table; each column is its head and ``left`` or ``right``."""
    from rich.table import Table

    grid = Table(
        title=title, title_justify="left", title_style="bold", box=None, header_style="dim", pad_edge=False
    )
    for head, side in columns:
        grid.add_column(escape(head), justify="right" if side == "right" else "left", overflow="fold")
    return grid
