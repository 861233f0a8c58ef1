"""A chart of rows on the screen: larger on a wall."""

from __future__ import annotations

from priorizar.app.chosen import Chosen
from priorizar.app.components.chart import chart
from priorizar.report.charts import Spec, for_wall


def rows_chart(chosen: Chosen, spec: Spec, key: str) -> None:
    """Show a chart of rows, so large that one reads it from where one sits."""
    chart(for_wall(spec) if chosen.projector else spec, key)
