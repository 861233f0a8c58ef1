"""Many methods side by side."""

from __future__ import annotations

import numpy as np
import pytest

import priorizar as pz
from priorizar.errors import describe
from priorizar.locale import LANGUAGES
from priorizar.methods.rank_correlation import jaccard_of_first, kendall_tau_b, spearman, weighted_similarity
from priorizar.methods.registry import find_method
from priorizar.questions.methods import SIDE_BY_SIDE, methods_side_by_side
from priorizar.report.answers import reason_in_words
from refusals import refused


def test_ranks_are_those_of_each_method(study):
    found = methods_side_by_side(study, "exportador", provinces=["Anta"])
    assert found.refused == []
    names = list(found.ranks[0]["ranks"])
    assert len(names) == len(SIDE_BY_SIDE)
    for how, name in zip(SIDE_BY_SIDE, names, strict=True):
        ranking = pz.rank(study, "exportador", method=how)
        assert ranking.variant == name
        place = {one["chain"]: one["rank"] for one in ranking.rows() if one["province"] == "Anta"}
        assert {one["chain"]: one["ranks"][name] for one in found.ranks} == place


def test_what_they_give_together(study):
    found = methods_side_by_side(study, "exportador")
    for group in {one["group"] for one in found.ranks}:
        here = [one for one in found.ranks if one["group"] == group]
        positions = np.array([list(one["ranks"].values()) for one in here]).T
        methods, m = positions.shape
        ahead = positions[:, :, None] < positions[:, None, :]
        level = positions[:, :, None] == positions[:, None, :]
        borda = (ahead.sum(axis=2) + (level.sum(axis=2) - 1) / 2).sum(axis=0)
        np.testing.assert_allclose([one["borda"] for one in here], borda)
        np.testing.assert_allclose([one["mean_rank"] for one in here], m - borda / methods)
        most = np.sign(ahead.sum(axis=0) - ahead.sum(axis=0).T)
        assert [one["copeland"] for one in here] == most.sum(axis=1).tolist()
        assert [one["mean_rank"] for one in here] == sorted(one["mean_rank"] for one in here)


def test_agreement_of_each_two(study):
    found = methods_side_by_side(study, "exportador", provinces=["Islay"], first=4)
    ranks = {name: [one["ranks"][name] for one in found.ranks] for name in found.ranks[0]["ranks"]}
    count = len(ranks)
    assert len(found.agreement) == count * (count - 1) // 2
    for one in found.agreement:
        a, b = ranks[one["method"]], ranks[one["other"]]
        assert one["spearman"] == pytest.approx(float(spearman(a, b)))
        assert one["kendall_tau_b"] == pytest.approx(float(kendall_tau_b(a, b)))
        assert one["ws"] == pytest.approx(float(weighted_similarity(a, b)))
        assert one["jaccard"] == pytest.approx(float(jaccard_of_first(a, b, 4)))
    assert min(one["spearman"] for one in found.agreement) < 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_given_where_methods_disagree_and_only_there(study, language):
    found = methods_side_by_side(study, "exportador")
    apart = [one for one in found.ranks if np.ptp(list(one["ranks"].values())) >= 2]
    assert apart
    for one in found.ranks:
        if one not in apart:
            assert one["reasons"] == []
    said = [
        reason_in_words(study, found.first, reason, language) for one in apart for reason in one["reasons"]
    ]
    assert said
    assert not any("{" in one for one in said)
    ids = {*study.chains, *(one.id for one in found.first.matrix.criteria)}
    assert not any(id_ in one for one in said for id_ in ids if "_" in id_)


NOTHING = "what_if: [{province: Anta, chain: cafe, criterion: tradicion, value: 0}]"


def test_a_method_that_has_no_right_answer_says_why_and_the_others_stay(study, written):
    found = methods_side_by_side(
        study, written(NOTHING), methods=["topsis", "wpm", "additive", "moora"], provinces=["Anta"]
    )
    assert list(found.ranks[0]["ranks"]) == ["topsis (reference=scale)", "additive", "moora"]
    (refused,) = found.refused
    assert refused["method"] == "wpm"
    for language in LANGUAGES:
        assert "wpm" in describe(refused["problem"], language)


def test_left_out_what_is_unknown_only_those_that_score_alone_are_left(study):
    found = methods_side_by_side(study, "solo_documentado", provinces=["Anta"])
    left = list(found.ranks[0]["ranks"])
    assert len(left) + len(found.refused) == len(SIDE_BY_SIDE)
    rowwise = [one["name"] for one in SIDE_BY_SIDE if find_method(one["name"]).rowwise]
    assert {name.split(" ")[0] for name in left} <= set(rowwise)
    assert "topsis (reference=scale)" in left
    assert all(describe(one["problem"], "es") for one in found.refused)


def test_none_with_an_answer_is_refused(study, written):
    assert refused(methods_side_by_side, study, written(NOTHING), methods=["wpm", "aras"]) == [
        "robustness.no_method_answers"
    ]


def test_one_alternative_agrees_with_itself(small):
    small.replace("data/alternatives.csv", "Costa,lana,group\n", "")
    found = methods_side_by_side(small.load(), methods=["topsis", "additive"], provinces=["Costa"])
    (only,) = found.ranks
    assert set(only["ranks"].values()) == {1}
    assert (only["mean_rank"], only["copeland"], only["reasons"], found.agreement) == (1, 0, [], [])


def test_all_tied_has_no_correlation(settled):
    found = methods_side_by_side(settled, methods=["topsis", "additive"], provinces=["Costa"])
    (pair,) = found.agreement
    assert pair["spearman"] is None
    assert pair["jaccard"] == 1
