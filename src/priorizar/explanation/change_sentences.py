"""What would change an alternative's place, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from priorizar.explanation.facts import Facts
from priorizar.explanation.improvements import Goal, Improvement
from priorizar.explanation.weight_changes import WeightChange
from priorizar.explanation.wording import Wording


def change(facts: Facts, words: Wording) -> Iterator[str]:
    """Describe what would lift an alternative, and which of its bottlenecks matters most."""
    if facts.goals is None:
        yield words.say("not_supposed", method=words.method)
        return
    if not facts.goals and len(facts.trials.members) > 1:
        yield words.say("already_first")
    for goal in facts.goals:
        yield from _goal(facts, words, goal)
    if facts.goals:
        yield from _bottlenecks(facts, words)
    yield from _problems(facts, words)


def _goal(facts: Facts, words: Wording, goal: Goal) -> Iterator[str]:
    values = {"place": words.place(goal.place), "holder": words.chain(goal.holder)}
    enough = [one for one in goal.single if one is not None]
    if enough:
        nearest = sorted(enough, key=lambda one: one.gain)
        shown = "; ".join(_change(facts, words, one) for one in nearest)
        yield words.say("goal" if len(enough) == 1 else "goal_any", changes=shown, **values)
    short = [
        column
        for column, one in enumerate(goal.single)
        if one is None and facts.trials.weights[column] > 0 and not _at_its_best(facts, column)
    ]
    if short and enough:
        yield words.say(
            "goal_short" if len(short) == 1 else "goal_short_each", names=words.criteria(short), **values
        )
    if not enough:
        yield words.say("goal_none_alone", **values)
    if len(goal.together) > 1:
        changes = "; ".join(_change(facts, words, one) for one in goal.together)
        yield words.say("goal_together", changes=changes, **values)
    elif not goal.together:
        yield words.say("goal_none", count=goal.at_once, **values)


def _at_its_best(facts: Facts, column: int) -> bool:
    return bool(facts.ranking.matrix.known[facts.row, column]) and bool(
        facts.ranking.matrix.scaled[facts.row, column] >= 1
    )


def _change(facts: Facts, words: Wording, one: Improvement) -> str:
    matrix, row = facts.ranking.matrix, facts.row
    values = {"criterion": words.criterion(one.column), "amount": words.amount(one.column, one.amount)}
    if matrix.known[row, one.column]:
        said = words.say("change", before=words.bare(float(matrix.value[row, one.column])), **values)
    else:
        said = words.say("change_unknown", **values)
    sign = "max" if matrix.directions[one.column] > 0 else "min"
    turned = sign != matrix.criteria[one.column].direction
    return said + words.say(f"turned_{sign}") if turned else said


def _bottlenecks(facts: Facts, words: Wording) -> Iterator[str]:
    directions, weights = facts.ranking.matrix.directions, facts.trials.weights
    columns = np.flatnonzero((directions < 0) & (weights > 0)).tolist()
    if facts.bottlenecks:
        most = facts.bottlenecks[0]
        known = facts.ranking.matrix.known[facts.row, most.column]
        yield words.say(
            "bottleneck" if known else "bottleneck_unknown",
            criterion=words.criterion(most.column),
            amount=words.amount(most.column, most.amount),
            place=words.place(most.rank),
        )
    elif columns:
        yield words.say("bottleneck_none", names=words.criteria(columns))


def _problems(facts: Facts, words: Wording) -> Iterator[str]:
    """Describe which problems the sources name of this very chain."""
    named = facts.problems
    if named:
        sources = dict.fromkeys(str(one["source"]) for one in named)
        cited = [facts.study.sources[source].locator or source for source in sources]
        problems = "; ".join(str(one["problem"]) for one in named)
        yield words.say("problems", problems=problems, sources=words.listing(cited))


def other_weights(facts: Facts, words: Wording) -> Iterator[str]:
    """Describe which change of weights would let an alternative catch up."""
    for found in facts.weight_changes:
        if found is None:
            yield words.say("weights_not_sought")
            return
        yield _weights(facts, words, found)


def _weights(facts: Facts, words: Wording, found: WeightChange) -> str:
    rival = words.chain(found.rival)
    if found.weights is None or found.rank is None:
        return words.say("weights_none" if found.exact else "weights_not_found", rival=rival)
    before, after = facts.trials.weights, found.weights
    moved = np.flatnonzero(np.abs(after - before) >= 5e-4)
    changes = [
        f"{words.criterion(column)} {_points(before[column])} → {_points(after[column])}"
        for column in moved[np.argsort(-(after - before)[moved], kind="stable")].tolist()
    ]
    return words.say(
        "weights" if found.exact else "weights_searched",
        rival=rival,
        points=words.say("less_than", points="0.1") if found.moved < 5e-4 else _points(found.moved),
        changes=words.say("weights_example", changes=", ".join(changes)) if changes else "",
        place=words.place(found.rank),
    )


def _points(share: float) -> str:
    """Write a share as points of 100."""
    return f"{round(100 * share, 1):g}"
