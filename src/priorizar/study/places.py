"""From a place or chain as people write it to its code; what nobody knows gets the nearest name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from priorizar.arrays import in_short
from priorizar.errors import PriorizarError, Problem, gathering, refusal
from priorizar.names import fold, suggest
from priorizar.study.model import Chain, Place, Province, Study

Found = TypeVar("Found")
Wanted = Callable[[Mapping[str, Any]], bool]
"""Whether a record is of an alternative that was asked for."""

MOST_SHOWN = 60
"""Letters of a wrong name that are shown."""


class Gazetteer:
    """Finds provinces, zones, departments and chains by any of their names.

    Parameters
    ----------
    provinces, chains
        By code.
    """

    def __init__(self, provinces: Mapping[str, Province], chains: Mapping[str, Chain]) -> None:
        self._provinces: dict[str, list[Province]] = {}
        for province in provinces.values():
            for name in {fold(name) for name in (province.ubigeo, province.name, *province.aliases)}:
                self._provinces.setdefault(name, []).append(province)
        self._departments = {
            fold(province.department): province.department for province in provinces.values()
        }
        self._zones = {fold(province.zone): province.zone for province in provinces.values()}
        self._chains: dict[str, str] = {}
        for chain in chains.values():
            for name in (chain.id, chain.name.es, chain.name.en, *chain.aliases):
                self._chains.setdefault(fold(name), chain.id)
        self._province_names = [province.name for province in provinces.values()]
        self._province_aliases = [alias for province in provinces.values() for alias in province.aliases]
        self._chain_names = [chain.name.es for chain in chains.values()]
        self._other_chain_names = [
            name for chain in chains.values() for name in (chain.id, chain.name.en, *chain.aliases)
        ]

    def department(self, name: str) -> str:
        """Return a department as the territory writes it."""
        return _find("department", name, self._departments)

    def zone(self, name: str) -> str:
        """Return a zone as the territory writes it."""
        return _find("zone", name, self._zones)

    def province(self, name: str, department: str | None = None) -> Province:
        """Find a province by name, alias or UBIGEO, within a department where one is given.

        Raises
        ------
        PriorizarError
            If nobody knows it, if there are several, or if it lies in another department; the last at the
            path ``("department",)``.
        """
        found = self._provinces.get(fold(name), [])
        within = [province for province in found if department in (None, province.department)]
        if len(within) == 1:
            return within[0]
        if not found:
            values = {
                "name": name[:MOST_SHOWN],
                "guess": suggest(name, self._province_names, self._province_aliases),
            }
            raise refusal("study.unknown_province", **values)
        if not within:
            values = {"province": found[0].name, "found": tuple(one.department for one in found)}
            raise refusal("study.other_department", "department", name=department, **values)
        which = tuple(f"{one.ubigeo} ({one.department})" for one in within)
        raise refusal("study.several_provinces", name=name[:MOST_SHOWN], which=which)

    def chain(self, name: str) -> str:
        """Return a chain's id, from its id, name or an alias."""
        found = self._chains.get(fold(name))
        if found is None:
            values = {
                "name": name[:MOST_SHOWN],
                "guess": suggest(name, self._chain_names, self._other_chain_names),
            }
            raise refusal("study.unknown_chain", **values)
        return found

    def place(self, department: str | None, zone: str | None, province: str | None) -> Place:
        """Build the place of a statement; a province brings its department and zone with it.

        Raises
        ------
        PriorizarError
            With every name nobody knows, or a province that lies in another department or zone, at the path
            of the part that is wrong: ``("department",)``, ``("zone",)`` or ``("province",)``.
        """
        problems: list[Problem] = []
        in_department = _gathering(problems, "department", self.department, department)
        in_zone = _gathering(problems, "zone", self.zone, zone)
        if not province:
            found = None
        elif problems:
            # Whether it is there is known even so; whether it lies where it is said is not.
            found = _gathering(problems, "province", self._any_province, province)
        else:
            found = _gathering(problems, "province", lambda one: self.province(one, in_department), province)
        if found is not None and not problems and in_zone not in (None, found.zone):
            values = {"name": in_zone, "province": found.name, "found": found.zone}
            problems.append(Problem("study.other_zone", values, path=("zone",)))
        if problems:
            raise PriorizarError(problems)
        if found is None:
            return Place(in_department, in_zone)
        return Place(found.department, found.zone, found.ubigeo)

    def _any_province(self, name: str) -> Province:
        """Find a province, or any of several that have the name."""
        found = self._provinces.get(fold(name), [])
        return found[0] if found else self.province(name)


def _find(kind: str, name: str, known: Mapping[str, str]) -> str:
    found = known.get(fold(name))
    if found is None:
        values = {"name": name[:MOST_SHOWN], "guess": suggest(name, known.values())}
        raise refusal(f"study.unknown_{kind}", **values)
    return found


def _gathering(
    problems: list[Problem], part: str, find: Callable[[str], Found], name: str | None
) -> Found | None:
    """Find one part of a place; what is wrong with it is gathered, at its own path or at that of the part."""
    try:
        return find(name) if name else None
    except PriorizarError as error:
        problems += [one if one.path else one.within(part) for one in error.problems]
        return None


def find_provinces(study: Study, names: Iterable[str]) -> set[str]:
    """Return the UBIGEO codes of provinces by any of their names.

    Raises
    ------
    PriorizarError
        With every name nobody knows.
    """
    gazetteer = Gazetteer(study.provinces, study.chains)
    return set(find_all(names, lambda name: gazetteer.province(name).ubigeo))


def find_chains(study: Study, names: Iterable[str]) -> set[str]:
    """Return the ids of chains by any of their names.

    Raises
    ------
    PriorizarError
        With every name nobody knows.
    """
    return set(find_all(names, Gazetteer(study.provinces, study.chains).chain))


def several(names: object) -> list[str]:
    """Return names as a list: a name by itself is one, not its letters.

    Raises
    ------
    PriorizarError
        ``study.not_names`` for what is neither.
    """
    if isinstance(names, str):
        return [names]
    found = list(names) if isinstance(names, Iterable) else [names]
    if not all(isinstance(name, str) for name in found):
        raise refusal("study.not_names", given=in_short(names))
    return [str(name) for name in found]


def find_all(names: Iterable[str], find: Callable[[str], str]) -> tuple[str, ...]:
    """Find each of several names; a name by itself is one.

    Raises
    ------
    PriorizarError
        With every name nobody knows, at the path of its position.
    """
    found: list[str] = []
    problems: list[Problem] = []
    for position, name in enumerate(several(names)):
        with gathering(problems, position):
            found.append(find(name))
    if problems:
        raise PriorizarError(problems)
    return tuple(found)


def wanted_among(study: Study, provinces: Iterable[str], chains: Iterable[str]) -> Wanted:
    """Return whether a record is of one of some provinces and chains, by name or id; any without them.

    Raises
    ------
    PriorizarError
        With every name that is unknown of the provinces, or else of the chains.
    """
    ubigeos, ids = find_provinces(study, provinces), find_chains(study, chains)

    def wanted(one: Mapping[str, Any]) -> bool:
        return (not ubigeos or one["ubigeo"] in ubigeos) and (not ids or one["chain"] in ids)

    return wanted
