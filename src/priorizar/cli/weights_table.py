"""How weights show on the terminal: bars, consistency, the steps, and a group's agreement."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.markup import escape

from priorizar.cli.terminal import table
from priorizar.errors import Problem, describe, naming
from priorizar.figures import decimals_apart
from priorizar.locale import Language, text
from priorizar.weighting.ahp import ACCEPTABLE_RATIO
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.elicitation.opinions import Opinions
    from priorizar.elicitation.weights import JudgedNode, People, Weights
    from priorizar.ranking.group_agreement import GroupAgreement, RoundChange
    from priorizar.study.model import Study
    from priorizar.study.pairwise import Compared
    from priorizar.study.scenario import Scenario
    from priorizar.weighting.ahp import Consistency

BAR = 40


class Shown:
    """A scenario being shown: where, in which language, and by what names."""

    def __init__(self, out: Console, study: "Study", scenario: "Scenario", language: Language) -> None:
        self.out, self.study, self.scenario, self.language = out, study, scenario, language
        self.tree = study.criteria_sets[scenario.criteria]
        self.names = {node.id: node.name[language] for node in self.tree.nodes()}
        self.names |= {chain.id: chain.name[language] for chain in study.chains.values()}
        self.names[self.tree.id] = self.tree.name[language]

    def print(self, line: str, style: str | None = None) -> None:
        """Print a line; text is shown as it is."""
        self.out.print(escape(line), style=style)

    def name(self, node: str) -> str:
        """Return the name of a criterion, a group or a chain."""
        return self.names.get(node, node)

    def note(self, problem: Problem) -> str:
        """Describe what to look at, by the names of criteria instead of their ids."""
        return describe(naming(problem, self.names), self.language)


def show_weights(
    shown: Shown,
    weights: "Weights",
    compared: "Sequence[Compared]",
    agreement: "GroupAgreement | None",
    *,
    explain: bool,
) -> None:
    """Show a scenario's weights: the bars, and what to look at."""
    scenario, language = shown.scenario, shown.language
    shown.print(scenario.name[language], style="bold")
    if scenario.illustrative:
        shown.print(text("cli.illustrative", language), style="yellow")
    else:
        shown.print(text("cli.stated_by", language, who=scenario.stated_by))
    if weights.group is None and agreement is None:
        _bars(shown, weights)
        _measures(shown, weights)
    else:
        show_group(shown, weights, agreement)
    for one in compared:
        _consistency(shown, one.criterion.name[language], one.consistency)
        for note in one.notes:
            shown.print(shown.note(note), style="yellow")
    if explain:
        for one in compared:
            _values(shown, one)
        for node in weights.nodes:
            _explain(shown, node)
        if weights.group is not None:
            _people(shown, weights.group, weights.criteria)


def show_group(shown: Shown, weights: "Weights", agreement: "GroupAgreement | None") -> None:
    """Show the weights of a group, and how far its people agree."""
    language = shown.language
    people = agreement.opinions.people if agreement is not None else weights.group
    if people is None:  # one person's answers, blended with what the data say
        _bars(shown, weights)
        _measures(shown, weights)
        return
    if people.illustrative:
        shown.print(text("weights.made_up", language), style="yellow")
    heads = ", ".join(
        f"{_helice(name, language)} {len(rows)}" for name, rows in people.rows_by_helice.items()
    )
    shown.print(text("weights.people", language, count=len(people.codes), heads=heads))
    _bars(shown, weights, people)
    _measures(shown, weights)
    if agreement is None:
        shown.print(text("weights.alone", language))
        return
    _agreement(shown, agreement.opinions)
    _helices(shown, agreement)
    for change in agreement.rounds:
        _round(shown, change)


def _bars(shown: Shown, weights: "Weights", people: "People | None" = None) -> None:
    heads = [
        (text("cli.col_criterion", shown.language), "left"),
        (text("cli.col_weight", shown.language), "right"),
    ]
    if people is not None:
        heads.append((text("weights.col_range", shown.language), "right"))
    grid = table(*heads, ("", "left"))
    said_of = zip(weights.criteria, weights.values, shown_shares(weights.values, 1), strict=True)
    for column, (criterion, weight, said_weight) in enumerate(said_of):
        cells = [escape(shown.name(criterion)), f"{said_weight:.1%}"]
        if people is not None:
            said = people.values[:, column]
            cells.append(f"{100 * said.min():.0f}–{100 * said.max():.0f} %")
        grid.add_row(*cells, f"[cyan]{'█' * round(BAR * weight)}[/]")
    shown.out.print(grid)


def _measures(shown: Shown, weights: "Weights") -> None:
    """Show the consistency of each node judged, and what to look at."""
    language = shown.language
    for node in weights.nodes:
        measures, where = node.judgement.measures, shown.name(node.id)
        found = measures.get("consistency")
        if found is not None:
            _consistency(shown, where, found)
        found = measures.get("best_worst")
        if found is not None:
            ratio, limit = found.input_ratio, found.threshold
            values = {
                "xi": f"{found.xi:.4f}",
                "ratio": decimals_apart(ratio, *([] if limit is None else [limit]), decimals=4),
                "limit": "–" if limit is None else decimals_apart(limit, ratio, decimals=4),
            }
            shown.print(text("weights.best_worst", language, where=where, **values))
        found = measures.get("region")
        if found is not None:
            for item, (low, high) in zip(node.items, found.bounds, strict=True):
                ends = {"low": f"{low:.1%}", "high": f"{high:.1%}"}
                shown.print(text("weights.bounds", language, item=shown.name(item), **ends))
    for note in weights.notes:
        shown.print(shown.note(note), style="yellow")


def _consistency(shown: Shown, where: str, found: "Consistency") -> None:
    values = {"lambda_max": f"{found.lambda_max:.4f}", "ci": f"{found.ci:.4f}"}
    values |= {"cr": decimals_apart(found.cr, ACCEPTABLE_RATIO, decimals=4)}
    shown.print(text("cli.consistency", shown.language, where=where, table=found.table, **values))
    if found.lambda_mean is not None:
        shown.print(text("weights.lambda_mean", shown.language, value=f"{found.lambda_mean:.4f}"))


def _values(shown: Shown, compared: "Compared") -> None:
    """Show the value of each chain or level that comparisons give."""
    language, criterion = shown.language, compared.criterion
    levels = {f"{one.value:g}": one.name[language] for one in getattr(criterion.scale, "levels", ())}
    names = [f"{item} {levels[item]}" if item in levels else shown.name(item) for item in compared.items]
    grid = table((criterion.name[language], "left"), (text("weights.col_worth", language), "right"))
    for name, value in zip(names, compared.values, strict=True):
        grid.add_row(escape(name), f"{value:.4f}")
    shown.print("")
    shown.out.print(grid)
    _matrix(shown, names, compared.matrix)


def _agreement(shown: Shown, found: "Opinions") -> None:
    language = shown.language
    shown.print("")
    for number, camp in enumerate(found.camps, 1):
        values = {"number": number, "count": len(camp), "people": ", ".join(camp)}
        shown.print(text("weights.camp", language, **values), style="bold")
    shown.print(
        text(
            "weights.agreement",
            language,
            level=text(f"weights.level_{found.reading.level}", language),
            measure=text(f"weights.by_{found.reading.measure}", language),
            consensus=f"{found.consensus:.0%}",
            w=f"{found.kendall_w:.2f}",
            distance=f"{found.mean_distance:.0%}",
        ),
        style="bold",
    )
    for one in found.apart:
        values = {
            "code": one.code,
            "helice": _helice(one.helice, language),
            "criterion": shown.name(one.criterion),
        }
        shown.print(
            text("weights.apart", language, weight=f"{one.weight:.1%}", median=f"{one.median:.1%}", **values)
        )
    furthest = ", ".join(f"{code} ({away:.0%})" for code, away in found.furthest())
    shown.print(text("weights.furthest", language, people=furthest))
    if not found.camps:
        shown.print(text("weights.no_camps", language))


def _helices(shown: Shown, agreement: "GroupAgreement") -> None:
    """Show each hélice by itself: its weights, and where it would rank otherwise."""
    language = shown.language
    criteria = agreement.opinions.criteria
    shorts = {one.id: one.heading(language) for one in shown.tree.leaf_criteria}
    grid = table(
        (text("weights.col_helice", language), "left"),
        (text("weights.col_people", language), "right"),
        (text("weights.col_consensus", language), "right"),
        *((shorts[criterion], "right") for criterion in criteria),
        (text("weights.col_other_first", language), "right"),
        (text("weights.col_other_top", language), "right"),
    )
    for name, one in agreement.helices.items():
        grid.add_row(
            escape(_who(name, one, language)),
            str(one.people),
            "–" if one.consensus is None else f"{one.consensus:.0%}",
            *(f"{weight:.1%}" for weight in shown_shares(one.weights, 1)),
            f"{one.other_firsts}/{one.provinces}",
            f"{len(one.differences)}/{one.provinces}",
        )
    shown.print("")
    some_alone = any(one.people == 1 for one in agreement.helices.values())
    heading = "weights.by_helice_or_person" if some_alone else "weights.by_helice"
    shown.print(text(heading, language), style="bold")
    shown.out.print(grid)
    for name, one in agreement.helices.items():
        places: dict[str, list[str]] = {}
        for difference in one.differences:
            if difference.other_first:
                alone, group = _chains(shown, difference.first_alone), _chains(shown, difference.first)
                swap = text("weights.instead", language, alone=alone, group=group)
                places.setdefault(swap, []).append(difference.province)
        if places:
            swaps = "; ".join(f"{swap} ({', '.join(where)})" for swap, where in places.items())
            shown.print(text("weights.first_alone", language, helice=_who(name, one, language), swaps=swaps))


def _round(shown: Shown, change: "RoundChange") -> None:
    language, found = shown.language, change.found
    order = np.argsort(-found.moved, kind="stable")[:3]
    movers = ", ".join(f"{found.people[row]} ({found.moved[row]:.0%})" for row in order)
    names = [shown.name(criterion) for criterion in (one.id for one in shown.tree.leaf_criteria)]
    shifts = ", ".join(f"{name} {100 * by:+.1f}" for name, by in zip(names, found.mean_shift, strict=True))
    shown.print("")
    values = {"before": change.before, "after": change.after, "count": len(found.people)}
    shown.print(text("weights.round", language, **values), style="bold")
    shown.print(text("weights.round_moved", language, people=movers, shifts=shifts))
    was, now = found.before, found.after
    grew = text("weights.grew" if found.agreement_grew else "weights.did_not_grow", language)
    distances = {"from_distance": f"{was.mean_distance:.0%}", "to_distance": f"{now.mean_distance:.0%}"}
    consensus = {"from_consensus": f"{was.consensus:.0%}", "to_consensus": f"{now.consensus:.0%}"}
    shown.print(text("weights.round_agreement", language, grew=grew, **distances, **consensus))


def _explain(shown: Shown, node: "JudgedNode") -> None:
    """Show how one node was judged: what was said, step by step, and the local weights."""
    language, judgement = shown.language, node.judgement
    steps = {name: np.asarray(step, dtype=float) for name, step in judgement.steps.items()}
    rows = {name: step for name, step in steps.items() if name != "matrix"}
    heads = [(text("cli.col_criterion", language), "left")]
    heads += [(text(f"weights.step_{name}", language), "right") for name in rows]
    grid = table(
        *heads,
        (text("weights.col_local", language), "right"),
    )
    for row, item in enumerate(node.items):
        said = ["–".join(f"{part:.3g}" for part in np.atleast_1d(step[row])) for step in rows.values()]
        grid.add_row(escape(shown.name(item)), *said, f"{judgement.values[row]:.4f}")
    shown.print("")
    shown.print(f"{shown.name(node.id)}: {node.procedure}", style="bold")
    shown.out.print(grid)
    if "matrix" in steps:
        _matrix(shown, node.items, steps["matrix"])


def _matrix(shown: Shown, items: Sequence[str], matrix: NDArray[np.float64]) -> None:
    from priorizar.elicitation.ratios import ratio_text

    grid = table(
        (text("weights.step_matrix", shown.language), "left"),
        *((str(j + 1), "right") for j in range(len(items))),
    )
    for i, item in enumerate(items):
        cells = ["" if np.isnan(ratio) else ratio_text(float(ratio)) for ratio in matrix[i]]
        grid.add_row(escape(f"{i + 1}. {shown.name(item)}"), *cells)
    shown.print("")
    shown.out.print(grid)


def _people(shown: Shown, people: "People", criteria: Sequence[str]) -> None:
    """Show each person's weights, how much they count, and what to ask them about."""
    language = shown.language
    shorts = {one.id: one.heading(language) for one in shown.tree.leaf_criteria}
    grid = table(
        (text("weights.col_code", language), "left"),
        (text("weights.col_helice", language), "left"),
        (text("weights.col_procedure", language), "left"),
        (text("weights.col_counts", language), "right"),
        *((shorts[criterion], "right") for criterion in criteria),
        ("CR", "right"),
    )
    for row, code in enumerate(people.codes):
        ratio = people.consistency_ratios[row]
        grid.add_row(
            escape(code),
            escape(_helice(people.helices[row], language)),
            people.procedures[row],
            f"{people.share[row]:.1%}",
            *(f"{weight:.1%}" for weight in shown_shares(people.values[row], 1)),
            "" if ratio is None else decimals_apart(ratio, ACCEPTABLE_RATIO),
        )
    shown.print("")
    shown.print(text("weights.each_person", language), style="bold")
    shown.out.print(grid)
    for code, weights in zip(people.codes, people.weights, strict=True):
        for note in weights.notes:
            shown.print(f"{code}: {shown.note(note)}", style="yellow")


def _helice(name: str, language: Language) -> str:
    from priorizar.weighting.helices import HELICES

    return text(f"form.helice_{name}", language) if name in HELICES else name


def _who(name: str, one: Any, language: Language) -> str:
    """Name a hélice, with its person where there is only one."""
    helice = _helice(name, language)
    return helice if one.people > 1 else text("weights.only_one", language, helice=helice, code=one.codes[0])


def _chains(shown: Shown, chains: Sequence[str]) -> str:
    return " = ".join(shown.study.chains[chain].name[shown.language] for chain in chains)
