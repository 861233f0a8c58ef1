"""The manifest: what a result was made from, so that it can be made again."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from priorizar.files.tables import flat

if TYPE_CHECKING:
    from priorizar.ranking.ranking import Ranking
    from priorizar.study.model import Study

LIBRARIES = ("priorizar", "numpy", "pymcdm")
PIECE = 30_000
IN_FULL_ONLY = ("scores", "ranks", "compared_with")
"""What a sheet shows as JSON only: too much to look at."""

SHEET_KEY = "manifest_json"
"""What the first cell of a row says whose second carries a piece of the manifest."""


def key_of(ubigeo: str, chain: str) -> str:
    """Name an alternative: ``0301/palta``."""
    return f"{ubigeo}/{chain}"


def versions() -> dict[str, str]:
    """Name the versions of what calculates."""
    return {name: version(name) for name in LIBRARIES} | {"python": platform.python_version()}


def beside(file: Path) -> Path:
    """Name the file that carries the manifest of one that has no room for it: ``a.csv.manifest.json``."""
    return file.with_name(f"{file.name}.manifest.json")


def for_sheet(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Lay a manifest out for a sheet: what people look at, a fact a row, then the whole as JSON.

    The JSON is in numbered pieces, for a cell holds 32,767 characters.
    """
    facts = flat({key: value for key, value in content.items() if key not in IN_FULL_ONLY})
    said = [{"key": key, "value": _said(value)} for key, value in facts.items()]
    whole = json.dumps(content, ensure_ascii=False)
    pieces = [whole[start : start + PIECE] for start in range(0, len(whole), PIECE)]
    numbered = ({"key": SHEET_KEY, "value": f"{at}:{piece}"} for at, piece in enumerate(pieces, 1))
    return [*said, *numbered]


def from_sheet(values: Iterable[str]) -> str:
    """Put the pieces of :func:`for_sheet` together again, as JSON."""
    return "".join(value.partition(":")[2] for value in values)


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


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
        variant, ``weights``, ``by``, ``seed``, ``scores`` and ``ranks`` by :func:`key_of`, and ``time``
        (UTC). All but the time is the same for the same inputs.
    """
    keys = [key_of(one.province.ubigeo, one.chain.id) for one in ranking.matrix.alternatives]
    return {
        "versions": versions(),
        "files": dict(sorted(study.files.items())),
        "scenario": ranking.scenario.model_dump(mode="json", exclude_none=True),
        "method": {"name": ranking.method.name, "options": dict(ranking.method.options)},
        "weights": dict(zip(ranking.weights.criteria, ranking.weights.values.tolist(), strict=True)),
        "illustrative_weights": ranking.scenario.illustrative,
        "by": ranking.by,
        "seed": seed,
        "scores": dict(zip(keys, ranking.score.tolist(), strict=True)),
        "ranks": dict(zip(keys, ranking.rank.tolist(), strict=True)),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }
