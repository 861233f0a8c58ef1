"""Connections, before anything is made of what they send: how many, how long and how slow a head may be."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from priorizar.app.server.answers import AGAIN, turned_away
from priorizar.app.server.requests import LONGEST_ADDRESS, LONGEST_HEAD

HEAD_SECONDS = 10.0
"""Within which the head of a request must have come."""
TURNED_AWAY, TURNED_AWAY_SECONDS = 16, 1.0
"""Connections beyond the bound that may still ask, to be told that there is no room, and within how long."""
_LONGEST = 2 * (LONGEST_ADDRESS + LONGEST_HEAD)


class Connection(HttpToolsProtocol):
    """One connection, which is closed when it is one too many, or slow, or its head without end.

    uvicorn bounds none of these itself with httptools; :mod:`~priorizar.app.server.requests` sees a request
    only when its head is complete.
    """

    most: int
    """Connections at once; set by whoever serves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head: int | None = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._one_too_many = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._one_too_many = len(self.connections) > self.most
        self._wait(TURNED_AWAY_SECONDS if self._one_too_many else HEAD_SECONDS)
        if len(self.connections) > self.most + TURNED_AWAY:
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._wait(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, within bounds."""
        if self._one_too_many:
            self._answer("503 Service Unavailable", turned_away("serving.full", again=True))
            return
        super().data_received(data)
        if self._head is not None and not self.transport.is_closing():
            self._head += len(data)
            if self._head > _LONGEST:
                self._answer("431 Request Header Fields Too Large", turned_away("serving.too_long"))

    def on_message_begin(self) -> None:
        """Count a head from here."""
        super().on_message_begin()
        self._head = 0
        self._wait(HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        """Stop counting: what follows a head is counted elsewhere."""
        self._head = None
        self._wait(None)
        super().on_headers_complete()

    def _wait(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if seconds is not None:
            self._deadline = self.loop.call_later(seconds, self.transport.close)

    def _answer(self, status: str, page: bytes) -> None:
        head = [
            f"HTTP/1.1 {status}",
            "content-type: text/html; charset=utf-8",
            f"content-length: {len(page)}",
            f"retry-after: {AGAIN}",
            "cache-control: no-store",
            "connection: close",
        ]
        self.transport.write("\r\n".join([*head, "", ""]).encode() + page)
        self.transport.close()
