"""``priorizar weights``: the weight vector of a scenario and how it came about."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from priorizar.cli.options import StudyOption, study_from
from priorizar.cli.terminal import console, table, words
from priorizar.locale import Language, describe

BAR = 40


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""
    say = words(language)

    @app.command("weights", help=say("weights_help"))
    def weights_command(
        scenario: Annotated[str, typer.Argument(help=say("scenario_or_file"), metavar="SCENARIO|FILE")],
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.ranking import weights_of
        from priorizar.study.resolve import read_scenario

        loaded = study_from(study)
        is_file = scenario.endswith((".yaml", ".yml"))
        chosen = read_scenario(loaded, Path(scenario)) if is_file else loaded.scenario(scenario)
        _show(loaded, chosen, weights_of(loaded, chosen), language)


def _show(study: Any, scenario: Any, weights: Any, language: Language) -> None:
    say = words(language)
    out = console()
    tree = study.criteria_sets[scenario.criteria]
    names = {node.id: node.name[language] for node in tree.nodes()}
    out.print(f"[bold]{escape(scenario.name[language])}[/]")
    if scenario.illustrative:
        out.print(say("illustrative"), style="yellow")
    else:
        out.print(say("stated_by", who=escape(scenario.stated_by)))
    grid = table((say("col_criterion"), "left"), (say("col_weight"), "right"), ("", "left"))
    for criterion, weight in zip(weights.criteria, weights.values, strict=True):
        grid.add_row(escape(names[criterion]), f"{weight:.1%}", f"[cyan]{'█' * round(BAR * weight)}[/]")
    out.print(grid)
    for node in weights.nodes:
        measured = node.judgement.measures.get("consistency")
        if measured is not None:
            out.print(
                say(
                    "consistency",
                    where=escape(names.get(node.id, tree.name[language])),
                    lambda_max=f"{measured.lambda_max:.4f}",
                    ci=f"{measured.ci:.4f}",
                    cr=f"{measured.cr:.4f}",
                    table=measured.table,
                )
            )
    for note in weights.notes:
        out.print(escape(describe(note, language)), style="yellow")
