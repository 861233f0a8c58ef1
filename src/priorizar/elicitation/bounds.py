"""Statements that leave room: a weight between two percentages, or at least so many times another."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Tag

from priorizar.elicitation.ratios import Number, Ratio
from priorizar.weighting import region


class PercentStatement(BaseModel):
    """The weight of a criterion lies between two percentages."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    criterion: str
    percent: tuple[Number, Number]

    @property
    def said(self) -> region.Between:
        """As the region takes it."""
        return region.Between(self.criterion, self.percent[0] / 100, self.percent[1] / 100)


class AtLeastStatement(BaseModel):
    """A criterion weighs at least as much as another, or at least so many times as much."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    criterion: str
    at_least: str
    times: Ratio = 1.0

    @property
    def said(self) -> region.AtLeast:
        """As the region takes it."""
        return region.AtLeast(self.criterion, self.at_least, self.times)


def _kind(written: Any) -> str:
    percent = isinstance(written, PercentStatement) or (isinstance(written, dict) and "percent" in written)
    return "percent" if percent else "at_least"


RegionStatement = Annotated[
    Annotated[PercentStatement, Tag("percent")] | Annotated[AtLeastStatement, Tag("at_least")],
    Discriminator(_kind),
]
