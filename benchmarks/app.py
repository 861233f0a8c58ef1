"""How fast the live board answers, to one browser and to a room of them: ``python benchmarks/app.py``.

Parts: ``start`` (from the command to the first page), ``browser`` (slider to repainted order and bars, in
headless Chromium), ``room`` (sixty sessions moving sliders at once), each with the collector of garbage as we
serve the app and as Streamlit comes; all of them by default. Needs Chromium and the extras of the tests.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

ADDRESS = "provincia=0803"
MOVES, SESSIONS, SECONDS, PAUSE = 150, 60, 60, (2.0, 6.0)
CRITERIA = ("oferta_exportable", "ranking_nacional", "vocacion_productiva", "tradicion", "severidad_cuellos")
ALONE = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")

WATCH = """async ([moves]) => {
  const roots = [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean)]
  const find = (what) => roots.map((root) => root.querySelector(what)).find(Boolean)
  const sliders = roots.flatMap((root) => [...root.querySelectorAll('input[type=range]')])
  const table = find('table.order')
  let drawn = 0
  new MutationObserver(() => { drawn = performance.now() }).observe(
    document.querySelector('[data-testid=stVegaLiteChart]'),
    { subtree: true, childList: true, attributes: true })
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const took = []
  for (let move = 0; move < moves; move++) {
    const slider = sliders[move % sliders.length]
    const turn = table.dataset.turn
    drawn = 0
    const begun = performance.now()
    slider.value = 10 + (move * 37) % 80
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    let ordered = 0
    while (performance.now() - begun < 5000) {
      await frame()
      if (!ordered && table.dataset.turn !== turn) ordered = performance.now()
      // Both have changed, and the bars have been quiet for a while: the last change is when it stood.
      if (ordered && drawn && performance.now() - drawn > 80) break
    }
    took.push(Math.max(ordered, drawn) - begun)
    slider.dispatchEvent(new Event('change', { bubbles: true }))
    await new Promise((done) => setTimeout(done, 250))
  }
  return took
}"""


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def app(collect: bool = False) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the app, with Streamlit's own collection of garbage after each answer if asked."""
    port = free_port()
    setting = "from priorizar.app.settings import SETTINGS; SETTINGS['runner.postScriptGC'] = True; "
    script = f"from priorizar.cli import run; run(['app', '--port', '{port}'])"
    command = [sys.executable, "-c", setting + script if collect else script]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=os.environ | {"BROWSER": "true"}, **quiet)
    try:
        while True:
            try:
                socket.create_connection(("localhost", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.01)
        yield f"http://localhost:{port}", process
    finally:
        process.terminate()
        process.wait()


def resident(process: subprocess.Popen[bytes]) -> float:
    """Megabytes of a process."""
    with open(f"/proc/{process.pid}/statm") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def chromium() -> Iterator[Page]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ALONE))
        yield browser.new_page(viewport={"width": 1366, "height": 900})
        browser.close()


def ready(page: Page, url: str) -> None:
    page.goto(f"{url}/?{ADDRESS}")
    page.wait_for_selector("table.order tbody tr")
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg")


def told(name: str, took: list[float]) -> None:
    p95 = quantiles(took, n=20)[-1]
    print(f"{name}: median {median(took):.0f} ms, p95 {p95:.0f} ms, worst {max(took):.0f} ms of {len(took)}")


def start() -> None:
    took = []
    with chromium() as page:
        for _ in range(5):
            begun = time.perf_counter()
            with app() as (url, _):
                ready(page, url)
                took.append(time.perf_counter() - begun)
    print(f"first page, browser open: {median(took):.2f} s, worst {max(took):.2f} s of {len(took)}")


def in_browser() -> None:
    for collect in (False, True):
        with app(collect) as (url, _), chromium() as page:
            ready(page, url)
            page.wait_for_timeout(2000)
            page.evaluate(WATCH, [10])
            told(
                f"slider to order and bars{', garbage collected each time' if collect else ''}",
                page.evaluate(WATCH, [MOVES]),
            )


class Session:
    """One browser's session: what it is told, and what its sliders send."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.took: list[float] = []
        self.sent = 0

    async def ask(self, fragment: str = "", widget: WidgetState | None = None) -> set[str]:
        """Ask for a run, read until it is finished, and give the components that came with it."""
        message = BackMsg()
        message.rerun_script.query_string = ADDRESS
        message.rerun_script.fragment_id = fragment
        if widget is not None:
            message.rerun_script.widget_states.widgets.append(widget)
        await self.socket.send(message.SerializeToString())
        came = set()
        while True:
            answer = ForwardMsg.FromString(await self.socket.recv())
            if answer.delta.new_element.WhichOneof("type") == "bidi_component":
                component = answer.delta.new_element.bidi_component
                came.add(component.component_name)
                if component.component_name == "priorizar_sliders":
                    self.widget, self.fragment = component.id, answer.delta.fragment_id
            if answer.WhichOneof("type") == "script_finished":
                return came

    async def move(self) -> None:
        self.sent += 1
        move = {
            "criterion": random.choice(CRITERIA),
            "to": random.randint(5, 90),
            "done": True,
            "sent": self.sent,
            "visit": "x",
        }
        state = WidgetState(id=self.widget, json_value=json.dumps({"move": move}))
        begun = time.perf_counter()
        came = await self.ask(self.fragment, state)
        self.took.append(1000 * (time.perf_counter() - begun))
        assert "priorizar_order" in came, "no order came back"


async def crowd(
    url: str, process: subprocess.Popen[bytes], count: int, seconds: float
) -> tuple[list[float], float]:
    """Return how long answers took (ms), and how many megabytes the server grew."""
    where = url.replace("http", "ws") + "/_stcore/stream"

    async def one(go: asyncio.Event) -> list[float]:
        async with connect(where, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
            session = Session(socket)
            await session.ask()
            here.append(session)
            await go.wait()
            end = time.monotonic() + seconds
            await asyncio.sleep(random.uniform(0, PAUSE[1]))
            while time.monotonic() < end:
                await session.move()
                await asyncio.sleep(random.uniform(*PAUSE))
            grown.append(resident(process))
            await stay.wait()
            return session.took

    here: list[Session] = []
    grown: list[float] = []
    before = resident(process)
    go, stay = asyncio.Event(), asyncio.Event()
    tasks = []
    for number in range(count):
        tasks.append(asyncio.create_task(one(go)))
        while len(here) <= number:
            await asyncio.sleep(0.01)
    go.set()
    while len(grown) < count:
        await asyncio.sleep(0.1)
    stay.set()
    return [took for task in tasks for took in await task], max(grown) - before


def room() -> None:
    for collect in (False, True):
        with app(collect) as (url, process):
            asyncio.run(crowd(url, process, 3, 3))
            took, grown = asyncio.run(crowd(url, process, SESSIONS, SECONDS))
            told(f"{SESSIONS} sessions{', garbage collected each time' if collect else ''}", took)
            print(f"  memory: {grown:.0f} MB more, {grown / SESSIONS:.2f} MB a session")


PARTS = {"start": start, "browser": in_browser, "room": room}

if __name__ == "__main__":
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}", end="")
    print(f", Streamlit {version('streamlit')}, uvloop {version('uvloop')}")
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
