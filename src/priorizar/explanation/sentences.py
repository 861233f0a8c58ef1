"""An explanation in words: generated from its numbers, each claim with its evidence and its doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from priorizar.explanation.change_sentences import change, other_weights
from priorizar.explanation.differences import Difference
from priorizar.explanation.doubt import Doubt
from priorizar.explanation.profiles import Profile, Trait
from priorizar.explanation.wording import NEGLIGIBLE, Wording, plain, signed
from priorizar.study.model import BASES, LEVELS, Evidence

if TYPE_CHECKING:
    from priorizar.explanation.account import Explanation
    from priorizar.explanation.screening import Screened

MOST_NAMED = 3
WORTH_NAMING = 0.1
"""Share of all that is brought, for and against, from which on a criterion is named."""


def sentences(account: Explanation) -> dict[str, list[str]]:
    """Put an explanation into words.

    Returns
    -------
    dict
        Sentences by section, in reading order: ``why``, ``evidence``, ``doubt``, ``change``,
        ``weights``, ``profile``, ``screen``.
    """
    words = Wording(account.ranking, account.language)
    sections = {
        "why": [*_standing(account, words), *_why(account, words)],
        "evidence": list(_evidence(account, words)),
        "doubt": list(_doubt(account, words)),
        "change": list(change(account, words)),
        "weights": list(other_weights(account, words)),
        "profile": list(_profile(account, words)),
        "screen": list(_screen(account, words)),
    }
    return {name: [line[:1].upper() + line[1:] for line in lines] for name, lines in sections.items()}


def _standing(account: Explanation, words: Wording) -> Iterator[str]:
    ranking, members = account.ranking, account.trials.members
    values = {"province": account.alternative.province.name, "chain": words.chain(account.row)}
    if len(members) == 1:
        yield words.say("alone", **values)
        return
    yield words.say(
        "standing",
        place=words.place(account.rank),
        count=len(members),
        score=plain(account.score),
        **values,
    )
    same = [int(row) for row in members if ranking.rank[row] == account.rank and row != account.row]
    if same:
        yield words.say("shared", names=words.listing([words.chain(row) for row in same]))


def _why(account: Explanation, words: Wording) -> Iterator[str]:
    for held in account.against:
        yield _against(account, words, held)
    if account.against and account.against[0].parts is None:
        yield words.say("not_apart", method=account.ranking.method.name)
    elif account.against and account.trials.leaves_out:
        yield words.say("own_weights")


def _against(account: Explanation, words: Wording, held: Difference) -> str:
    level = abs(held.difference) < NEGLIGIBLE
    side = "level" if level else "above" if held.difference > 0 else "below"
    values = {"gap": plain(abs(held.difference)), "score": plain(held.score)}
    if held.row is None:
        head = words.say(f"average_{side}", **values)
    else:
        place = words.place(int(account.ranking.rank[held.row]))
        head = words.say(f"other_{side}", other=words.chain(held.row), place=place, **values)
    if held.parts is None:
        return f"{head}."
    causes = [_causes(account, words, held, 1, "helps"), _causes(account, words, held, -1, "hurts")]
    named = [cause for cause in (causes if side == "above" else causes[::-1]) if cause]
    return f"{head}: {'; '.join(named)}." if named else f"{head}."


def _causes(account: Explanation, words: Wording, held: Difference, sign: int, verb: str) -> str:
    """Name the criteria that bring most to one side of a difference."""
    parts = held.parts if held.parts is not None else np.zeros(0)
    least = max(WORTH_NAMING * float(np.abs(parts).sum()), NEGLIGIBLE)
    columns = [column for column in np.argsort(-sign * parts, kind="stable") if sign * parts[column] >= least]
    items = []
    for column in columns[:MOST_NAMED]:
        doubt = _doubt_of(account, words, held, int(column))
        items.append(f"{words.criterion(int(column))} ({'; '.join([signed(parts[column]), *doubt])})")
    return (
        words.say(verb if len(items) == 1 else f"{verb}_several", items=words.listing(items)) if items else ""
    )


def _doubt_of(account: Explanation, words: Wording, held: Difference, column: int) -> list[str]:
    """Say what makes a difference on one criterion doubtful."""
    matrix = account.ranking.matrix
    if not matrix.known[account.row, column]:
        return [words.say("no_evidence")]
    if held.row is None:
        return []
    if not matrix.known[held.row, column]:
        return [words.say("no_evidence_of", other=words.chain(held.row))]
    mine, other = matrix.scaled[[account.row, held.row], column]
    low, high = (end[[account.row, held.row], column] for end in matrix.scaled_interval)
    overlap = low[0] <= high[1] and low[1] <= high[0]
    return [words.say("either_way")] if overlap and mine != other else []


def _evidence(account: Explanation, words: Wording) -> Iterator[str]:
    matrix, row = account.ranking.matrix, account.row
    for column in np.flatnonzero(account.trials.weights > 0).tolist():
        values = {"criterion": words.criterion(column)}
        amount = words.amount(column, float(matrix.value[row, column]))
        statements = account.evidence[column]
        if not statements:
            key = "evidence_left_out" if account.trials.leaves_out else "evidence_none"
            yield words.say(key, amount=amount, **values)
            continue
        basis = words.say(f"basis_{BASES[int(matrix.basis[row, column])]}")
        level = words.say(f"level_{LEVELS[int(matrix.level[row, column])]}")
        supposed = words.say("supposed") if statements[0].what_if else ""
        quotes = "; ".join(_cited(account, words, one) for one in statements)
        low, high = (words.bare(float(end[row, column])) for end in (matrix.low, matrix.high))
        interval = words.say("interval", low=low, high=high) if low != high else ""
        yield words.say(
            "evidence_stated",
            amount=amount,
            interval=interval,
            basis=f"{supposed}{basis}",
            level=level,
            quotes=f" {quotes}." if quotes else "",
            **values,
        )


def _cited(account: Explanation, words: Wording, one: Evidence) -> str:
    """Say where a statement is to be found; what a scenario supposes may cite no source of the study."""
    found = account.study.sources.get(one.source)
    place = one.source if found is None else found.locator or found.title
    if not one.quote:
        return place
    return words.say("quote" if place else "quote_alone", place=place, quote=one.quote)


def _doubt(account: Explanation, words: Wording) -> Iterator[str]:
    doubts = account.doubts
    if doubts is None:
        yield words.say("not_supposed", method=account.ranking.method.name)
        return
    if not doubts:
        yield words.say("no_doubt")
        return
    *single, together = doubts
    matters = [one for one in single if one.matters(account.rank)]
    for one in matters:
        yield _one_doubt(account, words, one)
    rest = [one.column for one in single if one not in matters and one.column is not None]
    if rest:
        yield words.say("doubt_idle" if len(rest) == 1 else "doubt_idle_each", names=words.criteria(rest))
    if len(single) > 1:
        places = {"worst": together.rank_at_worst, "best": together.rank_at_best}
        yield words.say("doubt_together", **{end: words.place(rank) for end, rank in places.items()})


def _one_doubt(account: Explanation, words: Wording, doubt: Doubt) -> str:
    matrix, row, column = account.ranking.matrix, account.row, doubt.column
    assert column is not None  # noqa: S101  all at once has a sentence of its own
    cases = []
    for amount, rank in ((doubt.best, doubt.rank_at_best), (doubt.worst, doubt.rank_at_worst)):
        if rank != account.rank:
            verb = "would_rise" if rank < account.rank else "would_fall"
            cases.append(words.say(verb, amount=words.amount(column, amount), place=words.place(rank)))
    values = {"criterion": words.criterion(column), "cases": "; ".join(cases)}
    if not matrix.known[row, column]:
        return words.say("doubt_unknown", **values)
    low, value, high = (words.bare(float(of[row, column])) for of in (matrix.low, matrix.value, matrix.high))
    return words.say("doubt_interval", low=low, value=value, high=high, **values)


def _profile(account: Explanation, words: Wording) -> Iterator[str]:
    if len(account.trials.members) > 1:
        traits = profile_clauses(account.profile, words)
        if traits:
            yield words.say("profile", province=account.alternative.province.name, traits="; ".join(traits))
        near = [f"{words.chain(one.row)} ({one.distance:.2f})" for one in account.similar[:MOST_NAMED]]
        yield words.say("similar", names=words.listing(near)) if near else words.say("similar_none")
    rows = account.elsewhere
    if len(rows) > 1:
        best = int(account.ranking.rank[rows[0]])
        there = [row for row in rows if account.ranking.rank[row] == best]
        names = [account.ranking.matrix.alternatives[row].province.name for row in there]
        shown = (
            words.listing(names) if len(names) <= 2 * MOST_NAMED else words.say("provinces", count=len(names))
        )
        yield words.say(
            "elsewhere", chain=words.chain(account.row), count=len(rows), place=words.place(best), names=shown
        )


def profile_clauses(profile: Profile, words: Wording) -> list[str]:
    """Say strengths, weaknesses and what is unknown, each in a clause."""
    clauses = []
    for name, traits in (("strong", profile.strengths), ("weak", profile.weaknesses)):
        if traits:
            clauses.append(words.say(name, names=words.listing([_trait(one, words) for one in traits])))
    if profile.unknown:
        clauses.append(words.say("not_known", names=words.criteria(profile.unknown)))
    return clauses


def _trait(trait: Trait, words: Wording) -> str:
    place = words.say("trait", place=words.place(trait.place), count=trait.count)
    return f"{words.criterion(trait.column)} ({place})"


def _screen(account: Explanation, words: Wording) -> Iterator[str]:
    if account.screen:
        rules = [
            f"{rule.name[account.language]}: {answer_text(answer, words)}" for rule, answer in account.screen
        ]
        yield words.say("screen", answer=answer_text(account.screened, words), rules="; ".join(rules))


def answer_text(answer: Screened, words: Wording) -> str:
    """Say whether a rule is met."""
    return words.say(f"answer_{answer.answer}{'_doubtful' if answer.doubtful else ''}")
