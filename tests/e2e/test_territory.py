"""Choosing a province on the map, in a real browser."""

from __future__ import annotations


def test_a_click_on_the_map_chooses_the_province_for_every_page(board):
    page = board.open("territorio", provincia="0803")
    page.locator("[data-testid=stVegaLiteChart] svg text", has_text="Canchis").first.click()
    page.wait_for_function("location.search.includes('provincia=0806')")
    board.settle()
    page.get_by_role("link", name="Clasificación").click()
    page.wait_for_selector("h1:has-text('Canchis')")


def test_a_province_is_found_by_typing_its_name(board):
    page = board.open(provincia="0803")
    box = page.get_by_role("combobox", name="Provincia")
    box.click()
    box.fill("chumbi")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Chumbivilcas')")
