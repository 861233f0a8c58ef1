"""``priorizar compare``: two or more scenarios side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

from priorizar.cli.options import (
    Format,
    StudyOption,
    form_of,
    hand_out,
    scenario_from,
    study_from,
)
from priorizar.cli.terminal import group_title, shift, table, words
from priorizar.locale import Language
from priorizar.ranking.grouping import By

if TYPE_CHECKING:
    from priorizar.ranking.comparison import Comparison, OrderAgreement
    from priorizar.report.table import Table
    from priorizar.study.model import Study
    from priorizar.study.places import Wanted

MEASURES: tuple[Literal["spearman", "kendall_tau_b", "ws"], ...] = ("spearman", "kendall_tau_b", "ws")


def register(app: typer.Typer, language: Language) -> None:
    """Add the command, with its help in the language."""
    say = words(language)

    @app.command("compare", help=say("compare_help"))
    def compare_command(
        scenarios: Annotated[list[str], typer.Argument(help=say("scenarios"), metavar="SCENARIO SCENARIO…")],
        by: Annotated[By, typer.Option(help=say("by"))] = "province",
        province: Annotated[list[str] | None, typer.Option("--province", "-p", help=say("province"))] = None,
        chain: Annotated[list[str] | None, typer.Option("--chain", "-c", help=say("chain"))] = None,
        form: Annotated[Format | None, typer.Option("--format", "-f", help=say("format"))] = None,
        output: Annotated[Path | None, typer.Option("--output", "-o", help=say("output"))] = None,
        study: StudyOption(language) = None,  # type: ignore[valid-type]
    ) -> None:
        from priorizar.ranking.comparison import compare
        from priorizar.study.places import wanted_among

        loaded = study_from(study)
        result = compare(loaded, [scenario_from(loaded, one) for one in scenarios], by=by)
        wanted = wanted_among(loaded, province or (), chain or ())

        def build() -> "Table":
            from priorizar.report.answers import Inquiry
            from priorizar.report.exports import Request, comparison_table

            inquiry = Inquiry(by=by, provinces=province or ())
            return comparison_table(
                loaded,
                result,
                Request(
                    what="comparison",
                    inquiry=inquiry,
                    language=language,
                    chains=chain or (),
                    title=say("sheet_comparison"),
                ),
            )

        chosen = form_of(form, output)
        hand_out(chosen, output, lambda out: _show(out, result, wanted, loaded, language), build)


def _show(
    out: Console,
    result: "Comparison",
    wanted: "Wanted",
    study: "Study",
    language: Language,
) -> None:
    say = words(language)
    names = result.names
    titles = {name: one.scenario.name[language] for name, one in zip(names, result.rankings, strict=True)}
    out.print(f"[bold]{escape(' · '.join(titles.values()))}[/]")
    if any(one.scenario.illustrative for one in result.rankings):
        out.print(say("illustrative"), style="yellow")
    agreement: dict[str, dict[str, OrderAgreement]] = {}
    for one in result.agreement():
        agreement.setdefault(one["group"], {})[one["scenario"]] = one
    criteria = {
        one.id: one.heading(language) for ranking in result.rankings for one in ranking.matrix.criteria
    }
    first = result.rankings[0]
    by_province = first.by == "province"
    for group in first.groups.labels:
        rows = [one for one in result.records(group) if wanted(one)]
        if not rows:
            continue
        out.print()
        heads = [(say("col_chain"), "left")]
        if not by_province:
            heads.append((say("col_province"), "left"))
        heads.append((titles[names[0]], "right"))
        for name in names[1:]:
            heads += [(titles[name], "right"), ("", "left"), (say("col_driver"), "left")]
        grid = table(*heads, title=escape(_title(study, first.by, group, language)))
        for record in rows:
            cells = [escape(study.chains[record["chain"]].name[language])]
            if not by_province:
                cells.append(escape(study.provinces[record["ubigeo"]].name))
            cells.append(str(record["rank"][names[0]]))
            for name in names[1:]:
                driver = record["driver"][name]
                cells += [str(record["rank"][name]), shift(record["shift"][name])]
                cells.append(escape(criteria.get(driver, "")) if driver else "")
            grid.add_row(*cells)
        out.print(grid)
        for name in names[1:]:
            found = agreement.get(group, {}).get(name)
            if found:
                shown = {key: "–" if found[key] is None else f"{found[key]:.2f}" for key in MEASURES}
                out.print(say("agreement", scenario=escape(titles[name]), **shown), style="dim")
    out.print()
    out.print(say("compare_legend"), style="dim")


def _title(study: "Study", by: By, group: str, language: Language) -> str:
    return study.provinces[group].name if by == "province" else group_title(by, group, words(language))
