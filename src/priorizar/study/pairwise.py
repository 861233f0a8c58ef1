"""AHP to the end: chains, and the levels of rubrics, compared in pairs under a criterion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from priorizar.arrays import Floats
from priorizar.elicitation.notes import ahp_notes
from priorizar.errors import PriorizarError, Problem
from priorizar.names import suggest
from priorizar.study.criteria import Criterion, Label, LevelsScale, NumericScale, Thresholds
from priorizar.study.model import Evidence, Place
from priorizar.study.scenario import Scenario
from priorizar.weighting.ahp import PRIORITIZATIONS, Consistency, RandomIndex, consistency, reciprocal_matrix


@dataclass(frozen=True, eq=False)
class Compared:
    """Things compared in pairs under one criterion.

    Parameters
    ----------
    criterion
        Under which.
    items
        The k chains, by id, or levels, by number.
    matrix
        (k, k) the comparisons, NaN where there is none.
    values
        (k,) what each is worth, from 0 to 1.
    consistency
        How well the comparisons fit together.
    notes
        What to look at.
    """

    criterion: Criterion
    items: tuple[str, ...]
    matrix: Floats
    values: Floats
    consistency: Consistency
    notes: tuple[Problem, ...]

    @property
    def scale(self) -> Criterion:
        """The criterion with chains' priorities for its scale: from 0 to 1, more is better."""
        unit = Label(es="prioridad", en="priority")
        scale = NumericScale(type="numeric", unit=unit, low=0, high=1)
        return self.criterion.model_copy(
            update={"direction": "max", "scale": scale, "thresholds": Thresholds()}
        )

    @property
    def evidence(self) -> list[Evidence]:
        """The priorities of chains as suppositions that hold everywhere."""
        return [
            Evidence(
                Place(),
                chain,
                self.criterion.id,
                value,
                value,
                value,
                "judged",
                "chain_comparisons",
                "",
                what_if=True,
            )
            for chain, value in zip(self.items, self.values.tolist(), strict=True)
        ]


def compared_chains(
    scenario: Scenario, criteria: Sequence[Criterion], chains: Iterable[str]
) -> dict[str, Compared]:
    """Return the chains of a scenario compared under criteria, by criterion.

    Parameters
    ----------
    scenario
        Whose ``chain_comparisons`` they are; none, nothing.
    criteria
        Of its set.
    chains
        Ids of all that it includes.

    Raises
    ------
    PriorizarError
        With every criterion or chain that is none of these, everything wrong with the comparisons, a
        criterion that is supposed otherwise as well, and, for ``distributive``, those not compared under.
        Each is at its path in the scenario.
    """
    said = scenario.chain_comparisons
    if said is None:
        return {}
    known, items = {one.id: one for one in criteria}, tuple(chains)
    problems: list[Problem] = []
    found = {}
    for name, comparisons in said.under.items():
        if name not in known:
            values = {"criterion": name, "guess": suggest(name, known)}
            problems.append(Problem("study.unknown_criterion", values, path=("under", name)))
            continue
        try:
            matrix = reciprocal_matrix(items, comparisons)
            priorities = PRIORITIZATIONS[said.prioritization](matrix)
        except PriorizarError as error:
            problems += [one.within("under", name) for one in error.problems]
            continue
        worth = priorities / priorities.max() if said.mode == "ideal" else priorities
        found[name] = _compared(known[name], items, matrix, worth, said.random_index)
    twice = sorted({one.criterion for one in scenario.what_if} & said.under.keys())
    problems += [
        Problem("weighting.compared_and_supposed", {"criterion": name}, path=("under", name))
        for name in twice
    ]
    missing = [name for name in known if name not in said.under]
    if said.mode == "distributive" and missing:
        problems.append(Problem("weighting.not_compared", {"criteria": tuple(missing)}, path=("under",)))
    if problems:
        raise PriorizarError(one.within("chain_comparisons") for one in problems)
    return found


def compared_levels(criteria: Iterable[Criterion]) -> dict[str, Compared]:
    """Return the rubrics whose levels are compared in pairs, by criterion."""
    found = {}
    for one in criteria:
        scale = one.scale
        if isinstance(scale, LevelsScale) and scale.comparisons is not None:
            items = tuple(f"{level.value:g}" for level in scale.levels)
            matrix = reciprocal_matrix(items, [(f"{a:g}", f"{b:g}", r) for a, b, r in scale.comparisons])
            found[one.id] = _compared(one, items, matrix, one.points[1], "saaty_1980")
    return found


def _compared(
    criterion: Criterion, items: tuple[str, ...], matrix: Floats, values: Floats, table: RandomIndex
) -> Compared:
    measured = consistency(matrix, table)
    return Compared(criterion, items, matrix, values, measured, ahp_notes(items, matrix, measured, table))
