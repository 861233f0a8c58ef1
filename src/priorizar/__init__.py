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
    from priorizar.errors import PriorizarError, Problem
    from priorizar.explanation.account import Explanation, explain
    from priorizar.explanation.province import ProvinceExplanation, explain_province
    from priorizar.matrix import DecisionMatrix
    from priorizar.questions.acceptability import Robustness, robustness
    from priorizar.ranking import Ranking, rank
    from priorizar.study.context import read_context
    from priorizar.study.load import load_study
    from priorizar.study.model import Study
    from priorizar.study.resolve import read_scenario

# Each name is imported when it is first asked for: `priorizar rank` needs few of them.
_HOMES = {
    "Comparison": "comparison",
    "DecisionMatrix": "matrix",
    "Explanation": "explanation.account",
    "PriorizarError": "errors",
    "Problem": "errors",
    "ProvinceExplanation": "explanation.province",
    "Ranking": "ranking",
    "Study": "study.model",
    "cells": "cell_records",
    "compare": "comparison",
    "explain": "explanation.account",
    "explain_province": "explanation.province",
    "load_study": "study.load",
    "rank": "ranking",
    "Robustness": "questions.acceptability",
    "robustness": "questions.acceptability",
    "read_context": "study.context",
    "read_scenario": "study.resolve",
}

__all__ = [
    "Comparison",
    "DecisionMatrix",
    "Explanation",
    "PriorizarError",
    "Problem",
    "ProvinceExplanation",
    "Ranking",
    "Robustness",
    "Study",
    "cells",
    "compare",
    "explain",
    "explain_province",
    "load_study",
    "rank",
    "read_context",
    "read_scenario",
    "robustness",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'priorizar' has no attribute '{name}'")
    return getattr(import_module(f"priorizar.{home}"), name)


def __dir__() -> list[str]:
    return __all__
