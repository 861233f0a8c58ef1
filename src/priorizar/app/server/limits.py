"""How much one server may hold, from what its machine lets it open."""

from __future__ import annotations

from typing import NamedTuple

OWN_FILES = 48
"""Open files of the program itself (libraries, the study, reports) and of those told that it is full."""
FETCHING = 64
"""Connections kept for pages being fetched: browsers open up to six each, for some seconds."""
MOST_VISITORS = 200
UNKNOWN = 1024


class Room(NamedTuple):
    """What there is room for."""

    visitors: int
    connections: int


def room(open_files: int) -> Room:
    """Return how many visitors and how many connections fit into a number of open files.

    A visitor is one WebSocket, which is one open file.
    """
    connections = max(open_files - OWN_FILES, 2)
    visitors = min(MOST_VISITORS, connections - FETCHING if connections > 2 * FETCHING else connections // 2)
    return Room(visitors, min(connections, 2 * MOST_VISITORS + FETCHING))


def open_files() -> int:
    """Return how many files this process may have open."""
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return UNKNOWN
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return UNKNOWN if soft == resource.RLIM_INFINITY else soft
