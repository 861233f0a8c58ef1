"""Where something is said, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from priorizar.study.model import Study


def source_line(study: Study, id_: object) -> str:
    """Name a source as people look it up: author, where in which document, year."""
    source = study.sources.get(str(id_))
    if source is None:
        return str(id_)
    return ", ".join(filter(None, (source.author, source.locator or source.title, source.year)))


def source_notes(study: Study, ids: Iterable[object]) -> list[str]:
    """Give what must be known of some sources, each once, after its name."""
    found = [study.sources[one] for one in dict.fromkeys(map(str, ids)) if one in study.sources]
    return [f"{one.locator or one.title}: {one.note}" for one in found if one.note]
