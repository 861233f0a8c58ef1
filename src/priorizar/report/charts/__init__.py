"""Charts as Vega-Lite specifications: the same one on the screen, in a notebook and on paper.

A specification is a plain dict with its data inside and its text alternative in ``description``; drawing one
on a screen needs no library of this program.
"""

from priorizar.report.charts.colour import OKABE_ITO
from priorizar.report.charts.comparison import method_agreement_map, scenario_agreement_map, scenario_bump
from priorizar.report.charts.evidence import coverage_bars, evidence_map, stages_map
from priorizar.report.charts.frame import Album, Spec, for_wall, on_screen, to_png, to_svg
from priorizar.report.charts.mosaic import territory_tiles
from priorizar.report.charts.ranking import ranking_bars, weight_bars
from priorizar.report.charts.robustness import (
    acceptability_map,
    central_weights_bars,
    rank_intervals,
)
from priorizar.report.charts.stability import stability_bands
from priorizar.report.charts.territory import territory_map
from priorizar.report.charts.unknowns import what_to_find_out_bars

__all__ = [
    "OKABE_ITO",
    "Album",
    "Spec",
    "acceptability_map",
    "central_weights_bars",
    "coverage_bars",
    "evidence_map",
    "for_wall",
    "method_agreement_map",
    "on_screen",
    "rank_intervals",
    "ranking_bars",
    "scenario_agreement_map",
    "scenario_bump",
    "stability_bands",
    "stages_map",
    "territory_map",
    "territory_tiles",
    "to_png",
    "to_svg",
    "weight_bars",
    "what_to_find_out_bars",
]
