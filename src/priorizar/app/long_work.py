"""Long work beside the page, so that the page can tell how far it is and be left at any moment."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from threading import Thread
from typing import TypeVar

Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]
LOOK = 0.1
"""Seconds between two looks at how far it is."""


class Stopped(BaseException):
    """What ends the work in its own thread, as Ctrl-C ends a command."""


def beside(
    work: Callable[[Progress], Answer], tell: Callable[[float | None, float], None], *, look: float = LOOK
) -> Answer:
    """Do something in a thread of its own, telling ten times a second how far it is.

    Parameters
    ----------
    work
        What to do; it is given what it may call with what is done and what there is. It must not touch
        the screen.
    tell
        Called with the share done (None while nobody knows) and the seconds gone. If it raises (Streamlit
        raises there when somebody clicks elsewhere), the work is ended too.
    look
        Seconds between two calls.

    Raises
    ------
    Exception
        Whatever the work raises, and whatever ``tell`` does.
    """
    answer: Future[Answer] = Future()
    share: list[float | None] = [None]

    def progress(done: int, total: int) -> None:
        share[0] = done / total

    def run() -> None:
        try:
            answer.set_result(work(progress))
        except BaseException as error:
            answer.set_exception(error)

    thread = Thread(target=run, daemon=True, name="priorizar-long-work")
    began = time.monotonic()
    thread.start()
    try:
        while True:
            try:
                return answer.result(timeout=look)
            except TimeoutError:
                if answer.done():
                    raise
                tell(share[0], time.monotonic() - began)
    finally:
        if thread.is_alive() and not answer.done():
            _end(thread)


def _end(thread: Thread) -> None:
    """Raise in another thread, between two of its steps: methods written in Python know no other way out."""
    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped))
