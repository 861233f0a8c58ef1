"""``priorizar rank``: the chains of each province in order."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from priorizar.cli.options import (
    RankingFormat,
    StudyOption,
    hand_out,
    ranking_form_of,
    read_method,
    scenario_from,
    study_from,
)
from priorizar.cli.ranking_table import show
from priorizar.cli.terminal import words
from priorizar.locale import Language, text
from priorizar.ranking.grouping import By

if TYPE_CHECKING:
    from priorizar.report.table import Table


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""
    say = words(language)

    @app.command("rank", help=say("rank_help"))
    def rank_command(
        scenario: Annotated[str, typer.Option("--scenario", "-s", help=say("scenario"))] = "base",
        by: Annotated[By, typer.Option(help=say("by"))] = "province",
        province: Annotated[list[str] | None, typer.Option("--province", "-p", help=say("province"))] = None,
        chain: Annotated[list[str] | None, typer.Option("--chain", "-c", help=say("chain"))] = None,
        method: Annotated[str | None, typer.Option("--method", "-m", help=say("method"))] = None,
        top: Annotated[int | None, typer.Option(min=1, help=say("top"))] = None,
        form: Annotated[RankingFormat | None, typer.Option("--format", "-f", help=say("format"))] = None,
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
        geometry: Annotated[
            Path | None, typer.Option("--geometry", help=text("export.geometry", language))
        ] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.ranking.ranking import rank
        from priorizar.study.places import wanted_among

        loaded = study_from(study)
        how = read_method(method)
        result = rank(loaded, scenario_from(loaded, scenario), by=by, method=how)
        wanted = wanted_among(loaded, province or (), chain or ())
        rows = [one for one in result.rows(language) if wanted(one) and (top is None or one["rank"] <= top)]

        def build() -> "Table":
            from priorizar.report.answers import Inquiry
            from priorizar.report.exports import Request, ranking_table

            inquiry = Inquiry(by=by, provinces=province or (), method=how)
            return ranking_table(
                loaded,
                result,
                Request(
                    what="ranking",
                    inquiry=inquiry,
                    language=language,
                    chains=chain or (),
                    top=top,
                    title=say("sheet_ranking"),
                ),
            )

        chosen = ranking_form_of(form, output)
        hand_out(chosen, output, lambda out: show(out, result, rows, language), build, geometry)
