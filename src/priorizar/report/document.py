"""What a report says, as plain data: worded, in order, and without a thought of how it is printed.

PDF and DOCX take the same fields (listed in ``docs/report-templates.md``), so that a template anybody writes
finds all that the built-in ones have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from priorizar.locale import Language, text
from priorizar.report.chapters import acta, doubt, evidence, method, opening, orders
from priorizar.report.charts import Album, Spec
from priorizar.report.findings import Findings
from priorizar.report.manifest import Stamp, code_of, drawn_from, manifest
from priorizar.report.phrases import Phrases


@dataclass(frozen=True)
class Document:
    """A report before it is printed.

    Parameters
    ----------
    fields
        What it says: nothing but dicts, lists, texts, numbers and booleans.
    charts
        Its charts by the name that ``fields`` call them.
    manifest
        What it was made from.
    """

    fields: dict[str, Any]
    charts: dict[str, Spec]
    manifest: dict[str, Any]


def document(
    found: Findings,
    language: Language = "es",
    stamp: Stamp | None = None,
    output: Mapping[str, Any] | None = None,
) -> Document:
    """Put what was found into words.

    Parameters
    ----------
    found
        From :func:`find`.
    language
        ``es`` or ``en``.
    stamp
        When and with what it was made; now without one.
    output
        How it was asked for, to be kept in its manifest: whoever holds it can have it made again.
    """
    ranking, say = found.ranking, Phrases(found.ranking, language)
    scenario, stamped = ranking.scenario, stamp or Stamp.now(found.study)
    charts = Album()
    fields: dict[str, Any] = {
        "language": language,
        "title": text("report.title", language),
        "program": f"priorizar {stamped.versions['priorizar']}",
        "date": stamped.day.isoformat(),
        "date_written": say.date(stamped.day),
        "illustrative": text("report.illustrative", language) if scenario.illustrative else "",
        "no_conformity": text("report.no_conformity", language),
        "scenario": opening.scenario(found, say),
        "summary": opening.summary(found, say),
        "leaders": opening.leaders(found, say),
        "method": method.method(found, say),
        "weights": method.weights(found, say, charts),
        "criteria": method.criteria(found, say),
        "legend": text("report.legend", language),
        "provinces": orders.provinces(found, say, charts),
        "comparison": orders.comparison(found, say, charts),
        "robustness": doubt.robustness(found, say, charts),
        "evidence": evidence.evidence(found, say) | {"find_out": doubt.find_out(found, say)},
        "contradictions": evidence.contradictions(found, say),
        "statements": evidence.statements(found, say),
        "sources": evidence.sources(found),
        "acta": acta.acta(found, say),
        "words": words(language),
    }
    record = _manifest(found, stamped) | ({"output": dict(output)} if output else {})
    fields["code"] = code_of(record)
    fields["manifest"] = evidence.manifest_lines(record, say)
    return Document(fields, charts, record)


def _manifest(found: Findings, stamp: Stamp) -> dict[str, Any]:
    others = [] if found.comparison is None else found.comparison.rankings[1:]
    made = manifest(found.study, found.ranking, seed=found.experiment.seed, stamp=stamp)
    return made | {
        "robustness": drawn_from(found.experiment, found.ranking),
        "compared_with": [one.scenario.model_dump(mode="json", exclude_none=True) for one in others],
        "provinces": list(found.groups),
    }


WORDS = (
    "contents", "page", "of", "one_minute", "method_and_weights", "method", "weights", "criteria",
    "ranking", "comparison", "robustness", "evidence", "gaps", "find_out", "contradictions",
    "annex_statements", "annex_sources", "annex_manifest", "province", "department", "zone", "leader",
    "rank", "chain", "score", "first", "range", "coverage", "stated_for", "without", "criterion",
    "group", "weight", "direction", "scale", "description", "drives", "agreement", "scenario",
    "tightest", "from_to", "enters", "cells", "known", "unknown", "doubt_removed", "place", "says",
    "chosen", "value", "basis", "quote", "source", "title", "author", "year", "locator", "link",
    "note", "key", "content", "nothing", "none", "why", "provinces", "date", "acta", "report",
    "participants", "procedure", "initial", "agreed", "result", "dissent", "signatures", "name",
    "institution", "helice", "identity", "signature", "chart_weights", "chart_places",
    "chart_scenarios", "measured", "reported", "inferred", "judged", "before_after", "comments",
    "place_of_meeting", "first_places",
)  # fmt: skip
"""Headings and column heads that templates print."""


def words(language: Language) -> dict[str, str]:
    """Return the headings and column heads of a report in a language."""
    return {name: text(f"report.word_{name}", language) for name in WORDS}
