"""``priorizar robustness``: how much of a ranking survives uncertain weights and evidence."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from priorizar.cli.terminal import Interrupted, progress, words
from priorizar.locale import Language
from priorizar.questions import DRAWN, Question
from priorizar.questions.experiment import Vary
from priorizar.ranking.grouping import By
from priorizar.uncertainty.evidence import Shape

if TYPE_CHECKING:
    from priorizar.report.table import Table


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
        weights: Annotated[str | None, typer.Option("--weights", "--region", help=say("region"))] = None,
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
                weights=weights,
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

        def build() -> "Table":
            from priorizar.report.exports import Request, answer_table

            request = Request(
                what=question, inquiry=inquiry, title=say("sheet_robustness"), language=language
            )
            return answer_table(loaded, found, request)

        hand_out(
            form_of(form, output), output, lambda out: show(out, question, found, loaded, language), build
        )


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[int, int], None]]:
    """Show how far a long run is, where there is a terminal; if it is stopped, say how far it came."""
    say = words(language)
    reached = [0, 1]
    try:
        with progress(say("drawing")) as bar:

            def told(done: int, total: int) -> None:
                reached[:] = done, total
                bar(done, total)

            yield told
    except KeyboardInterrupt:
        done, total = reached
        said = say("stopped_at", share=f"{done / total:.0%}") if done else say("interrupted")
        raise Interrupted(said) from None
