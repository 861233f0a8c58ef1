"""``priorizar template evidence`` and ``priorizar import``: evidence filled in and taken into a study."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from priorizar.cli.options import StudyOption, study_from, write_out
from priorizar.cli.terminal import console, say_waiting, shift, show_notes, table
from priorizar.locale import Language, text

if TYPE_CHECKING:
    from priorizar.cli.screen import Console
    from priorizar.reading.evidence_import import Import

MOST_SHOWN = 30


def register(app: typer.Typer, language: Language) -> None:
    """Add the commands, with their help in the language."""
    group = typer.Typer(
        help=text("export.template_help", language),
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.add_typer(group, name="template")

    @group.callback()
    def template() -> None:
        pass

    @group.command("evidence", help=text("export.template_evidence_help", language))
    def template_evidence_command(
        file: Annotated[
            Path, typer.Argument(help=text("export.template_file", language), metavar="FILE.xlsx")
        ],
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.report.evidence_form import evidence_form

        write_out(evidence_form(study_from(study), language), file)
        print(text("export.template_done", language, file=file))

    @app.command("import", help=text("export.import_help", language))
    def import_command(
        file: Annotated[Path, typer.Argument(help=text("export.import_file", language), metavar="FILE")],
        yes: Annotated[bool, typer.Option("--yes", "-y", help=text("export.import_yes", language))] = False,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.reading.evidence_import import plan_import, refuse_bundled, write_import

        loaded = study_from(study)
        if yes:
            refuse_bundled(loaded)
        planned = plan_import(loaded, file)
        _preview(console(), planned, language)
        if not planned.files:
            return
        if not yes and not (sys.stdin.isatty() and typer.confirm(text("export.import_ask", language))):
            print(text("export.import_not_written", language))
            return
        for copy in write_import(planned, waiting=lambda one: say_waiting(one, language)):
            print(text("export.import_kept", language, file=copy))
        print(text("export.import_done", language, folder=loaded.folder))


def _preview(out: "Console", planned: "Import", language: Language) -> None:
    from priorizar.questions.moves import moves
    from priorizar.ranking.ranking import rank

    counts = {"added": planned.added, "replaced": planned.replaced, "same": planned.same}
    out.print(text("export.import_counts", language, **counts))
    show_notes(out, planned.notes, language)
    if planned.sources:
        out.print(escape(text("export.import_sources", language, sources=", ".join(planned.sources))))
    if not planned.files:
        out.print(text("export.import_nothing", language))
        return
    scenario = "base" if "base" in planned.study.scenarios else next(iter(planned.study.scenarios))
    before, after = (rank(study, scenario) for study in (planned.study, planned.after))
    changed = moves(before, after)
    moved = [one for one in changed if one["rank_before"] != one["rank_after"]]
    out.print()
    scored = [one for one in changed if one["score_before"] != one["score_after"]]
    said = {"scenario": scenario, "scores": len(scored), "ranks": len(moved)}
    out.print(text("export.import_moves", language, **said), soft_wrap=True)
    heads = (("col_province", "left"), ("col_chain", "left"), ("col_before", "right"), ("col_after", "right"))
    grid = table(
        *((text(f"export.{name}", language), side) for name, side in heads),
        ("", "left"),
        (text("export.col_score", language), "right"),
    )
    for one in changed[:MOST_SHOWN]:
        was, now = one["rank_before"], one["rank_after"]
        grid.add_row(
            escape(planned.after.provinces[one["ubigeo"]].name),
            escape(planned.after.chains[one["chain"]].name[language]),
            _place(was),
            _place(now),
            shift(0 if was is None or now is None else was - now),
            f"{_score(one['score_before'])} → {_score(one['score_after'])}",
        )
    if changed:
        out.print(grid)
    if len(changed) > MOST_SHOWN:
        out.print(text("export.import_more", language, count=len(changed) - MOST_SHOWN), style="dim")


def _place(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _score(score: float | None) -> str:
    return "–" if score is None else f"{score:.3f}"
