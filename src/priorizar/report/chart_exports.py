"""Charts to be taken away: each headed by what it shows, with what it was made from inside."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from html import escape
from importlib.util import find_spec
from typing import Literal

from priorizar.context.stages import value_chain_stages
from priorizar.errors import refusal
from priorizar.files.tables import to_json
from priorizar.installing import install_command
from priorizar.locale import Language, text
from priorizar.methods.wording import method_title
from priorizar.questions.acceptability import rank_acceptability
from priorizar.questions.experiment import Experiment
from priorizar.questions.group_problems import wanted_groups
from priorizar.questions.methods import methods_side_by_side
from priorizar.questions.value_of_information import value_of_information
from priorizar.questions.weight_stability import weight_stability
from priorizar.ranking.comparison import Comparison, compare
from priorizar.ranking.ranking import Ranking, rank
from priorizar.report import charts
from priorizar.report.charts import Spec, to_png, to_svg
from priorizar.report.manifest import manifest
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario

Form = Literal["png", "svg", "json"]
KEY = "priorizar_manifest"
"""What the manifest is called inside a picture."""
EXPERIMENT = Experiment()
OF_ALL = ("weights", "agreement", "coverage", "leaders")
"""Charts that show the whole study, not one province."""
_HEAD = 33
"""Bytes of a PNG before its first chunk that may be something else: signature and header."""


def spec(name: str, study: Study, scenario: Scenario, ubigeo: str, language: Language = "es") -> Spec:
    """Return a chart by name, as it is shown on the page it belongs to.

    Parameters
    ----------
    name
        One of :data:`CHARTS`.
    study, scenario
        As for :func:`priorizar.rank`.
    ubigeo
        The province it is about.
    language
        Of what is written on it.

    Raises
    ------
    PriorizarError
        What the question behind the chart refuses, or nothing of the province is ranked.
    """
    if name not in OF_ALL:
        wanted_groups(study, rank(study, scenario), [ubigeo])
    return CHARTS[name](study, scenario, ubigeo, language)


def headed(
    drawn: Spec, name: str, study: Study, scenario: Scenario, ubigeo: str, language: Language = "es"
) -> Spec:
    """Put over a chart what it shows, where, by which scenario, and whether its weights are illustrative."""
    ranking = rank(study, scenario)
    title = text(f"exports.chart_{name}", language)
    if name not in OF_ALL:
        title = f"{title} · {study.provinces[ubigeo].name}"
    who = (
        text("export.illustrative", language)
        if scenario.illustrative
        else text("export.stated_by", language, who=scenario.stated_by)
    )
    subtitle = [f"{scenario.name[language]} · {method_title(ranking.method, language)}", who]
    return {
        **drawn,
        "title": {"text": title, "subtitle": subtitle, "anchor": "start", "frame": "bounds"},
        "background": "white",
        "usermeta": {KEY: manifest(study, ranking, seed=EXPERIMENT.seed)},
    }


def can_draw() -> bool:
    """Whether what draws pictures is installed."""
    return find_spec("vl_convert") is not None


def written(drawn: Spec, form: Form) -> bytes:
    """Write a headed chart as a picture or as its specification, its manifest inside.

    Raises
    ------
    PriorizarError
        Where what draws pictures is not installed.
    """
    if form == "json":
        return to_json(drawn)
    if not can_draw():
        raise refusal("exports.no_vl_convert", install=install_command("report"))
    facts = json.dumps(drawn["usermeta"][KEY], ensure_ascii=False)
    if form == "svg":
        start, sign, rest = to_svg(drawn).decode().partition(">")
        about = f"<desc>{escape(drawn['description'])}</desc>"
        return f"{start}{sign}{about}<metadata id='{KEY}'>{escape(facts)}</metadata>{rest}".encode()
    picture = to_png(drawn)
    return picture[:_HEAD] + _text_chunk(facts) + picture[_HEAD:]


def _text_chunk(said: str) -> bytes:
    """Make a PNG chunk of international text (``iTXt``), not compressed, in no language in particular."""
    body = b"iTXt" + KEY.encode() + b"\0\0\0\0\0" + said.encode()
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def _bump(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
    return charts.scenario_bump(_compared(study, scenario), ubigeo, language)


def _agreement(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
    return charts.scenario_agreement_map(_compared(study, scenario), language)


def _compared(study: Study, scenario: Scenario) -> Comparison:
    return compare(study, [scenario, *(one for one in study.scenarios if one != scenario.id)])


def _drawing(chart: Callable[..., Spec]) -> Callable[[Study, Scenario, str, Language], Spec]:
    def draw(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
        found = rank_acceptability(study, scenario, EXPERIMENT, provinces=[ubigeo])
        return chart(found, ubigeo, language)

    return draw


def _stability(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
    records = weight_stability(study, scenario, provinces=[ubigeo])
    return charts.stability_bands(records, rank(study, scenario), language)


def _unknowns(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
    records = value_of_information(study, scenario, EXPERIMENT, provinces=[ubigeo])
    return charts.what_to_find_out_bars(records, rank(study, scenario), language)


def _methods(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
    found = methods_side_by_side(study, scenario, provinces=[ubigeo])
    return charts.method_agreement_map(found, ubigeo, language)


def _leaders(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
    ranking = rank(study, scenario)
    first: dict[str, list[str]] = {}
    for row in ranking.order:
        if ranking.rank[row] == 1:
            one = ranking.matrix.alternatives[row]
            first.setdefault(one.province.ubigeo, []).append(one.chain.name[language])
    values = {code: " / ".join(names) for code, names in first.items()}
    return charts.territory_tiles(
        study, values, title=text("exports.chart_leaders", language), language=language
    )


def _stages(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
    chains = [one["chain"] for one in rank(study, scenario).records(ubigeo)]
    names: dict[str | None, str] = {one: study.chains[one].name[language] for one in chains}
    names[None] = text("exports.all_chains", language)
    records = [
        {"stage": one.stage, "chain": names[one.chain], "problems": len(one.problems)}
        for one in value_chain_stages(study, chains, study.provinces[ubigeo].department)
        if one.stage is not None and one.problems
    ]
    if not records:
        raise refusal("exports.no_stages", province=study.provinces[ubigeo].name)
    return charts.stages_map(records, language)


def _of_ranking(chart: Callable[..., Spec], by_province: bool) -> Callable[..., Spec]:
    def draw(study: Study, scenario: Scenario, ubigeo: str, language: Language) -> Spec:
        ranking: Ranking = rank(study, scenario)
        return chart(ranking, ubigeo, language) if by_province else chart(ranking, language=language)

    return draw


CHARTS: dict[str, Callable[[Study, Scenario, str, Language], Spec]] = {
    "bars": _of_ranking(charts.ranking_bars, by_province=True),
    "weights": _of_ranking(charts.weight_bars, by_province=False),
    "intervals": _drawing(charts.rank_intervals),
    "bump": _bump,
    "agreement": _agreement,
    "acceptability": _drawing(charts.acceptability_map),
    "stability": _stability,
    "central_weights": _drawing(charts.central_weights_bars),
    "unknowns": _unknowns,
    "methods": _methods,
    "evidence": _of_ranking(charts.evidence_map, by_province=True),
    "coverage": _of_ranking(charts.coverage_bars, by_province=False),
    "leaders": _leaders,
    "stages": _stages,
}
"""Every chart by name, in the order of the pages they belong to."""
