"""Every page as different people see it: nobody kept out, nothing sought outside, nothing broken."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from priorizar.app.main import PAGES

ADDRESS = {"provincia": "0803"}


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']} · {node['html'][:200]}" for one in found for node in one["nodes"]]


def overflow(page) -> int:
    """How many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_at_a_desk(name, dark, new_board):
    board = new_board(dark=dark)
    page = board.open(PAGES[name], **ADDRESS)
    board.picture(f"{name}_{'dark' if dark else 'light'}", whole=True)
    assert page.get_by_test_id("stAlertContentError").count() == 0
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "es"
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone(name, new_board):
    board = new_board("phone")
    page = board.open(PAGES[name], **ADDRESS)
    board.picture(f"{name}_phone", whole=True)
    assert overflow(page) <= 0
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_on_a_wall(name, new_board):
    board = new_board("wall")
    page = board.open(PAGES[name], **ADDRESS, proyector="si")
    board.picture(f"{name}_wall")
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size >= 20
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_in_english(name, new_board):
    board = new_board()
    page = board.open(PAGES[name], **ADDRESS, idioma="en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_test_id("stAlertContentError").count() == 0
    page.get_by_test_id("stRadioOption").filter(has_text="Español").click()
    board.settle()
    assert page.locator("html").get_attribute("lang") == "es"
