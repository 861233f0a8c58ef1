"""Drawing charts without a browser."""

from __future__ import annotations

import pytest

from priorizar.report.charts import to_svg


def test_drawing_fetches_nothing():
    spec = {"data": {"url": "https://example.com/a.json"}, "mark": "point", "encoding": {}}
    with pytest.raises(ValueError, match=r"example\.com"):
        to_svg(spec)
