"""What the browser tests share: the app as anybody serves it, and Chromium with no way out."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from priorizar.reading.bundled import lay_out

SCREENSHOTS = Path(__file__).parents[2] / "output" / "screenshots"
SIZES = {"desk": (1366, 900), "phone": (390, 844), "wall": (1280, 720)}
PATIENCE = 20_000
ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Fonts, maps, counters: whatever is not on this machine is not found.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; its absence is forgiven on a newcomer's machine, not in continuous integration."""
    found = _chromium()
    if found is None and not os.environ.get("CI"):
        pytest.skip("these tests need Chromium (Debian's package: chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(ALONE))
        yield opened
        opened.close()


@dataclass(frozen=True)
class Served:
    """A running app: where it is, and the study folder it shows."""

    url: str
    study: Path


def _free_port() -> int:
    with socket.create_server(("localhost", 0)) as found:
        return int(found.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            assert process.poll() is None, "the app ended before it answered"
            time.sleep(0.1)
    raise AssertionError("the app does not answer")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app on a copy of the bundled study, which tests may save into."""
    study = tmp_path_factory.mktemp("served") / "estudio"
    lay_out(study)
    port = _free_port()
    command = [sys.executable, "-c", "from priorizar.start import main; main()", "app"]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--port", str(port), "--study", str(study)], env=os.environ | {"CI": "true"}
    )
    try:
        _wait_for(f"http://localhost:{port}", process)
        yield Served(f"http://localhost:{port}", study)
    finally:
        process.terminate()
        process.wait(timeout=20)


class Board:
    """A page of the app in a browser of its own, as somebody sees it."""

    def __init__(self, browser: Browser, served: Served, size: str, dark: bool) -> None:
        self.served = served
        width, height = SIZES[size]
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="es-PE",
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.left_the_machine: list[str] = []
        self.said_in_console: list[str] = []
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.said_in_console.append(str(error)))

    def _note(self, request: object) -> None:
        url = urlsplit(request.url)  # type: ignore[attr-defined]
        if url.scheme in ("http", "https", "ws", "wss") and url.hostname != "localhost":
            self.left_the_machine.append(url.geturl())

    def open(self, path: str = "", **address: str) -> Page:
        """Open a page of the app and wait until it has settled."""
        self.page.goto(f"{self.served.url}/{path}?{urlencode(address)}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the app has answered and nothing is being drawn."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(".sliders[aria-busy=true]", state="detached")
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")

    def order(self) -> list[str]:
        """Return the chains in the order shown."""
        return self.page.locator("table.order tbody th").all_inner_texts()

    def weights(self) -> dict[str, int]:
        """Return the weights shown, in percent."""
        lines = self.page.locator(".sliders .line")
        return {
            lines.nth(at).locator(".name").inner_text(): int(
                re.sub(r"\D", "", lines.nth(at).locator(".value").inner_text())
            )
            for at in range(lines.count())
        }

    def weigh(self, criterion: str, percent: int) -> None:
        """Move one slider."""
        self.page.get_by_label(criterion, exact=True).fill(str(percent))
        self.settle()

    def picture(self, name: str, *, whole: bool = False) -> Path:
        """Keep a screenshot among the artefacts."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        size = self.page.viewport_size
        if whole and size is not None:
            # The page scrolls inside itself: the screen is made as tall as what it holds.
            tall = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            self.page.set_viewport_size({"width": size["width"], "height": min(max(tall, 400), 6000)})
            self.page.wait_for_timeout(300)
        self.page.screenshot(path=path)
        if size is not None:
            self.page.set_viewport_size(size)
        return path


OpenBoard = Callable[..., Board]


@pytest.fixture
def new_board(browser: Browser, served: Served) -> Iterator[OpenBoard]:
    """Open browsers: ``new_board()``, ``new_board("phone")``, ``new_board(dark=True)``.

    Whatever a test does: no request may leave the machine, and no script may fail.
    """
    opened: list[Board] = []

    def another(size: str = "desk", *, dark: bool = False) -> Board:
        board = Board(browser, served, size, dark)
        opened.append(board)
        return board

    yield another
    for board in opened:
        board.context.close()
    assert [url for board in opened for url in board.left_the_machine] == []
    assert [said for board in opened for said in board.said_in_console] == []


@pytest.fixture
def board(new_board: OpenBoard) -> Board:
    """One browser, at a desk."""
    return new_board()
