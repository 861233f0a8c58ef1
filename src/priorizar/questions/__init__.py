"""What researchers ask of a study's ranking: one module a question, every answer a list of records by id."""

from typing import Literal

Question = Literal[
    "acceptability",
    "pairwise",
    "central_weights",
    "stability",
    "unknowns",
    "criteria",
    "tornado",
    "sobol",
    "methods",
    "reversals",
    "contenders",
]
"""The names by which tables, files and the command line know the questions of robustness."""

DRAWN: tuple[Question, ...] = ("acceptability", "pairwise", "central_weights")
"""Those that are tables of one answer: the draws that were counted."""
