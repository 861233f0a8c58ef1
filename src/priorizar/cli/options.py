"""Options that several commands share, and how they are read."""

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from priorizar.cli.terminal import words
from priorizar.errors import refusal
from priorizar.locale import Language

Format = Literal["table", "csv", "json", "xlsx"]
RankingFormat = Literal["table", "csv", "json", "xlsx", "parquet", "geojson"]
_BY_SUFFIX: dict[str, Format] = {".csv": "csv", ".json": "json", ".xlsx": "xlsx"}


def StudyOption(language: Language) -> Any:  # noqa: N802 - stands where a type stands
    """Give the type of ``--study`` with its help in a language."""
    return Annotated[Path | None, typer.Option("--study", help=words(language)("study"))]


def study_from(folder: Path | None) -> Any:
    """Read the study of a folder, or the bundled one."""
    from priorizar.reading.load import load_study

    return load_study(folder)


def scenario_from(study: Any, written: str) -> Any:
    """Give a scenario of the study by name, or read one from a YAML file."""
    from priorizar.reading.resolve import read_scenario

    if written.endswith((".yaml", ".yml")):
        return read_scenario(study, Path(written))
    return study.scenario(written)


def read_method(written: str | None) -> dict[str, Any] | None:
    """Read ``topsis`` or ``topsis:reference=observed,normalization=vector``."""
    if written is None:
        return None
    name, _, rest = written.partition(":")
    options: dict[str, Any] = {}
    for part in filter(None, rest.split(",")):
        key, sign, value = part.partition("=")
        if not sign:
            raise refusal("cli.method_option", written=part)
        options[key.strip()] = _number(value.strip())
    return {"name": name.strip(), "options": options}


def _number(written: str) -> float | str:
    try:
        return float(written)
    except ValueError:
        return written


def form_of(form: Format | None, output: Path | None) -> Format:
    """Give the form asked for, or else the one that the name of the output says."""
    return form or _BY_SUFFIX.get(output.suffix.lower() if output else "", "table")


def ranking_form_of(form: RankingFormat | None, output: Path | None) -> RankingFormat:
    """Give the form asked for or said by the name of the output, of those that a ranking has besides."""
    suffix = output.suffix.lower() if output else ""
    if form is None and suffix == ".parquet":
        return "parquet"
    if form is None and suffix == ".geojson":
        return "geojson"
    return form or form_of(None, output)


def write_out(content: bytes, output: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    from priorizar.files.atomic import write_whole

    if output is None:
        if content.startswith((b"PK", b"PAR1")) and sys.stdout.isatty():
            raise refusal("cli.no_workbook_on_a_terminal")
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_whole(output, content)


def write_csv(records: list[dict[str, Any]], made_from: dict[str, Any], output: Path | None) -> None:
    """Write CSV, with the manifest in a file beside it where there is a file."""
    from priorizar.files.atomic import write_whole
    from priorizar.files.tables import to_csv, to_json
    from priorizar.report.manifest import beside

    write_out(to_csv(records), output)
    if output is not None:
        write_whole(beside(output), to_json(made_from))
