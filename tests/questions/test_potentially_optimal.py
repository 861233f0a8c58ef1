"""Who can be first whatever the weights: proved beside drawn."""

from __future__ import annotations

import numpy as np
import pytest

import priorizar as pz
from priorizar.questions.experiment import Experiment
from priorizar.questions.feasible_weights import feasible_weights
from priorizar.questions.group_problems import group_problems
from priorizar.questions.potentially_optimal import potentially_optimal

DRAWS = 20_000


def split(study, scenario):
    ranking = pz.rank(study, scenario, method="additive")
    return ranking, {one.label: one for one in group_problems(ranking)}


def drawn(problem, region, vary):
    simulation = problem.simulation(region, Experiment(vary=vary, seed=1))
    for scores, _, _ in simulation.chunks(0, -(-DRAWS // simulation.chunk), DRAWS):
        yield scores


@pytest.mark.parametrize("vary", ["weights", "evidence", "both"])
@pytest.mark.parametrize(
    ("scenario", "region"), [("base", "uniform"), ("exportador", "order"), ("exportador", "within:0.05")]
)
def test_against_drawn_weights_and_evidence(study, scenario, region, vary):
    ranking, groups = split(study, scenario)
    held = "fixed" if vary == "evidence" else region
    provinces = ["Arequipa", "Anta", "Chumbivilcas"]
    records = potentially_optimal(study, scenario, Experiment(weights=region, vary=vary), provinces=provinces)
    chains = {
        label: [ranking.matrix.alternatives[row].chain for row in problem.rows]
        for label, problem in groups.items()
    }
    for label in {one["group"] for one in records}:
        here = {one["chain"]: one for one in records if one["group"] == label}
        names = {chain.id: i for i, chain in enumerate(chains[label])}
        lead = np.full(len(names), -np.inf)
        for scores in drawn(groups[label], feasible_weights(ranking, held), vary):
            for i, chain in enumerate(chains[label]):
                lead[i] = max(lead[i], (scores[i] - np.delete(scores, i, axis=0).max(axis=0)).max())
                for by in here[chain.id]["dominated_by"]:
                    assert (scores[names[by]] >= scores[i] - 1e-9).all()
        for i, chain in enumerate(chains[label]):
            record = here[chain.id]
            assert lead[i] <= record["margin"] + 1e-6  # nobody ever led by more than can be
            assert record["can_be_first"] == (record["margin"] >= -1e-9)
            if record["dominated_by"]:
                assert record["margin"] <= 1e-9
            if vary == "weights" and region != "within:0.05":
                assert record["margin"] <= 0.02 or lead[i] > 0  # who can, did


@pytest.mark.parametrize("region", ["uniform", "order"])
def test_those_that_never_can_are_named(study, region):
    experiment = Experiment(weights=region, vary="weights")
    found = potentially_optimal(study, "exportador", experiment)
    never = [one for one in found if not one["can_be_first"]]
    assert len(never) >= (2 if region == "uniform" else 50)
    assert all(one["margin"] < 0 for one in never)
    drawn = pz.robustness(study, "exportador", draws=2000, method="additive", vary="weights", region=region)
    first = {(one["ubigeo"], one["chain"]): one["first"] for one in drawn.acceptability()}
    assert all(first[one["ubigeo"], one["chain"]] == 0 for one in never)


def test_pareto_is_as_the_evidence_stands(study):
    ranking, groups = split(study, "base")
    records = {(one["group"], one["chain"]): one["pareto"] for one in potentially_optimal(study)}
    for label, problem in groups.items():
        values = problem.evidence.stated
        for i, row in enumerate(problem.rows):
            better = (values >= values[i]).all(axis=1) & (values > values[i]).any(axis=1)
            assert records[label, ranking.matrix.alternatives[row].chain.id] == (not better.any())


def test_the_region_a_scenario_states_is_its_own(study, written):
    scenario = written(
        "stated_by: Una mesa\n"
        "weights: {procedure: region, statements: [{criterion: tradicion, percent: [90, 100]}]}"
    )
    own = potentially_optimal(study, scenario, Experiment(vary="weights"), provinces=["Anta"])
    anywhere = potentially_optimal(
        study, scenario, Experiment(weights="uniform", vary="weights"), provinces=["Anta"]
    )
    narrow, wide = (
        [one["margin"] for one in sorted(records, key=lambda one: one["chain"])]
        for records in (own, anywhere)
    )
    assert all(a <= b + 1e-9 for a, b in zip(narrow, wide, strict=True))
    assert narrow != wide


def test_one_alternative_has_no_margin(small):
    small.replace("data/alternatives.csv", "Costa,lana,group\n", "")
    (only,) = potentially_optimal(small.load(), provinces=["Costa"])
    assert (only["can_be_first"], only["margin"], only["dominated_by"], only["pareto"]) == (
        True,
        None,
        [],
        True,
    )


@pytest.mark.parametrize(
    ("scenario", "asked", "key"),
    [
        ("solo_documentado", {}, "robustness.first_leave_out"),
        ("base", {"vary": "all"}, "robustness.vary_unknown"),
        ("base", {"weights": "anywhere"}, "robustness.region_name"),
    ],
)
def test_refusals(study, scenario, asked, key):
    with pytest.raises(pz.PriorizarError) as caught:
        potentially_optimal(study, scenario, Experiment(**asked))
    assert [one.key for one in caught.value.problems] == [key]
