"""What the tests of charts share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from priorizar.report.charts import to_png, to_svg


@pytest.fixture
def drawn() -> Callable[[dict[str, Any]], str]:
    """Draw a chart, after looking whether it is plain data with a text alternative; return its letters."""

    def draw(spec: dict[str, Any]) -> str:
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec
        assert len(spec["description"]) > 40
        assert "http" not in json.dumps({key: part for key, part in spec.items() if key != "$schema"})
        assert to_png(spec, scale=1).startswith(b"\x89PNG")
        svg = to_svg(spec).decode()
        assert svg.startswith("<svg")
        assert "NaN" not in svg
        return svg

    return draw
