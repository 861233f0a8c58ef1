"""Answers in words: every id of a record becomes a name."""

from __future__ import annotations

from typing import get_args

import pytest

import priorizar as pz
from priorizar.locale import LANGUAGES
from priorizar.questions import Question
from priorizar.questions.experiment import Experiment
from priorizar.report.answers import Inquiry, answer

INQUIRY = Inquiry(experiment=Experiment(draws=400), provinces=["Arequipa"])
# Some are dominated, and dropping some turns others round.
TELLING = Inquiry(
    experiment=Experiment(weights="order", vary="weights"),
    method={"name": "topsis", "reference": "observed", "normalization": "vector"},
)
TOLD_BY = {"contenders": TELLING, "reversals": TELLING}
IDS = {
    "stability": ("below", "above"),
    "sobol": ("of_chain",),
    "contenders": ("dominated_by",),
    "reversals": ("worst",),
    "pairwise": ("versus_name",),
}


@pytest.fixture(scope="module")
def answered(study):
    kept = {}

    def ask(question, language="es"):
        if (question, language) not in kept:
            kept[question, language] = answer(
                question, study, study.scenario("exportador"), INQUIRY, language
            )
        return kept[question, language]

    return ask


@pytest.mark.parametrize("question", get_args(Question))
def test_languages_differ_in_words_alone(answered, question):
    one, other = (answered(question, language).rows for language in LANGUAGES)
    assert one
    assert [list(row) for row in one] == [list(row) for row in other]
    for spanish, english in zip(one, other, strict=True):
        for key in spanish.keys() - {"chain_name", "reasons", *IDS.get(question, ())}:
            assert spanish[key] == english[key]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", IDS)
def test_other_chains_are_named_too(study, question, language):
    inquiry = TOLD_BY.get(question, INQUIRY)
    found = answer(question, study, study.scenario("exportador"), inquiry, language)
    criteria = {one.id for one in found.ranking.matrix.criteria}
    names = {one.name[language] for one in study.chains.values()}
    said = []
    for row in found.rows:
        for column in IDS[question]:
            value = row[column]
            said += value if isinstance(value, list) else [value]
    told = {one for one in said if one is not None}
    assert told & names
    assert told <= names | criteria | {str(number) for number in range(1, 100)}


def test_the_ranking_is_by_the_method_that_answered(answered, study):
    assert answered("contenders").ranking.method.name == "additive"
    assert answered("tornado").ranking.method.name == study.scenario("exportador").method.name


def test_what_was_drawn_goes_with_it(answered, study):
    drawn = answered("acceptability").drawn
    assert drawn.experiment == INQUIRY.experiment
    asked = {"provinces": ["Arequipa"], "draws": 400}
    assert answered("acceptability").rows == pz.robustness(study, "exportador", **asked).acceptability()
    assert answered("stability").drawn is None
