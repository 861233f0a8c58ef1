"""Names of criteria in what people say: all there, none unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from priorizar.errors import Problem


def listed(names: Iterable[str]) -> str:
    """Names one after another, as they go into a sentence."""
    return ", ".join(names)


def unknown_names(names: Iterable[str], known: Sequence[str]) -> list[Problem]:
    """One problem a name that is not known, with the known name most like it."""
    from priorizar.names import nearest

    problems = []
    for name in dict.fromkeys(names):
        if name not in known:
            near = nearest(name, known)
            values = {"name": name, "known": listed(known)}
            if near is None:
                problems.append(Problem("weighting.unknown_name", values))
            else:
                problems.append(Problem("weighting.unknown_name_near", {**values, "near": near}))
    return problems


def missing_names(names: Iterable[str], known: Sequence[str]) -> list[Problem]:
    """One problem for all the known names that are not there, or none."""
    given = set(names)
    missing = [name for name in known if name not in given]
    return [Problem("weighting.missing_names", {"missing": listed(missing)})] if missing else []
