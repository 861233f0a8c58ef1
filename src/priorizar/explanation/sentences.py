"""An explanation in words: generated from its numbers, each claim with its evidence and its doubt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from priorizar.explanation.change_sentences import change, other_weights
from priorizar.explanation.differences import Difference
from priorizar.explanation.doubt import Doubt
from priorizar.explanation.facts import Facts
from priorizar.explanation.profiles import Profile, Trait
from priorizar.explanation.screening import Screened
from priorizar.explanation.wording import NEGLIGIBLE, Way, Wording, plain, signed
from priorizar.locale import Language
from priorizar.study.model import BASES, LEVELS, Evidence

MOST_NAMED = 3
WORTH_NAMING = 0.1
"""Share of all that is brought, for and against, from which on a criterion is named."""


STRONG: dict[Way, str] = {"as_named": "strong", "less": "strong_less", "more": "strong_more"}
WEAK: dict[Way, str] = {"as_named": "weak", "less": "weak_less", "more": "weak_more"}
"""Clauses on strengths and weaknesses, by which value is good."""


def sentences(facts: Facts, language: Language) -> dict[str, list[str]]:
    """Put an explanation into words.

    Parameters
    ----------
    facts
        What is explained.
    language
        Of the sentences.

    Returns
    -------
    dict
        Sentences by section, in reading order: ``why``, ``evidence``, ``doubt``, ``change``,
        ``weights``, ``profile``, ``screen``.
    """
    words = Wording(facts.ranking, language)
    sections = {
        "why": [*_standing(facts, words), *_why(facts, words)],
        "evidence": list(_evidence(facts, words)),
        "doubt": list(_doubt(facts, words)),
        "change": list(change(facts, words)),
        "weights": list(other_weights(facts, words)),
        "profile": list(_profile(facts, words)),
        "screen": list(_screen(facts, words)),
    }
    return {name: [line[:1].upper() + line[1:] for line in lines] for name, lines in sections.items()}


def _standing(facts: Facts, words: Wording) -> Iterator[str]:
    ranking, members = facts.ranking, facts.trials.members
    values = {"province": facts.alternative.province.name, "chain": words.chain(facts.row)}
    if len(members) == 1:
        yield words.say("alone", **values)
        return
    yield words.say(
        "standing",
        place=words.place(facts.rank),
        count=len(members),
        score=plain(facts.score),
        **values,
    )
    same = [int(row) for row in members if ranking.rank[row] == facts.rank and row != facts.row]
    if same:
        yield words.say("shared", names=words.listing([words.chain(row) for row in same]))


def _why(facts: Facts, words: Wording) -> Iterator[str]:
    for held in facts.against:
        yield _against(facts, words, held)
    if facts.against and facts.against[0].parts is None:
        yield words.say("not_apart", method=words.method)
    elif facts.against and facts.trials.leaves_out:
        yield words.say("own_weights")


def _against(facts: Facts, words: Wording, held: Difference) -> str:
    level = abs(held.difference) < NEGLIGIBLE
    side = "level" if level else "above" if held.difference > 0 else "below"
    values = {"gap": plain(abs(held.difference)), "score": plain(held.score)}
    if held.row is None:
        head = words.say(f"average_{side}", **values)
    else:
        place = words.place(int(facts.ranking.rank[held.row]))
        head = words.say(f"other_{side}", other=words.chain(held.row), place=place, **values)
    if held.parts is None:
        return f"{head}."
    causes = [_causes(facts, words, held, 1, "helps"), _causes(facts, words, held, -1, "hurts")]
    named = [cause for cause in (causes if side == "above" else causes[::-1]) if cause]
    return f"{head}: {'; '.join(named)}." if named else f"{head}."


def _causes(facts: Facts, words: Wording, held: Difference, sign: int, verb: str) -> str:
    """Name the criteria that bring most to one side of a difference."""
    parts = held.parts if held.parts is not None else np.zeros(0)
    least = max(WORTH_NAMING * float(np.abs(parts).sum()), NEGLIGIBLE)
    columns = [column for column in np.argsort(-sign * parts, kind="stable") if sign * parts[column] >= least]
    items = []
    for column in columns[:MOST_NAMED]:
        doubt = _doubt_of(facts, words, held, int(column))
        way = words.better(int(column))
        items.append(f"{words.criterion(int(column))} ({'; '.join([signed(parts[column]), *way, *doubt])})")
    return (
        words.say(verb if len(items) == 1 else f"{verb}_several", items=words.listing(items)) if items else ""
    )


def _doubt_of(facts: Facts, words: Wording, held: Difference, column: int) -> list[str]:
    """Describe what makes a difference on one criterion doubtful."""
    matrix = facts.ranking.matrix
    if not matrix.known[facts.row, column]:
        return [words.say("no_evidence")]
    if held.row is None:
        return []
    if not matrix.known[held.row, column]:
        return [words.say("no_evidence_of", other=words.chain(held.row))]
    mine, other = matrix.scaled[[facts.row, held.row], column]
    low, high = (end[[facts.row, held.row], column] for end in matrix.scaled_interval)
    overlap = low[0] <= high[1] and low[1] <= high[0]
    return [words.say("either_way")] if overlap and mine != other else []


def _evidence(facts: Facts, words: Wording) -> Iterator[str]:
    matrix, row = facts.ranking.matrix, facts.row
    for column in np.flatnonzero(facts.trials.weights > 0).tolist():
        values = {"criterion": words.criterion(column)}
        amount = words.amount(column, float(matrix.value[row, column]))
        statements = facts.evidence[column]
        if not statements:
            key = "evidence_left_out" if facts.trials.leaves_out else "evidence_none"
            yield words.say(key, amount=amount, **values)
            continue
        basis = words.say(f"basis_{BASES[int(matrix.basis[row, column])]}")
        level = words.say(f"level_{LEVELS[int(matrix.level[row, column])]}")
        supposed = words.say("supposed") if statements[0].what_if else ""
        quotes = "; ".join(_cited(facts, words, one) for one in statements)
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


def _cited(facts: Facts, words: Wording, one: Evidence) -> str:
    """Describe where a statement is to be found; what a scenario supposes may cite no source of the study."""
    found = facts.study.sources.get(one.source)
    place = one.source if found is None else found.locator or found.title
    if not one.quote:
        return place
    return words.say("quote" if place else "quote_alone", place=place, quote=one.quote)


def _doubt(facts: Facts, words: Wording) -> Iterator[str]:
    doubts = facts.doubts
    if doubts is None:
        yield words.say("not_supposed", method=words.method)
        return
    if not doubts:
        yield words.say("no_doubt")
        return
    *single, together = doubts
    matters = [one for one in single if one.matters(facts.rank)]
    for one in matters:
        yield _one_doubt(facts, words, one)
    rest = [one.column for one in single if one not in matters and one.column is not None]
    if rest:
        yield words.say("doubt_idle" if len(rest) == 1 else "doubt_idle_each", names=words.criteria(rest))
    if len(single) > 1:
        places = {"worst": together.rank_at_worst, "best": together.rank_at_best}
        yield words.say("doubt_together", **{end: words.place(rank) for end, rank in places.items()})


def _one_doubt(facts: Facts, words: Wording, doubt: Doubt) -> str:
    matrix, row, column = facts.ranking.matrix, facts.row, doubt.column
    assert column is not None  # noqa: S101  all at once has a sentence of its own
    cases = []
    for amount, rank in ((doubt.best, doubt.rank_at_best), (doubt.worst, doubt.rank_at_worst)):
        if rank != facts.rank:
            verb = "would_rise" if rank < facts.rank else "would_fall"
            cases.append(words.say(verb, amount=words.amount(column, amount), place=words.place(rank)))
    values = {"criterion": words.criterion(column), "cases": "; ".join(cases)}
    if not matrix.known[row, column]:
        return words.say("doubt_unknown", **values)
    low, value, high = (words.bare(float(of[row, column])) for of in (matrix.low, matrix.value, matrix.high))
    return words.say("doubt_interval", low=low, value=value, high=high, **values)


def _profile(facts: Facts, words: Wording) -> Iterator[str]:
    if len(facts.trials.members) > 1:
        traits = profile_clauses(facts.profile, words)
        if traits:
            yield words.say("profile", province=facts.alternative.province.name, traits="; ".join(traits))
        near = [f"{words.chain(one.row)} ({one.distance:.2f})" for one in facts.similar[:MOST_NAMED]]
        yield words.say("similar", names=words.listing(near)) if near else words.say("similar_none")
    rows = facts.elsewhere
    if len(rows) > 1:
        best = int(facts.ranking.rank[rows[0]])
        there = [row for row in rows if facts.ranking.rank[row] == best]
        names = [facts.ranking.matrix.alternatives[row].province.name for row in there]
        shown = (
            words.listing(names) if len(names) <= 2 * MOST_NAMED else words.say("provinces", count=len(names))
        )
        yield words.say(
            "elsewhere", chain=words.chain(facts.row), count=len(rows), place=words.place(best), names=shown
        )


def profile_clauses(profile: Profile, words: Wording) -> list[str]:
    """Describe strengths, weaknesses and what is unknown, each in a clause."""
    clauses = []
    for clause_of, traits in ((STRONG, profile.strengths), (WEAK, profile.weaknesses)):
        for way, clause in clause_of.items():
            named = [_trait(one, words) for one in traits if words.way(one.column) == way]
            if named:
                clauses.append(words.say(clause, names=words.listing(named)))
    if profile.unknown:
        clauses.append(words.say("not_known", names=words.criteria(profile.unknown)))
    return clauses


def _trait(trait: Trait, words: Wording) -> str:
    place = words.say("trait", place=words.place(trait.place), count=trait.count)
    return f"{words.criterion(trait.column)} ({place})"


def _screen(facts: Facts, words: Wording) -> Iterator[str]:
    if facts.screen:
        rules = [
            f"{rule.name[words.language]}: {answer_text(answer, words)}" for rule, answer in facts.screen
        ]
        yield words.say("screen", answer=answer_text(facts.screened, words), rules="; ".join(rules))


def answer_text(answer: Screened, words: Wording) -> str:
    """Describe whether a rule is met."""
    return words.say(f"answer_{answer.answer}{'_doubtful' if answer.doubtful else ''}")
