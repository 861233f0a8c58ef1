"""A province that the scenario leaves out is told as such on every page, and is no defect of ours."""

from __future__ import annotations

import pytest

from priorizar.app.main import PAGES
from priorizar.locale import text

ONLY_CUSCO = "id: poco\nname: {es: Poco, en: Little}\nextends: base\ninclude: {provinces: [Cusco]}\n"


@pytest.mark.parametrize("method", ["topsis", "edas"])
@pytest.mark.parametrize("name", PAGES)
def test_a_province_left_out_is_no_defect(open_page, copied, name, method):
    copied.write("scenarios/poco.yaml", ONLY_CUSCO)
    page = open_page(name, study=copied.path, provincia="0803", escenario="poco", metodo=method)
    assert not page.exception
    assert text("app.defect", "es") not in [one.value for one in page.error]
