"""From a place or chain as people write it to its code; what nobody knows gets the nearest name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from priorizar.arrays import in_short
from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.names import fold, nearest
from priorizar.study.model import Chain, Place, Province, Study


class UnknownNameError(Exception):
    """A name that stands for nothing, or for more than one thing.

    Parameters
    ----------
    kind
        Catalogue word: ``department``, ``zone``, ``province``, ``chain``.
    name
        As written.
    guess
        The nearest known name, the candidates of an ambiguous one, or all of a few.
    """

    def __init__(self, kind: str, name: str, guess: str) -> None:
        super().__init__(kind, name, guess)
        self.kind, self.name, self.guess = kind, name, guess


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
        self._chain_names = [name for chain in chains.values() for name in (chain.name.es, chain.id)]

    def department(self, name: str) -> str:
        """Give a department as the territory writes it."""
        return _find("department", name, self._departments)

    def zone(self, name: str) -> str:
        """Give a zone as the territory writes it."""
        return _find("zone", name, self._zones)

    def province(self, name: str, department: str | None = None) -> Province:
        """Find a province by name, alias or UBIGEO, within a department where one is given."""
        found = self._provinces.get(fold(name), [])
        within = [province for province in found if department in (None, province.department)]
        if len(within) == 1:
            return within[0]
        if within:
            raise UnknownNameError(
                "province", name, "; ".join(f"{one.name} ({one.department})" for one in within)
            )
        raise UnknownNameError(
            "province", name, nearest(name, self._province_names) or _listing(self._province_names)
        )

    def chain(self, name: str) -> str:
        """Give a chain's id, from its id, name or an alias."""
        found = self._chains.get(fold(name))
        if found is None:
            raise UnknownNameError(
                "chain", name, nearest(name, self._chain_names) or _listing(self._chain_names)
            )
        return found

    def place(self, department: str | None, zone: str | None, province: str | None) -> Place:
        """Build the place of a statement; a province brings its department and zone with it.

        Raises
        ------
        UnknownNameError
            A name nobody knows, or a province that lies in another department or zone.
        """
        in_department = self.department(department) if department else None
        in_zone = self.zone(zone) if zone else None
        if not province:
            return Place(in_department, in_zone)
        found = self.province(province, in_department)
        if in_zone not in (None, found.zone):
            raise UnknownNameError("zone", str(in_zone), f"{found.name}: {found.zone}")
        return Place(found.department, found.zone, found.ubigeo)


def _find(kind: str, name: str, known: Mapping[str, str]) -> str:
    found = known.get(fold(name))
    if found is None:
        raise UnknownNameError(kind, name, nearest(name, known.values()) or _listing(known.values()))
    return found


def _listing(names: Iterable[str]) -> str:
    return ", ".join(list(dict.fromkeys(names))[:8])


def find_provinces(study: Study, names: Iterable[str]) -> set[str]:
    """Give the UBIGEO codes of provinces by any of their names.

    Raises
    ------
    PriorizarError
        With every name nobody knows.
    """
    gazetteer = Gazetteer(study.provinces, study.chains)
    return _find_all(names, lambda name: gazetteer.province(name).ubigeo)


def find_chains(study: Study, names: Iterable[str]) -> set[str]:
    """Give the ids of chains by any of their names.

    Raises
    ------
    PriorizarError
        With every name nobody knows.
    """
    return _find_all(names, Gazetteer(study.provinces, study.chains).chain)


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


def _find_all(names: Iterable[str], find: Callable[[str], str]) -> set[str]:
    found, problems = set(), []
    for name in several(names):
        try:
            found.add(find(name))
        except UnknownNameError as unknown:
            values = {"name": unknown.name[:60], "guess": unknown.guess}
            problems.append(Problem(f"study.unknown_{unknown.kind}", values))
    if problems:
        raise PriorizarError(problems)
    return found
