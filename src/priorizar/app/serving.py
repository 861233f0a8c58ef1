"""Serving the app: on this machine alone unless told otherwise, and from nowhere else."""

from __future__ import annotations

import errno
import socket
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from priorizar.app.settings import SETTINGS
from priorizar.errors import PriorizarError, refusal

SCRIPT = Path(__file__).parent / "entry" / "script.py"
FIRST_PORT, LAST_PORT = 8501, 8599


def free_port(address: str, port: int | None = None) -> int:
    """Give the port asked for, or the first that nobody uses.

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


def serve(study: Path | None, address: str, port: int) -> None:
    """Serve the app until it is interrupted.

    Parameters
    ----------
    study
        Folder of the study; None for the bundled one.
    address, port
        Where to listen.
    """
    from streamlit.web import bootstrap

    options = SETTINGS | {"server.address": address, "server.port": port, "logger.hideWelcomeMessage": True}
    options |= {"logger.level": "warning"}
    flags = {name.replace(".", "_"): value for name, value in options.items()}
    bootstrap.load_config_options(flag_options=flags)
    arguments = [] if study is None else ["--study", str(study)]
    sys.argv = [str(SCRIPT), *arguments]
    # While the browser fetches the page, what its first run needs is made ready.
    threading.Thread(target=_make_ready, daemon=True).start()
    bootstrap.run(str(SCRIPT), False, arguments, flags)


def _make_ready() -> None:
    """Import what pages are made with and read the study; what is wrong with it is told on the page."""
    for name in ("priorizar.app.main", "priorizar.app.pages.ranking.page", "pandas", "pyarrow"):
        import_module(name)
    from priorizar.app.studies import shared_study

    with suppress(PriorizarError):
        shared_study()
