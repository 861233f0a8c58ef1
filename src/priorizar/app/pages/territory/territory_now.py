"""The territory as the page shows it: who leads each province now, in words and as colours."""

from __future__ import annotations

from typing import Literal

from priorizar.app.session.chosen import Chosen, as_ranked
from priorizar.app.words import percent, say
from priorizar.errors import PriorizarError
from priorizar.names import spanish_order
from priorizar.questions.territory import ProvinceLead, territory
from priorizar.report.charts.provinces import Value

By = Literal["leader", "doubt", "coverage"]
COLOURS: tuple[By, ...] = ("leader", "doubt", "coverage")
SORTS = ("name", *COLOURS)
DRAWS = 2_000
"""Rankings of each province: two percent of error, in a tenth of a second for all."""


class ProvinceNow(ProvinceLead):
    """Who leads a province, with names: ``leader`` are all of them if they tie."""

    province: str
    leader: str


def territory_now(chosen: Chosen) -> list[ProvinceNow]:
    """Return one record a province, with the weights as moved.

    Nothing is drawn for methods of pymcdm, which take minutes over all provinces, nor where drawing is
    refused: ``first`` is None then.
    """
    scenario = as_ranked(chosen)
    draws = 0 if chosen.slow else DRAWS

    def ask() -> list[ProvinceLead]:
        try:
            return territory(chosen.study, scenario, draws=draws)
        except PriorizarError:
            return territory(chosen.study, scenario, draws=0)

    found = chosen.study.keep("territory", (scenario.model_dump_json(), draws), ask)
    return [
        {
            **one,
            "province": chosen.study.provinces[one["ubigeo"]].name,
            "leader": " = ".join(chosen.chain_name(chain) for chain in one["leaders"]),
        }
        for one in found
    ]


def colours(records: list[ProvinceNow], by: By) -> dict[str, Value]:
    """Return what each province is coloured by."""
    if by == "leader":
        return {one["ubigeo"]: one["leader"] for one in records}
    if by == "doubt":
        return {one["ubigeo"]: one["first"] for one in records}
    return {one["ubigeo"]: one["coverage"] for one in records}


def table_rows(records: list[ProvinceNow], sort: str, here: str) -> list[list[str]]:
    """Write the records as rows, in the order asked for; least sure and least known first."""

    def key(one: ProvinceNow) -> tuple[object, ...]:
        name = spanish_order(one["province"])
        if sort == "leader":
            return spanish_order(one["leader"]), name
        if sort == "doubt":
            return one["first"] is None, one["first"] or 0.0, name
        return (one["coverage"], name) if sort == "coverage" else (name,)

    return [
        [
            say("territory_page.here", province=one["province"])
            if one["ubigeo"] == here
            else one["province"],
            one["leader"],
            "–" if one["first"] is None else percent(one["first"]),
            percent(one["coverage"]),
        ]
        for one in sorted(records, key=key)
    ]
