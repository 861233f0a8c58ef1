"""Counting rankings: one pass over a chunk of scores gives ranks, ties and who beats whom.

Scores are laid out (alternatives, draws). Each row is compared with all others at once; the comparisons
are bytes of 0 and 1, added across rows for the ranks and along rows, eight to a word, for the wins.

Draws without ties, most of them, take a quarter of the work: scores of half the precision, and each pair in
one direction only. Laying the scores out in the order found then shows whether it was right, and to spare.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

WORDS = 255
PROBE = 64
OFTEN = 0.2


@dataclass(eq=False)
class Tally:
    """Counts over draws of the rankings of m alternatives by n criteria.

    Parameters
    ----------
    draws
        How many.
    ranks
        (m, m): how often alternative i had rank r + 1. Ties share the best rank.
    wins
        (m, m): how often alternative i was ahead of j by more than the tolerance.
    first_weights
        (m, n): sum of the weights under which i was first.
    """

    draws: int
    ranks: Counts
    wins: Counts
    first_weights: Floats

    def add(self, scores: Floats, weights: Floats, tolerance: float) -> npt.NDArray[np.unsignedinteger]:
        """Count a chunk.

        Parameters
        ----------
        scores
            (m, size), finite.
        weights
            (n, size).
        tolerance
            Scores this near are ties.

        Returns
        -------
        ndarray
            Ranks (m, size), from 0.
        """
        m, size = scores.shape
        ahead = compare(scores, tolerance, self.wins)
        at = np.add(ahead, np.arange(m, dtype=np.int64)[:, None] * m)
        self.ranks += np.bincount(at.ravel(), minlength=m * m).reshape(m, m)
        self.first_weights += (ahead == 0).astype(float) @ weights.T
        self.draws += size
        return ahead

    def merge(self, other: Tally) -> None:
        """Add what another counted. Sums of weights are rounded, so merge in a fixed order."""
        self.draws += other.draws
        self.ranks += other.ranks
        self.wins += other.wins
        self.first_weights += other.first_weights


def blank_tally(alternatives: int, criteria: int) -> Tally:
    """Return a tally of nothing."""
    return Tally(
        0,
        np.zeros((alternatives, alternatives), dtype=np.int64),
        np.zeros((alternatives, alternatives), dtype=np.int64),
        np.zeros((alternatives, criteria)),
    )


def compare(scores: Floats, tolerance: float, wins: Counts | None = None) -> npt.NDArray[np.unsignedinteger]:
    """Rank every column of scores (m, size), and count who is ahead of whom.

    Parameters
    ----------
    scores
        (m, size), finite, higher is better.
    tolerance
        Scores this near are ties.
    wins
        (m, m), added to: how often i was ahead of j by more than the tolerance.

    Returns
    -------
    ndarray
        How many alternatives are ahead of each (m, size): its rank from 0, ties sharing the best.
    """
    wins = np.zeros((len(scores), len(scores)), dtype=np.int64) if wins is None else wins
    if _often_close(scores, tolerance):
        return _compare_closely(scores, tolerance, wins)
    ahead = _compare_coarsely(scores, wins)
    doubtful = np.flatnonzero(_close(_laid_out(scores, ahead), tolerance))
    if doubtful.size:
        # Take back what was counted of these draws, and count them again.
        mistaken = np.zeros_like(wins)
        _compare_closely(-ahead[:, doubtful].astype(float), 0.0, mistaken)
        wins -= mistaken
        ahead[:, doubtful] = _compare_closely(scores[:, doubtful], tolerance, wins)
    return ahead


def _compare_closely(scores: Floats, tolerance: float, wins: Counts) -> npt.NDArray[np.unsignedinteger]:
    """Do what :func:`compare` does, for any scores."""
    m, size = scores.shape
    ahead = np.empty((m, size), dtype=_narrow(m))
    limits = scores + tolerance
    words, exceeds, sums = _flags(m, size)
    for i in range(m):
        np.greater(scores, limits[i], out=exceeds)
        np.add.reduce(exceeds.view(np.uint8), axis=0, dtype=ahead.dtype, out=ahead[i])
        _add_up(words, sums[:, i])
    wins += _bytes_of(sums).T
    return ahead


def _compare_coarsely(scores: Floats, wins: Counts) -> npt.NDArray[np.unsignedinteger]:
    """Rank scores rounded to half precision, of equal ones the first ahead: every rank is taken once."""
    m, size = scores.shape
    coarse = scores.astype(np.float32)
    ahead = np.repeat(np.arange(m, dtype=_narrow(m))[:, None], size, axis=1)
    words, exceeds, sums = _flags(m, size)
    for i in range(m - 1):
        np.greater(coarse[i + 1 :], coarse[i], out=exceeds[i + 1 :])
        later = exceeds[i + 1 :].view(np.uint8)
        ahead[i] += np.add.reduce(later, axis=0, dtype=ahead.dtype)
        ahead[i + 1 :] -= later
        _add_up(words[i + 1 :], sums[:, i, i + 1 :])
    behind = _bytes_of(sums)
    wins += behind.T
    wins += np.triu(size - behind, 1)
    return ahead


def _laid_out(scores: Floats, ahead: npt.NDArray[np.unsignedinteger]) -> Floats:
    """Scores (m, size) with each draw's in the order of its ranks, every rank taken once."""
    m, size = scores.shape
    at = np.multiply(ahead, size, dtype=np.int64)
    at += np.arange(size)
    ordered = np.empty(m * size)
    ordered[at.ravel()] = scores.ravel()
    return ordered.reshape(m, size)


def _close(ordered: Floats, tolerance: float) -> npt.NDArray[np.bool_]:
    """Which draws (size,) have scores, the highest first, that are not each ahead of the next by enough."""
    return np.asarray((ordered[:-1] - ordered[1:] <= tolerance).any(axis=0), dtype=bool)


def _often_close(scores: Floats, tolerance: float) -> bool:
    """Whether so many draws have ties, by the first of them, that looking closely at all is quicker."""
    first = np.sort(scores[:, :PROBE], axis=0)[::-1]
    return float(_close(first, tolerance).mean()) > OFTEN


def _narrow(alternatives: int) -> type[np.unsignedinteger]:
    return np.uint8 if alternatives <= 255 else np.uint16


def _flags(m: int, size: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.bool_], npt.NDArray[np.uint64]]:
    """Return words of zeros (m, words), the same memory as flags (m, size), and room for sums (parts, m, m).

    Flags beyond ``size``, up to a whole number of words, are never touched and stay False.
    """
    words = np.zeros((m, -(-size // 8)), dtype=np.uint64)
    parts = -(-words.shape[1] // WORDS)
    return words, words.view(bool)[:, :size], np.zeros((parts, m, m), dtype=np.uint64)


def _add_up(words: npt.NDArray[np.uint64], into: npt.NDArray[np.uint64]) -> None:
    """Add words (rows, words) up along rows, into (parts, rows): eight flags at a time, a byte each.

    As long as there are at most 255 words, nothing is carried from byte to byte.
    """
    for part, sums in enumerate(into):
        np.add.reduce(words[:, part * WORDS : (part + 1) * WORDS], axis=1, out=sums)


def _bytes_of(sums: npt.NDArray[np.uint64]) -> Counts:
    """Return counts (m, m) from sums of words (parts, m, m)."""
    counts = sums.view(np.uint8).reshape(*sums.shape, 8).sum(axis=(0, 3), dtype=np.int64)
    return np.asarray(counts, dtype=np.int64)
