"""A ranking as an HTML table, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from priorizar.locale import Language, text

if TYPE_CHECKING:
    from priorizar.ranking import Ranking

COLUMNS = ("province", "rank", "chain", "score", "evidence")


def ranking_table(ranking: Ranking, language: Language = "es") -> str:
    """Show each group's order: place, chain, score and how much of it rests on evidence."""
    heads = "".join(f"<th>{escape(text(f'cli.col_{column}', language))}</th>" for column in COLUMNS)
    criteria = len(ranking.matrix.criteria)
    body = []
    for record in ranking.rows(language):
        cells = (
            escape(record["province"]),
            f"{record['rank']}{'=' if record['tied'] else ''}",
            escape(record["chain_name"]),
            f"{record['score']:.3f}",
            f"{criteria - len(record['unknown'])}/{criteria}",
        )
        body.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    title = f"{ranking.scenario.name[language]} · {ranking.variant}"
    if ranking.scenario.illustrative:
        title += f" · {text('cli.illustrative', language)}"
    rows = f"<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody>"
    return f"<table><caption>{escape(title)}</caption>{rows}</table>"
