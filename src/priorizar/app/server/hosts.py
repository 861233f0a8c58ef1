"""Under which names the board is served, so that a page of another site cannot pass for one of its own.

A browser sends cookies and reads answers by the *name* in its address bar. A site whose name is made to lead
to this machine (DNS rebinding) would otherwise be served the board as if it were its own.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from priorizar.app.server.answers import refuse

HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_loopback(address: str | None) -> bool:
    """Return whether an address to listen at reaches this machine alone; of names only localhost does."""
    if address is None:
        return False
    return address == "localhost" or _is_loopback_number(address)


def names_of(address: str | None) -> frozenset[str]:
    """Return the names under which a board that listens at an address may be asked for, beside its numbers.

    On this machine alone that is no more than ``localhost``; on a network also the machine's own name,
    and the address itself if it is a name.
    """
    if is_loopback(address):
        return frozenset({"localhost"})
    own = socket.gethostname().lower().rstrip(".")
    named = {"localhost", own, f"{own.partition('.')[0]}.local"}
    if address and _number(address) is None:
        named.add(address.lower().rstrip("."))
    return frozenset(named - {""})


def serves(host: str, reached: str | None, names: Collection[str]) -> bool:
    """Return whether a request may name the board so.

    Parameters
    ----------
    host
        What ``Host`` says. Its port is not looked at: it may have been forwarded.
    reached
        The address of this machine at which the connection came in.
    names
        From :func:`names_of`.
    """
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if name is None or parts.netloc != host or "@" in host:
        return False
    named = _number(name)
    if named is None:
        return name.rstrip(".") in names
    # No name leads to a number: one that the browser was given is where it really went.
    return named.is_loopback or (reached is not None and named == _number(reached))


def same_site(origin: str, host: str) -> bool:
    """Return whether a page of an origin is one of the board's own, letter by letter.

    Whatever is not would make Streamlit ask the internet for this machine's address.
    """
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc == host


class OwnNames:
    """Refuse what is asked for under a name that is not the board's, or by a page that is not.

    Parameters
    ----------
    app
        What is served.
    names
        From :func:`names_of`, and what else the board is known by.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or answer 403."""
        if scope["type"] in ("http", "websocket") and not self._own(scope):
            await refuse(scope, receive, send, 403, "serving.other_name")
            return
        await self._app(scope, receive, send)

    def _own(self, scope: Scope) -> bool:
        said: dict[bytes, list[str]] = {b"host": [], b"origin": []}
        for name, value in scope["headers"]:
            if name in said:
                said[name].append(value.decode("latin-1"))
        hosts, origins = said.values()
        reached = scope.get("server")
        if len(hosts) != 1 or not serves(hosts[0], reached and reached[0], self._names):
            return False
        if scope["type"] == "http" and scope["method"] in HARMLESS:
            return True  # what it says is read by nobody else: no other origin is told that it may
        return all(same_site(origin, hosts[0]) for origin in origins)


def _is_loopback_number(address: str) -> bool:
    number = _number(address)
    return number is not None and number.is_loopback


def _number(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = getattr(number, "ipv4_mapped", None)
    return number if mapped is None else mapped
