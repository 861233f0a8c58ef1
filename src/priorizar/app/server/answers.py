"""Short answers of our own, in both languages: whoever is turned away reads why and what to do."""

from __future__ import annotations

from html import escape

from starlette.types import Receive, Scope, Send

from priorizar.locale import LANGUAGES, text

AGAIN = 5
"""Seconds after which a page that said that there was no room asks again by itself."""


def turned_away(key: str, *, again: bool = False) -> bytes:
    """Write a page that says one thing of the catalogue in every language.

    Parameters
    ----------
    key
        Of the catalogue; its sentences part at `` · ``.
    again
        Whether the browser is to ask again after :data:`AGAIN` seconds.
    """
    said = "".join(
        f'<p lang="{language}">{"<br>".join(escape(part) for part in text(key, language).split(" · "))}</p>'
        for language in LANGUAGES
    )
    refresh = f'<meta http-equiv="refresh" content="{AGAIN}">' if again else ""
    return (
        f'<!doctype html><html lang="{LANGUAGES[0]}"><head><meta charset="utf-8"><title>priorizar</title>'
        f'<meta name="viewport" content="width=device-width">{refresh}'
        "<style>body{font:1.2rem/1.5 sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}</style>"
        f"</head><body>{said}</body></html>"
    ).encode()


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, key: str, *, again: bool = False
) -> None:
    """Answer a request with a status and a page, and do not open a WebSocket; nothing further is read.

    The page is not for WebSockets: no browser shows what refuses one, and uvicorn would log each as a fault.
    """
    if scope["type"] == "websocket":
        await receive()  # that it wants to connect
        await send({"type": "websocket.close", "code": 1013 if again else 1008})
        return
    body = turned_away(key, again=again)
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    if again:
        headers.append((b"retry-after", str(AGAIN).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
