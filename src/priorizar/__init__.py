"""priorizar: which non-extractive productive chains to back, province by province.

>>> import priorizar as pz
>>> study = pz.load_study()
>>> ranking = pz.rank(study, "base")
>>> ranking.to_frame()  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from priorizar.cell_records import cells
    from priorizar.comparison import Comparison, compare
    from priorizar.dissent import GroupAgreement, agreement
    from priorizar.errors import PriorizarError, Problem
    from priorizar.explanation.account import Explanation, explain
    from priorizar.explanation.province import ProvinceExplanation, explain_province
    from priorizar.matrix import DecisionMatrix
    from priorizar.questions.acceptability import Robustness, robustness
    from priorizar.ranking import Ranking, rank
    from priorizar.study.context import read_context
    from priorizar.study.load import load_study
    from priorizar.study.model import Study
    from priorizar.study.people import read_people
    from priorizar.study.resolve import read_scenario
    from priorizar.weighting.statements import weigh
    from priorizar.weighting.synthesis import ahp_synthesis

# Each name is imported when it is first asked for: `priorizar rank` needs few of them.
_HOMES = {
    "Comparison": "comparison",
    "DecisionMatrix": "matrix",
    "Explanation": "explanation.account",
    "GroupAgreement": "dissent",
    "PriorizarError": "errors",
    "Problem": "errors",
    "ProvinceExplanation": "explanation.province",
    "Ranking": "ranking",
    "Study": "study.model",
    "agreement": "dissent",
    "ahp_synthesis": "weighting.synthesis",
    "cells": "cell_records",
    "compare": "comparison",
    "explain": "explanation.account",
    "explain_province": "explanation.province",
    "load_study": "study.load",
    "rank": "ranking",
    "Robustness": "questions.acceptability",
    "robustness": "questions.acceptability",
    "read_context": "study.context",
    "read_people": "study.people",
    "read_scenario": "study.resolve",
    "weigh": "weighting.statements",
}

__all__ = [
    "Comparison",
    "DecisionMatrix",
    "Explanation",
    "GroupAgreement",
    "PriorizarError",
    "Problem",
    "ProvinceExplanation",
    "Ranking",
    "Robustness",
    "Study",
    "agreement",
    "ahp_synthesis",
    "cells",
    "compare",
    "explain",
    "explain_province",
    "load_study",
    "rank",
    "read_context",
    "read_people",
    "read_scenario",
    "robustness",
    "weigh",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'priorizar' has no attribute '{name}'")
    return getattr(import_module(f"priorizar.{home}"), name)


def __dir__() -> list[str]:
    return __all__
