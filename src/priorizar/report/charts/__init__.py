"""Charts as Vega-Lite specifications: the same one on the screen, in a notebook and on paper.

A specification is a plain dict with its data inside and its text alternative in ``description``; drawing one
on a screen needs no library of this program.
"""

from priorizar.report.charts.comparison import scenario_bump
from priorizar.report.charts.drawing import to_png, to_svg
from priorizar.report.charts.frame import OKABE_ITO, Album, Spec
from priorizar.report.charts.ranking import ranking_bars, weight_bars
from priorizar.report.charts.robustness import acceptability_map

__all__ = [
    "OKABE_ITO",
    "Album",
    "Spec",
    "acceptability_map",
    "ranking_bars",
    "scenario_bump",
    "to_png",
    "to_svg",
    "weight_bars",
]
