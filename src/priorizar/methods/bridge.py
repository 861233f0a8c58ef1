"""Other methods, computed by pymcdm: what goes in is checked before, what comes out after.

pymcdm works on one matrix and one weight vector, so leading axes are a loop here. It is imported only
when one of these methods is used (it brings matplotlib and pandas with it). Which of its methods are
not offered, and why, is in ``docs/methods.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from priorizar.arrays import Floats, Ints
from priorizar.errors import refusal
from priorizar.methods.checks import checked, refuse_below, scale_ends, within_bounds, without_noise
from priorizar.methods.method import Method
from priorizar.methods.topsis import topsis

LARGEST_COMET = 8
"""Criteria that COMET can take: it compares 3 to the power of their number."""


@dataclass(frozen=True)
class Bridged:
    """What has to be known of a method of pymcdm to use it rightly.

    Parameters
    ----------
    kind
        Its class in ``pymcdm.methods``.
    values
        Which numbers it has right answers for: ``any``, ``not_negative`` or ``positive``.
    lower_is_better
        Whether its number is a distance or a cost.
    bounds
        Whether it measures against the ends of the criteria's scales; such a method scores each
        alternative by itself.
    needs_cost
        Whether it refuses problems in which more is better everywhere.
    """

    kind: str
    values: Literal["any", "not_negative", "positive"] = "any"
    lower_is_better: bool = False
    bounds: bool = False
    needs_cost: bool = False


BRIDGED = {
    "aras": Bridged("ARAS", values="positive"),
    "cocoso": Bridged("COCOSO"),
    "codas": Bridged("CODAS", values="positive"),
    "comet": Bridged("COMET", bounds=True),
    "edas": Bridged("EDAS", values="not_negative"),
    "lmaw": Bridged("LMAW", values="positive"),
    "lopm": Bridged("LoPM", values="positive", lower_is_better=True),
    "mabac": Bridged("MABAC"),
    "mairca": Bridged("MAIRCA", lower_is_better=True),
    "marcos": Bridged("MARCOS", values="positive"),
    "moora": Bridged("MOORA", needs_cost=True),
    "ocra": Bridged("OCRA", values="positive"),
    "rafsi": Bridged("RAFSI", bounds=True),
    "ram": Bridged("RAM", values="positive"),
    "rim": Bridged("RIM", bounds=True),
    "spotis": Bridged("SPOTIS", lower_is_better=True, bounds=True),
    "waspas": Bridged("WASPAS", values="positive"),
    "wpm": Bridged("WPM", values="positive"),
    "wsm": Bridged("WSM", values="positive"),
}

NOT_OFFERED = frozenset({"aroman", "balanced_spotis", "ervd", "probid", "promethee_i", "sprobid"})
"""Methods of pymcdm that are refused by name; ``methods.not_offered_<name>`` says why."""


def bridged(
    name: str,
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    bounds: ArrayLike | None = None,
) -> Floats:
    """Score alternatives by a method of pymcdm.

    Parameters
    ----------
    name
        One of :data:`BRIDGED`.
    matrix
        (..., m, n) in the criteria's own units.
    weights
        (..., n), none negative, summing to 1.
    directions
        (n,) of +1 (more is better) and -1.
    bounds
        (n, 2) ends of each criterion's scale, for the methods that measure against them.

    Returns
    -------
    (..., m)
        Higher is better: where the method's own number is better when lower, its sign is turned.

    Raises
    ------
    PriorizarError
        Values the method has no right answer for, or an answer that is not a number.
    """
    return bridged_steps(name, matrix, weights, directions, bounds=bounds)["score"]


def bridged_steps(
    name: str,
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    *,
    bounds: ArrayLike | None = None,
) -> dict[str, Floats]:
    """Return the tables pymcdm names on the way, by its labels, and ``score``; as :func:`bridged`."""
    how = BRIDGED[name]
    x, w, d = checked(matrix, weights, directions)
    _refuse_values(name, how, x, d)
    x, ends = _against_ends(name, how, x, bounds)
    lead = np.broadcast_shapes(x.shape[:-2], w.shape[:-1])
    matrices = np.broadcast_to(x, lead + x.shape[-2:])
    vectors = np.broadcast_to(w, lead + w.shape[-1:])
    singles = [_single(name, how, matrices[i], vectors[i], d, ends) for i in np.ndindex(lead)]
    if not singles:
        return {"score": np.empty((*lead, x.shape[-2]))}
    return {
        label: np.stack([one[label] for one in singles]).reshape(*lead, *singles[0][label].shape)
        for label in singles[0]
    }


def _refuse_values(name: str, how: Bridged, x: Floats, d: Ints) -> None:
    if how.values == "positive":
        refuse_below(x, float(np.nextafter(0, 1)), "methods.needs_positive", method=name)
    elif how.values == "not_negative":
        refuse_below(x, 0.0, "methods.needs_not_negative", method=name)
    if how.needs_cost and (d > 0).all():
        raise refusal("methods.needs_cost", method=name)


def _against_ends(
    name: str, how: Bridged, x: Floats, bounds: ArrayLike | None
) -> tuple[Floats, Floats | None]:
    """Return the matrix and the ends (n, 2) it is measured against, if the method does so."""
    if not how.bounds:
        return without_noise(x), None
    if bounds is None:
        raise refusal("methods.needs_bounds", method=name)
    if how.kind == "COMET" and x.shape[-1] > LARGEST_COMET:
        raise refusal("methods.comet_too_large", criteria=x.shape[-1], largest=LARGEST_COMET)
    within_bounds(x, bounds)
    low, high = scale_ends(bounds, x.shape[-1])
    # Rounding may leave a value just outside, where pymcdm has no answer.
    return np.clip(x, low, high), np.stack([low, high], axis=1)


def _single(name: str, how: Bridged, x: Floats, w: Floats, d: Ints, ends: Floats | None) -> dict[str, Floats]:
    try:
        with np.errstate(all="ignore"):
            method = _method(how.kind, w, d, ends)
            # pymcdm's own validation is left out: it warns of dominated alternatives and zero weights.
            tables = method(x, w, d, validation=False, verbose=True).results
    except ValueError as error:
        raise refusal("methods.pymcdm_refused", method=name, reason=str(error)) from error
    steps = {table.desc.label: np.asarray(table.data, dtype=np.float64) for table in tables}
    *_, last = steps.values()
    if not np.isfinite(last).all():
        raise refusal("methods.no_answer", method=name, alternatives=len(x))
    return {**steps, "score": -last if how.lower_is_better else last}


def _method(kind: str, w: Floats, d: Ints, ends: Floats | None) -> Any:
    from pymcdm import methods as theirs

    if ends is None:
        return getattr(theirs, kind)()
    if kind == "RAFSI":
        return theirs.RAFSI(ideal=ends[:, 1], anti_ideal=ends[:, 0])
    if kind == "COMET":
        values = [(low, (low + high) / 2, high) for low, high in ends]

        def expert(objects: Floats) -> tuple[Floats, None]:
            """Rate the characteristic objects by TOPSIS on the scale; rounded, so that equals tie."""
            return np.round(topsis(objects, w, d, bounds=ends), 9), None

        return theirs.COMET(values, expert)
    return getattr(theirs, kind)(ends)


def bridged_method(name: str, options: Mapping[str, Any]) -> Method:
    """Return a method of pymcdm with its facts."""
    by_scale = BRIDGED[name].bounds
    return Method(
        name,
        options,
        score=partial(bridged, name),
        steps=partial(bridged_steps, name),
        uses=frozenset({"bounds"}) if by_scale else frozenset(),
        rowwise=by_scale,
        slow=True,
        partial=True,
    )
