"""The weights somebody is moving: what is said now, what is locked, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from priorizar.elicitation.statements import Ahp, Points
from priorizar.errors import PriorizarError
from priorizar.ranking.ranking import weights_of
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario, edited, points_of
from priorizar.weighting.shares import move_share

KEY = "live"
MOST_STEPS = 100

Said = Points | Ahp


@dataclass(frozen=True)
class Live:
    """What one browser has made of a scenario's weights.

    Parameters
    ----------
    scenario
        Id of the scenario they started from.
    said
        The weights as moved; None while they are the scenario's own.
    locked
        Criteria that stay.
    past
        What was said before each change, the latest last.
    grip
        The criterion being dragged and the weights before: a slider dragged to the end and back must find
        them again.
    """

    scenario: str
    said: Said | None = None
    locked: frozenset[str] = frozenset()
    past: tuple[Said | None, ...] = field(default=(), repr=False)
    grip: tuple[str, tuple[float, ...]] | None = field(default=None, repr=False)

    def saying(self, said: Said | None) -> Live:
        """Return the state with something else said, which remembers what was said before."""
        if said == self.said:
            return replace(self, grip=None)
        return replace(self, said=said, past=(*self.past, self.said)[-MOST_STEPS:], grip=None)

    def undone(self) -> Live:
        """Take the last change back."""
        if not self.past:
            return self
        return replace(self, said=self.past[-1], past=self.past[:-1], grip=None)


def live(scenario: Scenario) -> Live:
    """Return what the session has made of a scenario; a new scenario begins anew."""
    kept = st.session_state.get(KEY)
    if not isinstance(kept, Live) or kept.scenario != scenario.id:
        kept = st.session_state[KEY] = Live(scenario.id)
    return kept


def keep(changed: Live) -> None:
    """Put what was made of it back into the session."""
    st.session_state[KEY] = changed


def as_moved(scenario: Scenario) -> Scenario:
    """Return the scenario with the weights as moved; the scenario itself while nothing was."""
    said = live(scenario).said
    return scenario if said is None else edited(scenario, weights=said)


def drag(study: Study, scenario: Scenario, criterion: str, to: float, *, done: bool) -> None:
    """Move one weight; the others make room. A drag, however many moves, is one step back."""
    state = live(scenario)
    names = [one.id for one in study.criteria_sets[scenario.criteria].leaf_criteria]
    if criterion not in names or criterion in state.locked:
        return
    dragging = state.grip is not None and state.grip[0] == criterion
    held = state.grip[1] if state.grip is not None and dragging else shares(study, scenario)
    locked = [names.index(one) for one in state.locked if one in names]
    try:
        moved = move_share(held, names.index(criterion), to, locked)
    except PriorizarError:
        return  # not a number: nothing a slider of ours sends
    said = points_of(names, moved)
    past = state.past if dragging else (*state.past, state.said)[-MOST_STEPS:]
    keep(replace(state, said=said, past=past, grip=None if done else (criterion, held)))


def resting(scenario: Scenario) -> bool:
    """Whether no slider is being dragged."""
    return live(scenario).grip is None


def shares(study: Study, scenario: Scenario) -> tuple[float, ...]:
    """Return the weights as moved, one a criterion."""
    return tuple(weights_of(study, as_moved(scenario)).values.tolist())


def lock(scenario: Scenario, criterion: str) -> None:
    """Lock a weight, or let it go."""
    state = live(scenario)
    keep(replace(state, locked=state.locked ^ {criterion}))
