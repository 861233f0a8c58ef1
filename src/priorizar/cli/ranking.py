"""``priorizar rank``: the chains of each province in order."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from priorizar.cli.options import Format, StudyOption, form_of, read_method, study_from, write_out
from priorizar.cli.ranking_table import show
from priorizar.cli.terminal import console, on_paper, words
from priorizar.grouping import By
from priorizar.locale import Language


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
        form: Annotated[Format | None, typer.Option("--format", "-f", help=say("format"))] = None,
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.ranking import rank
        from priorizar.study.places import find_chains, find_provinces

        loaded = study_from(study)
        result = rank(loaded, scenario, by=by, method=read_method(method))
        ubigeos = find_provinces(loaded, province or ())
        chains = find_chains(loaded, chain or ())
        records = [
            record
            for record in result.rows(language)
            if (not ubigeos or record["ubigeo"] in ubigeos)
            and (not chains or record["chain"] in chains)
            and (top is None or record["rank"] <= top)
        ]
        chosen = form_of(form, output)
        if chosen == "table" and output is None:
            show(console(), result, records, language)
        else:
            write_out(content(loaded, result, records, chosen, language), output)


def content(study: Any, result: Any, records: list[dict[str, Any]], form: str, language: Language) -> bytes:
    """Give the ranking as the bytes of a file."""
    from priorizar.report.manifest import manifest
    from priorizar.report.tables import flat, to_csv, to_json, to_xlsx

    if form == "csv":
        return to_csv(records)
    if form == "xlsx":
        say = words(language)
        facts = [{"key": key, "value": _text(value)} for key, value in flat(manifest(study, result)).items()]
        return to_xlsx({say("sheet_ranking"): records, say("sheet_manifest"): facts})
    if form == "json":
        return to_json({"rows": records, "manifest": manifest(study, result)})
    return on_paper(lambda paper: show(paper, result, records, language))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
