"""Where something is said, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from priorizar.study.model import Study


def source_line(study: Study, id_: object) -> str:
    """Name a source as people look it up: where in which document, then whose it is and of which year."""
    source = study.sources.get(str(id_))
    if source is None:
        return str(id_)
    whose = ", ".join(filter(None, (source.author, source.year)))
    where = source.locator or source.title
    return f"{where} ({whose})" if whose else where


def source_notes(study: Study, ids: Iterable[object]) -> list[str]:
    """Return what must be known of some sources, each once, after its name."""
    found = [study.sources[one] for one in dict.fromkeys(map(str, ids)) if one in study.sources]
    return [f"{one.locator or one.title}: {one.note}" for one in found if one.note]
