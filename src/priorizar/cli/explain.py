"""``priorizar explain``: why a chain stands where it stands, and what would change it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from priorizar.cli.options import StudyOption, study_from, write_out
from priorizar.cli.terminal import console, on_paper, table, words
from priorizar.locale import Language, text
from priorizar.methods.wording import method_title
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.explanation.account import Explanation
    from priorizar.explanation.differences import Difference
    from priorizar.explanation.province import ProvinceExplanation
    from priorizar.ranking.ranking import Ranking
    from priorizar.study.model import Province, Study

Format = Literal["table", "json"]
SECTIONS = ("evidence", "doubt", "change", "weights", "profile", "screen")


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""
    say = words(language)

    def own(name: str) -> str:
        return text(f"explanation.{name}", language)

    @app.command("explain", help=own("command_help"))
    def explain_command(
        province: Annotated[str, typer.Option("--province", "-p", help=own("option_province"))],
        chain: Annotated[str | None, typer.Option("--chain", "-c", help=own("option_chain"))] = None,
        versus: Annotated[str | None, typer.Option("--versus", help=own("option_versus"))] = None,
        scenario: Annotated[str, typer.Option("--scenario", "-s", help=say("scenario"))] = "base",
        form: Annotated[Format, typer.Option("--format", "-f", help=say("format"))] = "table",
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.errors import refusal
        from priorizar.explanation.account import Explanation, explain
        from priorizar.explanation.province import ProvinceExplanation, explain_province

        if versus is not None and chain is None:
            raise refusal("explanation.versus_alone", versus=versus)
        loaded = study_from(study)
        found: Explanation | ProvinceExplanation
        show: Callable[[Console], None]
        if chain is None:
            whole = found = explain_province(loaded, scenario, province, language)
            show = partial(_show_province, found=whole, language=language)
        else:
            one = found = explain(loaded, scenario, province, chain, versus, language)
            show = partial(_show_chain, found=one, language=language)
        if form == "json":
            write_out(_json(loaded, found), output)
        elif output is None:
            show(console())
        else:
            write_out(on_paper(show), output)


def _json(study: "Study", found: "Explanation | ProvinceExplanation") -> bytes:
    from priorizar.files.tables import to_json
    from priorizar.report.manifest import manifest

    return to_json({**found.record(), "manifest": manifest(study, found.ranking)})


def _show_chain(out: Console, found: "Explanation", language: Language) -> None:
    alternative = found.alternative
    _head(out, alternative.chain.name[language], alternative.province, found.ranking, language)
    sections = found.sentences
    out.print()
    for sentence in sections["why"]:
        _paragraph(out, sentence)
    if found.against:
        out.print()
        out.print(_grid(found, language))
        out.print(text("explanation.grid_legend", language), style="dim")
    for name in SECTIONS:
        _section(out, text(f"explanation.section_{name}", language), sections[name])


def _show_province(out: Console, found: "ProvinceExplanation", language: Language) -> None:
    _head(out, found.province.name, found.province, found.ranking, language)
    out.print()
    for sentence in found.sentences["province"]:
        _paragraph(out, sentence)
    _section(out, text("explanation.section_chains", language), found.sentences["chains"])
    out.print()
    out.print(text("explanation.profile_rule", language), style="dim")


def _head(out: Console, title: str, province: "Province", ranking: "Ranking", language: Language) -> None:
    say = words(language)
    zone = say("zone", zone=province.zone)
    where = " · ".join(dict.fromkeys([title, province.name, province.department, zone]))
    out.print(f"[bold]{escape(where)}[/]")
    out.print(f"{escape(ranking.scenario.name[language])} · {escape(method_title(ranking.method, language))}")
    if ranking.scenario.illustrative:
        out.print(say("illustrative"), style="yellow")
    else:
        out.print(say("stated_by", who=escape(ranking.scenario.stated_by or "")))


def _section(out: Console, title: str, sentences: Sequence[str]) -> None:
    if sentences:
        out.print(f"\n[bold]{escape(title)}[/]")
        for sentence in sentences:
            _paragraph(out, sentence, indent="  ")


def _paragraph(out: Console, sentence: str, indent: str = "") -> None:
    """Print a sentence in lines of its own, without the spaces that a library would fill them up with."""
    lines = wrap(sentence, out.width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    out.print(escape("\n".join(lines)), soft_wrap=True)


def _grid(found: "Explanation", language: Language) -> Table:
    """Lay out what each criterion brings to each difference, with its performance and weight."""
    say = words(language)
    ranking, row = found.ranking, found.row
    heads = [_rival(found, held, language) for held in found.against]
    grid = table(
        (say("col_criterion"), "left"),
        (say("col_weight"), "right"),
        (say("col_value"), "right"),
        *((head, "right") for head in heads),
    )
    shares = shown_shares(ranking.weights.values)
    for column, criterion in enumerate(ranking.matrix.criteria):
        known = ranking.matrix.known[row, column]
        performance = f"{ranking.matrix.value[row, column]:g}"
        grid.add_row(
            escape(criterion.heading(language)),
            f"{shares[column]:.0%}",
            performance if known else f"[dim]{performance}?[/]",
            *("–" if held.parts is None else _coloured(held.parts[column]) for held in found.against),
        )
    differences = [_coloured(held.difference) for held in found.against]
    grid.add_row(text("explanation.total", language), "", "", *differences, style="bold")
    return grid


def _rival(found: "Explanation", held: "Difference", language: Language) -> str:
    if held.row is None:
        return text("explanation.against_average", language)
    name = found.ranking.matrix.alternatives[held.row].chain.name[language]
    return text("explanation.against", language, name=name, rank=int(found.ranking.rank[held.row]))


def _coloured(number: float) -> str:
    from priorizar.explanation.wording import NEGLIGIBLE, signed

    if abs(number) < NEGLIGIBLE:
        return "[dim]0.000[/]"
    return f"[{'green' if number > 0 else 'red'}]{signed(number)}[/]"
