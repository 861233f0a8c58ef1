"""Numbers of the right kind, shape and range, or a refusal that says which were given and what is needed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from priorizar.errors import refusal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def numbers(
    what: str,
    given: Any,
    shape: tuple[int | None, ...] | None = None,
    *,
    least: float = -np.inf,
    most: float = np.inf,
    gaps: bool = False,
) -> Floats:
    """Return numbers as an array, or refuse them.

    Parameters
    ----------
    what
        Name of the parameter, for the refusal.
    given
        Anything that numpy makes numbers of; no letters.
    shape
        What the last axes must be, None for any length above 0; leading axes are free if the first entry
        is -1. Any shape if left out.
    least, most
        Ends of the range allowed, included.
    gaps
        Whether NaN stands for something not said.

    Raises
    ------
    PriorizarError
        ``arrays.not_numbers``, ``arrays.shape``, ``arrays.not_finite``, ``arrays.range``.
    """
    try:
        raw = np.asarray(given)
        if raw.dtype.kind not in "biuf" and not (raw.dtype.kind == "O" and raw.size):
            raise TypeError(raw.dtype)
        found = raw.astype(np.float64)
    except (TypeError, ValueError):
        raise refusal("arrays.not_numbers", what=what, given=in_short(given)) from None
    if shape is not None and not _fits(found.shape, shape):
        needed = ", ".join({None: "≥ 1", -1: "…"}.get(length, str(length)) for length in shape)
        raise refusal("arrays.shape", what=what, shape=found.shape, needed=f"({needed})")
    finite = np.isfinite(found)
    if not (finite | np.isnan(found) if gaps else finite).all():
        raise refusal("arrays.not_finite", what=what)
    outside = finite & ~((found >= least) & (found <= most))
    if outside.any():
        value = found[outside].flat[0]
        raise refusal("arrays.range", what=what, value=f"{value:g}", low=f"{least:g}", high=f"{most:g}")
    return found


def number(what: str, given: Any, least: float = -np.inf) -> float:
    """Return a single finite number from ``least`` up, or refuse it as :func:`numbers` does."""
    return float(numbers(what, given, (), least=least))


def whole(what: str, given: Any, least: int = 0, most: float = np.inf) -> int:
    """Return a whole number within a range; 1e4 is one, 0.5, None and True are not.

    Raises
    ------
    PriorizarError
        ``arrays.not_whole``.
    """
    right = isinstance(given, int | float | np.number) and not isinstance(given, bool)
    if not (right and np.isfinite(given) and given == int(given) and least <= given <= most):
        raise refusal(
            "arrays.not_whole",
            what=what,
            given=in_short(given),
            low=least,
            high="∞" if most == np.inf else int(most),
        )
    return int(given)


def exponent(*tables: Floats) -> int:
    """Return e such that ``ldexp(table, -e)`` brings the largest magnitude to 0.5 or above, and below 1.

    That costs no digit, so that tolerances meant for numbers near 1 can be used on any; 0 if all are 0.
    """
    largest = max((float(np.abs(table).max(initial=0.0)) for table in tables), default=0.0)
    return int(np.frexp(largest)[1])


def near_one(matrix: Floats) -> Floats:
    """Scale columns by powers of two so that their largest magnitude lies between 0.5 and 1.

    That costs no digit, and keeps squares, sums and differences of any finite numbers finite.
    """
    _, exponents = np.frexp(np.abs(matrix).max(axis=-2, keepdims=True))
    return np.asarray(np.ldexp(matrix, -exponents))


def one_of(what: str, given: Any, allowed: Collection[str]) -> None:
    """Refuse a word that is none of those allowed (``arrays.not_allowed``)."""
    if not (isinstance(given, str) and given in allowed):
        raise refusal("arrays.not_allowed", what=what, given=in_short(given), allowed=", ".join(allowed))


def _fits(shape: tuple[int, ...], needed: tuple[int | None, ...]) -> bool:
    if needed[:1] == (-1,):
        needed = needed[1:]
        shape = shape[len(shape) - len(needed) :] if len(shape) >= len(needed) else shape
    return len(shape) == len(needed) and all(
        length >= 1 if wanted is None else length == wanted
        for length, wanted in zip(shape, needed, strict=True)
    )


def in_short(given: object) -> str:
    """Show what was given, in a line that is not too long, for a refusal."""
    shown = repr(given).replace("\n", " ")
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
