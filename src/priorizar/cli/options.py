"""Options that several commands share, and how they are read."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

import typer
from rich.console import Console

from priorizar.cli.terminal import console, on_paper, words
from priorizar.errors import refusal
from priorizar.locale import Language

if TYPE_CHECKING:
    from priorizar.report.table import Table
    from priorizar.study.model import Study
    from priorizar.study.scenario import Scenario

Format = Literal["table", "csv", "json", "xlsx"]
RankingFormat = Literal["table", "csv", "json", "xlsx", "parquet", "geojson"]
_BY_SUFFIX: dict[str, Format] = {".csv": "csv", ".json": "json", ".xlsx": "xlsx"}


class MethodWritten(TypedDict):
    """A method as it was written, with its options."""

    name: str
    options: dict[str, str | float]


def StudyOption(language: Language) -> Any:  # noqa: N802 - stands where a type stands
    """Return the type of ``--study`` with its help in a language."""
    return Annotated[Path | None, typer.Option("--study", help=words(language)("study"))]


def study_from(folder: Path | None) -> "Study":
    """Read the study of a folder, or the bundled one."""
    from priorizar.reading.load import load_study

    return load_study(folder)


def scenario_from(study: "Study", written: str) -> "Scenario":
    """Return a scenario of the study by name, or read one from a YAML file."""
    from priorizar.reading.resolve import read_scenario

    if written.endswith((".yaml", ".yml")):
        return read_scenario(study, Path(written))
    return study.scenario(written)


def read_method(written: str | None) -> MethodWritten | None:
    """Read ``topsis`` or ``topsis:reference=observed,normalization=vector``."""
    if written is None:
        return None
    name, _, rest = written.partition(":")
    options: dict[str, str | float] = {}
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
    """Return the form asked for, or else the one that the name of the output says."""
    return form or _BY_SUFFIX.get(output.suffix.lower() if output else "", "table")


def ranking_form_of(form: RankingFormat | None, output: Path | None) -> RankingFormat:
    """Return the form asked for or said by the name of the output, of those that a ranking has besides."""
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


def hand_out(
    form: RankingFormat,
    output: Path | None,
    show: Callable[[Console], None],
    build: Callable[[], "Table"],
    geometry: Path | None = None,
) -> None:
    """Hand an answer out in a form: shown on the terminal, or as a table with its manifest.

    Parameters
    ----------
    form, output
        What was asked for, and where to.
    show
        Shows the answer on a terminal, or in a text file.
    build
        Builds the table where one is written; who only looks does not wait for its manifest.
    geometry
        Of a map.
    """
    if form == "table":
        if output is None:
            show(console())
        else:
            write_out(on_paper(show), output)
    elif output is None:
        write_out(build().written(form, geometry), output)
    else:
        build().save(form, output, geometry)
