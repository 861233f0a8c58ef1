"""``priorizar robustness``: how much of a ranking survives uncertain weights and evidence."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from priorizar.cli.options import (
    Format,
    StudyOption,
    form_of,
    hand_out,
    read_method,
    scenario_from,
    study_from,
)
from priorizar.cli.robustness_tables import show
from priorizar.cli.terminal import words
from priorizar.locale import Language
from priorizar.questions import Question
from priorizar.ranking.grouping import By

if TYPE_CHECKING:
    from priorizar.report.answers import Answer, Inquiry
    from priorizar.report.table import Table

Vary = Literal["both", "weights", "evidence"]
Shape = Literal["uniform", "triangular"]
DRAWN = ("acceptability", "pairwise", "central_weights")


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""
    say = words(language)

    @app.command("robustness", help=say("robustness_help"))
    def robustness_command(
        question: Annotated[Question, typer.Argument(help=say("question"))] = "acceptability",
        scenario: Annotated[str, typer.Option("--scenario", "-s", help=say("scenario"))] = "base",
        by: Annotated[By, typer.Option(help=say("by"))] = "province",
        province: Annotated[list[str] | None, typer.Option("--province", "-p", help=say("province"))] = None,
        method: Annotated[str | None, typer.Option("--method", "-m", help=say("method"))] = None,
        also: Annotated[list[str] | None, typer.Option("--also", help=say("also"))] = None,
        draws: Annotated[int, typer.Option(min=1, help=say("draws"))] = 10_000,
        precision: Annotated[float | None, typer.Option(help=say("precision"))] = None,
        seed: Annotated[int, typer.Option(min=0, help=say("seed"))] = 0,
        region: Annotated[str | None, typer.Option(help=say("region"))] = None,
        vary: Annotated[Vary, typer.Option(help=say("vary"))] = "both",
        shape: Annotated[Shape, typer.Option(help=say("shape"))] = "uniform",
        first: Annotated[int, typer.Option(min=0, help=say("first"))] = 1,
        workers: Annotated[int | None, typer.Option(min=1, help=say("workers"))] = None,
        scheduler: Annotated[str | None, typer.Option(help=say("scheduler"))] = None,
        form: Annotated[Format | None, typer.Option("--format", "-f", help=say("format"))] = None,
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.questions.experiment import Experiment
        from priorizar.report.answers import Inquiry, answer

        loaded = study_from(study)
        chosen = scenario_from(loaded, scenario)
        how = read_method(method)
        with ExitStack() as stack:
            executor = None
            if scheduler is not None:
                from priorizar.questions.cluster import cluster

                executor = stack.enter_context(cluster(scheduler))
            experiment = Experiment(
                weights=region,
                vary=vary,
                shape=shape,
                draws=draws,
                precision=precision,
                seed=seed,
                workers=workers,
                executor=executor,
                progress=stack.enter_context(_progress(language)),
            )
            inquiry = Inquiry(
                experiment=experiment,
                by=by,
                provinces=province or [],
                method=how,
                also=[read_method(one) or {} for one in also or ()] if question in DRAWN else (),
                first=first,
            )
            found = answer(question, loaded, chosen, inquiry, language)
        facts = _facts(question, inquiry, found)

        def build() -> "Table":
            from priorizar.report.manifest import manifest
            from priorizar.report.table import Table

            return Table(
                title=say("sheet_robustness"),
                rows=found.rows,
                manifest=manifest(loaded, found.ranking, seed=seed) | {"robustness": facts},
                language=language,
                more=found.more,
            )

        hand_out(
            form_of(form, output), output, lambda out: show(out, question, found, loaded, language), build
        )


def _facts(question: Question, inquiry: "Inquiry", found: "Answer") -> dict[str, object]:
    """Return what the manifest says of how a question was asked."""
    experiment, drawn = inquiry.experiment, found.drawn
    facts: dict[str, object] = {
        "question": question,
        "provinces": inquiry.provinces,
        "seed": experiment.seed,
        "region": experiment.weights if drawn is None else drawn.weights_name,
        "vary": experiment.vary,
        "shape": experiment.shape,
        "first": inquiry.first,
    }
    if drawn is not None:
        facts |= {"also": inquiry.also, "precision": experiment.precision}
        facts |= {"draws": drawn.draws, "largest_error": drawn.error}
    return facts


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[int, int], None] | None]:
    """Show how far a long run is, where there is a terminal; if it is stopped, say how far it came."""
    from rich.console import Console
    from rich.progress import Progress

    say = words(language)
    reached = [0, 1]
    bar = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    task = bar.add_task(say("drawing"), total=None)

    def told(done: int, total: int) -> None:
        reached[:] = done, total
        bar.update(task, completed=done, total=total)

    try:
        with bar:
            yield told
    except KeyboardInterrupt:
        done, total = reached
        said = say("stopped_at", share=f"{done / total:.0%}") if done else say("interrupted")
        print(said, file=sys.stderr)
        raise typer.Exit(130) from None
