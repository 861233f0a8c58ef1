"""The whole territory at once: who leads each province, how surely, and on how much evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from priorizar.questions.acceptability import robustness
from priorizar.questions.group_problems import Record
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario


def territory(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    method: str | Mapping[str, Any] | None = None,
    draws: int = 2_000,
    language: str = "es",
) -> list[Record]:
    """Say of each province which chain leads it, how often it does, and how much is known there.

    Parameters
    ----------
    study, scenario, method
        As for :func:`priorizar.rank`.
    draws
        Rankings of each province, with the weights as they are and what is not known varying; with 0 nothing
        is drawn.
    language
        Of the names.

    Returns
    -------
    list of dict
        One a province of which something is ranked, in the order of the study: where, ``leaders`` and
        ``leader_names`` (chains in the first place, several if they tie), ``first`` (how often the leader is
        first; of several, the one that is so most often; None if nothing was drawn) with its ``error``
        (half-width of the 95 % interval), and ``coverage``, the share of the cells of the province on which
        something is stated.

    Raises
    ------
    PriorizarError
        What :func:`priorizar.robustness` refuses.
    """
    if draws:
        found = robustness(study, scenario, method=method, draws=draws, vary="evidence", workers=1)
        ranking = found.ranking
        often = {(one["ubigeo"], one["chain"]): one for one in found.acceptability(language)}
    else:
        ranking, often = rank(study, scenario, method=method), {}
    coverage = _coverage(ranking)
    records: dict[str, Record] = {}
    for row in ranking.rows(language):
        if row["rank"] == 1:
            where = {name: row[name] for name in ("department", "zone", "province", "ubigeo")}
            blank: Record = {"leaders": [], "leader_names": [], "first": None, "error": None}
            record = records.setdefault(row["ubigeo"], where | blank)
            record["leaders"].append(row["chain"])
            record["leader_names"].append(row["chain_name"])
            drawn = often.get((row["ubigeo"], row["chain"]))
            if drawn is not None and (record["first"] is None or drawn["first"] > record["first"]):
                record |= {"first": drawn["first"], "error": drawn["error"]}
    return [
        records[ubigeo] | {"coverage": coverage[ubigeo]} for ubigeo in study.provinces if ubigeo in records
    ]


def _coverage(ranking: Ranking) -> dict[str, float]:
    """Give the share of known cells of each province."""
    known = ranking.matrix.known
    return {
        label: float(known[members[members >= 0]].mean())
        for label, members in zip(ranking.groups.labels, ranking.groups.members, strict=True)
    }
