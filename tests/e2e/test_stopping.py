"""Long work can be stopped, and says that it was."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

SLOW = {"provincia": "0401", "metodo": "edas"}
PARTS = ("weights", "methods", "unknowns", "duel", "contenders")


def start(page):
    page.get_by_role("button", name="Sortear 1,000 órdenes").click()
    return page.get_by_role("button", name="Detener", exact=True)


def test_on_a_button(new_board):
    page = new_board().open("robustez", **SLOW)
    start(page).click()
    page.get_by_text("Se detuvo").wait_for()
    assert page.get_by_text("de cada 100 órdenes posibles").count() == 0
    assert page.get_by_role("button", name="Detener", exact=True).count() == 0


def test_by_going_elsewhere(new_board):
    board = new_board()
    page = board.open("robustez", **SLOW)
    start(page).wait_for()
    page.get_by_text("Quién puede ser primera", exact=True).click()
    page.get_by_text("Pueden ser primeras").wait_for()
    board.settle()
    assert page.get_by_text("Se detuvo").count() == 1


def test_left_alone_it_ends(new_board):
    page = new_board().open("robustez", **SLOW)
    start(page).wait_for()
    page.get_by_text("de cada 100 órdenes posibles").wait_for(timeout=60_000)
    assert page.get_by_text("Se detuvo").count() == 0


@pytest.mark.parametrize("at", range(len(PARTS)), ids=PARTS)
def test_no_part_of_the_page_keeps_anybody_out(at, new_board):
    board = new_board()
    page = board.open("robustez", provincia="0401")
    page.get_by_role("radiogroup", name="Qué quiere saber").locator("label").nth(1 + at).click()
    page.wait_for_timeout(300)
    board.settle()
    board.picture(f"robustness_{PARTS[at]}", whole=True)
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
