"""The page Clasificación."""


def test_it_opens_on_the_province_of_the_address(open_page):
    page = open_page("ranking", provincia="0803")
    assert not page.exception
    assert not page.error
    assert page.title[0].value == "Anta"


def test_where_weights_give_no_order_it_says_why_and_they_can_still_be_moved(open_page):
    page = open_page("ranking", provincia="0803", escenario="solo_documentado", metodo="vikor")
    assert not page.exception
    assert len(page.error) == 1
    assert page.header[0].value == "¿Qué importa más?"


def test_a_slow_method_gives_the_order_and_says_where_the_doubt_is(study, open_page, monkeypatch):
    from priorizar.app.pages.ranking import order_rows

    drawn = []
    monkeypatch.setattr(order_rows, "rank_acceptability", lambda *given, **more: drawn.append(given))
    page = open_page("ranking", provincia="0803", metodo="edas")
    assert not page.exception
    assert not page.error
    assert drawn == []
