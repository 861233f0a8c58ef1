"""How much visitors may leave on the server: files and bytes, of each and of all together.

What counts is what Streamlit holds at the moment, so whatever it lets go of is given back: a file taken off
the page, a session that has ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple, Protocol, cast

from starlette.types import ASGIApp, Receive, Scope, Send

from priorizar.app.server.answers import refuse
from priorizar.app.server.requests import UPLOADS, length_of, sends_file

PATIENCE = 60.0
"""Seconds that sending one file may take."""


class Quota(NamedTuple):
    """Files and bytes that may be held."""

    files: int
    bytes: int


EACH = Quota(4, 12_000_000)
ALL = Quota(80, 120_000_000)
FRAME = 4_000
"""Bytes around a file that is sent."""


class Record(Protocol):
    """A file as Streamlit holds it."""

    @property
    def data(self) -> bytes:
        """What it holds."""


Held = Mapping[str, Mapping[str, Record]]


class Uploads:
    """Take in a file if there is room for it, of its visitor and on the server.

    Parameters
    ----------
    app
        What is served.
    held
        Gives what Streamlit holds: files by session.
    largest
        Bytes of one file.
    each, every
        What one visitor may leave, and all of them.
    patience
        Seconds that sending one file may take.
    """

    def __init__(
        self,
        app: ASGIApp,
        held: Callable[[], Held],
        largest: int,
        each: Quota = EACH,
        every: Quota = ALL,
        patience: float = PATIENCE,
    ) -> None:
        self._app = app
        self._held = held
        self._largest = largest
        self._each, self._every = each, every
        self._patience = patience
        self._coming: list[tuple[str, int]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or answer 411, 413, 408 or 507."""
        if not sends_file(scope):
            await self._app(scope, receive, send)
            return
        length = length_of(scope)
        if length is None:
            await refuse(scope, receive, send, 411, "serving.no_length")
        elif length > self._largest + FRAME:
            await refuse(scope, receive, send, 413, "serving.too_large")
        elif not self._fits(session := scope["path"].removeprefix(UPLOADS).partition("/")[0], length):
            await self._let_pass(receive)
            await refuse(scope, receive, send, 507, "serving.no_room")
        else:
            await self._take((session, length), scope, receive, send)

    async def _take(self, coming: tuple[str, int], scope: Scope, receive: Receive, send: Send) -> None:
        self._coming.append(coming)
        try:
            async with asyncio.timeout(self._patience):
                await self._app(scope, receive, send)
        except TimeoutError:
            await refuse(scope, receive, send, 408, "serving.too_slow")
        finally:
            self._coming.remove(coming)

    async def _let_pass(self, receive: Receive) -> None:
        """Let a file pass unread: a browser hears of an answer only when it has sent all."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                while (await receive()).get("more_body"):
                    pass

    def _fits(self, session: str, length: int) -> bool:
        held = self._held()
        own = [len(one.data) for one in list(held.get(session, {}).values())]
        everybody = [len(one.data) for files in list(held.values()) for one in list(files.values())]
        own += [size for whose, size in self._coming if whose == session]
        everybody += [size for _, size in self._coming]
        return _has_room(self._each, own, length) and _has_room(self._every, everybody, length)


def is_full(held: Held, every: Quota = ALL, largest: int = 5_000_000) -> bool:
    """Return whether the server has no room for one file more of the largest kind."""
    sizes = [len(one.data) for files in list(held.values()) for one in list(files.values())]
    return not _has_room(every, sizes, largest)


def _has_room(quota: Quota, sizes: Iterable[int], length: int) -> bool:
    sizes = list(sizes)
    return len(sizes) < quota.files and sum(sizes) + length <= quota.bytes


def held_files() -> Held:
    """Return the files that visitors have sent, by session, as Streamlit holds them."""
    from streamlit.runtime import get_instance
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

    manager = get_instance().uploaded_file_mgr
    return cast("MemoryUploadedFileManager", manager).file_storage
