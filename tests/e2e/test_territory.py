"""Choosing a province on the map, in a real browser."""

from __future__ import annotations

import json

from playwright.sync_api import expect


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


def outlines(study) -> bytes:
    """A square around each capital: made up, for no true outline comes with the study."""
    features = []
    for one in study.provinces.values():
        west, south = one.longitude - 0.1, one.latitude - 0.1
        corners = [(west, south), (west + 0.2, south), (west + 0.2, south + 0.2), (west, south + 0.2)]
        shape = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
        features.append({"type": "Feature", "properties": {"UBIGEO": one.ubigeo}, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_shapes_of_one_s_own_are_drawn_and_what_is_none_is_a_sentence(board, study):
    page = board.open("territorio", provincia="0803")
    page.get_by_text("Ver las provincias con su forma").click()
    files = page.locator("input[type=file]")
    files.set_input_files({"name": "mal.geojson", "mimeType": "application/json", "buffer": b"[1, 2"})
    expect(page.get_by_test_id("stAlertContentError").first).to_be_visible()
    board.settle()  # until then the uploader that was answered stands beside the new one
    files.set_input_files(
        {"name": "cuadros.geojson", "mimeType": "application/json", "buffer": outlines(study)}
    )
    expect(page.get_by_text("En uso: cuadros.geojson")).to_be_visible()
    board.settle()
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    assert page.locator("[data-testid=stVegaLiteChart] svg path").count() > len(study.provinces)
    board.picture("territory_shapes", whole=True)
