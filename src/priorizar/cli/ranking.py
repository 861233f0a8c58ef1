"""``priorizar rank``: the chains of each province in order."""

from pathlib import Path
from typing import Annotated, Any

import typer

from priorizar.cli.options import (
    RankingFormat,
    StudyOption,
    ranking_form_of,
    read_method,
    scenario_from,
    study_from,
    write_csv,
    write_out,
)
from priorizar.cli.ranking_table import show
from priorizar.cli.terminal import console, on_paper, words
from priorizar.locale import Language, text
from priorizar.ranking.grouping import By


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
        from priorizar.study.places import find_chains, find_provinces

        loaded = study_from(study)
        result = rank(loaded, scenario_from(loaded, scenario), by=by, method=read_method(method))
        ubigeos = find_provinces(loaded, province or ())
        chains = find_chains(loaded, chain or ())
        records = [
            record
            for record in result.rows(language)
            if (not ubigeos or record["ubigeo"] in ubigeos)
            and (not chains or record["chain"] in chains)
            and (top is None or record["rank"] <= top)
        ]
        chosen = ranking_form_of(form, output)
        if chosen == "table" and output is None:
            show(console(), result, records, language)
        else:
            write(loaded, result, records, chosen, output, geometry, language)


def write(
    study: Any,
    result: Any,
    records: list[dict[str, Any]],
    form: RankingFormat,
    output: Path | None,
    geometry: Path | None,
    language: Language,
) -> None:
    """Write the ranking in a form, with its manifest inside or, for CSV, in a file beside it."""
    from priorizar.files.atomic import whole
    from priorizar.files.tables import to_json, to_parquet, to_xlsx, write_xlsx
    from priorizar.report.geojson import to_geojson
    from priorizar.report.manifest import for_sheet, manifest

    say = words(language)
    if form == "table":
        write_out(on_paper(lambda paper: show(paper, result, records, language)), output)
    elif form == "csv":
        write_csv(records, manifest(study, result), output)
    elif form == "json":
        write_out(to_json({"rows": records, "manifest": manifest(study, result)}), output)
    elif form == "parquet":
        write_out(to_parquet(records, manifest(study, result)), output)
    elif form == "geojson":
        write_out(to_geojson(study, records, manifest(study, result), geometry), output)
    else:
        sheets = {
            say("sheet_ranking"): records,
            say("sheet_manifest"): for_sheet(manifest(study, result)),
        }
        if output is None:
            write_out(to_xlsx(sheets), output)
        else:
            with whole(output) as file:
                write_xlsx(file, sheets)
