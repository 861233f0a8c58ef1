"""What can be taken away as a table: the rows of each answer, and what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from priorizar.locale import Language, text
from priorizar.questions import Question
from priorizar.questions.experiment import Experiment
from priorizar.ranking.cells import cells
from priorizar.ranking.comparison import Comparison, compare
from priorizar.ranking.ranking import Ranking, rank
from priorizar.report.answers import Answer, Inquiry, answer
from priorizar.report.manifest import Stamp, manifest
from priorizar.report.table import Table
from priorizar.study.model import Study
from priorizar.study.places import find_chains, find_provinces, wanted_among
from priorizar.study.scenario import Scenario

QUESTIONS: tuple[Question, ...] = get_args(Question)
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to leave as a table. Its manifest keeps it, so that the table can be made again.

    Parameters
    ----------
    what
        One of :data:`TABLES`, or a question.
    inquiry
        What is uncertain, and what is ranked among itself.
    chains
        Only these (any of their names); all without any.
    top
        Only so many first places of a ranking.
    others
        Scenarios that a comparison holds beside the first; all others of the study if None.
    title
        Of the sheet with the rows; that of the catalogue without one.
    language
        Of the names and reasons in the rows.
    """

    what: str
    inquiry: Inquiry = field(default_factory=Inquiry)
    chains: Collection[str] = ()
    top: int | None = None
    others: Sequence[str | Scenario] | None = None
    title: str | None = None
    language: Language = "es"

    def within(self, study: Study, rows: Rows) -> Rows:
        """Return the rows about provinces and chains that are wanted."""
        return [*filter(wanted_among(study, self.inquiry.provinces, self.chains), rows)]

    def record(self, study: Study) -> dict[str, Any]:
        """Return it as plain data, for a manifest."""
        experiment = self.inquiry.experiment
        return {
            "what": self.what,
            "language": self.language,
            "title": self.title,
            "provinces": sorted(find_provinces(study, self.inquiry.provinces)),
            "chains": sorted(find_chains(study, self.chains)),
            "by": self.inquiry.by,
            "method": self.inquiry.method,
            "also": list(self.inquiry.also),
            "first": self.inquiry.first,
            "top": self.top,
            "weights": experiment.weights if isinstance(experiment.weights, str) else None,
            "vary": experiment.vary,
            "shape": experiment.shape,
            "draws": experiment.draws,
            "precision": experiment.precision,
            "seed": experiment.seed,
        }

    @classmethod
    def of(cls, record: Mapping[str, Any], others: Sequence[Scenario] | None) -> Request:
        """Read it from a manifest."""
        named = ("weights", "vary", "shape", "draws", "precision", "seed")
        experiment = Experiment(**{name: record[name] for name in named})
        asked = ("by", "provinces", "method", "also", "first")
        inquiry = Inquiry(experiment=experiment, **{name: record[name] for name in asked})
        kept = {name: record[name] for name in ("what", "chains", "top", "title", "language")}
        return cls(inquiry=inquiry, others=others, **kept)


def table(study: Study, scenario: Scenario, request: Request, stamp: Stamp | None = None) -> Table:
    """Return what was asked for as a table.

    Parameters
    ----------
    study, scenario
        As for :func:`priorizar.rank`.
    request
        What, and how.
    stamp
        When and with what it was made, to make one again as it was; now without one.

    Raises
    ------
    PriorizarError
        What the question refuses, or an unknown province or chain.
    """
    question = next((one for one in QUESTIONS if one == request.what), None)
    if question is not None:
        found = answer(question, study, scenario, request.inquiry, request.language)
        return answer_table(study, found, request, stamp)
    if request.what == "comparison":
        others = request.others
        beside = [one for one in study.scenarios if one != scenario.id] if others is None else others
        found_beside = compare(study, [scenario, *beside], by=request.inquiry.by)
        return comparison_table(study, found_beside, request, stamp)
    ranking = rank(study, scenario, by=request.inquiry.by, method=request.inquiry.method)
    if request.what == "ranking":
        return ranking_table(study, ranking, request, stamp)
    return _table(study, ranking, request, stamp, _ROWS[request.what](study, ranking, request))


def ranking_table(study: Study, ranking: Ranking, request: Request, stamp: Stamp | None = None) -> Table:
    """Return a ranking as a table that can go on a map."""
    rows = request.within(study, ranking.rows(request.language))
    if request.top is not None:
        rows = [one for one in rows if one["rank"] <= request.top]
    return _table(study, ranking, request, stamp, rows, study_of_map=study)


def comparison_table(study: Study, found: Comparison, request: Request, stamp: Stamp | None = None) -> Table:
    """Return rankings side by side as a table, with how far they agree."""
    first, *others = (manifest(study, ranking, stamp=stamp) for ranking in found.rankings)
    first |= {"output": request.record(study)}
    provinces = find_provinces(study, request.inquiry.provinces)
    everywhere = not provinces or request.inquiry.by != "province"
    return Table(
        title=_title(request),
        rows=request.within(study, found.rows(request.language)),
        manifest=first | {"compared_with": others},
        language=request.language,
        more={"agreement": [one for one in found.agreement() if everywhere or one["group"] in provinces]},
        manifests=[first, *others],
    )


def answer_table(study: Study, found: Answer, request: Request, stamp: Stamp | None = None) -> Table:
    """Return the answer to a question as a table."""
    inquiry, drawn = request.inquiry, found.drawn
    experiment = inquiry.experiment
    facts: dict[str, Any] = {
        "question": request.what,
        "provinces": sorted(find_provinces(study, inquiry.provinces)),
        "seed": experiment.seed,
        "region": experiment.weights_name(found.ranking),
        "vary": experiment.vary,
        "shape": experiment.shape,
        "first": inquiry.first,
    }
    if drawn is not None:
        facts |= {"also": list(inquiry.also), "precision": experiment.precision}
        facts |= {"draws": drawn.draws, "largest_error": drawn.error}
    made = manifest(study, found.ranking, seed=experiment.seed, stamp=stamp)
    return Table(
        title=_title(request),
        rows=found.rows,
        manifest=made | {"robustness": facts, "output": request.record(study)},
        language=request.language,
        more=found.more,
    )


def _table(
    study: Study,
    ranking: Ranking,
    request: Request,
    stamp: Stamp | None,
    rows: Rows,
    study_of_map: Study | None = None,
) -> Table:
    return Table(
        title=_title(request),
        rows=rows,
        manifest=manifest(study, ranking, stamp=stamp) | {"output": request.record(study)},
        language=request.language,
        study=study_of_map,
    )


def _title(request: Request) -> str:
    return request.title or text(f"exports.table_{request.what}", request.language)


def _evidence(study: Study, ranking: Ranking, request: Request) -> Rows:
    return request.within(study, cells(study, ranking.scenario, request.language))


def _matrix(study: Study, ranking: Ranking, request: Request) -> Rows:
    names = [one.id for one in ranking.matrix.criteria]
    performances = zip(ranking.matrix.value.tolist(), ranking.matrix.known.tolist(), strict=True)
    rows = [
        # What is unknown stays blank.
        one.record(request.language)
        | {name: value if there else None for name, value, there in zip(names, values, known, strict=True)}
        for one, (values, known) in zip(ranking.matrix.alternatives, performances, strict=True)
    ]
    return request.within(study, rows)


def _ledger(study: Study, ranking: Ranking, request: Request) -> Rows:
    language = request.language
    return [
        {"id": one.id, "place": one.place, "says": one.says[language], "chosen": one.chosen[language]}
        for one in study.ledger
    ]


_ROWS: dict[str, Callable[[Study, Ranking, Request], Rows]] = {
    "evidence": _evidence,
    "matrix": _matrix,
    "ledger": _ledger,
}

TABLES = (
    "ranking",
    "comparison",
    "acceptability",
    "pairwise",
    "central_weights",
    "stability",
    "unknowns",
    "methods",
    "contenders",
    "evidence",
    "matrix",
    "ledger",
)
"""Every table that is offered, by name and in that order."""
