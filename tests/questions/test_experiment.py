"""The description of an experiment: what is uncertain, and what it is called."""

from __future__ import annotations

import pytest

import priorizar as pz
from priorizar.questions.acceptability import rank_acceptability
from priorizar.questions.experiment import Experiment
from priorizar.uncertainty.regions import Simplex


@pytest.mark.parametrize(
    ("experiment", "scenario", "name"),
    [
        (Experiment(), "base", "any_illustrative"),
        (Experiment(), "taller_ilustrativo", "any_illustrative"),
        (Experiment(weights="stated"), "exportador", "stated"),
        (Experiment(weights="any"), "exportador", "any"),
        (Experiment(weights="uniform"), "exportador", "any"),
        (Experiment(weights="order"), "exportador", "order"),
        (Experiment(weights="order", vary="evidence"), "exportador", "fixed"),
        (Experiment(weights=Simplex(5)), "base", "simplex"),
    ],
)
def test_feasible_weights_have_a_name(study, experiment, scenario, name):
    assert experiment.weights_name(pz.rank(study, scenario)) == name


def test_the_public_question_answers_as_its_description_does(study):
    asked = {"draws": 300, "seed": 4, "vary": "weights", "shape": "triangular"}
    described = rank_acceptability(
        study, "exportador", Experiment(weights="order", **asked), provinces=["Anta"], method="additive"
    )
    called = pz.robustness(
        study, "exportador", region="order", provinces=["Anta"], method="additive", **asked
    )
    assert described.acceptability() == called.acceptability()
    assert described.experiment == called.experiment


def test_an_answer_keeps_no_workers_and_nobody_to_tell(study):
    told = []
    answer = pz.robustness(study, draws=20, provinces=["Anta"], progress=lambda *far: told.append(far))
    assert told
    assert answer.experiment.progress is None
    assert (answer.vary, answer.seed, answer.weights_name) == ("both", 0, "any_illustrative")
