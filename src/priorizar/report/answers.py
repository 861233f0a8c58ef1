"""Answers to questions of robustness in words: ids become names, reasons sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from priorizar.errors import describe
from priorizar.locale import Language, text
from priorizar.methods.registry import WEIGHTED_SUM
from priorizar.questions import DRAWN, Question
from priorizar.questions.acceptability import rank_acceptability
from priorizar.questions.experiment import Experiment
from priorizar.questions.methods import Reason, methods_side_by_side
from priorizar.questions.one_at_a_time import one_at_a_time
from priorizar.questions.potentially_optimal import potentially_optimal
from priorizar.questions.reversals import rank_reversals
from priorizar.questions.robustness import Robustness
from priorizar.questions.sensitivity import sobol_indices
from priorizar.questions.value_of_information import (
    value_of_information,
    value_of_information_by_criterion,
)
from priorizar.questions.weight_stability import weight_stability
from priorizar.ranking.grouping import By
from priorizar.ranking.naming import Row, named
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario

NAMED_WEIGHTS = ("any", "any_illustrative", "any_equal", "stated", "people", "fixed", "order")
"""Names of feasible weights that stand by themselves."""


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """What a question is asked of.

    Parameters
    ----------
    experiment
        What is uncertain, and how it is drawn.
    by, provinces, method, also
        As for :func:`priorizar.robustness`.
    first
        How many places count as the first; 0 asks :func:`weight_stability` for the whole order.
    """

    experiment: Experiment = field(default_factory=Experiment)
    by: By = "province"
    provinces: Collection[str] = ()
    method: str | Mapping[str, Any] | None = None
    also: Sequence[str | Mapping[str, Any]] = ()
    first: int = 1


@dataclass(frozen=True, eq=False)
class Answer:
    """An answer as rows of tables.

    Parameters
    ----------
    rows
        One record each, with names.
    ranking
        The point ranking that they are about.
    more
        Further tables by name.
    drawn
        The draws that were counted, where any were.
    """

    rows: list[Row]
    ranking: Ranking
    more: Mapping[str, list[Row]] = field(default_factory=dict)
    drawn: Robustness | None = None


def answer(
    question: Question, study: Study, scenario: Scenario, inquiry: Inquiry, language: Language
) -> Answer:
    """Return the answer to a question, with names and reasons in a language.

    Raises
    ------
    PriorizarError
        What the question refuses.
    """
    return _ANSWERS[question](study, scenario, inquiry, language)


def reason_in_words(study: Study, ranking: Ranking, reason: Reason, language: Language) -> str:
    """Describe why methods disagree on an alternative."""
    named_values: dict[str, Any] = dict(reason["values"])
    criteria = {one.id: one.name[language] for one in ranking.matrix.criteria}
    for key in ("alternative", "other"):
        if key in named_values:
            named_values[key] = study.chains[named_values[key]].name[language]
    if "criterion" in named_values:
        named_values["criterion"] = criteria[named_values["criterion"]]
    return text(f"robustness.reason_{reason['key']}", language, **named_values)


def feasible_weights_in_words(name: str, language: Language) -> str:
    """Describe which weights were drawn, by the name an :class:`Experiment` gives them."""
    kind, _, size = name.partition(":")
    if kind == "within":
        return text("robustness.weights_within", language, points=f"{100 * float(size):g}")
    if kind == "dirichlet":
        return text("robustness.weights_dirichlet", language, size=f"{float(size):g}")
    return text(f"robustness.weights_{kind if kind in NAMED_WEIGHTS else 'own'}", language)


Ask = Callable[[Study, Scenario, Inquiry, Language], Answer]


def _drawn(question: Question) -> Ask:
    def ask(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
        found = rank_acceptability(
            study,
            scenario,
            inquiry.experiment,
            by=inquiry.by,
            provinces=inquiry.provinces,
            method=inquiry.method,
            also=inquiry.also,
        )
        return Answer(found.rows(question, language), found.ranking, drawn=found)

    return ask


def _stability(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
    found = weight_stability(study, scenario, first=inquiry.first or None, **_where(inquiry))
    rows = [_with_chains(study, one, ("below", "above"), language) for one in found]
    return Answer(rows, _ranking(study, scenario, inquiry))


def _unknowns(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
    found = value_of_information(study, scenario, inquiry.experiment, first=inquiry.first, **_where(inquiry))
    return Answer(named(found, study.alternatives, language), _ranking(study, scenario, inquiry))


def _criteria(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
    found = value_of_information_by_criterion(
        study, scenario, inquiry.experiment, first=inquiry.first, **_where(inquiry)
    )
    return Answer([dict(one) for one in found], _ranking(study, scenario, inquiry))


def _tornado(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
    found = one_at_a_time(study, scenario, **_where(inquiry))
    return Answer(named(found, study.alternatives, language), _ranking(study, scenario, inquiry))


def _sobol(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
    found = sobol_indices(study, scenario, inquiry.experiment, **_where(inquiry))
    rows = named(found, study.alternatives, language)
    rows = [_with_chains(study, one, ("of_chain",), language) for one in rows]
    return Answer(rows, _ranking(study, scenario, inquiry))


def _methods(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
    found = methods_side_by_side(
        study, scenario, first=max(inquiry.first, 3), by=inquiry.by, provinces=inquiry.provinces
    )
    ranking = _ranking(study, scenario, inquiry)
    rows = named(found.ranks, study.alternatives, language)
    for row in rows:
        row["reasons"] = [reason_in_words(study, ranking, one, language) for one in row["reasons"]]
    refused: list[Row] = [
        {"method": one["method"], "problem": describe(one["problem"], language)} for one in found.refused
    ]
    return Answer(rows, ranking, {"agreement": [dict(one) for one in found.agreement], "refused": refused})


def _reversals(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
    found = rank_reversals(study, scenario, **_where(inquiry))
    rows = [
        _with_chains(study, one, ("worst",) if one["change"] in ("drop", "copy") else (), language)
        for one in found
    ]
    return Answer(rows, _ranking(study, scenario, inquiry))


def _contenders(study: Study, scenario: Scenario, inquiry: Inquiry, language: Language) -> Answer:
    found = potentially_optimal(
        study, scenario, inquiry.experiment, by=inquiry.by, provinces=inquiry.provinces
    )
    rows = named(found, study.alternatives, language)
    for row in rows:
        row["dominated_by"] = [study.chains[one].name[language] for one in row["dominated_by"]]
    return Answer(rows, rank(study, scenario, by=inquiry.by, method=WEIGHTED_SUM))


class _Where(TypedDict):
    by: By
    provinces: Collection[str]
    method: str | Mapping[str, Any] | None


def _where(inquiry: Inquiry) -> _Where:
    return {"by": inquiry.by, "provinces": inquiry.provinces, "method": inquiry.method}


def _ranking(study: Study, scenario: Scenario, inquiry: Inquiry) -> Ranking:
    return rank(study, scenario, by=inquiry.by, method=inquiry.method)


def _with_chains(study: Study, record: Mapping[str, Any], columns: Iterable[str], language: Language) -> Row:
    """Return a record with the names of chains for their ids in some columns."""
    ids = {column: record[column] for column in columns}
    return dict(record) | {
        column: None if id_ is None else study.chains[id_].name[language] for column, id_ in ids.items()
    }


_ANSWERS: dict[Question, Ask] = {
    **{question: _drawn(question) for question in DRAWN},
    "stability": _stability,
    "unknowns": _unknowns,
    "criteria": _criteria,
    "tornado": _tornado,
    "sobol": _sobol,
    "methods": _methods,
    "reversals": _reversals,
    "contenders": _contenders,
}
