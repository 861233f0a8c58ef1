"""What a report says of its method, its weights and its criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from priorizar.errors import describe
from priorizar.figures import decimals_apart
from priorizar.methods.wording import method_meaning, method_title
from priorizar.report.charts import weight_bars
from priorizar.study.criteria import Group, LevelsScale
from priorizar.weighting.ahp import ACCEPTABLE_RATIO
from priorizar.weighting.shares import shown_shares

if TYPE_CHECKING:
    from priorizar.report.charts import Album
    from priorizar.report.findings import Findings
    from priorizar.report.phrases import Phrases
    from priorizar.study.criteria import Criterion

Fields = dict[str, Any]


def method(found: Findings, say: Phrases) -> Fields:
    """Describe how the order came about."""
    ranking = found.ranking
    unknown = ranking.scenario.unknown
    return {
        "variant": method_title(ranking.method, say.language),
        "text": [
            say.of("report.method_values"),
            method_meaning(ranking.method, say.language),
            say.of(f"report.unknown_{unknown}"),
        ],
    }


def weights(found: Findings, say: Phrases, charts: Album) -> Fields:
    """Return the weights, how they came about, and what to look at in them."""
    ranking, language = found.ranking, say.language
    stated = ranking.weights
    tree = found.study.criteria_sets[ranking.scenario.criteria]
    names = {node.id: str(node.name[language]) for node in tree.nodes()}
    group_of = {
        leaf.id: str(node.name[language])
        for node in tree.nodes()
        if isinstance(node, Group)
        for leaf in node.leaves()
    }
    notes = [describe(note, language) for note in stated.notes]
    for node in stated.nodes:
        measured = node.judgement.measures.get("consistency")
        if measured is not None:
            where = names.get(node.id, str(tree.name[language]))
            cr = decimals_apart(measured.cr, ACCEPTABLE_RATIO, decimals=3)
            notes.append(say.of("report.consistency", where=where, cr=cr))
    charts["weights"] = weight_bars(ranking, language)
    return {
        "rows": [
            {
                "criterion": names[criterion],
                "group": group_of.get(criterion, ""),
                "weight": say.percent(shown, 1),
                "share": float(weight),
            }
            for criterion, weight, shown in zip(
                stated.criteria, stated.values, shown_shares(stated.values, 1), strict=True
            )
        ],
        "procedure": _procedure(found, say, names),
        "notes": notes,
        "chart": charts.about("weights"),
    }


def _procedure(found: Findings, say: Phrases, names: dict[str, str]) -> str:
    nodes = found.ranking.weights.nodes
    said = [
        say.of(f"report.procedure_{node.procedure}")
        + (f" ({names[node.id]})" if node.id in names and len(nodes) > 1 else "")
        for node in nodes
    ]
    return say.of("report.procedure", procedures=say.listing(list(dict.fromkeys(said))))


def criteria(found: Findings, say: Phrases) -> list[Fields]:
    """Describe what each criterion means, which way is better, and on what scale."""
    matrix, language = found.ranking.matrix, say.language
    return [
        {
            "name": one.name[language],
            "description": one.description[language] if one.description else "",
            "direction": say.of("report.more_is_better" if sign > 0 else "report.less_is_better"),
            "scale": _scale(one, say),
        }
        for one, sign in zip(matrix.criteria, matrix.directions, strict=True)
    ]


def _scale(criterion: Criterion, say: Phrases) -> str:
    scale = criterion.scale
    if isinstance(scale, LevelsScale):
        levels = [f"{level.value:g} {level.name[say.language]}" for level in scale.levels]
        return "; ".join(levels)
    ends = say.interval(scale.low, scale.high)
    return f"{ends} ({scale.unit[say.language]})"
