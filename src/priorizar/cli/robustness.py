"""``priorizar robustness``: how much of a ranking survives what nobody knows."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from priorizar.cli.options import (
    Format,
    StudyOption,
    form_of,
    read_method,
    scenario_from,
    study_from,
    write_csv,
    write_out,
)
from priorizar.cli.robustness_tables import show
from priorizar.cli.terminal import console, on_paper, words
from priorizar.locale import Language
from priorizar.ranking.grouping import By

Question = Literal[
    "acceptability",
    "pairwise",
    "central_weights",
    "stability",
    "unknowns",
    "criteria",
    "tornado",
    "sobol",
    "methods",
    "reversals",
    "contenders",
]
Vary = Literal["both", "weights", "evidence"]
Shape = Literal["uniform", "triangular"]
Record = dict[str, Any]
Answer = tuple[list[Record], dict[str, list[Record]]]
"""The records of a question, and further tables by name."""
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
        from priorizar.files.tables import to_json, to_xlsx
        from priorizar.report.manifest import for_sheet, manifest

        loaded = study_from(study)
        chosen = scenario_from(loaded, scenario)
        where: dict[str, Any] = {"by": by, "provinces": province or []}
        how = read_method(method)
        with ExitStack() as stack:
            executor = None
            if scheduler is not None:
                from priorizar.questions.cluster import cluster

                executor = stack.enter_context(cluster(scheduler))
            told = stack.enter_context(_progress(language))
            spread: dict[str, Any] = {"seed": seed, "region": region, "vary": vary}
            power: dict[str, Any] = {"workers": workers, "executor": executor}
            facts: dict[str, Any] = {"question": question, "provinces": province or [], **spread}
            facts |= {"shape": shape, "first": first}
            extra: dict[str, list[Record]] = {}
            if question in DRAWN:
                from priorizar.questions.acceptability import robustness
                from priorizar.questions.feasible_weights import region_name

                together = [read_method(one) or {} for one in also or ()]
                answer = robustness(
                    loaded,
                    chosen,
                    **where,
                    method=how,
                    also=together,
                    draws=draws,
                    precision=precision,
                    shape=shape,
                    progress=told,
                    **spread,
                    **power,
                )
                ranking = answer.ranking
                facts |= {"also": together, "precision": precision}
                facts |= {"draws": answer.draws, "largest_error": answer.error}
                facts |= {"region": region_name(ranking, region, vary)}
                records = getattr(answer, question)(language)
            else:
                from priorizar.ranking.ranking import rank

                ranking = rank(loaded, chosen, by=by, method="additive" if question == "contenders" else how)
                ask = _other(question, draws, first, shape, spread, power, how, language)
                records, extra = ask(loaded, chosen, where)
        wanted = form_of(form, output)
        made_from = manifest(loaded, ranking, seed=seed) | {"robustness": facts}
        if wanted == "csv":
            write_csv(records, made_from, output)
        elif wanted == "xlsx":
            sheets = {say(f"sheet_{name}"): rows for name, rows in extra.items()}
            sheets[say("sheet_manifest")] = for_sheet(made_from)
            write_out(to_xlsx({say("sheet_robustness"): records, **sheets}), output)
        elif wanted == "json":
            write_out(to_json({"rows": records, **extra, "manifest": made_from}), output)
        elif output is None:
            show(console(), question, records, extra, ranking, facts, loaded, language)
        else:
            paper = on_paper(
                lambda out: show(out, question, records, extra, ranking, facts, loaded, language)
            )
            write_out(paper, output)


def _other(
    question: str,
    draws: int,
    first: int,
    shape: str,
    spread: dict[str, Any],
    power: dict[str, Any],
    how: Any,
    language: Language,
) -> Callable[[Any, Any, dict[str, Any]], Answer]:
    """Give the question as a function of study, scenario and where: its answer."""
    from priorizar.questions import (
        methods,
        potentially_optimal,
        reversals,
        sensitivity,
        value_of_information,
        weight_stability,
    )

    region = {"region": spread["region"], "vary": spread["vary"]}
    named = {"language": language}
    by_method = {"method": how, **named}
    whole = {"first": first, "shape": shape, "method": how, **spread, **power}
    questions: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
        "stability": (weight_stability.weight_stability, {"first": first or None, **by_method}),
        "unknowns": (value_of_information.what_to_find_out, {"draws": draws, **whole, **named}),
        "criteria": (value_of_information.criteria_to_find_out, whole),
        "tornado": (value_of_information.one_at_a_time, by_method),
        "sobol": (sensitivity.sobol_indices, {"shape": shape, **spread, **by_method}),
        "methods": (methods.methods_side_by_side, {"first": max(first, 3), **named}),
        "reversals": (reversals.rank_reversals, by_method),
        "contenders": (potentially_optimal.who_can_be_first, {**region, **named}),
    }
    function, options = questions[question]

    def ask(study: Any, scenario: Any, where: dict[str, Any]) -> Answer:
        found = function(study, scenario, **where, **options)
        return _in_words(found, language) if question == "methods" else (found, {})

    return ask


def _in_words(found: dict[str, Any], language: Language) -> Answer:
    """Give the ranks by every method, how far they agree and which are refused; reasons in words."""
    from priorizar.errors import describe
    from priorizar.locale import text

    refused = [
        {"method": one["method"], "problem": describe(one["problem"], language)} for one in found["refused"]
    ]
    ranks = [
        record
        | {
            "reasons": [
                text(f"robustness.reason_{one['key']}", language, **one["values"])
                for one in record["reasons"]
            ]
        }
        for record in found["ranks"]
    ]
    return ranks, {"agreement": found["agreement"], "refused": refused}


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
