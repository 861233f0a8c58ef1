"""The evidence in a real browser: a cell opened, a bad file, a good one, and nobody else disturbed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

ANTA = "0803"
HEADS = "department,zone,province,chain,criterion,value,low,high,basis,source,quote\n"
GOOD = HEADS + ",,Anta,lacteos,tradicion,4,,,judged,estudio,=1+1 lo dijo <b>el taller</b>\n"
BAD = HEADS + ",,Anta,<img src=x onerror=alert(1)>,tradicion,4,,,judged,estudio,x\n"
OWN = "Su propia evidencia"
FOCUSED = """() => {
  let one = document.activeElement
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
  return one?.getAttribute('aria-label') ?? ''
}"""


def upload(board, name: str, content: str) -> None:
    board.page.get_by_role("tab", name=OWN).click()
    sent = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    board.page.locator("input[type=file]").set_input_files(sent)
    board.settle()


def use(board) -> None:
    upload(board, "mia.csv", GOOD)
    board.page.get_by_role("button", name="Usar en esta sesión").click()
    expect(board.page.get_by_text("Esta sesión usa evidencia propia")).to_be_visible()
    board.settle()


class TestACell:
    def test_opens_its_source_with_a_click(self, board):
        page = board.open("evidencia", provincia=ANTA)
        page.get_by_role("button", name="café, Ranking nacional").click()
        expect(page.get_by_role("heading", name="café · Ranking nacional")).to_be_visible()
        expect(page.get_by_text("estudio, cuadro 8")).to_be_visible()
        expect(page.get_by_role("button", name="café, Ranking nacional")).to_have_attribute(
            "aria-pressed", "true"
        )
        board.picture("evidence_cell")

    def test_opens_with_the_keyboard_alone(self, board):
        page = board.open("evidencia", provincia=ANTA)
        page.get_by_role("tab", name="Matriz").focus()
        for _ in range(6):
            page.keyboard.press("Tab")
            if page.evaluate(FOCUSED).startswith("artesanía"):
                break
        for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowDown"):
            page.keyboard.press(key)
        assert page.evaluate(FOCUSED).startswith("café, Ranking nacional")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="café · Ranking nacional")).to_be_visible()
        # The next arrow goes on from there.
        page.keyboard.press("End")
        assert page.evaluate(FOCUSED).startswith("café, ")

    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_is_opened_on_a_phone_without_scrolling_sideways(self, new_board, dark):
        board = new_board("phone", dark=dark)
        page = board.open("evidencia", provincia=ANTA)
        cell = page.locator("button[data-row=turismo]").last
        cell.click()
        expect(page.get_by_role("heading", name="turismo · ")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        box = cell.bounding_box()
        assert box["x"] + box["width"] <= 390
        board.picture(f"evidence_phone_{'dark' if dark else 'light'}", whole=True)


class TestAFile:
    def test_that_is_bad_is_told_by_its_line_and_runs_nothing(self, board):
        page = board.open("evidencia", provincia=ANTA)
        page.on("dialog", lambda dialog: pytest.fail(f"the page ran what a file says: {dialog.message}"))
        upload(board, "mala.csv", BAD)
        expect(page.get_by_text("mala.csv no se puede usar todavía")).to_be_visible()
        expect(page.get_by_role("cell", name="<img src=x onerror=alert(1)>")).to_be_visible()
        expect(page.get_by_role("button", name="Usar en esta sesión")).to_have_count(0)
        board.picture("evidence_bad_file")

    def test_that_is_good_changes_this_browser_and_no_other(self, new_board):
        ours, other = new_board(), new_board()
        other.open(provincia=ANTA)
        stated = other.order()
        ours.open("evidencia", provincia=ANTA)
        upload(ours, "mia.csv", GOOD)
        ours.picture("evidence_good_file")
        use(ours)
        ours.page.get_by_role("link", name="Clasificación").click()
        ours.page.wait_for_selector("table.order")
        ours.settle()
        expect(ours.page.get_by_text("Con evidencia propia")).to_be_visible()
        assert ours.order() != stated
        other.page.reload()
        other.settle()
        assert other.order() == stated
        # F5 forgets, as the page says.
        ours.page.reload()
        ours.settle()
        assert ours.order() == stated

    def test_can_be_kept_and_runs_in_no_spreadsheet(self, board):
        page = board.open("evidencia", provincia=ANTA)
        use(board)
        with page.expect_download() as kept:
            page.get_by_role("button", name="Descargar evidence.csv").click()
        assert kept.value.suggested_filename == "evidence.csv"
        last = kept.value.path().read_text("utf-8").splitlines()[-1]
        assert last == "Cusco,,Anta,lacteos,tradicion,4,4,4,judged,estudio,'=1+1 lo dijo <b>el taller</b>"
        page.get_by_role("button", name="Dejar de usarla").click()
        expect(page.get_by_text("Esta sesión usa evidencia propia")).to_have_count(0)

    def test_has_a_template(self, board):
        page = board.open("evidencia", provincia=ANTA)
        page.get_by_role("tab", name=OWN).click()
        with page.expect_download() as template:
            page.get_by_role("button", name="Descargar la plantilla").click()
        assert template.value.suggested_filename == "plantilla_evidencia.xlsx"
        assert template.value.path().read_bytes().startswith(b"PK")
