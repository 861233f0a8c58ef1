"""Weighing in a real browser, as a workshop does."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from priorizar import load_study, rank
from priorizar.study.scenario import edited, points_of

ANTA = "0803"
EXPORTS = "Exportación"
FOCUSED = """() => {
  let one = document.activeElement
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
  return one?.id ?? ''
}"""


def address_of(board) -> dict[str, str]:
    return {key: value[0] for key, value in parse_qs(urlsplit(board.page.url).query).items()}


def test_the_order_is_the_engine_s(board, study):
    board.open(provincia=ANTA)
    assert board.order() == [one["chain_name"] for one in rank(study, "base").rows("es", ANTA)]


def test_moving_a_weight_changes_the_order_while_the_slider_is_still_held(board):
    page = board.open(provincia=ANTA)
    before = board.order()
    slider = page.get_by_label(EXPORTS, exact=True)
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.99 * box["width"], box["y"] + box["height"] / 2, steps=8)
    expect(page.locator("table.order tbody td.move[data-way=up]").first).to_be_visible()
    assert board.order() != before
    page.mouse.up()
    board.settle()
    weights = board.weights()
    assert sum(weights.values()) == 100
    assert weights[EXPORTS] > 90


def test_the_moved_order_is_the_engine_s_too(board):
    board.open(provincia=ANTA)
    board.weigh(EXPORTS, 60)
    study = load_study()
    base = study.scenario("base")
    names = [one.id for one in study.criteria_sets[base.criteria].leaf_criteria]
    weights = [0.6 if name == "oferta_exportable" else 0.1 for name in names]
    there = rank(study, edited(base, weights=points_of(names, weights))).rows("es", ANTA)
    assert board.order() == [one["chain_name"] for one in there]


def test_a_locked_weight_stays(board):
    page = board.open(provincia=ANTA)
    page.get_by_role("button", name="Fijar el peso de Tradición").click()
    board.settle()
    board.weigh(EXPORTS, 100)
    assert board.weights()["Tradición"] == 20
    assert board.weights()[EXPORTS] == 80
    expect(page.get_by_label("Tradición", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Soltar el peso de Tradición").click()
    board.settle()
    expect(page.get_by_label("Tradición", exact=True)).to_be_enabled()


def test_a_change_is_undone_and_all_of_them_are_reset(board):
    page = board.open(provincia=ANTA)
    first = board.order()
    board.weigh(EXPORTS, 80)
    board.weigh("Tradición", 15)
    page.get_by_role("button", name="Deshacer").click()
    board.settle()
    assert board.weights()[EXPORTS] == 80
    page.get_by_role("button", name="Restablecer").click()
    board.settle()
    assert set(board.weights().values()) == {20}
    assert board.order() == first


def test_reloading_the_page_brings_everything_back(board):
    page = board.open(provincia=ANTA)
    board.weigh(EXPORTS, 70)
    order, weights = board.order(), board.weights()
    assert address_of(board)["provincia"] == ANTA
    page.reload()
    board.settle()
    assert board.weights() == weights
    assert board.order() == order


def test_a_link_shows_another_browser_the_same_and_neither_disturbs_the_other(new_board):
    one, other = new_board(), new_board()
    one.open(provincia=ANTA)
    one.weigh(EXPORTS, 70)
    other.page.goto(one.page.url)
    other.settle()
    assert other.weights() == one.weights()
    other.weigh(EXPORTS, 5)
    one.page.get_by_label("Tradición", exact=True).focus()
    one.settle()
    assert one.weights()[EXPORTS] == 70


def test_comparisons_that_contradict_one_another_say_so_and_which_to_mend(board):
    ratios = dict.fromkeys(range(10), "1")
    ratios[0], ratios[1], ratios[4] = "9", "0.111111", "9"
    page = board.open(provincia=ANTA, pesos="pares:" + ",".join(ratios.values()))
    page.get_by_text("De a dos", exact=True).click()
    board.settle()
    expect(page.get_by_text(re.compile("las respuestas se contradicen"))).to_be_visible()
    # By the criteria's names, not their ids, and how far mending it would help.
    advice = page.get_by_text(re.compile("Revise «Exportación» frente a «.+la razón bajaría de"))
    expect(advice.first).to_be_visible()
    board.picture("pares_contradictorios")


def test_it_all_works_with_the_keyboard_alone(board):
    page = board.open(provincia=ANTA)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == "weight-oferta_exportable":
            break
    else:
        pytest.fail("no way to the sliders by keyboard")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    board.settle()
    assert board.weights()[EXPORTS] == 25
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    board.settle()
    expect(page.get_by_role("button", name="Soltar el peso de Exportación")).to_be_visible()


def test_the_browser_s_way_back_is_one_step_back(board):
    page = board.open(provincia=ANTA)
    board.weigh(EXPORTS, 70)
    page.wait_for_timeout(1100)  # sooner it might be a browser that has not heard of the new address
    page.go_back()
    board.settle()
    assert board.weights()[EXPORTS] == 20
    page.go_forward()
    board.settle()
    assert board.weights()[EXPORTS] == 70


def test_what_is_chosen_goes_from_page_to_page(board):
    page = board.open(provincia=ANTA)
    board.weigh(EXPORTS, 70)
    for name, path in (("Territorio", "/territorio"), ("Robustez", "/robustez"), ("Clasificación", "/")):
        page.get_by_role("link", name=name).click()
        page.wait_for_function("path => location.pathname === path && location.search", arg=path)
        board.settle()
        assert urlsplit(page.url).path == path
        assert address_of(board)["provincia"] == ANTA
        assert address_of(board)["pesos"].startswith("puntos:70,")
    assert board.weights()[EXPORTS] == 70


def test_a_broken_link_opens_what_there_is(board):
    page = board.open(provincia="9999", escenario="nada", metodo="x", pesos="puntos:a,b", idioma="fr")
    assert page.get_by_test_id("stAlertContentError").count() == 0
    assert set(board.weights().values()) == {20}
