"""Drawing charts without a browser."""

from __future__ import annotations

from priorizar.report.charts.frame import Spec


def to_svg(spec: Spec) -> bytes:
    """Draw a chart as SVG, its letters as text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()


def to_png(spec: Spec, scale: float = 2.0) -> bytes:
    """Draw a chart as PNG, so many dots a pixel."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))
