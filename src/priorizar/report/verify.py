"""Making a result again from its manifest, and saying what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from priorizar.errors import PriorizarError, Problem
from priorizar.locale import Language, text
from priorizar.ranking.ranking import rank
from priorizar.report.again import made_again, scenario_of
from priorizar.report.contents import Contents, contents, contents_of_file
from priorizar.report.held_against import Change, changes, uncalculated
from priorizar.report.manifest import manifest, versions
from priorizar.report.printed import changes_on_paper
from priorizar.report.reading import ReadBack, Shown, is_manifest, read_back
from priorizar.report.table import Form
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario

SAME_SCORE = 1e-9
NAMED = 8
"""How many alternatives or files a sentence names."""

LONGEST = 120
"""Letters of a text that a sentence quotes."""


@dataclass(frozen=True)
class Verification:
    """What came of making a result again.

    Parameters
    ----------
    manifest
        As the file carries it.
    differences
        What matters: the study no longer gives what the file says, or the file no longer says what was
        ranked.
    notes
        What is otherwise and did not change the result by itself: versions, input files, what was written
        where a document asks for it, what could not be compared and why.
    compared
        How much was held against each other: ``alternatives`` ranked again, and of what the file shows
        ``texts`` (paragraphs, cells, values) and ``pictures``.
    """

    manifest: Mapping[str, Any]
    differences: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    compared: Mapping[str, int]


def verify(study: Study, path: Path, template: Path | None = None) -> Verification:
    """Make a file again from its manifest, and hold what it shows against what it showed.

    Parameters
    ----------
    study
        That the file is said to come from.
    path
        Any file with a manifest: see :func:`priorizar.report.reading.read_back`.
    template
        The DOCX that it was filled into, where that was not the program's own.

    Raises
    ------
    PriorizarError
        A file without a manifest, or a scenario that this study cannot rank.
    """
    found = read_back(path)
    made = found.manifest
    notes = [*_versions(made["versions"]), *_files(study, made["files"])]
    differences, compared = _again(study, made, path)
    # Scenarios that a comparison holds beside the first carry manifests of their own; reports only name them.
    for other in filter(is_manifest, made.get("compared_with") or ()):
        more, count = _again(study, other, path)
        differences += [replace(one, file=str(other["scenario"].get("id"))) for one in more]
        compared += count
    counted = {"alternatives": compared}
    if found.bare:
        notes.append(Problem("export.verify_manifest_only"))
    elif "output" not in made:
        notes.append(Problem("export.verify_no_output"))
        differences += _rows(found.rows, made, study)
    else:
        shown, more_notes, texts = _shown(study, found, template)
        differences, notes, counted = [*differences, *shown], [*notes, *more_notes], counted | texts
    return Verification(made, tuple(differences), tuple(notes), counted)


def _shown(
    study: Study, found: ReadBack, template: Path | None
) -> tuple[list[Problem], list[Problem], dict[str, int]]:
    """Hold what a file shows against the file made again: differences, notes, how much was compared."""
    made = found.manifest
    try:
        now = None if found.printed else contents_of_file(found.name, found.raw)
        again = contents(made_again(study, made, _form(found.raw, now), template))
    except PriorizarError as error:
        return [], [*error.problems, Problem("export.verify_not_shown")], {}
    except (KeyError, TypeError, ValueError):
        # How it was asked for is no longer what the program writes: somebody changed it.
        return [Problem("export.verify_output_altered")], [Problem("export.verify_not_shown")], {}
    language: Language = made["output"]["language"]
    blanks = (text("report.to_be_filled", language), "…")
    notes: list[Problem] = []
    if now is None:
        changed = changes_on_paper(found.name, found.raw, again, blanks)
        notes.append(Problem("export.verify_printed"))
    else:
        changed = changes(now, again, blanks)
        if _form(found.raw, now) == "geojson":
            notes.append(Problem("export.verify_no_outlines"))
        if waiting := uncalculated(now, again):
            notes.append(Problem("export.verify_uncalculated", {"count": waiting}))
    pictures = 0 if found.printed else sum(one.kind in ("picture", "drawing") for one in again.pieces)
    counted = {
        "texts": sum(one.kind == "text" and bool(one.text) for one in again.pieces),
        "pictures": pictures,
    }
    # Minutes are there to be added to: who came, what they said. Anything else says what the program stated.
    welcome = {"filled", "added"} if made["output"].get("form") == "acta" else {"filled"}
    notes += [_changed(one) for one in changed if one.kind in welcome]
    return [_changed(one) for one in changed if one.kind not in welcome], notes, counted


def _form(raw: bytes, now: Contents | None) -> Form:
    """Return the form of a table; a map is told from other JSON by what it says of itself."""
    if now is None or now.kind == "docx" or now.kind == "pdf":
        return "xlsx"  # of a report, whose manifest says it
    return "geojson" if now.kind == "json" and b'"FeatureCollection"' in raw[:200] else now.kind


def _changed(change: Change) -> Problem:
    values = {"place": change.place, "was": _short(change.was), "now": _short(change.now)}
    kind = "drawn" if change.what in ("picture", "drawing") else change.kind
    return Problem(f"export.verify_{kind}", values)


def _short(said: str) -> str:
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def _again(study: Study, made: Mapping[str, Any], path: Path) -> tuple[list[Problem], int]:
    """Rank again by a manifest: what differs, and how many alternatives were ranked."""
    try:
        scenario = scenario_of(study, made["scenario"])
    except ValidationError:
        raise PriorizarError(Problem("export.no_manifest", {}, str(path))) from None
    if scenario.criteria not in study.criteria_sets:
        return [Problem("export.verify_no_criteria", {"criteria": scenario.criteria})], 0
    again = manifest(study, rank(study, scenario, by=made.get("by", "province"), method=made.get("method")))
    return [*_scenario(study, scenario), *_results(made, again, study)], len(again["scores"])


def _versions(then: Mapping[str, str]) -> Iterable[Problem]:
    for name, now in versions().items():
        was = then.get(name, "–")
        if was != now:
            yield Problem("export.verify_version", {"name": name, "then": was, "now": now})


def _files(study: Study, then: Mapping[str, str]) -> Iterable[Problem]:
    now = study.files
    found = {
        "export.verify_changed": [name for name in then if name in now and now[name] != then[name]],
        "export.verify_gone": [name for name in then if name not in now],
        "export.verify_new": [name for name in now if name not in then],
    }
    for key, names in found.items():
        if names:
            yield Problem(key, {"files": _some(sorted(names))})


def _scenario(study: Study, scenario: Scenario) -> Iterable[Problem]:
    """Report a scenario that the study no longer has, or has otherwise than the file."""
    now = study.scenarios.get(scenario.id)
    if now is None:
        yield Problem("export.verify_no_scenario", {"scenario": scenario.id})
        return
    then, today = (one.model_dump(mode="json") for one in (scenario, now))
    parts = [name for name in then if then[name] != today[name]]
    if parts:
        yield Problem("export.verify_scenario", {"scenario": scenario.id, "parts": ", ".join(parts)})


def _results(then: Mapping[str, Any], now: Mapping[str, Any], study: Study) -> Iterable[Problem]:
    before, after = then["scores"], now["scores"]
    both = [key for key in before if key in after]
    found = {
        "export.verify_alternatives_gone": [key for key in before if key not in after],
        "export.verify_alternatives_new": [key for key in after if key not in before],
        "export.verify_scores": [key for key in both if not abs(before[key] - after[key]) <= SAME_SCORE],
        "export.verify_ranks": [key for key in both if then["ranks"].get(key) != now["ranks"][key]],
    }
    for key, alternatives in found.items():
        if alternatives:
            values = {"count": len(alternatives), "of": len(both)}
            yield Problem(key, values | {"which": _some(_named(one, study) for one in alternatives)})


def _rows(shown: Shown, made: Mapping[str, Any], study: Study) -> Iterable[Problem]:
    """Report the rows of the file that are not what its own manifest says."""
    otherwise = [
        key
        for key, (place, score) in shown.items()
        if made["ranks"].get(key) != place or not abs(made["scores"].get(key, nan) - score) <= SAME_SCORE
    ]
    if otherwise:
        values = {"count": len(otherwise), "of": len(shown)}
        yield Problem(
            "export.verify_rows", values | {"which": _some(_named(one, study) for one in otherwise)}
        )


def _named(key: str, study: Study) -> str:
    ubigeo, _, chain = key.partition("/")
    province = study.provinces.get(ubigeo)
    return f"{chain} ({province.name if province else ubigeo})"


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:NAMED]) + (", …" if len(listed) > NAMED else "")
