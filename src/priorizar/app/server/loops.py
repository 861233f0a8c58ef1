"""One open file a visitor instead of four.

Streamlit makes an event loop of its own for each session and never runs it: it is there for scripts that ask
for one. Each costs three open files for as long as the session is kept, also after its browser has gone. Our
pages run none, so sessions get one that opens nothing.
"""

from __future__ import annotations

import asyncio
from types import CoroutineType, SimpleNamespace
from typing import NoReturn


class UnopenedLoop(asyncio.AbstractEventLoop):
    """An event loop that is never run: it can be kept, asked how it is, and closed."""

    def __init__(self) -> None:
        self._closed = False

    def is_running(self) -> bool:
        """Never."""
        return False

    def is_closed(self) -> bool:
        """Return whether it was closed."""
        return self._closed

    def close(self) -> None:
        """Close it; there is nothing to give back."""
        self._closed = True

    def get_debug(self) -> bool:
        """Never."""
        return False

    async def shutdown_asyncgens(self) -> None:
        """There are none."""

    async def shutdown_default_executor(self) -> None:
        """There is none."""

    def run_until_complete(self, future: object) -> None:  # type: ignore[override]
        """Do nothing for what closes a loop; anything else is a defect of ours."""
        if not isinstance(future, CoroutineType) or future.cr_code not in _CLOSING:
            _never_run()
        future.close()


_CLOSING = {UnopenedLoop.shutdown_asyncgens.__code__, UnopenedLoop.shutdown_default_executor.__code__}


def _never_run() -> NoReturn:
    raise RuntimeError("pages run no event loop: use asyncio.run, or a thread")


def spare_loops() -> None:
    """Let Streamlit make its sessions with loops that open nothing; once for the process."""
    from streamlit.runtime import app_session

    known = vars(asyncio) | {"new_event_loop": UnopenedLoop}
    vars(app_session)["asyncio"] = SimpleNamespace(**known)
