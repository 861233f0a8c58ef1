"""The account of one province: what it and each of its chains is strong and weak in, and the screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from priorizar.errors import refusal
from priorizar.explanation.account import Explanation, refuse_language
from priorizar.explanation.profiles import Profile, group_profiles
from priorizar.explanation.records import ProvinceRecord, profile_record, screen_record
from priorizar.explanation.sentences import answer_text, profile_clauses
from priorizar.explanation.wording import Wording
from priorizar.locale import Language
from priorizar.ranking.ranking import Ranking, rank
from priorizar.study.model import Province, Study
from priorizar.study.places import find_provinces
from priorizar.study.scenario import Scenario


@dataclass(frozen=True, eq=False)
class ProvinceExplanation:
    """What a province is strong and weak in against the others, and each of its chains within it.

    Parameters
    ----------
    study
        What it is part of.
    ranking
        Of the provinces by the scenario.
    ubigeo
        Code of the province.
    language
        Of the sentences.
    """

    study: Study
    ranking: Ranking
    ubigeo: str
    language: Language = "es"

    @property
    def province(self) -> Province:
        """Which province."""
        return self.study.provinces[self.ubigeo]

    @cached_property
    def profile(self) -> Profile:
        """The province against the others, by the mean of its chains on each criterion."""
        return group_profiles(self.ranking)[self.ranking.groups.labels.index(self.ubigeo)]

    @cached_property
    def chains(self) -> tuple[Explanation, ...]:
        """Its chains, by rank."""
        group = self.ranking.groups.labels.index(self.ubigeo)
        rows = self.ranking.order[self.ranking.groups.of_row[self.ranking.order] == group]
        return tuple(Explanation(self.study, self.ranking, int(row), language=self.language) for row in rows)

    @cached_property
    def sentences(self) -> dict[str, list[str]]:
        """In words: ``province``, a sentence; ``chains``, one for each, by rank."""
        words = Wording(self.ranking, self.language)
        own = profile_clauses(self.profile, words)
        about = [words.say("profile_province", traits="; ".join(own))] if own else []
        return {"province": about, "chains": [self._chain(one, words) for one in self.chains]}

    def _chain(self, one: Explanation, words: Wording) -> str:
        clauses = profile_clauses(one.profile, words) or [words.say("like_the_rest")]
        if one.screen:
            clauses.append(words.say("screen_short", answer=answer_text(one.screened, words)))
        return words.say(
            "chain_line", place=words.place(one.rank), chain=words.chain(one.row), clauses="; ".join(clauses)
        )

    def record(self) -> ProvinceRecord:
        """Return everything as plain data, for JSON."""
        return {
            "department": self.province.department,
            "zone": self.province.zone,
            "province": self.province.name,
            "ubigeo": self.ubigeo,
            "scenario": self.ranking.scenario.id,
            "profile": profile_record(self.ranking, self.profile),
            "chains": [
                {
                    "chain": one.alternative.chain.id,
                    "chain_name": one.alternative.chain.name[self.language],
                    "rank": one.rank,
                    "profile": profile_record(self.ranking, one.profile),
                    "screen": screen_record(one, self.language),
                }
                for one in self.chains
            ],
            "sentences": self.sentences,
        }

    def __str__(self) -> str:
        return "\n".join(line for lines in self.sentences.values() for line in lines)


def explain_province(
    study: Study, scenario: str | Scenario, province: str, language: Language = "es"
) -> ProvinceExplanation:
    """Explain what a province and its chains are strong and weak in.

    Parameters
    ----------
    study, scenario, province, language
        As for :func:`~priorizar.explanation.account.explain`.

    Raises
    ------
    PriorizarError
        An unknown name, a province in which nothing is ranked, or what :func:`priorizar.rank` refuses.
    """
    refuse_language(language)
    ranking = rank(study, scenario)
    (ubigeo,) = find_provinces(study, [province])
    if ubigeo not in ranking.groups.labels:
        name = study.provinces[ubigeo].name
        raise refusal("explanation.no_chains", scenario=ranking.scenario.id, province=name)
    return ProvinceExplanation(study, ranking, ubigeo, language)
