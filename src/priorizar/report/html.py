"""A ranking as an HTML table, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from priorizar.ranking import Ranking

COLUMNS = ("province", "rank", "chain_name", "score", "coverage")


def ranking_table(ranking: Ranking) -> str:
    """Show each group's order: place, chain, score and how much of it rests on evidence."""
    head = "".join(f"<th>{column}</th>" for column in COLUMNS)
    body = []
    for record in ranking.rows():
        tie = "=" if record["tied"] else ""
        cells = (
            escape(record["province"]),
            f"{record['rank']}{tie}",
            escape(record["chain_name"]),
            f"{record['score']:.3f}",
            f"{record['coverage']:.0%}",
        )
        body.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    variant = escape(f"{ranking.scenario.id} · {ranking.variant}")
    rows = f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"
    return f"<table><caption>{variant}</caption>{rows}</table>"
