"""How a report writes numbers, dates, counts and names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from priorizar.errors import PriorizarError, describe
from priorizar.explanation.wording import Wording
from priorizar.figures import decimals_apart
from priorizar.locale import Language, text
from priorizar.questions.robustness import Robustness
from priorizar.ranking.ranking import Ranking
from priorizar.report.answers import feasible_weights_in_words


class Phrases:
    """The phrases of one report in one language."""

    def __init__(self, ranking: Ranking, language: Language) -> None:
        self.language = language
        self.wording = Wording(ranking, language)

    def of(self, key: str, /, **values: Any) -> str:
        """Return a text of the catalogue by its whole key."""
        return text(key, self.language, **values)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share as a percentage, with the space that Spanish has."""
        return self._percent(f"{100 * share:.{decimals}f}")

    def percent_apart(self, share: float) -> str:
        """Write a share as a percentage that reads as none or all only where it is none or all."""
        return self._percent(decimals_apart(100 * share, 0, 100, decimals=0))

    def _percent(self, shown: str) -> str:
        return shown.removesuffix(".0") + ("\u00a0%" if self.language == "es" else "%")

    def share(self, share: float | None) -> str:
        """Write a share, or a dash if there is none."""
        return "–" if share is None else self.percent(share)

    def coverage(self, record: Mapping[str, Any]) -> str:
        """Write on how many of the criteria there is evidence: ``3/5``."""
        count = len(self.wording.ranking.matrix.criteria)
        return f"{count - len(record['unknown'])}/{count}"

    def refused(self, error: PriorizarError) -> str:
        """Describe in one paragraph what was refused."""
        return " ".join(describe(problem, self.language) for problem in error.problems)

    def date(self, day: date) -> str:
        """Write a date in words."""
        month = text("report.months", self.language).split()[day.month - 1]
        return text("report.date", self.language, day=day.day, month=month, year=day.year)

    def count(self, what: str, number: int) -> str:
        """Write how many, in the singular or the plural."""
        form = "one" if number == 1 else "many"
        return text(f"report.count_{what}_{form}", self.language, count=f"{number:,}")

    def listing(self, names: list[str]) -> str:
        """Join names as prose does."""
        return self.wording.listing(names)

    def drawn(self, found: Robustness) -> dict[str, str]:
        """Describe what was drawn: how often, from which weights, and how sure its shares are."""
        return {
            "draws": f"{found.draws:,}",
            "seed": str(found.seed),
            "varies": self.of(f"report.drawn_{found.vary}"),
            "weights": feasible_weights_in_words(found.weights_name, self.language),
            "error": self.percent(found.error, 1),
        }

    def interval(self, low: float, high: float) -> str:
        """Write two bounds, or one number if they are one."""
        ends = [self.wording.bare(low), self.wording.bare(high)]
        return ends[0] if ends[0] == ends[1] else "–".join(ends)
