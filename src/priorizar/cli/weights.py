"""``priorizar weights``: a scenario's weights and how they came about; asking people, and reading them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from priorizar.cli.options import StudyOption, scenario_from, study_from, write_out
from priorizar.cli.terminal import console, say_problems, words
from priorizar.cli.weights_table import Shown, show_group, show_weights
from priorizar.errors import refusal
from priorizar.locale import Language, text

if TYPE_CHECKING:
    from priorizar.elicitation.statements import Member
    from priorizar.people.reading import Reading
    from priorizar.ranking.group_agreement import GroupAgreement
    from priorizar.study.criteria import Group as CriteriaGroup
    from priorizar.study.model import Study
    from priorizar.study.scenario import Scenario

Form = Literal["table", "json"]
SHOW = "show"


class _ScenarioOrCommand(TyperGroup):
    """Lets ``weights SCENARIO`` stand for ``weights show SCENARIO``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = [SHOW, *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer, language: Language) -> None:
    """Add the commands, with their help in the language."""
    say = words(language)
    group = typer.Typer(
        cls=_ScenarioOrCommand,
        help=text("weights.help", language),
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.add_typer(group, name="weights")

    @group.command(SHOW, help=say("weights_help"))
    def show_command(
        scenario: Annotated[str, typer.Argument(help=say("scenario_or_file"), metavar="SCENARIO|FILE")],
        explain: Annotated[bool, typer.Option("--explain", help=text("weights.explain", language))] = False,
        form: Annotated[Form, typer.Option("--format", "-f", help=say("format"))] = "table",
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.ranking.ranking import compared_in, weights_of

        loaded = study_from(study)
        chosen = scenario_from(loaded, scenario)
        weights = weights_of(loaded, chosen)
        compared, agreement = compared_in(loaded, chosen), _agreement(loaded, chosen)
        if form == "json":
            from priorizar.files.tables import to_json
            from priorizar.report.weights import weights_record

            write_out(to_json(weights_record(chosen, weights, compared, agreement, language)), None)
        else:
            shown = Shown(console(), loaded, chosen, language)
            show_weights(shown, weights, compared, agreement, explain=explain)

    @group.command("template", help=text("weights.template_help", language))
    def template_command(
        output: Annotated[
            Path, typer.Argument(help=text("weights.template_file", language), metavar="FILE.xlsx")
        ],
        scenario: Annotated[
            str, typer.Option("--scenario", "-s", help=text("weights.of", language))
        ] = "base",
        by_group: Annotated[
            bool, typer.Option("--by-group", help=text("weights.by_group", language))
        ] = False,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.people.form_writing import people_form

        if output.suffix.lower() != ".xlsx":
            raise refusal("weights.not_xlsx", file=str(output))
        loaded = study_from(study)
        tree = loaded.criteria_sets[scenario_from(loaded, scenario).criteria]
        write_out(people_form(tree, language, by_group=by_group), output)
        print(text("weights.template_done", language, file=output, criteria=tree.name[language]))

    @group.command("import", help=text("weights.import_help", language))
    def import_command(
        files: Annotated[
            list[Path], typer.Argument(help=text("weights.import_files", language), metavar="FILE…")
        ],
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help=text("weights.import_output", language))
        ] = None,
        skip_invalid: Annotated[
            bool, typer.Option("--skip-invalid", help=text("weights.skip_invalid", language))
        ] = False,
        scenario: Annotated[
            str, typer.Option("--scenario", "-s", help=text("weights.of", language))
        ] = "base",
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.people.reading import read_people

        if output is not None and output.suffix.lower() not in (".csv", ".yaml", ".yml"):
            raise refusal("weights.output_kind", file=str(output))
        loaded = study_from(study)
        chosen = scenario_from(loaded, scenario)
        tree = loaded.criteria_sets[chosen.criteria]
        read = read_people(files, tree)
        say_problems(read.problems, language)
        if read.problems and not skip_invalid:
            print(text("weights.try_skip", language, count=read.left_out), file=sys.stderr)
            raise typer.Exit(1)
        if not read.members:
            raise refusal("weighting.nobody")
        if output is not None:
            write_out(_content(read.members, tree, output), output)
        _show_read(loaded, chosen, read, language)
        if output is not None:
            print(text("weights.written", language, file=output, count=len(read.members)))


def _agreement(study: "Study", scenario: "Scenario") -> "GroupAgreement | None":
    """Measure agreement where the weights are those of two people or more."""
    from priorizar.ranking.group_agreement import agreement, group_of

    group = group_of(scenario.weights)
    several = group is not None and len({member.code for member in group.counted()}) > 1
    return agreement(study, scenario) if several else None


def _content(members: "Sequence[Member]", tree: "CriteriaGroup", output: Path) -> bytes:
    from priorizar.people.writing import people_csv, people_scenario

    if output.suffix.lower() == ".csv":
        return people_csv(members, tree)
    return people_scenario(members, tree.id, output.stem)


def _show_read(study: "Study", scenario: "Scenario", read: "Reading", language: Language) -> None:
    """Show what the people read would make, as a group in which each hélice counts the same."""
    from priorizar.elicitation.statements import Group
    from priorizar.ranking.ranking import weights_of

    group = Group(procedure="group", people=read.members)
    trial = scenario.model_copy(update={"weights": group, "stated_by": None})
    shown = Shown(console(), study, trial, language)
    shown.print(text("weights.read", language, count=len(read.members), left_out=read.left_out))
    show_group(shown, weights_of(study, trial), _agreement(study, trial))
