"""The manifest: what a result was made from, so that it can be made again."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from priorizar.ranking import Ranking
    from priorizar.study.model import Study

LIBRARIES = ("priorizar", "numpy", "pymcdm")


def manifest(study: Study, ranking: Ranking, *, seed: int | None = None) -> dict[str, Any]:
    """Say what a ranking was made from.

    Parameters
    ----------
    study, ranking
        What was read and what came out.
    seed
        Of the random draws, where there were any.

    Returns
    -------
    dict
        ``versions``, ``files`` (SHA-256 by path), ``scenario`` as resolved, ``method`` with its
        variant, ``weights``, ``by``, ``seed`` and ``time`` (UTC). All but the time is the same for the
        same inputs.
    """
    return {
        "versions": {name: version(name) for name in LIBRARIES} | {"python": platform.python_version()},
        "files": dict(sorted(study.files.items())),
        "scenario": ranking.scenario.model_dump(mode="json", exclude_none=True),
        "method": {"name": ranking.method.name, "options": dict(ranking.method.options)},
        "weights": dict(zip(ranking.weights.criteria, ranking.weights.values.tolist(), strict=True)),
        "illustrative_weights": ranking.scenario.illustrative,
        "by": ranking.by,
        "seed": seed,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }
