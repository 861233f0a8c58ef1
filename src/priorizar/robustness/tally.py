"""Counting rankings: one pass over a chunk of scores gives ranks, ties and who beats whom.

Scores are laid out (alternatives, draws). Each row is compared with all others at once; the comparisons
are bytes of 0 and 1, added across rows for the ranks and along rows, eight to a word, for the wins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


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
    """Give a tally of nothing."""
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
    m, size = scores.shape
    narrow = np.uint8 if m <= 255 else np.uint16
    ahead = np.empty((m, size), dtype=narrow)
    limits = scores + tolerance
    # Draws beyond `size`, up to a whole number of words, are never touched and stay False.
    words = np.zeros((m, -(-size // 8)), dtype=np.uint64)
    exceeds = words.view(bool)[:, :size]
    for i in range(m):
        np.greater(scores, limits[i], out=exceeds)
        np.add.reduce(exceeds.view(np.uint8), axis=0, dtype=narrow, out=ahead[i])
        if wins is not None:
            wins[:, i] += _row_sums(words)
    return ahead


def _row_sums(words: npt.NDArray[np.uint64]) -> Counts:
    """How many bytes are 1 in each row of words, eight bytes to a word.

    Words add up without a carry from byte to byte as long as there are at most 255 of them.
    """
    total = np.zeros(len(words), dtype=np.int64)
    for start in range(0, words.shape[1], 255):
        part = np.add.reduce(words[:, start : start + 255], axis=1)
        total += part.view(np.uint8).reshape(len(words), 8).sum(axis=1, dtype=np.int64)
    return total
