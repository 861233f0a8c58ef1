"""The page Clasificación."""


def test_it_opens_on_the_province_of_the_address(open_page):
    page = open_page("ranking", provincia="0803")
    assert not page.exception
    assert not page.error
    assert page.title[0].value == "Anta"
