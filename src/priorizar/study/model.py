"""What is being decided: territory, chains, the evidence on them, and the study that holds it all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from priorizar.arrays import in_short
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.names import suggest

if TYPE_CHECKING:
    from priorizar.study.criteria import CriteriaSet, Criterion, Label
    from priorizar.study.scenario import Scenario

LEVELS = ("all", "department", "zone", "group", "province")
"""How widely a statement was made, widest first; ``group`` is a zone within a department."""

BASES = ("unknown", "judged", "inferred", "reported", "measured")
"""What a value rests on, weakest first."""

MOST_KEPT = 32
"""Of each kind of thing derived from a study, how many are kept: weights that move make ever new ones."""

Extractive = Literal["no", "disputed"]
Built = TypeVar("Built")


@dataclass(frozen=True)
class Province:
    """A province, by its INEI UBIGEO code (RENIEC numbers some provinces otherwise)."""

    ubigeo: str
    name: str
    department: str
    zone: str
    capital: str = ""
    altitude: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """A productive chain (*cadena productiva*)."""

    id: str
    name: Label
    aliases: tuple[str, ...] = ()
    sector: str = ""
    extractive: Extractive = "no"
    note: str = ""


@dataclass(frozen=True)
class Alternative:
    """A chain in a province, and at what level the source stated it."""

    province: Province
    chain: Chain
    level: Literal["province", "group"]
    as_printed: str = ""
    source: str = ""

    def record(self, language: str) -> dict[str, str]:
        """Name it: the columns with which every table of alternatives begins."""
        return {
            "department": self.province.department,
            "zone": self.province.zone,
            "province": self.province.name,
            "ubigeo": self.province.ubigeo,
            "chain": self.chain.id,
            "chain_name": self.chain.name[language],
        }


@dataclass(frozen=True)
class Place:
    """Where a statement holds: blank parts mean *all*; ``province`` is a UBIGEO code."""

    department: str | None = None
    zone: str | None = None
    province: str | None = None

    @property
    def level(self) -> str:
        """One of :data:`LEVELS`."""
        if self.province is not None:
            return "province"
        if self.zone is not None:
            return "zone" if self.department is None else "group"
        return "all" if self.department is None else "department"


@dataclass(frozen=True)
class Evidence:
    """One statement about a chain, somewhere, on one criterion, in the criterion's own unit."""

    place: Place
    chain: str
    criterion: str
    value: float
    low: float
    high: float
    basis: str
    source: str
    quote: str
    what_if: bool = False


@dataclass(frozen=True)
class Source:
    """A place in a document that evidence is taken from."""

    id: str
    title: str
    author: str = ""
    year: str = ""
    locator: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Contradiction:
    """An entry of the ledger: what the source says twice and differently, and what was chosen."""

    id: str
    place: str
    says: Label
    chosen: Label


@dataclass(frozen=True, eq=False)
class Study:
    """Everything a ranking is made from, read and checked.

    Parameters
    ----------
    folder
        Where it was read from.
    criteria_sets, provinces, chains, sources, scenarios
        By id (provinces by UBIGEO), in the order of the files.
    alternatives
        Chains in provinces, in the order of the file.
    evidence
        All statements, in the order of the file.
    refused
        Problems of the scenarios that cannot be used, by the name of their file.
    ledger
        Contradictions of the source.
    files
        SHA-256 of each input file by its path inside the folder.
    notes
        What to look at in the folder that is no error.
    """

    folder: Path
    criteria_sets: Mapping[str, CriteriaSet]
    provinces: Mapping[str, Province]
    chains: Mapping[str, Chain]
    alternatives: tuple[Alternative, ...]
    evidence: tuple[Evidence, ...]
    sources: Mapping[str, Source]
    scenarios: Mapping[str, Scenario]
    refused: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    ledger: tuple[Contradiction, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    _kept: dict[str, OrderedDict[Hashable, Any]] = field(default_factory=dict, init=False, repr=False)

    def __repr__(self) -> str:
        parts = {"alternatives": self.alternatives, "evidence": self.evidence, "scenarios": self.scenarios}
        counts = ", ".join(f"{len(part)} {name}" for name, part in parts.items())
        return f"<Study {str(self.folder)!r}: {counts}>"

    @property
    def criteria(self) -> dict[str, Criterion]:
        """Criteria of all sets, by id: one that is in several has the same scale in all."""
        return {one.id: one for chosen in self.criteria_sets.values() for one in chosen.leaf_criteria}

    def scenario(self, name: str | Scenario) -> Scenario:
        """Return a scenario by its id; a scenario is given back.

        Raises
        ------
        PriorizarError
            With its problems if it was refused, or with the nearest name if there is none; what is neither a
            name nor a scenario.
        """
        if not isinstance(name, str):
            return _checked_scenario(name, self)
        if name in self.refused:
            raise PriorizarError(self.refused[name])
        found = self.scenarios.get(name)
        if found is None:
            raise refusal("study.no_scenario", name=name, guess=suggest(name, self.scenarios))
        return found

    def keep(self, kind: str, key: Hashable, build: Callable[[], Built]) -> Built:
        """Build something derived from the study once, for a study never changes.

        Of each kind the :data:`MOST_KEPT` last used are kept. Threads may share a study: at worst two of
        them build the same thing.
        """
        kept = self._kept.setdefault(kind, OrderedDict())
        with suppress(KeyError):  # never built, or left out again by another thread
            kept.move_to_end(key)
            return cast("Built", kept[key])
        found = kept[key] = build()
        while len(kept) > MOST_KEPT:
            with suppress(KeyError):
                kept.popitem(last=False)
        return found


def _checked_scenario(given: object, study: Study) -> Scenario:
    from priorizar.study.scenario import Scenario

    if not isinstance(given, Scenario):
        raise refusal("study.not_a_scenario", given=in_short(given), known=", ".join(study.scenarios))
    return given


def checked_study(study: object) -> Study:
    """Return a study, or refuse what is none (``study.not_a_study``)."""
    if not isinstance(study, Study):
        raise refusal("study.not_a_study", given=in_short(study))
    return study
