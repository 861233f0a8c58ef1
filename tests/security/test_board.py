"""The board under attack: other sites, crowds, files and heads without end, and signals at any moment.

What is decided without a network is tried on the middleware itself; the rest on servers of their own, as
anybody starts them, watched for anything that would leave the machine.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import _close_script_event_loop
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from priorizar.app.permissions import may_save
from priorizar.app.server.answers import turned_away
from priorizar.app.server.hosts import OwnNames, is_loopback, names_of, same_site, serves
from priorizar.app.server.limits import OWN_FILES, room
from priorizar.app.server.loops import UnopenedLoop
from priorizar.app.server.requests import LONGEST_BODY, LONGEST_HEAD, SAID, UPLOADS, Bounded
from priorizar.app.server.uploads import Quota, Uploads, is_full
from priorizar.app.server.visitors import Visitors, session_in
from priorizar.locale import text

ROOT = Path(__file__).parents[2]
OPEN_FILES = 256
PATIENCE = 30
LINUX = Path("/proc/self/fd").exists()

Answer = tuple[int | str, dict[str, str], bytes]


def asked(
    app: Any,
    *,
    kind: str = "http",
    method: str = "GET",
    path: str = "/",
    headers: tuple[tuple[str, str], ...] = (("host", "localhost:8501"),),
    body: tuple[bytes, ...] = (b"",),
    reached: str = "127.0.0.1",
) -> Answer:
    """Ask an ASGI app one thing, and return status, headers and body of its answer, or ``closed``."""
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": b"",
        "server": (reached, 8501),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    waiting = list(body)
    told: list[Any] = []

    async def receive() -> Any:
        if kind == "websocket":
            return {"type": "websocket.connect"}
        if not waiting:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        told.append(message)

    asyncio.run(app(scope, receive, send))
    if not told[0]["type"].endswith("response.start"):
        return told[0]["type"], {}, b""
    sent = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return told[0]["status"], sent, b"".join(one.get("body", b"") for one in told[1:])


async def board(scope: Any, receive: Any, send: Any) -> None:
    """A board that lets everybody in and says how much it was sent."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    read = 0
    while True:
        message = await receive()
        read += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": [(b"server", b"x")]})
    await send({"type": "http.response.body", "body": str(read).encode()})


def named(host: str, origin: str | None = None) -> tuple[tuple[str, str], ...]:
    return (("host", host), *(() if origin is None else (("origin", origin),)))


class TestNames:
    ALONE = OwnNames(board, names_of("localhost"))

    @pytest.mark.parametrize("kind", ["http", "websocket"])
    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "evil.example:8501",
            "localhost.evil.example",
            "evil.example.",
            "localhost@evil.example",
            "user:localhost@evil.example:8501",
            "127.0.0.1.nip.io",
            "10.0.0.1",
            "[2001:db8::1]:8501",
            "2130706433",
            "localhost:8501/evil.example",
            "localhost:no",
            "localhost:999999",
            "",
            "[::1",
            "loc\tal",
        ],
    )
    def test_that_are_not_its_own_are_refused(self, host, kind):
        status, _, body = asked(self.ALONE, kind=kind, headers=named(host, f"http://{host}"))
        if kind == "websocket":
            assert status == "websocket.close"
            return
        assert status == 403
        assert "no se sirve con este nombre" in body.decode()
        assert "not served under this name" in body.decode()

    @pytest.mark.parametrize("kind", ["http", "websocket"])
    @pytest.mark.parametrize(
        "host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:9000", "LOCALHOST"]
    )
    def test_that_are_its_own_are_served(self, host, kind):
        status, *_ = asked(self.ALONE, kind=kind, headers=named(host, f"http://{host}"))
        assert status in (200, "websocket.accept")

    @pytest.mark.parametrize(
        "origin",
        [
            "http://evil.example",
            "null",
            "http://localhost:9999",
            "file://",
            "http://127.0.0.1:8501",
            "",
            "https:",
        ],
    )
    def test_a_page_of_another_site_opens_no_websocket_and_sends_nothing(self, origin):
        headers = named("localhost:8501", origin)
        assert asked(self.ALONE, kind="websocket", headers=headers)[0] == "websocket.close"
        for method in ("PUT", "POST", "DELETE", "PATCH"):
            assert asked(self.ALONE, method=method, headers=headers)[0] == 403

    def test_a_program_without_a_page_is_served(self):
        assert asked(self.ALONE, kind="websocket")[0] == "websocket.accept"

    @pytest.mark.parametrize("hosts", [(), ("localhost", "evil.example"), ("localhost", "localhost")])
    def test_none_or_two_are_refused(self, hosts):
        assert asked(self.ALONE, headers=tuple(("host", one) for one in hosts))[0] == 403

    def test_on_a_network_the_address_reached_and_the_machine_s_name_are_its_own(self, monkeypatch):
        monkeypatch.setattr("socket.gethostname", lambda: "Mesa-3.taller.pe")
        names = names_of("0.0.0.0")
        for host in ("192.168.1.7:8501", "mesa-3.taller.pe", "Mesa-3.local:8501", "localhost"):
            assert serves(host, "192.168.1.7", names)
        for host in ("192.168.1.8:8501", "taller.pe", "evil.example"):
            assert not serves(host, "192.168.1.7", names)

    def test_alone_the_machine_s_name_is_none_of_them(self):
        assert names_of("localhost") == names_of("127.0.0.1") == {"localhost"}

    def test_a_name_listened_at_is_one_of_them(self):
        assert "tablero.taller.pe" in names_of("Tablero.taller.pe")

    def test_an_address_mapped_into_the_other_family_is_the_same(self):
        assert serves("192.168.1.7", "::ffff:192.168.1.7", ())

    @given(st.text(max_size=40))
    def test_whatever_is_said_is_decided(self, said):
        serves(said, "127.0.0.1", {"localhost"})
        assert same_site(f"http://{said}", said) in (True, False)

    @given(st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z][a-z0-9-]{0,20}){1,3}", fullmatch=True))
    def test_no_other_name_is_served(self, name):
        assert not serves(name, "127.0.0.1", names_of("localhost"))


@pytest.mark.parametrize(
    ("address", "alone"),
    [
        *((one, True) for one in ("localhost", "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1")),
        *(
            (one, False)
            for one in ("0.0.0.0", "::", "192.168.1.7", "mesa-3", "localhost.evil.example", "", None)
        ),
    ],
)
def test_saving_is_for_this_machine_alone_unless_it_was_allowed(address, alone, monkeypatch):
    assert is_loopback(address) is alone
    monkeypatch.setattr("priorizar.app.permissions.config.get_option", {"server.address": address}.get)
    monkeypatch.setattr("sys.argv", ["app", "--study", "x"])
    assert may_save() is alone
    monkeypatch.setattr("sys.argv", ["app", "--study", "x", "--allow-saving"])
    assert may_save()


class TestRequests:
    BOUNDED = Bounded(board)

    @pytest.mark.parametrize(
        "path",
        [
            "/_stcore/metrics",
            "/_stcore/script-health-check",
            "/_stcore/agent/interact",
            "/_stcore/agent/mcp",
            "/_stcore/",
        ],
    )
    def test_figures_of_the_server_are_nobody_s_business(self, path):
        status, _, body = asked(self.BOUNDED, path=path)
        assert status == 404
        assert b"nada" in body

    @pytest.mark.parametrize(
        "path", ["/", "/escenarios", "/static/js/index.js", "/_stcore/health", "/media/x.png"]
    )
    def test_what_a_page_needs_is_served(self, path):
        assert asked(self.BOUNDED, path=path)[0] == 200

    @pytest.mark.parametrize("path", ["/", "/_stcore/metrics"])
    def test_every_answer_says_what_the_browser_is_to_keep_to(self, path):
        _, headers, _ = asked(self.BOUNDED, path=path)
        assert headers.items() >= SAID.items()
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"https?:|\*", policy), "something may be fetched from elsewhere"

    def test_a_head_is_bounded(self):
        long = ("x-long", "a" * LONGEST_HEAD)
        assert asked(self.BOUNDED, headers=(("host", "localhost"), long))[0] == 431
        assert asked(self.BOUNDED, kind="websocket", headers=(long,))[0] == "websocket.close"
        assert asked(self.BOUNDED, path="/" + "a" * 8_001)[0] == 414

    @pytest.mark.parametrize("path", ["/", f"{UPLOADS}session/file"])
    def test_a_body_is_bounded_as_it_says(self, path):
        headers = (("host", "localhost"), ("content-length", str(LONGEST_BODY + 1)))
        assert asked(self.BOUNDED, method="POST", path=path, headers=headers)[0] == 413

    def test_a_body_that_does_not_say_is_read_no_further(self):
        piece = b"a" * 10_000
        _, _, read = asked(self.BOUNDED, method="POST", body=(piece,) * 50)
        assert int(read) <= LONGEST_BODY

    def test_what_is_no_length_is_none(self):
        for said in ("-1", "1e9", "9" * 5_000, "٣"):
            headers = (("host", "localhost"), ("content-length", said))
            assert asked(self.BOUNDED, method="POST", headers=headers)[0] in (200, 413)


def begun(session: str) -> bytes:
    message = ForwardMsg()
    message.new_session.initialize.session_id = session
    return message.SerializeToString()


class Crowd:
    """Visitors of a board in this process; each stays until told to leave."""

    def __init__(self, most: int, kept: float = 0.01) -> None:
        self.active: set[str] = set()
        self.closed: list[str] = []
        self.leave = asyncio.Event()
        self.sessions = SimpleNamespace(
            is_active_session=self.active.__contains__, close_session=self.closed.append
        )
        self.app = Visitors(self.stay, most, lambda: self.sessions, kept)
        self.count = 0

    async def stay(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await board(scope, receive, send)
            return
        self.count += 1
        mine = f"s{self.count}"
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": begun(mine)})
        self.active.add(mine)
        await self.leave.wait()
        self.active.discard(mine)

    async def visit(self) -> list[Any]:
        return await self.ask({"type": "websocket", "path": "/_stcore/stream", "headers": []})

    async def open_page(self) -> list[Any]:
        accept = [(b"accept", b"text/html,*/*")]
        return await self.ask({"type": "http", "method": "GET", "path": "/robustez", "headers": accept})

    async def ask(self, scope: dict[str, Any]) -> list[Any]:
        told: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            told.append(message)

        await self.app(scope, receive, send)
        return told


def crowded(play: Callable[[Crowd], Awaitable[None]], most: int = 2, kept: float = 0.01) -> None:
    async def played() -> None:
        await play(Crowd(most, kept))

    asyncio.run(played())


class TestVisitors:
    def test_the_next_one_reads_a_sentence_and_comes_in_when_somebody_leaves(self):
        async def play(crowd: Crowd) -> None:
            stays = [asyncio.create_task(crowd.visit()) for _ in range(2)]
            await asyncio.sleep(0)
            assert crowd.app.here == 2
            assert (await crowd.visit())[0] == {"type": "websocket.close", "code": 1013}
            start, body = await crowd.open_page()
            assert start["status"] == 503
            assert (b"retry-after", b"5") in start["headers"]
            said = body["body"].decode()
            assert "El tablero está lleno" in said
            assert "The board is full" in said
            assert 'http-equiv="refresh"' in said
            crowd.leave.set()
            await asyncio.gather(*stays)
            assert crowd.app.here == 0
            assert (await crowd.open_page())[0]["status"] == 200

        crowded(play)

    def test_whoever_is_inside_is_served_what_the_page_needs(self):
        async def play(crowd: Crowd) -> None:
            stay = asyncio.create_task(crowd.visit())
            await asyncio.sleep(0)
            for path in ("/static/js/index.js", "/media/x.png", "/_stcore/health"):
                scope = {
                    "type": "http",
                    "method": "GET",
                    "path": path,
                    "headers": [(b"accept", b"text/html")],
                }
                assert (await crowd.ask(scope))[0]["status"] == 200
            crowd.leave.set()
            await stay

        crowded(play, most=1)

    def test_what_was_whose_is_given_back_when_they_have_left(self):
        async def play(crowd: Crowd) -> None:
            stay = asyncio.create_task(crowd.visit())
            await asyncio.sleep(0)
            crowd.leave.set()
            await stay
            assert crowd.closed == []
            await asyncio.sleep(0.05)
            assert crowd.closed == ["s1"]

        crowded(play)

    def test_whoever_came_back_keeps_it(self):
        async def play(crowd: Crowd) -> None:
            stay = asyncio.create_task(crowd.visit())
            await asyncio.sleep(0)
            crowd.leave.set()
            await stay
            crowd.active.add("s1")
            await asyncio.sleep(0.05)
            assert crowd.closed == []

        crowded(play)

    def test_a_place_is_given_back_whatever_happens(self):
        async def fails(scope: Any, receive: Any, send: Any) -> None:
            raise RuntimeError("no")

        visitors = Visitors(fails, 1, lambda: SimpleNamespace())
        for _ in range(3):
            with pytest.raises(RuntimeError, match="no"):
                asked(visitors, kind="websocket", path="/_stcore/stream")
        assert visitors.here == 0

    def test_only_the_first_message_names_a_session(self):
        assert session_in(begun("abc")) == "abc"
        other = ForwardMsg()
        other.script_finished = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
        assert session_in(other.SerializeToString()) is None
        assert session_in(b"\xff\xff\xff") is None


@given(st.integers(0, 1_000_000))
def test_there_is_room_for_somebody_and_never_for_more_than_files(files):
    visitors, connections = room(files)
    assert 1 <= visitors < connections
    assert connections <= max(files - OWN_FILES, 2)


def test_with_256_open_files_there_is_room_for_a_workshop():
    assert room(OPEN_FILES).visitors >= 100


def test_the_page_that_turns_away_asks_for_nothing():
    page = turned_away("serving.full", again=True).decode()
    assert "src=" not in page
    assert "href=" not in page


class TestUploads:
    HELD: dict[str, dict[str, Any]]

    @pytest.fixture(autouse=True)
    def nothing_held(self):
        self.HELD = {}

    def app(self, **more: Any) -> Uploads:
        bounds = {"each": Quota(2, 1_000), "every": Quota(3, 1_500)} | more
        return Uploads(self.keep, lambda: self.HELD, 800, **bounds)

    async def keep(self, scope: Any, receive: Any, send: Any) -> None:
        session, file = scope["path"].removeprefix(UPLOADS).split("/")
        self.HELD.setdefault(session, {})[file] = SimpleNamespace(data=(await receive())["body"])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def put(self, app: Uploads, where: str, size: int, *, length: str | None = "") -> Answer:
        said = () if length is None else (("content-length", length or str(size)),)
        return asked(app, method="PUT", path=UPLOADS + where, headers=said, body=(b"x" * size,))

    def test_as_many_files_of_one_visitor_and_given_back(self):
        app = self.app()
        assert [self.put(app, f"a/{name}", 10)[0] for name in "123"] == [204, 204, 507]
        del self.HELD["a"]["1"]
        assert self.put(app, "a/3", 10)[0] == 204

    def test_as_many_bytes_of_one_visitor(self):
        app = self.app()
        assert [self.put(app, f"a/{name}", 600)[0] for name in "12"] == [204, 507]

    def test_as_many_files_and_bytes_of_all_and_given_back_with_the_session(self):
        app = self.app()
        assert [self.put(app, f"{who}/1", 10)[0] for who in "abcd"] == [204, 204, 204, 507]
        del self.HELD["a"]
        assert self.put(app, "d/1", 10)[0] == 204
        self.HELD.clear()
        assert [self.put(app, f"{who}/1", 700)[0] for who in "abc"] == [204, 204, 507]

    def test_one_too_large_or_of_no_length_is_not_read(self):
        assert self.put(self.app(), "a/1", 5_000)[0] == 413
        for length in (None, "-5", "many"):
            assert self.put(self.app(), "a/1", 10, length=length)[0] == 411
        assert self.HELD == {}

    def test_what_is_on_its_way_counts(self):
        app = self.app()

        async def slowly(scope: Any, receive: Any, send: Any) -> None:
            await go.wait()
            await self.keep(scope, receive, send)

        async def play() -> list[int]:
            statuses: list[int] = []

            async def put(name: str) -> None:
                scope = {"type": "http", "method": "PUT", "path": f"{UPLOADS}a/{name}"}
                scope |= {"headers": [(b"content-length", b"600")]}  # type: ignore[dict-item]

                async def receive() -> Any:
                    return {"type": "http.request", "body": b"x" * 600}

                async def send(message: Any) -> None:
                    statuses.extend([message["status"]] if "status" in message else [])

                await app(scope, receive, send)

            first = asyncio.create_task(put("1"))
            await asyncio.sleep(0)
            await put("2")
            go.set()
            await first
            return statuses

        go = asyncio.Event()
        app._app = slowly
        assert asyncio.run(play()) == [507, 204]

    def test_one_that_never_ends_is_given_up_and_its_room_given_back(self):
        async def waits(scope: Any, receive: Any, send: Any) -> None:
            await asyncio.Event().wait()

        app = self.app(patience=0.01)
        app._app = waits
        assert [self.put(app, "a/1", 600)[0] for _ in range(3)] == [408, 408, 408]

    def test_whether_the_server_is_full_is_known(self):
        one = {"a": {"1": SimpleNamespace(data=b"x" * 900)}}
        assert is_full(one, Quota(5, 1_000), largest=200)
        assert not is_full(one, Quota(5, 1_000), largest=100)
        assert is_full(one, Quota(1, 10_000), largest=100)


class TestLoops:
    def test_are_closed_as_streamlit_closes_its_own(self):
        for close in (_close_script_event_loop, lambda loop: asyncio.run(self.within(loop))):
            loop = UnopenedLoop()
            close(loop)
            assert loop.is_closed()

    @staticmethod
    async def within(loop: UnopenedLoop) -> None:
        _close_script_event_loop(loop)

    def test_run_nothing(self):
        async def something() -> None: ...

        work = something()
        with pytest.raises(RuntimeError, match="run no event loop"):
            UnopenedLoop().run_until_complete(work)
        work.close()

    def test_leave_others_theirs(self):
        async def something() -> int:
            return 7

        found: list[int] = []

        def run() -> None:
            asyncio.set_event_loop(UnopenedLoop())
            found.append(asyncio.run(something()))

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        assert found == [7]


# ---- servers of their own ----

WATCH = """
import json, os, sys
def watch(event, given):
    if event in ("socket.connect", "socket.sendto"):
        said = given[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen"):
        said = given[0]
    else:
        return
    if said not in ("localhost", "127.0.0.1", "::1", "0.0.0.0", None):
        with open(os.environ["WATCHED"], "a") as log:
            log.write(json.dumps([event, repr(said)]) + "\\n")
sys.addaudithook(watch)
"""
FEW_FILES = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({OPEN_FILES},) * 2)\n"
SOON = """
from priorizar.app.server import connections, visitors
visitors.Visitors.__init__.__defaults__ = (0.2,)
connections.HEAD_SECONDS = 2.0
"""
BUSY = """
import threading, pathlib, time
def hold():
    while not pathlib.Path(os.environ["WATCHED"] + ".hold").exists():
        time.sleep(0.01)
    pathlib.Path(os.environ["WATCHED"] + ".held").touch()
    sum(range(10**12))  # one step of the interpreter, of minutes: no other thread and no handler runs in it
threading.Thread(target=hold, daemon=True).start()
"""
COMMAND = "from priorizar.start import main; main()"
STREAMLIT = "from streamlit.web.cli import main; main()"


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as found:
        return int(found.getsockname()[1])


@dataclass
class Server:
    """A board in a process of its own."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    said: Path

    def ask(self, method: str = "GET", path: str = "/", body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        try:
            connection.request(
                method, path, body, {name.replace("_", "-"): said for name, said in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, {name.lower(): said for name, said in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def visit(self, **more: Any) -> ClientConnection:
        options = {"subprotocols": ["streamlit"], "max_size": None, "compression": None} | more
        return connect(f"ws://localhost:{self.port}/_stcore/stream", **options)

    def shake_hands(self, host: str, origin: str) -> int | str:
        """Ask for a WebSocket as a browser on a page of that origin would; 101 if it is opened."""
        asks = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
        asks |= {"Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==", "Host": host, "Origin": origin}
        return self.ask(path="/_stcore/stream", **asks)[0]

    def left(self) -> list[Any]:
        """What went, or would have gone, elsewhere than to this machine."""
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def open_files(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


@contextmanager
def serving(
    folder: Path, *arguments: str, prelude: str = "", command: str = COMMAND, wait: bool = True
) -> Iterator[Server]:
    """Serve the board of a folder in a process of its own until the block ends."""
    port = free_port()
    log, said = folder / f"watched{port}", folder / f"said{port}"
    before = (
        ["app"] if command == COMMAND else ["run", str(ROOT / "app_streamlit.py"), "--server.headless=true"]
    )
    option = "--port" if command == COMMAND else "--server.port"
    given = [*before, option, str(port), *arguments]
    environment = os.environ | {"CI": "true", "BROWSER": "true", "WATCHED": str(log)}
    environment.pop("DISPLAY", None)
    with said.open("wb") as written:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", WATCH + prelude + command, *given],
            env=environment,
            cwd=ROOT,
            stdout=written,
            stderr=written,
        )
        server = Server(process, port, log, said)
        try:
            if wait:
                until(lambda: answers(server), process)
            yield server
        finally:
            process.kill()
            process.wait()


def answers(server: Server) -> bool:
    try:
        return server.ask(path="/_stcore/health")[0] == 200
    except OSError:
        return False


def until(holds: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        assert process is None or process.poll() is None, "the server ended"
        time.sleep(0.05)


def run_page(visitor: ClientConnection) -> str:
    """Run the page for a visitor, and return the session's id."""
    wanted = BackMsg()
    wanted.rerun_script.query_string = "provincia=0803"
    visitor.send(wanted.SerializeToString())
    session = ""
    while True:
        said = visitor.recv(timeout=PATIENCE)
        assert isinstance(said, bytes)
        session = session_in(said) or session
        if ForwardMsg.FromString(said).WhichOneof("type") == "script_finished":
            return session


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """A board with few files to open, which waits for nobody long and forgets visitors soon."""
    if not LINUX:
        pytest.skip("open files are counted as Linux shows them")
    with serving(tmp_path_factory.mktemp("board"), prelude=FEW_FILES + SOON) as found:
        yield found


class TestAServer:
    def test_is_served_under_its_own_names_alone_and_nothing_leaves_the_machine(self, server):
        host = f"evil.example:{server.port}"
        for path in ("/", "/_stcore/health", "/escenarios", "/static/x.js"):
            assert server.ask(path=path, Host=host)[0] == 403
        own = f"localhost:{server.port}"
        assert server.shake_hands(own, f"http://{own}") == 101
        assert server.shake_hands(host, f"http://{host}") == 403
        for origin in ("http://evil.example", "null", f"http://127.0.0.1:{server.port}"):
            assert server.shake_hands(own, origin) == 403
        with server.visit(origin=f"http://localhost:{server.port}") as visitor:
            run_page(visitor)
        assert server.ask(path="/nada/que/ver")[0] in (200, 404)
        assert server.left() == []

    def test_its_health_says_no_more_than_that_it_is_well(self, server):
        status, headers, body = server.ask(path="/_stcore/health")
        assert (status, body) == (200, b"ok")
        assert "server" not in headers
        assert server.ask(path="/_stcore/metrics")[0] == 404
        assert headers.items() >= SAID.items()

    @pytest.mark.parametrize("path", ["/static/", "/static", "/static/js/", "/media/", "/component/"])
    def test_no_folder_is_listed(self, server, path):
        _, _, body = server.ask(path=path)
        assert b"index of" not in body.lower()
        assert b"Directory listing" not in body
        assert b".js\n" not in body

    def test_a_head_without_end_is_given_up(self, server):
        for piece in (b"GET /" + b"a" * 8_000, b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 8_000):
            hostile = socket.create_connection(("localhost", server.port), timeout=PATIENCE)
            with hostile, pytest.raises(OSError):  # noqa: PT011 - reset or broken, as the system says
                hostile.sendall(piece + b"a" * 100_000_000)
        assert answers(server)

    def test_a_message_without_end_is_given_up(self, server):
        with server.visit() as visitor:
            visitor.send(b"\x00" * 3_000_000)
            with pytest.raises(Exception, match="1009"):
                visitor.recv(timeout=PATIENCE)
        assert answers(server)

    def test_as_many_visitors_as_there_is_room_for_then_a_sentence_and_all_is_given_back(self, server):
        until(lambda: server.open_files() < 30)
        before = server.open_files()
        with ExitStack() as stack:
            held = [stack.enter_context(server.visit()) for _ in range(room(OPEN_FILES).visitors)]
            for visitor in held[:3]:
                run_page(visitor)
            with pytest.raises(InvalidStatus) as refused, server.visit():
                pass
            assert refused.value.response.status_code == 403
            status, headers, body = server.ask(Accept="text/html")
            assert (status, headers["retry-after"]) == (503, "5")
            said = body.decode()
            assert all(text("serving.full", each).split(" · ")[0] in said for each in ("es", "en"))
            run_page(held[-1])
            assert server.open_files() <= OPEN_FILES - 40
        until(lambda: server.open_files() <= before)
        with server.visit() as visitor:
            run_page(visitor)
        assert server.ask(Accept="text/html")[0] == 200
        assert b"Traceback" not in server.said.read_bytes()

    def test_connections_that_say_nothing_keep_nobody_out_for_long(self, server):
        with ExitStack() as stack:
            for _ in range(OPEN_FILES + 50):
                stack.enter_context(socket.create_connection(("localhost", server.port), timeout=PATIENCE))
            until(lambda: answers(server))
        said = server.said.read_bytes()
        assert b"Traceback" not in said
        assert b"Too many open files" not in said

    def test_files_sent_have_a_quota_that_ends_with_the_session(self, server):
        _, headers, _ = server.ask(path="/_stcore/health")
        token = re.search(r"_streamlit_xsrf=([^;]+)", headers["set-cookie"])
        assert token is not None
        shown = {"Cookie": f"_streamlit_xsrf={token[1]}", "X_Xsrftoken": token[1]}

        def put(session: str, name: str, size: int = 3_000_000) -> int | str:
            head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
            body = head + b"x" * size + b"\r\n--b--\r\n"
            kind = "multipart/form-data; boundary=b"
            try:
                return server.ask("PUT", f"{UPLOADS}{session}/{name}", body, Content_Type=kind, **shown)[0]
            except OSError:
                return "cut off"

        with ExitStack() as stack:
            sessions = [run_page(stack.enter_context(server.visit())) for _ in range(11)]
            assert [put(sessions[0], str(name)) for name in range(5)] == [204, 204, 204, 507, 507]
            assert server.ask("DELETE", f"{UPLOADS}{sessions[0]}/0", **shown)[0] == 204
            assert put(sessions[0], "9") == 204
            assert put(sessions[0], "10", 6_000_000) in (413, "cut off")
            took = [put(each, str(name)) for each in sessions[1:] for name in range(4)]
            assert took.count(204) >= 30
        until(lambda: server.open_files() < 30)
        time.sleep(0.5)  # visitors of this server are forgotten after 0.2 s
        with server.visit() as visitor:
            assert put(run_page(visitor), "1") == 204

    def test_in_all_this_nothing_left_the_machine_and_nothing_was_a_fault(self, server):
        assert server.left() == []
        said = server.said.read_text("utf-8")
        assert "Traceback" not in said
        assert "ERROR" not in said


def ended(server: Server, how: int) -> None:
    server.process.send_signal(how)
    server.process.wait(timeout=5)  # it takes milliseconds; a busy machine may take its time to say so
    assert b"Traceback" not in server.said.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
class TestEnding:
    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_at_once_with_visitors_and_a_library_that_lets_nobody_else_run(self, tmp_path, how):
        with serving(tmp_path, prelude=BUSY) as server, server.visit() as visitor:
            run_page(visitor)
            server.log.with_name(server.log.name + ".hold").touch()
            until(server.log.with_name(server.log.name + ".held").exists)
            ended(server, how)

    def test_before_it_answers(self, tmp_path):
        with serving(tmp_path, wait=False) as server:
            until(lambda: b"localhost" in server.said.read_bytes())
            ended(server, signal.SIGTERM)


@pytest.mark.skipif(not LINUX, reason="watched as Linux is")
class TestStreamlitRun:
    def test_is_guarded_as_well_and_asks_nobody_for_its_address(self, tmp_path):
        with serving(tmp_path, "--server.address=0.0.0.0", command=STREAMLIT) as server:
            host, own = f"evil.example:{server.port}", f"localhost:{server.port}"
            assert server.ask(Host=host)[0] == 403
            assert server.shake_hands(host, f"http://{host}") == 403
            assert server.shake_hands(own, "http://evil.example") == 403
            with server.visit() as visitor:
                run_page(visitor)
            assert b"localhost" in server.said.read_bytes()
            assert server.left() == []
            ended(server, signal.SIGTERM)
