"""Names of criteria in what people say: all there, none unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from priorizar.errors import Path, Problem
from priorizar.names import suggest


def unknown_names(named: Iterable[tuple[Path, str]], known: Sequence[str]) -> list[Problem]:
    """One problem a name that is not known, at the path where it is first said."""
    first: dict[str, Path] = {}
    for path, name in named:
        if name not in known:
            first.setdefault(name, path)
    return [
        Problem("weighting.unknown_name", {"name": name, "guess": suggest(name, known)}, path=path)
        for name, path in first.items()
    ]


def missing_names(names: Iterable[str], known: Sequence[str]) -> list[Problem]:
    """One problem for all the known names that are not there, or none."""
    given = set(names)
    missing = tuple(name for name in known if name not in given)
    return [Problem("weighting.missing_names", {"missing": missing})] if missing else []
