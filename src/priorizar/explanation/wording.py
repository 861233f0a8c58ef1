"""How places, amounts, names and lists are written in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from priorizar.locale import Language, text
from priorizar.methods.wording import method_name
from priorizar.ranking.ranking import Ranking
from priorizar.study.criteria import LevelsScale

Way = Literal["as_named", "less", "more"]

NEGLIGIBLE = 5e-4
"""A difference in score that shows as 0.000."""


@dataclass(frozen=True, eq=False)
class Wording:
    """The words of one ranking in one language."""

    ranking: Ranking
    language: Language

    def say(self, name: str, /, **values: object) -> str:
        """Return a text of the catalogue of explanations."""
        return text(f"explanation.{name}", self.language, **values)

    @property
    def method(self) -> str:
        """The method as people call it, without its variant."""
        return method_name(self.ranking.method.name, self.language)

    def chain(self, row: int) -> str:
        """Name a chain."""
        return self.ranking.matrix.alternatives[row].chain.name[self.language]

    def criterion(self, column: int) -> str:
        """Name a criterion as it stands within a sentence."""
        name = self.ranking.matrix.criteria[column].name[self.language]
        return name if name[1:2].isupper() else name[:1].lower() + name[1:]

    def way(self, column: int) -> Way:
        """Return which value is good: as the criterion's name says, or less, or more where that is turned."""
        if self.ranking.matrix.directions[column] < 0:
            return "less"
        return "more" if self.ranking.matrix.criteria[column].direction == "min" else "as_named"

    def better(self, column: int) -> list[str]:
        """Return the remark that less, or more, is better, where a criterion's name does not say so."""
        way = self.way(column)
        return [] if way == "as_named" else [self.say(f"better_{way}")]

    def criteria(self, columns: Sequence[int]) -> str:
        """Name several criteria."""
        return self.listing([self.criterion(column) for column in columns])

    def listing(self, names: Sequence[str]) -> str:
        """Join names as prose does: a, b and c."""
        if len(names) < 2:
            return "".join(names)
        last = names[-1].lower()
        i_sound = last.startswith(("i", "hi")) and not last.startswith(("hie", "hia", "ia", "ie", "io"))
        return self.say("and_i" if i_sound else "and", first=", ".join(names[:-1]), last=names[-1])

    def place(self, rank: int) -> str:
        """Write a rank as an ordinal."""
        if self.language == "es":
            return f"{rank}.º"
        teen = 10 <= rank % 100 <= 20
        return f"{rank}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(rank % 10, 'th')}"

    def amount(self, column: int, amount: float) -> str:
        """Write an amount with what it means: the level's name, the two it lies between, or the unit."""
        scale = self.ranking.matrix.criteria[column].scale
        shown = f"{round(amount, 6):g}"
        if not isinstance(scale, LevelsScale):
            return f"{shown} ({scale.unit[self.language]})"
        for level in scale.levels:
            if abs(level.value - amount) < 1e-9:
                return f"{shown} ({level.name[self.language]})"
        low, high = next(pair for pair in pairwise(scale.levels) if pair[0].value < amount < pair[1].value)
        between = self.say("between", low=low.name[self.language], high=high.name[self.language])
        return f"{shown} ({between})"

    def bare(self, amount: float) -> str:
        """Write an amount by itself."""
        return f"{round(amount, 6):g}"


def signed(number: float) -> str:
    """Write a difference in score, with its sign."""
    return f"{number:+.3f}".replace("-", "−")


def plain(number: float) -> str:
    """Write a score; one that shows as zero has no sign."""
    return f"{round(number, 3) + 0.0:.3f}".replace("-", "−")
