"""What the study says of each stage of the chain: problems, opportunities and the instruments it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from priorizar.context.tables import Record, read_context
from priorizar.names import fold
from priorizar.study.model import Study
from priorizar.study.places import Gazetteer, find_all


@dataclass(frozen=True)
class Statement:
    """A problem or an opportunity, as the source words it.

    Parameters
    ----------
    text
        Its words.
    source
        An id of the study's sources.
    stage_from
        ``printed`` if the source itself puts it at this stage, ``assigned`` if whoever coded it did; blank
        where the table does not say.
    named_as_printed
        The chains it names, in its own words; blank if none.
    department
        Where it was found; blank means everywhere.
    """

    text: str
    source: str
    stage_from: str
    named_as_printed: str = ""
    department: str = ""


@dataclass(frozen=True)
class Naming:
    """One place where the source names an instrument.

    Parameters
    ----------
    named_for
        The problem, opportunity or purpose it is named for; blank if the source gives none.
    department
        Where; blank means everywhere.
    stage_from
        As in :class:`Statement`; blank where no stage is named.
    named_as_printed, quote, source
        The chains in the source's words, the sentence, and an id of the study's sources.
    reservation
        Whether the sentence doubts the instrument.
    """

    named_for: str
    department: str
    stage_from: str
    named_as_printed: str
    quote: str
    source: str
    reservation: bool = False


@dataclass(frozen=True)
class Instrument:
    """An instrument, with every place where the source names it for a stage and a chain.

    Parameters
    ----------
    name
        As in the table.
    kind, level
        Of :data:`priorizar.context.tables.CHOICES`; blank if the source does not say.
    namings
        In the order of the table.
    """

    name: str
    kind: str
    level: str
    namings: tuple[Naming, ...]


@dataclass(frozen=True)
class StageRecord:
    """What is said of one stage and one chain.

    Parameters
    ----------
    stage
        As the source prints it; None for what is said of no stage in particular.
    chain
        Id of the chain of which it is said; None for what is said of all chains.
    problems, opportunities, instruments
        In the order of their tables; empty if nothing is said, which does not mean that there are none.
    """

    stage: str | None
    chain: str | None
    problems: tuple[Statement, ...]
    opportunities: tuple[Statement, ...]
    instruments: tuple[Instrument, ...]

    @property
    def of_all_chains(self) -> bool:
        """Whether this is said of all chains, and so of none in particular."""
        return self.chain is None

    @property
    def empty(self) -> bool:
        """Whether nothing is said here."""
        return not (self.problems or self.opportunities or self.instruments)


def value_chain_stages(
    study: Study, chains: Iterable[str], department: str | None = None
) -> list[StageRecord]:
    """Lay out stages by chains what the study says of them.

    Parameters
    ----------
    study
        Whose tables ``bottlenecks``, ``opportunities`` and ``instruments`` are read.
    chains
        By any of their names.
    department
        Whose instruments are wanted, besides those named for no department; all of them if None. Problems of
        every department are given, each saying whose it is: what holds a chain back there may do so here.

    Returns
    -------
    list of StageRecord
        For each stage in the order in which the tables print it, and at the end for no stage in particular:
        what is said of all chains, and then of each of ``chains`` in the order given. So their number is
        (stages + 1) × (1 + chains), blank ones among them; none at all if the study has no such tables.

    Raises
    ------
    PriorizarError
        A chain or department nobody knows, or a table that cannot be read.
    """
    gazetteer = Gazetteer(study.provinces, study.chains)
    wanted = find_all(chains, gazetteer.chain)
    place = gazetteer.department(department) if department else None
    problems, opportunities, instruments = (
        read_context(study, table) for table in ("bottlenecks", "opportunities", "instruments")
    )
    instruments = [row for row in instruments if _holds_in(row, place, gazetteer)]
    stages: dict[str, str | None] = {}
    for row in (*problems, *opportunities, *instruments):
        stages.setdefault(_stage(row), str(row["stage"]))
    if stages:
        stages.pop("", None)
        stages[""] = None
    by_cell = [_by_cell(rows, gazetteer) for rows in (problems, opportunities, instruments)]
    found = []
    for key, stage in stages.items():
        for chain in dict.fromkeys([None, *wanted]):
            first, second, third = (cells.get((key, chain), []) for cells in by_cell)
            found.append(
                StageRecord(
                    stage,
                    chain,
                    tuple(_statement(row, "problem") for row in first),
                    tuple(_statement(row, "opportunity") for row in second),
                    _instruments(third),
                )
            )
    return found


def _holds_in(row: Record, department: str | None, gazetteer: Gazetteer) -> bool:
    stated = row["department"]
    return not (department and stated) or gazetteer.department(str(stated)) == department


def _stage(row: Record) -> str:
    return fold(str(row["stage"]))


def _by_cell(rows: Iterable[Record], gazetteer: Gazetteer) -> dict[tuple[str, str | None], list[Record]]:
    """Sort rows by their stage and each chain they name; those that name none are of all, None."""
    cells: dict[tuple[str, str | None], list[Record]] = {}
    for row in rows:
        written = str(row.get("chain") or row.get("chains") or "")
        chains = dict.fromkeys(gazetteer.chain(name) for name in written.split(";") if name)
        for chain in chains or [None]:
            cells.setdefault((_stage(row), chain), []).append(row)
    return cells


def _statement(row: Record, column: str) -> Statement:
    return Statement(
        str(row[column]),
        str(row["source"]),
        str(row.get("stage_from", "")),
        str(row.get("named_as_printed", "")),
        str(row.get("department", "")),
    )


def _instruments(rows: Iterable[Record]) -> tuple[Instrument, ...]:
    """Bring together what is said of the same instrument."""
    namings: dict[tuple[str, str, str], list[Naming]] = {}
    for row in rows:
        columns = ("named_for", "department", "stage_from", "named_as_printed", "quote", "source")
        naming = Naming(
            **{column: str(row[column]) for column in columns}, reservation=row["reservation"] == "yes"
        )
        namings.setdefault((str(row["instrument"]), str(row["kind"]), str(row["level"])), []).append(naming)
    return tuple(Instrument(*key, tuple(named)) for key, named in namings.items())
