"""The screen beside the ranking: any rule is enough, and no evidence is never a no."""

from __future__ import annotations

import numpy as np
import pytest

from priorizar import rank
from priorizar.explanation.screening import Screened, any_met, screened
from priorizar.study.criteria import ScreenRule

NAME = {"es": "x", "en": "x"}
YES, MAYBE_YES = Screened("yes"), Screened("yes", doubtful=True)
NO, MAYBE_NO, UNKNOWN = Screened("no"), Screened("no", doubtful=True), Screened("unknown")


@pytest.mark.parametrize(
    ("cell", "at_least", "at_most"),
    [
        ((3, 3, 4), YES, NO),
        ((3, 2, 4), YES, MAYBE_NO),
        ((3, 1, 4), MAYBE_YES, MAYBE_NO),
        ((1, 1, 1.5), NO, YES),
        ((1, 1, 3), MAYBE_NO, MAYBE_YES),
        ((2, 2, 2), YES, YES),
        ((np.nan, 0, 0), UNKNOWN, UNKNOWN),
    ],
)
def test_a_rule_is_decided_by_the_value_and_doubted_by_the_interval(trials, cell, at_least, at_most):
    value, low, high = cell
    matrix = trials(0, [[value]], [1], low=[[low]], high=[[high]]).matrix
    for key, expected in (("at_least", at_least), ("at_most", at_most)):
        rule = ScreenRule.model_validate({"name": NAME, "criterion": "c0", key: 2})
        assert screened(matrix, 0, rule) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((NO, YES, UNKNOWN), YES),
        ((MAYBE_YES, YES), YES),
        ((MAYBE_YES, UNKNOWN, NO), MAYBE_YES),
        ((NO, UNKNOWN), UNKNOWN),
        ((MAYBE_NO, UNKNOWN), UNKNOWN),
        ((NO, MAYBE_NO), MAYBE_NO),
        ((NO, NO), NO),
    ],
)
def test_any_rule_is_enough(answers, expected):
    assert any_met(answers) == expected


def test_no_evidence_is_never_a_no(study):
    ranking = rank(study, "base")
    columns = {criterion.id: column for column, criterion in enumerate(ranking.matrix.criteria)}
    rules = study.criteria_sets["priorizacion"].screen
    assert [rule.criterion for rule in rules] == ["oferta_exportable", "vocacion_productiva", "tradicion"]
    for rule in rules:
        for row in range(len(ranking.score)):
            unknown = not ranking.matrix.known[row, columns[rule.criterion]]
            assert (screened(ranking.matrix, row, rule).answer == "unknown") == unknown


def test_it_does_not_change_the_ranking(study, copied):
    written = copied.text("criteria/priorizacion.yaml")
    copied.write("criteria/priorizacion.yaml", written[: written.index("screen:")].encode())
    without = copied.load()
    assert without.criteria_sets["priorizacion"].screen == ()
    np.testing.assert_array_equal(rank(without, "base").score, rank(study, "base").score)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (
            "criterion: oferta_exportable\n    at_least: 2",
            "criterion: oferta\n    at_least: 2",
            "study.unknown_criterion",
        ),
        ("at_least: 3 ", "at_least: 5 ", "explanation.screen_outside"),
        ("at_least: 3 ", "at_most: .nan ", "study.not_a_yaml_number"),
        ("at_least: 3 ", "at_least: 3\n    at_most: 4 ", "explanation.screen_threshold"),
        ("at_least: 3 ", "over: 3 ", "study.unknown_key"),
    ],
)
def test_what_is_no_rule_is_refused(copied, old, new, key):
    copied.replace("criteria/priorizacion.yaml", old, new)
    assert key in [problem.key for problem in copied.problems()]
