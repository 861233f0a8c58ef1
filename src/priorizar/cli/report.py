"""``priorizar report``: the report that the board reads, the file keeps, or the agency signs."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from priorizar.cli.options import StudyOption, scenario_from, study_from
from priorizar.cli.terminal import progress, words
from priorizar.errors import refusal
from priorizar.locale import Language, text
from priorizar.questions.experiment import Vary
from priorizar.report.findings import DRAWS
from priorizar.report.make import SUFFIX, Form

if TYPE_CHECKING:
    from priorizar.study.scenario import Scenario

NAME: dict[Form, str] = {form: "acta" if form == "acta" else "priorizar" for form in SUFFIX}


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""
    say = words(language)

    @app.command("report", help=text("report.help", language))
    def report_command(
        scenario: Annotated[str, typer.Option("--scenario", "-s", help=say("scenario"))] = "base",
        compare: Annotated[
            list[str] | None, typer.Option("--compare", help=text("report.help_compare", language))
        ] = None,
        province: Annotated[list[str] | None, typer.Option("--province", "-p", help=say("province"))] = None,
        form: Annotated[
            Form | None, typer.Option("--format", "-f", help=text("report.help_format", language))
        ] = None,
        draws: Annotated[int, typer.Option(min=1, help=say("draws"))] = DRAWS,
        seed: Annotated[int, typer.Option(min=0, help=say("seed"))] = 0,
        weights: Annotated[str | None, typer.Option("--weights", help=say("region"))] = None,
        vary: Annotated[Vary, typer.Option(help=say("vary"))] = "both",
        template: Annotated[
            Path | None, typer.Option("--template", help=text("report.help_template", language))
        ] = None,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help=text("report.help_output", language))
        ] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.files.atomic import write_whole
        from priorizar.files.tables import to_json
        from priorizar.report.make import report
        from priorizar.report.manifest import beside
        from priorizar.report.reading import manifest_of

        loaded = study_from(study)
        chosen, *others = (scenario_from(loaded, one) for one in (scenario, *(compare or ())))
        wanted = _form(form, output)
        _refuse(wanted, template, others)
        file = _file(output, wanted, chosen.id)
        with progress(text("report.writing", language)) as told:
            content = report(
                loaded,
                chosen,
                wanted,
                others=others,
                provinces=province or (),
                seed=seed,
                draws=draws,
                weights=weights,
                vary=vary,
                template=template,
                language=language,
                progress=told,
            )
        write_whole(file, content)
        # What is printed on paper keeps only the code of the manifest: the manifest itself goes beside.
        if SUFFIX[wanted] != ".xlsx":
            write_whole(beside(file), to_json(manifest_of(content)))
        print(file)


def _refuse(form: Form, template: Path | None, others: "list[Scenario]") -> None:
    if template is not None and form not in ("docx", "acta"):
        raise refusal("report.template_only_docx", form=form)
    if form == "acta" and len(others) > 1:
        raise refusal("report.compare_not_acta", count=len(others))


def _form(form: Form | None, output: Path | None) -> Form:
    """Return the form asked for, or else the one that the name of the output says, or a PDF."""
    if form is not None:
        return form
    said = output.suffix.lower() if output else ""
    return next((one for one, suffix in SUFFIX.items() if suffix == said), "pdf")


def _file(output: Path | None, form: Form, scenario: str) -> Path:
    """Return the file to write; in a folder, or without an output, it is named so that it sorts by date."""
    name = f"{NAME[form]}_{scenario}_{date.today().isoformat()}{SUFFIX[form]}"
    if output is None:
        return Path(name)
    if output.is_dir():
        return output / name
    if output.suffix.lower() != SUFFIX[form]:
        raise refusal(
            "report.output_suffix",
            file=output.name,
            form=form,
            name=output.with_suffix(SUFFIX[form]).name,
        )
    return output
