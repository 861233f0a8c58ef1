"""Random numbers that depend on the seed and on which draw it is, never on who draws it.

Draws are made in chunks. Each chunk has its own stretch of one counter-based generator, so chunk 7 is
the same whichever worker computes it, in whichever order, alone or among others.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from priorizar.errors import refusal

WEIGHTS, EVIDENCE, CONFIDENCE, OUTER, INNER = range(5)


@lru_cache(maxsize=64)
def _key(seed: int) -> tuple[int, int]:
    first, second = np.random.SeedSequence(seed).generate_state(2, np.uint64)
    return int(first), int(second)


def checked_seed(seed: float) -> int:
    """Return a seed, or refuse it (``robustness.seed_negative``): a whole number from 0 up.

    None is no seed: the same study would say something else tomorrow.
    """
    right = isinstance(seed, int | float | np.number) and not isinstance(seed, bool)
    if not (right and 0 <= seed < float("inf") and seed == int(seed)):
        raise refusal("robustness.seed_negative", seed=seed)
    return int(seed)


def stream(seed: int, purpose: int, chunk: int) -> np.random.Generator:
    """Return the generator of one chunk for one purpose.

    The generator is Philox-4x64, keyed by the seed, whose 256-bit counter starts at (purpose, chunk) in
    its two upper words: streams are 2^128 blocks apart and cannot overlap.

    Parameters
    ----------
    seed
        Any non-negative integer.
    purpose
        One of the constants of this module, so that weights and evidence are drawn apart: asking for the
        evidence alone does not change it.
    chunk
        Number of the chunk, from 0.

    References
    ----------
    Salmon, J. K. et al. (2011). Parallel random numbers: as easy as 1, 2, 3. SC '11.
    """
    key = np.array(_key(seed), dtype=np.uint64)
    return np.random.Generator(
        np.random.Philox(key=key, counter=np.array([0, 0, purpose, chunk], dtype=np.uint64))
    )
