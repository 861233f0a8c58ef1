"""Running a reader of hostile files in a process of its own, with a bound on its memory and its time.

What leaves a bound behind ends with its process, and this one goes on. The memory is bounded where the system
can (Linux); everywhere, time is, and whatever the file does to a library happens elsewhere.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Timer
from typing import IO, Any

from priorizar.errors import PriorizarError, Problem
from priorizar.files.door import megabytes

MEMORY = 512_000_000
"""Bytes that the process may take beyond what Python and its libraries take before they begin."""

SECONDS = 30

Ask = Callable[[str], bytes]
"""What the process may ask for by name; see :func:`confined`."""


def confined(
    task: str,
    name: str,
    raw: bytes,
    options: Mapping[str, Any] | None = None,
    *,
    ask: Ask | None = None,
    memory: int = MEMORY,
    seconds: float = SECONDS,
) -> Any:
    """Call a function of the program on a file, in a process of its own.

    Parameters
    ----------
    task
        ``module:function``, below ``priorizar``. It is called with the name, the content, the options and,
        where there is one, ``ask``; it gives bytes or what JSON can say.
    name, raw
        Of the file.
    options
        Anything that JSON can say.
    ask
        Answers what the function asks for while it works: content by name.
    memory, seconds
        What it may take.

    Raises
    ------
    PriorizarError
        What the function refuses, or that it took more than it may.
    """
    call = {"task": task, "name": name, "options": dict(options or {}), "asks": ask is not None}
    call |= {"memory": memory, "seconds": seconds}
    # -P: nothing that lies where the user stands is taken for a module.
    command = [sys.executable, "-P", "-m", "priorizar.files.confined"]
    paths = os.pathsep.join(path for path in sys.path if path)
    worker = subprocess.Popen(  # noqa: S603 - this program, by the interpreter that runs it
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )
    kind: str = "heavy"
    said: Any = None
    with worker, suppress(OSError, EOFError, ValueError):  # it ended before it answered
        kind, said = _answer(worker, call, raw, ask, seconds)
    if kind == "refused":
        raise PriorizarError([Problem(**one) for one in said])
    if kind == "missing":
        raise ModuleNotFoundError(said, name=said)
    if kind == "heavy":
        values = {"limit": megabytes(memory), "seconds": f"{seconds:g}"}
        raise PriorizarError(Problem("study.too_heavy", values, name))
    return base64.b64decode(said) if kind == "bytes" else said


def _answer(
    worker: subprocess.Popen[bytes], call: Mapping[str, Any], raw: bytes, ask: Ask | None, seconds: float
) -> tuple[str, Any]:
    """Talk with the process until it has answered; then, or when it takes too long, it is ended."""
    inward, outward = worker.stdin, worker.stdout
    assert inward is not None  # noqa: S101 - both are pipes
    assert outward is not None  # noqa: S101
    try:
        _send(inward, call)
        _send(inward, raw)
        while True:
            with _ending(worker, seconds):
                kind, said = _receive(outward)
            if kind != "ask":
                return kind, said
            # What is drawn here meanwhile is no time of the process; its own is counted by the system too.
            _send(inward, b"" if ask is None else ask(said))
    finally:
        worker.kill()


@contextmanager
def _ending(worker: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """End a process that takes longer."""
    end = Timer(seconds, worker.kill)
    end.daemon = True
    end.start()
    try:
        yield
    finally:
        end.cancel()


def _send(pipe: IO[bytes], said: Any) -> None:
    """Send a message: bytes as they are or anything else as JSON, after its length on a line."""
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    pipe.write(b"%d\n" % len(content))
    pipe.write(content)
    pipe.flush()


def _receive_bytes(pipe: IO[bytes]) -> bytes:
    size = int(pipe.readline(20))
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _receive(pipe: IO[bytes]) -> Any:
    return json.loads(_receive_bytes(pipe))


def _work(inward: IO[bytes], outward: IO[bytes]) -> None:
    """Do what is asked, within bounds, and answer."""
    call = _receive(inward)
    raw = _receive_bytes(inward)
    module, _, function = call["task"].partition(":")
    do = getattr(import_module(f"priorizar.{module}"), function)

    def ask(name: str) -> bytes:
        _send(outward, ("ask", name))
        return _receive_bytes(inward)

    asking = {"ask": ask} if call["asks"] else {}
    _bound(call["memory"], call["seconds"])
    try:
        found = do(call["name"], raw, **call["options"], **asking)
        kind = "bytes" if isinstance(found, bytes) else "found"
        answer = (kind, base64.b64encode(found).decode() if kind == "bytes" else found)
    except PriorizarError as error:
        answer = ("refused", [_plain(one) for one in error.problems])
    except MemoryError:
        answer = ("heavy", None)
    except ModuleNotFoundError as error:
        answer = ("missing", error.name)
    except Exception as error:
        # Whatever a strange file makes a library trip over, it is a file that cannot be read.
        answer = ("refused", [_plain(Problem("study.unreadable", {"said": repr(error)[:200]}, call["name"]))])
    _send(outward, answer)


def _plain(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON can say it."""
    values = {
        key: value if isinstance(value, str | int | float | bool) else str(value)
        for key, value in problem.values.items()
    }
    place = {"file": problem.file, "line": problem.line, "cell": problem.cell}
    return {"key": problem.key, "values": values, **place}


def _bound(memory: int, seconds: float) -> None:
    """Bound the memory and the time of this process, where the system can."""
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text().split()[0])  # what is mapped already
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    # Whatever a library prints must not stand between two messages.
    _outward = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _work(sys.stdin.buffer, _outward)
