"""What would change an alternative's place, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from priorizar.context.tables import read_context
from priorizar.explanation.improvements import Goal, Improvement
from priorizar.explanation.weight_changes import WeightChange
from priorizar.explanation.wording import Wording

if TYPE_CHECKING:
    from priorizar.explanation.account import Explanation


def change(account: Explanation, words: Wording) -> Iterator[str]:
    """Say what would lift an alternative, and which of its bottlenecks matters most."""
    if account.goals is None:
        yield words.say("not_supposed", method=account.ranking.method.name)
        return
    if not account.goals and len(account.trials.members) > 1:
        yield words.say("already_first")
    for goal in account.goals:
        yield from _goal(account, words, goal)
    if account.goals:
        yield from _bottlenecks(account, words)
    yield from _problems(account, words)


def _goal(account: Explanation, words: Wording, goal: Goal) -> Iterator[str]:
    values = {"place": words.place(goal.place), "holder": words.chain(goal.holder)}
    enough = [one for one in goal.single if one is not None]
    if enough:
        nearest = sorted(enough, key=lambda one: one.gain)
        shown = "; ".join(_change(account, words, one) for one in nearest)
        yield words.say("goal" if len(enough) == 1 else "goal_any", changes=shown, **values)
    short = [
        column
        for column, one in enumerate(goal.single)
        if one is None and account.trials.weights[column] > 0 and not _at_its_best(account, column)
    ]
    if short and enough:
        yield words.say(
            "goal_short" if len(short) == 1 else "goal_short_each", names=words.criteria(short), **values
        )
    if not enough:
        yield words.say("goal_none_alone", **values)
    if len(goal.together) > 1:
        changes = "; ".join(_change(account, words, one) for one in goal.together)
        yield words.say("goal_together", changes=changes, **values)
    elif not goal.together:
        yield words.say("goal_none", count=goal.at_once, **values)


def _at_its_best(account: Explanation, column: int) -> bool:
    return bool(account.ranking.matrix.known[account.row, column]) and bool(
        account.ranking.matrix.scaled[account.row, column] >= 1
    )


def _change(account: Explanation, words: Wording, one: Improvement) -> str:
    matrix, row = account.ranking.matrix, account.row
    values = {"criterion": words.criterion(one.column), "amount": words.amount(one.column, one.amount)}
    if matrix.known[row, one.column]:
        said = words.say("change", before=words.bare(float(matrix.value[row, one.column])), **values)
    else:
        said = words.say("change_unknown", **values)
    sign = "max" if matrix.directions[one.column] > 0 else "min"
    turned = sign != matrix.criteria[one.column].direction
    return said + words.say(f"turned_{sign}") if turned else said


def _bottlenecks(account: Explanation, words: Wording) -> Iterator[str]:
    directions, weights = account.ranking.matrix.directions, account.trials.weights
    columns = np.flatnonzero((directions < 0) & (weights > 0)).tolist()
    if account.bottlenecks:
        most = account.bottlenecks[0]
        known = account.ranking.matrix.known[account.row, most.column]
        yield words.say(
            "bottleneck" if known else "bottleneck_unknown",
            criterion=words.criterion(most.column),
            amount=words.amount(most.column, most.amount),
            place=words.place(most.rank),
        )
    elif columns:
        yield words.say("bottleneck_none", names=words.criteria(columns))


def _problems(account: Explanation, words: Wording) -> Iterator[str]:
    """Say which problems the sources name of this very chain."""
    chain = account.alternative.chain.id
    named = [one for one in read_context(account.study, "bottlenecks") if one["chain"] == chain]
    if named:
        sources = dict.fromkeys(str(one["source"]) for one in named)
        cited = [account.study.sources[source].locator or source for source in sources]
        problems = "; ".join(str(one["problem"]) for one in named)
        yield words.say("problems", problems=problems, sources=words.listing(cited))


def other_weights(account: Explanation, words: Wording) -> Iterator[str]:
    """Say which change of weights would let an alternative catch up."""
    for found in account.weight_changes:
        if found is None:
            yield words.say("weights_not_sought")
            return
        yield _weights(account, words, found)


def _weights(account: Explanation, words: Wording, found: WeightChange) -> str:
    rival = words.chain(found.rival)
    if found.weights is None or found.rank is None:
        return words.say("weights_none" if found.exact else "weights_not_found", rival=rival)
    before, after = account.trials.weights, found.weights
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
