"""How many visitors there are at once, and that nothing of theirs is kept for long when they have left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from priorizar.app.server.answers import refuse

STREAM = "/_stcore/stream"
KEPT = 120.0
"""Seconds for which a visitor who lost the connection may come back to what was on the screen."""
NO_PAGE = ("/static/", "/media/", "/component/", "/_stcore/")


class Sessions(Protocol):
    """What of Streamlit's runtime knows who is there."""

    def is_active_session(self, session_id: str) -> bool:
        """Return whether a session has its browser."""

    def close_session(self, session_id: str) -> None:
        """Forget a session and all that is its own; on the thread of the event loop."""


class Visitors:
    """Let in as many as there is room for; the next one reads a sentence and is let in when somebody leaves.

    Parameters
    ----------
    app
        What is served.
    most
        Visitors at once.
    sessions
        Gives Streamlit's runtime.
    kept
        Seconds until what belonged to somebody who left is given back.
    """

    def __init__(self, app: ASGIApp, most: int, sessions: Callable[[], Sessions], kept: float = KEPT) -> None:
        self._app = app
        self._most = most
        self._sessions = sessions
        self._kept = kept
        self.here = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or answer 503."""
        visits = scope["type"] == "websocket" and scope["path"] == STREAM
        if self.here >= self._most and (visits or _asks_for_page(scope)):
            await refuse(scope, receive, send, 503, "serving.full", again=True)
        elif visits:
            await self._visited(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _visited(self, scope: Scope, receive: Receive, send: Send) -> None:
        session: str | None = None

        async def told(message: Message) -> None:
            nonlocal session
            if session is None and message["type"] == "websocket.send":
                session = session_in(message.get("bytes") or b"")
            await send(message)

        self.here += 1
        try:
            await self._app(scope, receive, told)
        finally:
            self.here -= 1
            if session is not None:
                asyncio.get_running_loop().call_later(self._kept, self._forget, session)

    def _forget(self, session: str) -> None:
        sessions = self._sessions()
        if not sessions.is_active_session(session):
            sessions.close_session(session)


def session_in(told: bytes) -> str | None:
    """Return the session's id that a message to a browser begins it with; None if the message is another."""
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    try:
        message = ForwardMsg.FromString(told)
    except DecodeError:
        return None
    if message.WhichOneof("type") != "new_session":
        return None
    return str(message.new_session.initialize.session_id) or None


def _asks_for_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(NO_PAGE):
        return False
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
