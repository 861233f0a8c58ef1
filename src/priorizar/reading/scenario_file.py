"""Writing a scenario as a file of ``scenarios/`` that people can go on editing."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from priorizar.errors import PriorizarError, Problem, refusal
from priorizar.files.atomic import write_whole
from priorizar.files.door import read_bounded
from priorizar.files.folder import Folder
from priorizar.files.lock import writing
from priorizar.files.yaml_source import Document, read_yaml
from priorizar.forms import fill
from priorizar.locale import Language, text
from priorizar.names import fold
from priorizar.reading.resolve import resolve_document
from priorizar.reading.scenario_versions import Version, keep_version
from priorizar.study.criteria import IDENTIFIER, LONGEST_IDENTIFIER
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario, ScenarioFile

MOST_SCENARIOS = 200
"""Files in ``scenarios/`` beyond which none is added: more than anybody reads, a bound on what is saved."""
DIGITS = 12
"""Significant digits of the numbers written: fewer than rounding leaves behind, more than weights need."""

_INHERITED = (
    *("criteria", "weights", "method", "directions", "unknown", "include", "exclude"),
    *("chain_comparisons", "what_if"),
)
_SAVING = threading.Lock()


def identifier_of(name: str) -> str:
    """Make an identifier of a name: ``Taller de Chumbivilcas`` gives ``taller_de_chumbivilcas``."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")
    begun = plain if plain[:1].isalpha() else f"escenario_{plain}"
    return begun[:LONGEST_IDENTIFIER].strip("_")


def file_of(
    study: Study,
    scenario: Scenario,
    *,
    identifier: str,
    name: str,
    author: str | None = None,
    date: str | None = None,
    note: str | None = None,
) -> ScenarioFile:
    """Return how an edited scenario departs from the one it was made from, as a file that extends that one.

    A file cannot take back what it extends supposes, turns round or compares in pairs. Where the edited
    scenario does, the file extends what that one extends, or nothing, and says the rest itself.

    Parameters
    ----------
    study
        That holds the scenario it was made from.
    scenario
        As edited.
    identifier
        Of the new scenario, and name of its file.
    name
        For people; in both languages what was written in one.
    author, date, note
        Who saved it, when (ISO) and what for.

    Raises
    ------
    PriorizarError
        An identifier that is none, or texts that are empty or too long.
    """
    _check_identifier(identifier, name)
    known = [study.scenarios[one] for one in reversed(scenario.lineage) if one in study.scenarios]
    # One that is saved over cannot be what it extends, nor can what starts from it.
    known = [one for one in known if identifier not in one.lineage]
    base = next((one for one in known if _can_extend(scenario, one)), None)
    said: dict[str, Any] = {
        "id": identifier,
        "name": {"es": name, "en": name},
        "author": author,
        "date": date,
        "note": note,
        "extends": None if base is None else base.id,
    }
    before = dict(Scenario.model_construct() if base is None else base)
    parts = {part: getattr(scenario, part) for part in _INHERITED}
    said |= {part: value for part, value in parts.items() if part not in before or before[part] != value}
    if base is not None:
        own = {key: way for key, way in scenario.directions.items() if base.directions.get(key) != way}
        said |= {"directions": own, "what_if": scenario.what_if[len(base.what_if) :]}
    if "weights" in said or scenario.stated_by != before["stated_by"]:
        # Weights come with who stated them.
        said |= {"weights": scenario.weights, "stated_by": scenario.stated_by}
    written = {key: value for key, value in said.items() if value is not None and value not in ({}, ())}
    return fill(ScenarioFile, written, Document(f"scenarios/{identifier}.yaml", written))


def _can_extend(scenario: Scenario, base: Scenario) -> bool:
    compared_no_more = base.chain_comparisons is not None and scenario.chain_comparisons is None
    return (
        base.directions.keys() <= scenario.directions.keys()
        and scenario.what_if[: len(base.what_if)] == base.what_if
        and not compared_no_more
    )


def scenario_yaml(written: ScenarioFile, language: Language = "es") -> str:
    """Write a scenario as YAML that people read and edit: what was set and nothing else.

    Numbers have twelve significant digits, so weights come back equal within 1e-9. Of two things compared
    in pairs the one that is ahead comes first: ``[a, b, 1/3]`` is written ``[b, a, 3]``.
    """
    said = written.model_dump(exclude_unset=True, exclude_none=True)
    for part in ("include", "exclude"):
        if part in said:
            said[part] = {kind: names for kind, names in said[part].items() if names}
    if "method" in said:
        method = said["method"]
        options = method.get("options")
        said["method"] = {"name": method["name"], **options} if options else method["name"]
    head = "# yaml-language-server: $schema=../schemas/scenario.schema.json\n"
    style: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "width": 10**6}
    body = yaml.dump(_plain(said), Dumper=_Dumper, default_flow_style=False, **style)
    return f"{head}{_saved(written, language)}\n{body}"


def save_scenario(
    study: Study, written: ScenarioFile, *, replace: bool = False, language: Language = "es"
) -> Path:
    """Write a scenario into the folder of its study, whole or not at all.

    Read the study again to have it among its scenarios. One that others extend takes them along when it is
    replaced; what it said before is kept (:mod:`~priorizar.reading.scenario_versions`).

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    PriorizarError
        An identifier that is none; a scenario that could not be read back or has no place in the study,
        with every problem; one that is there already, unless ``replace``; as many scenarios, or former
        versions of this one, as may be; a folder that cannot be written. Nothing is written then.
    """
    _check_identifier(written.id, written.name.es)
    return _put(study, written.id, scenario_yaml(written, language).encode(), replace=replace)


def restore_scenario(study: Study, version: Version) -> Path:
    """Put a former version of a scenario back, whole or not at all; the present one is kept before.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    PriorizarError
        The version is no longer there, or has no place in the study as it is now; or as with
        :func:`save_scenario`. Nothing is written then.
    """
    try:
        raw = read_bounded(version.file, version.file.name)
    except PriorizarError:
        raise refusal("versions.gone", id=version.scenario) from None
    return _put(study, version.scenario, raw, replace=True)


def _put(study: Study, identifier: str, raw: bytes, *, replace: bool) -> Path:
    """Write the file of a scenario once it has proved to be one, and keep what it takes the place of."""
    name = f"scenarios/{identifier}.yaml"
    document = read_yaml(name, raw)
    resolved = resolve_document(study, document)
    if resolved.id != identifier:
        raise PriorizarError(document.problem("study.id_not_file", "id", id=resolved.id, stem=identifier))
    if identifier in resolved.lineage[:-1]:
        circle = resolved.lineage[resolved.lineage.index(identifier) :]
        problem = document.problem("study.extends_cycle", "extends", cycle=" → ".join(reversed(circle)))
        raise PriorizarError(problem)
    folder = study.folder / "scenarios"
    if not folder.resolve().is_relative_to(study.folder.resolve()):
        raise PriorizarError(Problem("study.outside_folder", {}, name))
    # Nobody else of this program saves between looking for the file and writing it.
    with _SAVING, writing(study.folder):
        target, short = folder / f"{identifier}.yaml", folder / f"{identifier}.yml"
        if short.exists():
            target = short
        if not target.exists():
            if sum(1 for _ in folder.glob("*.y*ml")) >= MOST_SCENARIOS:
                raise refusal("versions.many_scenarios", most=MOST_SCENARIOS)
        elif not replace:
            raise refusal("study.scenario_exists", id=identifier)
        elif not target.is_symlink():  # what a link leads to stays where it is
            before = Folder(study.folder, []).read(f"scenarios/{target.name}")
            if before == raw:
                return target
            keep_version(study, identifier, before)
        write_whole(target, raw, within=study.folder)
    return target


def _check_identifier(identifier: str, name: str) -> None:
    if not re.fullmatch(IDENTIFIER, identifier):
        values = {"id": identifier[:60], "guess": identifier_of(name)}
        raise refusal("study.scenario_identifier", **values)


def _saved(written: ScenarioFile, language: Language) -> str:
    """Format who saved it and when as comment lines; nothing where neither is known."""
    # On one line: a comment that ends early would be read as part of the scenario.
    author, date = (_on_one_line(said or "") for said in (written.author, written.date))
    if author and date:
        said = text("study.saved_by_on", language, author=author, date=date)
    elif author:
        said = text("study.saved_by", language, author=author)
    elif date:
        said = text("study.saved_on", language, date=date)
    else:
        return ""
    unverified = f"\n# {text('versions.unverified', language)}" if author else ""
    return f"#\n# {said}{unverified}\n"


def _on_one_line(said: str) -> str:
    return "".join(letter for letter in " ".join(said.split()) if letter.isprintable())


class _Row(list[Any]):
    """A list that goes on one line."""


def _plain(said: Any) -> Any:
    """Return what was said as YAML is to show it."""
    if isinstance(said, Mapping):
        return {key: _plain(value) for key, value in said.items()}
    if isinstance(said, list | tuple):
        items = [_plain(item) for item in _ahead_first(said)]
        return items if any(isinstance(item, dict | list) for item in items) else _Row(items)
    if isinstance(said, float):
        rounded = float(f"{said:.{DIGITS}g}")
        return int(rounded) if rounded.is_integer() and abs(rounded) < 10**DIGITS else rounded
    return said


def _ahead_first(said: list[Any] | tuple[Any, ...]) -> list[Any] | tuple[Any, ...]:
    """Put the one that is ahead first in a comparison ``[a, b, ratio]``; any other list stays."""
    if len(said) == 3 and isinstance(said[0], str) and isinstance(said[2], float) and 0 < said[2] < 1:
        return (said[1], said[0], 1 / said[2])
    return said


class _Dumper(yaml.SafeDumper):
    """Block style as people write it: lists indented, lists of names or numbers on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _row(dumper: yaml.SafeDumper, row: _Row) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)


def _words(dumper: yaml.SafeDumper, words: str) -> yaml.Node:
    style = None
    # Line breaks that only YAML takes for such are spelt out, or they would come back as others.
    if set(words) & {"\x85", "\u2028", "\u2029"}:
        style = '"'
    elif "\n" in words:
        style = "|"
    elif words.isdigit():
        style = "'"  # a UBIGEO, which some readers take for a number
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)


_Dumper.add_representer(_Row, _row)
_Dumper.add_representer(str, _words)
