"""The territory as the page shows it: who leads each province now, in words and as colours."""

from __future__ import annotations

from typing import Any, Literal

from priorizar.app.session.chosen import Chosen, as_ranked
from priorizar.app.words import percent, say
from priorizar.errors import PriorizarError
from priorizar.names import spanish_order
from priorizar.questions.territory import territory
from priorizar.report.charts.provinces import Value

Record = dict[str, Any]
By = Literal["leader", "doubt", "coverage"]
COLOURS: tuple[By, ...] = ("leader", "doubt", "coverage")
SORTS = ("name", *COLOURS)
DRAWS = 2_000
"""Rankings of each province: two percent of error, in a tenth of a second for all."""


def territory_now(chosen: Chosen) -> list[Record]:
    """Give one record a province, with the weights as moved.

    Nothing is drawn for methods of pymcdm, which take minutes over all provinces, nor where drawing is
    refused: ``first`` is None then.
    """
    scenario = as_ranked(chosen)
    draws = 0 if chosen.slow else DRAWS

    def ask() -> list[Record]:
        try:
            return territory(chosen.study, scenario, draws=draws, language=chosen.language)
        except PriorizarError:
            return territory(chosen.study, scenario, draws=0, language=chosen.language)

    return chosen.study.keep("territory", (scenario.model_dump_json(), draws, chosen.language), ask)


def leader(record: Record) -> str:
    """Name who leads; all of them if they tie."""
    return " = ".join(record["leader_names"])


def colours(records: list[Record], by: By) -> dict[str, Value]:
    """Give what each province is coloured by."""
    if by == "leader":
        return {one["ubigeo"]: leader(one) for one in records}
    column = {"doubt": "first", "coverage": "coverage"}[by]
    return {one["ubigeo"]: one[column] for one in records}


def table_rows(records: list[Record], sort: str, here: str) -> list[list[str]]:
    """Write the records as rows, in the order asked for; least sure and least known first."""

    def key(one: Record) -> tuple[Any, ...]:
        name = spanish_order(one["province"])
        if sort == "leader":
            return spanish_order(leader(one)), name
        if sort == "doubt":
            return one["first"] is None, one["first"] or 0.0, name
        return (one["coverage"], name) if sort == "coverage" else (name,)

    return [
        [
            say("territory_page.here", province=one["province"])
            if one["ubigeo"] == here
            else one["province"],
            leader(one),
            "–" if one["first"] is None else percent(one["first"]),
            percent(one["coverage"]),
        ]
        for one in sorted(records, key=key)
    ]
