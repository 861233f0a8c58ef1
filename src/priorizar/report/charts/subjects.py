"""Whom a chart shows: the alternatives of a group, by the names people know them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from priorizar.locale import Language

if TYPE_CHECKING:
    from priorizar.ranking.ranking import Ranking


def rows_of(ranking: Ranking, group: str) -> list[int]:
    """Rows of a group in order."""
    at = ranking.groups.labels.index(group)
    return [int(row) for row in ranking.order if ranking.groups.of_row[row] == at]


def name_of(ranking: Ranking, row: int, language: Language) -> str:
    """Name an alternative: its chain, and its province where several are ranked together."""
    one = ranking.matrix.alternatives[row]
    chain = str(one.chain.name[language])
    return chain if ranking.by == "province" else f"{chain} · {one.province.name}"


def title_of(ranking: Ranking, group: str) -> str:
    """Name a group."""
    if ranking.by != "province":
        return group
    return ranking.matrix.alternatives[rows_of(ranking, group)[0]].province.name


def chain_names(ranking: Ranking, language: Language) -> dict[str, str]:
    """Names of the chains ranked, by id."""
    return {one.chain.id: one.chain.name[language] for one in ranking.matrix.alternatives}


def headings_of(ranking: Ranking, language: Language) -> dict[str, str]:
    """Short names of the criteria by id, in the order of the columns."""
    return {one.id: one.heading(language) for one in ranking.matrix.criteria}
