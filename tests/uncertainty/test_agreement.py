import numpy as np
import pytest

from priorizar.locale import LANGUAGES, text
from priorizar.methods.rank_correlation import kendall_tau_b, spearman, weighted_similarity
from priorizar.methods.ranks import ranks
from priorizar.uncertainty.agreement import agreement, compromise, reasons
from refusals import problems_of


def test_two_by_two():
    rankings = np.array([[1, 2, 3, 4], [2, 1, 3, 4], [4, 3, 2, 1], [1, 1, 3, 4]])
    found = agreement(rankings, 2)
    for a in range(4):
        for b in range(4):
            assert found.spearman[a, b] == spearman(rankings[a], rankings[b])
            assert found.kendall[a, b] == kendall_tau_b(rankings[a], rankings[b])
            assert found.ws[a, b] == weighted_similarity(rankings[a], rankings[b])
    np.testing.assert_allclose(np.diag(found.spearman), 1)
    assert found.jaccard[0].tolist() == [1, 1, 0, 1]
    assert found.ws[0, 1] == pytest.approx(1 - 1 / 6 - 1 / 8)


def test_borda_and_copeland_differ_as_they_should():
    # Three put a first, two put b first and a last: Copeland follows the majority, Borda the positions.
    rankings = np.array([[1, 2, 3]] * 3 + [[3, 1, 2]] * 2)
    found = compromise(rankings)
    assert found.copeland.tolist() == [2, 0, -2]
    assert found.borda.tolist() == [6, 7, 2]
    np.testing.assert_allclose(found.mean_rank, [9 / 5, 8 / 5, 13 / 5])
    np.testing.assert_allclose(found.borda, 5 * (3 - found.mean_rank))
    assert ranks(found.copeland).tolist() == [1, 2, 3]
    assert ranks(found.borda).tolist() == [2, 1, 3]


def test_ties_count_half():
    found = compromise([[1, 1, 3], [1, 2, 3]])
    assert found.borda.tolist() == [3.5, 2.5, 0]
    assert found.copeland.tolist() == [2, 0, -2]
    assert compromise([[1]]).borda.tolist() == [0]


def test_reasons_name_the_property_of_the_data():
    scaled = np.array([[0.9, 0.52, 0.0], [0.6, 0.55, 0.6], [0.59, 0.56, 0.6], [0.1, 0.5, 0.2]])
    weights = np.array([0.4, 0.3, 0.3])
    rankings = [[1, 2, 3, 4], [3, 1, 2, 4], [2, 3, 1, 4]]
    found = reasons(rankings, scaled, weights, [True, True, False])
    assert [reason.key for reason in found[0]] == ["uneven"]
    assert found[0][0].values == {"criterion": 2, "share": pytest.approx(0.3 / (0.04 + 0.144 + 0.3))}
    assert [reason.key for reason in found[1]] == ["reference", "close"]
    assert found[1][0].values == {"criterion": 1, "times": pytest.approx(1 / 0.06), "places": -1.5}
    assert found[1][1].values == {"count": 1, "other": 2}
    assert found[3] == []
    same = reasons([[1, 2, 3, 4]] * 2, scaled, weights, [True, False])
    assert same == [[], [], [], []]


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_have_words(language):
    words = {"alternative": "palta", "criterion": "tradición", "other": "olivo", "count": 2}
    numbers = {"share": 0.61, "times": 3.0, "places": -1.5}
    for key in ("uneven", "reference", "close"):
        sentence = text(f"robustness.reason_{key}", language, **words, **numbers)
        assert "palta" in sentence
        assert "{" not in sentence


@pytest.mark.parametrize(
    ("rankings", "key"), [([1, 2], "ranking_empty"), ([[1, np.nan]], "ranking_not_finite")]
)
def test_refusals(rankings, key):
    problems = problems_of(compromise, rankings)
    assert problems[0].key == f"robustness.{key}"
