"""Answers about robustness on the terminal: one block a group."""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from priorizar.cli.terminal import Say, group_title, table, words
from priorizar.locale import Language
from priorizar.methods.wording import method_name, method_title
from priorizar.questions import Question
from priorizar.ranking.grouping import By
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.questions.robustness import Robustness
    from priorizar.ranking.naming import Row
    from priorizar.ranking.ranking import Ranking
    from priorizar.report.answers import Answer
    from priorizar.study.model import Study

Cell = Callable[["Row"], str]
SHADES = " ░▒▓█"
WIDEST_STRIP = 30


def show(out: Console, question: Question, found: "Answer", study: "Study", language: Language) -> None:
    """Print the answer to one question, with what it was drawn from and how sure it is."""
    say, ranking = words(language), found.ranking
    how = method_title(ranking.method, language)
    out.print(f"[bold]{escape(ranking.scenario.name[language])}[/] · {escape(how)}")
    if ranking.scenario.illustrative:
        out.print(say("illustrative"), style="yellow")
    out.print(say(f"about_{question}"))
    if found.drawn is not None:
        out.print(_drawn(found.drawn, say, language))
    columns = _columns(question, ranking, language)
    for group, rows in _blocks(found.rows, ranking.by).items():
        out.print()
        grid = table(
            *((head, side) for head, side, _ in columns), title=escape(_title(group, ranking.by, study, say))
        )
        for record in rows:
            grid.add_row(*(escape(cell(record)) for _, _, cell in columns))
        out.print(grid)
    if not found.rows:
        out.print(say("nothing_to_say"))
    out.print()
    for one in found.more.get("refused", []):
        out.print(f"{escape(method_name(one['method'], language))}: {escape(one['problem'])}", style="dim")
    out.print(say(f"read_{question}"), style="dim")


def _drawn(drawn: "Robustness", say: Say, language: Language) -> str:
    from priorizar.report.answers import feasible_weights_in_words

    return say(
        "drawn",
        draws=f"{drawn.draws:,}",
        error=f"{drawn.error:.3f}",
        vary=say(f"vary_{drawn.vary}"),
        region=feasible_weights_in_words(drawn.weights_name, language),
        seed=drawn.seed,
    )


def _blocks(records: "list[Row]", by: By) -> "dict[str, list[Row]]":
    column = {"province": "ubigeo", "zone": "zone", "department": "department"}.get(by)
    blocks: dict[str, list[Row]] = {}
    for record in records:
        group = record.get("group") or (record[column] if column else "all")
        blocks.setdefault(group, []).append(record)
    return blocks


def _title(group: str, by: By, study: "Study", say: Say) -> str:
    province = study.provinces.get(group)
    if province is not None:
        return f"{province.name} · {province.department} · {say('zone', zone=province.zone)}"
    return group_title(by, group, say)


def _columns(question: Question, ranking: "Ranking", language: Language) -> list[tuple[str, str, Cell]]:
    """Return head, side and cell of each column of a question's table."""
    say = words(language)
    criteria = {criterion.id: criterion.heading(language) for criterion in ranking.matrix.criteria}
    shares = dict(zip(criteria, shown_shares(ranking.weights.values, 1), strict=True))
    chain = (say("col_chain"), "left", lambda r: str(r["chain_name"]))
    criterion = (say("col_criterion"), "left", lambda r: criteria.get(r["criterion"], r["criterion"] or ""))
    pooled = [] if ranking.by == "province" else [(say("col_province"), "left", lambda r: str(r["province"]))]
    made: dict[Question, Callable[[], list[tuple[str, str, Cell]]]] = {
        "acceptability": lambda: [
            chain,
            *pooled,
            (say("col_rank"), "right", lambda r: str(r["rank"])),
            (say("col_first"), "right", lambda r: f"{r['first']:.0%} ±{_points(r['error'])}"),
            (say("col_three"), "right", lambda r: f"{r['first_three']:.0%}"),
            (say("col_expected"), "right", lambda r: f"{r['expected_rank']:.1f}"),
            (say("col_range"), "right", lambda r: f"{r['rank_low']}–{r['rank_high']}"),
            (say("col_ranks"), "left", lambda r: _strip(r["ranks"])),
        ],
        "pairwise": lambda: [
            chain,
            *pooled,
            (say("col_versus"), "left", lambda r: str(r["versus_name"])),
            (say("col_ahead"), "right", lambda r: f"{r['ahead']:.0%} ±{_points(r['error'])}"),
        ],
        "central_weights": lambda: [
            chain,
            *pooled,
            (say("col_first"), "right", lambda r: f"{r['first']:.0%}"),
            *((name, "right", _weight(id_)) for id_, name in criteria.items()),
            (
                say("col_confidence"),
                "right",
                lambda r: "–" if r["confidence"] is None else f"{r['confidence']:.0%}",
            ),
        ],
        "stability": lambda: [
            criterion,
            (say("col_weight"), "right", lambda r: f"{shares[r['criterion']]:.1%}"),
            (say("col_from"), "right", lambda r: f"{r['low']:.1%}"),
            (say("col_to"), "right", lambda r: f"{r['high']:.1%}"),
            (say("col_below"), "left", lambda r: r["below"] or say("nobody")),
            (say("col_above"), "left", lambda r: r["above"] or say("nobody")),
        ],
        "unknowns": lambda: [
            chain,
            *pooled,
            criterion,
            (say("col_gain"), "right", _bits),
            (say("col_gain_share"), "right", lambda r: _share(r["gain"], r["doubt"])),
        ],
        "criteria": lambda: [
            criterion,
            (say("col_cells"), "right", lambda r: str(r["cells"])),
            (say("col_gain"), "right", lambda r: f"{r['gain']:.3f} ±{r['error']:.3f}"),
            (say("col_gain_share"), "right", lambda r: _share(r["gain"], r["doubt"])),
        ],
        "tornado": lambda: [
            chain,
            *pooled,
            criterion,
            (say("col_score_range"), "right", lambda r: f"{r['score_worst']:.3f} – {r['score_best']:.3f}"),
            (say("col_rank"), "right", lambda r: str(r["rank"])),
            (say("col_rank_range"), "right", lambda r: f"{r['rank_worst']} – {r['rank_best']}"),
            (say("col_winner"), "left", lambda r: say("yes") if r["winner_changes"] else ""),
        ],
        "sobol": lambda: [
            chain,
            (say("col_output"), "left", lambda r: say(f"output_{r['output']}")),
            (say("col_input"), "left", lambda r: _input(r, criteria, say)),
            ("S1", "right", lambda r: f"{r['first']:.2f} ±{r['first_error']:.2f}"),
            ("ST", "right", lambda r: f"{r['total']:.2f} ±{r['total_error']:.2f}"),
        ],
        "methods": lambda: [
            chain,
            *pooled,
            (say("col_mean_rank"), "right", lambda r: f"{r['mean_rank']:.1f}"),
            ("Borda", "right", lambda r: f"{r['borda']:g}"),
            ("Copeland", "right", lambda r: f"{r['copeland']:+d}"),
            (say("col_span"), "right", lambda r: f"{min(r['ranks'].values())}–{max(r['ranks'].values())}"),
            (say("col_why"), "left", lambda r: " ".join(r["reasons"])),
        ],
        "reversals": lambda: [
            (say("col_change"), "left", lambda r: say(f"change_{r['change']}")),
            (say("col_tried"), "right", lambda r: str(r["tried"])),
            (say("col_reversed"), "right", lambda r: str(r["reversed"])),
            (say("col_winner_changed"), "right", lambda r: str(r["winner_changed"])),
            (say("col_worst"), "left", lambda r: _worst(r, criteria, say)),
        ],
        "contenders": lambda: [
            chain,
            *pooled,
            (say("col_can"), "left", lambda r: say("yes") if r["can_be_first"] else say("never")),
            (say("col_margin"), "right", lambda r: "" if r["margin"] is None else f"{r['margin']:+.3f}"),
            (say("col_dominated"), "left", lambda r: ", ".join(r["dominated_by"])),
        ],
    }
    return made[question]()


def _points(error: float) -> str:
    return f"{100 * error:.1f}"


def _strip(shares: list[float]) -> str:
    """Draw a character a rank, or one for several neighbouring ranks where there are many."""
    width = min(len(shares), WIDEST_STRIP)
    ends = [i * len(shares) // width for i in range(width + 1)]
    return "".join(_shade(sum(shares[low:high])) for low, high in pairwise(ends))


def _shade(share: float) -> str:
    """Return a character as dark as a frequency is high; a rank that was never met is a dot."""
    return "·" if share == 0 else SHADES[min(len(SHADES) - 1, 1 + int(share * 2 * (len(SHADES) - 1)))]


def _weight(criterion: str) -> Cell:
    def said(record: "Row") -> str:
        if record["weights"] is None:
            return "–"
        shown = shown_shares([*record["weights"].values()])
        return f"{shown[[*record['weights']].index(criterion)]:.0%}"

    return said


def _bits(record: "Row") -> str:
    known = record["gain"] > record["noise"]
    return f"{record['gain']:.3f} ±{record['error']:.3f}" if known else "≈ 0"


def _share(gain: float, doubt: float) -> str:
    return "–" if doubt <= 0 else f"{gain / doubt:.1%}"


def _input(record: "Row", criteria: dict[str, str], say: Say) -> str:
    criterion = criteria.get(record["criterion"] or "", "")
    return say(f"input_{record['input']}", criterion=criterion, chain=record["of_chain"] or "")


def _worst(record: "Row", criteria: dict[str, str], say: Say) -> str:
    if record["worst"] is None:
        return ""
    about = criteria.get(record["worst"], record["worst"])
    return say("worst", about=about, pairs=record["pairs"])
