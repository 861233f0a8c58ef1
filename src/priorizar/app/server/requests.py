"""What a request may hold, and what every answer tells the browser."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from priorizar.app.server.answers import refuse

LONGEST_ADDRESS = 8_000
"""Bytes of path and query: an address carries weights of at most 4,000 letters."""
LONGEST_HEAD = 16_000
"""Bytes of all headers."""
LONGEST_BODY = 64_000
"""Bytes that may be sent where no file is."""
UPLOADS = "/_stcore/upload_file/"
CORE = "/_stcore/"
OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
OPEN_BELOW = (UPLOADS, "/_stcore/bidi-components/")
"""What the page itself asks for; figures of the server (``/_stcore/metrics``) are nobody's business."""

_POLICY = {
    "default-src": "'self'",
    # Streamlit's scripts are files of its own; charts are drawn by expressions (vega), components are blobs.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "worker-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
SAID = {
    # Nothing is fetched from anywhere else, and no other site shows the board in a frame of its own.
    "content-security-policy": "; ".join(f"{part} {where}" for part, where in _POLICY.items()),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_SAID = [(name.encode(), value.encode()) for name, value in SAID.items()]


class Bounded:
    """Refuse what is too long or nobody's business, and tell the browser with each answer what to keep to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or answer 404, 413, 414 or 431."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        told = _telling(send)
        refused = _refused(scope)
        if refused is not None:
            await refuse(scope, receive, told, *refused)
            return
        whole = scope["type"] == "websocket" or sends_file(scope)
        await self._app(scope, receive if whole else _counted(receive), told)


def sends_file(scope: Scope) -> bool:
    """Return whether a request sends a file, which may be longer than anything else."""
    return scope["type"] == "http" and scope["method"] == "PUT" and bool(scope["path"].startswith(UPLOADS))


def length_of(scope: Scope) -> int | None:
    """Return the length that a request says its body has; None if it says none, or what is none."""
    said = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(said[0]) if len(said) == 1 and said[0].isdigit() and len(said[0]) < 20 else None


def _refused(scope: Scope) -> tuple[int, str] | None:
    path = scope["path"]
    if len(path) + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
        return 414, "serving.too_long"
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEAD:
        return 431, "serving.too_long"
    if path.startswith(CORE) and path not in OPEN and not path.startswith(OPEN_BELOW):
        return 404, "serving.nothing_here"
    if not sends_file(scope) and (length_of(scope) or 0) > LONGEST_BODY:
        return 413, "serving.too_long"
    return None


def _telling(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(name, value) for name, value in message.get("headers", []) if name.lower() not in _NAMES]
            message = {**message, "headers": [*own, *_SAID]}
        await send(message)

    return told


_NAMES = frozenset(name for name, _ in _SAID)


def _counted(receive: Receive) -> Receive:
    """Read no more of a body than may be sent; the rest is as if whoever sends it had left."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > LONGEST_BODY:
                return {"type": "http.disconnect"}
        return message

    return counted
