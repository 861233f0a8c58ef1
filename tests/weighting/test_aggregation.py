import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from priorizar.errors import PriorizarError
from priorizar.weighting.aggregation import aggregate_judgements, aggregate_priorities, middle, person_weights
from priorizar.weighting.ahp import geometric_mean
from refusals import problems_of

HOWS = ("mean", "median", "trimmed")


@st.composite
def groups(draw, least=2):
    """Judgement matrices of some people, with their hélices."""
    people, n = draw(st.integers(least, 6)), draw(st.integers(2, 5))
    logs = draw(arrays(float, (people, n, n), elements=st.floats(-2, 2)))
    helices = draw(
        st.lists(st.sampled_from(["publico", "privado", "universidad"]), min_size=people, max_size=people)
    )
    return np.exp(logs - np.swapaxes(logs, 1, 2)), helices


@given(groups(), st.sampled_from(HOWS))
def test_judgements_together_stay_reciprocal(case, how):
    matrices, helices = case
    together = aggregate_judgements(matrices, person_weights(helices), how)
    np.testing.assert_allclose(together * together.T, 1, rtol=1e-12)


@given(groups())
def test_forman_peniwati_1998(case):
    """With row geometric means, aggregating judgements and aggregating priorities geometrically are the same
    (Forman & Peniwati 1998, EJOR 108: 165-169)."""
    matrices, helices = case
    weights = person_weights(helices)
    judgements = geometric_mean(aggregate_judgements(matrices, weights))
    priorities = aggregate_priorities(geometric_mean(matrices), weights, "geometric")
    np.testing.assert_allclose(judgements, priorities, rtol=1e-9)


@given(groups(), st.sampled_from(HOWS))
def test_unanimity(case, how):
    matrices, helices = case
    same = np.repeat(matrices[:1], len(matrices), axis=0)
    np.testing.assert_allclose(
        aggregate_judgements(same, person_weights(helices), how), matrices[0], rtol=1e-9
    )


@given(groups(), st.sampled_from(HOWS))
def test_sending_everybody_of_a_helice_twice_changes_nothing(case, how):
    matrices, helices = case
    twice = [i for i, helice in enumerate(helices) if helice == helices[0]]
    more = np.concatenate([matrices, matrices[twice]])
    before = aggregate_judgements(matrices, person_weights(helices), how)
    after = aggregate_judgements(more, person_weights([*helices, *[helices[0]] * len(twice)]), how)
    np.testing.assert_allclose(after, before, rtol=1e-7)


@given(groups(), st.sampled_from(["arithmetic", "geometric", "median", "trimmed"]), st.randoms())
def test_priorities_together_sum_to_one_and_order_does_not_matter(case, how, random):
    matrices, helices = case
    priorities, weights = geometric_mean(matrices), person_weights(helices)
    together = aggregate_priorities(priorities, weights, how)
    assert together.sum() == pytest.approx(1, abs=1e-12)
    assert together.min() >= 0
    people = random.sample(range(len(helices)), len(helices))
    criteria = random.sample(range(matrices.shape[1]), matrices.shape[1])
    again = aggregate_priorities(priorities[np.ix_(people, criteria)], weights[people], how)
    np.testing.assert_allclose(again, together[criteria], atol=1e-9)


class TestPersonWeights:
    def test_each_helice_counts_the_same_by_default(self):
        weights = person_weights(["publico", "publico", "publico", "privado"])
        np.testing.assert_allclose(weights, [1 / 6, 1 / 6, 1 / 6, 1 / 2])

    def test_each_person(self):
        np.testing.assert_allclose(person_weights(["publico", "publico", "privado"], "person"), 1 / 3)

    def test_stated_shares(self):
        weights = person_weights(["a", "a", "b"], shares={"a": 3, "b": 1})
        np.testing.assert_allclose(weights, [3 / 8, 3 / 8, 1 / 4])

    @pytest.mark.parametrize(
        ("helices", "shares", "key"),
        [
            ([], None, "nobody"),
            (["a"], {"b": 1}, "unknown_name"),
            (["a", "b"], {"a": 1}, "missing_names"),
            (["a"], {"a": -1}, "number_negative"),
            (["a"], {"a": 0}, "all_zero"),
        ],
    )
    def test_refuses(self, helices, shares, key):
        problems = problems_of(person_weights, helices, shares=shares)
        assert f"weighting.{key}" in [problem.key for problem in problems]


class TestMiddle:
    values = np.array([1.0, 2, 3, 100])

    def test_against_numpy_and_scipy(self):
        from scipy.stats import trim_mean

        draws = np.random.default_rng(0).normal(size=(20, 7))
        weights = np.full(20, 1 / 20)
        np.testing.assert_allclose(middle(draws, weights, "median"), np.median(draws, axis=0))
        np.testing.assert_allclose(middle(draws, weights, "trimmed", 0.1), trim_mean(draws, 0.1))
        np.testing.assert_allclose(middle(draws, weights), draws.mean(axis=0))

    def test_weights_count(self):
        assert middle(self.values, np.array([0.5, 0.3, 0.1, 0.1]), "median") == 1.5
        assert middle(self.values, np.array([0.6, 0.2, 0.1, 0.1]), "median") == 1
        # A fifth off each end leaves 0.2 of the first, 0.2 of the second and 0.2 of the third.
        assert middle(self.values, np.array([0.4, 0.2, 0.2, 0.2]), "trimmed", 0.2) == pytest.approx(2)

    @pytest.mark.parametrize("how", HOWS)
    def test_who_says_nothing_does_not_count(self, how):
        said = np.array([[1.0, np.nan], [np.nan, np.nan], [3.0, np.nan]])
        together = middle(said, np.full(3, 1 / 3), how)
        assert together[0] == 2
        assert np.isnan(together[1])


def test_one_zero_is_not_let_turn_a_criterion_off():
    priorities = np.array([[0.5, 0.5, 0], [0.2, 0.3, 0.5]])
    with pytest.raises(PriorizarError) as caught:
        aggregate_priorities(priorities, np.array([0.5, 0.5]), "geometric", criteria=["a", "b", "c"])
    assert caught.value.problems[0].values["criteria"] == ("c",)
    np.testing.assert_allclose(
        aggregate_priorities(priorities, np.array([0.0, 1]), "geometric"), priorities[1]
    )


def test_a_median_of_nothing_is_refused():
    problems = problems_of(aggregate_priorities, np.eye(3), np.full(3, 1 / 3), "median")
    assert problems[0].key == "weighting.nothing_left"
    np.testing.assert_allclose(aggregate_priorities(np.eye(3), np.full(3, 1 / 3)), 1 / 3)


def test_shares_of_any_size():
    for size in (1e308, 1e-308, 1.0):
        weights = person_weights(["a", "b", "b"], shares={"a": size, "b": size})
        np.testing.assert_allclose(weights, [1 / 2, 1 / 4, 1 / 4], rtol=1e-15)
