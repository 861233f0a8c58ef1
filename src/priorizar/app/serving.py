"""Serving the app: on this machine alone unless told otherwise, and from nowhere else."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from priorizar.app.settings import SETTINGS
from priorizar.errors import PriorizarError, refusal
from priorizar.locale import text

if TYPE_CHECKING:
    from streamlit import App
    from streamlit.runtime import Runtime

SCRIPT = Path(__file__).parent / "entry" / "script.py"
FIRST_PORT, LAST_PORT = 8501, 8599
LONGEST_MESSAGE = 1_000_000
"""Bytes of what a page may send at once: where its sliders stand, what is written in its boxes."""
BACKLOG = 128
PING = 30.0
"""Seconds between two looks at whether a browser is still there."""


def free_port(address: str, port: int | None = None) -> int:
    """Return the port asked for, or the first that nobody uses.

    Raises
    ------
    PriorizarError
        The address is none of this machine's, or the port is in use.
    """
    for candidate in [port] if port is not None else range(FIRST_PORT, LAST_PORT + 1):
        try:
            with socket.create_server((address, candidate)):
                return candidate
        except socket.gaierror:
            raise refusal("app.no_such_address", address=address) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise refusal("app.no_such_address", address=address) from None
    raise refusal("app.port_in_use", port=port or f"{FIRST_PORT}-{LAST_PORT}")


def serve(study: Path | None, address: str, port: int, *, allow_saving: bool = False) -> None:
    """Serve the app until it is interrupted.

    Parameters
    ----------
    study
        Folder of the study; None for the bundled one.
    address, port
        Where to listen.
    allow_saving
        Whether scenarios may be saved also where others can open it.
    """
    _end_at_once()
    import uvicorn
    from streamlit import App
    from streamlit.web import bootstrap

    from priorizar.app.permissions import ALLOW_SAVING
    from priorizar.app.server.connections import Connection
    from priorizar.app.server.limits import open_files, room

    options = SETTINGS | {"server.address": address, "server.port": port, "logger.level": "warning"}
    bootstrap.load_config_options({name.replace(".", "_"): value for name, value in options.items()})
    arguments = [] if study is None else ["--study", str(study)]
    sys.argv = [str(SCRIPT), *arguments, *([ALLOW_SAVING] if allow_saving else [])]
    # While the browser fetches the page, what its first run needs is made ready.
    threading.Thread(target=_make_ready, daemon=True).start()
    Connection.most = room(open_files()).connections
    server = uvicorn.Config(
        App(SCRIPT, **guarded()),
        http=Connection,
        ws="websockets-sansio",
        ws_max_size=LONGEST_MESSAGE,
        ws_ping_interval=PING,
        ws_ping_timeout=PING,
        ws_per_message_deflate=False,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    with socket.create_server((address, port), backlog=BACKLOG) as listening:
        uvicorn.Server(server).run(sockets=[listening])


def guarded(*, announce: bool = False) -> dict[str, Any]:
    """Return what ``streamlit.App`` is to be made with: who and what is let in, what is done at start.

    The settings must have been loaded.

    Parameters
    ----------
    announce
        Whether to print the address of the board when it answers; nobody else does under ``streamlit run``.
    """
    from starlette.middleware import Middleware
    from streamlit import config

    from priorizar.app.server.hosts import OwnNames, names_of
    from priorizar.app.server.limits import open_files, room
    from priorizar.app.server.loops import spare_loops
    from priorizar.app.server.requests import Bounded
    from priorizar.app.server.uploads import Uploads, held_files
    from priorizar.app.server.visitors import Visitors

    spare_loops()
    names = names_of(config.get_option("server.address"))
    others = {str(one).strip().lower() for one in config.get_option("server.allowedHosts")}
    largest = config.get_option("server.maxUploadSize") * 1024 * 1024
    return {
        "lifespan": partial(_started, announce=announce),
        "middleware": [
            Middleware(Bounded),
            Middleware(OwnNames, names=names | others),
            Middleware(Visitors, most=room(open_files()).visitors, sessions=_runtime),
            Middleware(Uploads, held=held_files, largest=largest),
        ],
    }


def address_shown(address: str, port: int) -> str:
    """Write the address that a browser on this machine opens."""
    return f"http://{'localhost' if address in ('localhost', '0.0.0.0', '::') else address}:{port}"  # noqa: S104


def _runtime() -> Runtime:
    from streamlit.runtime import get_instance

    return get_instance()


@asynccontextmanager
async def _started(_: App, *, announce: bool) -> AsyncIterator[None]:
    """Print where the board is if asked to, and open a browser where there is one, once it answers."""
    from streamlit import config

    _end_at_once()
    url = address_shown(config.get_option("server.address") or "localhost", config.get_option("server.port"))
    if announce:
        sys.stdout.write(f"{text('app.open_at', url=url)}\n")
        sys.stdout.flush()
    if not config.get_option("server.headless"):
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    yield


def _end_at_once() -> None:
    """Let a signal end the process by itself, whatever it is doing.

    A handler of Python's runs between two of its steps: not while a library draws, sorts or prints in a step
    of its own that takes seconds. Nothing that matters is lost so: files are written whole or not at all, and
    browsers see their connections closed by the system.
    """
    if threading.current_thread() is threading.main_thread():
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, signal.SIG_DFL)


def _make_ready() -> None:
    """Import what pages are made with and read the study; what is wrong with it is told on the page."""
    for name in ("priorizar.app.main", "priorizar.app.pages.ranking.page", "pandas", "pyarrow"):
        import_module(name)
    from priorizar.app.studies import shared_study

    with suppress(PriorizarError):
        shared_study()
