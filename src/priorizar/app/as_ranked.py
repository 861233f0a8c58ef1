"""The scenario that stands for all that is chosen: its weights as moved, its method as picked."""

from __future__ import annotations

from priorizar.app.chosen import Chosen
from priorizar.study.scenario import MethodChoice, Scenario, edited


def as_ranked(chosen: Chosen) -> Scenario:
    """Give one scenario that ranks by itself as the page does: to explain, to save, to hand out."""
    if chosen.method is None:
        return chosen.scenario
    return edited(chosen.scenario, method=MethodChoice(name=chosen.method))
