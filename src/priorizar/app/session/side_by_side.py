"""Scenarios that may be compared, and their rankings side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from priorizar.app.session.chosen import Chosen, as_ranked
from priorizar.app.session.compared import MOVED
from priorizar.app.session.copies import copies
from priorizar.app.words import language, say
from priorizar.errors import PriorizarError, Problem
from priorizar.methods.wording import method_name
from priorizar.ranking.comparison import Comparison
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.criteria import Label
from priorizar.study.scenario import Scenario


def offered(chosen: Chosen) -> dict[str, Scenario]:
    """Return the scenarios that may be compared by id: what is looked at, then copies, then the others."""
    found = {chosen.stated.id: chosen.stated}
    if chosen.moved or chosen.method:
        found[MOVED] = _as_changed(chosen)
    return found | copies(chosen.study) | dict(chosen.study.scenarios)


def names_of(scenarios: Mapping[str, Scenario]) -> dict[str, str]:
    """Name scenarios in the language chosen, by their id."""
    return {id_: str(one.name[language()]) for id_, one in scenarios.items()}


def titles_of(comparison: Comparison) -> dict[str, str]:
    """Names of the scenarios for people, by their name in the comparison; each its own."""
    titles: dict[str, str] = {}
    for name, ranking in zip(comparison.names, comparison.rankings, strict=True):
        title = str(ranking.scenario.name[language()])
        titles[name] = title if title not in titles.values() else f"{title} ({name})"
    return titles


def _as_changed(chosen: Chosen) -> Scenario:
    """Return the scenario with the weights and the method as changed, under a name that says so."""
    name = str(chosen.stated.name[chosen.language])
    if chosen.moved:
        name = say("scenarios_page.with_moved_weights", scenario=name)
    if chosen.method:
        name = say("scenarios_page.with_method", scenario=name, method=method_name(chosen.method, language()))
    return as_ranked(chosen).model_copy(update={"id": MOVED, "name": Label(es=name, en=name)})


def ranked(chosen: Chosen, scenarios: Iterable[Scenario]) -> tuple[list[Ranking], list[Problem]]:
    """Rank by each scenario; of those that have no answer give what is wrong instead."""
    rankings: list[Ranking] = []
    problems: list[Problem] = []
    for one in scenarios:
        try:
            rankings.append(rank(chosen.study, one))
        except PriorizarError as error:
            problems += error.problems
    return rankings, problems


def held(rankings: Iterable[Ranking]) -> Comparison | None:
    """Hold rankings against the first; None if there are fewer than two or they share nothing."""
    comparison = Comparison(tuple(rankings))
    return comparison if len(comparison.rankings) > 1 and comparison.shared else None
