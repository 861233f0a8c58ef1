"""What is wrong, kept as data until somebody reads it.

The engine and the readers say *which* problem they met, with what values, and at which path of what was
said: ``("comparisons", 2)`` is the third comparison. Whoever read it from somewhere knows where its parts
stand, and :meth:`Problem.at` turns the path into a line or a cell. The catalogue of
:mod:`priorizar.locale` turns the whole into a sentence in the reader's language.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

from priorizar.locale import LANGUAGES, Language, fill_in, messages, text
from priorizar.names import Suggestion

Path = tuple[Hashable, ...]
"""Keys and positions from the outside in, as what was said has them."""


class Spot(NamedTuple):
    """Where something stands: a file, and in it a line or a cell (``sheet!B4``)."""

    file: str | None = None
    line: int | None = None
    cell: str | None = None


class Located(Protocol):
    """What was read from somewhere, and knows where its parts stand."""

    def locate(self, path: Path) -> Spot:
        """Find the deepest part of a path that is there."""

    def head(self, column: str) -> str:
        """Return how a column or key is headed there."""


class Column(str):
    """The name of a column or key, in the words of the study's own files.

    A sheet may head it otherwise; :meth:`Problem.at` then says it as the sheet does.
    """

    __slots__ = ()


class Keys(tuple[Hashable, ...]):
    """A path as a sentence names it: ``include.provinces``, or the whole if it is empty."""

    __slots__ = ()


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    Parameters
    ----------
    key
        Entry of the catalogue, ``room.name``: its text says what is wrong, why it matters
        and how to mend it.
    values
        What the text is filled with. Names in a list stay a list, a :class:`~priorizar.names.Suggestion`
        stays one: :func:`describe` words them.
    file, line
        Where, if it was read from a file: the path as the user knows it; the line from 1.
    cell
        Where in a spreadsheet, as ``sheet!B4``.
    path
        Which part of what was said, from the outside in; empty for the whole.
    person
        Whose answer it is about, by code, if one of a group is.
    """

    key: str
    values: dict[str, Any] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    cell: str | None = None
    path: Path = ()
    person: str | None = None

    @property
    def place(self) -> str:
        """``file:line``, ``file[sheet!B4]``, ``file``, the code of a person or nothing."""
        if self.file is None:
            return self.person or ""
        if self.cell is not None:
            return f"{self.file}[{self.cell}]"
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def within(self, *steps: Hashable) -> Problem:
        """Return the same problem, of a part of something larger."""
        return replace(self, path=(*steps, *self.path)) if steps else self

    def at(self, source: Located) -> Problem:
        """Turn the path into a place in what was read; a problem that has a place keeps it."""
        if self.file is not None:
            return self
        file, line, cell = source.locate(self.path)
        return replace(self, values=_headed(self.values, source), file=file, line=line, cell=cell)


class PriorizarError(ValueError):
    """Something a user can mend; carries every :class:`Problem` found, not only the first."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(describe(problem, _spoken[0]) for problem in self.problems)


_spoken: list[Language] = ["en"]


def language(spoken: Language | None = None) -> Language:
    """Set the language in which errors speak where nobody says which, and return it.

    Parameters
    ----------
    spoken
        ``es`` or ``en``; None leaves it as it is. It is English until it is set. The command line and the
        app have a language of their own.

    Raises
    ------
    PriorizarError
        If there are no texts in it.

    Examples
    --------
    >>> import priorizar as pz
    >>> pz.language()
    'en'
    """
    if spoken is not None:
        if spoken not in LANGUAGES:
            raise refusal("cli.unknown_language", written=str(spoken)[:40])
        _spoken[0] = spoken
    return _spoken[0]


def refusal(key: str, /, *path: Hashable, **values: Any) -> PriorizarError:
    """Build the error for one problem, at a path of what was said.

    Examples
    --------
    >>> raise refusal("weighting.all_zero")
    Traceback (most recent call last):
    priorizar.errors.PriorizarError: ...
    """
    return PriorizarError(Problem(key, values, path=path))


@contextmanager
def within(*steps: Hashable) -> Iterator[None]:
    """Mark what goes wrong inside as about a part of something larger."""
    try:
        yield
    except PriorizarError as error:
        raise PriorizarError(one.within(*steps) for one in error.problems) from None


@contextmanager
def placed(source: Located | None, *steps: Hashable) -> Iterator[None]:
    """Place what goes wrong inside, below a path, in what was read; without a source nothing was read."""
    try:
        yield
    except PriorizarError as error:
        problems = [one.within(*steps) for one in error.problems]
        raise PriorizarError(problems if source is None else [one.at(source) for one in problems]) from None


@contextmanager
def gathering(problems: list[Problem], *steps: Hashable) -> Iterator[None]:
    """Keep what goes wrong inside, as about a part of something larger, and go on after it."""
    try:
        yield
    except PriorizarError as error:
        problems += [one.within(*steps) for one in error.problems]


def describe(problem: Problem, language: Language = "es") -> str:
    """Format a problem in one line: ``place: what is wrong · why · how to mend it``."""
    sentence = text(problem.key, language, **_worded(problem.values, language))
    return f"{problem.place}: {sentence}" if problem.place else sentence


def naming(problem: Problem, names: Mapping[str, str]) -> Problem:
    """Return a problem with other names in it: those of criteria instead of their ids."""

    def named(value: Any) -> Any:
        if isinstance(value, Keys) or not isinstance(value, str | tuple):
            return value
        return names.get(value, value) if isinstance(value, str) else tuple(map(named, value))

    return replace(problem, values={key: named(value) for key, value in problem.values.items()})


def in_parts(problem: Problem, language: Language = "es") -> dict[str, str]:
    """Lay a problem out as the row of a table: ``file``, ``sheet``, ``cell``; ``what``, ``why``, ``mend``.

    ``cell`` is the cell of a workbook or the line of a text file; a part that nobody knows is empty.
    """
    room, name = problem.key.split(".", 1)
    values = _worded(problem.values, language)
    # Parted before it is filled in: what somebody wrote may hold the same sign.
    parts = [fill_in(part, values) for part in messages(room, language)[name].split(" · ")]
    sheet, _, cell = (problem.cell or "").rpartition("!")
    where = cell or ("" if problem.line is None else str(problem.line))
    what, why, mend = (*parts[:2], " · ".join(parts[2:])) if len(parts) > 1 else (*parts, "", "")
    return {
        "file": problem.file or "",
        "sheet": sheet,
        "cell": where,
        "what": what,
        "why": why,
        "mend": mend,
    }


def _worded(values: dict[str, Any], language: Language) -> dict[str, Any]:
    return {name: _word(value, language) for name, value in values.items()}


def _word(value: Any, language: Language) -> Any:
    """Format a value for a sentence: lists one after another, suggestions as advice."""
    if isinstance(value, Suggestion):
        if value.near is not None:
            return text("study.did_you_mean", language, name=value.near)
        kind = "one_of" if len(value.names) == value.count else "one_of_many"
        kind = kind if value.names else "none_there"
        return text(f"study.{kind}", language, names=", ".join(value.names), count=value.count)
    if isinstance(value, Keys):
        return ".".join(map(str, value)) or text("study.the_whole", language)
    if isinstance(value, tuple | list):
        return ", ".join(str(_word(one, language)) for one in value)
    return value


def _headed(values: dict[str, Any], source: Located) -> dict[str, Any]:
    """Return values with columns named as the source heads them."""

    def said(value: Any) -> Any:
        if isinstance(value, Column):
            return source.head(value)
        listed = isinstance(value, tuple) and not isinstance(value, Keys)
        return tuple(map(said, value)) if listed else value

    return {name: said(value) for name, value in values.items()}
