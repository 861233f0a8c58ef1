"""The whole territory at once: who leads each province, how surely, and on how much evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from priorizar.questions.acceptability import rank_acceptability
from priorizar.questions.experiment import Experiment
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario


class ProvinceLead(TypedDict):
    """Who leads a province, how often and on how much evidence.

    ``leaders`` are the chains in the first place, several if they tie; ``first`` how often the leader is
    first (of several, the one that is so most often; None if nothing was drawn) with its ``error``
    (half-width of the 95 % interval); ``coverage`` the share of the province's cells on which something is
    stated.
    """

    ubigeo: str
    leaders: list[str]
    first: float | None
    error: float | None
    coverage: float


def territory(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    method: str | Mapping[str, Any] | None = None,
    draws: int = 2_000,
) -> list[ProvinceLead]:
    """Find which chain leads each province, how often it does, and how much is known there.

    Parameters
    ----------
    study, scenario, method
        As for :func:`priorizar.rank`.
    draws
        Rankings of each province, with the weights as they are and uncertain evidence varying; with 0 nothing
        is drawn.

    Returns
    -------
    list of ProvinceLead
        One a province of which something is ranked, in the order of the study.

    Raises
    ------
    PriorizarError
        What :func:`priorizar.robustness` refuses.
    """
    often = {}
    if draws:
        run = Experiment(vary="evidence", draws=draws, workers=1)
        found = rank_acceptability(study, scenario, run, method=method)
        ranking = found.ranking
        often = {(one["ubigeo"], one["chain"]): one for one in found.acceptability_records()}
    else:
        ranking = rank(study, scenario, method=method)
    coverage = _coverage(ranking)
    leads: dict[str, ProvinceLead] = {}
    for one in ranking.records():
        if one["rank"] == 1:
            ubigeo = one["ubigeo"]
            lead = leads.setdefault(
                ubigeo,
                {
                    "ubigeo": ubigeo,
                    "leaders": [],
                    "first": None,
                    "error": None,
                    "coverage": coverage[ubigeo],
                },
            )
            lead["leaders"].append(one["chain"])
            drawn = often.get((ubigeo, one["chain"]))
            if drawn is not None and (lead["first"] is None or drawn["first"] > lead["first"]):
                lead["first"], lead["error"] = drawn["first"], drawn["error"]
    return [leads[ubigeo] for ubigeo in study.provinces if ubigeo in leads]


def _coverage(ranking: Ranking) -> dict[str, float]:
    """Return the share of known cells of each province."""
    known = ranking.matrix.known
    return {
        label: float(known[members[members >= 0]].mean())
        for label, members in zip(ranking.groups.labels, ranking.groups.members, strict=True)
    }
