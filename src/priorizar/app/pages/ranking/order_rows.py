"""What the table of the order shows of each chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from priorizar.app.session.chosen import Chosen
from priorizar.app.studies import LIVE_DRAWS
from priorizar.app.words import number, say, shift
from priorizar.questions.acceptability import rank_acceptability
from priorizar.questions.experiment import Experiment
from priorizar.questions.group_problems import wanted_groups
from priorizar.questions.robustness import RankAcceptability, Robustness
from priorizar.ranking.comparison import Comparison
from priorizar.ranking.ranking import Ranking, RankRow, rank

Record = dict[str, Any]


@dataclass(frozen=True)
class LiveOrder:
    """The order of the province looked at, with the weights as moved.

    Parameters
    ----------
    ranking
        Of all provinces.
    rows
        As :func:`~priorizar.app.components.order.order_table` takes them.
    draws
        Rankings behind the intervals; 0 for a method too slow to draw while somebody waits.
    told, leaders
        The order in one sentence, for who hears it; the first three, for who has little room.
    """

    ranking: Ranking
    rows: list[Record]
    draws: int
    told: str
    leaders: str


def live_order(chosen: Chosen) -> LiveOrder:
    """Rank the province as chosen, and hold it against the scenario's own order.

    Raises
    ------
    PriorizarError
        What ranking refuses, or nothing of the province is ranked.
    """
    ubigeo, language = chosen.province.ubigeo, chosen.language
    doubt = None if chosen.slow else _doubt(chosen)
    ranking = rank(chosen.study, chosen.scenario, method=chosen.method) if doubt is None else doubt.ranking
    wanted_groups(chosen.study, ranking, [ubigeo])
    drawn = {} if doubt is None else {one["chain"]: one for one in doubt.acceptability_records()}
    shifts = _shifts(rank(chosen.study, chosen.stated), ranking, ubigeo)
    criteria = len(ranking.matrix.criteria)
    rows = [
        _row(place, one, drawn.get(one["chain"]), shifts.get(one["chain"], 0), criteria)
        for place, one in enumerate(ranking.rows(language, ubigeo), 1)
    ]
    placed = [f"{one['rank']} {one['name']}" for one in rows]
    told = say("ranking_page.told", order="; ".join(placed))
    return LiveOrder(ranking, rows, 0 if doubt is None else doubt.draws, told, " · ".join(placed[:3]))


def _doubt(chosen: Chosen) -> Robustness:
    """Draw the uncertain evidence, with the weights as they are now."""
    return rank_acceptability(
        chosen.study,
        chosen.scenario,
        Experiment(vary="evidence", draws=LIVE_DRAWS, workers=1),
        provinces=[chosen.province.ubigeo],
        method=chosen.method,
    )


def _shifts(stated: Ranking, moved: Ranking, ubigeo: str) -> dict[str, int]:
    """Return how many places each chain rises or falls against the scenario's own order."""
    held = Comparison((stated, moved))
    name = held.names[1]
    return {one["chain"]: one["shift"][name] for one in held.records(ubigeo)}


def _row(place: int, ranked: RankRow, drawn: RankAcceptability | None, rises: int, criteria: int) -> Record:
    low, high = (None, None) if drawn is None else (drawn["rank_low"], drawn["rank_high"])
    unknown = len(ranked["unknown"])
    known = criteria - unknown
    return {
        "id": ranked["chain"],
        "place": place,
        "rank": f"{ranked['rank']}{'=' if ranked['tied'] else ''}",
        "way": "up" if rises > 0 else "down" if rises < 0 else "same",
        "move": shift(rises, still="–"),
        "name": ranked["chain_name"]
        + (say("ranking_page.disputed") if ranked["extractive"] == "disputed" else ""),
        "score": number(ranked["score"], 3),
        "low": low,
        "high": high,
        "interval": _interval(low, high),
        "known": known,
        "criteria": criteria,
        "covered": say("ranking_page.covered", known=known, criteria=criteria),
    }


def _interval(low: int | None, high: int | None) -> str:
    if low is None:
        return "–"
    return say("ranking_page.only" if low == high else "ranking_page.between", low=low, high=high)
