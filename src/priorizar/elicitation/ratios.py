"""Numbers and ratios as people write them: 3, 0.5 or 1/3."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, Strict, WithJsonSchema

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]


def _ratio(written: Any) -> Any:
    """Read ``1/3`` as people write it."""
    try:
        return float(Fraction(written.replace(" ", ""))) if isinstance(written, str) else written
    except (ValueError, ZeroDivisionError):
        return written


Ratio = Annotated[
    Number,
    BeforeValidator(_ratio),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?(/\d+)?$"}]}),
]


def ratio_text(ratio: float) -> str:
    """Write a ratio as people say it: 3, or 1/3."""
    return f"{ratio:.3g}" if ratio >= 1 else f"1/{1 / ratio:.3g}"
