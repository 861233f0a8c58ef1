"""How much of a study's ranking survives uncertain weights and evidence: SMAA-2 over its groups."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any, TypedDict

import numpy as np

from priorizar.errors import refusal
from priorizar.questions.experiment import Experiment, Progress, Vary
from priorizar.questions.group_problems import group_problems, wanted_groups
from priorizar.questions.robustness import Robustness
from priorizar.ranking.grouping import By
from priorizar.ranking.ranking import rank
from priorizar.study.model import Study
from priorizar.study.scenario import Scenario
from priorizar.uncertainty.acceptability import NORMAL_95, Acceptability, mixed, simulate_until
from priorizar.uncertainty.evidence import Shape
from priorizar.uncertainty.regions import Region
from priorizar.uncertainty.simulation import simulate


class Power(TypedDict):
    """Who draws, and who is told how far it is."""

    workers: int | None
    executor: Executor | None
    progress: Progress | None


def robustness(
    study: Study,
    scenario: str | Scenario = "base",
    *,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    also: Sequence[str | Mapping[str, Any]] = (),
    draws: int = 10_000,
    precision: float | None = None,
    seed: int = 0,
    weights: str | Region | None = None,
    vary: Vary = "both",
    shape: Shape = "uniform",
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    region: str | Region | None = None,
) -> Robustness:
    """Rank a study over and over as weights and evidence vary, and count.

    Parameters
    ----------
    study, scenario, by, method
        As for :func:`priorizar.rank`.
    provinces
        Only the groups in which these are (names or UBIGEO codes); all without any.
    also
        Other methods, with as many draws each, counted together: acceptability over methods.
    draws
        Rankings of each group.
    precision
        Draw instead until no frequency has a larger error (half-width of its 95 % interval); with
        ``also``, as often as any frequency could take, so that all methods weigh the same.
    seed
        The same seed gives the same numbers, however many workers.
    weights
        The feasible weights: see :func:`~priorizar.questions.feasible_weights.feasible_weights`. Without
        any, those that the scenario's statement leaves open; any at all where nobody stated them.
    vary
        ``both``, only ``weights``, or only ``evidence``.
    shape
        How a quantity is spread over its interval: ``uniform`` or ``triangular``.
    workers, executor, progress
        See :func:`~priorizar.uncertainty.simulation.simulate`.
    region
        The former name of ``weights``.

    Returns
    -------
    Robustness

    Raises
    ------
    PriorizarError
        What :func:`priorizar.rank` refuses, and an invalid region, number of draws or precision.

    Notes
    -----
    Cells are drawn independently of one another, also those of several provinces that rest on one statement
    about all of them: pooled, what is said of them together is doubted of each by itself.

    Examples
    --------
    >>> import priorizar as pz
    >>> r = pz.robustness(pz.load_study(), "base", provinces=["Chumbivilcas"])
    >>> r.to_frame("acceptability")  # doctest: +SKIP
    """
    experiment = Experiment(
        weights=region if weights is None else weights,
        vary=vary,
        shape=shape,
        draws=draws,
        precision=precision,
        seed=seed,
        workers=workers,
        executor=executor,
        progress=progress,
    )
    return rank_acceptability(
        study, scenario, experiment, by=by, provinces=provinces, method=method, also=also
    )


def rank_acceptability(
    study: Study,
    scenario: str | Scenario,
    experiment: Experiment,
    *,
    by: By = "province",
    provinces: Collection[str] = (),
    method: str | Mapping[str, Any] | None = None,
    also: Sequence[str | Mapping[str, Any]] = (),
) -> Robustness:
    """Answer :func:`robustness` by the description of an experiment."""
    others = [also] if isinstance(also, str | Mapping) or not isinstance(also, Iterable) else [*also]
    run, several = experiment, len(others) > 0
    rankings = [rank(study, scenario, by=by, method=one) for one in (method, *others)]
    groups = wanted_groups(study, rankings[0], provinces)
    feasible = run.feasible_weights(rankings[0])
    split = [group_problems(one, shape=run.shape, groups=groups) for one in rankings]
    simulations = [
        one.simulation(feasible, replace(run, seed=own))
        for found, own in zip(split, _seeds(run.seed, len(rankings)), strict=True)
        for one in found
    ]
    power: Power = {"workers": run.workers, "executor": run.executor, "progress": run.progress}
    if run.precision is None or several:
        enough = run.draws if run.precision is None else _enough(run.precision, len(rankings))
        tallies = simulate(simulations, enough, **power)
    else:
        tallies = simulate_until(simulations, run.precision, **power)
    count = len(split[0])
    together = [mixed(tallies[i::count]) if several else tallies[i] for i in range(count)]
    return Robustness(
        rankings[0],
        tuple(rankings[1:]),
        # What drew is gone by the time somebody reads the answer.
        replace(run, executor=None, progress=None),
        feasible,
        tuple(split[0]),
        tuple(Acceptability(tally) for tally in together),
    )


def _seeds(seed: int, methods: int) -> list[int]:
    """Return a seed for each method: the same draws twice would seem more than they are."""
    others = np.random.SeedSequence(abs(seed)).spawn(methods - 1)
    return [seed, *(int(one.generate_state(1, np.uint64)[0]) for one in others)]


def _enough(precision: float, methods: int) -> int:
    """Return the draws a method with which no frequency of all together has a larger error."""
    if not (isinstance(precision, int | float) and 0 < precision < 0.5):
        raise refusal("robustness.precision_out_of_range", precision=precision)
    return math.ceil((NORMAL_95 / (2 * precision)) ** 2 / methods)
