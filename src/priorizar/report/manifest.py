"""The manifest: what a result was made from, so that it can be made again."""

from __future__ import annotations

import base64
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from priorizar.files.tables import flat

if TYPE_CHECKING:
    from priorizar.questions.experiment import Experiment
    from priorizar.ranking.ranking import Ranking
    from priorizar.study.model import Study

LIBRARIES = ("priorizar", "numpy", "pymcdm")
PIECE = 30_000
IN_FULL_ONLY = ("scores", "ranks", "compared_with")
"""What a sheet shows as JSON only: too much to look at."""

SHEET_KEY = "manifest_json"
"""What the first cell of a row says whose second carries a piece of the manifest."""


@dataclass(frozen=True)
class Stamp:
    """What a file says of when and with what it was made: to make it again as it was.

    Parameters
    ----------
    day
        The date that a document carries.
    time
        UTC, ISO 8601.
    versions
        As :func:`versions` gave them.
    files
        SHA-256 of the study's files, by path.
    """

    day: date
    time: str
    versions: Mapping[str, str]
    files: Mapping[str, str]

    @classmethod
    def now(cls, study: Study) -> Stamp:
        """Stamp what is made now from a study."""
        time = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(date.today(), time, versions(), dict(sorted(study.files.items())))

    @classmethod
    def of(cls, made: Mapping[str, Any]) -> Stamp:
        """Read the stamp of a manifest."""
        said = str(made.get("output", {}).get("day", made["time"][:10]))
        return cls(date.fromisoformat(said), str(made["time"]), made["versions"], made["files"])


def code_of(made: Mapping[str, Any]) -> str:
    """Compute the short code of a manifest that is printed on paper: ``K7QD-M2XA-9FHT-C3PE``.

    The first 80 bits of the SHA-256 of its canonical JSON (keys sorted, no blanks, UTF-8), in base32.
    """
    said = json.dumps(made, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    letters = base64.b32encode(hashlib.sha256(said.encode()).digest()[:10]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


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


def drawn_from(experiment: Experiment, ranking: Ranking) -> dict[str, Any]:
    """Return what the draws of a report were drawn from."""
    return {
        "draws": experiment.draws,
        "seed": experiment.seed,
        "vary": experiment.vary,
        "weights": experiment.weights_name(ranking),
    }


def manifest(
    study: Study, ranking: Ranking, *, seed: int | None = None, stamp: Stamp | None = None
) -> dict[str, Any]:
    """Return what a ranking was made from.

    Parameters
    ----------
    study, ranking
        What was read and what came out.
    seed
        Of the random draws, where there were any.
    stamp
        Of a file that is made again; now without one.

    Returns
    -------
    dict
        ``versions``, ``files`` (SHA-256 by path), ``scenario`` as resolved, ``method`` with its
        variant, ``weights``, ``by``, ``seed``, ``scores`` and ``ranks`` by :func:`key_of`, and ``time``
        (UTC). All but the time is the same for the same inputs.
    """
    stamped = stamp or Stamp.now(study)
    keys = [key_of(one.province.ubigeo, one.chain.id) for one in ranking.matrix.alternatives]
    return {
        "versions": dict(stamped.versions),
        "files": dict(stamped.files),
        "scenario": ranking.scenario.model_dump(mode="json", exclude_none=True),
        "method": {"name": ranking.method.name, "options": dict(ranking.method.options)},
        "weights": dict(zip(ranking.weights.criteria, ranking.weights.values.tolist(), strict=True)),
        "illustrative_weights": ranking.scenario.illustrative,
        "by": ranking.by,
        "seed": seed,
        "scores": dict(zip(keys, ranking.score.tolist(), strict=True)),
        "ranks": dict(zip(keys, ranking.rank.tolist(), strict=True)),
        "time": stamped.time,
    }
