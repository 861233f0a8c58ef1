"""Comparing scenarios and saving one, in a real browser."""

from __future__ import annotations

import yaml
from playwright.sync_api import expect

from priorizar import compare, load_study, rank

CHUMBIVILCAS = "0807"


def test_three_scenarios_stand_side_by_side(board, study):
    page = board.open("escenarios", provincia=CHUMBIVILCAS, comparar="base,exportador,identidad")
    table = page.locator("table", has_text="granos andinos").or_(page.locator(".pz-table")).first
    expect(table).to_be_visible()
    shown = [
        [cell.split(" ")[0] for cell in row.locator("td").all_inner_texts()]
        for row in table.locator("tbody tr").all()
    ]
    held = compare(study, ["base", "exportador", "identidad"])
    expected = [[str(one[f"rank_{name}"]) for name in held.names] for one in held.rows("es", CHUMBIVILCAS)]
    assert shown == expected
    expect(page.locator("[data-testid=stVegaLiteChart] svg").first).to_be_visible()
    board.picture("escenarios_tres", whole=True)


def test_a_scenario_is_saved_read_back_and_never_replaced_unasked(board, new_board):
    page = board.open(provincia=CHUMBIVILCAS)
    board.weigh("Exportación", 60)
    order = board.order()
    page.get_by_text("Guardar como escenario", exact=False).first.click()
    page.get_by_role("textbox", name="Nombre").first.fill("Taller de prueba Ñusta")
    page.get_by_role("textbox", name="Quién lo guarda").first.fill("Mesa técnica")
    page.get_by_role("button", name="Guardar", exact=True).click()
    board.settle()
    file = board.served.study / "scenarios" / "taller_de_prueba_nusta.yaml"
    page.wait_for_timeout(500)
    written = yaml.safe_load(file.read_text("utf-8"))
    assert written["author"] == "Mesa técnica"
    assert [
        one["chain_name"]
        for one in rank(load_study(board.served.study), written["id"]).rows("es", CHUMBIVILCAS)
    ] == order
    other = new_board()
    other.open(provincia=CHUMBIVILCAS, escenario=written["id"])
    assert other.order() == order
    assert other.weights()["Exportación"] == 60
    before = file.read_bytes()
    other.weigh("Exportación", 10)
    other.page.get_by_text("Guardar como escenario", exact=False).first.click()
    other.page.get_by_role("textbox", name="Nombre").first.fill("Taller de prueba Ñusta")
    other.page.keyboard.press("Tab")
    other.settle()  # what was written has arrived before the button is pressed
    other.page.get_by_role("button", name="Guardar", exact=True).click()
    other.settle()
    expect(other.page.get_by_role("button", name="Reemplazar")).to_be_visible()
    assert file.read_bytes() == before
