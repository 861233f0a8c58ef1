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
    from priorizar.context.tables import read_context
    from priorizar.elicitation.synthesis import ahp_synthesis
    from priorizar.elicitation.weighing import weigh
    from priorizar.errors import PriorizarError, Problem, language
    from priorizar.explanation.account import Explanation, explain
    from priorizar.explanation.province import ProvinceExplanation, explain_province
    from priorizar.people.reading import read_people
    from priorizar.questions.acceptability import robustness
    from priorizar.questions.robustness import Robustness
    from priorizar.ranking.cells import cells
    from priorizar.ranking.comparison import Comparison, compare
    from priorizar.ranking.group_agreement import GroupAgreement, agreement
    from priorizar.ranking.matrix import DecisionMatrix
    from priorizar.ranking.ranking import Ranking, rank
    from priorizar.reading.load import load_study
    from priorizar.reading.resolve import read_scenario
    from priorizar.study.model import Study

# Each name is imported when it is first asked for: `priorizar rank` needs few of them.
_HOMES = {
    "Comparison": "ranking.comparison",
    "DecisionMatrix": "ranking.matrix",
    "Explanation": "explanation.account",
    "GroupAgreement": "ranking.group_agreement",
    "PriorizarError": "errors",
    "Problem": "errors",
    "ProvinceExplanation": "explanation.province",
    "Ranking": "ranking.ranking",
    "Study": "study.model",
    "agreement": "ranking.group_agreement",
    "ahp_synthesis": "elicitation.synthesis",
    "cells": "ranking.cells",
    "compare": "ranking.comparison",
    "explain": "explanation.account",
    "explain_province": "explanation.province",
    "language": "errors",
    "load_study": "reading.load",
    "rank": "ranking.ranking",
    "Robustness": "questions.robustness",
    "robustness": "questions.acceptability",
    "read_context": "context.tables",
    "read_people": "people.reading",
    "read_scenario": "reading.resolve",
    "weigh": "elicitation.weighing",
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
    "language",
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
