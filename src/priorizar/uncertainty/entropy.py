"""Doubt about yes or no, in bits: what a chance leaves open, and how to count it from draws without bias."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def bits(share: npt.ArrayLike) -> Floats:
    """Return the entropy (...) in bits of being in with chance ``share`` or else out."""
    inside = np.clip(np.asarray(share, dtype=float), 0.0, 1.0)
    found = np.zeros(inside.shape)
    for part in (inside, 1 - inside):
        found -= part * np.log2(np.where(part > 0, part, 1.0))
    return found


def jackknifed(times: npt.ArrayLike, draws: npt.ArrayLike) -> Floats:
    """Estimate the entropy (...) in bits of what was met so many times in so many draws, less its bias.

    Counted frequencies seem more certain than they are. The jackknife, ``N H - (N - 1) mean(H without
    one draw)``, leaves a bias below 0.3 / N bits whatever the chance, and none where it is 0 or 1, so that
    many small groups can be added up.

    Parameters
    ----------
    times, draws
        Counts, broadcast together; no draws or a single one leave 0.

    References
    ----------
    Zahl, S. (1977). Jackknifing an index of diversity. Ecology 58(4), 907-913.
    """
    inside, total = np.broadcast_arrays(np.asarray(times, dtype=float), np.asarray(draws, dtype=float))
    every, fewer = np.maximum(total, 1), np.maximum(total - 1, 1)
    without = inside * bits((inside - 1) / fewer) + (total - inside) * bits(inside / fewer)
    return np.asarray(np.where(total > 1, every * bits(inside / every) - fewer / every * without, 0.0))
